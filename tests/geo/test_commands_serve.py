"""``run`` and ``room``: the address, its code, the environment, the command, the room served."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from threading import Event

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from geo import __main__ as cli
from geo.commands import serve
from geo.labels import presentation as mots
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
OTHER_HOST = "127.0.0.2"
"""An address of this machine that is not the one it is called by at home."""


@pytest.fixture
def two_networks(monkeypatch):
    monkeypatch.setattr(serve, "adresses", lambda: ("192.0.2.7", "198.51.100.4"))


@pytest.fixture
def started(monkeypatch):
    """What the process becomes: it is told instead of done."""
    what = {}
    monkeypatch.setattr(serve.os, "chdir", lambda folder: what.update(folder=folder))
    monkeypatch.setattr(
        serve.os, "execve", lambda run, words, env: what.update(run=run, words=words, env=env)
    )
    return what


@pytest.mark.usefixtures("two_networks")
def test_the_address_and_a_code_are_printed(capsys):
    assert cli.main(["room", "--annonce", "--port", "8660"]) == 0
    out = capsys.readouterr().out
    assert "http://192.0.2.7:8660" in out
    assert "http://localhost:8660/presentation" in out
    lines = [line for line in out.splitlines() if re.fullmatch(r"[█▀▄ ]{20,}", line)]
    assert len(lines) > 10
    assert len({len(line) for line in lines}) == 1


@pytest.mark.usefixtures("two_networks")
def test_another_address_may_be_chosen(capsys):
    cli.main(["room", "--annonce"])
    assert (
        "room --address 198.51.100.4 (ou make room ADDRESS=198.51.100.4)" in capsys.readouterr().out
    )
    cli.main(["room", "--annonce", "--address", "198.51.100.4"])
    assert "lecture seule) : http://198.51.100.4:8501" in capsys.readouterr().out


@pytest.mark.usefixtures("two_networks")
def test_an_address_of_another_machine_is_refused(capsys):
    assert cli.main(["room", "--address", "203.0.113.9"]) == 1
    assert "Elle a : 192.0.2.7, 198.51.100.4." in capsys.readouterr().err


def test_a_machine_without_network_is_told_so_and_shows_no_code(capsys, monkeypatch):
    monkeypatch.setattr(serve, "adresses", tuple)
    assert cli.main(["room", "--annonce"]) == 0
    out = capsys.readouterr().out
    assert "Aucun réseau" in out
    assert "█" not in out


def test_on_a_terminal_the_code_is_black_on_white_whatever_its_colours():
    lines = serve.qr_code("http://192.0.2.7:8501", coloured=True).splitlines()
    assert all(line.startswith(serve.WHITE_ON_BLACK) for line in lines)
    assert all(line.endswith(serve.PLAIN) for line in lines)


def test_a_port_that_is_taken_is_told(capsys):
    with socket.socket() as listener:
        listener.bind((serve.EVERYWHERE, 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert cli.main(["room", "--port", str(port)]) == 1
    assert f"Le port {port} est déjà pris" in capsys.readouterr().err


@pytest.mark.usefixtures("two_networks")
def test_the_room_listens_to_the_network_and_asks_nobody_for_its_address(started):
    port = str(free_port())
    assert cli.main(["room", "--port", port]) == 0
    command = " ".join(started["words"])
    assert started["run"] == started["words"][0] == sys.executable
    assert f"--server.address 0.0.0.0 --server.port {port}" in command
    assert "--browser.serverAddress 192.0.2.7" in command
    assert started["env"]["ATLAS_LECTURE_SEULE"] == "1"
    assert started["env"]["ATLAS_SALLE_PORT"] == port
    assert "ATLAS_SALLE_ADRESSE" not in started["env"], "the address may change: it is read again"
    assert started["folder"] == ROOT
    cli.main(["room", "--port", port, "--address", "198.51.100.4"])
    assert started["env"]["ATLAS_SALLE_ADRESSE"] == "198.51.100.4"


@pytest.mark.usefixtures("two_networks")
def test_a_room_whose_address_is_chosen_answers_no_name_of_another(started):
    port = str(free_port())
    cli.main(["room", "--port", port])
    assert "--server.allowedHosts" not in started["words"], "the phones of a new network come in"
    cli.main(["room", "--port", port, "--address", "198.51.100.4"])
    words = started["words"]
    allowed = [words[at + 1] for at, word in enumerate(words) if word == "--server.allowedHosts"]
    assert allowed[:4] == ["198.51.100.4", "192.0.2.7", "localhost", "127.0.0.1"]
    assert "*" not in allowed


@pytest.mark.parametrize(
    ("given", "listens", "opened_as"),
    [
        ([], "localhost", "localhost"),
        (["--address", serve.EVERYWHERE], serve.EVERYWHERE, "localhost"),
        (["--address", "127.0.0.2"], "127.0.0.2", "127.0.0.2"),
    ],
)
def test_the_atlas_starts_from_its_own_folder(started, capsys, given, listens, opened_as):
    port = str(free_port())
    assert cli.main(["run", "--port", port, *given]) == 0
    command = " ".join(started["words"])
    assert f"streamlit run {ROOT}/app.py" in command
    assert f"--server.address {listens} --server.port {port}" in command
    assert f"--browser.serverAddress {opened_as}" in command
    assert started["folder"] == ROOT
    assert "ATLAS_LECTURE_SEULE" not in started["env"]
    assert f"http://{opened_as}:{port}" in capsys.readouterr().out


def test_make_room_is_told_in_the_help():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^room:  ## ", text, flags=re.MULTILINE)
    assert "-m geo room" in text


@pytest.mark.parametrize(
    "name", ["page.css", "presentation.css", "scene.css", "presentation.js", "liaison.js"]
)
def test_what_the_slides_need_is_served(name):
    assert (ROOT / "static" / name).is_file()


# --- the room, served -------------------------------------------------------------------------


def answer(host, path, method="GET"):
    """Return the status and the text of an answer; neither as long as nobody answers."""
    link = HTTPConnection(host, timeout=5)
    try:
        link.request(method, path)
        got = link.getresponse()
        return got.status, got.read().decode()
    except OSError:
        return None, ""
    finally:
        link.close()


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """The room as ``make room`` starts it, by an address other than the one of home."""
    port, log = free_port(), tmp_path_factory.mktemp("salle") / "journal.txt"
    host = f"{OTHER_HOST}:{port}"
    command = [sys.executable, "-m", "geo", "room", "--port", str(port), "--address", OTHER_HOST]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=dict(os.environ)
        ) as process,
    ):
        deadline = time.monotonic() + 60
        while answer(host, "/_stcore/health")[0] != 200:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(log.read_text(encoding="utf-8"))
            Event().wait(0.1)
        yield host
        process.terminate()  # the command is the server itself: nothing is left behind


def stream(host, origin):
    return connect(f"ws://{host}/_stcore/stream", origin=origin, subprotocols=["streamlit"])


def test_another_host_reads_the_pages_and_changes_nothing(room):
    assert answer(room, "/piscines")[0] == 200
    for method in ("PUT", "DELETE", "POST"):
        assert answer(room, "/_stcore/upload_file/a/b", method) == (403, mots.LECTURE_REFUS)


def test_the_pages_of_the_room_are_let_in_and_those_of_another_site_refused(room):
    with stream(room, f"http://{room}"):
        pass
    with pytest.raises(InvalidStatus, match="403"), stream(room, "http://autre.example"):
        pass


def test_a_phone_cannot_empty_what_is_kept_for_all(room):
    with stream(room, f"http://{room}") as socket_:
        for message in (BackMsg(clear_cache=True), BackMsg(app_heartbeat=True)):
            socket_.send(message.SerializeToString())
        said = ForwardMsg()
        said.ParseFromString(socket_.recv(timeout=10))
    assert said.WhichOneof("type") == "heartbeat_ack"
