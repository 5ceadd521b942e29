"""A map as one inline SVG: what a page shows before any script, on paper and without JavaScript.

The outlines of a layer are written once, on an integer grid with relative moves (``Trace``); a
map only puts them together as its ``MapSpec`` says: the same states, classes, colours, choices and
frame as the live map. A frame that shows a few communes takes a finer grid.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.core import palette
from geo.drawing.maps.colours import (
    CROSSED_STATES,
    DASHED_STATES,
    DOT,
    DOTTED_STATES,
    GREY_STATES,
    HOLLOW_STATES,
    RIMLESS_STATES,
    RING,
    RINGED_STATES,
)
from geo.drawing.maps.quartiers import PLEIN
from geo.drawing.maps.spec import ABSENT, HIDDEN, on_ground
from geo.labels.formats import as_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.drawing.maps.layers import Layer
    from geo.drawing.maps.spec import LayerSpec, MapSpec

UNITS_PER_DEGREE = 1_100
"""Grid of the whole territory: one unit is about 65 m, less than a pixel of a usual screen."""

FINER = 8
"""How many times finer the grid of a narrow frame is."""

NARROW_DEGREES = 0.28
"""Width of a frame, in degrees, under which the finer grid is taken (about 20 km)."""

WIDTH_PX, HEIGHT_PX = 1_000, 680
"""Room for which symbols and names have their size; a narrower page shrinks them."""

NAMES = 10
"""Names of communes that are written, the largest first, as on the live map."""

PHONE_PX, PHONE_CARD_PX = (358, 422), 168
"""Width and height of the map on a phone; its height over the card of a commune."""
NAME_PX = 13.0
FAN_DEGREES, FAN_ANGLE, FAN_STRETCH = 0.0022, 2.4, 1.55
"""How facilities of one place are spread, as on the live map."""

DEFAULT_RADIUS = 7.0
HATCH_PX = 6

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Element:
    """One feature of a layer, on a grid: its path or its place, and its properties."""

    chemin: str
    boite: Box
    fiche: Mapping[str, Any]
    ligne: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """A layer written on one grid; ``elements`` are in the order of its features."""

    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Traces:
    """A layer on the two grids."""

    large: Trace
    fine: Trace


# --- a layer on a grid ------------------------------------------------------------------------


def _projected(lon: Any, lat: Any, grid: float) -> tuple[Any, Any]:
    """Return where a place stands on a grid: the projection of the live map (Mercator)."""
    y = np.degrees(np.arctanh(np.sin(np.radians(lat))))
    return lon * grid, -y * grid


def _path(line: Sequence[Sequence[float]], grid: float, *, closed: bool) -> tuple[str, np.ndarray]:
    """Return a line or a ring as a path, and its points; empty where the grid makes it a point."""
    lonlat = np.asarray(line, dtype=float)
    x, y = _projected(lonlat[:, 0], lonlat[:, 1], grid)
    points = np.rint(np.column_stack([x, y])).astype(int)
    moves = np.diff(points, axis=0)
    moves = moves[moves.any(axis=1)][: -1 if closed else None]
    if not len(moves):
        return "", points
    steps = "".join(_joined(dx, dy) for dx, dy in moves.tolist())
    end = "z" if closed else ""
    return f"M{points[0, 0]} {points[0, 1]}l{steps.lstrip()}{end}", points


def _joined(dx: int, dy: int) -> str:
    """Return a move, with no more than what parts it from the one before."""
    first = f"{dx}" if dx < 0 else f" {dx}"
    return f"{first}{dy}" if dy < 0 else f"{first} {dy}"


def _lines(geometry: Mapping[str, Any]) -> Iterable[Sequence[Sequence[float]]]:
    """Return the rings of an area, or the lines of a line."""
    parts = geometry["coordinates"]
    depth = {"LineString": 0, "Polygon": 1, "MultiLineString": 1, "MultiPolygon": 2}
    if depth[geometry["type"]] == 0:
        yield parts
    elif depth[geometry["type"]] == 1:
        yield from parts
    else:
        for polygon in parts:
            yield from polygon


def _shape(feature: Mapping[str, Any], grid: float) -> Element:
    geometry = feature["geometry"]
    closed = not geometry["type"].endswith("LineString")
    written = [_path(line, grid, closed=closed) for line in _lines(geometry)]
    points = np.vstack([points for _, points in written])
    (west, north), (east, south) = points.min(axis=0), points.max(axis=0)
    path = "".join(path for path, _ in written)
    box = (float(west), float(north), float(east), float(south))
    return Element(path, box, feature["properties"], ligne=not closed)


def _points(features: Sequence[Mapping[str, Any]], grid: float) -> Iterable[Element]:
    ranks: Counter[tuple[float, ...]] = Counter()
    for feature in features:
        place = tuple(feature["geometry"]["coordinates"])
        rank, (lon, lat) = ranks[place], place
        ranks[place] += 1
        step = FAN_DEGREES * math.sqrt(rank)
        lon += FAN_STRETCH * step * math.cos(rank * FAN_ANGLE) if rank else 0.0
        lat += step * math.sin(rank * FAN_ANGLE) if rank else 0.0
        x, y = _projected(lon, lat, grid)
        yield Element("", (float(x), float(y), float(x), float(y)), feature["properties"])


def traces(layer: Layer) -> Traces:
    """Return a layer written on both grids: done once for each content."""
    features = json.loads(layer.corps)["features"]
    return Traces(*(_trace(features, UNITS_PER_DEGREE * finer) for finer in (1, FINER)))


def _trace(features: Sequence[Mapping[str, Any]], grid: float) -> Trace:
    if features and features[0]["geometry"]["type"] == "Point":
        return Trace(tuple(_points(features, grid)))
    return Trace(tuple(_shape(feature, grid) for feature in features))


# --- a map ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What every element of a map needs: its grid, its frame, how long a pixel is, its ground."""

    grid: float
    cadre: Box
    px: float
    sombre: bool

    @property
    def papier(self) -> str:
        return palette.PAPIER_SOMBRE if self.sombre else palette.PAPIER

    @property
    def encre(self) -> str:
        return palette.ENCRE_SOMBRE if self.sombre else palette.ENCRE

    def sees(self, box: Box) -> bool:
        west, north, east, south = self.cadre
        return box[0] <= east and box[2] >= west and box[1] <= south and box[3] >= north


