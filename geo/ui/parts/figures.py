"""Key figures as HTML: in a row of their own, or over a map, their sources behind a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.labels import ecran as mots
from geo.labels.formats import NON_RENSEIGNE, as_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.sentence import Chiffre

OVER_MAP = 3
"""Figures that stand over a map at once."""


def _nuance(figure: Chiffre) -> str:
    return f"<small>{as_html(figure.nuance)}</small> " if figure.nuance else ""


def _item(figure: Chiffre) -> str:
    known = figure.valeur != NON_RENSEIGNE
    value = (
        f"{_nuance(figure)}{as_html(figure.valeur)} <small>{as_html(figure.unite)}</small>"
        if known
        else f'<span class="atlas-absent-texte">{NON_RENSEIGNE}</span>'
    )
    return (
        f"<div><dt>{as_html(figure.libelle)}</dt>"
        f'<dd class="atlas-valeur">{value}</dd>'
        f'<dd class="atlas-source">{as_html(figure.source)}</dd></div>'
    )


def html(figures: Sequence[Chiffre]) -> str:
    """Return figures as one list: value, unit, what it counts, source."""
    return f'<dl class="atlas-chiffres">{"".join(map(_item, figures))}</dl>'


def over_map(figures: Sequence[Chiffre]) -> str:
    """Return figures to stand over a map: the first ones, then the others and every source."""
    if not figures:
        return ""
    first, others = figures[:OVER_MAP], figures[OVER_MAP:]
    sources = dict.fromkeys(figure.source for figure in figures if figure.source)
    told = "".join(f'<p class="atlas-note">{as_html(source)}</p>' for source in sources)
    more = mots.PLUS_DE_CHIFFRES if others else mots.SOURCES_CHIFFRES
    rest = html(others) if others else ""
    return (
        f'<div class="atlas-sur-carte">{html(first)}'
        f"<details><summary>{more}</summary>{rest}{told}</details></div>"
    )
