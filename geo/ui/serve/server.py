"""What the web server adds around Streamlit.

The page is announced in French, our style sheet is linked once instead of being sent on each run,
security headers are set, and the layers of the maps are served by address so that the browser
keeps them.
"""

from __future__ import annotations

import logging
import secrets
import sys
from contextlib import asynccontextmanager
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter, create_task_group
from anyio.to_thread import run_sync
from starlette.middleware import Middleware
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from geo.core.errors import AtlasError
from geo.drawing.maps.layers import PREFIX
from geo.labels import presentation as mots
from geo.labels import serve as mots_serve
from geo.ui import cache
from geo.ui.parts import images
from geo.ui.parts.images import root
from geo.ui.serve import bar, journal, stopping, watch
from geo.ui.serve.bounds import Bornage
from geo.ui.serve.data_addresses import ROUTES as DATA_ROUTES
from geo.ui.serve.faults import Fautes
from geo.ui.serve.first_view.answer import Vues, asks_a_page
from geo.ui.serve.first_view.document import (
    SWAP,
    WARM,
    Document,
    Scripts,
    encoded,
    path_of,
)
from geo.ui.serve.first_view.document import of as first_view
from geo.ui.serve.first_view.routes import ROUTES as FIRST_VIEW_ROUTES
from geo.ui.serve.first_view.routes import embedded_headers, is_embedded
from geo.ui.serve.gate import Porte
from geo.ui.serve.hall import routes as hall
from geo.ui.serve.hall.rooms import watch as phones
from geo.ui.serve.our_files import address, script, sheet
from geo.ui.serve.shell_files import FOREVER, Coquille, compressed, first_files, soon_files
from geo.ui.serve.sockets import send_at_once
from geo.ui.serve.uploads import Depots

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    import streamlit as st
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger(__name__)
DRAWERS = CapacityLimiter(2)
"""Pictures drawn at once: the pages of the other readers must not wait for them."""
TILES = "https://data.geopf.fr"
"""The only foreign host, and only when the reader asks for the Plan IGN."""

