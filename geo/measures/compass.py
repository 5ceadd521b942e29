"""Where the communes stand around one another: which touch, and in which direction."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geo.core.crs import to_metric
from geo.measures import joins

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely import Point

SECTORS = 8
"""Directions of the compass, from the north, clockwise: 0 is north, 2 is east."""

Voisinage = dict[str, tuple[tuple[str, int], ...]]
"""The code of a commune -> its neighbours, each with its sector, turning from the north."""


def sector(here: Point, there: Point) -> int:
    """Return the direction of ``there`` seen from ``here``, both in the same metric system."""
    turn = math.atan2(there.x - here.x, there.y - here.y) / (2 * math.pi)
    return round(turn * SECTORS) % SECTORS


def around(communes: gpd.GeoDataFrame) -> Voisinage:
    """Return the neighbours of each commune, as ``joins.neighbours``, with their direction.

    One entry = a commune, by code. The direction goes from the point where the name of a commune is
    written on a map to that of its neighbour, in Lambert-93.

    Examples
    --------
    >>> around(communes)
    {'62001': (('62002', 2),), '62002': (('62001', 6),)}
    """
    points = to_metric(communes.geometry).representative_point()
    places = dict(zip(communes["code_insee"], points, strict=True))
    found: Voisinage = {}
    for code, near in joins.neighbours(communes).items():
        seen = [(other, sector(places[code], places[other])) for other in near]
        found[code] = tuple(sorted(seen, key=lambda one: (one[1], one[0])))
    return found
