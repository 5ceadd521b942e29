"""The link between the QPV of generation 2015, of which the reports speak, and those of 2024."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo.core.schema import CODE_QPV_2015, CODE_QPV_2024, choice, table, text

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "qpv_generations.csv"

CODE_QPV = f"{CODE_QPV_2015}|{CODE_QPV_2024}"

SCHEMA = table(
    "qpv_generations",
    {
        "code": text(pattern=CODE_QPV, unique=True),
        "nom": text(),
        "generation": pa.Column("Int64", checks=pa.Check.isin([2015, 2024])),
        "code_correspondant": text(pattern=CODE_QPV),
        "statut_2024": choice("MODIFIE"),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = a perimeter of one generation and its counterpart in the other.

    ``generation`` is 2015 (codes QP…) or 2024 (codes QN…). ``statut_2024`` says what became of
    the perimeter: all were modified, so that a figure of one generation does not describe the
    other. Nothing is missing.

    Source: qpv_generations.
    """
    return pd.read_csv(path, dtype="str").astype({"generation": "Int64"})
