"""The widths of the letters of Arial, in thousandths of the size: slides are set in it.

Arial may not be on this machine: a text must be measured without it. It was drawn on the widths of
Helvetica, whose metrics matplotlib ships. A letter with an accent is as wide as without; what
Helvetica has not is as wide as a capital M.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from fontTools.afmLib import AFM
from fontTools.agl import toUnicode

from geo.core.accents import sans_accent

METRIQUES = {"normal": "phvr8a.afm", "gras": "phvb8a.afm"}
"""Style -> the metrics of Helvetica and Helvetica Bold, as Adobe published them."""
APART = {"€": 556}
"""Arial's own letters that the metrics have not: they were published before the euro."""
CADRATIN = 1000
LARGE = 833


@lru_cache(maxsize=2)
def _widths(style: str) -> dict[str, int]:
    """Return the width of each letter of a style."""
    metrics = AFM(str(Path(mpl.get_data_path()) / "fonts" / "afm" / METRIQUES[style]))
    return APART | {toUnicode(name): int(metrics[name][1]) for name in metrics.chars()}


@lru_cache(maxsize=8192)
def largeur_relative(text: str, style: str) -> float:
    """Return the width of a text in sizes of text; ``style``: normal, or anything bold."""
    known = _widths("normal" if style == "normal" else "gras")
    return sum(_width(letter, known) for letter in text) / CADRATIN


def _width(letter: str, known: dict[str, int]) -> int:
    if letter.isspace():
        return known[" "]
    found = known.get(letter)
    if found is None:
        found = known.get(sans_accent(letter), LARGE)
    return found
