"""Draws a map with matplotlib, as a PNG or SVG picture: legend, scale, north, source and date.

Sizes follow ``Format.corps``, the size of the text in points.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D

from geo.drawing.maps.colours import GREY_STATES
from geo.labels import rendu as mots
from geo.labels.formats import nombre
from geo.printing.pictures.describe_map import ABSENT
from geo.printing.pictures.draw_legend import (
    columns_of,
    draw_legend,
    height_of_block,
    indented,
    written_lines,
)
from geo.printing.pictures.frames import longueur_ronde, widen
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
from geo.printing.pictures.picture_format import HORS, IMAGE, KM, Format
from geo.printing.pictures.signs import Boite, at, hatch, mark, path_of, pin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.patheffects import AbstractPathEffect

    from geo.printing.pictures.grounds import Symbole
    from geo.printing.pictures.map_model import Carte, Nom


def carte_png(carte: Carte, taille: Format = IMAGE) -> bytes:
    """Return a map as a PNG picture."""
    return en_png(_figure(carte, taille, taille.ppp), carte.titre, carte.pied, taille.ppp)


def carte_svg(carte: Carte, taille: Format = IMAGE) -> bytes:
    """Return a map as an SVG drawing, whose title and description are those of the map."""
    figure = _figure(carte, taille, POINTS)
    return en_svg(figure, carte.titre, carte.pied, carte.description)


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


def _draw_communes(axes: Axes, carte: Carte, scale: float) -> None:
    known = [area for area in carte.aires if area.couleur != ABSENT]
    axes.add_collection(
        PathCollection(
            [path_of(area.contour) for area in known],
            facecolors=[area.couleur for area in known],
            edgecolors=PAPIER,
            linewidths=0.7 * scale,
            zorder=10,
        ),
        autolim=False,
    )
    for area in carte.aires:
        if area.couleur == ABSENT:
            path = path_of(area.contour)
            options = {"facecolor": PAPIER, "edgecolor": PAPIER, "linewidth": 0.7 * scale}
            hatch(axes, path, GRIS, scale, zorder=10, **options)


def _draw_veils(axes: Axes, carte: Carte, scale: float) -> None:
    for shape in carte.voiles:
        hatch(axes, path_of(shape), ENCRE, scale, zorder=15, linewidth=0)


def _draw_perimeters(axes: Axes, carte: Carte, scale: float) -> None:
    for one in carte.perimetres:
        path = path_of(one.contour)
        if one.bande:
            style = {"linewidth": 0.5 * scale, "linestyle": (0, (3, 3)), "edgecolor": one.couleur}
            axes.add_artist(PathPatch(path, fill=False, zorder=20, **style))
        elif one.bord:
            style = {"facecolor": one.couleur, "edgecolor": one.bord, "linewidth": 0.8 * scale}
            axes.add_artist(PathPatch(path, zorder=22, **style))
        else:
            # White under the outline: it is seen on the darkest class too.
            axes.add_artist(
                PathPatch(path, fill=False, edgecolor=PAPIER, linewidth=2.4 * scale, zorder=21)
            )
            hatch(axes, path, one.couleur, scale, linewidth=1.0 * scale, zorder=22)


def _draw_outlines(axes: Axes, carte: Carte, scale: float) -> None:
    for outline in carte.limites:
        axes.add_artist(
            PathPatch(
                path_of(outline), fill=False, edgecolor=ENCRE, linewidth=1.3 * scale, zorder=30
            )
        )
    for chosen in carte.choix:
        for colour, width in ((PAPIER, 4.6), (ACCENT, 2.4)):
            axes.add_artist(
                PathPatch(
                    path_of(chosen),
                    fill=False,
                    edgecolor=colour,
                    linewidth=width * scale,
                    zorder=40,
                )
            )


def _draw_marks(axes: Axes, carte: Carte, scale: float) -> list[tuple[float, float, float]]:
    """Draw circles and symbols; return where they stand in pixels, with their radius."""
    dot = axes.figure.dpi / POINTS
    for circle in carte.cercles:
        where = Affine2D().scale(circle.rayon * scale * dot) + at(axes, circle.x, circle.y)
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
    placed = zip(carte.symboles, _fan(carte.symboles, unit), strict=True)
    # What is not sure or gone never hides what is there.
    for symbol, (x, y) in sorted(placed, key=lambda one: one[0].statut not in GREY_STATES):
        mark(axes, x, y, symbol.rayon * scale, symbol, scale)
        taken.append((*axes.transData.transform((x, y)), symbol.rayon * scale * dot))
    return taken


def _limits(axes: Axes) -> tuple[float, float, float, float]:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west, south, east, north


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
    where = Affine2D().scale(corps * 0.95 * dot) + at(axes, nx, ny)
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
    written_lines(
        paper, foot, margin, bottom - 0.5 * small, width, small, 1.2 * small, color=SECONDAIRE
    )
    top = page[1] - margin
    if taille.titre:
        for line in cut_text(carte.titre, width, corps * 1.5, "fort"):
            write_as(paper, margin, top - 0.8 * corps, line, corps * 1.5, style="fort")
            top -= 1.8 * corps
        top -= 0.6 * corps
    room, legend_box = _rooms(carte, taille, (margin, bottom, width, top - bottom))
    _draw_map(figure, carte, taille, room)
    draw_legend(figure, carte, taille, legend_box)
    return figure


def _natural_width(carte: Carte, corps: float, taille: Format) -> float:
    """Return the width that the legend would take without cutting any line."""
    lines = [
        indented(block, corps, taille)
        + largeur(entry.texte, corps)
        + (2.3 * corps if entry.effectif else 0)
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
    size, columns, each = columns_of(carte, taille, height * share, width)
    needed = max(sum(height_of_block(b, each, size, taille) for b in blocks) for blocks in columns)
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
        pin(axes, *carte.repere, scale)
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
            [path_of(area.contour) for area in carte.aires],
            facecolors=ACCENT,
            edgecolors=fond,
            linewidths=0.7,
        ),
        autolim=False,
    )
    return figure
