"""The mining basin: each layer with its communes, what each commune has, what a page tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from geo import sources
from geo.answers import bundle
from geo.core.crs import points_from_lonlat
from geo.measures import mining

if TYPE_CHECKING:
    from geo.answers.bundle import Base

CITES, PUITS = "cites_minieres", "puits_de_mine"
TABLES = (
    CITES,
    "terrils",
    "cavaliers",
    "cavaliers_inscrits",
    "espaces_neonaturels",
    PUITS,
    "batiments_miniers",
)
"""The layers of the basin, each a table of the same name."""


def joined(base: Base, name: str) -> gpd.GeoDataFrame:
    """Return a layer with its communes (``geo.measures.mining.attached``), and its QPV for cités.

    Index and rows of the table; geometry in WGS 84. See ``geo.sources.load`` for the errors.
    """
    rows = sources.load(name)
    if name == PUITS:
        placed = gpd.GeoDataFrame(rows, geometry=points_from_lonlat(rows))
        return placed.assign(**mining.of_points(placed.geometry, base.communes))
    areas = gpd.GeoDataFrame(rows)
    told = areas.assign(**mining.attached(areas, base.communes))
    return told.assign(**mining.towards_qpv(areas, base.qpv)) if name == CITES else told


def table(name: str) -> gpd.GeoDataFrame:
    """Return a layer as it is exported; see ``joined``."""
    return joined(bundle.load_base(), name)
