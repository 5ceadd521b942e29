"""Cutting values into classes: at most five, none empty, the missing ones apart."""

import pandas as pd
import pytest
from pandas.testing import assert_series_equal

from geo.answers import bundle
from geo.core import catalog
from geo.drawing.maps.classes import ABSENT, MAX_CLASSES, METHODES, classify, unsure
from geo.measures import indicators

LABELS = ["f", "a", "e", "b", "d", "c", "g"]
VALUES = pd.Series([1.0, 2.0, 3.0, 50.0, 51.0, None, 100.0], index=LABELS)


@pytest.mark.parametrize("methode", METHODES)
class TestWhateverTheMethod:
    def test_all_missing_values_make_no_class(self, methode):
        for values in (pd.Series([None, None], dtype="Float64"), pd.Series([], dtype=float)):
            found = classify(values, methode)
            assert found.intervalles == found.effectifs == ()
            assert (found.indices == ABSENT).all()
            assert found.absents == len(values)

    def test_a_constant_series_makes_one_class(self, methode):
        found = classify(pd.Series([7.0] * 20), methode)
        assert found.intervalles == ((7.0, 7.0),)
        assert found.effectifs == (20,)

    def test_few_distinct_values_are_each_their_own_class(self, methode):
        found = classify(pd.Series([0, 2, 0, 1, 2, 0]), methode)
        assert found.intervalles == ((0, 0), (1, 1), (2, 2))
        assert found.effectifs == (3, 1, 2)
        assert found.indices.tolist() == [0, 2, 0, 1, 2, 0]

    def test_a_missing_value_stays_apart_on_the_same_index(self, methode):
        found = classify(VALUES, methode)
        assert found.indices.index.tolist() == LABELS
        assert found.indices["c"] == ABSENT
        assert found.absents == 1
        assert sum(found.effectifs) == 6

    def test_the_values_are_left_unchanged(self, methode):
        before = VALUES.copy()
        classify(VALUES, methode)
        assert_series_equal(VALUES, before)

    def test_fewer_classes_can_be_asked(self, methode):
        found = classify(pd.Series(range(30)), methode, classes=3)
        assert 1 < len(found.effectifs) <= 3

    def test_nullable_whole_numbers_are_cut_as_decimals_are(self, methode):
        whole = pd.Series([1, 5, 9, 40, 41, 90, pd.NA], dtype="Int64")
        assert classify(whole, methode).absents == 1


def test_natural_breaks_follow_the_gaps():
    found = classify(VALUES, "jenks", classes=3)
    assert found.intervalles == ((1.0, 3.0), (50.0, 51.0), (100.0, 100.0))
    assert found.effectifs == (3, 2, 1)


def test_quantiles_share_the_values_out():
    assert classify(pd.Series(range(100)), "quantiles").effectifs == (20,) * 5


def test_round_bounds_are_round():
    found = classify(pd.Series(range(101)), "rondes")
    assert [high for _, high in found.intervalles] == [20, 40, 60, 80, 100]


def test_round_bounds_never_make_more_classes_than_asked():
    # Two of these three make six round classes when five are asked.
    # From 1 to 11, steps of 2 that begin at 0 make six classes: 2, 4, 6, 8, 10, 12.
    assert len(classify(pd.Series(range(1, 12)), "rondes").effectifs) <= MAX_CLASSES


def test_many_equal_values_do_not_make_an_empty_class():
    found = classify(pd.Series([0.0] * 90 + [float(i) for i in range(1, 11)]), "quantiles")
    assert all(found.effectifs)
    assert found.intervalles[0] == (0.0, 0.0)


@pytest.fixture(scope="module")
def measures():
    """Return every measure of the shipped data, over both territories and over each."""
    base = bundle.load_base()
    found = {"densite": indicators.densite(base.communes)}
    found["population"] = base.communes["population"]
    for theme_id in catalog.THEMES:
        data = bundle.theme_data(base, theme_id)
        found |= {f"{theme_id} {name}": data.mesures[name] for name in data.mesures}
    return {
        (name, territory): values[base.communes["territoire"].isin(kept)]
        for name, values in found.items()
        for territory, kept in {"tous": catalog.TERRITORIES, "call": ["call"]}.items()
    }


def others():
    """Return the same cuts by another library, which takes scikit-learn and two seconds to load."""
    import mapclassify  # noqa: PLC0415 - see above

    return {
        "jenks": lambda values: mapclassify.FisherJenks(values, k=MAX_CLASSES),
        "quantiles": lambda values: mapclassify.Quantiles(values, k=MAX_CLASSES),
        "rondes": lambda values: next(
            found
            for found in (mapclassify.PrettyBreaks(values, k=k) for k in range(MAX_CLASSES, 1, -1))
            if len(found.bins) <= MAX_CLASSES
        ),
    }


@pytest.mark.filterwarnings("ignore::UserWarning")  # mapclassify's: too few values, no numba
@pytest.mark.parametrize("methode", METHODES)
def test_the_classes_of_every_measure_are_those_of_another_library(measures, methode):
    assert len(measures) >= 2 * 10
    cut = others()[methode]
    for name, values in measures.items():
        known = pd.to_numeric(values, errors="coerce").astype(float).dropna()
        if known.nunique() <= MAX_CLASSES:
            continue
        bins = [float("-inf"), *cut(known.to_numpy()).bins]
        counts = pd.cut(known, sorted(set(bins)), labels=False).value_counts().sort_index()
        assert classify(values, methode).effectifs == tuple(counts), name


def test_a_value_is_unsure_when_its_other_end_is_of_another_class():
    values = pd.Series([1.0, 2.0, 10.0, 11.0, float("nan")], index=list("abcde"))
    found = classify(values, "jenks", 2)
    other = pd.Series([1.0, 1.0, 2.0, 10.5, 3.0], index=list("abcde"))
    assert unsure(found, other).tolist() == [False, False, True, False, True]
    assert not unsure(found, values).any()


@pytest.mark.parametrize("methode", METHODES)
def test_zero_is_a_class_of_its_own_where_it_means_none(methode):
    values = pd.Series([0.0] * 98 + [0.2, 2.5, 3.0, 7.0, 8.0, 20.0, 21.0, 40.0])
    found = classify(values, methode, zero=True)
    assert found.zero
    assert (found.intervalles[0], found.effectifs[0]) == ((0.0, 0.0), 98)
    assert found.intervalles[1][0] == 0.2
    assert sum(found.effectifs) == len(values)


def test_zero_is_no_class_without_any_zero_nor_where_all_is_zero():
    for values in (pd.Series([1.0, 2.0, 9.0]), pd.Series([0.0, 0.0])):
        assert not classify(values, zero=True).zero
