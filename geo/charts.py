"""Frames in, plotly figures out: sorted horizontal bars, values written, nothing superfluous.

The template is set on each figure: what other libraries register as a default must not leak here.
Figures carry no background, so that they follow the light and the dark page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from geo.labels.formats import nombre

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

GRID = "#E3E6E9"
GRID_DARK = "#33485A"
ROW_PX = 30
CHROME_PX = 70
SEPARATORS = ",\u202f"
"""Decimal comma and narrow no-break space, for what plotly writes by itself."""

CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False, "locale": "fr"}


def _layout(title: str, rows: int, ink: str, grid: str) -> dict[str, Any]:
    font = {"family": "Source Sans, Source Sans Pro, sans-serif", "size": 15, "color": ink}
    return {
        "template": "none",
        "title": {"text": title, "font": {**font, "size": 17}, "x": 0, "xanchor": "left"},
        "font": font,
        "height": rows * ROW_PX + CHROME_PX,
        "margin": {"l": 8, "r": 48, "t": 44, "b": 8},
        "bargap": 0.28,
        "separators": SEPARATORS,
        "showlegend": False,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {"visible": False, "rangemode": "tozero", "fixedrange": True, "gridcolor": grid},
        "yaxis": {"automargin": True, "fixedrange": True, "ticks": "", "autorange": "reversed"},
    }


def barres(
    values: pd.Series,
    titre: str,
    *,
    couleur: str,
    ecrire: Callable[[float], str] = nombre,
    moyenne: tuple[str, float] | None = None,
    accent: Sequence[str] = (),
    sombre: bool = False,
) -> go.Figure:
    """Return horizontal bars, largest first, each with its value; missing values are left out.

    ``moyenne`` draws a thin line with its label; rows named in ``accent`` are outlined.
    """
    known = values.dropna().sort_values(ascending=False, kind="stable")
    ink, grid = ("#EEF3F6", GRID_DARK) if sombre else ("#16222E", GRID)
    labels = [str(label) for label in known.index]
    widths = [2.5 if label in set(accent) else 0 for label in labels]
    figure = go.Figure(
        go.Bar(
            x=known.to_list(),
            y=labels,
            orientation="h",
            marker={"color": couleur, "line": {"color": ink, "width": widths}},
            text=[ecrire(value) for value in known],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="none",
        )
    )
    figure.update_layout(**_layout(titre, len(known), ink, grid))
    if moyenne is not None:
        figure.add_vline(
            x=moyenne[1],
            line={"color": ink, "width": 1, "dash": "dot"},
            annotation={"text": f"{moyenne[0]} : {ecrire(moyenne[1])}", "font": {"size": 13}},
            annotation_position="bottom right",
        )
    return figure
