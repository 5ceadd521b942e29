"""Reads a plotly figure of ``geo.drawing.charts``: the few elements a picture can draw.

Every key must be known: one that is not would be missing from the picture, so it is an error. What
only concerns the screen (hovering, zooming, separators of numbers already written) is read and
left out, in ``ECRAN``.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geo.core.errors import RenduError
from geo.labels import rendu as mots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ECRAN = frozenset({"hoverinfo", "fixedrange", "separators", "cliponaxis", "automargin"})
TRANSPARENT = "rgba(0,0,0,0)"
SANS_MODELE = {"data": {"scatter": [{"type": "scatter"}]}}
"""What plotly writes for the template « none »."""

POSES = {"middle": 0, "bottom": 1, "top": -1}
TAG = re.compile(r"(<[^>]*>)")
Morceau = tuple[str, bool]
"""A run of text and whether it is bold."""


@dataclass(frozen=True, slots=True)
class Barres:
    """Bars of one series; ``couleurs`` and ``contours`` (widths) are by bar.

    ``couleurs``: empty for a bar that is only outlined. ``epaisseur``: share of the room of a bar,
    where the figure says one. ``dehors``: values stand at the end of the bars, or in their middle.
    """

    nom: str
    couchees: bool
    valeurs: tuple[float, ...]
    places: tuple[Any, ...]
    couleurs: tuple[str, ...]
    contour: str
    contours: tuple[float, ...]
    textes: tuple[str, ...]
    dehors: bool
    corps: float
    epaisseur: float | None


@dataclass(frozen=True, slots=True)
class Points:
    """Dots of one series; ``taille`` is a diameter in pixels."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    taille: float
    couleur: str
    opacite: float


@dataclass(frozen=True, slots=True)
class Trait:
    """A line; ``haut`` when its ``y`` are shares of the height of the drawing, from the bottom."""

    x: tuple[float, float]
    y: tuple[float, float]
    haut: bool
    couleur: str
    epaisseur: float
    pointille: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A text placed on the drawing; ``bord``: ``x`` is a share of the width.

    ``haut``: ``y`` is a share of the height. ``decalage``: pixels upwards. ``ancre``: which side
    of the text is at the place; ``pose``: how far above it stands, in half lines (0: around it).
    """

    x: float
    bord: bool
    y: float
    haut: bool
    decalage: float
    morceaux: tuple[Morceau, ...]
    corps: float
    ancre: str
    pose: int


@dataclass(frozen=True, slots=True)
class Axe:
    """One axis: ``plage`` where the figure fixes it, the marks with their lines of text."""

    visible: bool = True
    plage: tuple[float, float] | None = None
    renverse: bool = False
    marques: tuple[tuple[float, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as read; ``marges``: left, right, top, bottom, in pixels."""

    hauteur: float
    marges: tuple[float, float, float, float]
    corps: float
    encre: str
    ecart: float
    empilees: bool
    legende: bool
    barres: tuple[Barres, ...]
    points: tuple[Points, ...]
    traits: tuple[Trait, ...]
    notes: tuple[Note, ...]
    x: Axe
    y: Axe


class _Cles:
    """The keys of one element, each taken once; what is left at the end is not known."""

    def __init__(self, element: Mapping[str, Any], chemin: str) -> None:
        self.reste = {key: value for key, value in element.items() if key not in ECRAN}
        self.chemin = chemin

    def takes(self, cle: str, defaut: Any = None) -> Any:
        return self.reste.pop(cle, defaut)

    def attend(self, cle: str, permis: tuple[Any, ...]) -> Any:
        """Take a key whose value must be one of ``permis``; the first one where it is absent."""
        value = self.takes(cle, permis[0])
        if value not in permis:
            raise _inconnu(f"{self.chemin}.{cle} = {value!r}")
        return value

    def sous(self, cle: str) -> _Cles:
        return _Cles(self.takes(cle, {}), f"{self.chemin}.{cle}")

    def fin(self) -> None:
        if self.reste:
            raise _inconnu(f"{self.chemin}.{', '.join(sorted(self.reste))}")


def _inconnu(element: str) -> RenduError:
    return RenduError(mots.ELEMENT_INCONNU.format(element=element))


