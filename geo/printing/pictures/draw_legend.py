"""The legend of a map, drawn: blocks, signs and words, in columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geo.printing.pictures.grounds import PX
from geo.printing.pictures.paper import (
    ACCENT,
    ENCRE,
    GRIS,
    POINTS,
    SECONDAIRE,
    cut_text,
    write_as,
)
from geo.printing.pictures.signs import EPINGLE_LEGENDE, Boite, at, hatch, mark, pin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from geo.drawing.maps.legend import Bloc, Entree, Signe
    from geo.printing.pictures.map_model import Carte
    from geo.printing.pictures.picture_format import Format

# --- the legend -------------------------------------------------------------------------------

PAS = 1.45
"""Height of a line, in sizes of text."""
PAS_SERRE = 1.13
"""The same where the smallest text has no room otherwise."""
RETRAIT = 2.4
"""Width of the marks, in sizes of text."""


def indented(block: Bloc, corps: float, taille: Format) -> float:
    """Return where the words of a part of the legend begin: after its widest mark."""
    widest = max((entry.signe.rayon for entry in block.entrees), default=0.0)
    return max(RETRAIT * corps, 2 * widest * PX * taille.echelle + 0.8 * corps)


def _room_of(entry: Entree, width: float, corps: float) -> float:
    """Return the width of the words of a line; ``width`` is that of its words and count."""
    return width - (2.2 * corps if entry.effectif else 0)


def _height_of(entry: Entree, width: float, corps: float, taille: Format) -> float:
    """Return the height of a line; ``width`` is that of its words and count."""
    lines = len(cut_text(entry.texte, _room_of(entry, width, corps), corps))
    tall = 2 * entry.signe.rayon * PX * taille.echelle + min(0.3, taille.pas - 1) * corps
    return max((lines * 1.2 + taille.pas - 1.2) * corps, tall)


def height_of_block(block: Bloc, width: float, corps: float, taille: Format) -> float:
    """Return the height of a block of the legend, in points."""
    title = len(cut_text(block.titre, width, corps, "gras")) * 1.25 * corps if block.titre else 0
    small = taille.note(corps)
    note = len(cut_text(block.note, width, small)) * 1.2 * small if block.note else 0
    left = width - indented(block, corps, taille)
    lines = sum(_height_of(entry, left, corps, taille) for entry in block.entrees)
    return title + lines + note + 0.7 * corps


def columns_of(
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


def _fits(carte: Carte, taille: Format, height: float, width: float) -> bool:
    """Return whether the legend has room enough, the smallest text where it must."""
    corps, columns, each = columns_of(carte, taille, height, width)
    used = [sum(height_of_block(one, each, corps, taille) for one in column) for column in columns]
    # The space under the last block is no part of it.
    return max(used, default=0.0) - 0.7 * corps <= height


def shortened(carte: Carte, taille: Format, height: float, width: float) -> tuple[Carte, Format]:
    """Return a map and its size whose legend has room: without notes, then its lines closer."""
    if _fits(carte, taille, height, width):
        return carte, taille
    bare = replace(carte, legende=tuple(replace(block, note="") for block in carte.legende))
    if _fits(bare, taille, height, width):
        return bare, taille
    return bare, replace(taille, pas=min(PAS_SERRE, taille.pas))


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
        needed = height_of_block(block, width, corps, taille)
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
    hatch(axes, box, colour, scale, linewidth=(0.4 if sign.genre == "voile" else 1.0) * scale)


def _circle(axes: Axes, sign: Signe, x: float, y: float, scale: float) -> None:
    radius = sign.rayon * PX * scale * axes.figure.dpi / POINTS
    axes.add_artist(
        PathPatch(
            Path.unit_circle(),
            transform=Affine2D().scale(radius) + at(axes, x, y),
            facecolor=f"{sign.couleur}59",
            edgecolor=sign.couleur,
            linewidth=1.1 * scale,
        )
    )


def _sign(axes: Axes, sign: Signe, x: float, y: float, corps: float, scale: float) -> None:
    """Draw the mark of a line of the legend, centred on (x, y), at the scale of the map."""
    half = 0.8 * corps
    if sign.genre == "symbole":
        mark(axes, x, y, sign.rayon * PX * scale, sign, scale)
    elif sign.genre == "cercle":
        _circle(axes, sign, x, y, scale)
    elif sign.genre == "limite":
        axes.add_line(Line2D((x - half, x + half), (y, y), color=ENCRE, linewidth=1.3 * scale))
    elif sign.genre == "repere":
        pin(axes, x, y - 0.6 * corps, scale * EPINGLE_LEGENDE)
    else:
        _box(axes, sign, x, y, corps, scale)


def written_lines(
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
        y = written_lines(axes, block.titre, x, y, width, corps, 1.25 * corps, style="gras")
    indent = indented(block, corps, taille)
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
            write_as(
                axes, x + width, middle, f"({entry.effectif})", corps, ha="right", color=SECONDAIRE
            )
        y -= height
    if block.note:
        small = taille.note(corps)
        y = written_lines(axes, block.note, x, y, width, small, 1.2 * small, color=SECONDAIRE)
    return y - 0.7 * corps


def draw_legend(figure: Figure, carte: Carte, taille: Format, box: Boite) -> None:
    """Draw the legend in a box of the picture, in points from its lower left corner."""
    x, y, width, height = box
    page = (taille.largeur * POINTS, taille.hauteur * POINTS)
    axes = figure.add_axes((x / page[0], y / page[1], width / page[0], height / page[1]))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    carte, taille = shortened(carte, taille, height, width)
    corps, columns, each = columns_of(carte, taille, height, width)
    for number, blocks in enumerate(columns):
        top = height
        for block in blocks:
            top = _draw_block(axes, block, (number * (each + corps), top, each), corps, taille)
