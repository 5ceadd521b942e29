"""The bar over every page, in the document itself: name, purpose, menu, « Votre commune… ».

It is no part of what Streamlit draws: it is there before its first script and stays from one page
to the other. ``static/barre.js`` makes it live; what can be found comes from ``/atlas/recherche``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.responses import Response
from starlette.routing import Route

from geo.answers import search
from geo.core import catalog
from geo.labels import barre as mots
from geo.labels import textes
from geo.labels.formats import as_html
from geo.ui import cache
from geo.ui.parts.images import root

if TYPE_CHECKING:
    from starlette.requests import Request

PATH = "/atlas/recherche.json"
FOREVER = "public, max-age=31536000, immutable"
SHEET = catalog.STATIC / "barre.css"
WITH_COMMUNE = tuple(
    page.chemin
    for page in catalog.NAVIGATION
    if page.theme or page.id in {"accueil", "ma_commune", "bassin_minier", "acces", "themes"}
)
"""Paths of the pages that show a commune themselves; from the others, its fiche is opened."""

LOUPE = (
    '<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" fill="none" '
    'stroke="currentColor" stroke-width="2"><circle cx="8.5" cy="8.5" r="5.5"/>'
    '<path d="M12.8 12.8L18 18"/></svg>'
)


def style() -> str:
    """Return the style of the bar, to stand in the page: it is seen before any sheet is read."""
    return f"<style>{SHEET.read_text(encoding='utf-8').strip()}</style>"


def html() -> str:
    """Return the bar."""
    paths = as_html(json.dumps(WITH_COMMUNE))
    return (
        f'<div id="atlas-barre" role="banner" aria-label="{mots.BARRE}">'
        f'<a class="atlas-passer" href="#stMain">{mots.PASSER}</a>'
        f'<button type="button" class="atlas-menu" aria-controls="stSidebar">'
        f'<span aria-hidden="true">☰</span> {mots.MENU}</button>'
        f'<a class="atlas-marque" href="{root()}" aria-label="{mots.ACCUEIL}">'
        f"{textes.APPLICATION}</a>"
        f'<p class="atlas-but">{mots.LIGNE}</p>'
        f'<div class="atlas-recherche" role="search" data-racine="{root()}" data-pages="{paths}" '
        f'data-index="{root().rstrip("/")}{PATH}?v={catalog.data_version()}">{LOUPE}'
        f'<input type="text" role="combobox" aria-label="{mots.CHERCHER_NOM}" '
        f'title="{mots.CHERCHER_NOM}" '
        f'aria-expanded="false" aria-controls="atlas-trouvailles" aria-autocomplete="list" '
        f'autocomplete="off" spellcheck="false" enterkeyhint="search" '
        f'placeholder="{mots.CHERCHER}">'
        f'<ul id="atlas-trouvailles" role="listbox" aria-label="{mots.CHERCHER_NOM}" hidden></ul>'
        f'</div></div><div id="atlas-dit" role="status" aria-live="polite"></div>'
    )


def _index() -> bytes:
    found = search.communes(cache.base().communes, cache.anciennes())
    found += search.pages() + search.facilities(cache.readable())
    known = cache.reports()
    if known is not None:
        found += search.figures(known)
    told = json.dumps(search.as_lists(found), ensure_ascii=False, separators=(",", ":"))
    return told.encode()


def index() -> bytes:
    """Return what can be found, as JSON: made once for what can be read."""
    known = "|".join(cache.readable()), cache.reports() is not None
    body: bytes = cache.once(("recherche", *known), _index)
    return body


async def recherche(request: Request) -> Response:
    """Answer what can be found; its address changes with the data."""
    kept = request.query_params.get("v") == catalog.data_version()
    headers = {"cache-control": FOREVER} if kept else {}
    return Response(await run_sync(index), media_type="application/json", headers=headers)


ROUTES = [Route(PATH, recherche)]
