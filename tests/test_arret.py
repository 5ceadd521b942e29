"""A stop of the server: at once for the phones that wait, never held by who does not end."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from geo.ui.serve import stopping
from geo.ui.serve.hall import watching
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
START_S = 60
NEVER_S = 30
"""Long enough that a stop that waits for the end fails the test."""
A_STOP_S = 5.0


def ask(port, method, path, body=None):
    link = HTTPConnection("127.0.0.1", port, timeout=NEVER_S)
    try:
        host = f"127.0.0.1:{port}"
        headers = {"origin": f"http://{host}", "content-type": "application/json"}
        link.request(method, path, body, headers)
        got = link.getresponse()
        return got.status, got.read()
    finally:
        link.close()


def is_there(port):
    try:
        return ask(port, "GET", "/atlas/sante")[0] == 200
    except OSError:
        return False


@pytest.fixture
def server(tmp_path):
    port, log = free_port(), tmp_path / "journal.txt"
    command = [sys.executable, "-m", "geo", "run", "--port", str(port), "--address", "127.0.0.1"]
    rooms = {"ATLAS_SALLES": "oui", "ATLAS_SALLES_DOSSIER": str(tmp_path / "salles")}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=os.environ | rooms
        ) as process,
    ):
        deadline = time.monotonic() + START_S
        while not is_there(port):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(log.read_text(encoding="utf-8"))
            Event().wait(0.1)
        try:
            yield process, port
        finally:
            process.kill()


def stop(process):
    """Ask a process to end; return the seconds that it took."""
    began = time.monotonic()
    process.terminate()
    process.wait(NEVER_S)
    return time.monotonic() - began


@contextmanager
def waiting_phone(port):
    """Let a phone wait for the next slide; give what it is answered, once it is."""
    room = json.loads(ask(port, "POST", "/atlas/salle", "{}")[1])["nom"]
    answers = []
    phone = Thread(
        target=lambda: answers.append(ask(port, "GET", f"/atlas/salle/{room}/etat?vu=1"))
    )
    phone.start()
    phone.join(0.5)  # it asked, and waits
    assert not answers
    yield answers
    phone.join(NEVER_S)


def test_phones_that_wait_and_open_pages_let_the_server_stop_at_once(server):
    process, port = server
    assert watching.WAIT_S > A_STOP_S, "else a stop that waits for the phones would pass"
    with (
        waiting_phone(port) as answers,
        connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"]) as page,
    ):
        assert stop(process) < A_STOP_S
        with suppress(ConnectionClosed):
            list(page)  # what was sent before the end
    assert page.close_code in {1001, 1012}, "the page is told, and opens its link again"
    assert [status for status, _ in answers] == [200]


def test_half_a_file_holds_no_stop(server):
    process, port = server
    with socket.create_connection(("127.0.0.1", port)) as half:
        half.sendall(
            b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n--x"
        )
        Event().wait(0.3)  # it is being read
        assert stop(process) < stopping.GRACE_S + A_STOP_S