def _by_bar(value: Any, count: int) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,) * count


def morceaux(text: str, chemin: str) -> tuple[Morceau, ...]:
    """Return the runs of a text of plotly: bold or not, markup read.

    Raises
    ------
    RenduError
        If it holds another tag than ``<b>``.
    """
    bold, runs = False, []
    for part in TAG.split(text):
        if part in {"<b>", "</b>"}:
            bold = part == "<b>"
        elif TAG.fullmatch(part):
            raise _inconnu(f"{chemin} : {part}")
        elif part:
            runs.append((html.unescape(part), bold))
    return tuple(runs)


def _lines(text: str, chemin: str) -> tuple[str, ...]:
    lines = []
    for line in text.split("<br>"):
        runs = morceaux(line, chemin)
        if any(bold for _, bold in runs):
            raise _inconnu(f"{chemin} : <b>")
        lines.append("".join(run for run, _ in runs))
    return tuple(lines)


def _axis(keys: _Cles) -> Axe:
    visible = keys.attend("visible", (True, False))
    keys.attend("ticks", ("",))
    keys.attend("showgrid", (False,))
    keys.attend("zeroline", (False,))
    keys.attend("rangemode", ("tozero",))
    reverse = keys.attend("autorange", (None, "reversed")) is not None
    span = keys.takes("range")
    marks = zip(keys.takes("tickvals", ()), keys.takes("ticktext", ()), strict=True)
    read = tuple((float(at), _lines(text, keys.chemin)) for at, text in marks)
    keys.fin()
    return Axe(
        visible=visible,
        plage=None if span is None else (float(span[0]), float(span[1])),
        renverse=reverse,
        marques=read,
    )


class _Lecture:
    """One reading: the colours of a dark page are put back to those of a light one."""

    def __init__(self, figure: Mapping[str, Any]) -> None:
        self.traces: Sequence[Mapping[str, Any]] = figure["data"]
        self.layout = _Cles(figure["layout"], "layout")
        meta = self.layout.sous("meta")
        self.claires: Mapping[str, str] = meta.takes("claires", {})
        meta.fin()

    def couleur(self, colour: str) -> str:
        return "" if colour == TRANSPARENT else self.claires.get(colour, colour)

    def barres(self, keys: _Cles) -> Barres:
        lying = keys.attend("orientation", ("v", "h")) == "h"
        x, y = keys.takes("x"), keys.takes("y")
        values, places = (x, y) if lying else (y, x)
        count = len(values)
        marker = keys.sous("marker")
        line = marker.sous("line")
        colours = _by_bar(marker.takes("color"), count)
        edge, widths = line.takes("color"), _by_bar(line.takes("width", 0), count)
        font = keys.sous("insidetextfont")
        outside = keys.attend("textposition", ("outside", "inside")) == "outside"
        keys.attend("insidetextanchor", ("middle",))
        keys.attend("textangle", (0,))
        read = Barres(
            nom=keys.takes("name", ""),
            couchees=lying,
            valeurs=tuple(float(value) for value in values),
            places=tuple(places),
            couleurs=tuple(self.couleur(colour) for colour in colours),
            contour=self.couleur(edge),
            contours=tuple(float(width) for width in widths),
            textes=tuple(str(text) for text in keys.takes("text")),
            dehors=outside,
            corps=font.takes("size", 0),
            epaisseur=keys.takes("width"),
        )
        for part in (line, marker, font, keys):
            part.fin()
        return read

    def points(self, keys: _Cles) -> Points:
        keys.attend("mode", ("markers",))
        marker = keys.sous("marker")
        read = Points(
            x=tuple(float(value) for value in keys.takes("x")),
            y=tuple(float(value) for value in keys.takes("y")),
            taille=float(marker.takes("size")),
            couleur=self.couleur(marker.takes("color")),
            opacite=float(marker.takes("opacity", 1)),
        )
        marker.fin()
        keys.fin()
        return read

    def trait(self, keys: _Cles) -> Trait:
        keys.attend("type", ("line",))
        keys.attend("xref", ("x",))
        high = keys.attend("yref", ("y", "y domain")) == "y domain"
        line = keys.sous("line")
        read = Trait(
            x=(float(keys.takes("x0")), float(keys.takes("x1"))),
            y=(float(keys.takes("y0")), float(keys.takes("y1"))),
            haut=high,
            couleur=self.couleur(line.takes("color")),
            epaisseur=float(line.takes("width")),
            pointille=line.attend("dash", ("solid", "dot")) == "dot",
        )
        line.fin()
        keys.fin()
        return read

    def note(self, keys: _Cles, corps: float) -> Note:
        keys.attend("showarrow", (False,))
        keys.attend("align", ("center", "left"))  # of several lines: there is only one
        edge = keys.attend("xref", ("x", "paper")) == "paper"
        high = keys.attend("yref", ("y", "y domain")) == "y domain"
        font = keys.sous("font")
        read = Note(
            x=float(keys.takes("x")),
            bord=edge,
            y=float(keys.takes("y")),
            haut=high,
            decalage=float(keys.takes("yshift", 0)),
            morceaux=morceaux(keys.takes("text"), keys.chemin),
            corps=float(font.takes("size", corps)),
            ancre=keys.attend("xanchor", ("center", "left", "right")),
            pose=POSES[keys.attend("yanchor", tuple(POSES))],
        )
        font.fin()
        keys.fin()
        return read


