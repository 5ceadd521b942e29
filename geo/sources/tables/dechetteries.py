"""Waste collection sites open to the public (déchèteries), one row a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import schema
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FICHIER = "dechetteries.csv"

TYPES = ("déchèterie", "déchèterie gros volumes")

SCHEMA = schema.table(
    schema.facility_columns(*TYPES)
    | {
        "acces": schema.text(nullable=True),
        "cout_eur_ht": schema.number(0, nullable=True),
    }
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one site, sorted by ``id``.

    ``acces`` says who is received when the source does; ``cout_eur_ht`` is in euros before tax.
    """
    return merge.read_table(path, SCHEMA)


def build(folder: Path) -> pd.DataFrame:
    """Merge survey, reports and hand-made review into the table; see ``geo.sources.merge``."""
    return merge.merge(merge.read_parts(folder), SCHEMA)
