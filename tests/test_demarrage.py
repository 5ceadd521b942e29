"""The server, however it is started, asks nothing of any other host."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]

GUARD = """
import socket, sys
HERE = ("127.", "::1", "localhost", "0.0.0.0")
real_find, real_connect = socket.getaddrinfo, socket.socket.connect


def find(host, *rest, **more):
    if host is not None and not str(host).startswith(HERE):
        print("DEMANDE", host, flush=True)
        raise OSError(host)
    return real_find(host, *rest, **more)


def connect(self, address):
    if self.family != getattr(socket, "AF_UNIX", None) and not str(address[0]).startswith(HERE):
        print("APPEL", address, flush=True)
        raise OSError(address)
    return real_connect(self, address)


socket.getaddrinfo, socket.socket.connect = find, connect
from streamlit.web import cli

sys.exit(cli.main(["run", "app.py", *sys.argv[1:]]))
"""


@pytest.mark.parametrize("options", [[], ["--server.address", "0.0.0.0"]])  # noqa: S104 - a start
def test_a_start_asks_nothing_of_any_other_host(options):
    command = [sys.executable, "-c", GUARD, "--server.port", str(free_port()), *options]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as server:
        late = Timer(120, server.kill)
        late.start()
        told = []
        # Its own address is looked for before it is announced: the line of the address comes last.
        for line in server.stdout:
            told.append(line)
            if "URL:" in line:
                break
        server.kill()
        late.cancel()
    said = "".join(told)
    assert "URL: http://localhost:" in said
    assert "DEMANDE" not in said
    assert "APPEL" not in said
