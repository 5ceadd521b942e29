"""The panel of the gauging stations on « Inondations »: what each measures, low water as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.answers import stations
from geo.core.errors import AtlasError
from geo.labels import stations as mots
from geo.labels.formats import as_markdown
from geo.ui import cache
from geo.ui.parts import components
from geo.ui.parts.downloads import csv_et_excel

if TYPE_CHECKING:
    from geo.answers.view import ThemeView


def stations_panel(view: ThemeView) -> None:
    """List the stations of the selected communes; they count in nothing else of the page."""
    st.header(mots.TITRE, anchor=False)
    try:
        table = cache.stations().table
    except AtlasError as error:
        st.error(as_markdown(error), icon=":material/database_off:")
        return
    codes = view.communes["code_insee"]
    kept = table[table["code_insee"].isin(codes)]
    if kept.empty:
        components.note(mots.AUCUNE)
        return
    legend = mots.TABLEAU.format(lieu=view.place.nom)
    components.table(stations.written(kept), legend)
    st.markdown(mots.NOTE)
    with st.container(horizontal=True):
        csv_et_excel(
            kept.drop(columns=["geometry", "mesure_ecrite"]),
            mots.EXPORT,
            (stations.TABLE, "communes"),
            (mots.NOTE.replace("**", ""),),
            objet=mots.EXPORT_OBJET,
        )
