"""``make room``: the address and its QR code, the environment, the command."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SPEC = importlib.util.spec_from_file_location("salle", ROOT / "outils" / "salle.py")
salle = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(salle)


def test_the_address_and_a_code_are_printed(capsys):
    assert salle.main(["--annonce", "--adresse", "192.0.2.7", "--port", "8660"]) == 0
    out = capsys.readouterr().out
    assert "http://192.0.2.7:8660" in out
    assert "http://localhost:8660/presentation" in out
    lines = [line for line in out.splitlines() if re.fullmatch(r"[█▀▄ ]{20,}", line)]
    assert len(lines) > 10
    assert len({len(line) for line in lines}) == 1


def test_a_machine_without_network_is_told_so(capsys, monkeypatch):
    monkeypatch.setattr(salle, "lan_address", lambda: salle.HERE)
    salle.main(["--annonce"])
    assert "Aucun réseau" in capsys.readouterr().out


def test_the_address_of_this_machine_is_an_ip():
    assert re.fullmatch(r"\d+\.\d+\.\d+\.\d+", salle.lan_address())


def test_without_a_way_out_the_address_is_that_of_the_machine_alone(monkeypatch):
    def unreachable(*_):
        raise OSError

    monkeypatch.setattr(salle.socket.socket, "connect", unreachable)
    assert salle.lan_address() == salle.HERE


def test_the_room_listens_to_the_network_and_asks_nobody_for_its_address(monkeypatch):
    started = {}

    def run(command, *, cwd, env, check):
        started.update(command=command, cwd=cwd, env=env, check=check)
        return salle.subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(salle.subprocess, "run", run)
    assert salle.main(["--adresse", "192.0.2.7", "--port", "8660"]) == 3
    command = " ".join(started["command"])
    assert "--server.address 0.0.0.0 --server.port 8660" in command
    assert "--browser.serverAddress 192.0.2.7" in command
    assert started["env"]["ATLAS_LECTURE_SEULE"] == "1"
    assert started["env"]["ATLAS_ADRESSE_SALLE"] == "http://192.0.2.7:8660"
    assert started["cwd"] == ROOT


def test_stopping_the_room_is_not_a_fault(monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(salle.subprocess, "run", stopped)
    assert salle.main(["--adresse", "192.0.2.7"]) == 0


def test_make_room_is_told_in_the_help():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^room:  ## ", text, flags=re.MULTILINE)
    assert "outils/salle.py" in text


@pytest.mark.parametrize("name", ["page.css", "presentation.css", "presentation.js"])
def test_what_the_slides_need_is_served(name):
    assert (ROOT / "static" / name).is_file()
