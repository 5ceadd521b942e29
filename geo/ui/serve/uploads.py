"""A file that is too large is emptied at the door, and told by the page.

Streamlit would refuse it in the browser, in English, and leave the answers of the file before on
the screen under its name. Its limit is set high; here, what is beyond ours is read and thrown away
as it comes, and a file that holds nothing but a mark goes on in its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.answers.coordinates.grids import OCTETS_MAX, TROP_GROS

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

DEPOT = "/_stcore/upload_file/"
ENVELOPPE_MAX = 4_096
"""Bytes of what surrounds a file in its request: names and types."""
FIN_DES_ENTETES = b"\r\n\r\n"


class Depots:
    """ASGI middleware: let the files of our size through, empty the others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "PUT" or DEPOT not in scope["path"]:
            await self.app(scope, receive, send)
            return
        start = await _start(receive)
        if len(start) <= OCTETS_MAX + ENVELOPPE_MAX:
            await self.app(scope, _replayed(start, receive), send)
            return
        await _drain(receive)
        body = emptied(start)
        kept = [(name, value) for name, value in scope["headers"] if name != b"content-length"]
        headers = [*kept, (b"content-length", str(len(body)).encode())]
        await self.app({**scope, "headers": headers}, _replayed(body, receive), send)


async def _start(receive: Receive) -> bytes:
    """Return the body of a request, or as much of it as tells that it is too large."""
    parts, size, more = [], 0, True
    while more and size <= OCTETS_MAX + ENVELOPPE_MAX:
        message = await receive()
        part = message.get("body", b"")
        parts.append(part)
        size += len(part)
        more = message["type"] == "http.request" and bool(message.get("more_body"))
    return b"".join(parts)


async def _drain(receive: Receive) -> None:
    """Read the rest of a body: a browser that is cut short would tell a broken line."""
    more = True
    while more:
        message = await receive()
        more = message["type"] == "http.request" and bool(message.get("more_body"))


def emptied(start: bytes) -> bytes:
    """Return the body of a request of one file (``multipart/form-data``), a mark as its content."""
    boundary = start.split(b"\r\n", 1)[0]
    headers = start.split(FIN_DES_ENTETES, 1)[0]
    return headers + FIN_DES_ENTETES + TROP_GROS + b"\r\n" + boundary + b"--\r\n"


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that is read already, then what comes after it."""
    given = False

    async def next_one() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return next_one
