"""Expected values come from the drawing at the top of ``tests/toy.py``."""

import math

import geopandas as gpd
import pandas as pd
import pytest
import toy
from shapely import Point, box

from geo.core.errors import CrsError
from geo.measures import joins


def points(*places):
    return gpd.GeoSeries(list(places), crs=toy.CRS)


def far(code="62003"):
    """A third commune that touches the second one at a corner only."""
    corner = (toy.X0 + 2 * toy.SIDE, toy.Y0 + toy.SIDE)
    zone = box(*corner, corner[0] + toy.SIDE, corner[1] + toy.SIDE)
    return gpd.GeoDataFrame({"code_insee": [code]}, geometry=[zone], crs=toy.CRS)


class TestCommuneAt:
    def test_a_point_takes_the_commune_in_which_it_is(self, toy_geometries, toy_communes):
        found = joins.commune_at(toy_geometries, toy_communes)
        assert found[7] == toy.A
        assert found.name == "code_insee"
        assert found.dtype == "str"

    def test_a_duplicated_point_takes_the_same_commune(self, toy_geometries, toy_communes):
        found = joins.commune_at(toy_geometries, toy_communes)
        assert found[3] == found[7]

    def test_a_point_on_a_shared_border_is_counted_once(self, toy_geometries, toy_communes):
        found = joins.commune_at(toy_geometries, toy_communes.iloc[::-1])
        assert found[11] == toy.A

    def test_a_point_outside_or_missing_has_no_commune(self, toy_geometries, toy_communes):
        found = joins.commune_at(toy_geometries, toy_communes)
        assert found[[5, 2]].isna().all()

    def test_no_commune_gives_missing_values(self, toy_geometries, toy_communes):
        found = joins.commune_at(toy_geometries, toy_communes.iloc[:0])
        assert found.isna().all()
        assert found.index.equals(toy_geometries.index)

    def test_no_point_gives_no_row(self, toy_geometries, toy_communes):
        assert joins.commune_at(toy_geometries.iloc[:0], toy_communes).empty

    def test_a_missing_coordinate_system_is_refused(self, toy_communes):
        with pytest.raises(CrsError, match="sans système de coordonnées"):
            joins.commune_at(gpd.GeoSeries([toy.INSIDE]), toy_communes)


class TestAssignCommune:
    def test_the_code_of_the_source_prevails_over_the_geometry(self, toy_points, toy_communes):
        toy_points.loc[7, "code_insee"] = toy.B
        assert joins.assign_commune(toy_points, toy_communes)[7] == toy.B

    def test_the_geometry_fills_a_missing_code(self, toy_points, toy_communes):
        found = joins.assign_commune(toy_points, toy_communes)
        assert found[3] == toy.A
        assert found[11] == toy.A

    def test_a_facility_without_a_point_keeps_its_code(self, toy_points, toy_communes):
        assert joins.assign_commune(toy_points, toy_communes)[2] == toy.B

    def test_a_facility_outside_without_a_code_stays_without(self, toy_points, toy_communes):
        assert pd.isna(joins.assign_commune(toy_points, toy_communes)[5])

    def test_a_column_of_missing_codes_is_filled(self, toy_points, toy_communes):
        toy_points["code_insee"] = None
        found = joins.assign_commune(toy_points, toy_communes)
        assert found.dropna().to_dict() == {7: toy.A, 3: toy.A, 11: toy.A}


class TestPosition:
    def test_own_coordinates_are_kept_as_they_are(self, toy_points, toy_communes):
        found = joins.position(toy_points, toy_communes)
        assert found[7] == Point(toy_points.loc[7, "lon"], toy_points.loc[7, "lat"])
        assert found.crs.to_epsg() == 4326

    def test_without_coordinates_it_is_the_mairie(self, toy_points, toy_communes):
        found = joins.position(toy_points, toy_communes)
        mairie = toy_communes.set_index("code_insee").loc[toy.B]
        assert found[2] == Point(mairie["mairie_lon"], mairie["mairie_lat"])

    def test_a_mairie_outside_its_commune_gives_way_to_a_point_inside(self, toy_communes):
        toy_communes.loc[1, "mairie_lon"] = toy_communes.loc[0, "mairie_lon"]
        found = joins.commune_points(toy_communes).to_crs(toy.CRS)
        assert toy_communes.contains(found).all()

    def test_a_missing_mairie_gives_way_to_a_point_inside(self, toy_communes):
        toy_communes.loc[1, ["mairie_lon", "mairie_lat"]] = math.nan
        found = joins.commune_points(toy_communes).to_crs(toy.CRS)
        assert toy_communes.contains(found).all()

    @pytest.mark.parametrize("code", [None, "62999"])
    def test_an_unknown_commune_gives_no_position(self, toy_points, toy_communes, code):
        toy_points.loc[2, "code_insee"] = code
        assert joins.position(toy_points, toy_communes)[2] is None

    def test_only_a_facility_without_coordinates_is_approximative(self, toy_points):
        assert joins.position_approximative(toy_points).to_dict() == {
            7: False, 3: False, 11: False, 5: False, 2: True,
        }  # fmt: skip

    def test_half_a_coordinate_is_no_coordinate(self, toy_points, toy_communes):
        toy_points.loc[7, "lat"] = math.nan
        assert joins.position_approximative(toy_points)[7]
        mairie = joins.commune_points(toy_communes)[0]
        assert joins.position(toy_points, toy_communes)[7] == mairie


