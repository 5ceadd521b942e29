"""Frames in, plotly figures out: sorted horizontal bars, values written, nothing superfluous.

The template is set on each figure: what other libraries register as a default must not leak here.
Figures carry no background, so that they follow the light and the dark page.
"""

from __future__ import annotations

import html
import textwrap
from typing import TYPE_CHECKING, Any, TypeAlias

import plotly.graph_objects as go

from geo.core import palette
from geo.drawing.maps.colours import on_dark
from geo.labels.formats import nombre

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

PlotlyFigure = go.Figure
"""What a chart is, for those who only show it."""

Part: TypeAlias = dict[str, Any]
"""A piece of a figure, as plotly writes it in JSON."""

INK = palette.ENCRE
INK_DARK = palette.ENCRE_SOMBRE
ROW_PX = 30
LINE_PX = 18
LABEL_WIDTH = 34
"""Characters of a line of a label beside a bar."""

CHROME_PX = 34
SERIES_PX = 300
SEPARATORS = ",\u202f"
"""Decimal comma and narrow no-break space, for what plotly writes by itself."""


Couleur: TypeAlias = "str | tuple[str, str]"
"""A colour, or that of a light page and that of a dark one."""


def tons(couleur: Couleur, *, sombre: bool) -> tuple[str, str, Part]:
    """Return the ink and the colour of a page, and what its figure says of a light one.

    A picture that leaves the screen is that of a light page
    (``geo.printing.pictures.read_figure``): a figure of
    a dark one carries, for each of its colours, the light one.
    """
    light, dark = (couleur, on_dark(couleur)) if isinstance(couleur, str) else couleur
    if not sombre:
        return INK, light, {}
    return INK_DARK, dark, {"claires": {INK_DARK: INK, dark: light}}


def _layout(rows: int, ink: str, light: Part) -> Part:
    font = {"family": "Source Sans, Source Sans Pro, sans-serif", "size": 15, "color": ink}
    return {
        "template": "none",
        "font": font,
        "height": rows * ROW_PX + CHROME_PX,
        "margin": {"l": 8, "r": 112, "t": 8, "b": 24},
        "bargap": 0.28,
        "separators": SEPARATORS,
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "meta": light,
        "xaxis": {"visible": False, "rangemode": "tozero", "fixedrange": True},
        "yaxis": {"automargin": True, "fixedrange": True, "ticks": "", "autorange": "reversed"},
    }


def _figure(data: list[Part], layout: Part) -> go.Figure:
    """Return a figure, made at once: added piece by piece, each would be checked with all others.

    Twelve milliseconds a chart become two.
    """
    return go.Figure(data=data, layout=layout)


def _safe(name: object) -> str:
    """Return a name of the data as plotly reads it: its markup is not markup."""
    return html.escape(str(name), quote=False)


def etiquette(text: str) -> str:
    """Return a label cut in lines short enough to stand beside a bar, safe as plotly reads it."""
    lines = textwrap.wrap(text, LABEL_WIDTH) or [""]
    return "<br>".join(html.escape(line) for line in lines)


def barres(
    values: pd.Series,
    *,
    couleur: str,
    write_as: Callable[[float], str] = nombre,
    moyenne: tuple[str, float] | None = None,
    accent: Sequence[str] = (),
    sombre: bool = False,
) -> go.Figure:
    """Return horizontal bars, largest first, each with its value; missing values are left out.

    ``moyenne`` draws a thin line with its label; rows named in ``accent`` are outlined.
    """
    known = values.dropna().sort_values(ascending=False, kind="stable")
    ink, _, light = tons(couleur, sombre=sombre)
    names = [str(label) for label in known.index]
    labels = [etiquette(name) for name in names]
    places = list(range(len(known)))
    bars = {
        "type": "bar",
        "x": known.to_list(),
        "y": places,
        "orientation": "h",
        "marker": {
            "color": couleur,
            "line": {"color": ink, "width": [2.5 if n in set(accent) else 0 for n in names]},
        },
        "text": [write_as(value) for value in known],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "none",
    }
    layout = _layout(len(known), ink, light)
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    layout["height"] = len(known) * max(ROW_PX, lines * LINE_PX + 8) + CHROME_PX
    layout["yaxis"] |= {"tickvals": places, "ticktext": labels}
    if moyenne is not None:
        layout |= _mean(*moyenne, ink, write_as)
    return _figure([bars], layout)


def _mean(nom: str, value: float, ink: str, write_as: Callable[[float], str]) -> Part:
    """Return a thin line across the bars, and what it is."""
    line = {
        "type": "line",
        "x0": value,
        "x1": value,
        "xref": "x",
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "line": {"color": ink, "width": 1, "dash": "dot"},
    }
    told = {
        "x": value,
        "xref": "x",
        "xanchor": "center",
        "y": 0,
        # Under the bars: over the last one, it could not be read.
        "yanchor": "top",
        "yref": "y domain",
        "text": f"{nom} : {write_as(value)}",
        "font": {"size": 13},
        "showarrow": False,
    }
    return {"shapes": [line], "annotations": [told]}


