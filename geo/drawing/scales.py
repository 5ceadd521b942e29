"""Values side by side on one scale, as HTML: names and values are text, only the scale is drawn.

The same as ``geo.drawing.charts.comparaison``, for a page: a browser shows twenty of them at once,
where
as many plotly figures keep it busy for over a second.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from geo.drawing import charts
from geo.labels import textes
from geo.labels.formats import as_html, nombre

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd
    import plotly.graph_objects as go

    from geo.drawing.charts import Couleur

STEPS = 1000
"""Places that the scale tells apart: more than it has pixels."""


@dataclass(frozen=True)
class Reglette:
    """One scale: what is placed on it, and how it is written.

    ``valeurs``: by name of what is compared, missing where not known. ``reference``: the values
    that give the spread, named ``nom_reference``; empty where there is none, and the scale then
    begins at zero.
    """

    titre: str
    valeurs: pd.Series
    reference: pd.Series
    nom_reference: str
    couleur: Couleur
    write_as: Callable[[float], str]
    write_range: Callable[[float], str] = nombre

    @cached_property
    def connues(self) -> list[float]:
        """Return the known values of the spread, in order."""
        return sorted(self.reference.dropna().astype(float).to_list())

    @cached_property
    def etendue(self) -> str:
        """Return the spread in words: lowest value, highest value, median; empty without any."""
        spread = self.connues
        if not spread:
            return ""
        bounds = (spread[0], spread[-1], statistics.median(spread))
        low, high, middle = map(self.write_range, bounds)
        return textes.REGLETTE_ETENDUE.format(
            nom=self.nom_reference, bas=low, haut=high, mediane=middle
        )

    @property
    def dite(self) -> str:
        """Return all that the scale shows, in words."""
        lines = [f"{name} : {self.write_as(value)}" for name, value in self.valeurs.items()]
        told = " ; ".join([*lines, *([self.etendue] if self.etendue else [])])
        return f"{self.titre}. {told}."

    def figure(self) -> go.Figure:
        """Return the same as a figure, for a picture on a light page."""
        return charts.comparaison(
            self.valeurs,
            self.reference,
            nom_reference=self.nom_reference,
            couleur=self.couleur,
            write_as=self.write_as,
            write_range=self.write_range,
        )

    def html(self, *, liens: str = "", note: str = "", sombre: bool = False) -> str:
        """Return the scale as HTML; ``liens``, already HTML, stand under its title."""
        known = self.valeurs.dropna().astype(float)
        low, high = charts.echelle(known.to_list(), self.connues)

        def place(value: float) -> int:
            return round((value - low) / (high - low) * STEPS)

        rows = [
            self._row(str(name), value, place(value) if name in known.index else None)
            for name, value in self.valeurs.items()
        ]
        ink, shown, _ = charts.tons(self.couleur, sombre=sombre)
        if self.etendue:
            places = map(place, self.connues)
            rows.append(self._spread(places, place(statistics.median(self.connues)), ink))
        said = f'<p class="atlas-note">{as_html(note)}</p>' if note else ""
        title = as_html(self.titre)
        return (
            f'<figure class="atlas-reglette" role="figure" aria-label="{title}" '
            f'style="--teinte:{shown};--encre:{ink}">'
            f'<figcaption class="atlas-titre-graphique">{title}</figcaption>{liens}'
            f"<ul>{''.join(rows)}</ul>{said}</figure>"
        )

    def _row(self, name: str, value: float, at: int | None) -> str:
        written = as_html(self.write_as(value))
        if at is None:
            dot, written = "", f'<span class="atlas-absent-texte">{written}</span>'
        else:
            dot = f'<span class="atlas-point" style="left:{_percent(at)}"></span>'
        return (
            f"<li>{as_html(name)} : <strong>{written}</strong>"
            f'<span class="atlas-rail" aria-hidden="true">{dot}</span></li>'
        )

    def _spread(self, places: Iterable[int], middle: int, ink: str) -> str:
        marks = "".join(f"M{at} 0v10" for at in dict.fromkeys(places))
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 0 {STEPS + 6} 10" '
            f'width="300" height="10" preserveAspectRatio="none"><path d="{marks}" stroke="{ink}" '
            'stroke-opacity=".45" stroke-width="1.2" vector-effect="non-scaling-stroke"/></svg>'
        )
        return (
            f'<li class="atlas-etendue">{as_html(self.etendue)}'
            '<span class="atlas-rail" aria-hidden="true">'
            f'<img alt="" src="data:image/svg+xml,{quote(svg)}">'
            f'<span class="atlas-mediane" style="left:{_percent(middle)}"></span></span></li>'
        )


def _percent(at: int) -> str:
    return f"{at / STEPS * 100:.1f}%"


def grille(scales: Iterable[str]) -> str:
    """Return several scales in as many columns as the page has room for."""
    return f'<div class="atlas-reglettes">{"".join(scales)}</div>'
