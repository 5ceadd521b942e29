"""The slide that an address shows, and its deck: what a room is told, and what a speaker reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from geo.core import catalog
from geo.core.errors import RoomError
from geo.labels import salle as mots
from geo.ui import state
from geo.ui.serve.first_view import asked as asked_module

if TYPE_CHECKING:
    from geo.printing.model import Deck, Slide
    from geo.printing.subject import Sujet
    from geo.ui.serve.first_view.asked import PageDemandee
    from geo.ui.state import Lecture

DECK = "presentation"


@dataclass(frozen=True, slots=True)
class Montree:
    """The slide of an address in its deck. ``requete``: the same address, written in one way."""

    asked: PageDemandee
    deck: Deck
    slide: Slide
    rang: int
    sujet: Sujet

    @property
    def requete(self) -> str:
        """Return the address of the slide, full screen, without its question mark."""
        lu = self.asked.lu.having(ecran="plein")
        written = state.to_query(self.asked.params, lu.valeurs)
        return urlencode(sorted(written.items()), safe=state.SEPARATOR)


def shown(query: str) -> Montree:
    """Return the slide of an address of the deck.

    Raises
    ------
    AtlasError
        If what the deck is made of cannot be read.
    """
    from geo.ui import cache  # noqa: PLC0415
    from geo.ui.pages.presentation import asked as deck_module  # noqa: PLC0415 - needs the server

    page = next(one for one in catalog.NAVIGATION if one.id == DECK)
    asked = asked_module.demande(page, query)
    stories, _ = deck_module.stories_now()
    lu: Lecture = deck_module.settled(asked.lu, stories)
    deck = deck_module.deck_of(stories, lu)
    rank, jumped = deck_module.rank_of(len(deck.slides), lu), lu.value("saut")
    slide = deck_module.slide_of(jumped, lu.values("themes")) if jumped else deck.slides[rank - 1]
    return Montree(asked, deck, slide, rank, deck_module.about(cache.base(), lu))


def checked(query: object) -> Montree:
    """Return the slide that the deck says it shows; see ``shown``.

    Raises
    ------
    RoomError
        If it is no address.
    """
    if not isinstance(query, str) or len(query) > asked_module.LONGEST_QUERY:
        raise RoomError(mots.MAL_ECRITE)
    return shown(query.removeprefix("?"))
