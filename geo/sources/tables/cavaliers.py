"""Cavaliers (mine railways), one row a piece of line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandera.pandas as pa
import shapely

from geo.core.crs import to_metric
from geo.core.schema import IDENTIFIANT, number, table, text
from geo.sources import bassin_minier as mbm

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "cavaliers.parquet"
TRONCONS = "troncons.geojson"

LENGTH_DECIMALS = 1
"""Decimals kept of a length in metres."""

SCHEMA = table(
    "cavaliers",
    {
        "id": text(pattern=IDENTIFIANT, unique=True),
        "nom": text(),
        "communes_declarees": text(),
        "longueur_m": number(0),
        "geometry": pa.Column(
            "geometry",
            checks=[
                pa.Check(lambda s: s.geom_type == "MultiLineString", error="une multiligne"),
                pa.Check(lambda s: s.is_valid & ~s.is_empty, error="une ligne valide et non vide"),
            ],
        ),
    },
)


def read(path: Path) -> gpd.GeoDataFrame:
    """Return one row = a piece of line of the census of cavaliers, sorted by ``id``; WGS 84.

    Those of the buffer zone and, although the file is that of the buffer zone, those of the
    property: nine tenths and more of the inscribed lengths are in it. Some cross out of the
    territories. ``longueur_m`` is measured in Lambert-93. Whether the rails, a path or nothing is
    left is not told.

    Source: cavaliers.
    """
    return gpd.read_parquet(path)


def build(folder: Path) -> gpd.GeoDataFrame:
    """Return the lines (see ``read``) from the file as received."""
    rows = gpd.read_file(folder / TRONCONS)
    lines = [shapely.MultiLineString(list(shapely.get_parts(line))) for line in rows.geometry]
    rows = rows.set_geometry(gpd.GeoSeries(lines, index=rows.index, crs=rows.crs))
    rows = rows.assign(
        id=[mbm.identifiant("troncon", number_) for number_ in rows["id_troncon"]],
        nom=mbm.written(rows["nom"]),
        communes_declarees=mbm.declared(rows),
        longueur_m=to_metric(rows.geometry).length.round(LENGTH_DECIMALS),
    )
    return mbm.finished(rows, SCHEMA)
