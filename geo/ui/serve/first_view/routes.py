"""The addresses of the first view that are not pages: previews of links, views to be embedded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.core.errors import AtlasError
from geo.labels import premiere as mots
from geo.ui import cache
from geo.ui.serve.first_view import preview, shown, still_page
from geo.ui.serve.first_view.asked import demande, page_at
from geo.ui.serve.first_view.document import Document, encoded, made, path_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from geo.ui.serve.first_view.asked import PageDemandee

EMBEDDED = mots.CHEMIN_INTEGRER
FRAME = "x-frame-options"
"""The old header, which knows no list of sites: it would close what the policy opens."""
INTEGRER = "ATLAS_INTEGRER"
"""Environment: the sites, apart by spaces, that may show a view of the atlas in their pages."""
DRAWERS = CapacityLimiter(1)
"""Previews drawn at once: the readers of the pages must not wait for them."""
AN_HOUR = "public, max-age=3600"
EMBEDDED_SECURITY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors {sites}"
)


def embedders() -> tuple[str, ...]:
    """Return the sites that may embed a view: their scheme and host; none by default."""
    asked = os.environ.get(INTEGRER, "").split()
    parts = [urlsplit(site) for site in asked]
    return tuple(
        f"{one.scheme}://{one.netloc}"
        for one in parts
        if one.scheme in {"https", "http"} and one.netloc and not set(one.netloc) & set(";,'*")
    )


def _known() -> tuple[str | bool, ...]:
    return "|".join(cache.readable()), cache.reports() is not None


def _preview(asked: PageDemandee) -> bytes | None:
    def make() -> bytes | None:
        return preview.picture(shown.ecran(asked))

    if asked.libre:
        return make()
    found: bytes | None = cache.once(("apercu", asked.page.id, asked.requete, *_known()), make)
    return found


async def apercu(request: Request) -> Response:
    """Answer the picture of the map of an address, drawn now or kept."""
    name = request.path_params["chemin"]
    page = page_at("" if name == preview.ACCUEIL else name)
    try:
        asked = None if page is None else demande(page, request.url.query)
        body = None if asked is None else await run_sync(_preview, asked, limiter=DRAWERS)
    except AtlasError as error:
        return PlainTextResponse(str(error), status_code=503)
    if body is None:
        return PlainTextResponse(mots.APERCU_INCONNU, status_code=404)
    return Response(body, media_type="image/png", headers={"cache-control": AN_HOUR})


def _embedded(asked: PageDemandee) -> Document:
    def make() -> Document:
        seen = shown.ecran(asked)
        return made(still_page.embedded(asked, seen, preview.metas(asked, seen)))

    if asked.libre:
        return make()
    key = ("integree", asked.page.id, asked.requete, asked.sombre, *_known())
    found: Document = cache.once(key, make)
    return found


async def integrer(request: Request) -> Response:
    """Answer the view of an address to be shown in the page of another site, if it is allowed."""
    page = page_at(request.path_params.get("chemin", "").strip("/"))
    if page is None:
        return PlainTextResponse(mots.PAGE_INCONNUE, status_code=404)
    try:
        document = await run_sync(lambda: _embedded(demande(page, request.url.query)))
    except AtlasError as error:
        return PlainTextResponse(str(error), status_code=503)
    body, how = encoded(document, request.scope)
    return Response(
        body, media_type="text/html; charset=utf-8", headers={**how, "vary": "accept-encoding"}
    )


def is_embedded(path: str) -> bool:
    """Return whether a request asks for a view to be embedded."""
    return path_of(path).partition("/")[0] == EMBEDDED


def embedded_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the security headers of a view to be embedded, from those of the pages."""
    sites = embedders()
    kept = {name: value for name, value in headers.items() if name != FRAME or not sites}
    told = EMBEDDED_SECURITY.format(sites=" ".join(("'self'", *sites)))
    return {**kept, "content-security-policy": told}


ROUTES = [
    Route(f"/{preview.PREFIX}/{{chemin}}.png", apercu),
    Route(f"/{EMBEDDED}", integrer),
    Route(f"/{EMBEDDED}/{{chemin:path}}", integrer),
]
