"""In which commune a point is: by geometry; the code that is declared only settles a doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.answers import named
from geo.core.crs import WGS84, to_metric

if TYPE_CHECKING:
    import numpy.typing as npt

TOLERANCE_M = 20.0
"""This close to a boundary, the outlines (drawn to about 10 m) do not tell on which side a point
is: the commune that is declared is kept, when it is the one across."""


def in_force(codes: pd.Series) -> tuple[pd.Series, npt.NDArray[np.bool_]]:
    """Return codes with those of communes that were merged put to their successor, and which were.

    Only the former communes of ours are known: those of others are left as they are.
    """
    former = named.former_communes()
    successor = dict(zip(former["code_ancien"], former["code_insee"], strict=True))
    merged = codes.isin(list(successor))
    return codes.mask(merged, codes.map(successor)), merged.to_numpy(dtype=bool)


def metric_points(lon: pd.Series, lat: pd.Series) -> npt.NDArray[np.object_]:
    """Return points in Lambert-93, missing where a coordinate is."""
    known = (lon.notna() & lat.notna()).to_numpy()
    points = np.full(len(lon), None, dtype=object)
    series = gpd.GeoSeries(gpd.points_from_xy(lon[known], lat[known]), crs=WGS84)
    points[known] = to_metric(series).to_numpy()
    return points


def place(
    points: npt.NDArray[np.object_], declared: pd.Series, communes: gpd.GeoDataFrame
) -> tuple[pd.Series, npt.NDArray[np.bool_]]:
    """Return the code of the commune of each point, on the index of ``declared``, and the doubts.

    ``points`` are in Lambert-93, missing where unknown; ``declared`` are official codes, empty
    where none is told. A point outside ``communes`` has no code. A doubt is a point that the
    declared code has moved across a boundary that is ``TOLERANCE_M`` away at most.
    """
    outlines = to_metric(communes.geometry).to_numpy()
    codes = communes["code_insee"].to_numpy(dtype=object)
    where = inside(points, outlines)  # on a boundary, the first commune of the table
    found = np.full(len(points), None, dtype=object)
    found[where >= 0] = codes[where[where >= 0]]
    rank = pd.Series(np.arange(len(codes)), index=codes).reindex(declared.to_numpy()).to_numpy()
    told = ~np.isnan(rank) & (declared.to_numpy() != found) & ~shapely.is_missing(points)
    candidates = np.flatnonzero(told)
    away = shapely.distance(points[candidates], outlines[rank[candidates].astype(int)])
    close = candidates[away <= TOLERANCE_M]
    found[close] = declared.to_numpy()[close]
    doubts = np.zeros(len(points), dtype=bool)
    doubts[close] = True
    return pd.Series(found, index=declared.index, dtype="str"), doubts


def inside(
    points: npt.NDArray[np.object_], outlines: npt.NDArray[np.object_]
) -> npt.NDArray[np.int64]:
    """Return in which outline each point is, by its rank; -1 in none, the first of several."""
    which, there = shapely.STRtree(points).query(outlines, predicate="intersects")
    found = np.full(len(points), -1, dtype=np.int64)
    found[there[::-1]] = which[::-1]
    return found
