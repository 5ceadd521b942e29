"""What lies over a map, and the room that it takes from what the map frames.

The live map and the first view are both laid out so: on a wide screen the legend is in the lower
left corner, the key figures in the upper right one.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from shapely import STRtree, box

from geo.drawing.maps import legend
from geo.labels import ecran as mots
from geo.labels import textes
from geo.ui import cache
from geo.ui.parts.figures import OVER_MAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Polygon

    from geo.answers.sentence import Chiffre
    from geo.drawing.maps.legend import Bloc
    from geo.ui.parts.shown import CarteMontree

MAP_BOX = f'<div class="atlas-carte" role="application" aria-label="{textes.CARTE}"></div>'
"""Where the script of the maps draws one, in a page and in its first view."""
WIDTH, HEIGHT = 1_110.0, 600.0
"""A usual map on a wide screen, in pixels."""
LEGEND_WIDTH, FIGURES_WIDTH = 240.0, 240.0
LINE, TITLE, BOX, FIGURE, LABEL = 21.0, 30.0, 40.0, 38.0, 18.0
"""Heights in pixels: a line of the legend, a title, what is around a box, a key figure, one line
of what it counts."""
CARD, NARROW = (310.0, 520.0), 990.0
"""Width and height of the card of a commune, and the narrowest map that it stands over."""
LABEL_LETTERS = 34
"""Letters of a line of what a figure counts."""
STEPS = (0.0, 0.02, 0.04, 0.06, 0.09, 0.12, 0.15, 0.2, 0.25, 0.32)
"""Shares of the width that may be left free on a side, the least first."""
PLACES = 6
"""Decimals of a degree kept when a frame is compared: a decimetre."""

Frame = tuple[float, float, float, float]
Boxes = tuple[tuple[float, float], tuple[float, float]]
"""Width and height of the legend, then of what stands in the other corner."""


def folded_legend(blocs: Sequence[Bloc], *, inline: bool = False) -> str:
    """Return a legend in a box that can be folded, open at first; empty where nothing is told.

    ``inline``: see ``legend.html``.
    """
    if not blocs:
        return ""
    return (
        f'<details class="atlas-boite-legende" open><summary>{mots.LEGENDE}</summary>'
        f"{legend.html(blocs, inline=inline)}</details>"
    )


def margins(montree: CarteMontree, chiffres: Sequence[Chiffre]) -> tuple[float, float]:
    """Return the shares of the width left free on the left and on the right of what is framed.

    As little as possible, so that the legend and the figures hide none of the communes that the
    map frames; the legend and the card of a commune, nothing of that commune.
    """
    lines = sum(len(bloc.entrees) + bool(bloc.note) for bloc in montree.blocs)
    titles = sum(bool(bloc.titre) for bloc in montree.blocs)
    legend_height = BOX + LINE * lines + TITLE * titles if lines else 0.0
    told = [-(-len(one.libelle) // LABEL_LETTERS) for one in chiffres[:OVER_MAP]]
    figures_height = BOX + FIGURE * len(told) + LABEL * sum(told) if told else 0.0
    alone = montree.spec.choix[0] if len(montree.spec.choix) == 1 else ""
    figures = (FIGURES_WIDTH, min(figures_height, HEIGHT))
    boxes = ((LEGEND_WIDTH, min(legend_height, HEIGHT - 150)), CARD if alone else figures)
    south, west, north, east = (round(one, PLACES) for one in montree.spec.cadre)
    key = f"{south},{west},{north},{east},{boxes},{alone}"
    found: tuple[float, float] = cache.once(
        ("marges", key), lambda: _free((south, west, north, east), boxes, alone)
    )
    return found


def _free(frame: Frame, boxes: Boxes, alone: str) -> tuple[float, float]:
    """Return the least margins that keep the boxes off what must be seen, ``alone`` if it is set.

    What no margin frees stands in the middle of what is left between the boxes.
    """
    south, west, north, east = frame
    communes = cache.base().communes
    shapes = [
        shape
        for shape, code in zip(communes.geometry, communes["code_insee"], strict=True)
        if (code == alone if alone else box(west, south, east, north).contains(shape))
    ]
    tree = STRtree(shapes)
    room = NARROW if alone else WIDTH
    pairs = sorted(((left, right) for left in STEPS for right in STEPS), key=sum)
    for left, right in pairs:
        corners = _corners(frame, (left, right), boxes, room)
        if not any(tree.query(corner, predicate="intersects").size for corner in corners):
            return left, right
    return STEPS[-1], STEPS[-1] if alone else 0.0


def _corners(frame: Frame, sides: tuple[float, float], boxes: Boxes, width: float) -> list[Polygon]:
    """Return the two boxes that cover a corner of a map of some width, in degrees."""
    south, west, north, east = frame
    shrunk = math.cos(math.radians((south + north) / 2))
    left, right = sides
    room = width * (1 - left - right)
    degree = min(room / ((east - west) * shrunk), HEIGHT / (north - south))
    middle_x, middle_y = left * width + room / 2, HEIGHT / 2

    def area(x0: float, y0: float, x1: float, y1: float) -> Polygon:
        def lon(x: float) -> float:
            return (west + east) / 2 + (x - middle_x) / degree / shrunk

        def lat(y: float) -> float:
            return (south + north) / 2 - (y - middle_y) / degree

        return box(lon(x0), lat(y1), lon(x1), lat(y0))

    (legend_width, legend_height), (figures_width, figures_height) = boxes
    corners = []
    if legend_height:
        corners.append(area(0, HEIGHT - legend_height, legend_width, HEIGHT))
    if figures_height:
        corners.append(area(width - figures_width, 0, width, figures_height))
    return corners