def _sheet(spec: MapSpec) -> tuple[_Sheet, bool]:
    south, west, north, east = spec.cadre
    fine = east - west < NARROW_DEGREES
    grid = UNITS_PER_DEGREE * (FINER if fine else 1)
    left, top = _projected(west, north, grid)
    right, bottom = _projected(east, south, grid)
    frame = (float(left), float(top), float(right), float(bottom))
    pixel = max((right - left) / WIDTH_PX, (bottom - top) / HEIGHT_PX)
    return _Sheet(grid, frame, pixel, spec.sombre), fine


def svg(
    spec: MapSpec,
    known: Mapping[str, Traces],
    *,
    titre: str,
    description: str,
    marges: tuple[float, float] = (0.0, 0.0),
) -> str:
    """Return a map as an inline SVG; ``known``: address of a layer -> its traces.

    The title names the picture for who does not see it, the description says what it shows.
    """
    spec = on_ground(spec)
    sheet, fine = _sheet(spec)
    drawn = []
    for layer in spec.couches:
        both = known.get(layer.url)
        if both is not None:
            drawn.append(_layer(layer, both.fine if fine else both.large, sheet))
    communes = next((one for one in spec.couches if one.genre == "classes"), None)
    if communes is not None and communes.url in known:
        both = known[communes.url]
        trace = both.fine if fine else both.large
        drawn += [_choice(spec, trace, sheet), _names(spec, communes, trace, sheet)]
    if spec.repere is not None:
        drawn.append(_pin(spec.repere, sheet))
    west, north, east, south = sheet.cadre
    box = f"{west:.0f} {north:.0f} {east - west:.0f} {south - north:.0f}"
    return (
        f'<svg class="atlas-fixe-carte" viewBox="{box}" role="img" aria-labelledby="atlas-fixe-t '
        f'atlas-fixe-d" preserveAspectRatio="xMidYMid meet"{_sides(marges)}>'
        f'<title id="atlas-fixe-t">{as_html(titre)}</title>'
        f'<desc id="atlas-fixe-d">{as_html(description)}</desc>'
        f"{_patterns(spec, sheet)}{''.join(drawn)}</svg>"
    )


def _sides(marges: tuple[float, float]) -> str:
    """Return the style that leaves both sides free, for the sheet of the page to use."""
    left, right = marges
    return f' style="--gauche:{left};--droite:{right}"' if left or right else ""


def _patterns(spec: MapSpec, sheet: _Sheet) -> str:
    side = HATCH_PX * sheet.px
    colours = {"absent": palette.GRIS, "voile": palette.ENCRE}
    colours |= {
        f"s{rank}": layer.couleurs[0]
        for rank, layer in enumerate(spec.couches)
        if layer.genre == "surface" and layer.couleurs
    }
    return (
        "<defs>"
        + "".join(
            f'<pattern id="atlas-h-{name}" width="{side:.2f}" height="{side:.2f}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="{side / 4:.2f}" height="{side:.2f}" fill="{colour}" fill-opacity=".55"/>'
            "</pattern>"
            for name, colour in colours.items()
        )
        + "</defs>"
    )


