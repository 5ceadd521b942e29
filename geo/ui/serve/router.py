"""Page config and navigation, from the catalog.

The server imports this module before it runs: nothing here may import ``geo.ui.parts.components``,
which
declares the component of the maps, or the server would answer that it does not know it.
"""

from __future__ import annotations

import streamlit as st

from geo.core.catalog import NAVIGATION, ROOT, STATIC
from geo.labels import serve as mots
from geo.labels import textes
from geo.ui import state
from geo.ui.parts import citation


def run() -> None:
    """Build the navigation, name the window after the page asked for, and run that page."""
    st.session_state[state.ROUTER_KEY] = True
    # Before the navigation: the browser would fetch the icon of the page from a foreign host.
    st.set_page_config(
        page_icon=str(STATIC / "icone.png"),
        layout="wide",
        initial_sidebar_state="auto",
        menu_items={"Get help": None, "Report a bug": None, "About": mots.A_PROPOS_MENU},
    )
    rubriques: dict[str, list[st.Page]] = {}
    for entry in NAVIGATION:
        page = st.Page(
            ROOT / entry.fichier,
            title=entry.titre,
            icon=entry.icone,
            url_path=entry.chemin or None,
            default=not entry.chemin,
        )
        rubriques.setdefault(entry.rubrique, []).append(page)
    asked = st.navigation(rubriques, expanded=True)
    st.set_page_config(page_title=f"{asked.title} · {textes.APPLICATION}")
    citation.avis()
    asked.run()
    citation.lien()
