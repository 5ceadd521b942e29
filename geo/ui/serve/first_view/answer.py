"""The answer to an address of a page: its first view, drawn once for all those who ask it at once.

A hundred phones open the slide of a room in the same second, then look at it again and again: what
was answered is given again for two seconds as it is, and one drawing serves all who wait for it.
Who has it already is told so in a few bytes.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from http import HTTPStatus
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.responses import Response

from geo.ui.serve.first_view.asked import page_at
from geo.ui.serve.first_view.document import encoded, path_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from geo.ui.serve.first_view.document import Document

SECONDS = 2.0
"""How long a page is given again without asking what it is made of: data that were just published
are seen after that."""
MOST = 64
"""Addresses kept for these two seconds, the oldest giving way."""
ALWAYS_ASKED = "no-cache"
"""A browser asks each time whether the page has changed: data may be published at any moment."""


class Vues:
    """ASGI middleware: answer the pages of the atlas; ``make`` gives that of a path and a query."""

    def __init__(self, app: ASGIApp, make: Callable[[str, str], Document]) -> None:
        self.app = app
        self._make = make
        self._kept: OrderedDict[tuple[str, str], tuple[float, Document]] = OrderedDict()
        self._drawn: dict[tuple[str, str], asyncio.Future[Document]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not asks_a_page(scope):
            await self.app(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("ascii", "replace")
        document = await self._document((path_of(scope["path"]), query))
        await _answer(document, scope)(scope, receive, send)

    async def _document(self, address: tuple[str, str]) -> Document:
        until, document = self._kept.get(address, (0.0, None))
        if document is not None and time.monotonic() < until:
            return document
        drawing = self._drawn.get(address)
        if drawing is None:
            drawing = asyncio.ensure_future(run_sync(self._make, *address))
            self._drawn[address] = drawing
            drawing.add_done_callback(lambda _: self._drawn.pop(address, None))
        # A reader who goes away takes nothing from the others.
        document = await asyncio.shield(drawing)
        self._keep(address, document)
        return document

    def _keep(self, address: tuple[str, str], document: Document) -> None:
        if document.libre:
            return
        self._kept[address] = time.monotonic() + SECONDS, document
        self._kept.move_to_end(address)
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)


def asks_a_page(scope: Scope) -> bool:
    """Return whether a request is to read a page that the atlas has."""
    path = scope["path"]
    chemin = path_of(path)
    if scope["method"] not in {"GET", "HEAD"} or (chemin and path.endswith("/")):
        return False
    return page_at(chemin) is not None


def _answer(document: Document, scope: Scope) -> Response:
    mark = f'W/"{document.mark}"'
    headers = {"cache-control": ALWAYS_ASKED, "etag": mark, "vary": "accept-encoding"}
    if mark in Headers(scope=scope).get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    body, how = encoded(document, scope)
    if scope["method"] == "HEAD":
        how, body = {**how, "content-length": str(len(body))}, b""
    return Response(body, media_type="text/html; charset=utf-8", headers={**headers, **how})