def _layer(layer: LayerSpec, trace: Trace, sheet: _Sheet) -> str:
    states = layer.etats or "0" * len(trace.elements)
    shown = [
        (rank, element, state)
        for rank, (element, state) in enumerate(zip(trace.elements, states, strict=True))
        if state != HIDDEN and sheet.sees(element.boite)
    ]
    if layer.genre == "points":
        # What is not sure or gone never hides what is there.
        faint_first = sorted(shown, key=lambda one: one[1].fiche.get("statut") not in GREY_STATES)
        return "".join(_symbol(layer, element, sheet) for _, element, _ in faint_first)
    if layer.genre == "cercles":
        return "".join(
            _circle(layer, element, layer.rayons[rank], sheet) for rank, element, _ in shown
        )
    if layer.genre == "classes":
        return _classes(layer, shown, sheet)
    joined = "".join(element.chemin for _, element, _ in shown)
    if not joined:
        return ""
    style = _area_style(layer, sheet) if not shown[0][1].ligne else _line_style(layer)
    return f'<path d="{joined}" {style}/>'


def _area_style(layer: LayerSpec, sheet: _Sheet) -> str:
    if layer.genre == "voile":
        return 'fill="url(#atlas-h-voile)"'
    if layer.genre == "contour":
        return f'fill="none" stroke="{sheet.encre}" stroke-width="2.2" {KEEP}'
    colour = layer.couleurs[0]
    if layer.symbole == PLEIN:
        return f'fill="{colour}" stroke="{layer.couleurs[1]}" {KEEP}'
    if layer.symbole == "bande":
        return f'fill="{colour}" fill-opacity=".08" stroke="{colour}" stroke-dasharray="4 4" {KEEP}'
    return f'fill="{colour}" fill-opacity=".25" stroke="{colour}" stroke-width="2" {KEEP}'


def _line_style(layer: LayerSpec) -> str:
    return f'fill="none" stroke="{layer.couleurs[0]}" stroke-width="2" {KEEP}'


KEEP = 'vector-effect="non-scaling-stroke"'
"""A line keeps its width whatever the size of the picture."""


def _classes(layer: LayerSpec, shown: Sequence[tuple[int, Element, str]], sheet: _Sheet) -> str:
    written = []
    for rank, element, state in shown:
        value = layer.valeurs[rank] if layer.valeurs else ""
        told = f"{element.fiche['nom']} : {value}" if value else str(element.fiche["nom"])
        written.append(
            f'<path data-c="{element.fiche["id"]}" data-k="{state}" d="{element.chemin}" '
            f'fill="{_fill(layer, state)}"><title>{as_html(told)}</title></path>'
        )
    return f'<g stroke="{sheet.papier}" stroke-width=".9" {KEEP}>{"".join(written)}</g>'


def _fill(layer: LayerSpec, state: str) -> str:
    if state == ABSENT:
        return "url(#atlas-h-absent)"
    return layer.couleurs[int(state)]


SHAPES = {
    "cercle": "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0-2 0",
    "carre": "M-1-1h2v2h-2z",
    "triangle": "M0-1.15L1.1.85H-1.1z",
    "hexagone": "M0-1.1L.95-.55V.55L0 1.1L-.95 .55V-.55z",
    "losange": "M0-1.25L1.25 0L0 1.25L-1.25 0z",
    "goutte": "M0-1.3C.5-.5 1-.1 1 .35A1 1 0 0 1-1 .35C-1-.1-.5-.5 0-1.3z",
}
CROSS = "M-1-1L1 1M1-1L-1 1"
RIM_PX = 1.2
"""Ink around a symbol, on both sides: its own colour is not seen on every class."""


def _symbol(layer: LayerSpec, element: Element, sheet: _Sheet) -> str:
    card = element.fiche
    state = str(card.get("statut", ""))
    colour = layer.couleurs[-1] if state in GREY_STATES else layer.couleurs[0]
    hollow = bool(card.get("approx")) or state in HOLLOW_STATES
    fill, stroke, width = (sheet.papier, colour, 2.4) if hollow else (colour, sheet.papier, 1.4)
    dashes = ""
    if state in DASHED_STATES:
        fill, stroke, width, dashes = sheet.papier, colour, 2.2, ' stroke-dasharray="3.5 2.5"'
    rim = sheet.papier if state in RIMLESS_STATES else sheet.encre
    scale = float(card.get("rayon") or DEFAULT_RADIUS) * sheet.px
    cross = (
        f'<path d="{CROSS}" stroke="{sheet.encre}" stroke-width="2" {KEEP}/>'
        if state in CROSSED_STATES
        else ""
    )
    if state in DOTTED_STATES:
        cross = f'<circle r="{DOT}" fill="{colour}"/>'
    if state in RINGED_STATES:
        cross = f'<circle r="{RING}" fill="none" stroke="{colour}" stroke-dasharray="2 2" {KEEP}/>'
    x, y = element.boite[:2]
    return (
        f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.3f})">'
        f"<title>{as_html(str(card['nom']))}</title>"
        f'<path d="{SHAPES[layer.symbole]}" fill="none" stroke="{rim}" '
        f'stroke-width="{width + RIM_PX}" {KEEP}/>'
        f'<path d="{SHAPES[layer.symbole]}" fill="{fill}" stroke="{stroke}" '
        f'stroke-width="{width}"{dashes} {KEEP}/>{cross}</g>'
    )