class TestQpv:
    def test_a_point_inside_takes_the_code_of_the_perimeter(self, toy_qpv):
        found = joins.qpv_at(points(toy.IN_QPV, toy.INSIDE, None), toy_qpv)
        assert found[0] == toy.QPV
        assert found[[1, 2]].isna().all()
        assert found.name == "code_qpv"

    def test_the_distance_is_zero_inside_and_straight_outside(self, toy_qpv):
        found = joins.distance_to_qpv_m(points(toy.IN_QPV, toy.INSIDE, None), toy_qpv)
        assert found[0] == 0
        assert found[1] == pytest.approx(700)
        assert pd.isna(found[2])

    @pytest.mark.parametrize(
        ("metres_above", "expected"),
        [(-1, "dedans"), (0, "dedans"), (1, "bande"), (300, "bande"), (301, "dehors")],
    )
    def test_the_band_ends_at_300_m(self, toy_qpv, metres_above, expected):
        place = points(Point(toy.X0 + toy.SIDE, toy.Y0 + 600 + metres_above))
        assert joins.situation_qpv(place, toy_qpv)[0] == expected

    def test_the_width_of_the_band_can_be_chosen(self, toy_qpv):
        place = points(Point(toy.X0 + toy.SIDE, toy.Y0 + 900))
        assert joins.situation_qpv(place, toy_qpv, band_m=299)[0] == "dehors"

    def test_a_missing_point_has_no_situation(self, toy_qpv):
        assert joins.situation_qpv(points(None), toy_qpv).isna().all()

    def test_without_any_qpv_every_known_point_is_outside(self, toy_geometries, toy_qpv):
        found = joins.situation_qpv(toy_geometries, toy_qpv.iloc[:0])
        assert (found.dropna() == "dehors").all()
        assert found.isna().tolist() == [False, False, False, False, True]

    def test_inside_the_situation_and_the_code_agree(self, toy_qpv):
        border = points(Point(toy.X0 + 900, toy.Y0 + 500))
        assert joins.qpv_at(border, toy_qpv)[0] == toy.QPV
        assert joins.situation_qpv(border, toy_qpv)[0] == "dedans"


class TestShares:
    def test_the_qpv_is_shared_between_its_two_communes(self, toy_qpv, toy_communes):
        found = joins.shares(toy_qpv, toy_communes)
        assert found["code_insee"].tolist() == [toy.A, toy.B]
        assert found["zone"].tolist() == [0, 0]
        assert found["surface_km2"].tolist() == pytest.approx([0.02, 0.06])
        assert found["part_zone_pct"].tolist() == pytest.approx([25, 75])
        assert found["part_commune_pct"].tolist() == pytest.approx([2, 6])

    def test_a_commune_that_is_only_touched_has_no_share(self, toy_communes):
        edge = toy_communes[toy_communes["code_insee"] == toy.A]
        found = joins.shares(edge, toy_communes)
        assert found["code_insee"].tolist() == [toy.A]

    def test_a_zone_without_geometry_has_no_share(self, toy_qpv, toy_communes):
        toy_qpv["geometry"] = gpd.GeoSeries([None], crs=toy.CRS)
        found = joins.shares(toy_qpv, toy_communes)
        assert found.empty
        assert "part_zone_pct" in found


class TestBand:
    def test_the_band_does_not_cover_the_perimeters(self, toy_qpv):
        found = joins.band(toy_qpv.to_crs(4326))
        assert found.intersection(toy_qpv.geometry).area.sum() == pytest.approx(0, abs=1)

    def test_the_area_of_the_band_is_that_of_sides_and_corners(self, toy_qpv):
        sides, corners = 2 * (400 + 200) * 300, math.pi * 300**2
        found = joins.band(toy_qpv.to_crs(4326)).area[0]
        assert found == pytest.approx(sides + corners, rel=0.002)

    def test_the_share_of_a_commune_counts_the_perimeter_and_its_band(self, toy_communes, toy_qpv):
        found = joins.band_share_pct(toy_communes, toy_qpv)
        # In 62001: 100 m of the QPV and of the bands above and below it, the band of its west
        # side and two quarters of a disc.
        west = 100 * 800 + 300 * 200 + math.pi * 300**2 / 2
        assert found[0] == pytest.approx(west / 1e6 * 100, rel=0.002)
        assert found[1] == pytest.approx((west + 200 * 800) / 1e6 * 100, rel=0.002)

    def test_overlapping_bands_count_once(self, toy_communes, toy_qpv):
        twice = pd.concat([toy_qpv, toy_qpv], ignore_index=True)
        once = joins.band_share_pct(toy_communes, toy_qpv)
        pd.testing.assert_series_equal(joins.band_share_pct(toy_communes, twice), once)

    def test_without_a_band_it_is_the_share_of_the_perimeters(self, toy_communes, toy_qpv):
        found = joins.band_share_pct(toy_communes, toy_qpv, distance_m=0)
        assert found.tolist() == pytest.approx([2, 6])

    def test_without_any_qpv_it_is_zero(self, toy_communes, toy_qpv):
        assert joins.band_share_pct(toy_communes, toy_qpv.iloc[:0]).tolist() == [0, 0]


