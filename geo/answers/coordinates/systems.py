"""In which coordinate system two numbers are, and where that is in degrees.

Degrees, Lambert-93 and the conic conformal zones (CC42 to CC50) have ranges that cannot be taken
for one another in mainland France: they are recognised. The others share theirs with Lambert-93 or
among themselves: they are offered, never supposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from geo.core.crs import LAMBERT93, to_display

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

LAT_RANGE, LON_RANGE = (41.0, 51.6), (-5.6, 9.9)
"""Degrees of mainland France: outside, a coordinate is a mistake. They do not overlap."""

AUTOUR = (1.5, 49.9, 4.3, 51.1)
"""Degrees (west, south, east, north) around the two territories, about the region: where a point
is expected. Only used to choose between systems: a point elsewhere in France is read all the
same."""


@dataclass(frozen=True, slots=True)
class Systeme:
    """A projected system: its EPSG code, the ranges of x and y of mainland France, in metres.

    ``sur``: no other system gives such numbers, so that they are recognised alone.
    """

    cle: str
    epsg: int
    x: tuple[float, float]
    y: tuple[float, float]
    sur: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Return whether x and y may be in mainland France."""
        return self.x[0] <= x <= self.x[1] and self.y[0] <= y <= self.y[1]


CC_FIRST, CC_LAST = 42, 50
CC_HEIGHT_M = 230_000.0
"""Half of the height of a zone: one degree of latitude each way, and as much again for the files
that keep one zone beyond its edges."""


def _zone(number: int) -> Systeme:
    """Return the conic conformal zone of a parallel: EPSG 3942 to 3950, y 1 000 000 m apart."""
    middle = (number - CC_FIRST) * 1e6 + 1.2e6
    return Systeme(
        f"cc{number}",
        3900 + number,
        (1_250_001.0, 2_300_000.0),
        (middle - CC_HEIGHT_M, middle + CC_HEIGHT_M),
        sur=True,
    )


SYSTEMES: dict[str, Systeme] = {
    one.cle: one
    for one in (
        Systeme("lambert93", LAMBERT93, (90_000.0, 1_250_000.0), (6_040_000.0, 7_120_000.0), True),  # noqa: FBT003 - a table
        *(_zone(number) for number in range(CC_FIRST, CC_LAST + 1)),
        Systeme("web_mercator", 3857, (-623_500.0, 1_102_100.0), (5_012_000.0, 6_728_500.0)),
        Systeme("utm31", 32631, (-223_600.0, 1_080_500.0), (4_538_000.0, 5_752_000.0)),
        Systeme("lambert2", 27572, (-70_000.0, 1_238_500.0), (1_554_000.0, 2_763_000.0)),
        Systeme("lambert1c", 27571, (-73_500.0, 1_242_000.0), (1_000_001.0, 1_463_000.0)),
        Systeme("lambert1", 27561, (200_000.0, 1_242_000.0), (100_000.0, 463_000.0)),
    )
}
"""Every projected system that is read, by key; the first that fits is taken or offered."""

DEGRES = "degres"
AUTO = "auto"
CHOIX = (AUTO, DEGRES, *SYSTEMES)
"""What a reader may choose."""


def inside(value: float, bounds: tuple[float, float]) -> bool:
    """Return whether a value is within bounds, both included."""
    return bounds[0] <= value <= bounds[1]


def to_degrees(xs: Sequence[float], ys: Sequence[float], systeme: str) -> npt.NDArray[np.float64]:
    """Return the places of a projected system in WGS 84: one row = longitude, latitude."""
    places = gpd.GeoSeries(gpd.points_from_xy(xs, ys), crs=SYSTEMES[systeme].epsg)
    shown = to_display(places)
    return np.column_stack([shown.x.to_numpy(), shown.y.to_numpy()])


def around(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Return which places (longitude, latitude) are around the two territories."""
    west, south, east, north = AUTOUR
    lon, lat = degrees[:, 0], degrees[:, 1]
    found: npt.NDArray[np.bool_] = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return found


def ordered(first: float, second: float, systeme: Systeme) -> tuple[float, float] | None:
    """Return x and y of two numbers whose order is not sure; None when neither order fits."""
    for x, y in ((second, first), (first, second)):
        if systeme.holds(x, y):
            return x, y
    return None


def offered(pairs: Sequence[tuple[float, float]]) -> str | None:
    """Return the system in which every pair would be around the territories, if there is one.

    Only the systems that are not recognised alone are looked at.
    """
    for systeme in (one for one in SYSTEMES.values() if not one.sur):
        places = [ordered(first, second, systeme) for first, second in pairs]
        known = [place for place in places if place is not None]
        if not pairs or len(known) < len(pairs):
            continue
        xs, ys = zip(*known, strict=True)
        if around(to_degrees(xs, ys, systeme.cle)).all():
            return systeme.cle
    return None
