"""The sockets of the server: what is answered leaves at once.

Streamlit opens its listening socket without naming the protocol, and asyncio then leaves on it the
delay that gathers small writes: the body of each answer waits for the browser to acknowledge its
head, 40 ms on most systems, and each message of a page for the one before.
"""

from __future__ import annotations

import socket

import psutil


def send_at_once() -> int:
    """Let the links accepted from now on send what is written without waiting; return how many.

    What is counted is the listening sockets of this process: the links take it from them. On
    Windows they are not known by their descriptors, and are left as they are.
    """
    listening = [
        one
        for one in psutil.Process().net_connections("tcp")
        if one.status == psutil.CONN_LISTEN and one.fd >= 0
    ]
    for one in listening:
        with socket.fromfd(one.fd, one.family, socket.SOCK_STREAM) as opened:
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(listening)
