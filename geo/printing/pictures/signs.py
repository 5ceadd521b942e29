"""The signs of a map, as matplotlib draws them: symbols, pins, hatches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geo.drawing.maps.colours import (
    CROSSED_STATES,
    DASHED_STATES,
    DOT,
    DOTTED_STATES,
    RING,
    RINGED_STATES,
)
from geo.printing.pictures.grounds import PX
from geo.printing.pictures.paper import (
    ACCENT,
    ENCRE,
    PAPIER,
    POINTS,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from shapely import Geometry

    from geo.drawing.maps.legend import Signe
    from geo.printing.pictures.grounds import Symbole

# --- shapes -----------------------------------------------------------------------------------


def path_of(shape: Geometry) -> Path:
    """Return the outline of an area, with its holes."""
    rings = [
        ring
        for polygon in shapely.get_parts(shape)
        if polygon.geom_type == "Polygon"
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return Path.make_compound_path(
        *(Path(shapely.get_coordinates(ring), closed=True) for ring in rings)
    )


GOUTTE = Path(
    [
        (0, 1.3), (0.5, 0.5), (1, 0.1), (1, -0.35), (1, -0.9), (0.55, -1.35), (0, -1.35),
        (-0.55, -1.35), (-1, -0.9), (-1, -0.35), (-1, 0.1), (-0.5, 0.5), (0, 1.3), (0, 1.3),
    ],
    [1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 79],
)  # fmt: skip
TRIANGLE = Path([(0, 1.15), (1.1, -0.85), (-1.1, -0.85), (0, 1.15)], closed=True)
LOSANGE = Path([(0, 1.25), (1.25, 0), (0, -1.25), (-1.25, 0), (0, 1.25)], closed=True)
HEXAGONE = Path(
    [(0, 1.1), (0.95, 0.55), (0.95, -0.55), (0, -1.1), (-0.95, -0.55), (-0.95, 0.55), (0, 1.1)],
    closed=True,
)
CARRE = Path([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], closed=True)
FORMES = {
    "cercle": Path.unit_circle(),
    "carre": CARRE,
    "triangle": TRIANGLE,
    "losange": LOSANGE,
    "hexagone": HEXAGONE,
    "goutte": GOUTTE,
}
"""The shapes of the screen (``static/atlas.js``), one unit for the radius, y upwards."""
CROIX = Path([(-1, -1), (1, 1), (-1, 1), (1, -1)], [1, 2, 1, 2])


def mark(
    axes: Axes, x: float, y: float, radius: float, symbol: Symbole | Signe, scale: float
) -> None:
    """Draw a symbol: full, hollow, dashed, crossed, dotted or ringed, as its state asks."""
    planned = symbol.statut in DASHED_STATES
    hollow = symbol.creux or planned
    where = Affine2D().scale(radius * axes.figure.dpi / POINTS) + at(axes, x, y)
    axes.add_artist(
        PathPatch(
            FORMES[symbol.forme],
            transform=where,
            facecolor=PAPIER if hollow else symbol.couleur,
            edgecolor=symbol.couleur if hollow else PAPIER,
            linewidth=(1.6 if hollow else 0.9) * scale,
            linestyle=(0, (2.2, 1.4)) if planned else "solid",
            zorder=50,
        )
    )
    if symbol.statut in CROSSED_STATES:
        axes.add_artist(
            PathPatch(
                CROIX,
                transform=where,
                fill=False,
                edgecolor=ENCRE,
                linewidth=1.4 * scale,
                zorder=51,
            )
        )
    ringed = symbol.statut in RINGED_STATES
    if ringed or symbol.statut in DOTTED_STATES:
        axes.add_artist(
            PathPatch(
                Path.unit_circle(),
                transform=Affine2D().scale(RING if ringed else DOT) + where,
                facecolor="none" if ringed else symbol.couleur,
                edgecolor=symbol.couleur if ringed else "none",
                linewidth=0.8 * scale,
                linestyle=(0, (1.6, 1.6)),
                zorder=51,
            )
        )


EPINGLE = Path(
    [
        (0, 0), (-3, 11), (-12, 15), (-12, 25), (-12, 31.6), (-6.6, 37), (0, 37),
        (6.6, 37), (12, 31.6), (12, 25), (12, 15), (3, 11), (0, 0), (0, 0),
    ],
    [1, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 79],
)  # fmt: skip
"""The pin of the screen (``static/atlas.js``), in its pixels, y upwards."""
TETE, OEIL = 25, 5
"""Where the eye of the pin is, and its radius."""
EPINGLE_LEGENDE = 0.4


def pin(axes: Axes, x: float, y: float, scale: float) -> None:
    """Draw a pin whose point is on a place."""
    unit = scale * PX * axes.figure.dpi / POINTS
    where = Affine2D().scale(unit) + at(axes, x, y)
    eye = Affine2D().scale(OEIL).translate(0, TETE) + where
    for path, move, colour in ((EPINGLE, where, ACCENT), (Path.unit_circle(), eye, PAPIER)):
        axes.add_artist(
            PathPatch(
                path,
                transform=move,
                facecolor=colour,
                edgecolor=PAPIER,
                linewidth=1.2 * scale,
                zorder=55,
            )
        )


def at(axes: Axes, x: float, y: float) -> Affine2D:
    """Return the move to a place of the axes; their limits no longer change."""
    return Affine2D().translate(*axes.transData.transform((x, y)))


# --- the map ----------------------------------------------------------------------------------


def hatch(axes: Axes, path: Path, colour: str, scale: float, **options: Any) -> None:
    """Hatch an outline, nothing more."""
    axes.add_artist(
        PathPatch(
            path,
            hatch="////",
            hatchcolor=colour,
            hatch_linewidth=0.6 * scale,
            **({"facecolor": "none", "edgecolor": colour} | options),
        )
    )


Boite = tuple[float, float, float, float]
