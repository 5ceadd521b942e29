"""The only module that reprojects.

Storage and web maps are in WGS 84 longitude, latitude (EPSG:4326); every distance, area and band
is computed in Lambert-93 (EPSG:2154), the legal projection of mainland France, in metres.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import geopandas as gpd
import numpy as np
import shapely

from geo.core.errors import CrsError

if TYPE_CHECKING:
    import pandas as pd

WGS84 = 4326
LAMBERT93 = 2154

Geo = TypeVar("Geo", gpd.GeoDataFrame, gpd.GeoSeries)


_CODES: dict[str, int | None] = {}
"""EPSG code of each definition met: pyproj reads a system anew in each thread, which takes 25 ms,
and each run of a page is a thread."""

_PROJECTION = ThreadPoolExecutor(max_workers=1, thread_name_prefix="atlas-projection")
"""The one thread that reprojects, for all: pyproj prepares a way between two systems anew in each
thread too, which takes 25 to 50 ms."""


def _epsg(geo: Geo) -> int | None:
    definition = str(geo.crs.srs)
    if definition not in _CODES:
        _CODES[definition] = geo.crs.to_epsg()
    return _CODES[definition]


def require_crs(geo: Geo, epsg: int) -> Geo:
    """Return ``geo`` unchanged if it is in ``epsg``.

    Raises
    ------
    CrsError
        If it carries no coordinate system, or another one.
    """
    if geo.crs is None:
        msg = f"Système de coordonnées attendu : EPSG:{epsg} ; la table n’en déclare aucun."
        raise CrsError(msg)
    if _epsg(geo) != epsg:
        msg = f"Système de coordonnées attendu : EPSG:{epsg} ; trouvé : {geo.crs.to_string()}."
        raise CrsError(msg)
    return geo


def _reproject(geo: Geo, epsg: int) -> Geo:
    if geo.crs is None:
        msg = (
            "Impossible de projeter une table sans système de coordonnées ; "
            "déclarez-le à la lecture du fichier."
        )
        raise CrsError(msg)
    if _epsg(geo) == epsg:
        return geo
    found: Geo = _PROJECTION.submit(geo.to_crs, epsg).result()
    return found


def to_metric(geo: Geo) -> Geo:
    """Return ``geo`` in Lambert-93 (metres), whatever its declared system.

    Raises
    ------
    CrsError
        If it carries no coordinate system.
    """
    return _reproject(geo, LAMBERT93)


def to_display(geo: Geo) -> Geo:
    """Return ``geo`` in WGS 84 (degrees), whatever its declared system.

    Raises
    ------
    CrsError
        If it carries no coordinate system.
    """
    return _reproject(geo, WGS84)


def points_from_lonlat(frame: pd.DataFrame, lon: str = "lon", lat: str = "lat") -> gpd.GeoSeries:
    """Return WGS 84 points on the index of ``frame``; without both coordinates, no point."""
    pairs = np.column_stack([frame[name].to_numpy(float, na_value=np.nan) for name in (lon, lat)])
    known = ~np.isnan(pairs).any(axis=1)
    points = np.full(len(frame), None, dtype=object)
    points[known] = shapely.points(pairs[known])
    return gpd.GeoSeries(points, index=frame.index, crs=WGS84)
