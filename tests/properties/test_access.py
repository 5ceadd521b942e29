"""Properties of access, whatever the facilities."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import toy
import toy_themes
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from shapely import Point

from geo.access import reach, straight
from geo.measures import joins

COMMUNES = toy.communes()
POPULATION = COMMUNES["population"]
H = straight.Hypotheses()
PLACES = st.tuples(st.integers(-30_000, 30_000), st.integers(-30_000, 30_000))
ROWS = st.lists(
    st.tuples(st.sampled_from([toy.A, toy.B, "62999"]), st.one_of(st.none(), PLACES)), max_size=12
)
MODES = st.sampled_from(straight.MODES)
SEUILS = st.sampled_from(straight.SEUILS_MIN)


def point(place):
    return place and Point(toy.X0 + place[0], toy.Y0 + place[1])


def facilities(rows):
    return toy_themes.table(
        "piscines",
        [toy_themes.facility(f"f{rank}", code, point(at)) for rank, (code, at) in enumerate(rows)],
    )


def lines(frame, communes=COMMUNES):
    return straight.distances(joins.commune_points(communes), frame, communes)


def nearest(frame, mode, communes=COMMUNES):
    return straight.plus_proches(straight.minutes(lines(frame, communes), H, mode))


@given(ROWS, MODES, SEUILS)
def test_the_served_are_never_more_than_the_inhabitants_nor_out_of_order(rows, mode, limit):
    served = reach.desserte(POPULATION, nearest(facilities(rows), mode), limit)
    assert 0 <= served.bas <= served.centre <= served.haut <= served.habitants == 4000


@given(ROWS, PLACES, MODES)
def test_adding_a_facility_never_lowers_access(rows, place, mode):
    before = lines(facilities(rows))
    added = straight.avec(before, straight.vers_un_lieu(before.origines, point(place), "essai"))
    then = straight.plus_proches(straight.minutes(before, H, mode))
    now = straight.plus_proches(straight.minutes(added, H, mode))
    for name in ("bas", "centre", "haut"):
        assert (now[name] <= then[name].fillna(np.inf)).all()
    found = reach.gains(POPULATION, {mode: then}, {mode: now})
    assert (found["gagnes_min"] >= 0).all()
    assert (found["gagnes_max"] <= 4000).all()


@given(ROWS, MODES, SEUILS)
def test_the_total_of_a_group_is_the_sum_of_its_communes(rows, mode, limit):
    proches = nearest(facilities(rows), mode)
    whole = reach.desserte(POPULATION, proches, limit)
    parts = [reach.desserte(POPULATION.iloc[[rank]], proches, limit) for rank in (0, 1)]
    for name in ("habitants", "bas", "centre", "haut"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts)


@given(ROWS)
def test_a_range_holds_its_central_value(rows):
    found = lines(facilities(rows))
    assert (found.bas <= found.centre + 1e-6).all()
    assert (found.centre <= found.haut + 1e-6).all()


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_place_somewhere_in_a_commune_is_within_its_range(x, y):
    hidden = lines(facilities([(toy.B, None)]))
    real = lines(facilities([(toy.B, (1000 + x, y))]))
    assert (hidden.bas <= real.centre + 0.01).all()
    assert (real.centre <= hidden.haut + 0.01).all()


@given(PLACES, PLACES)
def test_distances_are_symmetric(one, other):
    first, second = (gpd.GeoSeries([point(place)], crs=toy.CRS) for place in (one, other))
    there = straight.vers_un_lieu(first, second.iloc[0], "b").centre
    back = straight.vers_un_lieu(second, first.iloc[0], "a").centre
    assert there == pytest.approx(back)


@given(ROWS, MODES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows, mode, random):
    frame = facilities(rows)
    order = list(frame.index)
    random.shuffle(order)
    found = nearest(frame.loc[order], mode, COMMUNES.iloc[::-1])
    assert_frame_equal(found.loc[COMMUNES.index], nearest(frame, mode))


@given(ROWS)
def test_the_coordinate_system_of_the_communes_changes_no_distance(rows):
    frame = facilities(rows)
    here, degrees = lines(frame), lines(frame, COMMUNES.to_crs(4326))
    for name in ("bas", "centre", "haut"):
        assert getattr(degrees, name) == pytest.approx(getattr(here, name), abs=0.01)


@given(ROWS, MODES, SEUILS)
def test_no_commune_gains_more_than_the_best_one(rows, mode, limit):
    proches = nearest(facilities(rows), mode)
    places = straight.minutes(lines(straight.mairies(COMMUNES)), H, mode)
    gained = {}
    for rank, code in enumerate(COMMUNES["code_insee"]):
        after = proches["centre"].fillna(np.inf).clip(upper=pd.Series(places.centre[:, rank]))
        now = POPULATION[after <= limit + straight.ROUNDING].sum()
        gained[code] = now - reach.desserte(POPULATION, proches, limit).centre
    best = reach.best_commune(COMMUNES, proches, places, limit)
    assert (best[1] if best else 0) == max(gained.values())
    assert best is None or gained[best[0]] == best[1]
