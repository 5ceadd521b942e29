"""A deck being prepared: its choices, its slides in a list, its keys, its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.core import catalog
from geo.labels import presentation as mots
from geo.labels import textes
from geo.labels.formats import (
    accord,
    as_markdown,
    enumeration,
)
from geo.printing import arrange
from geo.reports.facts import cle
from geo.ui import state
from geo.ui.pages.presentation import slide_list
from geo.ui.pages.presentation.asked import (
    AUCUN,
    GROUPE,
    PAGE,
    PLEIN,
    SANS,
    TITRES,
    about,
    deck_of,
    followed,
    rangement,
    whole_deck,
)
from geo.ui.pages.presentation.moves import names_of
from geo.ui.pages.presentation.written import SILENT, set_text
from geo.ui.parts import components, exports_panel, filters, groups, head
from geo.ui.serve import room

if TYPE_CHECKING:
    from geo.answers.bundle import Base
    from geo.printing.model import Deck
    from geo.printing.stories import Recit
    from geo.ui.state import Lecture, Param

SUBJECT = "sujet_presentation"


KEYS_ALONE = "touches_seules"


def _keys_alone() -> None:
    """Keep what the switch says: a slide does not draw it, and Streamlit would forget it."""
    st.session_state[SILENT] = not st.session_state[KEYS_ALONE]


def _start() -> None:
    st.session_state[state.widget_key("ecran")] = PLEIN
    st.session_state[state.widget_key("diapo")] = "1"
    st.session_state[state.widget_key("saut")] = ""


def _pick_themes(*, disabled: bool) -> None:
    st.multiselect(
        mots.FILTRE_THEMES,
        list(catalog.TOLD),
        format_func=lambda theme_id: catalog.theme(theme_id).titre,
        key=state.widget_key("themes"),
        placeholder=mots.FILTRE_THEMES_VIDE,
        disabled=disabled,
        select_all=False,
    )


def _pick_territory(*, disabled: bool) -> None:
    names = {t.id: t.sigle for t in catalog.TERRITORIES.values()} | {GROUPE: mots.UN_GROUPE}
    if state.values(GROUPE):
        st.session_state[SUBJECT] = GROUPE
    elif st.session_state.get(SUBJECT) != GROUPE or disabled:
        st.session_state[SUBJECT] = state.value("territoire")

    def chosen() -> None:
        if st.session_state[SUBJECT] != GROUPE:
            st.session_state[state.widget_key("territoire")] = st.session_state[SUBJECT]
            st.session_state[state.widget_key(GROUPE)] = []

    st.segmented_control(
        textes.FILTRE_TERRITOIRE,
        list(names),
        format_func=names.__getitem__,
        key=SUBJECT,
        required=True,
        disabled=disabled,
        on_change=chosen,
    )


def _pick_group(base: Base) -> None:
    names = names_of(base)
    with st.container(key="avec_groupes_groupe"):
        filters.several_communes(
            mots.FILTRE_GROUPE, names, state.widget_key(GROUPE), mots.FILTRE_GROUPE_VIDE
        )
        groups.picker(base, GROUPE)


def _as_territory() -> None:
    """Make the chosen communes the territory of the deck, instead of one slide each."""
    st.session_state[state.widget_key(GROUPE)] = list(state.values("commune"))
    st.session_state[state.widget_key("commune")] = []


def _offer_territory(base: Base) -> None:
    """Offer to tell several chosen communes together: they may come from another page."""
    chosen = state.values("commune")
    if len(chosen) > 1 and not state.values(GROUPE):
        name = base.groupes.nom(chosen)
        st.button(
            as_markdown(mots.EN_FAIRE_LE_TERRITOIRE.format(nom=name)),
            key="en_faire_le_territoire",
            on_click=_as_territory,
            icon=":material/group_work:",
            type="tertiary",
        )


def _pick_communes(base: Base, *, disabled: bool) -> None:
    names = names_of(base)
    key = state.widget_key("commune")
    filters.several_communes(
        mots.FILTRE_COMMUNES, names, key, mots.FILTRE_COMMUNES_VIDE, disabled=disabled
    )


def _filters(base: Base, stories: dict[str, Recit]) -> None:
    written = state.value("recit") in stories
    with (
        st.container(key="filtres"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        if stories:
            with st.container(width=240):
                st.selectbox(
                    mots.FILTRE_RECIT,
                    [AUCUN, *stories],
                    format_func=lambda i: stories[i].titre if i in stories else mots.SANS_RECIT,
                    key=state.widget_key("recit"),
                    help=mots.FILTRE_RECIT_AIDE,
                )
        with st.container(width="content"):
            _pick_territory(disabled=written)
        with st.container(width="stretch"):
            _pick_themes(disabled=written)
        with st.container(width="stretch"):
            _pick_communes(base, disabled=written)
    if not written:
        if st.session_state[SUBJECT] == GROUPE:
            _pick_group(base)
        _offer_territory(base)


def phrase(shown: Deck, whole: Deck, stories: dict[str, Recit], lu: Lecture) -> str:
    """Return how many slides the deck has, and on what; or how many of its own it keeps."""
    count = accord(len(shown.slides), *mots.DIAPOSITIVE)
    total = sum(not one.offerte for one in whole.slides)
    kept = sum(not one.offerte for one in shown.slides)
    if kept < total:
        return mots.PHRASE_RANGEE.format(compte=count, total=total + len(shown.slides) - kept)
    story = stories.get(lu.value("recit"))
    themes = [catalog.theme(i).titre for i in lu.values("themes")]
    towns = len(lu.values("commune"))
    parts = [*themes, *([accord(towns, "commune")] if towns else [])]
    content = enumeration([*mots.DEBUT, *parts, *mots.FIN])
    if story is not None:
        content = mots.RECIT_CONTENU.format(titre=story.titre)
    return mots.PHRASE.format(compte=count, contenu=content)


def _settle(whole: Deck, params: list[Param]) -> list[str]:
    """Keep of the arrangement what the deck can follow; return what is to be told of the rest."""
    asked, told = followed(whole, state.asked(params))
    if told:
        st.session_state[state.widget_key(SANS)] = list(asked.sans)
        st.session_state[state.widget_key(TITRES)] = arrange.titles_written(dict(asked.titres))
    return told


def _keys_html() -> str:
    rows = "".join(
        f"<div><dt>{set_text(key)}</dt><dd>{set_text(told)}</dd></div>"
        for key, told in mots.TOUCHES
    )
    return f'<dl class="atlas-touches-diapo">{rows}</dl>'


def prepare(base: Base, params: list[Param], stories: dict[str, Recit], told: list[str]) -> None:
    """Draw the choices of a deck, then what it holds; ``told`` is what could not be read."""
    top = head.draw()
    _filters(base, stories)
    actions = st.container(horizontal=True, gap="small")
    if st.session_state[SUBJECT] == GROUPE and not state.values(GROUPE):
        state.end(PAGE, params)
        top.write(mots.TITRE, mots.GROUPE_A_CHOISIR, told, carte=False)
        return
    whole = whole_deck(stories, state.asked(params))
    told = [*told, *_settle(whole, params)]
    state.end(PAGE, params)
    lu = state.asked(params)
    shown = deck_of(stories, lu)
    top.write(mots.TITRE, phrase(shown, whole, stories, lu), told, carte=False)
    with actions:
        st.button(
            mots.PRESENTER,
            key="presenter",
            on_click=_start,
            icon=":material/slideshow:",
            type="primary",
        )
        name = state.value("recit")
        subject = cle(about(base, lu).nom).replace(" ", "-")
        parts = (name,) if name in stories else (subject, *state.values("themes"))
        exports_panel.deck(shown, *parts)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.header(mots.DIAPOSITIVES, anchor=False)
        components.note(mots.RANGER_AIDE)
        slide_list.draw(whole, rangement(lu))
    with right:
        st.header(mots.TOUCHES_TITRE, anchor=False)
        st.html(_keys_html())
        st.toggle(
            mots.TOUCHES_SEULES,
            value=not st.session_state.get(SILENT, False),
            key=KEYS_ALONE,
            on_change=_keys_alone,
            help=mots.TOUCHES_SEULES_AIDE,
        )
        room.panel()
