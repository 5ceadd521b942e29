"""The addresses of this machine on its networks: what the phones of a room can open.

Nothing is asked of anyone: the machine is only read. A room often has a network without any way
out (an access point, the laptop's own), and a laptop often several networks at once.
"""

from __future__ import annotations

import socket
import struct
import sys
from ipaddress import IPv4Address

SOI_MEME = "127.0.0.1"
"""The address of the machine alone, when it has no other."""

# A private address that need not exist: asking the way to it sends nothing.
_AILLEURS = ("10.254.254.254", 9)
_LIRE_ETAT, _LIRE_ADRESSE = 0x8913, 0x8915  # SIOCGIFFLAGS, SIOCGIFADDR of Linux
_EN_SERVICE = 0x1 | 0x40  # IFF_UP, IFF_RUNNING: a cable or a network is there
_NAME = 16


def adresses() -> tuple[str, ...]:
    """Return the IPv4 addresses of this machine, the likeliest first; none without a network.

    First the one by which the machine goes out, then private ones, then the others. Only Linux
    tells those of the networks without a way out; elsewhere only the first one is known.
    """
    out = _vers_ailleurs()
    known = {address for name in _interfaces() if (address := _adresse_de(name))} | {out}
    usable = {address for address in known if address and not IPv4Address(address).is_loopback}
    return tuple(sorted(usable, key=lambda address: (address != out, *_rang(address))))


def _rang(address: str) -> tuple[bool, bool, int]:
    one = IPv4Address(address)
    return one.is_link_local, not one.is_private, int(one)


def _vers_ailleurs() -> str:
    """Return the address by which this machine would go out; empty if it has no way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_AILLEURS)
        except OSError:
            return ""
        return str(way.getsockname()[0])


def _interfaces() -> list[str]:
    return [name for _, name in socket.if_nameindex()] if sys.platform == "linux" else []


def _adresse_de(name: str) -> str:
    """Return the address of a network interface of Linux; empty if it is down or has none."""
    state = _read_one(name, _LIRE_ETAT)
    flags = struct.unpack_from("<h", state, _NAME)[0] if state else 0
    if flags & _EN_SERVICE != _EN_SERVICE:
        return ""
    told = _read_one(name, _LIRE_ADRESSE)
    return socket.inet_ntoa(told[_NAME + 4 : _NAME + 8]) if told else ""


def _read_one(name: str, question: int) -> bytes:
    from fcntl import ioctl  # noqa: PLC0415 - not on every system

    asked = struct.pack(f"{_NAME}s24x", name.encode()[: _NAME - 1])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        try:
            return ioctl(any_socket, question, asked)
        except OSError:
            return b""
