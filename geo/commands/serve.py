"""``run`` and ``room``: start the atlas, for this machine or for a meeting room.

Both become the server itself: nothing of this process is left behind it. The atlas is started from
its own folder, wherever the command was typed: its Streamlit configuration is there.
"""

from __future__ import annotations

import errno
import io
import os
import re
import socket
import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING

from geo.commands.parser import BIEN, DEFAUT, Command
from geo.core import catalog
from geo.ui.serve.addresses import SOI_MEME, adresses

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

PORT, CETTE_MACHINE = 8501, "localhost"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - the room is the purpose
BASE = re.compile(r"/?[A-Za-z0-9._~-]*/?")
"""A path of one name: what nginx and Streamlit both take as it is written."""
OPENED_AS_LOCALHOST = frozenset({EVERYWHERE, "::", CETTE_MACHINE, SOI_MEME, "::1"})
"""Addresses to listen at that a browser of this machine opens as ``localhost``."""
WHITE_ON_BLACK, PLAIN = "\033[97;40m", "\033[0m"


def streamlit(
    address: str,
    port: int,
    opened_as: str,
    hosts: Sequence[str] = (),
    opened_port: int | None = None,
    base: str = "/",
) -> list[str]:
    """Return how the application is started.

    Parameters
    ----------
    address, port
        Where it listens.
    opened_as
        The address that browsers open. It is always given: Streamlit would otherwise ask it of a
        host of the Internet.
    hosts
        The only hosts that Streamlit then answers (``server.allowedHosts``); none: those that
        ``geo.ui.serve.gate`` lets in.
    opened_port
        The port that browsers open, where it is not ``port``: behind nginx.
    base
        The path under which the atlas is served.
    """
    options = [
        ("server.address", address),
        ("server.port", str(port)),
        ("browser.serverAddress", opened_as),
        ("browser.serverPort", str(opened_port or port)),
        *(("server.allowedHosts", host) for host in hosts),
        *((("server.baseUrlPath", base.strip("/")),) if base.strip("/") else ()),
    ]
    flags = [word for name, value in options for word in (f"--{name}", value)]
    return [sys.executable, "-m", "streamlit", "run", str(catalog.ROOT / "app.py"), *flags]


