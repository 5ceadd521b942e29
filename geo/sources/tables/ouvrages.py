"""Works against floods, run-off and erosion, one row a work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import schema
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FICHIER = "ouvrages.csv"

TYPES = (
    "ZEC",
    "retenue collinaire",
    "bassin de rétention",
    "bassin d’infiltration",
    "bassin de stockage",
    "bassin d’orage",
    "bassin d’eaux pluviales",
    "ouvrage de régulation",
    "digue",
    "station de pompage",
    "hydraulique douce",
    "défense de berges",
    "restauration de berges",
    "restauration de cours d’eau",
    "gestion des eaux pluviales",
)

BASSINS_VERSANTS = ("Lawe", "Clarence", "Loisne", "Guarbecque", "Brette", "Souchez")
"""Catchments that the sources name; a stream whose catchment they do not say has none here."""

SCHEMA = schema.table(
    "ouvrages",
    schema.facility_columns(*TYPES)
    | {
        "communes_insee": schema.text(nullable=True, pattern=r"^62\d{3}( \| 62\d{3})*$"),
        "cours_eau": schema.text(nullable=True),
        "bassin_versant": schema.choice(*BASSINS_VERSANTS, nullable=True),
        "localisation": schema.text(nullable=True),
        "volume_m3": schema.integer(0, nullable=True),
        "maitre_ouvrage": schema.text(nullable=True),
        "cout_eur_ht": schema.number(0, nullable=True),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one work, sorted by ``id``.

    ``volume_m3`` is the stored volume in m³ and ``cout_eur_ht`` the cost in euros before tax, as
    the source writes them. A programme spread over several communes is one work: ``code_insee`` is
    the commune that stands for it, and ``communes_insee`` lists them all; missing for a work of one
    commune.
    """
    return merge.read_table(path, SCHEMA)


def build(folder: Path) -> pd.DataFrame:
    """Merge survey, reports and hand-made review into the table; see ``geo.sources.merge``."""
    return merge.merge(merge.read_parts(folder), SCHEMA)
