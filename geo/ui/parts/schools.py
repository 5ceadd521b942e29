"""The panel of the pupils on « Piscines »: who has a pool near, what the reports aim at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.answers import pupils
from geo.core.errors import AtlasError
from geo.labels import ecoles as mots
from geo.labels.formats import as_html, as_markdown, nombre
from geo.ui import cache
from geo.ui.parts import components
from geo.ui.parts.downloads import csv_et_excel

if TYPE_CHECKING:
    import pandas as pd

    from geo.answers.bundle import ThemeData
    from geo.answers.view import ThemeView
    from geo.reports.facts import Faits

OBJECTIF = "bilan2023-080"
"""The figure of the reports that sets the target of the CABBALR."""


def _computed(data: ThemeData) -> tuple[pd.DataFrame, pd.DataFrame]:
    def make() -> tuple[pd.DataFrame, pd.DataFrame]:
        schools = pupils.load()
        return schools, pupils.nearest_pools(schools, data.table, data.base.communes)

    found: tuple[pd.DataFrame, pd.DataFrame] = cache.once(("eleves",), make)
    return found


def _targets(known: Faits | None, territoire: str | None) -> list[str]:
    """Return the targets of the reports, word for word where the figure is in the tables."""
    if known is None:
        return []
    titles = known.documents.set_index("id")["titre"]
    told = []
    row = known.indicateurs[known.indicateurs["id"] == OBJECTIF]
    if territoire != "call" and len(row):
        first = row.iloc[0]
        told.append(
            mots.OBJECTIF_CABBALR.format(
                valeur=f"{nombre(first['valeur'])}\u202f{first['unite']}",
                annee=int(first["annee_fin"]),
                document=titles[first["source"]],
            )
        )
    if territoire != "cabbalr":
        told.append(mots.OBJECTIF_CALL.format(document=titles["ra2021"]))
    return told


def pupils_panel(view: ThemeView) -> None:
    """Show which pupils have a pool within 10, 20 and 30 minutes, and the targets beside."""
    data, place = view.data, view.place.nom
    st.header(mots.TITRE, anchor=False)
    try:
        schools, near = _computed(data)
    except AtlasError as error:
        st.error(as_markdown(error), icon=":material/database_off:")
        return
    codes = view.communes["code_insee"]
    kept = schools[schools["code_insee"].isin(codes)]
    table = pupils.shares(kept, near)
    st.markdown(as_markdown(pupils.phrase(table, place[:1].upper() + place[1:])))
    if len(table):
        components.table(pupils.written(table), mots.LEGENDE.format(lieu=place))
        components.note(mots.NOTE)
        names = data.table.set_index("id")["nom"]
        communes = data.base.communes.set_index("code_insee")["nom"]
        with st.container(horizontal=True):
            csv_et_excel(
                pupils.exported(kept, near, names, communes),
                mots.EXPORT,
                ("ecoles", "piscines", "communes"),
                mots.FICHIER_NOTES,
                objet=mots.EXPORT_OBJET,
            )
    told = _targets(cache.reports(), view.selection.territoire)
    if told:
        lines = "".join(f"<li>{as_html(line)}</li>" for line in told)
        st.html(f"<h3>{as_html(mots.OBJECTIF_TITRE)}</h3><ul>{lines}</ul>")
        components.note(mots.OBJECTIF_NOTE)
