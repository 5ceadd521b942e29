"""Properties of the indicators, whatever the facilities."""

import pandas as pd
import pytest
import toy
import toy_themes
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal
from shapely import Point

from geo.measures import indicators

COMMUNES = toy.communes()
ROWS = st.lists(
    st.tuples(
        st.sampled_from([toy.A, toy.B, "62999"]),
        st.sampled_from(["ouverte", "projet", "non_etabli"]),
        st.one_of(st.none(), st.integers(0, 500)),
        st.one_of(st.none(), st.tuples(st.integers(0, 2000), st.integers(0, 1000))),
    ),
    max_size=25,
)


def facilities(rows):
    return toy_themes.table(
        "bornes",
        [
            toy_themes.facility(
                f"s{rank}",
                code,
                place and Point(toy.X0 + place[0], toy.Y0 + place[1]),
                statut,
                fact,
            )
            for rank, (code, statut, fact, place) in enumerate(rows)
        ],
    )


@given(ROWS)
def test_the_counts_of_the_communes_and_what_is_outside_make_the_whole(rows):
    frame = facilities(rows)
    outside = (~frame["code_insee"].isin(COMMUNES["code_insee"])).sum()
    counted = indicators.count_by_commune(COMMUNES, frame).sum()
    assert counted + outside == len(frame)


@given(ROWS)
def test_the_totals_of_the_communes_and_what_is_outside_make_the_whole(rows):
    frame = facilities(rows)
    outside = frame.loc[~frame["code_insee"].isin(COMMUNES["code_insee"]), "nbre_pdc_min"].sum()
    totals = indicators.total_by_commune(COMMUNES, frame, "nbre_pdc_min")
    assert totals.sum() + outside == frame["nbre_pdc_min"].sum()


@given(ROWS)
def test_a_facility_that_is_not_open_changes_no_total(rows):
    frame = facilities(rows)
    extra = facilities([(toy.A, "projet", 99, (500, 500)), (toy.B, "non_etabli", 99, None)])
    more = pd.concat([frame, extra], ignore_index=True)
    assert_frame_equal(
        indicators.ouverts(more).reset_index(drop=True),
        indicators.ouverts(frame).reset_index(drop=True),
    )


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows, random):
    frame = facilities(rows)
    order = list(frame.index)
    random.shuffle(order)
    shuffled, backwards = frame.loc[order], COMMUNES.iloc[::-1]
    for measure in (
        indicators.count_by_commune,
        lambda c, f: indicators.total_by_commune(c, f, "nbre_pdc_min"),
        lambda c, f: indicators.distance_au_plus_proche(c, f)["distance_m"],
    ):
        found = measure(backwards, shuffled)
        assert found.index.equals(backwards.index)
        assert_series_equal(found.loc[COMMUNES.index], measure(COMMUNES, frame))


@given(ROWS)
def test_the_coordinate_system_of_the_communes_changes_no_distance(rows):
    frame = facilities(rows)
    before = frame.copy()
    metric = indicators.distance_au_plus_proche(COMMUNES, frame)
    degrees = indicators.distance_au_plus_proche(COMMUNES.to_crs(4326), frame)
    assert degrees["id"].equals(metric["id"])
    assert degrees["distance_m"].tolist() == pytest.approx(
        metric["distance_m"].tolist(), abs=0.01, nan_ok=True
    )
    assert_frame_equal(frame, before)


@given(ROWS)
def test_a_rate_times_its_population_is_the_value(rows):
    totals = indicators.total_by_commune(COMMUNES, facilities(rows), "nbre_pdc_min")
    rates = indicators.per_inhabitants(totals, COMMUNES, 1000)
    back = (rates * COMMUNES["population"] / 1000).astype(float)
    assert back.tolist() == pytest.approx(totals.tolist(), nan_ok=True)
