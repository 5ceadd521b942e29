"""The frame of a picture, in metres: what it holds, squared, widened, and its scale bar."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from shapely import Geometry

    from geo.printing.pictures.map_model import Cadre


def touches(shape: Geometry, frame: Cadre) -> bool:
    """Return whether something of a shape may stand in a frame."""
    west, south, east, north = shapely.bounds(shape)
    return bool(west < frame[2] and east > frame[0] and south < frame[3] and north > frame[1])


def around(frame: Cadre) -> Cadre:
    """Return what a picture up to three times wider than the frame shows."""
    west, south, east, north = frame
    return west - (east - west), south - (north - south), east + (east - west), 2 * north - south


def squared(frame: Cadre) -> Cadre:
    """Return the square around a frame: what stands in it does not depend on the picture."""
    west, south, east, north = frame
    half = max(east - west, north - south) / 2
    x, y = (west + east) / 2, (south + north) / 2
    return x - half, y - half, x + half, y + half


def widen(frame: Cadre, ratio: float) -> Cadre:
    """Return the frame widened around its centre so that width / height is ``ratio``."""
    west, south, east, north = frame
    width, height = east - west, north - south
    wide, tall = max(width, height * ratio), max(height, width / ratio)
    x, y = (west + east) / 2, (south + north) / 2
    return x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2


def longueur_ronde(most: float) -> float:
    """Return the longest of 1, 2, 5, 10… that is at most ``most``, for a scale bar."""
    power = 10 ** math.floor(math.log10(most))
    return float(max(step * power for step in (1, 2, 5) if step * power <= most))
