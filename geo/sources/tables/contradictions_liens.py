"""Which figures and facts each contradiction is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import choice, table, text
from geo.reports.vocabulary import DOCUMENTS, ROLES_LIEN

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "contradictions_liens.csv"

SCHEMA = table(
    "contradictions_liens",
    {
        "contradiction": text(pattern=r"^[ABCD]\d{1,2}$"),
        "ligne": text(pattern=rf"^({'|'.join(DOCUMENTS)})-a?\d{{3}}$"),
        "role": choice(*ROLES_LIEN),
    },
    unique=["contradiction", "ligne"],
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = a figure (``rdd2020-001``) or a fact (``rdd2020-a001``) concerned.

    ``role`` says whether it is the value announced, the one that falls right, a term of the
    computation, or another value for the same thing. Nothing is missing.

    Source: contradictions_liens.
    """
    return pd.read_csv(path, dtype="str")