def serie(
    annees: Sequence[str],
    valeurs: Sequence[float],
    cibles: Sequence[bool],
    *,
    couleur: str,
    write_as: Callable[[float], str] = nombre,
    sombre: bool = False,
) -> go.Figure:
    """Return the values of one series by year, a target as an outlined bar, each value written."""
    ink, _, light = tons(couleur, sombre=sombre)
    fills = ["rgba(0,0,0,0)" if target else couleur for target in cibles]
    bars = {
        "type": "bar",
        "x": list(range(len(annees))),
        "y": list(valeurs),
        "marker": {"color": fills, "line": {"color": couleur, "width": 2.5}},
        "text": [
            f"{write_as(value)} (objectif)" if target else write_as(value)
            for value, target in zip(valeurs, cibles, strict=True)
        ],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "none",
        "width": 0.55,
    }
    layout = _layout(0, ink, light)
    layout["height"] = SERIES_PX
    layout["margin"] = {"l": 8, "r": 8, "t": 28, "b": 32}
    layout["xaxis"] = {
        "tickvals": list(range(len(annees))),
        "ticktext": list(annees),
        "fixedrange": True,
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
    }
    layout["yaxis"] = {"visible": False, "rangemode": "tozero", "fixedrange": True}
    return _figure([bars], layout)


POINTS_PX = 112
FIN = {"size": 14}
NEAR = 0.2
"""Share of the width under which two labels of an axis would touch."""


def points(
    values: pd.Series,
    *,
    accent: str,
    couleur: Couleur,
    write_as: Callable[[float], str] = nombre,
    sombre: bool = False,
) -> go.Figure:
    """Return one line of dots, one a row of ``values``; the row named ``accent`` stands out.

    Its value is written above; the lowest value, the median and the highest one below. Missing
    values are left out.
    """
    known = values.dropna().astype(float)
    ink, shown, light = tons(couleur, sombre=sombre)
    others = known.drop(accent, errors="ignore")
    dots = [_dots(others, size=11, couleur=ink, opacity=0.35)]
    labels = _bounds(known, write_as)
    if accent in known.index:
        dots.append(_dots(known[[accent]], size=19, couleur=shown, opacity=1))
        own = {
            "x": known[accent],
            "y": 0,
            "yshift": 24,
            "text": f"<b>{_safe(accent)} : {write_as(known[accent])}</b>",
            "showarrow": False,
            "xanchor": _side(float(known[accent]), known),
        }
        labels.insert(0, own)
    middle = known.median()
    layout = _layout(0, ink, light) | {
        "height": POINTS_PX,
        "margin": {"l": 16, "r": 16, "t": 8, "b": 8},
        "xaxis": {"visible": False, "fixedrange": True, "range": _range(known)},
        "yaxis": {"visible": False, "fixedrange": True, "range": [-1.4, 1.1]},
        "shapes": [_line((middle, middle), (-0.75, 0.5), ink, 1.5, dash="dot")],
        "annotations": labels,
    }
    return _figure(dots, layout)


def _line(
    x: tuple[float, float], y: tuple[float, float], ink: str, width: float, **style: str
) -> Part:
    ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
    return {"type": "line", **ends, "line": {"color": ink, "width": width, **style}}


def _dots(values: pd.Series, *, size: int, couleur: str, opacity: float) -> Part:
    return _row_dots(values.to_list(), [0] * len(values), size, couleur, opacity)


def _row_dots(
    x: list[float], y: Sequence[float], size: int, couleur: str, opacity: float, **options: Any
) -> Part:
    return {
        "type": "scatter",
        "x": x,
        "y": list(y),
        "mode": "markers",
        "marker": {"size": size, "color": couleur, "opacity": opacity},
        "hoverinfo": "none",
        **options,
    }


def _range(known: pd.Series) -> list[float]:
    low, high = float(known.min()), float(known.max())
    margin = (high - low) * 0.02 or 1.0
    return [low - margin, high + margin]


def _side(value: float, known: pd.Series) -> str:
    """Return how a label is anchored so that it stays inside the drawing."""
    span = float(known.max() - known.min()) or 1.0
    share = (value - float(known.min())) / span
    return "left" if share < 0.3 else "right" if share > 0.7 else "center"  # noqa: PLR2004


def _bounds(known: pd.Series, write_as: Callable[[float], str]) -> list[Part]:
    """Return the median, and the lowest and highest values where they do not touch it, written."""
    low, middle, high = float(known.min()), float(known.median()), float(known.max())
    span = high - low or 1.0
    labels = [(middle, f"médiane : {write_as(middle)}", _side(middle, known))]
    if (middle - low) / span > NEAR * 2:
        labels.append((low, write_as(low), "left"))
    if (high - middle) / span > NEAR * 2:
        labels.append((high, write_as(high), "right"))
    return [
        {"x": x, "y": -1.05, "text": text, "showarrow": False, "xanchor": anchor, "font": FIN}
        for x, text, anchor in labels
    ]


