"""A toy territory whose every figure can be computed by hand.

Two communes, squares of 1 km that share the edge x = 681 000 m, in Lambert-93::

      x = 680 000        681 000        682 000
           +--------------+--------------+  y = 7 041 000
           |    62001     |    62002     |
           |           +--+------+       |  y = 7 040 600
           |  *        |  QN06201M       |
           |           +--+------+       |  y = 7 040 400
           |   La Carrée  |   Équarrie   |
           +--------------+--------------+  y = 7 040 000

The QPV is 400 m by 200 m (0.08 km²): 100 m of its length is in 62001 (25 %, 0.02 km², 2 % of the
commune) and 300 m in 62002 (75 %, 0.06 km², 6 %). Each mairie is at the centre of its square.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely import MultiPolygon, Point, box

CRS = 2154
X0, Y0, SIDE = 680_000.0, 7_040_000.0, 1_000.0
A, B, QPV = "62001", "62002", "QN06201M"

INSIDE = Point(X0 + 200, Y0 + 500)
"""In 62001, 700 m west of the QPV, 300 m west of its mairie."""
BORDER = Point(X0 + SIDE, Y0 + 900)
"""On the edge shared by the two communes, 300 m north of the QPV."""
OUTSIDE = Point(X0 - 5_000, Y0 + 500)
"""In no commune."""
IN_QPV = Point(X0 + SIDE + 200, Y0 + 500)
"""In 62002 and in the QPV."""


def square(column: int) -> MultiPolygon:
    """Return the commune of that column, counted from the west."""
    west = X0 + column * SIDE
    return MultiPolygon([box(west, Y0, west + SIDE, Y0 + SIDE)])


def lonlat(points: list[Point | None]) -> pd.DataFrame:
    """Return the longitude and latitude of Lambert-93 points; a missing point has neither."""
    degrees = gpd.GeoSeries(points, crs=CRS).to_crs(4326)
    return pd.DataFrame({"lon": degrees.x, "lat": degrees.y})


def communes() -> gpd.GeoDataFrame:
    """Return the two communes, with the columns of the real table, in Lambert-93."""
    mairies = lonlat([square(0).centroid, square(1).centroid])
    return gpd.GeoDataFrame(
        {
            "code_insee": [A, B],
            "nom": ["La Carrée", "Équarrie"],
            "nom_tri": ["Carrée", "Équarrie"],
            "territoire": ["cabbalr", "call"],
            "siren_epci": ["200072460", "246200364"],
            "population": pd.array([1_000, 3_000], dtype="Int64"),
            "superficie_ha": pd.array([100, 100], dtype="Int64"),
            "surface_km2": [1.0, 1.0],
            "surface_calculee_km2": [1.0, 1.0],
            "densite": [1_000.0, 3_000.0],
            "altitude_moyenne_m": pd.array([30, 60], dtype="Int64"),
            "mairie_adresse": ["1 place de la Mairie", pd.NA],
            "code_postal": ["62100", "62200"],
            "mairie_telephone": ["03 00 00 00 01", pd.NA],
            "mairie_site": ["https://carree.example", pd.NA],
            "mairie_horaires": ["lundi : 9 h–12 h", pd.NA],
            "mairie_lon": mairies["lon"],
            "mairie_lat": mairies["lat"],
            "maire": ["Camille Exemple", "Dominique Modèle"],
        },
        geometry=[square(0), square(1)],
        crs=CRS,
    ).astype(
        dict.fromkeys(
            ("mairie_adresse", "mairie_telephone", "mairie_site", "mairie_horaires"), "str"
        )
    )


def qpv() -> gpd.GeoDataFrame:
    """Return the QPV that straddles both communes, with the columns of the real table."""
    return gpd.GeoDataFrame(
        {
            "code_qpv": [QPV],
            "nom": ["Cité du Milieu"],
            "territoires": ["cabbalr|call"],
            "communes_insee": [f"{A}|{B}"],
            "surface_km2": [0.08],
            "surface_declaree_km2": [0.08],
            "hors_territoire_pct": [0.0],
        },
        geometry=[MultiPolygon([box(X0 + 900, Y0 + 400, X0 + 1_300, Y0 + 600)])],
        crs=CRS,
    )


def qpv_communes() -> pd.DataFrame:
    """Return what the QPV covers in each commune, with the columns of the real table."""
    return pd.DataFrame(
        {
            "code_qpv": [QPV, QPV],
            "code_insee": [A, B],
            "surface_km2": [0.02, 0.06],
            "part_qpv_pct": [25.0, 75.0],
            "part_commune_pct": [2.0, 6.0],
            "declaree": [True, True],
        }
    )


def geometries() -> gpd.GeoSeries:
    """Return the five places of ``points`` in Lambert-93, exact, on the same index."""
    places = [INSIDE, INSIDE, BORDER, OUTSIDE, None]
    return gpd.GeoSeries(places, index=_INDEX, crs=CRS)


def points() -> pd.DataFrame:
    """Return five facilities: inside, its duplicate, on the border, outside, without a place.

    The first and the last declare their commune; the last one is only known by it.
    """
    degrees = lonlat([INSIDE, INSIDE, BORDER, OUTSIDE, None])
    return pd.DataFrame(
        {
            "id": ["dedans", "doublon", "frontiere", "dehors", "sans_point"],
            "nom": ["Dedans", "Dedans", "Frontière", "Dehors", "Sans point"],
            "code_insee": pd.Series([A, pd.NA, pd.NA, pd.NA, B], dtype="str"),
            "lon": degrees["lon"].to_numpy(),
            "lat": degrees["lat"].to_numpy(),
            "existence": "attestee",
            "statut": ["ouverte", "ouverte", "travaux", "projet", "ouverte"],
            "precision": ["site", "site", "rue", "site", "commune"],
        }
    ).set_index(_INDEX)


# An index that is neither sorted nor a count of rows: a join that forgets it is seen at once.
_INDEX = pd.Index(np.array([7, 3, 11, 5, 2]), name="ligne")
