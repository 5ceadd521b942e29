"""The panel of the page of charging stations: words, ranges, 2022 beside 2025, the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.answers import charging, official
from geo.core.errors import AtlasError
from geo.labels import bornes as mots
from geo.labels.formats import as_html, as_markdown, nombre
from geo.ui import cache
from geo.ui.parts import components

if TYPE_CHECKING:
    import pandas as pd

    from geo.answers.bundle import ThemeData
    from geo.answers.view import ThemeView
    from geo.core.model import Selection
    from geo.reports.facts import Faits

FIGURES = ("sites", "sites_ouverts", "sites_2022", "perdus", "sites_2025")
PARTS = ("connus", "deja_la", "nouveaux", "sans_date")
"""Columns that are numbers; the ranges are already written."""


def panel(view: ThemeView) -> None:
    """Show what the national base declares, in ranges, and what it declared in 2022."""
    data, selection = view.data, view.selection
    st.header(mots.TITRE, anchor=False)
    _words()
    _table(charging.counts(data, selection), mots.COMPTES)
    components.note(mots.COMPTES_NOTE)
    st.subheader(mots.EVOLUTION, anchor=False)
    both = charging.evolution(data, cache.bornes_2022(), selection)
    _table(both, mots.EVOLUTION_LEGENDE)
    components.note(mots.EVOLUTION_NOTE)
    _maps(selection)
    _reports(data, selection)


def _table(frame: pd.DataFrame, caption: str) -> None:
    formats = {mots.COLONNES[name]: nombre for name in (*FIGURES, *PARTS) if name in frame}
    components.table(frame.rename(columns=mots.COLONNES), caption, formats)


def _words() -> None:
    with st.expander(mots.MOTS_TITRE, icon=":material/menu_book:"):
        lines = "".join(
            f"<dt>{as_html(word)}</dt><dd>{as_html(told)}</dd>" for word, told in mots.MOTS.items()
        )
        st.html(f'<dl class="atlas-definitions">{lines}</dl>')


def _maps(selection: Selection) -> None:
    asked = {"territoire": selection.territoire or "", "commune": ",".join(selection.communes)}
    kept = {name: value for name, value in asked.items() if value}
    with st.container(horizontal=True):
        components.lien("bornes", mots.CARTE_2022, {**kept, "carte": "sites_2022"})
        components.lien("bornes", mots.CARTE_2025, {**kept, "carte": "sites_2025"})


def _reports(data: ThemeData, selection: Selection) -> None:
    known = cache.reports()
    told = charging.beside_the_report(data, known) if known is not None else ""
    if not told or selection.territoire == "call":
        return
    st.subheader(mots.RAPPORTS, anchor=False)
    st.html(f"<p>{as_html(told)}</p>")
    _brought_in(known)
    components.note(mots.RAPPORTS_NOTE)


def _brought_in(known: Faits | None) -> None:
    """Set what was brought in beside the report; a damaged copy is told, and hides nothing else."""
    version = cache.officielles().get("irve")
    if version is None or known is None:
        return
    try:
        told = official.beside_the_report(version, known)
    except AtlasError as error:
        st.error(as_markdown(error))
        return
    st.html(f"<p>{as_html(told)}</p>")
