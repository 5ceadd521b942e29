"""The panels under a map: one at a time, told by the address, none made before it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.labels import ecran as mots
from geo.ui import state
from geo.ui.state import Param

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

VOLET = "volet"


def param(names: Iterable[str]) -> Param:
    """Return the parameter of the panel that is open: the first one by default."""
    options = tuple(names)
    return Param(VOLET, options, defaut=options[0])


def draw(panels: Mapping[str, Callable[[], None]], names: Mapping[str, str] = mots.VOLETS) -> None:
    """Draw the ``names`` of the panels and the one that is asked, else the first.

    A panel may be asked that a page does not always have.
    """
    first = next(iter(panels))
    if state.value(VOLET) not in panels:
        st.session_state[state.widget_key(VOLET)] = first
    with st.container(key="volets"):
        st.segmented_control(
            mots.VOLET,
            list(panels),
            format_func=names.__getitem__,
            key=state.widget_key(VOLET),
            required=True,
            label_visibility="collapsed",
        )
    with st.container(key="volet_ouvert"):
        panels[state.value(VOLET)]()
