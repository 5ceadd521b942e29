"""Page config and navigation, from the catalog."""

from __future__ import annotations

import streamlit as st


from geo.catalog import NAVIGATION, ROOT, STATIC
from geo.labels import textes
from geo.ui import components


def run() -> None:
    """Configure the page, build the navigation and run the page asked for."""
    st.set_page_config(
        page_title=textes.APPLICATION,
        page_icon=str(STATIC / "icone.png"),
        layout="wide",
        initial_sidebar_state="auto",
        menu_items={"Get help": None, "Report a bug": None, "About": textes.A_PROPOS_MENU},
    )
    st.session_state[components.ROUTER_KEY] = True
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
    st.navigation(rubriques, expanded=True).run()
