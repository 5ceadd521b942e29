"""The scripts and sheets of Streamlit, compressed once and kept, instead of sent as they are.

Streamlit compresses what a page computes, not its own files: a first visit would carry 2.5 MB of
them, 46 s of a 50 kB/s line. Their names hold their digest: the browser never asks for one again.
"""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.responses import Response
from streamlit import file_util

from geo.ui import cache
from geo.ui.parts.images import root

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

FOREVER = "public, max-age=31536000, immutable"
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
"""What is worth compressing: pictures and letters already are."""
NAMED = re.compile(r"static/(?:js|css)/[\w.-]+\.[\w-]{8}\.(?:js|css)")
"""A file whose name holds its digest, from the folder of Streamlit's page."""
LEVEL = 7
"""Of gzip: level 9 takes twice the time for one hundredth less."""
FIRST = re.compile(r'(?:src|href)="\./(static/[^"]+)"')
"""What Streamlit's page asks for at once."""

SOON = ("ButtonGroup", "Html", "purify.es", "BidiComponent", "serialization", "recordbatch")
"""Parts of Streamlit that every page with a map needs, and that its own page asks for only when
the first message tells so: the browser reads them meanwhile."""


class Coquille:
    """ASGI middleware: answer the files of Streamlit's page, compressed, to who can read them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        name = _asked(scope)
        body = None if name is None else await run_sync(compressed, name)
        if name is None or body is None:
            await self.app(scope, receive, send)
            return
        headers = {
            "cache-control": FOREVER,
            "content-encoding": "gzip",
            "vary": "accept-encoding",
            "content-type": KINDS[Path(name).suffix],
        }
        await Response(body, headers=headers)(scope, receive, send)


def _asked(scope: Scope) -> str | None:
    """Return the name of the file that a request asks for, if it is one of these."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    name = scope["path"].removeprefix(root())
    if not NAMED.fullmatch(name):
        return None
    return name if "gzip" in Headers(scope=scope).get("accept-encoding", "") else None


def compressed(name: str) -> bytes | None:
    """Return a file of Streamlit's page compressed, or ``None`` when there is no such file."""
    path = Path(file_util.get_static_dir()) / name
    if not path.is_file():
        return None  # not kept: there is no end to the names of what is not there
    found: bytes = cache.once(
        ("coquille", name), lambda: gzip.compress(path.read_bytes(), LEVEL, mtime=0)
    )
    return found


def first_files(page: str) -> list[str]:
    """Return the names of the files that Streamlit's page asks for at once."""
    return [name for name in FIRST.findall(page) if NAMED.fullmatch(name)]


@lru_cache(maxsize=1)
def soon_files() -> tuple[str, ...]:
    """Return the names of the files of ``SOON``; a version of Streamlit may have them no more."""
    folder = Path(file_util.get_static_dir())
    found = [sorted(folder.glob(f"static/js/{part}.*.js")) for part in SOON]
    return tuple(paths[0].relative_to(folder).as_posix() for paths in found if paths)
