"""Waste collection sites open to the public (déchetteries), one row a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import schema
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FICHIER = "dechetteries.csv"

TYPES = ("déchetterie", "déchetterie gros volumes")

SCHEMA = schema.table(
    "dechetteries",
    schema.facility_columns(*TYPES)
    | {
        "nom_sinoe": schema.text(nullable=True),
        "acces": schema.text(nullable=True),
        "cout_eur_ht": schema.number(0, nullable=True),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one site, sorted by ``id``.

    ``nom_sinoe`` is the name of the site in the national directory, which attests that it exists
    and says nothing of its state; missing where it is not in it, or where the name alone does not
    tell the place. ``acces`` says who is received when the source does; ``cout_eur_ht`` is in euros
    before tax.
    """
    return merge.read_table(path, SCHEMA)


def build(folder: Path) -> pd.DataFrame:
    """Merge survey, reports and hand-made review into the table; see ``geo.sources.merge``."""
    merged = merge.merge(merge.read_parts(folder), SCHEMA)
    listed = merged["nom_sinoe"].notna() & ~merged["sources"].fillna("").str.contains("sinoe")
    more = (merged["sources"] + " | sinoe").fillna("sinoe")
    return merged.assign(sources=merged["sources"].mask(listed, more))
