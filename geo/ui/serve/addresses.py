"""The addresses of this machine on its networks: what the phones of a room can open.

Nothing is asked of anyone: the machine is only read. A room often has a network without any way
out (an access point, the laptop's own), and a laptop often several networks at once.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address
from socket import AF_INET

import psutil

SOI_MEME = "127.0.0.1"
"""The address of the machine alone, when it has no other."""

# A private address that need not exist: asking the way to it sends nothing.
_AILLEURS = ("10.254.254.254", 9)


def adresses() -> tuple[str, ...]:
    """Return the IPv4 addresses of this machine, the likeliest first; none without a network.

    First the one by which the machine goes out, then private ones, then the others.
    """
    out = _vers_ailleurs()
    known = {*_on_networks(), out}
    usable = {address for address in known if address and not IPv4Address(address).is_loopback}
    return tuple(sorted(usable, key=lambda address: (address != out, *_rang(address))))


def _rang(address: str) -> tuple[bool, bool, int]:
    one = IPv4Address(address)
    return one.is_link_local, not one.is_private, int(one)


def _vers_ailleurs() -> str:
    """Return the address by which this machine would go out; empty if it has no way out."""
    with socket.socket(AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(_AILLEURS)
        except OSError:
            return ""
        return str(way.getsockname()[0])


def _on_networks() -> set[str]:
    """Return the IPv4 addresses of the networks that are there: a cable or an access point."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    known = psutil.net_if_addrs()
    return {one.address for name in up for one in known.get(name, ()) if one.family == AF_INET}
