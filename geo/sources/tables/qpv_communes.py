"""What each QPV covers in each commune: a table computed from the perimeters and the outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa

from geo.core.crs import to_metric
from geo.core.schema import CODE_INSEE, CODE_QPV_2024, number, table, text

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "qpv_communes.csv"
DEPENDS = ("communes", "qpv")

SCHEMA = table(
    "qpv_communes",
    {
        "code_qpv": text(pattern=CODE_QPV_2024),
        "code_insee": text(pattern=CODE_INSEE),
        "surface_km2": number(0),
        "part_qpv_pct": number(0, 100),
        "part_commune_pct": number(0, 100),
        "declaree": pa.Column(bool),
    },
    unique=["code_qpv", "code_insee"],
)

SLIVER_PCT = 1.0
"""Share of a QPV under which a commune that the source does not declare is not covered by it.

The source lists the communes from exact limits, down to 0.5 % of a QPV. Our outlines, of communes
and of QPV, are drawn to some ten metres, so a QPV that follows a border spills over it: the
undeclared pieces are at most 0.36 % of their QPV. Above 1 %, a piece would be more than a
spill, and would be kept with ``declaree`` false. A spill belongs to no commune: the parts of a
QPV, its share outside the territories and its spills add up to 100 %.
"""

AREA_DECIMALS = 6
"""Decimals kept of an area in km²: 1 m²."""
PCT_DECIMALS = 3
"""Decimals kept of a share: 10 m² of a QPV of 1 km²."""


def read(path: Path) -> pd.DataFrame:
    """Return one row = a QPV and a commune of the territories that it really covers.

    Sorted by ``code_qpv`` then ``code_insee``. ``surface_km2`` is the area in common in
    Lambert-93, ``part_qpv_pct`` its share of the QPV, ``part_commune_pct`` its share of the
    outline of the commune, ``declaree`` whether the source lists the commune. Nothing is missing.

    Source: qpv_communes.
    """
    return pd.read_csv(path, dtype={"code_qpv": "str", "code_insee": "str"})


def build(
    folder: Path,  # noqa: ARG001  every source is built with its folder; this one has no raw file
    communes: gpd.GeoDataFrame,
    qpv: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """Return the coverage (see ``read``) of ``qpv`` over ``communes``."""
    zones = to_metric(qpv[["code_qpv", "communes_insee", "geometry"]])
    zones = zones.assign(surface_qpv=zones.area)
    outlines = to_metric(communes[["code_insee", "geometry"]])
    outlines = outlines.assign(surface_commune=outlines.area)
    pieces = gpd.overlay(zones, outlines, how="intersection", keep_geom_type=True)
    declared = [
        code in codes.split("|")
        for code, codes in zip(pieces["code_insee"], pieces["communes_insee"], strict=True)
    ]
    part_qpv_pct = pieces.area / pieces["surface_qpv"] * 100
    rows = pd.DataFrame(
        {
            "code_qpv": pieces["code_qpv"],
            "code_insee": pieces["code_insee"],
            "surface_km2": (pieces.area / 1e6).round(AREA_DECIMALS),
            "part_qpv_pct": part_qpv_pct.round(PCT_DECIMALS),
            "part_commune_pct": (pieces.area / pieces["surface_commune"] * 100).round(PCT_DECIMALS),
            "declaree": declared,
        }
    )
    kept: pd.DataFrame = rows[rows["declaree"] | (part_qpv_pct >= SLIVER_PCT)]
    return kept.sort_values(["code_qpv", "code_insee"], ignore_index=True)
