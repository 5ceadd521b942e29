"""Properties of the classes, whatever the values and the method."""

import math

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.drawing.maps.classes import ABSENT, MAX_CLASSES, METHODES, classify

# Rates, counts and distances as they are: two decimals at most, or a few distinct values.
NUMBERS = st.one_of(
    st.integers(0, 4).map(float),
    st.decimals(0, 100, places=2).map(float),
    st.floats(0, 1e7).map(lambda value: round(value, 2)),
)
VALUES = st.lists(st.one_of(st.none(), NUMBERS), max_size=60).map(
    lambda values: pd.Series(values, index=[f"c{i}" for i in range(len(values))], dtype="Float64")
)
METHOD = st.sampled_from(METHODES)


@given(VALUES, METHOD)
def test_there_are_five_classes_at_most_and_none_is_empty(values, methode):
    found = classify(values, methode)
    assert len(found.effectifs) <= MAX_CLASSES
    assert all(count > 0 for count in found.effectifs)
    assert len(found.intervalles) == len(found.effectifs)


@given(VALUES, METHOD)
def test_counts_and_missing_values_make_the_whole(values, methode):
    found = classify(values, methode)
    assert sum(found.effectifs) + found.absents == len(values)
    assert found.absents == values.isna().sum() == (found.indices == ABSENT).sum()


@given(VALUES, METHOD)
def test_every_known_value_is_in_one_class_only_and_within_its_bounds(values, methode):
    found = classify(values, methode)
    assert found.indices.index.equals(values.index)
    for label, value in values.dropna().items():
        holding = [
            rank for rank, (low, high) in enumerate(found.intervalles) if low <= value <= high
        ]
        assert holding == [found.indices[label]]


@given(VALUES, METHOD)
def test_classes_follow_one_another_from_the_lowest_value_to_the_highest(values, methode):
    found = classify(values, methode)
    bounds = [bound for interval in found.intervalles for bound in interval]
    assert bounds == sorted(bounds)
    known = values.dropna()
    if len(known):
        assert math.isclose(bounds[0], known.min())
        assert math.isclose(bounds[-1], known.max())


@given(VALUES, METHOD)
def test_the_order_of_the_values_changes_nothing(values, methode):
    found, backwards = classify(values, methode), classify(values[::-1], methode)
    assert found.intervalles == backwards.intervalles
    assert found.indices.to_dict() == backwards.indices.to_dict()