CONTENT_SECURITY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit starts from inline scripts, compiles WebAssembly and gives the code of a
        # component to the browser as a blob; nothing is evaluated.
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        f"img-src 'self' data: blob: {TILES}",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS: dict[str, str] = {
    "content-security-policy": CONTENT_SECURITY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


DEPART = secrets.token_hex(8)
"""Names this run of the server: a page that finds another one there starts again."""
HEALTH = "_stcore/health"


ENGLISH, FRENCH = 'lang="en"', 'lang="fr"'
TITLE = "<title>Streamlit</title>"
STREAMLIT_ICON = "./favicon.png"
HEAD_AND_BODY = ("<head>", "</head>", "<body>")

SHEETS = ("vendor/leaflet/leaflet.css", "atlas.css", "page.css", "presentation.css", "papier.css")
FIRST_SCRIPTS = ("vendor/leaflet/leaflet.js", "atlas.js", SWAP, "historique.js", "liaison.js")
"""What every page carries: the map of the first view, then what must precede Streamlit's own."""
SCRIPTS = (
    "barre.js",
    "streamlit.js",
    "clavier.js",
    "presentation.js",
    "diapos.js",
    "salle.js",
    "citation.js",
    "papier.js",
)


def page_in_french(document: str, chemin: str = "", query: str = "") -> Document:
    """Return Streamlit's own page, in French, with what its address shows and our sheets."""
    document = document.replace(ENGLISH, FRENCH, 1)
    document = document.replace(STREAMLIT_ICON, address(root(), "icone.png"), 1)
    # The path is told to the page: opened by the address of a page, Streamlit would otherwise look
    # for its server under that address first, and leave two errors in the console.
    base = root()
    # With its HOST_CONFIG known, Streamlit opens its websocket at once instead of asking for it.
    known = (
        f"<script>window.__streamlit={{BACKEND_BASE_URL:location.origin+{base!r},"
        f"HOST_CONFIG:{{allowedOrigins:[location.origin],useExternalAuthToken:false}},"
        f"ATLAS_DEPART:{DEPART!r}}}</script>"
    )
    soon = "".join(
        f'<link rel="modulepreload" crossorigin href="./{name}">' for name in soon_files()
    )
    document = document.replace("</head>", f"{soon}</head>", 1)
    sheets = "".join(sheet(base, name) for name in SHEETS)
    first = "".join(script(base, name) for name in FIRST_SCRIPTS)
    others = "".join(script(base, name) for name in SCRIPTS)
    return first_view(document, chemin, query, Scripts(known + first, sheets + others))


def _set(
    headers: Iterable[tuple[bytes, bytes]], added: dict[str, str]
) -> list[tuple[bytes, bytes]]:
    names = {name.encode() for name in added}
    kept = [(name, value) for name, value in headers if name.lower() not in names]
    return kept + [(name.encode(), value.encode()) for name, value in added.items()]


class Enveloppe:
    """ASGI middleware: our headers on each answer, French where the address is that of no page."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def relay(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _set(
                    message["headers"], _headers_for(scope, message["status"])
                )
                if _is_html(message) and not _is_ours(scope):
                    held.append(message)
                    return
            elif held and message["type"] == "http.response.body":
                held.append(message)
                if message.get("more_body"):
                    return
                for part in await run_sync(_rewritten, held, scope):
                    await send(part)
                return
            await send(message)

        await self.app(_uncompressed(scope), receive, relay)


def _uncompressed(scope: Scope) -> Scope:
    """Return the request asking for plain text if it is for a document that is rewritten."""
    headers = scope["headers"]
    document = any(name == b"accept" and b"text/html" in value for name, value in headers)
    if not document or _is_ours(scope):
        return scope
    kept = [(name, value) for name, value in headers if name != b"accept-encoding"]
    return {**scope, "headers": kept}


def _headers_for(scope: Scope, status: int) -> dict[str, str]:
    path, query = scope["path"], scope.get("query_string", b"")
    versioned = "/app/static/" in path and query.startswith(b"v=")
    if path.endswith(HEALTH):
        return {**HEADERS, "x-atlas-depart": DEPART}
    if is_embedded(path):
        return embedded_headers(HEADERS)
    # What is not there may be there tomorrow: only what was found is kept.
    kept = versioned and status in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}
    return {**HEADERS, "cache-control": FOREVER} if kept else HEADERS


def _is_ours(scope: Scope) -> bool:
    """Return whether a request is answered by us, without Streamlit's page."""
    path = scope["path"]
    return is_embedded(path) or hall.is_page(path) or asks_a_page(scope)


def _is_html(message: Message) -> bool:
    headers = dict(message["headers"])
    content = headers.get(b"content-type", b"")
    return content.startswith(b"text/html") and b"content-encoding" not in headers


def _rewritten(held: list[Message], scope: Scope) -> list[dict[str, Any]]:
    start, parts = held[0], held[1:]
    body = b"".join(part.get("body", b"") for part in parts)
    if body:
        query = scope.get("query_string", b"").decode("ascii", "replace")
        made_now = page_in_french(body.decode(), path_of(scope["path"]), query)
        body, how = encoded(made_now, scope)
        if start["status"] == HTTPStatus.OK:
            start["status"] = HTTPStatus.NOT_FOUND  # the page says so; a robot reads the number
        start["headers"] = _set(
            [(name, value) for name, value in start["headers"] if name.lower() != b"etag"],
            {"content-length": str(len(body)), "vary": "accept-encoding", **how},
        )
    return [dict(start), {"type": "http.response.body", "body": body}]


async def couche(request: Request) -> Response:
    """Answer the GeoJSON of one layer; its address changes with its content."""
    name, fingerprint = request.path_params["nom"], request.path_params["empreinte"]
    try:
        layers = await run_sync(cache.layers)
        if name not in layers:
            layers = await run_sync(cache.every_layer)
    except AtlasError as error:
        return PlainTextResponse(str(error), status_code=503)
    layer = layers.get(name)
    if layer is None or layer.empreinte != fingerprint:
        return PlainTextResponse(mots_serve.COUCHE_INCONNUE, status_code=404)
    return Response(
        layer.corps, media_type="application/geo+json", headers={"cache-control": FOREVER}
    )


async def image(request: Request) -> Response:
    """Answer the picture of a chart or a map that was shown; it is drawn now, in a thread."""
    params = request.path_params
    found = cache.images.find(params["empreinte"], params["nom"])
    if found is None or params["genre"] not in images.GENRES:
        return PlainTextResponse(mots.IMAGE_INCONNUE, status_code=404)
    try:
        body = await run_sync(found.draw_on, params["genre"], limiter=DRAWERS)
    except AtlasError as error:
        return PlainTextResponse(str(error), status_code=503)
    name = f"{params['nom']}.{params['genre']}"
    how = "inline" if params["genre"] in images.LUS else "attachment"
    return Response(
        body,
        media_type=images.GENRES[params["genre"]],
        headers={
            "content-disposition": f'{how}; filename="{name}"',
            "cache-control": "private, max-age=3600",
        },
    )


async def police(_request: Request) -> Response:
    """Answer the text face that Streamlit ships, under a name that the map frame can know."""
    folder = Path(file_util.get_static_dir()) / "static" / "media"
    found = next(iter(sorted(folder.glob("SourceSansVF-Upright*.woff2"))), None)
    if found is None:
        return PlainTextResponse(mots_serve.COUCHE_INCONNUE, status_code=404)
    return FileResponse(found, media_type="font/woff2", headers={"cache-control": FOREVER})


async def robots(_request: Request) -> Response:
    """Answer that everything may be read by search engines, but files made on demand."""
    return PlainTextResponse(f"User-agent: *\nDisallow: {root()}{images.PREFIX}/\n")


ROUTES = [
    Route(f"/{PREFIX}/{{empreinte}}/{{nom}}.geojson", couche),
    Route(f"/{images.PREFIX}/{{empreinte}}/{{nom}}.{{genre}}", image),
    Route("/atlas/source-sans.woff2", police),
    *DATA_ROUTES,
    *bar.ROUTES,
    *FIRST_VIEW_ROUTES,
    *hall.ROUTES,
    *watch.ROUTES,
    Route("/robots.txt", robots),
]


def routes() -> list[Route]:
    """Return the addresses of ours, under the path that the application is served at.

    Streamlit puts its own there, and leaves those of an application as they are written.
    """
    base = root().rstrip("/")
    if not base:
        return ROUTES
    return [
        Route(base + one.path, one.endpoint, methods=sorted(one.methods or ())) for one in ROUTES
    ]


REWRITTEN = (
    ENGLISH,
    TITLE,
    STREAMLIT_ICON,
    "<noscript>",
    "</noscript>",
    '<div id="root">',
    *HEAD_AND_BODY,
)
"""What is looked for in Streamlit's page, each once at least; without it, something is lost."""


def _page_of_streamlit() -> Path:
    return Path(file_util.get_static_dir()) / "index.html"


@lru_cache(maxsize=1)
def _shell() -> str:
    """Return the page of Streamlit, read once: it changes with its version only."""
    return _page_of_streamlit().read_text(encoding="utf-8")


def page_of(chemin: str, query: str) -> Document:
    """Return the whole page of an address of ours."""
    return page_in_french(_shell(), chemin, query)


def verify_pages(page: Path | None = None) -> None:
    """Check that the page of Streamlit is the one that we know how to rewrite.

    Raises
    ------
    SystemExit
        If a text that is replaced is not there any more: the page would be English, without our
        style nor our scripts, and nothing would tell it. The start stops with what to do.
    """
    page = page or _page_of_streamlit()
    document = page.read_text(encoding="utf-8")
    lost = [text for text in REWRITTEN if text not in document]
    if lost:
        sys.exit(mots_serve.PAGE_CHANGEE.format(page=page, absents=", ".join(lost)))


MIDDLEWARE = [
    Middleware(stopping.EnCours),
    Middleware(watch.Veille),
    Middleware(Fautes),
    Middleware(Enveloppe),
    Middleware(Porte),
    Middleware(Bornage),
    Middleware(Coquille),
    Middleware(Depots),
    Middleware(Vues, make=page_of),
]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Verify and read what every page needs, before the first visitor."""
    journal.start()
    verify_pages()
    watch.networks()
    send_at_once()
    await run_sync(cache.warm)
    LOG.info(mots_serve.JOURNAL_PRET, extra={"donnees": cache.version()})
    over = Event()
    async with create_task_group() as later:
        later.start_soon(run_sync, warm, over)
        with stopping.told(lambda: leave(over)):
            yield {}
        over.set()
        LOG.info(mots_serve.JOURNAL_FIN)
        later.cancel_scope.cancel()


def leave(over: Event) -> None:
    """Let this process stop: answer the phones that wait, and bound what the others may take."""
    over.set()
    phones().release()
    stopping.EnCours.leave()


def warm(over: Event) -> None:
    """Make the first views that are asked for most, before anyone asks; a fault is told by them.

    ``over``: the server stops, which waits for this.
    """
    for name in (*first_files(_shell()), *soon_files()):
        compressed(name)
    for chemin in WARM:
        if not over.is_set():
            page_of(chemin, "")


def prepare() -> None:
    """Ready the process before it serves.

    A folder named ``pages`` beside the script makes Streamlit run the first direct address as an
    old-style multipage script, without the router; the navigation of the catalog is the only one.
    """
    PagesManager.uses_pages_directory = False
