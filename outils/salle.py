"""Serve the atlas to a meeting room: ``make room``.

It listens on the local network, prints the address that phones open and its QR code, and is
read-only (``geo.ui.serve.gate``). The machine may be without any network: the atlas then answers on
this machine only, and gives its address when a network comes.
"""

from __future__ import annotations

import argparse
import io
import os
import socket
import sys
from ipaddress import ip_address
from pathlib import Path

import segno

from geo.ui.serve.addresses import SOI_MEME, adresses

ROOT = Path(__file__).resolve().parent.parent
EVERYWHERE = "0.0.0.0"  # noqa: S104 - the room is the purpose
WHITE_ON_BLACK, PLAIN = "\033[97;40m", "\033[0m"


def environment(port: int, chosen: str | None) -> dict[str, str]:
    """Return what the application reads of the room (``geo.ui.serve.room``)."""
    fixed = {"ATLAS_SALLE_ADRESSE": chosen} if chosen else {}
    return {"ATLAS_LECTURE_SEULE": "1", "ATLAS_SALLE_PORT": str(port), **fixed}


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


def qr_code(address: str, *, coloured: bool) -> str:
    """Return the QR code of an address, drawn with half blocks.

    On a terminal the colours are given: on a light one the code would be inverted, and many phones
    do not read it so.
    """
    out = io.StringIO()
    segno.make(address, error="m", micro=False).terminal(out, compact=True)
    lines = out.getvalue().splitlines()
    return "\n".join(f"{WHITE_ON_BLACK}{line}{PLAIN}" if coloured else line for line in lines)


def announce(host: str, others: tuple[str, ...], port: int) -> None:
    """Print the address, its QR code, and what to know of the other addresses."""
    address = f"http://{host}:{port}"
    print(f"\nAtlas Artois, en salle (lecture seule) : {address}\n")
    if host == SOI_MEME:
        print(
            "Aucun réseau : l’atlas répond sur cette machine seulement. Quand un réseau sera là, "
            "la page Présentation donnera son adresse et son code QR."
        )
    else:
        print(qr_code(address, coloured=sys.stdout.isatty()))
    if others:
        print(
            f"\nCette machine a aussi : {', '.join(others)}. Si les téléphones sont sur ce "
            f"réseau-là : make room ADDRESS={others[0]}"
        )
    print(
        f"\nSur ce poste : http://localhost:{port}/presentation\nCtrl+C pour arrêter.\n",
        flush=True,
    )


def is_taken(port: int) -> bool:
    """Return whether another program listens on the port."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((EVERYWHERE, port))
        except OSError:
            return True
    return False


def _is_ours(host: str, known: tuple[str, ...]) -> bool:
    """Return whether this machine answers at an address; a name is taken as it is given."""
    try:
        return host in known or ip_address(host).is_loopback
    except ValueError:
        return True


def main(arguments: list[str] | None = None) -> int:
    """Announce the room, then become its server."""
    parser = argparse.ArgumentParser(description="Sert l’atlas dans une salle de réunion.")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--adresse", help="adresse de cette machine, si elle en a plusieurs")
    parser.add_argument("--annonce", action="store_true", help="dit l’adresse et s’arrête")
    asked = parser.parse_args(arguments)
    known = adresses()
    host = asked.adresse or next(iter(known), SOI_MEME)
    if not _is_ours(host, known):
        told = f"Elle a : {', '.join(known)}." if known else "Elle n’a aucun réseau."
        print(f"Cette machine n’a pas l’adresse {host}. {told}", file=sys.stderr)
        return 1
    if not asked.annonce and is_taken(asked.port):
        print(
            f"Le port {asked.port} est déjà pris : make room PORT={asked.port + 1}",
            file=sys.stderr,
        )
        return 1
    announce(host, tuple(one for one in known if one != host), asked.port)
    if asked.annonce:
        return 0
    os.chdir(ROOT)
    started = command(host, asked.port)
    os.execve(started[0], started, os.environ | environment(asked.port, asked.adresse))  # noqa: S606 - our own interpreter
    return 0


if __name__ == "__main__":
    sys.exit(main())
