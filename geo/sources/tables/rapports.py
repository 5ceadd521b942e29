"""The five public reports: what they are, whose, and the checksum of the text that was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import choice, integer, table, text
from geo.reports.vocabulary import DOCUMENTS

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "documents.csv"

SCHEMA = table(
    "rapports",
    {
        "id": choice(*DOCUMENTS),
        "titre": text(),
        "titre_court": text(),
        "producteur": text(),
        "territoire": text(),
        "periode": text(),
        "annee": integer(2000, 2100),
        "fichier": text(),
        "sha256": text(pattern=r"^[0-9a-f]{64}$", unique=True),
        "note": text(nullable=True),
    },
    unique=["id"],
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = a public report.

    ``annee`` is the year of the report, ``periode`` the years that it tells, ``fichier`` the name
    of its plain text and ``sha256`` the checksum of that text, which is not part of the project.
    Only ``note`` may be missing.

    Source: rapports.
    """
    return pd.read_csv(path, dtype="str").astype({"annee": "Int64"})
