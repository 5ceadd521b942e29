"""Public swimming pools, one row a pool or aquatic centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import schema
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FICHIER = "piscines.csv"

TYPES = ("centre aquatique", "piscine", "bassin nordique")

SCHEMA = schema.table(
    schema.facility_columns(*TYPES)
    | {
        "gestionnaire": schema.text(nullable=True),
        "bassins": schema.text(nullable=True),
        "surface_bassins_m2": schema.integer(0, nullable=True),
        "cout_eur": schema.number(0, nullable=True),
        "dates": schema.text(nullable=True),
    }
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one pool, sorted by ``id``.

    ``surface_bassins_m2`` is the announced water surface, in m²; ``cout_eur`` is the cost of the
    operation in euros, with or without tax as ``remarque`` says; ``dates`` tells in French the
    dates known, and ``annee`` is the year of first opening.
    """
    return merge.read_table(path, SCHEMA)


def build(folder: Path) -> pd.DataFrame:
    """Merge survey, reports and hand-made review into the table; see ``geo.sources.merge``."""
    return merge.merge(merge.read_parts(folder), SCHEMA)