def _elements(items: Iterable[Mapping[str, Any]], chemin: str) -> list[_Cles]:
    return [_Cles(item, f"{chemin}[{rank}]") for rank, item in enumerate(items)]


def _legend(keys: _Cles) -> None:
    """Read how the legend is laid on screen: under the drawing, which a picture does too."""
    keys.attend("orientation", ("h",))
    keys.attend("yanchor", ("top",))
    keys.attend("traceorder", ("normal",))
    keys.takes("x")
    keys.takes("y")
    keys.fin()


def _ranked(bars: Sequence[Barres], axis: Axe) -> tuple[tuple[Barres, ...], Axe]:
    """Return bars whose places are numbers; names become ranks, and the marks of their axis."""
    names = bars[0].places if bars else ()
    if not any(isinstance(name, str) for name in names):
        return tuple(bars), axis
    if len(set(names)) < len(names) or any(one.places != names for one in bars):
        raise _inconnu("data.y")
    ranks = tuple(range(len(names)))
    marks = tuple((float(rank), (str(name),)) for rank, name in enumerate(names))
    return tuple(replace(one, places=ranks) for one in bars), replace(axis, marques=marks)


def parse(figure: Mapping[str, Any]) -> Figure:
    """Return a figure of ``geo.drawing.charts``, as ``to_plotly_json`` gives it, ready to be drawn.

    Raises
    ------
    RenduError
        If it holds an element that is not known.
    """
    reading = _Lecture(figure)
    layout = reading.layout
    bars, dots = [], []
    for keys in _elements(reading.traces, "data"):
        kind = keys.attend("type", ("bar", "scatter"))
        if kind == "bar":
            bars.append(reading.barres(keys))
        else:
            dots.append(reading.points(keys))
    font = layout.sous("font")
    size, ink = float(font.takes("size")), reading.couleur(font.takes("color"))
    font.takes("family")
    margin = layout.sous("margin")
    margins = tuple(float(margin.takes(side)) for side in "lrtb")
    _legend(layout.sous("legend"))
    layout.attend("template", (SANS_MODELE,))
    for background in ("paper_bgcolor", "plot_bgcolor"):
        layout.attend(background, (TRANSPARENT,))
    x = _axis(layout.sous("xaxis"))
    ranked, y = _ranked(bars, _axis(layout.sous("yaxis")))
    read = Figure(
        hauteur=float(layout.takes("height")),
        marges=margins,  # type: ignore[arg-type]
        corps=size,
        encre=ink,
        ecart=float(layout.takes("bargap", 0)),
        empilees=layout.attend("barmode", ("group", "stack")) == "stack",
        legende=layout.attend("showlegend", (False, True)),
        barres=ranked,
        points=tuple(dots),
        traits=tuple(reading.trait(k) for k in _elements(layout.takes("shapes", ()), "shapes")),
        notes=tuple(
            reading.note(k, size) for k in _elements(layout.takes("annotations", ()), "annotations")
        ),
        x=x,
        y=y,
    )
    for part in (font, margin, layout):
        part.fin()
    return read
