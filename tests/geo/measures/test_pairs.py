"""The peers of a commune, on communes whose distances can be computed by hand."""

import math

import pandas as pd
import pytest

from geo.core.errors import UnknownIdError
from geo.measures import pairs


def territory(**columns):
    """Return communes « 62001 », « 62002 »…, and measures; a criterion left out is constant."""
    count = len(next(iter(columns.values())))
    codes = [f"62{rank:03d}" for rank in range(1, count + 1)]
    index = pd.Index([f"l{rank}" for rank in range(count)])
    communes = pd.DataFrame(
        {"code_insee": codes, "nom": [f"N{c}" for c in codes], "territoire": "call"}, index=index
    )
    whole = {
        "population": [100.0] * count,
        "densite": [10.0] * count,
        "part_qpv_pct": [0.0] * count,
    }
    return communes, pd.DataFrame(whole | columns, index=index)


def peers(code="62001", n=8, **columns):
    return pairs.pairs(*territory(**columns), code, n)


def test_the_nearest_comes_first_and_the_commune_itself_is_not_there():
    found = peers(part_qpv_pct=[0, 10, 4, 1])
    assert list(found["code_insee"]) == ["62004", "62003", "62002"]


def test_the_distance_is_in_standard_deviations():
    found = peers(part_qpv_pct=[0.0, 2.0])
    assert found["distance"].tolist() == [pytest.approx(2.0)]
    assert found["ecart_part_qpv_pct"].tolist() == [pytest.approx(2.0)]


def test_three_criteria_weigh_the_same():
    found = peers(population=[100, 1000], densite=[10, 100], part_qpv_pct=[0, 2])
    assert found["distance"].tolist() == [pytest.approx(math.sqrt(12))]


def test_sizes_are_compared_by_their_ratio():
    found = peers(code="62002", population=[100, 1000, 10_000])
    assert found["distance"].tolist()[0] == pytest.approx(found["distance"].tolist()[1])
    assert list(found["code_insee"]) == ["62001", "62003"]


def test_at_the_same_distance_the_smallest_code_comes_first():
    communes, mesures = territory(part_qpv_pct=[5, 6, 4, 5])
    backwards = pairs.pairs(communes.iloc[::-1], mesures.iloc[::-1], "62001")
    forwards = pairs.pairs(communes, mesures, "62001")
    assert list(forwards["code_insee"]) == ["62004", "62002", "62003"]
    pd.testing.assert_frame_equal(forwards, backwards)


@pytest.mark.parametrize("missing", [math.nan, 0, -1])
def test_a_commune_without_inhabitants_known_is_the_peer_of_none(missing):
    assert list(peers(population=[100, missing, 900])["code_insee"]) == ["62003"]
    assert peers(code="62002", population=[100, missing, 900]).empty


def test_a_criterion_that_is_the_same_everywhere_does_not_count():
    found = peers(densite=[0.1 + 0.2, 0.3, 0.3], part_qpv_pct=[0, 1, 2])
    assert found["ecart_densite"].tolist() == [0, 0]


def test_a_missing_value_does_not_move_the_means():
    with_it = peers(part_qpv_pct=[0, 2, 4, math.nan])
    without = peers(part_qpv_pct=[0.0, 2.0, 4.0])
    pd.testing.assert_frame_equal(with_it, without)


def test_the_criteria_on_which_it_is_close_are_told_closest_first():
    found = peers(population=[100, 101, 9000], densite=[10, 10, 900], part_qpv_pct=[0, 9, 3])
    assert found.set_index("code_insee").loc["62002", "proches"] == "densite|population"


def test_the_closest_criterion_is_told_even_where_none_is_close():
    found = peers(population=[100, 1000], densite=[10, 100], part_qpv_pct=[0, 2])
    assert found["proches"].tolist()[0] in pairs.CRITERES


def test_there_are_at_most_as_many_as_asked():
    assert len(peers(n=2, part_qpv_pct=[0, 1, 2, 3, 4])) == 2
    assert len(peers(n=9, part_qpv_pct=[0, 1, 2])) == 2
    assert peers(part_qpv_pct=[3]).empty


def test_an_unknown_commune_is_told():
    with pytest.raises(UnknownIdError, match="« 62999 » n’est pas une des communes"):
        peers(code="62999", part_qpv_pct=[0, 1])


def test_nothing_given_is_changed():
    communes, mesures = territory(part_qpv_pct=[0, 1, 2])
    before = communes.copy(), mesures.copy()
    pairs.pairs(communes, mesures, "62001")
    pd.testing.assert_frame_equal(communes, before[0])
    pd.testing.assert_frame_equal(mesures, before[1])
