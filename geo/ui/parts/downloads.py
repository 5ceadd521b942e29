"""The files of a table: CSV and Excel, made when asked for, named after the version of the data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from geo.core import catalog, columns
from geo.drawing import files
from geo.labels.formats import accord
from geo.ui import cache

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

CSV = "text/csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def nom_de_fichier(*parts: str) -> str:
    """Return the name of a file, without its extension: what it is, the version of the data."""
    return "_".join(("atlas-artois", *parts, cache.version()))


def csv_et_excel(
    frame: pd.DataFrame,
    nom: str,
    sources: Sequence[str],
    notes: Sequence[str] = (),
    *,
    objet: str = "",
    key: str = "",
    colonnes: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Draw two buttons: the table as CSV, and as a workbook with its sources and its notes.

    ``nom`` names the files; ``objet`` the table, on a page that offers several; ``key`` tells the
    buttons from others of the same name; ``colonnes`` says what columns of no table say.
    """
    before = f"{objet} : " if objet else ""
    full = nom_de_fichier(nom)
    records = [catalog.source(source) for source in sources]
    names = [str(name) for name in frame.columns]
    told = columns.described(nom, names) | {n: colonnes[n] for n in names if n in colonnes}
    st.download_button(
        f"{before}CSV ({accord(len(frame), 'ligne')})",
        lambda: files.to_csv(frame, tableur=True),
        f"{full}.csv",
        CSV,
        icon=":material/table:",
        on_click="ignore",
        key=f"csv_{key or nom}",
    )
    st.download_button(
        f"{before}Excel",
        lambda: files.to_xlsx(frame, records, notes, colonnes=told),
        f"{full}.xlsx",
        EXCEL,
        icon=":material/table_view:",
        on_click="ignore",
        key=f"xlsx_{key or nom}",
    )