def _circle(layer: LayerSpec, element: Element, radius: float, sheet: _Sheet) -> str:
    if not radius:
        return ""
    lat, lon = element.fiche["centre"]
    x, y = _projected(lon, lat, sheet.grid)
    colour = layer.couleurs[0]
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * sheet.px:.2f}" fill="{colour}" '
        f'fill-opacity=".35" stroke="{colour}" stroke-width="1.6" {KEEP}/>'
    )


def _choice(spec: MapSpec, trace: Trace, sheet: _Sheet) -> str:
    chosen = "".join(
        element.chemin for element in trace.elements if element.fiche["id"] in spec.choix
    )
    if not chosen:
        return ""
    accent = palette.ACCENT_SOMBRE if sheet.sombre else palette.ACCENT
    return "".join(
        f'<path d="{chosen}" fill="none" stroke="{colour}" stroke-width="{width}" {KEEP}/>'
        for colour, width in ((sheet.papier, 7), (accent, 3.2))
    )


def _names(spec: MapSpec, layer: LayerSpec, trace: Trace, sheet: _Sheet) -> str:
    """Return the names of the largest communes shown, the chosen ones first, none over another.

    They are written twice: for a wide screen, and as large for a phone, where fewer fit; the sheet
    of the page (static/premiere.css) shows one of both.
    """
    shown = [
        element.fiche
        for element, state in zip(trace.elements, layer.etats, strict=True)
        if state != HIDDEN and sheet.sees(element.boite)
    ]
    shown.sort(key=lambda card: (card["id"] not in spec.choix, card["rang"]))
    west, north, east, south = sheet.cadre
    height = PHONE_CARD_PX if len(spec.choix) == 1 else PHONE_PX[1]
    phone = max((east - west) / PHONE_PX[0], (south - north) / height)
    wide = _written(shown, sheet, sheet.px, 'class="atlas-noms-larges"')
    return wide + _written(shown, sheet, phone, 'class="atlas-noms-petits" display="none"')


def _written(shown: Sequence[Mapping[str, Any]], sheet: _Sheet, pixel: float, marks: str) -> str:
    """Return the names that fit, in order, on a screen whose pixel is so many units of the grid."""
    size = NAME_PX * pixel
    taken: list[Box] = []
    written = []
    for card in shown[:NAMES]:
        lat, lon = card["centre"]
        x, y = (float(v) for v in _projected(lon, lat, sheet.grid))
        half = 0.28 * size * len(card["nom"]) + 6 * pixel
        box = (x - half, y - 0.7 * size, x + half, y + 0.7 * size)
        if any(_meet(box, other) for other in taken):
            continue
        taken.append(box)
        written.append(f'<text x="{x:.0f}" y="{y + 0.35 * size:.0f}">{as_html(card["nom"])}</text>')
    return (
        f'<g {marks} font-size="{size:.2f}" font-weight="600" text-anchor="middle" '
        f'fill="{sheet.encre}" '
        f'stroke="{sheet.papier}" stroke-width="{size / 4:.2f}" stroke-linejoin="round" '
        f'paint-order="stroke" aria-hidden="true">{"".join(written)}</g>'
    )


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def _pin(place: tuple[float, float], sheet: _Sheet) -> str:
    x, y = _projected(place[1], place[0], sheet.grid)
    accent = palette.ACCENT_SOMBRE if sheet.sombre else palette.ACCENT
    return (
        f'<path transform="translate({x:.1f} {y:.1f}) scale({sheet.px:.3f})" fill="{accent}" '
        f'stroke="{sheet.papier}" stroke-width="1.6" {KEEP} fill-rule="evenodd" '
        'd="M0 0C-3-11-12-15-12-25A12 12 0 0 1 12-25C12-15 3-11 0 0zM5-25A5 5 0 0 0-5-25'
        'A5 5 0 0 0 5-25z"/>'
    )
