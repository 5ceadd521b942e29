"""A port that nobody listens to: whatever runs on the machine, a test finds its own."""

from __future__ import annotations

import socket


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
