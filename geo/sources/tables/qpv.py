"""The QPV of generation 2024: their perimeters, the communes they declare, their areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from geo.core.crs import WGS84, to_metric
from geo.core.schema import (
    CODE_INSEE_FRANCE,
    CODE_QPV_2024,
    choice,
    multipolygons,
    number,
    table,
    text,
)

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "qpv.parquet"
PERIMETRES = "qpv2024.geojson"
ATTRIBUTS = "qpv2024.csv"
DEPENDS = ("communes",)

SCHEMA = table(
    "qpv",
    {
        "code_qpv": text(pattern=CODE_QPV_2024, unique=True),
        "nom": text(),
        "territoires": choice("cabbalr", "call", "cabbalr|call"),
        "communes_insee": text(
            pattern=f"{CODE_INSEE_FRANCE.removesuffix('$')}(\\|{CODE_INSEE_FRANCE[1:-1]})*$"
        ),
        "surface_km2": number(0),
        "surface_declaree_km2": number(0),
        "hors_territoire_pct": number(0, 100),
        "geometry": multipolygons(),
    },
)

AREA_DECIMALS = 6
"""Decimals kept of an area in km²: 1 m²."""
PCT_DECIMALS = 3
"""Decimals kept of a share: 10 m² of a QPV of 1 km²."""


def read(path: Path) -> gpd.GeoDataFrame:
    """Return the QPV: one row = a perimeter of generation 2024, sorted by ``code_qpv``.

    Geometry in WGS 84, generalised to about 10 m. ``surface_km2`` is measured in Lambert-93,
    ``surface_declaree_km2`` given by the source. ``territoires`` and ``communes_insee`` are lists
    joined by « | »: the declared communes, and the territories of those that belong to one.
    ``hors_territoire_pct`` is the share of the area outside the communes of the territories.
    Nothing is missing.

    Source: qpv.
    """
    return gpd.read_parquet(path)


def build(folder: Path, communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the QPV (see ``read``) from the perimeters and attributes as received.

    The areas outside the territories are measured against ``communes``.
    """
    perimeters = gpd.read_file(folder / PERIMETRES)[["code_qp", "geometry"]]
    attributes = pd.read_csv(folder / ATTRIBUTS, dtype="str")
    rows = perimeters.merge(attributes, on="code_qp", how="outer", validate="1:1")
    rows = rows.sort_values("code_qp", ignore_index=True)
    geometry = gpd.GeoSeries(
        [
            shapely.MultiPolygon(shapely.get_parts(shape))
            for shape in shapely.orient_polygons(rows.geometry.to_numpy())
        ],
        crs=WGS84,
    )
    metric = to_metric(geometry)
    territory = to_metric(communes.geometry).union_all()
    outside = metric.difference(territory).area / metric.area * 100
    return gpd.GeoDataFrame(
        {
            "code_qpv": rows["code_qp"],
            "nom": rows["nom"].str.replace("'", "’"),
            "territoires": rows["communes_insee"].map(lambda codes: _territories(codes, communes)),
            "communes_insee": rows["communes_insee"],
            "surface_km2": (metric.area / 1e6).round(AREA_DECIMALS),
            "surface_declaree_km2": rows["surface_km2"].astype("float64"),
            "hors_territoire_pct": outside.round(PCT_DECIMALS),
        },
        geometry=geometry,
    )


def _territories(codes: str, communes: gpd.GeoDataFrame) -> str:
    declared = communes["code_insee"].isin(codes.split("|"))
    return "|".join(sorted(communes.loc[declared, "territoire"].unique()))
