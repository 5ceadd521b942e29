"""Draws a map with matplotlib, as a PNG or SVG picture: legend, scale, north, source and date.

Sizes follow ``Format.corps``, the size of the text in points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D

from geo.core import palette
from geo.drawing.maps.colours import CROSSED_STATES, DASHED_STATES
from geo.labels import rendu as mots
from geo.labels.formats import nombre
from geo.printing.pictures.describe_map import ABSENT, longueur_ronde, widen
from geo.printing.pictures.grounds import PX
from geo.printing.pictures.paper import (
    ACCENT,
    ENCRE,
    GRIS,
    PAPIER,
    POINTS,
    SECONDAIRE,
    cut_text,
    en_png,
    en_svg,
    largeur,
    write_as,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.patheffects import AbstractPathEffect
    from shapely import Geometry

    from geo.drawing.maps.legend import Bloc, Entree, Signe
    from geo.printing.pictures.grounds import Symbole
    from geo.printing.pictures.map_model import Carte, Nom

HORS = palette.PANNEAU
"""What is around the communes."""
KM = 1000


@dataclass(frozen=True, slots=True)
class Format:
    """The size of a picture in inches, the size of its text in points, its pixels an inch.

    ``titre``: whether the title is written in the picture. ``legende``: where the legend stands,
    on the right or below, and which share of the picture it takes at most. ``pied``: size of the
    source, as a share of that of the text; zero where what is around the picture tells it.
    ``plancher``: no text of the legend nor name is smaller. ``pas``: height of a line of the
    legend, in sizes of text. ``signes``: size of the text that the symbols and lines go with,
    where it is not that of the text.
    """

    largeur: float
    hauteur: float
    corps: float
    ppp: int = 200
    titre: bool = False
    dessous: bool = False
    legende: float = 0.27
    pied: float = 0.8
    plancher: float = 0.0
    pas: float = 1.45
    signes: float | None = None

    @property
    def echelle(self) -> float:
        """Return the scale of symbols and lines."""
        return (self.signes or self.corps) / 10

    def note(self, corps: float) -> float:
        """Return the size of what goes with a text of size ``corps``."""
        return max(corps * 0.88, self.plancher)


IMAGE = Format(13.333, 7.5, 13, 144, titre=True, legende=0.24)
"""A picture to keep: 1920 by 1080 pixels."""


def carte_png(carte: Carte, taille: Format = IMAGE) -> bytes:
    """Return a map as a PNG picture."""
    return en_png(_figure(carte, taille, taille.ppp), carte.titre, carte.pied, taille.ppp)


def carte_svg(carte: Carte, taille: Format = IMAGE) -> bytes:
    """Return a map as an SVG drawing, whose title and description are those of the map."""
    figure = _figure(carte, taille, POINTS)
    return en_svg(figure, carte.titre, carte.pied, carte.description)


# --- shapes -----------------------------------------------------------------------------------


def _path(shape: Geometry) -> Path:
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


def _mark(
    axes: Axes, x: float, y: float, radius: float, symbol: Symbole | Signe, scale: float
) -> None:
    """Draw a symbol: full, hollow, dashed or crossed, as its state asks."""
    planned = symbol.statut in DASHED_STATES
    hollow = symbol.creux or planned
    where = Affine2D().scale(radius * axes.figure.dpi / POINTS) + _at(axes, x, y)
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


def _pin(axes: Axes, x: float, y: float, scale: float) -> None:
    """Draw a pin whose point is on a place."""
    unit = scale * PX * axes.figure.dpi / POINTS
    where = Affine2D().scale(unit) + _at(axes, x, y)
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


def _at(axes: Axes, x: float, y: float) -> Affine2D:
    """Return the move to a place of the axes; their limits no longer change."""
    return Affine2D().translate(*axes.transData.transform((x, y)))


def _fan(symbols: Sequence[Symbole], unit: float) -> list[tuple[float, float]]:
    """Return places where facilities of one mairie stand side by side; ``unit``: metres a point."""
    seen: dict[tuple[int, int], int] = {}
    places = []
    for symbol in symbols:
        key = (round(symbol.x), round(symbol.y))
        rank = seen.get(key, 0)
        seen[key] = rank + 1
        step = 2.1 * symbol.rayon * unit * rank**0.5
        angle = 2.4 * rank
        places.append((symbol.x + step * math.cos(angle), symbol.y + step * math.sin(angle)))
    return places


# --- the map ----------------------------------------------------------------------------------


def _hatch(axes: Axes, path: Path, colour: str, scale: float, **options: Any) -> None:
    axes.add_artist(
        PathPatch(
            path,
            hatch="////",
            hatchcolor=colour,
            hatch_linewidth=0.6 * scale,
            **({"facecolor": "none", "edgecolor": colour} | options),
        )
    )


def _draw_communes(axes: Axes, carte: Carte, scale: float) -> None:
    known = [area for area in carte.aires if area.couleur != ABSENT]
    axes.add_collection(
        PathCollection(
            [_path(area.contour) for area in known],
            facecolors=[area.couleur for area in known],
            edgecolors=PAPIER,
            linewidths=0.7 * scale,
            zorder=10,
        ),
        autolim=False,
    )
    for area in carte.aires:
        if area.couleur == ABSENT:
            path = _path(area.contour)
            options = {"facecolor": PAPIER, "edgecolor": PAPIER, "linewidth": 0.7 * scale}
            _hatch(axes, path, GRIS, scale, zorder=10, **options)


def _draw_veils(axes: Axes, carte: Carte, scale: float) -> None:
    for shape in carte.voiles:
        _hatch(axes, _path(shape), ENCRE, scale, zorder=15, linewidth=0)


def _draw_perimeters(axes: Axes, carte: Carte, scale: float) -> None:
    for one in carte.perimetres:
        path = _path(one.contour)
        if one.bande:
            style = {"linewidth": 0.5 * scale, "linestyle": (0, (3, 3)), "edgecolor": one.couleur}
            axes.add_artist(PathPatch(path, fill=False, zorder=20, **style))
        else:
            # White under the outline: it is seen on the darkest class too.
            axes.add_artist(
                PathPatch(path, fill=False, edgecolor=PAPIER, linewidth=2.4 * scale, zorder=21)
            )
            _hatch(axes, path, one.couleur, scale, linewidth=1.0 * scale, zorder=22)


def _draw_outlines(axes: Axes, carte: Carte, scale: float) -> None:
    for outline in carte.limites:
        axes.add_artist(
            PathPatch(_path(outline), fill=False, edgecolor=ENCRE, linewidth=1.3 * scale, zorder=30)
        )
    for chosen in carte.choix:
        for colour, width in ((PAPIER, 4.6), (ACCENT, 2.4)):
            axes.add_artist(
                PathPatch(
                    _path(chosen), fill=False, edgecolor=colour, linewidth=width * scale, zorder=40
                )
            )


def _draw_marks(axes: Axes, carte: Carte, scale: float) -> list[tuple[float, float, float]]:
    """Draw circles and symbols; return where they stand in pixels, with their radius."""
    dot = axes.figure.dpi / POINTS
    for circle in carte.cercles:
        where = Affine2D().scale(circle.rayon * scale * dot) + _at(axes, circle.x, circle.y)
        for fill, alpha in ((circle.couleur, 0.35), ("none", 1.0)):
            axes.add_artist(
                PathPatch(
                    Path.unit_circle(),
                    transform=where,
                    facecolor=fill,
                    edgecolor=circle.couleur,
                    alpha=alpha,
                    linewidth=1.1 * scale,
                    zorder=45,
                )
            )
    west, _, east, _ = _limits(axes)
    unit = (east - west) / (axes.bbox.width / dot) * scale
    taken = []
    for symbol, (x, y) in zip(carte.symboles, _fan(carte.symboles, unit), strict=True):
        _mark(axes, x, y, symbol.rayon * scale, symbol, scale)
        taken.append((*axes.transData.transform((x, y)), symbol.rayon * scale * dot))
    return taken


def _limits(axes: Axes) -> tuple[float, float, float, float]:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west, south, east, north


Boite = tuple[float, float, float, float]


def _overlap(a: Boite, b: Boite) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def _free(box: Boite, taken: Sequence[Boite], within: Boite) -> bool:
    inside = box[0] > within[0] and box[2] < within[2] and box[1] > within[1] and box[3] < within[3]
    return inside and not any(_overlap(box, other) for other in taken)


ECARTS = (0.0, -1.6, 1.6, -2.9, 2.9)
ECARTS_FORTS = (*ECARTS, -4.5, 4.5, -6.0, 6.0, -8.0, 8.0, -10.0, 10.0, -12.0, 12.0)
"""Where a name is tried, in half heights from its place; a chosen commune always has its name."""


def _draw_names(axes: Axes, names: Sequence[Nom], taken: list[Boite], corps: float) -> None:
    """Write the names that have room: never one over another, nor over a symbol."""
    dot = axes.figure.dpi / POINTS
    within = tuple(axes.bbox.extents)
    for name in names:
        size = corps * (1.0 if name.fort else 0.86)
        style = "fort" if name.fort else "gras"
        half, tall = largeur(name.texte, size, style) * dot / 2, size * dot * 0.62
        x0, y0 = axes.transData.transform((name.x, name.y))
        steps = ECARTS_FORTS if name.fort else ECARTS
        boxes = [
            (x0 - half, y0 + dy * tall - tall, x0 + half, y0 + dy * tall + tall) for dy in steps
        ]
        free = [box for box in boxes if _free(box, taken, within)]  # type: ignore[arg-type]
        if free or name.fort:
            box = (free or boxes)[0]
            taken.append(box)
            at = axes.transData.inverted().transform((x0, (box[1] + box[3]) / 2))
            written = write_as(
                axes, at[0], at[1], name.texte, size, style=style, ha="center", zorder=60
            )
            written.set_path_effects([withStroke(linewidth=0.22 * size, foreground=PAPIER)])


def _scale_and_north(axes: Axes, corps: float) -> list[Boite]:
    """Draw a scale bar and the north (that of Lambert-93, 0.3° away here); return their boxes."""
    dot = axes.figure.dpi / POINTS
    west, south, east, north = _limits(axes)
    unit = (east - west) / (axes.bbox.width / dot)
    length = longueur_ronde((east - west) * 0.22)
    told = f"{nombre(length / KM, 1)}\u00a0km" if length >= KM else f"{nombre(length)}\u00a0m"
    x, y = west + corps * unit, south + corps * unit
    halo: list[AbstractPathEffect] = [withStroke(linewidth=3.2, foreground=PAPIER)]
    for ends, height in (((x, x + length), 0), ((x, x), 0.4), ((x + length,) * 2, 0.4)):
        top = y + height * corps * unit
        axes.add_line(
            Line2D(ends, (y, top), color=ENCRE, linewidth=1.3, zorder=70, path_effects=halo)
        )
    text = write_as(
        axes, x + length / 2, y + 0.95 * corps * unit, told, corps * 0.86, ha="center", zorder=70
    )
    text.set_path_effects(halo)
    nx, ny = east - 1.4 * corps * unit, north - 1.2 * corps * unit
    arrow = Path([(0, 1), (0.55, -0.7), (0, -0.35), (-0.55, -0.7), (0, 1)], closed=True)
    where = Affine2D().scale(corps * 0.95 * dot) + _at(axes, nx, ny)
    axes.add_artist(PathPatch(arrow, transform=where, facecolor=ENCRE, edgecolor=PAPIER, zorder=70))
    letter = write_as(
        axes,
        nx,
        ny - 1.6 * corps * unit,
        mots.NORD,
        corps * 0.9,
        style="fort",
        ha="center",
        zorder=70,
    )
    letter.set_path_effects(halo)
    spaces = [
        (x, y, x + length, y + 1.6 * corps * unit),
        (nx - corps * unit, ny - 2.2 * corps * unit, east, north),
    ]
    to_pixels = axes.transData.transform
    return [(*to_pixels(box[:2]), *to_pixels(box[2:])) for box in spaces]


# --- the legend -------------------------------------------------------------------------------

PAS = 1.45
"""Height of a line, in sizes of text."""
RETRAIT = 2.4
"""Width of the marks, in sizes of text."""


def _indent(block: Bloc, corps: float, taille: Format) -> float:
    """Return where the words of a part of the legend begin: after its widest mark."""
    widest = max((entry.signe.rayon for entry in block.entrees), default=0.0)
    return max(RETRAIT * corps, 2 * widest * PX * taille.echelle + 0.8 * corps)


def _room_of(entry: Entree, width: float, corps: float) -> float:
    """Return the width of the words of a line; ``width`` is that of its words and count."""
    return width - (1.6 * corps if entry.effectif else 0)


def _height_of(entry: Entree, width: float, corps: float, taille: Format) -> float:
    """Return the height of a line; ``width`` is that of its words and count."""
    lines = len(cut_text(entry.texte, _room_of(entry, width, corps), corps))
    tall = 2 * entry.signe.rayon * PX * taille.echelle + 0.3 * corps
    return max((lines * 1.2 + taille.pas - 1.2) * corps, tall)


def _height_of_block(block: Bloc, width: float, corps: float, taille: Format) -> float:
    title = len(cut_text(block.titre, width, corps, "gras")) * 1.25 * corps if block.titre else 0
    small = taille.note(corps)
    note = len(cut_text(block.note, width, small)) * 1.2 * small if block.note else 0
    left = width - _indent(block, corps, taille)
    lines = sum(_height_of(entry, left, corps, taille) for entry in block.entrees)
    return title + lines + note + 0.7 * corps


def _columns(
    carte: Carte, taille: Format, height: float, width: float
) -> tuple[float, list[list[Bloc]], float]:
    """Return the size of text, the columns of blocks and their width, so that all of it fits."""
    corps, least = taille.corps * 0.92, taille.plancher or taille.corps / 2
    while True:
        count = max(1, int(width // (11.5 * corps))) if taille.dessous else 1
        each = width / count - (corps if count > 1 else 0)
        columns = _filled(carte.legende, count, (each, height), corps, taille)
        if columns is not None or corps <= least:
            return corps, columns or [list(carte.legende)], each
        corps = max(corps * 0.95, least)


def _filled(
    blocks: Sequence[Bloc], count: int, room: tuple[float, float], corps: float, taille: Format
) -> list[list[Bloc]] | None:
    """Return the blocks in at most ``count`` columns, ``None`` if there is no room for them.

    ``room``: width and height of a column.
    """
    width, height = room
    columns: list[list[Bloc]] = [[]]
    left = height
    for block in blocks:
        needed = _height_of_block(block, width, corps, taille)
        if needed > left and columns[-1]:
            columns.append([])
            left = height
        columns[-1].append(block)
        left -= needed
        if left < 0:
            return None
    return columns if len(columns) <= count else None


def _box(axes: Axes, sign: Signe, x: float, y: float, corps: float, scale: float) -> None:
    """Draw the mark of an area of the map: a small rectangle drawn as the area is."""
    half_w, half_h = 0.8 * corps, 0.5 * corps
    corner = (x - half_w, y - half_h)
    styles: dict[str, dict[str, Any]] = {
        "pave": {"facecolor": sign.couleur, "edgecolor": GRIS, "linewidth": 0.4},
        "bande": {
            "fill": False,
            "edgecolor": sign.couleur,
            "linewidth": 0.6 * scale,
            "linestyle": (0, (3, 3)),
        },
        "choix": {"fill": False, "edgecolor": ACCENT, "linewidth": 2.4 * scale},
    }
    if sign.genre in styles:
        axes.add_artist(Rectangle(corner, 2 * half_w, 2 * half_h, **styles[sign.genre]))
        return
    colour = {"absent": GRIS, "voile": ENCRE}.get(sign.genre, sign.couleur)
    box = Path(
        [
            corner,
            (x + half_w, y - half_h),
            (x + half_w, y + half_h),
            (x - half_w, y + half_h),
            corner,
        ],
        closed=True,
    )
    _hatch(axes, box, colour, scale, linewidth=(0.4 if sign.genre == "voile" else 1.0) * scale)


def _circle(axes: Axes, sign: Signe, x: float, y: float, scale: float) -> None:
    radius = sign.rayon * PX * scale * axes.figure.dpi / POINTS
    axes.add_artist(
        PathPatch(
            Path.unit_circle(),
            transform=Affine2D().scale(radius) + _at(axes, x, y),
            facecolor=f"{sign.couleur}59",
            edgecolor=sign.couleur,
            linewidth=1.1 * scale,
        )
    )


def _sign(axes: Axes, sign: Signe, x: float, y: float, corps: float, scale: float) -> None:
    """Draw the mark of a line of the legend, centred on (x, y), at the scale of the map."""
    half = 0.8 * corps
    if sign.genre == "symbole":
        _mark(axes, x, y, sign.rayon * PX * scale, sign, scale)
    elif sign.genre == "cercle":
        _circle(axes, sign, x, y, scale)
    elif sign.genre == "limite":
        axes.add_line(Line2D((x - half, x + half), (y, y), color=ENCRE, linewidth=1.3 * scale))
    elif sign.genre == "repere":
        _pin(axes, x, y - 0.6 * corps, scale * EPINGLE_LEGENDE)
    else:
        _box(axes, sign, x, y, corps, scale)


def _lines(
    axes: Axes,
    text: str,
    x: float,
    y: float,
    width: float,
    size: float,
    step: float,
    **options: Any,
) -> float:
    """Write a text on several lines from ``y`` down; return where it ends."""
    for line in cut_text(text, width, size, options.get("style", "normal")):
        write_as(axes, x, y - step / 2, line, size, **options)
        y -= step
    return y


def _draw_block(
    axes: Axes, block: Bloc, place: tuple[float, float, float], corps: float, taille: Format
) -> float:
    """Draw a block from (x, y) down, in a width; return where it ends."""
    x, y, width = place
    if block.titre:
        y = _lines(axes, block.titre, x, y, width, corps, 1.25 * corps, style="gras")
    indent = _indent(block, corps, taille)
    for entry in block.entrees:
        height = _height_of(entry, width - indent, corps, taille)
        middle = y - height / 2
        at = x + (indent - 0.6 * corps) / 2
        _sign(axes, entry.signe, at, middle, corps, taille.echelle)
        lines = cut_text(entry.texte, _room_of(entry, width - indent, corps), corps)
        top = middle + 0.6 * corps * (len(lines) - 1)
        for number, line in enumerate(lines):
            write_as(axes, x + indent, top - 1.2 * corps * number, line, corps)
        if entry.effectif:
            write_as(axes, x + width, middle, entry.effectif, corps, ha="right", color=SECONDAIRE)
        y -= height
    if block.note:
        small = taille.note(corps)
        y = _lines(axes, block.note, x, y, width, small, 1.2 * small, color=SECONDAIRE)
    return y - 0.7 * corps


def _draw_legend(figure: Figure, carte: Carte, taille: Format, box: Boite) -> None:
    """Draw the legend in a box of the picture, in points from its lower left corner."""
    x, y, width, height = box
    page = (taille.largeur * POINTS, taille.hauteur * POINTS)
    axes = figure.add_axes((x / page[0], y / page[1], width / page[0], height / page[1]))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    corps, columns, each = _columns(carte, taille, height, width)
    for number, blocks in enumerate(columns):
        top = height
        for block in blocks:
            top = _draw_block(axes, block, (number * (each + corps), top, each), corps, taille)


# --- the picture ------------------------------------------------------------------------------


def _figure(carte: Carte, taille: Format, dpi: float) -> Figure:
    figure = Figure(figsize=(taille.largeur, taille.hauteur), dpi=dpi, facecolor=PAPIER)
    page = (taille.largeur * POINTS, taille.hauteur * POINTS)
    corps = taille.corps
    margin = corps if taille.titre else 0.0
    width = page[0] - 2 * margin
    paper = figure.add_axes((0, 0, 1, 1))
    paper.set_axis_off()
    paper.set_xlim(0, page[0])
    paper.set_ylim(0, page[1])
    small = corps * taille.pied
    foot = carte.pied if small else ""
    bottom = margin + (len(cut_text(foot, width, small)) * 1.2 + 0.5) * small
    _lines(paper, foot, margin, bottom - 0.5 * small, width, small, 1.2 * small, color=SECONDAIRE)
    top = page[1] - margin
    if taille.titre:
        for line in cut_text(carte.titre, width, corps * 1.5, "fort"):
            write_as(paper, margin, top - 0.8 * corps, line, corps * 1.5, style="fort")
            top -= 1.8 * corps
        top -= 0.6 * corps
    room, legend_box = _rooms(carte, taille, (margin, bottom, width, top - bottom))
    _draw_map(figure, carte, taille, room)
    _draw_legend(figure, carte, taille, legend_box)
    return figure


def _natural_width(carte: Carte, corps: float, taille: Format) -> float:
    """Return the width that the legend would take without cutting any line."""
    lines = [
        _indent(block, corps, taille)
        + largeur(entry.texte, corps)
        + (1.7 * corps if entry.effectif else 0)
        for block in carte.legende
        for entry in block.entrees
    ]
    titles = [largeur(block.titre, corps, "gras") for block in carte.legende]
    notes = [largeur(block.note, taille.note(corps)) for block in carte.legende]
    return max([*lines, *titles, *notes, 0.0]) + 0.5 * corps


def _rooms(carte: Carte, taille: Format, box: Boite) -> tuple[Boite, Boite]:
    """Return the places of the map and of its legend: x, y, width, height in points."""
    x, y, width, height = box
    corps, share = taille.corps, taille.legende
    if not taille.dessous:
        column = min(width * share, _natural_width(carte, corps * 0.92, taille))
        room = (x, y, width - column - 1.2 * corps, height)
        return room, (x + width - column, y, column, height)
    size, columns, each = _columns(carte, taille, height * share, width)
    needed = max(sum(_height_of_block(b, each, size, taille) for b in blocks) for blocks in columns)
    return (x, y + needed + corps, width, height - needed - corps), (x, y, width, needed)


def _draw_map(figure: Figure, carte: Carte, taille: Format, room: Boite) -> None:
    x, y, width, height = room
    page = (taille.largeur * POINTS, taille.hauteur * POINTS)
    axes = figure.add_axes((x / page[0], y / page[1], width / page[0], height / page[1]))
    west, south, east, north = widen(carte.cadre, width / height)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor(HORS)
    for spine in axes.spines.values():
        spine.set_visible(False)
    corps, scale = taille.corps, taille.echelle
    _draw_communes(axes, carte, scale)
    _draw_veils(axes, carte, scale)
    _draw_perimeters(axes, carte, scale)
    _draw_outlines(axes, carte, scale)
    marks = _draw_marks(axes, carte, scale)
    if carte.repere is not None:
        _pin(axes, *carte.repere, scale)
    taken = _scale_and_north(axes, corps)
    taken += [(px - r, py - r, px + r, py + r) for px, py, r in marks]
    _draw_names(axes, carte.noms, taken, corps)


# --- the silhouette ---------------------------------------------------------------------------


def silhouette_png(carte: Carte, taille: Format, fond: str = PAPIER) -> bytes:
    """Return the communes of a map and nothing else, as a PNG picture on a ground."""
    return en_png(_silhouette(carte, taille, taille.ppp, fond), carte.titre, "", taille.ppp)


def silhouette_svg(carte: Carte, taille: Format, fond: str = PAPIER) -> bytes:
    """Return the communes of a map and nothing else, as an SVG drawing on a ground."""
    return en_svg(_silhouette(carte, taille, POINTS, fond), carte.titre, "", carte.description)


def _silhouette(carte: Carte, taille: Format, dpi: float, fond: str) -> Figure:
    figure = Figure(figsize=(taille.largeur, taille.hauteur), dpi=dpi, facecolor=fond)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    west, south, east, north = widen(carte.cadre, taille.largeur / taille.hauteur)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.add_collection(
        PathCollection(
            [_path(area.contour) for area in carte.aires],
            facecolors=ACCENT,
            edgecolors=fond,
            linewidths=0.7,
        ),
        autolim=False,
    )
    return figure
