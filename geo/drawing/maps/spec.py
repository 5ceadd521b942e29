"""What a map shows, said in a few hundred bytes to the script of ``static/atlas.js``."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd
from shapely import box

from geo.core.crs import WGS84, require_crs
from geo.drawing.maps.colours import on_dark

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd

    from geo.drawing.maps.classes import Classification
    from geo.drawing.maps.layers import Layer

HIDDEN = "."
ABSENT = "-"
SHOWN = "0"
MARGIN = 0.004
"""Degrees left around what the map frames (about 300 m)."""


@dataclass(frozen=True, slots=True)
class LayerSpec:
    """How one layer is drawn.

    ``etats`` has one character a feature, in the order of the layer: ``.`` not shown, ``-`` shown
    without data, a digit for the class. ``rayons``, for proportional circles, has one radius in
    pixels a feature, 0 for none. A ``voile`` hatches the features of a layer drawn under it.
    """

    id: str
    url: str
    genre: Literal["classes", "voile", "contour", "surface", "points", "cercles"]
    etats: str = ""
    couleurs: tuple[str, ...] = ()
    symbole: str = ""
    valeurs: tuple[str, ...] = ()
    titre: str = ""
    rayons: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class MapSpec:
    """One map: its layers from bottom to top, the chosen communes, the frame (S, W, N, E).

    ``clic`` is what a click gives: the code of the commune, or the place itself (``lat``,
    ``lon``). ``repere`` is a place (latitude, longitude) marked with a pin. ``ensuite``: the
    addresses of the layers that the next choice may ask for. ``marges``: the shares of the width
    that something covers on the left and on the right, on a wide screen.
    """

    couches: tuple[LayerSpec, ...]
    cadre: tuple[float, float, float, float]
    choix: tuple[str, ...] = ()
    sombre: bool = False
    fond: Literal["aucun", "ign"] = "aucun"
    clic: Literal["commune", "point"] = "commune"
    repere: tuple[float, float] | None = None
    ensuite: tuple[str, ...] = ()
    marges: tuple[float, float] = (0.0, 0.0)
    textes: dict[str, str] = field(default_factory=dict)

    def to_json(self, **more: object) -> str:
        """Return the spec, and ``more`` beside, as JSON that is safe inside a ``<script>``."""
        document = json.dumps(asdict(self) | more, ensure_ascii=False, separators=(",", ":"))
        return document.replace("<", "\\u003c")


def on_ground(spec: MapSpec) -> MapSpec:
    """Return a map with the colours of its ground: what is described is that of a light page."""
    if not spec.sombre:
        return spec
    layers = tuple(
        replace(layer, couleurs=tuple(map(on_dark, layer.couleurs))) for layer in spec.couches
    )
    return replace(spec, couches=layers)


def states(layer: Layer, shown: Collection[str], classes: pd.Series | None = None) -> str:
    """Return the state of each feature of ``layer``; ``classes`` is indexed by feature id."""
    visible = set(shown)

    def state(feature_id: str) -> str:
        if feature_id not in visible:
            return HIDDEN
        if classes is None:
            return SHOWN
        rank = classes.get(feature_id, -1)
        return ABSENT if pd.isna(rank) or rank < 0 else str(int(rank))

    return "".join(state(i) for i in layer.ids)


def choropleth(
    layer: Layer,
    classification: Classification,
    shown: Collection[str],
    *,
    colours: list[str],
    values: dict[str, str],
    title: str,
) -> LayerSpec:
    """Return communes coloured by class; ``values`` are written for the tooltip, by id."""
    visible = set(shown)
    return LayerSpec(
        id=layer.nom,
        url=layer.adresse,
        genre="classes",
        etats=states(layer, visible, classification.indices),
        couleurs=tuple(colours),
        valeurs=tuple(values.get(i, "") if i in visible else "" for i in layer.ids),
        titre=title,
    )


def frame(shapes: gpd.GeoSeries) -> tuple[float, float, float, float]:
    """Return south, west, north, east around ``shapes`` (WGS 84), with a small margin."""
    west, south, east, north = require_crs(shapes, WGS84).total_bounds
    bounds = (south - MARGIN, west - MARGIN, north + MARGIN, east + MARGIN)
    return tuple(round(float(bound), 4) for bound in bounds)  # type: ignore[return-value]


WIDENINGS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
"""How much wider a frame is made for what lies over it, the least first."""


def frame_beside(
    shapes: gpd.GeoSeries, corner: tuple[float, float], ratio: float
) -> tuple[float, float, float, float]:
    """Return the frame of ``shapes`` (see ``frame``), widened to the east as little as possible.

    Parameters
    ----------
    shapes
        What must be seen, in WGS 84.
    corner
        Shares of the width and height of the map that something covers, at its bottom right.
    ratio
        Width over height of the map.

    Returns
    -------
    tuple of float
        South, west, north, east: nothing of ``shapes`` is in the corner, unless ``shapes`` go
        there whatever the width, where the widest frame is given.
    """
    south, west, north, east = frame(shapes)
    shrunk = math.cos(math.radians((south + north) / 2))
    bounds = west, east
    for share in WIDENINGS:
        bounds = west, east + share * (east - west)
        width = max((bounds[1] - west) * shrunk, (north - south) * ratio)
        right, height = sum(bounds) / 2 + width / 2 / shrunk, width / ratio
        bottom = (south + north - height) / 2
        left, top = right - corner[0] * width / shrunk, bottom + corner[1] * height
        if not shapes.intersects(box(left, bottom, right, top)).any():
            break
    return south, west, north, round(bounds[1], 4)


RADIUS_MAX = 26.0
RADIUS_MIN = 2.5
LEGEND_STEPS = (1.0, 0.4, 0.1)


def radius(value: float, largest: float) -> float:
    """Return the radius of a circle whose area follows ``value``; ``largest`` has the largest."""
    if not value > 0 or not largest > 0:
        return 0.0
    return round(max(RADIUS_MIN, RADIUS_MAX * math.sqrt(value / largest)), 1)


def legend_steps(largest: float) -> list[tuple[float, float]]:
    """Return the round values of a legend of circles, largest first, with their radius."""
    steps = sorted({float(f"{largest * share:.1g}") for share in LEGEND_STEPS}, reverse=True)
    return [(step, radius(step, largest)) for step in steps if step >= 1]


def circles(
    layer: Layer, values: pd.Series, shown: Collection[str], *, colour: str
) -> tuple[LayerSpec, list[tuple[float, float]]]:
    """Return proportional circles on communes, and the values of the legend with their radius.

    ``values`` is a count, indexed by feature id; a missing or null one has no circle.
    """
    visible = set(shown)
    known = values[values.index.isin(visible)].dropna()
    largest = float(known.max()) if len(known) else 0.0
    sizes = {i: radius(float(v), largest) for i, v in known.items()}
    drawn = LayerSpec(
        id="cercles",
        url=layer.adresse,
        genre="cercles",
        etats="".join(SHOWN if sizes.get(i) else HIDDEN for i in layer.ids),
        couleurs=(colour,),
        rayons=tuple(sizes.get(i, 0.0) for i in layer.ids),
    )
    return drawn, legend_steps(largest)


def plain(
    layer: Layer, shown: Collection[str], *, values: dict[str, str], title: str, colour: str
) -> LayerSpec:
    """Return communes without any class, each with what its tooltip says."""
    visible = set(shown)
    return LayerSpec(
        id=layer.nom,
        url=layer.adresse,
        genre="classes",
        etats=states(layer, visible),
        couleurs=(colour,),
        valeurs=tuple(values.get(i, "") if i in visible else "" for i in layer.ids),
        titre=title,
    )
