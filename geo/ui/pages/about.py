"""À propos: purpose, method, accessibility, privacy, contact, version."""

from __future__ import annotations

import streamlit as st

from geo.core import catalog
from geo.labels import about as mots
from geo.labels import rgaa
from geo.ui import cache, state
from geo.ui.parts import filters, head
from geo.ui.parts.shown import Ecran

PAGE = "a_propos"


def ecran() -> Ecran:
    """Return what the page shows."""
    return Ecran(mots.A_PROPOS_TITRE, mots.SOUS_TITRE + ".", (), None, ())


def render() -> None:
    """Draw the page from ``geo/labels/a_propos.md``."""

    def page() -> None:
        state.begin(PAGE, ())
        montre = ecran()
        head.draw().write(montre.titre, montre.phrase)
        text = catalog.ABOUT.read_text(encoding="utf-8")
        measured = rgaa.valeurs()
        st.markdown(text.format(version=mots.VERSION, donnees=cache.version(), **measured))

    filters.guarded(page)