COMPARED_PX = 46
SPREAD_PX = 62
SPREAD = 1.15
"""Place of the row of the spread under the last compared one, in rows."""


def comparaison(
    values: pd.Series,
    reference: pd.Series,
    *,
    nom_reference: str,
    couleur: Couleur,
    write_as: Callable[[float], str] = nombre,
    write_range: Callable[[float], str] = nombre,
    sombre: bool = False,
) -> go.Figure:
    """Return one dot a row of ``values`` on one scale, and under them those of ``reference``.

    Each row is named and its value written above its line; a missing one says so and has no dot.
    The spread is told by ``write_range``: lowest value, median, highest value; without any
    reference, there is no such row and the scale begins at zero.
    """
    ink, shown, light = tons(couleur, sombre=sombre)
    known, spread = values.dropna().astype(float), reference.dropna().astype(float)
    low, high = echelle(known.to_list(), spread.to_list())
    lines = [_line((low, high), (rank, rank), ink, 0.5) for rank in range(len(values))]
    texts = [
        _row_text(rank, f"{_safe(name)} : <b>{write_as(value)}</b>")
        for rank, (name, value) in enumerate(values.items())
    ]
    rows = [rank for rank, name in enumerate(values.index) if name in known.index]
    dots = [_row_dots(known.to_list(), rows, 14, shown, 1, cliponaxis=False)]
    if len(spread):
        at = len(values) - 1 + SPREAD
        places = [at] * len(spread)
        dots.append(_row_dots(spread.to_list(), places, 9, ink, 0.3, cliponaxis=False))
        middle = float(spread.median())
        lines.append(_line((middle, middle), (at - 0.25, at + 0.25), ink, 2.5))
        low_, middle_, high_ = (write_range(v) for v in (spread.min(), middle, spread.max()))
        told = f"de {low_} à {high_}, médiane {middle_}"
        texts.append(_row_text(at, f"{_safe(nom_reference)} : {told}", size=13))
    bottom = len(values) - 1 + (SPREAD + 0.4 if len(spread) else 0.4)
    margin = (high - low) * 0.03
    layout = _layout(0, ink, light) | {
        "height": len(values) * COMPARED_PX + (SPREAD_PX if len(spread) else 16),
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        "xaxis": {"visible": False, "fixedrange": True, "range": [low - margin, high + margin]},
        "yaxis": {"visible": False, "fixedrange": True, "range": [bottom, -0.75]},
        "shapes": lines,
        "annotations": texts,
    }
    return _figure(dots, layout)


def echelle(known: Sequence[float], spread: Sequence[float]) -> tuple[float, float]:
    """Return the ends of the scale: those of all the values; from zero without any spread."""
    every = [*known, *spread, *([] if len(spread) else [0.0])]
    low, high = min(every, default=0.0), max(every, default=1.0)
    return (low, high) if high > low else (low, low + 1.0)


def _row_text(row: float, text: str, size: int = 15) -> Part:
    return {
        "x": 0,
        "xref": "paper",
        "y": row,
        "yshift": 18,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "font": {"size": size},
    }


SHARE_WRITTEN = 6.0
"""Percent under which a segment is too narrow for its value."""


def empilees(parts: pd.DataFrame, *, couleurs: Sequence[str], sombre: bool = False) -> go.Figure:
    """Return one stacked bar a row of ``parts``, in its order, one segment a column, in percent.

    ``couleurs``: that of each column. A value is written where there is room for it.
    """
    ink, _, light = tons(INK, sombre=sombre)
    bars = [
        {
            "type": "bar",
            "name": str(name),
            "x": parts[name].to_list(),
            "y": [str(label) for label in parts.index],
            "orientation": "h",
            "marker": {"color": colour, "line": {"color": palette.PAPIER, "width": 1}},
            "text": [nombre(round(v)) if v >= SHARE_WRITTEN else "" for v in parts[name]],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "insidetextfont": {"size": 14},
            "textangle": 0,
            "hoverinfo": "none",
        }
        for name, colour in zip(parts.columns, couleurs, strict=True)
    ]
    layout = _layout(len(parts), ink, light)
    layout |= {"barmode": "stack", "showlegend": True, "height": layout["height"] + 40}
    layout["legend"] = {
        "orientation": "h",
        "y": -0.05,
        "yanchor": "top",
        "x": 0,
        "traceorder": "normal",
    }
    layout["margin"] = {"l": 8, "r": 8, "t": 8, "b": 48}
    layout["xaxis"] = {"visible": False, "range": [0, 100], "fixedrange": True}
    return _figure(bars, layout)
