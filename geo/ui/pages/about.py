"""À propos: purpose, method, accessibility, privacy, contact, version."""

from __future__ import annotations

import streamlit as st

from geo.core import catalog
from geo.labels import textes
from geo.ui import cache, state
from geo.ui.parts import components, filters

PAGE = "a_propos"


def render() -> None:
    """Draw the page from ``geo/labels/a_propos.md``."""

    def page() -> None:
        state.begin(PAGE, ())
        components.titre(textes.A_PROPOS_TITRE, textes.SOUS_TITRE + ".")
        text = catalog.ABOUT.read_text(encoding="utf-8")
        st.markdown(text.format(version=textes.VERSION, donnees=cache.version()))

    filters.guarded(page)
