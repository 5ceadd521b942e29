"""Serve the atlas to a meeting room: ``make room``.

It listens on the local network, prints the address that phones open and its QR code, and is
read-only: no page takes a file. The machine may be without any network: the atlas then answers on
this machine only, and is there again when the network comes back.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path

import segno

ROOT = Path(__file__).resolve().parent.parent
# A private address that need not exist: asking the way to it sends nothing.
ANYWHERE = ("10.254.254.254", 9)
HERE = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - the room is the purpose


def lan_address() -> str:
    """Return the address of this machine on its network, or that of the machine alone."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(ANYWHERE)
        except OSError:
            return HERE
        return str(way.getsockname()[0])


def environment(address: str) -> dict[str, str]:
    """Return what the application reads of the room (``geo.ui.salle``)."""
    return {"ATLAS_LECTURE_SEULE": "1", "ATLAS_ADRESSE_SALLE": address}


def command(host: str, port: int) -> list[str]:
    """Return how the application is started.

    Its own address is given: Streamlit would otherwise ask it of a host of the Internet.
    """
    options = {
        "server.address": EVERYWHERE,
        "server.port": str(port),
        "browser.serverAddress": host,
        "browser.serverPort": str(port),
    }
    flags = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", "app.py", *flags]


def announce(address: str, *, alone: bool) -> None:
    """Print the address and its QR code."""
    print(f"\nAtlas Artois, en salle (lecture seule) : {address}\n")
    segno.make(address, error="m", micro=False).terminal(compact=True)
    if alone:
        print("\nAucun réseau : l’atlas répond sur cette machine seulement.")
    print(
        f"\nSur ce poste : http://localhost:{address.rsplit(':', 1)[1]}/presentation"
        "\nCtrl+C pour arrêter.\n",
        flush=True,
    )


def main(arguments: list[str] | None = None) -> int:
    """Announce the room and serve it until it is stopped."""
    parser = argparse.ArgumentParser(description="Sert l’atlas dans une salle de réunion.")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--adresse", help="adresse de cette machine, si elle en a plusieurs")
    parser.add_argument("--annonce", action="store_true", help="dit l’adresse et s’arrête")
    asked = parser.parse_args(arguments)
    host = asked.adresse or lan_address()
    address = f"http://{host}:{asked.port}"
    announce(address, alone=host == HERE)
    if asked.annonce:
        return 0
    variables = os.environ | environment(address)
    try:
        started = subprocess.run(command(host, asked.port), cwd=ROOT, env=variables, check=False)
    except KeyboardInterrupt:
        return 0
    return started.returncode


if __name__ == "__main__":
    sys.exit(main())
