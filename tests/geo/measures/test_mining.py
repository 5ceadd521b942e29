"""The mining basin on the toy territory: every share, length and count computed by hand."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import toy
from shapely import LineString, Point, box

from geo.measures import mining

X, Y = toy.X0, toy.Y0


def frame(shapes, **columns):
    index = [f"o{rank}" for rank in range(len(shapes))]
    return gpd.GeoDataFrame(columns, geometry=shapes, index=index, crs=toy.CRS)


STRADDLING = box(X + 900, Y + 400, X + 1_300, Y + 600)
"""The outline of the QPV itself: 25 % in 62001."""
SPILL = box(X + 990, Y, X + 1_490, Y + 100)
"""2 % in 62001, 10 m along the border: a spill."""
AWAY = box(X - 900, Y, X - 800, Y + 100)


def cites():
    return frame([STRADDLING, SPILL, AWAY, STRADDLING], double_de=[None, None, None, "o0"])


def test_a_piece_is_measured_and_a_spill_is_left_out():
    found = mining.pieces(cites().iloc[:3], toy.communes())
    assert found[["objet", "code_insee"]].to_numpy().tolist() == [
        ["o0", toy.A],
        ["o0", toy.B],
        ["o1", toy.B],
    ]
    assert found["mesure"].to_list() == pytest.approx([20_000, 60_000, 49_000])
    assert found["part_objet_pct"].to_list() == pytest.approx([25, 75, 98])


def test_a_shaft_is_in_the_commune_where_it_stands():
    shafts = gpd.GeoSeries([toy.INSIDE, toy.IN_QPV, toy.OUTSIDE], index=[7, 3, 5], crs=toy.CRS)
    found = mining.of_points(shafts, toy.communes())
    assert found.index.tolist() == [7, 3, 5]
    assert found.loc[[7, 3]].to_numpy().tolist() == [[toy.A, "La Carrée"], [toy.B, "Équarrie"]]
    assert found.loc[5].isna().all()
    assert set(found.dtypes.astype(str)) == {"str"}


def test_what_is_too_large_for_a_spill_is_kept_whatever_its_share():
    long = frame([LineString([(X + 850, Y + 500), (X + 8_000, Y + 500)])])
    assert mining.pieces(long, toy.communes())["mesure"].to_list() == pytest.approx([150, 1_000])


def test_an_object_belongs_first_to_the_commune_that_has_the_most_of_it():
    found = mining.attached(cites(), toy.communes())
    assert found.loc["o0"].to_list() == [
        toy.B,
        "Équarrie",
        f"{toy.A} | {toy.B}",
        "La Carrée | Équarrie",
    ]
    assert found.loc["o2"].isna().all()


def test_a_cite_is_inside_partly_inside_or_outside_a_qpv():
    half = box(X + 700, Y + 400, X + 1_100, Y + 600)
    touched = box(X + 710, Y + 400, X + 910, Y + 600)
    found = mining.towards_qpv(frame([STRADDLING, half, SPILL, touched]), toy.qpv())
    assert found["part_qpv_pct"].to_list() == pytest.approx([100, 50, 0, 5], abs=0.01)
    assert found["situation_qpv"].to_list()[:3] == ["dedans", "en_partie", "dehors"]
    assert found["codes_qpv"].to_list()[:2] == [toy.QPV, toy.QPV]
    assert pd.isna(found["codes_qpv"].iloc[2])


def tables():
    line = LineString([(X + 500, Y + 500), (X + 1_200, Y + 500)])
    ground = box(X + 500, Y + 498, X + 700, Y + 502)
    return {
        "cites_minieres": cites(),
        "terrils": frame([STRADDLING]),
        "cavaliers": frame([line]),
        "cavaliers_inscrits": frame([ground]),
        "espaces_neonaturels": frame([AWAY]),
        "batiments_miniers": frame([SPILL]),
        "puits_de_mine": frame([Point(X + 10, Y + 10)], code_insee=[toy.A]),
    }


def test_each_commune_has_what_covers_it_and_nothing_is_never_zero():
    found = mining.measures(tables(), toy.communes()).set_axis([toy.A, toy.B])
    assert tuple(found.columns) == mining.MESURES
    assert found["nb_cites"].to_list() == [1, 2]
    assert found["nb_terrils"].to_list() == [1, 1]
    assert found["nb_puits"].to_list() == [1, pd.NA]
    assert found["nb_batiments"].isna().to_list() == [True, False]
    assert found["nb_espaces"].isna().all()
    assert found["cavaliers_km"].to_list() == pytest.approx([0.5, 0.2])
    # 200 m of ground, 5 m of margin at both ends.
    assert found["cavaliers_inscrits_km"].iloc[0] == pytest.approx(0.205, abs=0.001)
    assert pd.isna(found["cavaliers_inscrits_km"].iloc[1])


def test_the_area_of_cites_counts_what_is_drawn_twice_once():
    found = mining.measures(tables(), toy.communes()).set_axis([toy.A, toy.B])
    # 0.02 km² of the straddling one and the spill of 1 000 m²; 0.06 and 0.049 km² in the other.
    assert found["surface_cites_km2"].to_list() == pytest.approx([0.021, 0.109])
    assert found["part_cites_pct"].to_list() == pytest.approx([2.1, 10.9])


def test_arguments_are_left_as_they_were():
    objects, communes = cites(), toy.communes()
    before = objects.copy(), communes.copy()
    mining.attached(objects, communes)
    mining.measures(tables(), communes)
    pd.testing.assert_frame_equal(objects, before[0])
    pd.testing.assert_frame_equal(communes, before[1])
