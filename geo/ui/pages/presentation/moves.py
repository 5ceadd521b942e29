"""How a reader goes from slide to slide: buttons, which the keys press, and the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.labels import presentation as mots
from geo.labels.formats import cle_de_tri
from geo.reports.facts import cle
from geo.ui import state

if TYPE_CHECKING:
    from geo.answers.bundle import Base
    from geo.printing.model import Slide

SEARCH = "chercher_commune"
ASKED, KEY = "aller", "pont_presentation"
"""What the script of the slides asks: the number of a slide or the code of a commune."""

BRIDGE = """
export default function ({ setTriggerValue }) {
  const brancher = () => window.AtlasScene.brancher((valeur) => setTriggerValue("aller", valeur));
  if (window.AtlasScene) brancher();
  else document.addEventListener("atlas-scene-prete", brancher, { once: true });
}
"""

_bridge = st.components.v2.component(
    "atlas_pont", html='<span class="atlas-scene-pont"></span>', js=BRIDGE, isolate_styles=False
)
NOT_FOUND = "commune_introuvable"


def names_of(base: Base) -> dict[str, str]:
    """Return the name of each commune, by its code."""
    return dict(zip(base.communes["code_insee"], base.communes["nom"], strict=True))


def _commune(one: Slide) -> str | None:
    return None if one.vue is None else one.vue.commune


def jump(code: str, slides: tuple[Slide, ...]) -> None:
    """Go to the slide of a commune: that of the deck, or one that is made for it."""
    rank = next((i for i, one in enumerate(slides, 1) if _commune(one) == code), None)
    if rank is not None:
        _go(rank)
    else:
        st.session_state[state.widget_key("saut")] = code


def _go(rank: int) -> None:
    st.session_state[state.widget_key("diapo")] = str(rank)
    st.session_state[state.widget_key("saut")] = ""


def _turn(step: int) -> None:
    """Turn from where the reader is now, not from what was drawn: keys are faster than pages.

    From a commune that is not in the deck, back is the slide that was left. The page itself keeps
    the rank inside the deck.
    """
    rank, jumped = int(state.value("diapo") or 1), bool(state.value("saut"))
    _go(rank if jumped and step < 0 else max(rank + step, 1))


def _quit() -> None:
    st.session_state[state.widget_key("ecran")] = ""
    st.session_state[state.widget_key("saut")] = ""


def _named(base: Base, text: str) -> str | None:
    """Return the code of the commune of that code or name, else of the first that begins so."""
    names = names_of(base)
    if text.strip() in names:
        return text.strip()
    asked = cle(text)
    if not asked:
        return None
    ordered = sorted(names, key=lambda code: cle_de_tri(names[code]))
    spelled = {code: cle(names[code]) for code in ordered}
    exact = [code for code in ordered if spelled[code] == asked]
    starts = [code for code in ordered if spelled[code].startswith(asked)]
    words = [code for code in ordered if f" {asked}" in spelled[code]]
    return next(iter([*exact, *starts, *words]), None)


def _searched(base: Base, slides: tuple[Slide, ...]) -> None:
    text = str(st.session_state.get(SEARCH) or "")
    st.session_state[SEARCH] = ""
    go_to(base, slides, text)


def bridge(base: Base, slides: tuple[Slide, ...]) -> None:
    """Draw what lets the script of the slides turn them: nothing that is seen."""

    def asked() -> None:
        sent = (st.session_state.get(KEY) or {}).get(ASKED)
        go_to(base, slides, str(sent or ""))

    _bridge(key=KEY, on_aller_change=asked)


def go_to(base: Base, slides: tuple[Slide, ...], text: str) -> None:
    """Go to the slide of that number, or to that of the commune of that code or name."""
    if not text.strip():
        return
    code = _named(base, text)
    if text.strip().isdecimal() and 1 <= int(text) <= len(slides):
        _go(int(text))
    elif code is None:
        st.session_state[NOT_FOUND] = text[: state.LONGEST_TEXT]
    else:
        jump(code, slides)


def commands(base: Base, slides: tuple[Slide, ...]) -> None:
    """Draw the buttons that the keys press: the mouse and the fingers have them too."""
    steps = (
        ("premiere", mots.PREMIERE, "first_page", _go, 1),
        ("precedente", mots.PRECEDENTE, "chevron_left", _turn, -1),
        ("suivante", mots.SUIVANTE, "chevron_right", _turn, 1),
        ("derniere", mots.DERNIERE, "last_page", _go, len(slides)),
    )
    with st.container(key="scene_commandes", horizontal=True, vertical_alignment="center"):
        for name, label, icon, move, where in steps:
            st.button(
                label,
                key=f"scene_{name}",
                on_click=move,
                args=(where,),
                icon=f":material/{icon}:",
                type="tertiary",
            )
        st.text_input(
            mots.ALLER,
            key=SEARCH,
            placeholder=mots.ALLER_VIDE,
            label_visibility="collapsed",
            on_change=_searched,
            args=(base, slides),
        )
        st.button(
            mots.PLEIN_ECRAN, key="scene_plein", icon=":material/fullscreen:", type="tertiary"
        )
        st.button(mots.NOTES, key="scene_orateur", icon=":material/speaker_notes:", type="tertiary")
        st.button(
            mots.QUITTER,
            key="scene_quitter",
            on_click=_quit,
            icon=":material/close:",
            type="tertiary",
        )
