"""The filters of a page with a map: the territory in sight, the rest behind one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.labels import ecran as mots
from geo.ui import state
from geo.ui.parts import components, filters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.answers.bundle import Base
    from geo.ui.state import Param

READING = frozenset({"volet", "tableau"})
"""Parameters of how a page is read: they choose nothing of what it tells."""
UNTOLD = READING | {"territoire"}
"""Parameters that the button does not count: they are in sight."""


def bar(
    base: Base, params: Sequence[Param], more: Callable[[], None], *, ground: bool = True
) -> None:
    """Draw the filters of a page: territory, then the communes and ``more`` behind a button.

    The button tells how many of its filters are set; « Effacer » is there only if some are.
    ``ground``: the background of the map is a choice too.
    """
    with st.container(key="filtres", horizontal=True, vertical_alignment="center", gap="small"):
        filters.pick_territoire()
        asked = _set(params)
        with st.popover(_label(asked), icon=":material/tune:", key="filtrer"):
            filters.pick_communes(base, state.value("territoire"))
            more()
            if ground:
                components.choose_ground()
        if asked or state.value("territoire") not in {"", filters.TOUS}:
            components.clear_filters([param for param in params if param.cle not in READING])


def _set(params: Sequence[Param]) -> int:
    """Return how many parameters are not at their default, those in sight apart."""
    asked = state.to_query(params, state.asked(params).valeurs)
    return len([cle for cle in asked if cle not in UNTOLD])


def _label(asked: int) -> str:
    return mots.FILTRER_COMPTE.format(compte=asked) if asked else mots.FILTRER