def _become(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Replace this process by the server."""
    os.chdir(catalog.ROOT)
    os.execve(command[0], list(command), os.environ | dict(environment))  # noqa: S606 - our own interpreter
    return BIEN


def is_taken(address: str, port: int) -> bool:
    """Return whether another program listens on the port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False


def _refused_port(address: str, port: int, command: str) -> bool:
    """Return whether the port is taken, once told which one may be tried."""
    if not is_taken(address, port):
        return False
    print(
        f"Le port {port} est déjà pris. Essayez le suivant : "
        f"{catalog.PROGRAMME} {command} --port {port + 1} (ou make {command} PORT={port + 1})",
        file=sys.stderr,
    )
    return True


# --- run --------------------------------------------------------------------------------------


def _port_argument(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--port", metavar="PORT", type=int, default=PORT, help=f"port de l’atlas ({PORT})"
    )


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("options")
    _port_argument(group)
    group.add_argument(
        "--address",
        metavar="ADRESSE",
        default=CETTE_MACHINE,
        help="adresse d’écoute ; localhost : cette machine seulement, 0.0.0.0 : tous ses réseaux",
    )
    public_arguments(group)


def public_arguments(group: argparse._ArgumentGroup) -> None:
    """Add what readers see of an atlas that stands behind a proxy: its name and its path."""
    group.add_argument(
        "--host",
        metavar="NOM",
        default=CETTE_MACHINE,
        help="nom par lequel les lecteurs ouvrent l’atlas : atlas.exemple.fr",
    )
    group.add_argument(
        "--base",
        metavar="CHEMIN",
        default="/",
        help="chemin de l’atlas sur ce nom : /atlas/ (la racine)",
    )


def base_of(asked: str) -> str:
    """Return the path of the atlas with both slashes, empty when what is asked is none."""
    return f"/{asked.strip('/')}/".replace("//", "/") if BASE.fullmatch(asked) else ""


def refused_base(asked: str) -> str:
    """Return what is said of a path that is none."""
    return f"--base : un chemin est attendu, comme /atlas/ ; trouvé : {asked[:80]}."


def _run(options: argparse.Namespace) -> int:
    base = base_of(options.base)
    if not base:
        print(refused_base(options.base), file=sys.stderr)
        return DEFAUT
    if _refused_port(options.address, options.port, "run"):
        return DEFAUT
    local = options.address in OPENED_AS_LOCALHOST
    opened_as = CETTE_MACHINE if local else options.address
    public = options.host != CETTE_MACHINE
    path = base if base != "/" else ""
    told = options.host if public else f"http://{opened_as}:{options.port}"
    print(f"Atlas Artois : {told}{path} (Ctrl+C pour arrêter)", flush=True)
    hosts = (options.host,) if public else ()
    name = options.host if public else opened_as
    command = streamlit(options.address, options.port, name, hosts, base=base)
    return _become(command, {})


# --- room -------------------------------------------------------------------------------------


def _room_arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("options")
    _port_argument(group)
    group.add_argument(
        "--address",
        metavar="ADRESSE",
        help="adresse de cette machine que verront les téléphones, si elle en a plusieurs",
    )
    group.add_argument("--annonce", action="store_true", help="dit l’adresse et s’arrête")


def environment(port: int, chosen: str | None) -> dict[str, str]:
    """Return what the application reads of the room (``geo.ui.serve.room``)."""
    fixed = {"ATLAS_SALLE_ADRESSE": chosen} if chosen else {}
    return {"ATLAS_LECTURE_SEULE": "1", "ATLAS_SALLE_PORT": str(port), **fixed}


def room_hosts(chosen: str | None, known: Sequence[str]) -> tuple[str, ...]:
    """Return the only hosts that a room answers; none when its address was not chosen.

    Then it may change (a machine that joins a network again, or that has none yet): a list made at
    the start would refuse the phones. Every number is let in, which no other site can borrow, and
    only the names of this machine (``geo.ui.serve.gate``).
    """
    if not chosen:
        return ()
    name = socket.gethostname().lower()
    ours = (chosen, *known, CETTE_MACHINE, SOI_MEME, "::1", name, f"{name.partition('.')[0]}.local")
    return tuple(dict.fromkeys(ours))


def qr_code(address: str, *, coloured: bool) -> str:
    """Return the QR code of an address, drawn with half blocks.

    On a terminal the colours are given: on a light one the code would be inverted, and many phones
    do not read it so.
    """
    import segno

    out = io.StringIO()
    segno.make(address, error="m", micro=False).terminal(out, compact=True)
    lines = out.getvalue().splitlines()
    return "\n".join(f"{WHITE_ON_BLACK}{line}{PLAIN}" if coloured else line for line in lines)


def announce(host: str, others: Sequence[str], port: int) -> None:
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
            f"réseau-là : {catalog.PROGRAMME} room --address {others[0]} (ou make room "
            f"ADDRESS={others[0]})"
        )
    print(
        f"\nSur ce poste : http://localhost:{port}/presentation\nCtrl+C pour arrêter.\n",
        flush=True,
    )


def _is_ours(host: str, known: Sequence[str]) -> bool:
    """Return whether this machine answers at an address; a name is taken as it is given."""
    try:
        return host in known or ip_address(host).is_loopback
    except ValueError:
        return True


def _room(options: argparse.Namespace) -> int:
    known = adresses()
    host = options.address or next(iter(known), SOI_MEME)
    if not _is_ours(host, known):
        told = f"Elle a : {', '.join(known)}." if known else "Elle n’a aucun réseau."
        print(f"Cette machine n’a pas l’adresse {host}. {told}", file=sys.stderr)
        return DEFAUT
    if not options.annonce and _refused_port(EVERYWHERE, options.port, "room"):
        return DEFAUT
    announce(host, tuple(one for one in known if one != host), options.port)
    if options.annonce:
        return BIEN
    hosts = room_hosts(options.address, known)
    return _become(
        streamlit(EVERYWHERE, options.port, host, hosts),
        environment(options.port, options.address),
    )


COMMANDS = (
    Command("run", "lance l’atlas sur cette machine", _run_arguments, _run),
    Command(
        "room",
        "en salle : sert le réseau local, en lecture seule, avec l’adresse et son code QR",
        _room_arguments,
        _room,
    ),
)
