"""Draws a chart of a page with matplotlib, as a PNG or SVG picture: title, legend, source, date.

The figure on screen is read (``geo.printing.pictures.read_figure``) and drawn again, in its own
pixels, wider and
always in the colours of a light page. Sizes are in those pixels; ``ECHELLE`` enlarges the whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure as Feuille
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.patheffects import Stroke

from geo.drawing.maps.colours import contrast
from geo.printing.pictures.paper import (
    ENCRE,
    PAPIER,
    POINTS,
    SECONDAIRE,
    cut_text,
    en_png,
    en_svg,
    largeur,
    write_as,
)
from geo.printing.pictures.read_figure import parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from geo.printing.pictures.read_figure import Axe, Barres, Figure, Note, Points

LARGEUR = 800.0
ECHELLE = 1.5
"""A picture is 1 200 pixels wide."""
FIN = 2
"""A PNG has that many times more of them."""

MARGE = 24.0
TITRE, CONTEXTE, PIED = 21.0, 15.0, 12.5
LIGNE = 1.25
"""Height of a line, in sizes of text."""
PRES = 4.0
"""Pixels between a bar and its value, or its name."""
RESERVE = 0.95
"""Share of the drawing that the longest bar takes, as on screen."""
CLE = 12.0
"""Side of the colour of a series in the legend."""


@dataclass(frozen=True, slots=True)
class FigureDessinee:
    """A chart to keep: the figure of the page and what is written around it.

    ``contexte`` says what the page says around the chart: which territory, which communes.
    ``note``: what must be known to read it. ``pied``: source, date and version of the data.
    """

    titre: str
    description: str
    pied: str
    figure: Mapping[str, Any]
    contexte: str = ""
    note: str = ""


def graphique_png(graphique: FigureDessinee) -> bytes:
    """Return a chart as a PNG picture.

    Raises
    ------
    RenduError
        If its figure holds an element that is not known.
    """
    drawn = _page(graphique)
    return en_png(drawn, graphique.titre, graphique.pied, POINTS * FIN)


def graphique_svg(graphique: FigureDessinee) -> bytes:
    """Return a chart as an SVG drawing; see ``graphique_png`` for the error."""
    drawn = _page(graphique)
    return en_svg(drawn, graphique.titre, graphique.pied, graphique.description)


# --- the page ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Texte:
    """A paragraph of the page, cut in lines."""

    lignes: tuple[str, ...]
    corps: float
    style: str
    couleur: str

    @property
    def hauteur(self) -> float:
        return len(self.lignes) * self.corps * LIGNE


def _paragraph(text: str, corps: float, style: str = "normal", couleur: str = ENCRE) -> _Texte:
    lines = tuple(cut_text(text, LARGEUR - 2 * MARGE, corps, style)) if text else ()
    return _Texte(lines, corps, style, couleur)


def _page(graphique: FigureDessinee) -> Feuille:
    figure = parse(graphique.figure)
    head = [
        _paragraph(graphique.titre, TITRE, "gras"),
        _paragraph(graphique.contexte, CONTEXTE, couleur=SECONDAIRE),
    ]
    foot = [
        _paragraph(graphique.note, PIED, couleur=SECONDAIRE),
        _paragraph(graphique.pied, PIED, couleur=SECONDAIRE),
    ]
    legend = _legend_rows(figure)
    top = MARGE + sum(text.hauteur for text in head) + 12
    under = top + figure.hauteur - (figure.marges[3] if legend else 0)
    legend_height = len(legend) * figure.corps * 1.6 + 8 if legend else 0
    bottom = under + legend_height + 12
    height = bottom + sum(text.hauteur for text in foot) + MARGE
    page = Feuille(figsize=(LARGEUR * ECHELLE / POINTS, height * ECHELLE / POINTS), dpi=POINTS)
    axes = page.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, LARGEUR)
    axes.set_ylim(height, 0)  # downwards, as on screen
    _draw_texts(axes, head, MARGE)
    _Trace(axes, figure, top).tout()
    _draw_legend(axes, figure, legend, under + 8)
    _draw_texts(axes, foot, bottom)
    return page


def _draw_texts(axes: Axes, texts: Sequence[_Texte], y: float) -> None:
    for text in texts:
        for line in text.lignes:
            middle = y + text.corps * LIGNE / 2
            _write(axes, MARGE, middle, line, text.corps, style=text.style, color=text.couleur)
            y += text.corps * LIGNE


def _write(axes: Axes, x: float, y: float, text: str, size: float, **options: Any) -> None:
    if options.pop("halo", False):
        # Apart, under the text: a text with an effect of its own is no longer told in the SVG.
        under = write_as(axes, x, y, text, size * ECHELLE, **options)
        under.set_path_effects([Stroke(linewidth=3 * ECHELLE, foreground=PAPIER)])
    write_as(axes, x, y, text, size * ECHELLE, **options)


# --- the legend -------------------------------------------------------------------------------


def _legend_rows(figure: Figure) -> list[list[tuple[float, Barres]]]:
    """Return the series in rows: where each begins, none when the figure has no legend."""
    rows: list[list[tuple[float, Barres]]] = []
    x = LARGEUR
    for series in figure.barres if figure.legende else ():
        width = CLE + 8 + largeur(series.nom, figure.corps) + 24
        if x + width > LARGEUR - MARGE:
            rows.append([])
            x = MARGE
        rows[-1].append((x, series))
        x += width
    return rows


def _draw_legend(
    axes: Axes, figure: Figure, rows: Sequence[Sequence[tuple[float, Barres]]], y: float
) -> None:
    for rank, row in enumerate(rows):
        middle = y + (rank + 0.5) * figure.corps * 1.6
        for x, series in row:
            box = Rectangle((x, middle - CLE / 2), CLE, CLE, facecolor=series.couleurs[0])
            box.set_gid(f"legende-{series.nom}")
            axes.add_artist(box)
            _write(axes, x + CLE + 8, middle, series.nom, figure.corps)


# --- the drawing ------------------------------------------------------------------------------


def _span(axis: Axe, figure: Figure, *, lying: bool) -> tuple[float, float]:
    """Return the ends of an axis: those it fixes, else what its bars need."""
    if axis.plage is not None:
        return axis.plage
    bars = figure.barres
    if lying != bool(bars and bars[0].couchees):
        rooms = max((len(one.places) for one in bars), default=1)
        ends = (-0.5, max(rooms, 1) - 0.5)
        return ends[::-1] if axis.renverse else ends
    values = [value for one in bars for value in one.valeurs if not math.isnan(value)]
    low, high = min([*values, 0.0]), max([*values, 0.0])
    if low == high:
        return 0.0, 1.0
    return low / RESERVE, high / RESERVE


class _Trace:
    """Draws one figure on the page, from ``haut`` down."""

    def __init__(self, axes: Axes, figure: Figure, haut: float) -> None:
        self.axes, self.figure, self.encre = axes, figure, figure.encre
        left, right, top, bottom = figure.marges
        names = max(
            (self._wide(line) for _, lines in figure.y.marques for line in lines), default=0
        )
        values = max(
            (self._wide(text) for one in figure.barres if one.dehors and one.couchees
             for text in one.textes),
            default=0,
        )  # fmt: skip
        self.gauche = MARGE + (names + PRES if names else left)
        self.droite = LARGEUR - MARGE - max(values + PRES, 0 if figure.barres else right)
        self.haut, self.bas = haut + top, haut + figure.hauteur - bottom
        self.plage_x = _span(figure.x, figure, lying=True)
        self.plage_y = _span(figure.y, figure, lying=False)

    def _wide(self, text: str) -> float:
        return largeur(text, self.figure.corps)

    def x(self, value: float) -> float:
        low, high = self.plage_x
        return self.gauche + (value - low) / (high - low) * (self.droite - self.gauche)

    def y(self, value: float) -> float:
        low, high = self.plage_y
        return self.bas - (value - low) / (high - low) * (self.bas - self.haut)

    def part(self, value: float) -> float:
        """Return where a share of the height is, from the bottom."""
        return self.bas - value * (self.bas - self.haut)

    def tout(self) -> None:
        for rank, line in enumerate(self.figure.traits):
            place = self.part if line.haut else self.y
            drawn = Line2D(
                [self.x(value) for value in line.x],
                [place(value) for value in line.y],
                color=line.couleur,
                linewidth=line.epaisseur * ECHELLE,
                linestyle=(0, (1, 2)) if line.pointille else "solid",
                zorder=3,
            )
            drawn.set_gid(f"trait-{rank}")
            self.axes.add_line(drawn)
        heaped: dict[Any, float] = {}
        for rank, bars in enumerate(self.figure.barres):
            self.barres(rank, bars, heaped)
        for rank, dots in enumerate(self.figure.points):
            self.points(rank, dots)
        self.marques()
        for note in self.figure.notes:
            self.note(note)

    def barres(self, serie: int, bars: Barres, heaped: dict[Any, float]) -> None:
        """Draw the bars of one series; ``heaped`` is where each place is filled up to."""
        thick = bars.epaisseur or 1 - self.figure.ecart
        for rank, (value, place) in enumerate(zip(bars.valeurs, bars.places, strict=True)):
            if math.isnan(value):
                continue
            start = heaped.get(place, 0.0) if self.figure.empilees else 0.0
            heaped[place] = start + value
            ends, sides = (start, start + value), (place - thick / 2, place + thick / 2)
            xs = [self.x(v) for v in (ends if bars.couchees else sides)]
            ys = [self.y(v) for v in (sides if bars.couchees else ends)]
            box = Rectangle(
                (min(xs), min(ys)),
                abs(xs[1] - xs[0]),
                abs(ys[1] - ys[0]),
                facecolor=bars.couleurs[rank] or "none",
                edgecolor=bars.contour if bars.contours[rank] else "none",
                linewidth=bars.contours[rank] * ECHELLE,
                zorder=2,
            )
            box.set_gid(f"barre-{serie}-{rank}")
            self.axes.add_artist(box)
            if bars.textes[rank]:
                self.valeur(bars, rank, (xs, ys))

    def valeur(self, bars: Barres, rank: int, corners: tuple[list[float], list[float]]) -> None:
        (x0, x1), (y0, y1) = corners
        size, text = bars.corps or self.figure.corps, bars.textes[rank]
        if not bars.dehors:
            fill = bars.couleurs[rank]
            ink = max((PAPIER, ENCRE), key=lambda colour: contrast(colour, fill))
            place = ((x0 + x1) / 2, (y0 + y1) / 2)
            _write(self.axes, *place, text, size, ha="center", color=ink, zorder=5)
        elif bars.couchees:
            x = max(x0, x1) + PRES
            _write(self.axes, x, (y0 + y1) / 2, text, size, color=self.encre, zorder=5)
        else:
            y = min(y0, y1) - PRES - size / 2
            options = {"ha": "center", "color": self.encre, "zorder": 5}
            _write(self.axes, (x0 + x1) / 2, y, text, size, **options)

    def points(self, serie: int, dots: Points) -> None:
        for rank, (x, y) in enumerate(zip(dots.x, dots.y, strict=True)):
            dot = Circle(
                (self.x(x), self.y(y)),
                dots.taille / 2,
                facecolor=dots.couleur,
                edgecolor="none",
                alpha=dots.opacite,
                zorder=4,
            )
            dot.set_gid(f"point-{serie}-{rank}")
            self.axes.add_artist(dot)

    def marques(self) -> None:
        """Write the names of the axes: beside the bars, or under them."""
        size = self.figure.corps
        options: dict[str, Any] = {"color": self.encre, "zorder": 5}
        for at, lines in self.figure.y.marques if self.figure.y.visible else ():
            first = self.y(at) - (len(lines) - 1) * size * LIGNE / 2
            for rank, line in enumerate(lines):
                y = first + rank * size * LIGNE
                _write(self.axes, self.gauche - PRES, y, line, size, ha="right", **options)
        for at, lines in self.figure.x.marques if self.figure.x.visible else ():
            for rank, line in enumerate(lines):
                y = self.bas + PRES + (rank + 0.5) * size * LIGNE
                _write(self.axes, self.x(at), y, line, size, ha="center", **options)

    def note(self, note: Note) -> None:
        wide = sum(largeur(text, note.corps, _style(bold)) for text, bold in note.morceaux)
        x = self.gauche + note.x * (self.droite - self.gauche) if note.bord else self.x(note.x)
        x -= wide * {"left": 0.0, "center": 0.5, "right": 1.0}[note.ancre]
        y = (self.part(note.y) if note.haut else self.y(note.y)) - note.decalage
        y -= note.pose * note.corps * LIGNE / 2
        for text, bold in note.morceaux:
            _write(
                self.axes,
                x,
                y,
                text,
                note.corps,
                style=_style(bold),
                color=self.encre,
                zorder=6,
                halo=True,
            )
            x += largeur(text, note.corps, _style(bold))


def _style(bold: bool) -> str:  # noqa: FBT001 - the style of a run
    return "fort" if bold else "normal"
