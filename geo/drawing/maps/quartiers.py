"""The QPV coloured by a rate of their own, with their legend: hatched where it is not known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.drawing.maps import colours, legend
from geo.drawing.maps.classes import classify
from geo.labels import rendu as mots

if TYPE_CHECKING:
    import pandas as pd

    from geo.core.model import Indicator
    from geo.drawing.maps.classes import Classification, Methode
    from geo.drawing.maps.legend import Bloc

PLEIN = "plein"
"""The symbol of a perimeter that is filled with its colour, where others are hatched or dashed."""


@dataclass(frozen=True, slots=True)
class Classe:
    """The QPV of one class, by code, and their colour; ``connu``: not those whose rate is not."""

    codes: frozenset[str]
    couleur: str
    connu: bool


@dataclass(frozen=True, slots=True)
class Coloration:
    """The QPV of a map by class, lowest first, those that are not known last, and the legend."""

    classes: Classification
    groupes: tuple[Classe, ...]
    legende: Bloc


def coloration(
    values: pd.Series, indicator: Indicator, colour: str, methode: Methode = "jenks"
) -> Coloration:
    """Return how QPV are coloured by a rate; ``values`` are told by code."""
    classes = classify(values, methode)
    ramp = colours.ramp(colour, len(classes.effectifs))
    ranks = classes.indices
    groups = [
        Classe(frozenset(ranks.index[ranks == rank]), shade, connu=True)
        for rank, shade in enumerate(ramp)
    ]
    if classes.absents:
        unknown = frozenset(ranks.index[ranks < 0])
        groups.append(Classe(unknown, colours.UNKNOWN, connu=False))
    block = legend.of_classes(classes, indicator, ramp, note=mots.EFFECTIFS_QUARTIERS)
    return Coloration(classes, tuple(groups), block)
