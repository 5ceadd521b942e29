"""What must be read twice in the reports: false totals, two values for one thing, misprints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import choice, number, table, text
from geo.reports.vocabulary import DOCUMENTS, GENRES, NIVEAUX

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "contradictions.csv"

ID = r"^[ABCD]\d{1,2}$"
"""Stable id of a contradiction: its level and a number."""

_DOC = f"({'|'.join(DOCUMENTS)})"
_TERRITOIRE = "(cabbalr|call|departement)"

SCHEMA = table(
    "contradictions",
    {
        "id": text(pattern=ID, unique=True),
        "niveau": choice(*NIVEAUX),
        "genre": choice(*GENRES),
        "sources": text(pattern=rf"^{_DOC}( \| {_DOC})*$"),
        "territoire": text(pattern=rf"^{_TERRITOIRE}( \| {_TERRITOIRE})*$"),
        "sujet": text(),
        "annonce": text(),
        "recalcule": text(nullable=True),
        "ecart": number(nullable=True),
        "unite": text(nullable=True),
        "explication": text(),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = a contradiction, an evolution or an imprecision of the reports.

    ``niveau`` says where it was found, ``genre`` what it is (see ``GENRES``).
    ``annonce`` is what is written, ``recalcule`` what the other figures give or what is written
    elsewhere (missing where there is nothing to compare), ``ecart`` the difference in ``unite``
    (missing where it means nothing). The value of a report is never corrected by this table.

    Source: contradictions.
    """
    return pd.read_csv(path, dtype="str").astype({"ecart": "float64"})
