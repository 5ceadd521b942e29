"""Charging stations for electric vehicles, one row a station (not a charge point)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core import schema
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "bornes.csv"

TYPES = ("station de recharge", "bornes de flotte")

CLASSES = {
    "≤ 7,4 kW": 7.4,
    "7,4 à 22 kW": 22.1,
    "22 à 50 kW": 50.0,
    "> 50 kW": float("inf"),
}
"""Class of power and its upper bound in kW, included.

The bound of 22 kW leaves room for 22.08 kW (three phases of 32 A under 230 V): the same outlet,
declared as computed by some and as marketed by others.
"""

SCHEMA = schema.table(
    schema.facility_columns(*TYPES)
    | {
        "id_station_itinerance": schema.text(nullable=True),
        "nbre_pdc": schema.integer(0, nullable=True),
        "puissance_max_kw": schema.number(nullable=True),
        "puissances_kw": schema.text(nullable=True, pattern=r"^\d+(\.\d+)?(\|\d+(\.\d+)?)*$"),
        "operateur": schema.text(nullable=True),
        "mise_en_service": schema.text(nullable=True, pattern=r"^\d{4}-\d{2}-\d{2}$"),
        "classe_puissance": schema.choice(*CLASSES, nullable=True),
    }
)


def power_class(puissance_max_kw: pd.Series) -> pd.Series:
    """Return the class of power of each station, on the same index; missing stays missing."""
    bounds = [float("-inf"), *CLASSES.values()]
    return pd.cut(puissance_max_kw, bounds, labels=list(CLASSES)).astype("str")


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one station, sorted by ``id``.

    ``nbre_pdc`` is its number of charge points, ``puissance_max_kw`` the power of the strongest,
    ``puissances_kw`` all powers separated by a bar, ``mise_en_service`` a date (AAAA-MM-JJ).
    """
    return merge.read_table(path, SCHEMA)


def build(folder: Path) -> pd.DataFrame:
    """Merge survey, reports and hand-made review into the table; see ``geo.sources.merge``."""
    merged = merge.merge(merge.read_parts(folder), SCHEMA)
    return merged.assign(classe_puissance=power_class(merged["puissance_max_kw"]))
