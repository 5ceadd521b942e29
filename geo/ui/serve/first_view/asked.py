"""What an address asks: its page and the value of each parameter, read by the page's own code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from geo.core import catalog
from geo.ui import cache, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.core.model import Page
    from geo.ui.state import Lecture, Param

VUE, FIXE = "vue", "fixe"
"""The parameter that asks for the still page, on every page; « Accès » has others of that name."""
SOMBRE = "dark_theme"
THEME = "embed_options"
"""How Streamlit is asked for a dark page."""
SALLE = "salle"
"""The parameter that names the room that a phone came from, on its still pages: the way back."""
LONGEST_QUERY = 6_000
"""Of the address of a slide that a room is told."""
MOST_FIELDS = 60
"""Fields of an address that are read: no page has as many."""


@dataclass(frozen=True, slots=True)
class PageDemandee:
    """What an address asks.

    ``requete`` is the address again, written in one way only; ``libre`` tells that it holds what a
    reader types, of which there is no end. ``salle`` names the room that a phone came from.
    """

    page: Page
    params: Sequence[Param]
    lu: Lecture
    dits: tuple[str, ...]
    requete: str
    fixe: bool = False
    sombre: bool = False
    libre: bool = False
    salle: str = ""


def page_at(chemin: str) -> Page | None:
    """Return the page of a path, without slashes around; ``None`` when there is none."""
    return next((page for page in catalog.NAVIGATION if page.chemin == chemin), None)


def fields(query: str) -> dict[str, list[str]]:
    """Return the values of each field of a query, decoded; too many fields are not read."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    return state.gathered(pairs[:MOST_FIELDS])


def demande(page: Page, query: str) -> PageDemandee:
    """Return what an address asks of a page.

    Raises
    ------
    AtlasError
        If what tells the parameters of the page cannot be read.
    """
    held = fields(query)
    fixe = FIXE in held.get(VUE, ())
    held[VUE] = [one for one in held.get(VUE, ()) if one != FIXE]
    params = params_of(page, held)
    lu, told = state.read(params, held)
    sombre = any(SOMBRE in one for one in held.get(THEME, ()))
    written = state.to_query(params, lu.valeurs)
    return PageDemandee(
        page,
        params,
        lu,
        told,
        urlencode(sorted(written.items()), safe=state.SEPARATOR),
        fixe,
        sombre,
        any(param.libre and param.cle in written for param in params),
        _room(held.get(SALLE, ())) if fixe else "",
    )


def _room(names: Sequence[str]) -> str:
    """Return the room that an address names, if it is open."""
    from geo.ui.serve.hall.rooms import rooms  # noqa: PLC0415 - needed by the phones of a room

    return next((one for one in names[:1] if rooms().find(one) is not None), "")


def params_of(page: Page, held: Mapping[str, Sequence[str]]) -> Sequence[Param]:
    """Return the parameters of a page, as it gives them itself; none where it has no map.

    The pages are imported here, once the server exists: the component of their maps must be
    declared to it.
    """
    from geo.ui import theme_page  # noqa: PLC0415
    from geo.ui.pages import (  # noqa: PLC0415
        bassin_minier,
        compare,
        home,
        indicators,
        objectifs,
        place,
        report_themes,
    )
    from geo.ui.pages.access import page as access  # noqa: PLC0415
    from geo.ui.pages.commune import page as commune  # noqa: PLC0415
    from geo.ui.pages.presentation import asked as deck  # noqa: PLC0415

    if page.theme:
        return theme_page.page_params(cache.theme(page.theme))
    if page.id == "acces":
        return access.page_params(cache.base(), essai=any(held.get("ajout", ())))
    if page.id == "presentation":
        return deck.page_params(cache.base(), deck.stories_now()[0])
    if page.id == "indicateurs":
        return indicators.page_params(cache.faits())
    alone = {"point": place.page_params, "objectifs": objectifs.page_params}
    if page.id in alone:
        return alone[page.id]()
    of = {
        "accueil": home.page_params,
        "bassin_minier": bassin_minier.page_params,
        "ma_commune": commune.page_params,
        "comparer": compare.page_params,
        "themes": report_themes.page_params,
    }
    return of[page.id](cache.base()) if page.id in of else ()
