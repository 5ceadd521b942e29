"""The addresses of this machine: the likeliest first, and none that phones cannot open."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address
from types import SimpleNamespace

import pytest

from geo.ui.serve import addresses

NETWORKS = {
    "lo": "127.0.0.1",
    "wlan0": "192.168.43.1",
    "eth0": "10.3.2.1",
    "vpn": "203.0.113.4",
    "usb0": "169.254.7.8",
}
OFF = {"eth1": "10.99.0.1"}


def machine(monkeypatch, networks):
    """Make psutil tell these networks, and one whose cable is out."""
    told = {
        name: [
            SimpleNamespace(family=socket.AF_INET6, address="fe80::1"),
            SimpleNamespace(family=socket.AF_INET, address=address),
        ]
        for name, address in (networks | OFF).items()
    }
    states = {name: SimpleNamespace(isup=name in networks) for name in told}
    monkeypatch.setattr(addresses.psutil, "net_if_addrs", lambda: told)
    monkeypatch.setattr(addresses.psutil, "net_if_stats", lambda: states)


@pytest.fixture
def laptop(monkeypatch):
    """A laptop on five networks; the test says by which it goes out."""
    machine(monkeypatch, NETWORKS)
    return lambda out: monkeypatch.setattr(addresses, "_vers_ailleurs", lambda: out)


def test_the_way_out_comes_first_then_private_networks(laptop):
    laptop("203.0.113.4")
    assert addresses.adresses() == ("203.0.113.4", "10.3.2.1", "192.168.43.1", "169.254.7.8")


def test_a_network_without_a_way_out_is_a_network(laptop):
    laptop("")
    assert addresses.adresses()[:2] == ("10.3.2.1", "192.168.43.1")


def test_a_machine_alone_has_no_address_for_others(monkeypatch):
    machine(monkeypatch, {"lo": NETWORKS["lo"]})
    monkeypatch.setattr(addresses, "_vers_ailleurs", lambda: "")
    assert addresses.adresses() == ()


def test_without_a_way_out_none_is_invented(monkeypatch):
    def unreachable(*_):
        raise OSError

    monkeypatch.setattr(addresses.socket.socket, "connect", unreachable)
    assert addresses._vers_ailleurs() == ""


def test_what_is_told_of_this_machine_is_an_address_of_it():
    assert "127.0.0.1" in addresses._on_networks()
    for address in addresses.adresses():
        assert not IPv4Address(address).is_loopback
        with socket.socket() as here:
            here.bind((address, 0))  # refused if it were not an address of this machine
