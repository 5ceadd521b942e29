"""What a join promises whatever it is given."""

import geopandas as gpd
import pandas as pd
import pytest
import toy
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_series_equal
from shapely import Point, box

from geo.measures import joins

COMMUNES, QPV = toy.communes(), toy.qpv()
TARGETS = gpd.GeoSeries(
    [Point(toy.X0 + x, toy.Y0 + y) for x, y in ((0, 0), (900, 500), (2_000, 1_000))],
    index=["a", "b", "c"],
    crs=toy.CRS,
)

# Multiples of 100 m put many points on borders and on one another.
ON_GRID = st.builds(
    lambda x, y: Point(toy.X0 + 100 * x, toy.Y0 + 100 * y),
    st.integers(-3, 23),
    st.integers(-3, 13),
)
ANYWHERE = st.builds(
    lambda x, y: Point(toy.X0 + x, toy.Y0 + y),
    st.floats(-500, 2_500),
    st.floats(-500, 1_500),
)
PLACES = st.lists(st.one_of(st.none(), ON_GRID, ANYWHERE), max_size=30)

JOINS = {
    "commune_at": (joins.commune_at, COMMUNES),
    "qpv_at": (joins.qpv_at, QPV),
    "situation_qpv": (joins.situation_qpv, QPV),
    "distance_to_qpv_m": (joins.distance_to_qpv_m, QPV),
    "nearest": (lambda points, targets: joins.nearest(points, targets)["distance_m"], TARGETS),
    "nearest_id": (lambda points, targets: joins.nearest(points, targets)["id"], TARGETS),
}
EVERY_JOIN = pytest.mark.parametrize(("join", "zones"), JOINS.values(), ids=JOINS.keys())


def series(places, index=None):
    return gpd.GeoSeries(places, index=index, crs=toy.CRS)


@EVERY_JOIN
@given(places=PLACES, labels=st.data())
def test_a_join_keeps_its_rows_and_its_index(join, zones, places, labels):
    index = labels.draw(st.lists(st.integers(), min_size=len(places), max_size=len(places)))
    points = series(places, index=index)
    before = points.copy()
    found = join(points, zones)
    assert found.index.equals(points.index)
    assert points.geom_equals_exact(before, 0).equals(before.notna())
    assert found[points.isna().to_numpy()].isna().all()


@EVERY_JOIN
@given(places=PLACES, order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(join, zones, places, order):
    points = series(places)
    shuffled = list(points.index)
    order.shuffle(shuffled)
    found = join(points.loc[shuffled], zones.iloc[::-1])
    assert_series_equal(found.loc[points.index], join(points, zones))


@EVERY_JOIN
@given(places=PLACES)
def test_the_coordinate_system_of_the_input_changes_nothing(join, zones, places):
    points = series(places)
    found = join(points.to_crs(4326), zones.to_crs(3857))
    # One cannot tell 300 m from 300 m and a millionth: these points are left out.
    metres = joins.distance_to_qpv_m(points, QPV)
    clear = (metres - joins.BAND_M).abs().gt(1e-3) | metres.isna()
    assert_series_equal(found[clear], join(points, zones)[clear], atol=1e-3)


@given(places=PLACES)
def test_a_commune_is_one_of_those_that_sjoin_finds(places):
    points = series(places)
    oracle = gpd.sjoin(points.to_frame("geometry"), COMMUNES[["code_insee", "geometry"]])
    expected = oracle.groupby(level=0)["code_insee"].min().reindex(points.index)
    found = joins.commune_at(points, COMMUNES)
    # Within a millimetre of a border we say « on the border » where the oracle is strict.
    border = points.distance(COMMUNES.boundary.union_all()) <= joins.TOUCH_M
    strict = ~border.to_numpy(dtype=bool)
    assert found[strict].dropna().to_dict() == expected[strict].dropna().to_dict()


@given(places=PLACES)
def test_each_point_is_in_one_commune_or_outside(places):
    points = series(places)
    found = joins.commune_at(points, COMMUNES)
    by_commune = found.value_counts().sum()
    assert by_commune + found.isna().sum() == len(points)


@given(places=PLACES)
def test_the_three_situations_make_the_total(places):
    points = series(places)
    found = joins.situation_qpv(points, QPV)
    assert found.isin(["dedans", "bande", "dehors"]).sum() == points.notna().sum()
    inside = joins.qpv_at(points, QPV).notna()
    assert (found == "dedans").tolist() == inside.tolist()


@given(places=PLACES)
def test_the_nearest_is_one_of_those_that_sjoin_nearest_finds(places):
    points = series(places)
    oracle = gpd.sjoin_nearest(
        points.dropna().to_frame("geometry"), TARGETS.to_frame("geometry"), distance_col="m"
    )
    expected = oracle.rename_axis("row").groupby("row").agg({oracle.columns[1]: "min", "m": "min"})
    found = joins.nearest(points, TARGETS).dropna()
    assert found["id"].to_dict() == expected.iloc[:, 0].to_dict()
    assert found["distance_m"].to_dict() == pytest.approx(expected["m"].to_dict())


CORNER = st.tuples(st.floats(-500, 2_400), st.floats(-500, 1_400))


@given(
    corners=st.lists(CORNER, min_size=1, max_size=5),
    width=st.floats(1, 800),
    height=st.floats(1, 800),
)
def test_shares_and_what_is_outside_make_the_whole_zone(corners, width, height):
    shapes = [
        box(toy.X0 + x, toy.Y0 + y, toy.X0 + x + width, toy.Y0 + y + height) for x, y in corners
    ]
    zones = gpd.GeoDataFrame(geometry=shapes, crs=toy.CRS)
    found = joins.shares(zones, COMMUNES)
    inside = found.groupby("zone")["surface_km2"].sum().reindex(zones.index, fill_value=0)
    outside = zones.difference(COMMUNES.union_all()).area / 1e6
    assert (inside + outside).tolist() == pytest.approx((zones.area / 1e6).tolist(), abs=1e-9)
    key = ["zone", "code_insee"]
    first = found.set_index(key)["surface_km2"]
    again = joins.shares(zones.to_crs(4326).iloc[::-1], COMMUNES.iloc[::-1]).set_index(key)
    # Reprojecting may add or remove a piece of a few mm² along a border.
    difference = again["surface_km2"].sub(first, fill_value=0)
    assert (difference.abs() < 1e-8).all()


@given(
    codes=st.lists(st.sampled_from([toy.A, toy.B, "62999", None]), max_size=10),
    order=st.randoms(use_true_random=False),
)
def test_the_position_of_a_facility_does_not_depend_on_the_others(codes, order):
    blank = [float("nan")] * len(codes)
    frame = pd.DataFrame({"code_insee": pd.Series(codes, dtype="str"), "lon": blank, "lat": blank})
    shuffled = list(frame.index)
    order.shuffle(shuffled)
    found = joins.position(frame.loc[shuffled], COMMUNES).loc[frame.index]
    one_by_one = [joins.position(frame.loc[[row]], COMMUNES).iloc[0] for row in frame.index]
    assert found.tolist() == one_by_one
    assert found.notna().tolist() == [code in (toy.A, toy.B) for code in codes]
