"""Cutting the values of a choropleth into classes: natural breaks, quantiles, round bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import jenkspy
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import numpy.typing as npt

Methode = Literal["jenks", "quantiles", "rondes"]
METHODES: tuple[Methode, ...] = get_args(Methode)
MAX_CLASSES = 5
ABSENT = -1


@dataclass(frozen=True, slots=True)
class Classification:
    """Values cut into classes.

    ``intervalles`` gives the lowest and the highest value really found in each class, lowest
    class first. ``indices`` is on the index of the values; ``ABSENT`` (-1) marks a missing value.
    ``effectifs`` counts each class. ``zero``: the lowest class is zero alone, that is none.
    """

    intervalles: tuple[tuple[float, float], ...]
    indices: pd.Series
    effectifs: tuple[int, ...]
    absents: int
    zero: bool = False


def _steps(known: npt.NDArray[np.float64], classes: int, methode: Methode) -> list[float]:
    """Return the highest value of each class, lowest class first."""
    if methode == "quantiles":
        return [float(bound) for bound in np.quantile(known, np.arange(1, classes + 1) / classes)]
    if methode == "rondes":
        # Round steps may make one class more than asked.
        tried = (_round_steps(known.min(), known.max(), count) for count in range(classes, 1, -1))
        return next(found for found in tried if len(found) <= classes)
    found: list[float] = jenkspy.jenks_breaks(known, n_classes=classes)
    return found[1:]


def _round_steps(low: float, high: float, classes: int) -> list[float]:
    """Return multiples of a round step, from just above ``low`` to ``high`` at least."""
    step = _rounded(_rounded(high - low, UP) / (classes - 1), NEAREST)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [rank * step for rank in range(first + 1, last + 1)]


UP = ((1.0, 1), (2.0, 2), (5.0, 5))
NEAREST = ((1.5, 1), (3.0, 2), (7.0, 5))
"""The first digits of round numbers, each with the highest it stands for; above them, 10."""


def _rounded(value: float, digits: tuple[tuple[float, int], ...]) -> float:
    """Return 1, 2, 5 or 10 times a power of ten near a positive value."""
    power = 10.0 ** math.floor(math.log10(value))
    first = value / power
    return next((digit for limit, digit in digits if first <= limit), 10) * power


def _upper_bounds(known: pd.Series, methode: Methode, classes: int) -> list[float]:
    distinct = sorted(known.unique())
    if len(distinct) <= classes:
        return distinct
    bounds = _steps(known.to_numpy(), classes, methode)
    inner = {bound for bound in bounds if distinct[0] <= bound < distinct[-1]}
    return [*sorted(inner), distinct[-1]]


def unsure(classes: Classification, possibles: pd.Series) -> pd.Series:
    """Return whether each value would be of another class at its other end.

    ``possibles``: the other end of the range of each value, on the index of the classes; what is
    not known at one end only is not sure either.
    """
    uppers = [high for _, high in classes.intervalles]
    known = pd.to_numeric(possibles, errors="coerce").astype(float)
    other = pd.Series(ABSENT, index=classes.indices.index, dtype=int)
    for rank, upper in reversed(list(enumerate(uppers))):
        other = other.mask((known <= upper).to_numpy(), rank)
    beyond = (known > uppers[-1]).to_numpy() if uppers else known.notna().to_numpy()
    return other.mask(beyond, len(uppers) - 1) != classes.indices


def classify(
    values: pd.Series,
    methode: Methode = "jenks",
    classes: int = MAX_CLASSES,
    *,
    zero: bool = False,
) -> Classification:
    """Cut ``values`` into at most ``classes`` classes; missing values stay apart.

    ``zero``: zero means none, and is a class of its own, the lowest, besides the others.
    When there are no more distinct values than classes, each is its own class. Empty classes
    never exist.
    """
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    known = numbers.dropna()
    if known.empty:
        indices = pd.Series(ABSENT, index=values.index, dtype=int)
        return Classification((), indices, (), len(values))
    none = bool(zero and known.min() == 0 < known.max())
    uppers = _upper_bounds(known[known > 0] if none else known, methode, classes)
    uppers = [0.0, *uppers] if none else uppers
    edges = [float("-inf"), *uppers]
    cut = pd.cut(numbers, edges, labels=False)
    used = sorted(cut.dropna().unique())
    rank = {old: new for new, old in enumerate(used)}
    indices = cut.map(rank).fillna(ABSENT).astype(int)
    groups = [known[indices[known.index] == new] for new in range(len(used))]
    intervals = tuple((float(group.min()), float(group.max())) for group in groups)
    counts = tuple(int((indices == new).sum()) for new in range(len(used)))
    return Classification(intervals, indices, counts, int(numbers.isna().sum()), none)
