"""What the address asks: a ready story, or a deck on themes and communes; each is made once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.answers import changes
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import presentation as mots
from geo.labels import textes
from geo.printing import arrange, open_questions, slides, stories
from geo.printing.arrange import Rangement
from geo.printing.subject import agglomeration, groupe
from geo.ui import cache, state
from geo.ui.parts import exports_panel, filters
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from pathlib import Path

    from geo.answers.bundle import Base
    from geo.printing.model import Deck, Slide
    from geo.printing.stories import Recit
    from geo.printing.subject import Sujet

PAGE = "presentation"
PLEIN = "plein"
ALONE = (
    "titre",
    "territoire",
    "rapports",
    "objectifs",
    "changements",
    open_questions.ID,
    slides.CLOTURE,
)
PARTS = ("-communes", "-rapports")
"""The slides that a deck may have besides those of a theme, and the latter beside its map."""
LONGEST = 400
"""No deck has more slides: each commune, and what comes with the themes."""
AUCUN = "aucun"
DEFAULT_TERRITORY = "cabbalr"
GROUPE = "groupe"
"""The parameter of the communes that a deck is about, and the choice that shows their list."""
SANS, AVEC, ORDRE, TITRES = "sans", "avec", "ordre", "titres"
"""The parameters of an arrangement: slides left out, added, moved, titles written again."""


def stories_now() -> tuple[dict[str, Recit], list[str]]:
    """Return the ready stories by name, and why the others cannot be read.

    A story may be written while the application runs: the file is read again when it changes.
    """
    read, lost = {}, []
    for path in sorted(stories.DOSSIER.glob("*.md")):
        try:
            read[path.stem] = _story(path)
        except AtlasError as error:
            lost.append(str(error))
    return read, lost


def _story(path: Path) -> Recit:
    made: Recit = cache.once(("recit", *_mark(path)), lambda: stories.parse(path.stem))
    return made


def _mark(path: Path) -> tuple[str, str]:
    return path.stem, str(path.stat().st_mtime_ns)


def page_params(base: Base, recits: dict[str, Recit]) -> list[Param]:
    """Return the parameters of the page."""
    return [
        filters.param_territoire(),
        Param(
            GROUPE,
            tuple(base.communes["code_insee"]),
            multiple=True,
            message=textes.COMMUNE_INCONNUE,
        ),
        # A deck of one territory may show a commune of the other.
        replace(filters.param_communes(base), garder=None),
        Param("themes", tuple(catalog.TOLD), multiple=True),
        Param("recit", (AUCUN, *recits), defaut=AUCUN),
        Param(SANS, slide_ids(base, recits), multiple=True, message=mots.DIAPO_INCONNUE),
        Param(AVEC, (open_questions.ID,), multiple=True, message=mots.DIAPO_INCONNUE),
        Param(ORDRE, slide_ids(base, recits), multiple=True, message=mots.DIAPO_INCONNUE),
        Param(TITRES, (), libre=True, longueur=arrange.LONGEST_TITLES),
        Param("ecran", (PLEIN,)),
        Param("diapo", tuple(str(rank) for rank in range(1, LONGEST + 1)), defaut="1"),
        Param("saut", tuple(base.communes["code_insee"]), message=textes.COMMUNE_INCONNUE),
    ]


def slide_ids(base: Base, recits: dict[str, Recit]) -> tuple[str, ...]:
    """Return the ids that a slide of any deck may have."""
    of_themes = (f"{name}{part}" for name in catalog.TOLD for part in ("", *PARTS))
    of_stories = (name for story in recits.values() for name in stories.slide_ids(story))
    codes = base.communes["code_insee"]
    return tuple(dict.fromkeys((*ALONE, *of_themes, "qpv-quartiers", *codes, *of_stories)))


def one_territory(recits: dict[str, Recit]) -> None:
    """Choose a territory when none is: a deck is about one, or a group; a story about its own."""
    key, story = state.widget_key("territoire"), recits.get(state.value("recit"))
    if story is not None:
        st.session_state[key] = story.territoire
        st.session_state[state.widget_key(GROUPE)] = []
    elif state.values(GROUPE):
        st.session_state[key] = filters.TOUS
    elif st.session_state.get(key) not in catalog.TERRITORIES:
        st.session_state[key] = DEFAULT_TERRITORY


def settled(lu: Lecture, recits: dict[str, Recit]) -> Lecture:
    """Return what an address asks with the territory that ``one_territory`` chooses."""
    story = recits.get(lu.value("recit"))
    if story is not None:
        return lu.having(territoire=story.territoire, **{GROUPE: []})
    if lu.values(GROUPE):
        return lu.having(territoire=filters.TOUS)
    known = lu.value("territoire") in catalog.TERRITORIES
    return lu if known else lu.having(territoire=DEFAULT_TERRITORY)


def _known() -> tuple[str | bool | None, ...]:
    """Return what a deck depends on besides what it is asked for."""
    published = changes.cited("", cache.officielles())
    return ("|".join(cache.readable()), cache.reports() is not None, published)


def deck_of(recits: dict[str, Recit], lu: Lecture) -> Deck:
    """Return the deck that the address asks for, as it arranges it."""
    return arrange.arranged(whole_deck(recits, lu), rangement(lu))


def rangement(lu: Lecture) -> Rangement:
    """Return how the address arranges its deck."""
    titles, _ = arrange.titles_read(lu.value(TITRES))
    return Rangement(lu.values(SANS), lu.values(AVEC), lu.values(ORDRE), tuple(titles.items()))


def followed(whole: Deck, lu: Lecture) -> tuple[Rangement, list[str]]:
    """Return the arrangement that a deck can follow, and what is to be told of the rest."""
    asked, known = rangement(lu), {one.id for one in whole.slides}
    titles, lost = arrange.titles_read(lu.value(TITRES), known)
    told = [mots.TITRE_INCONNU.format(valeur=one[: state.LONGEST_TEXT]) for one in lost]
    asked = replace(asked, titres=tuple(titles.items()))
    if not any(arrange.is_kept(one, asked) for one in whole.slides):
        return replace(asked, sans=()), [*told, mots.TOUT_OTE]
    return asked, told


def whole_deck(recits: dict[str, Recit], lu: Lecture) -> Deck:
    """Return the deck that the address asks for before it is arranged, made once.

    Slides that are only offered stand before its last one.
    """
    story, plan = recits.get(lu.value("recit")), _plan(lu)
    if story is None:
        asked = (plan.territoire, *("|".join(p) for p in (plan.themes, plan.communes, plan.groupe)))
    else:
        asked = _mark(stories.DOSSIER / f"{story.nom}.md")
    made: Deck = cache.once(("deck", *asked, *_known()), lambda: _made(story, plan))
    return made


def _made(story: Recit | None, plan: slides.Plan) -> Deck:
    world = exports_panel.donnees()
    if story is None:
        made, themes = slides.deck(world, plan), plan.themes
        subject = slides.sujet_de(world, plan)
    else:
        made = stories.deck(world, story)
        subject = agglomeration(catalog.territory(story.territoire))
        seen = (one.vue.theme for one in made.slides if one.vue is not None)
        themes = tuple(dict.fromkeys(name for name in seen if name))
    offered = open_questions.slide_questions(world, subject, themes)
    return replace(made, slides=(*made.slides[:-1], *offered, made.slides[-1]))


def _plan(lu: Lecture) -> slides.Plan:
    return slides.Plan(
        territoire=lu.value("territoire"),  # type: ignore[arg-type]
        themes=lu.values("themes"),
        communes=lu.values("commune"),
        groupe=lu.values(GROUPE),
    )


def about(base: Base, lu: Lecture) -> Sujet:
    """Return what the deck is about: an agglomération, that of the story, or the group."""
    chosen = lu.values(GROUPE)
    if chosen:
        return groupe(base, chosen)
    return agglomeration(catalog.territory(lu.value("territoire")))


def slide_of(code: str, themes: tuple[str, ...]) -> Slide:
    """Return the slide of a commune that is not in the deck, on the themes of the deck."""
    made: Slide = cache.once(
        ("diapo", code, "|".join(themes), *_known()),
        lambda: slides.slide_commune(exports_panel.donnees(), code, themes),
    )
    return made


def rank_of(total: int, lu: Lecture) -> int:
    """Return the rank of the slide that the address asks for, from 1, the last one at most."""
    return min(int(lu.value("diapo") or 1), total)
