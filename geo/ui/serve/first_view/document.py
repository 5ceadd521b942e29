"""The first view in Streamlit's document: read at once, before the scripts that replace it.

What the browser must fetch is asked for after the block, and what Streamlit asks for after its map
(``static/premiere.js``), so that on a slow line the block comes first, then the map. What Streamlit
says in English to who has no JavaScript is not needed any more.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import serve as mots_serve
from geo.labels import textes
from geo.labels.formats import as_html
from geo.ui import cache
from geo.ui.parts.images import root
from geo.ui.serve import bar
from geo.ui.serve.first_view import block, preview, shown, still_page
from geo.ui.serve.first_view.asked import PageDemandee, demande, page_at

if TYPE_CHECKING:
    from starlette.types import Scope

    from geo.core.model import Page
    from geo.ui.parts.shown import Ecran

HEAD = re.compile(r"<head>(.*?)</head>", re.DOTALL)
KEPT = re.compile(r"<meta\b[^>]*>|<link rel=\"shortcut icon\"[^>]*>", re.DOTALL)
"""What stays at the head: the alphabet, the width of the screen, the icon (a browser that is told
of none asks for one at the root of the host)."""
SERVICE = re.compile(
    r"(<!--(?:(?!-->).)*agent API.*?-->\s*)?<link rel=\"service-desc\"[^>]*>", re.DOTALL
)
"""Streamlit's pointer to its agent API, which is off."""
NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
BODY = "<body>"
WITHOUT_SCRIPT = (
    "<noscript><style>#atlas-barre,#root{display:none}#atlas-fixe{position:static}"
    "</style></noscript>"
)
SWAP = "premiere.js"
LATER = "atlas-suite"
"""Where what Streamlit's page asks for waits until the map of the first view has drawn."""
LEVEL = 6


GZIP_HEAD = bytes([31, 139, 8, 0, 0, 0, 0, 0, 0, 255])
RAW = -15


@dataclass(frozen=True, slots=True)
class Scripts:
    """Our scripts and sheets: before what Streamlit's page asks for, and after it.

    Our sheets come after its own, and prevail; our scripts must be known before its own.
    """

    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole page in two parts, each compressed once: between them stands the host asked for.

    ``mark`` is the digest of the parts. ``libre``: it was made of what a reader typed, and nothing
    of it is kept.
    """

    parts: tuple[bytes, ...]
    deflated: tuple[bytes, ...]
    mark: str
    libre: bool = False

    def plain(self, origin: str) -> bytes:
        """Return the page for that scheme and host."""
        return origin.encode().join(self.parts)

    def gzipped(self, origin: str) -> bytes:
        """Return the page compressed (RFC 1952): only the host is compressed now."""
        body = _deflated(origin.encode()).join(self.deflated)
        whole = self.plain(origin)
        end = zlib.compressobj(LEVEL, zlib.DEFLATED, RAW).flush()
        return GZIP_HEAD + body + end + struct.pack("<LL", zlib.crc32(whole), len(whole))


def _deflated(part: bytes) -> bytes:
    """Return a part compressed by itself: others may stand before and after it."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, RAW)
    return packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)


def made(html: str) -> Document:
    """Return a page ready to be sent."""
    parts = tuple(html.encode().split(preview.ORIGIN.encode()))
    mark = hashlib.blake2b(b"\0".join(parts), digest_size=12).hexdigest()
    return Document(parts, tuple(_deflated(part) for part in parts), mark)


def of(document: str, chemin: str, query: str, scripts: Scripts) -> Document:
    """Return the document of an address: ``document`` with its first view, or its still page.

    What nobody typed is kept: the same address again costs nothing.
    """
    page = page_at(chemin)
    if page is None:
        return made(_assembled(document, scripts, "", ""))
    try:
        asked = demande(page, query)
    except AtlasError as error:
        block_html = _error(page, error)
        return made(_assembled(document, scripts, "", block_html))
    if asked.libre:
        return replace(_document(document, scripts, asked), libre=True)
    known = ("|".join(cache.readable()), cache.reports() is not None)
    key = ("premiere_vue", page.id, asked.requete, asked.fixe, asked.salle, asked.sombre, *known)
    found: Document = cache.once(key, lambda: _document(document, scripts, asked))
    return found


def _document(document: str, scripts: Scripts, asked: PageDemandee) -> Document:
    seen = shown.ecran(asked)
    metas = preview.metas(asked, seen)
    if asked.fixe:
        return made(still_page.whole(asked, seen, metas))
    return made(_assembled(document, scripts, metas, block.block(asked, seen)))


def _error(page: Page, error: AtlasError) -> str:
    from geo.ui.state import Lecture  # noqa: PLC0415 - a page without parameters

    asked = PageDemandee(page, (), Lecture({}), (), "")
    seen: Ecran = shown.lost(page, error)
    return block.block(asked, seen)


def _assembled(document: str, scripts: Scripts, metas: str, block_html: str) -> str:
    found = HEAD.search(document)
    if found is None:
        return document
    head = found[1]
    fetched = TITLE.sub("", KEPT.sub("", SERVICE.sub("", head)))
    if block_html:
        fetched = f'<template id="{LATER}">{fetched}</template>'
    title = "" if "og:title" in metas else f"<title>{textes.APPLICATION}</title>"
    style = bar.style() + (block.style() + WITHOUT_SCRIPT if block_html else "")
    start = f"<head>{''.join(KEPT.findall(head))}{title}{metas}{style}</head>"
    body = f"{BODY}{bar.html()}{block_html}{scripts.avant}{fetched}{scripts.apres}"
    rest = NO_SCRIPT.sub(
        "" if block_html else f"<noscript><p>{mots_serve.SANS_JAVASCRIPT}</p></noscript>",
        document[found.end() :],
    )
    return document[: found.start()] + start + rest.replace(BODY, body, 1)


WARM = (
    "",
    *(one.chemin for one in catalog.TOLD.values()),
    "ma-commune",
    "acces",
    "presentation",
)
"""Paths of the pages that are asked for first, and most; last the one that is opened in a room."""


def encoded(document: Document, scope: Scope) -> tuple[bytes, dict[str, str]]:
    """Return the body of a page as a request takes it, and the header that says how it is told."""
    headers = Headers(scope=scope)
    origin = f"{scope.get('scheme', 'http')}://{headers.get('host', '')}"
    if "gzip" in headers.get("accept-encoding", ""):
        return document.gzipped(as_html(origin)), {"content-encoding": "gzip"}
    return document.plain(as_html(origin)), {}


def path_of(path: str) -> str:
    """Return the path of a page, from the path of a request."""
    return path.removeprefix(root().rstrip("/")).strip("/")
