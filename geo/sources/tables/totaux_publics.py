"""How many facilities a public source counts, without listing them: one row a total."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from geo.core import schema
from geo.core.model import TerritoryId
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FICHIER = "totaux_publics.csv"

TABLES = ("dechetteries", "ouvrages", "piscines")

SCHEMA = schema.table(
    "totaux_publics",
    {
        "id": schema.text(pattern=schema.IDENTIFIANT, unique=True),
        "table": schema.choice(*TABLES),
        "territoire": schema.choice(*get_args(TerritoryId)),
        "total": schema.integer(0),
        "date": schema.text(pattern=schema.DATE),
        "source": schema.text(),
        "adresse": schema.text(nullable=True, pattern=r"^https?://\S+$"),
        "remarque": schema.text(nullable=True),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the table as shipped: one row = one total that a source tells, sorted by ``id``.

    ``table`` is what is counted, in which ``territoire``, at which ``date`` (a year, a month or a
    day). A total is never a list: it stands beside the facilities that the table locates. Missing:
    ``adresse`` of what is no page, ``remarque``.

    Source: totaux_publics.
    """
    return merge.read_table(path, SCHEMA)
