"""« Présentation »: a deck is prepared, then shown full screen with live maps.

Both states show the same ``Deck`` as the exports. ``static/scene.css`` lays the screen out;
``static/presentation.js`` turns it, through a component of ours that stands on each slide.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from geo.core import catalog
from geo.labels import presentation as mots
from geo.printing.page.spaces import typographie
from geo.ui import cache, state
from geo.ui.pages.presentation.asked import (
    PAGE,
    PLEIN,
    deck_of,
    followed,
    one_territory,
    page_params,
    rank_of,
    settled,
    slide_of,
    stories_now,
    whole_deck,
)
from geo.ui.pages.presentation.live import live_of
from geo.ui.pages.presentation.moves import bridge, commands, jump
from geo.ui.pages.presentation.prepare import phrase, prepare
from geo.ui.pages.presentation.written import foot_html, head_html, legend_html, place, side_html
from geo.ui.parts import components, filters
from geo.ui.parts.live_map import live_map
from geo.ui.parts.shown import Ecran

if TYPE_CHECKING:
    from geo.answers.bundle import Base
    from geo.printing.model import Deck, Slide
    from geo.printing.stories import Recit
    from geo.ui.state import Lecture, Param

SHEET = catalog.STATIC / "scene.css"
"""The style of a slide on screen: it comes and goes with it."""
MAP_KEY = "carte_presentation"


def _next_map(slides: tuple[Slide, ...], rank: int) -> Slide:
    """Return the slide whose map is drawn while a slide without any is shown: the next one."""
    following = (one for one in (*slides[rank:], *slides[:rank]) if one.carte is not None)
    return next(following, slides[rank - 1])


def _current(shown: Deck, lu: Lecture) -> tuple[Slide, int]:
    """Return the slide that is asked, and the rank of it or of the one that was left for it."""
    rank, jumped = rank_of(len(shown.slides), lu), lu.value("saut")
    return slide_of(jumped, lu.values("themes")) if jumped else shown.slides[rank - 1], rank


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked: what its deck holds, or the current slide."""
    stories, lost = stories_now()
    lu = settled(lu, stories)
    shown, whole = deck_of(stories, lu), whole_deck(stories, lu)
    if lu.value("ecran") != PLEIN:
        told = phrase(shown, whole, stories, lu)
        return Ecran(mots.TITRE, told, (), None, (*lost, *followed(whole, lu)[1]))
    one, _ = _current(shown, lu)
    over, main = (one.message, one.titre) if one.genre == "titre" else (one.titre, one.message)
    carte = (
        None if one.carte is None else live_of(base, one, lu, sombre=sombre, legende_dessus=False)
    )
    figures = tuple(
        replace(
            figure,
            **{
                name: typographie(getattr(figure, name))
                for name in ("valeur", "unite", "libelle", "nuance")
            },
        )
        for figure in one.chiffres
    )
    return Ecran(typographie(main), typographie(one.suite or over), figures, carte, ())


def _present(base: Base, params: list[Param], stories: dict[str, Recit]) -> None:
    lu = state.asked(params)
    shown = deck_of(stories, lu)
    one, rank = _current(shown, lu)
    st.session_state[state.widget_key("diapo")] = str(rank)
    state.end(PAGE, params)
    jumped = state.value("saut")
    number = mots.NUMERO.format(rang=rank, total=len(shown.slides))
    mapped = one if one.carte is not None else _next_map(shown.slides, rank)
    live = live_of(
        base,
        mapped,
        lu,
        sombre=components.sombre(),
        legende_dessus=not components.telephone(),
    )

    def clicked(sent: dict[str, object]) -> None:
        if "commune" in sent:
            jump(str(sent["commune"]), shown.slides)

    st.html(SHEET)
    with st.container(key="scene"):
        still = f"{PAGE}?{urlencode({**state.to_query(params, lu.valeurs), 'vue': 'fixe'})}"
        st.html(head_html(one, place(rank, len(shown.slides), jumped), still))
        with st.container(key="scene_carte"):
            live_map(live.spec, MAP_KEY, clicked)
            st.html(legend_html(mapped, live.blocs))
        st.html(side_html(one))
        st.html(foot_html(one, shown, mots.HORS_FIL if jumped else number))
        commands(base, shown.slides)
        bridge(base, shown.slides)


def render() -> None:
    """Draw the deck of the address: to be prepared, or full screen."""

    def page() -> None:
        base = cache.base()
        stories, lost = stories_now()
        params = page_params(base, stories)
        messages = state.begin(PAGE, params) + lost
        one_territory(stories)
        if state.value("ecran") == PLEIN:
            _present(base, params, stories)
        else:
            prepare(base, params, stories, messages)

    filters.guarded(page)
