"""Reprojection: metres for measures, degrees for display, never a guess."""

import threading
from concurrent.futures import ThreadPoolExecutor

import geopandas as gpd
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from pyproj import CRS

from geo.core.crs import LAMBERT93, WGS84, points_from_lonlat, require_crs, to_display, to_metric
from geo.core.errors import CrsError

NOT_A_SYSTEM = 'LOCAL_CS["plan local",UNIT["metre",1]]'


def test_a_square_of_one_kilometre_measures_one_square_kilometre_after_a_round_trip(toy_communes):
    back = to_metric(to_display(toy_communes))
    assert back.crs.to_epsg() == LAMBERT93
    assert back.area.tolist() == pytest.approx([1e6, 1e6], rel=1e-6)


def test_display_is_in_degrees_near_bethune(toy_communes):
    west, south, east, north = to_display(toy_communes).total_bounds
    assert 2.6 < west < east < 2.8
    assert 50.4 < south < north < 50.6


def test_a_series_is_reprojected_as_a_frame_is(toy_communes):
    degrees = to_display(toy_communes.geometry)
    assert isinstance(degrees, gpd.GeoSeries)
    assert degrees.crs.to_epsg() == WGS84


def test_what_is_already_in_the_system_is_returned_as_it_is(toy_communes):
    assert to_metric(toy_communes) is toy_communes
    assert require_crs(toy_communes, LAMBERT93) is toy_communes


def test_a_system_is_known_whatever_the_way_it_is_written(toy_communes):
    said = CRS.from_epsg(LAMBERT93).to_wkt()
    written = toy_communes.set_crs(said, allow_override=True)
    assert written.crs.srs != toy_communes.crs.srs
    assert require_crs(written, LAMBERT93) is written
    with pytest.raises(CrsError, match="4326"):
        require_crs(written, WGS84)


def test_reprojection_leaves_its_argument_unchanged(toy_communes):
    before = toy_communes.copy()
    to_display(toy_communes)
    assert_frame_equal(toy_communes, before)
    assert toy_communes.crs == before.crs


@pytest.mark.parametrize("reproject", [to_metric, to_display])
def test_without_a_declared_system_nothing_is_guessed(toy_communes, reproject):
    bare = toy_communes.set_crs(None, allow_override=True)
    with pytest.raises(CrsError, match="sans système de coordonnées"):
        reproject(bare)


def test_the_required_system_must_be_declared(toy_communes):
    bare = toy_communes.set_crs(None, allow_override=True)
    with pytest.raises(CrsError, match=r"attendu : EPSG:4326 ; la table n’en déclare aucun"):
        require_crs(bare, WGS84)


def test_another_system_than_the_required_one_is_named(toy_communes):
    with pytest.raises(CrsError, match=r"attendu : EPSG:4326 ; trouvé : EPSG:2154"):
        require_crs(toy_communes, WGS84)


def test_a_system_without_an_epsg_code_is_another_one(toy_communes):
    local = toy_communes.set_crs(NOT_A_SYSTEM, allow_override=True)
    with pytest.raises(CrsError, match="trouvé"):
        require_crs(local, LAMBERT93)


def test_a_missing_coordinate_gives_a_missing_point_on_the_same_index():
    frame = pd.DataFrame({"lon": [2.6, None, 2.7], "lat": [50.4, 50.5, None]}, index=[9, 4, 6])
    before = frame.copy()
    points = points_from_lonlat(frame)
    assert points.index.tolist() == [9, 4, 6]
    assert points.notna().tolist() == [True, False, False]
    assert (points[9].x, points[9].y) == (2.6, 50.4)
    assert points.crs.to_epsg() == WGS84
    assert_frame_equal(frame, before)


def test_the_columns_of_coordinates_may_have_other_names():
    frame = pd.DataFrame({"x": [2.6], "y": [50.4]})
    assert points_from_lonlat(frame, "x", "y")[0].y == 50.4


def test_an_empty_table_gives_no_point():
    assert len(points_from_lonlat(pd.DataFrame({"lon": [], "lat": []}))) == 0


def test_the_threads_that_ask_share_one_that_reprojects(toy_communes, monkeypatch):
    names = []
    known = gpd.GeoDataFrame.to_crs

    def spied(self, *given, **options):
        names.append(threading.current_thread().name)
        return known(self, *given, **options)

    monkeypatch.setattr(gpd.GeoDataFrame, "to_crs", spied)
    with ThreadPoolExecutor(max_workers=4) as pool:
        moved = list(pool.map(to_display, [toy_communes] * 4))
    assert set(names) == {"atlas-projection_0"}
    assert len(names) == len(moved) == 4
    assert all(one.geometry.equals(moved[0].geometry) for one in moved)