class TestNearest:
    def targets(self):
        near, other = Point(toy.X0 + 200, toy.Y0 + 800), Point(toy.X0 + 1_800, toy.Y0 + 500)
        return gpd.GeoSeries([other, near, None], index=["est", "nord", "nulle"], crs=toy.CRS)

    def test_the_nearest_is_told_with_its_distance(self, toy_geometries):
        found = joins.nearest(toy_geometries, self.targets())
        assert found.loc[7].tolist() == [pytest.approx(300), "nord"]
        assert found.index.equals(toy_geometries.index)

    def test_an_origin_without_a_point_has_no_nearest(self, toy_geometries):
        assert joins.nearest(toy_geometries, self.targets()).loc[2].isna().all()

    @pytest.mark.parametrize("kept", [[], ["nulle"]])
    def test_without_a_target_everything_is_missing(self, toy_geometries, kept):
        found = joins.nearest(toy_geometries, self.targets()[kept])
        assert found.isna().all(axis=None)
        assert found.index.equals(toy_geometries.index)

    def test_of_two_as_near_the_first_by_name_is_told(self):
        east, west = Point(toy.X0 + 10, toy.Y0), Point(toy.X0 - 10, toy.Y0)
        targets = gpd.GeoSeries([west, east], index=["ouest", "est"], crs=toy.CRS)
        found = joins.nearest(points(Point(toy.X0, toy.Y0)), targets)
        assert found["id"].tolist() == ["est"]

    def test_a_tie_is_one_whatever_the_coordinate_system(self):
        # 7 and 2 hundreds of metres away from both, to some nanometres once reprojected.
        here = points(Point(toy.X0 + 200, toy.Y0 + 700))
        corner, other = Point(toy.X0, toy.Y0), Point(toy.X0 + 900, toy.Y0 + 500)
        for names in (["a", "b"], ["b", "a"]):
            targets = gpd.GeoSeries([corner, other], index=names, crs=toy.CRS)
            for epsg in (2154, 4326, 3857):
                assert joins.nearest(here, targets.to_crs(epsg))["id"].tolist() == ["a"]

    def test_a_duplicated_label_of_origin_keeps_its_two_rows(self):
        origins = gpd.GeoSeries([toy.INSIDE, toy.OUTSIDE], index=["a", "a"], crs=toy.CRS)
        assert len(joins.nearest(origins, self.targets())) == 2


class TestNeighbours:
    def test_communes_that_share_an_edge_are_neighbours_both_ways(self, toy_communes):
        assert joins.neighbours(toy_communes) == {toy.A: (toy.B,), toy.B: (toy.A,)}

    def test_a_corner_is_not_a_border(self, toy_communes):
        three = pd.concat([toy_communes, far()], ignore_index=True)
        assert joins.neighbours(three)["62003"] == ()

    def test_a_shorter_border_counts_only_if_asked(self, toy_communes):
        shifted = far()
        shifted["geometry"] = shifted.translate(xoff=-20)
        three = pd.concat([toy_communes, shifted], ignore_index=True)
        assert joins.neighbours(three)["62003"] == ()
        assert joins.neighbours(three, min_border_m=10)["62003"] == (toy.B,)


def test_a_work_spread_over_communes_is_in_each_of_them_and_only_there():
    works = pd.DataFrame(
        {
            "code_insee": ["62001", "62002", None],
            "communes_insee": ["62001 | 62003", None, None],
        },
        index=[9, 4, 7],
    )
    found = joins.communes_of(works)
    assert list(found.dropna().items()) == [(9, "62001"), (9, "62003"), (4, "62002")]
    for codes, kept in (({"62003"}, [9]), ({"62002"}, [4]), ({"62001", "62002"}, [9, 4])):
        touched = joins.in_communes(works, codes)
        assert touched.dtype == bool
        assert list(touched.index) == [9, 4, 7]
        assert list(touched.index[touched]) == kept


def test_the_share_of_the_band_has_a_name(toy_communes, toy_qpv):
    assert joins.band_share_pct(toy_communes, toy_qpv).name == "part_bande_pct"
