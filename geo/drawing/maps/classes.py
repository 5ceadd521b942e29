"""Cutting the values of a choropleth into classes (mapclassify)."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Literal, get_args

import pandas as pd

if TYPE_CHECKING:
    from types import ModuleType

    import mapclassify
    import numpy as np
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
    ``effectifs`` counts each class.
    """

    intervalles: tuple[tuple[float, float], ...]
    indices: pd.Series
    effectifs: tuple[int, ...]
    absents: int


def _library() -> ModuleType:
    """Return mapclassify; it loads scipy and scikit-learn, so only when a map asks for classes."""
    return import_module("mapclassify")


def _classify(
    values: npt.NDArray[np.float64], classes: int, methode: Methode
) -> mapclassify.classifiers.MapClassifier:
    library = _library()
    if methode == "quantiles":
        with warnings.catch_warnings():
            # Many equal values (communes without any) give fewer classes than asked: as it should.
            warnings.filterwarnings("ignore", message="Not enough unique values")
            return library.Quantiles(values, k=classes)
    if methode == "rondes":
        return _pretty_breaks(values, classes)
    with warnings.catch_warnings():
        # A few hundred values at most: the pure Python version takes milliseconds.
        warnings.filterwarnings("ignore", message="Numba not installed")
        return library.FisherJenks(values, k=classes)


def _pretty_breaks(
    values: npt.NDArray[np.float64], classes: int
) -> mapclassify.classifiers.MapClassifier:
    """Return round bounds; mapclassify may make one class more than asked."""
    asked = range(classes, 1, -1)
    tried = (_library().PrettyBreaks(values, k=count) for count in asked)
    return next(found for found in tried if len(found.bins) <= classes)


def _upper_bounds(known: pd.Series, methode: Methode, classes: int) -> list[float]:
    distinct = sorted(known.unique())
    if len(distinct) <= classes:
        return distinct
    bounds = [float(bound) for bound in _classify(known.to_numpy(), classes, methode).bins]
    inner = {bound for bound in bounds if distinct[0] <= bound < distinct[-1]}
    return [*sorted(inner), distinct[-1]]


def classify(
    values: pd.Series, methode: Methode = "jenks", classes: int = MAX_CLASSES
) -> Classification:
    """Cut ``values`` into at most ``classes`` classes; missing values stay apart.

    When there are no more distinct values than classes, each is its own class. Empty classes
    never exist.
    """
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    known = numbers.dropna()
    if known.empty:
        indices = pd.Series(ABSENT, index=values.index, dtype=int)
        return Classification((), indices, (), len(values))
    uppers = _upper_bounds(known, methode, classes)
    edges = [float("-inf"), *uppers]
    cut = pd.cut(numbers, edges, labels=False)
    used = sorted(cut.dropna().unique())
    rank = {old: new for new, old in enumerate(used)}
    indices = cut.map(rank).fillna(ABSENT).astype(int)
    groups = [known[indices[known.index] == new] for new in range(len(used))]
    intervals = tuple((float(group.min()), float(group.max())) for group in groups)
    counts = tuple(int((indices == new).sum()) for new in range(len(used)))
    return Classification(intervals, indices, counts, int(numbers.isna().sum()))
