"""Access on the toy territory: 1 000 and 3 000 inhabitants, two squares of 1 km side by side.

The open facility « Proche » is 300 m from the mairie of 62001 and 1 300 m from that of 62002;
« Quelque part » is somewhere in 62002.
"""

import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import toy
import toy_themes
from pandas.testing import assert_frame_equal
from shapely import Point

from geo.access import reach, straight
from geo.core.crs import LAMBERT93
from geo.measures import joins

LABELS = pd.Index([40, 10], name="ligne")
TYPICAL_M = 2 / 3 * math.sqrt(1e6 / math.pi)
PROCHE = toy_themes.facility("Proche", toy.A, toy.INSIDE)
QUELQUE_PART = toy_themes.facility("Quelque part", toy.B)
EN_DOUTE = toy_themes.facility("En doute", toy.B, toy.IN_QPV, statut="non_etabli")
H = straight.Hypotheses()


@pytest.fixture
def communes(toy_communes):
    return toy_communes.set_index(LABELS)


def table(*rows):
    return toy_themes.table("piscines", list(rows))


def lines(communes, *rows):
    return straight.distances(joins.commune_points(communes), table(*rows), communes)


def nearest(communes, *rows, mode="pied"):
    return straight.plus_proches(straight.minutes(lines(communes, *rows), H, mode))


def times(centres, bas=None, haut=None):
    return pd.DataFrame(
        {"centre": centres, "bas": bas or centres, "haut": haut or centres}, dtype=float
    )


# --- what counts ------------------------------------------------------------------------------


def test_only_open_facilities_count_unless_those_to_confirm_are_asked():
    rows = table(
        PROCHE,
        EN_DOUTE,
        toy_themes.facility("Chantier", toy.A, statut="travaux"),
        toy_themes.facility("Fermée", toy.A, statut="fermee"),
    )
    assert straight.comptes(rows)["id"].tolist() == ["proche"]
    assert straight.comptes(rows, a_confirmer=True)["id"].tolist() == ["proche", "en-doute"]


def test_each_commune_is_at_its_own_mairie(communes):
    mairies = straight.mairies(communes)
    found = straight.plus_proches(
        straight.distances(joins.commune_points(communes), mairies, communes)
    )
    assert found["id"].tolist() == [toy.A, toy.B]
    assert found["haut"].to_numpy() == pytest.approx([0, 0], abs=0.001)
    assert not found["approx"].any()


# --- distances --------------------------------------------------------------------------------


def test_a_known_place_has_one_distance(communes):
    found = lines(communes, PROCHE)
    for values in (found.bas, found.centre, found.haut):
        assert values[:, 0] == pytest.approx([300, 1300], abs=0.01)
    assert found.origines.index.equals(LABELS)


def test_a_place_known_by_its_commune_is_between_the_nearest_and_the_farthest_point(communes):
    found = lines(communes, QUELQUE_PART)
    assert found.bas[:, 0] == pytest.approx([500, 0], abs=0.01)
    assert found.haut[:, 0] == pytest.approx(
        [math.hypot(1500, 500), math.hypot(500, 500)], abs=0.01
    )
    assert found.approx.tolist() == [True]


def test_its_central_distance_is_from_mairie_to_mairie_or_typical_of_the_same_commune(communes):
    found = lines(communes, QUELQUE_PART)
    assert found.centre[:, 0] == pytest.approx([1000, TYPICAL_M], abs=0.01)


def test_a_facility_of_no_known_place_and_commune_is_not_there(communes):
    found = lines(communes, toy_themes.facility("Ailleurs", "62999"))
    assert found.centre.shape == (2, 0)


def test_without_any_facility_nothing_is_near(communes):
    found = nearest(communes)
    assert found[["id", "bas", "centre", "haut"]].isna().all(axis=None)
    assert straight.classes(found).isna().all()
    served = reach.desserte(communes["population"], found, 30)
    assert (served.habitants, served.bas, served.centre, served.haut) == (4000, 0, 0, 0)


def test_the_table_of_the_nearest_has_the_same_columns_with_and_without_a_facility(communes):
    nothing, something = nearest(communes), nearest(communes, PROCHE)
    assert nothing.dtypes.to_dict() == something.dtypes.to_dict()


def test_an_origin_without_a_place_reaches_nothing(communes):
    origins = gpd.GeoSeries([toy.INSIDE, None], crs=toy.CRS)
    found = straight.plus_proches(
        straight.distances(origins, table(PROCHE, QUELQUE_PART), communes)
    )
    assert found["centre"].isna().tolist() == [False, True]
    assert found["id"].isna().tolist() == [False, True]


def test_the_bounds_to_the_nearest_are_the_least_of_each(communes):
    found = straight.plus_proches(lines(communes, PROCHE, QUELQUE_PART))
    assert found["id"].tolist() == ["proche", "quelque-part"]
    assert found["approx"].tolist() == [False, True]
    assert found["bas"].to_numpy() == pytest.approx([300, 0], abs=0.01)
    assert found["haut"].to_numpy() == pytest.approx([300, math.hypot(500, 500)], abs=0.01)


def test_of_two_at_the_same_distance_the_first_id_is_told(communes):
    twins = [toy_themes.facility(name, toy.A, toy.INSIDE) for name in ("Zoé", "Alix")]
    assert straight.plus_proches(lines(communes, *twins))["id"].tolist() == ["alix", "alix"]


# --- times ------------------------------------------------------------------------------------


def test_a_time_is_distance_by_detour_over_speed(communes):
    found = nearest(communes, PROCHE)
    assert found["centre"].to_numpy() == pytest.approx([300 * 1.3 / 75, 1300 * 1.3 / 75], abs=0.001)


def test_its_low_value_takes_the_best_hypotheses_and_its_high_value_the_worst(communes):
    found = nearest(communes, PROCHE)
    assert found["bas"].to_numpy() == pytest.approx([300 * 1.2 / 90, 1300 * 1.2 / 90], abs=0.001)
    assert found["haut"].to_numpy() == pytest.approx([300 * 1.45 / 60, 1300 * 1.45 / 60], abs=0.001)


def test_the_range_of_a_distance_goes_through_to_the_time(communes):
    found = nearest(communes, QUELQUE_PART)
    assert found["bas"].to_numpy() == pytest.approx([500 * 1.2 / 90, 0], abs=0.001)
    assert found["haut"].to_numpy() == pytest.approx(
        [math.hypot(1500, 500) * 1.45 / 60, math.hypot(500, 500) * 1.45 / 60], abs=0.001
    )


def test_by_car_the_start_is_added(communes):
    found = nearest(communes, PROCHE, mode="voiture").iloc[0]
    assert found["centre"] == pytest.approx(1.5 + 300 * 1.3 / (40000 / 60), abs=0.001)
    assert found["bas"] == pytest.approx(0.5 + 300 * 1.2 / (50000 / 60), abs=0.001)
    assert found["haut"] == pytest.approx(3 + 300 * 1.45 / (30000 / 60), abs=0.001)


def straight_lines(*metres):
    values = np.array([metres], dtype=float)
    origin = gpd.GeoSeries([Point(0, 0)], crs=LAMBERT93)
    places = gpd.GeoSeries([Point(m, 0) for m in metres], crs=LAMBERT93)
    return straight.Fourchettes(
        origin, places, np.zeros(len(metres), dtype=bool), values, values, values
    )


def test_what_is_beyond_five_kilometres_is_driven_at_the_speed_of_main_roads():
    found = straight.conduite(straight_lines(5000, 8000), H)
    near = 1.5 + 1.3 * 5 / 40 * 60
    assert found.centre[0] == pytest.approx([near, near + 1.3 * 3 / 65 * 60])
    assert found.bas[0, 1] == pytest.approx(0.5 + 1.2 * (5 / 50 + 3 / 80) * 60)
    assert found.haut[0, 1] == pytest.approx(3 + 1.45 * (5 / 30 + 3 / 50) * 60)


def test_driving_never_gets_shorter_with_distance_and_keeps_its_range_in_order():
    found = straight.conduite(straight_lines(*range(0, 30_001, 250)), H)
    assert (np.diff(found.centre[0]) > 0).all()
    assert (found.bas < found.centre).all()
    assert (found.centre < found.haut).all()


def test_nowhere_is_never_reached_by_car():
    assert np.isinf(straight.minutes(straight_lines(np.inf), H, "voiture").bas).all()


def test_a_time_falls_in_the_class_of_its_bounds_which_belong_to_the_lower_class():
    found = straight.classe_centrale(pd.Series([0, 10, 10.01, 20, 30, 30.5, None]))
    assert found.tolist()[:6] == ["10", "10", "20", "20", "30", "plus"]
    assert pd.isna(found.iloc[6])


def test_a_range_that_straddles_a_bound_depends_on_the_hypotheses():
    proches = times([9, 9, 25, 50], bas=[5, 5, 21, 31], haut=[10, 11, 29, 90])
    assert straight.classes(proches).tolist() == ["10", "selon", "30", "plus"]


def test_an_hypothesis_moved_keeps_the_proportions_of_its_range():
    moved = H.reglees({"pied": 3.0, "detour": 1.1})
    assert (moved.pied.bas, moved.pied.centre, moved.pied.haut) == pytest.approx((2.4, 3.0, 3.6))
    assert moved.velo == H.velo


def test_a_road_is_never_shorter_than_the_straight_line():
    assert H.reglees({"detour": 1.1}).detour.bas == pytest.approx(1.1 * 1.2 / 1.3)
    assert H.detour.autour(1.1).bas >= 1
    tight = straight.Hypothese("d", "×", 1.0, 1.3, 1.5, (1.0, 1.3), "essai", "essai", plancher=1.0)
    assert tight.autour(1.0).bas == 1.0


def test_the_time_by_car_is_the_time_at_the_wheel_until_the_reader_adds_parking():
    lines_ = straight_lines(1_000, 8_000)
    driven = straight.conduite(lines_, H)
    assert (straight.minutes(lines_, H, "voiture").centre == driven.centre).all()
    parked = straight.minutes(lines_, H.reglees({"stationnement": 3.0}), "voiture")
    for end in ("bas", "centre", "haut"):
        assert getattr(parked, end) == pytest.approx(getattr(driven, end) + 3)


@pytest.mark.parametrize("centre", [0.5, 3.0])
def test_an_hypothesis_out_of_its_bounds_is_refused(centre):
    with pytest.raises(ValueError, match=r"Facteur de détour : attendu de 1\.1 à 1\.6"):
        H.reglees({"detour": centre})


def test_every_hypothesis_has_a_range_around_its_central_value_a_reason_and_a_source():
    for record in (H.detour, H.pied, H.velo, H.voiture, H.route, H.depart):
        assert record.bas < record.centre < record.haut
        assert record.centre in record.choix
    for record in (H.voiture, H.depart, H.stationnement):
        assert record.nature
        assert len(record.raison) > 30


# --- inhabitants ------------------------------------------------------------------------------


def test_inhabitants_count_with_the_mairie_of_their_commune(communes):
    found = nearest(communes, PROCHE)
    at_ten = reach.desserte(communes["population"], found, 10)
    assert (at_ten.habitants, at_ten.bas, at_ten.centre, at_ten.haut) == (4000, 1000, 1000, 1000)
    at_twenty = reach.desserte(communes["population"], found, 20)
    assert (at_twenty.bas, at_twenty.centre, at_twenty.haut) == (1000, 1000, 4000)
    assert at_twenty.part_pct() == 25.0
    assert at_twenty.part_pct("haut") == 100.0


def test_a_group_without_inhabitants_has_no_share():
    empty = reach.Desserte(0, 0, 0, 0)
    assert math.isnan(empty.part_pct())


def test_a_part_of_the_communes_is_counted_alone(communes):
    found = nearest(communes, PROCHE)
    served = reach.desserte(communes["population"].iloc[1:], found, 30)
    assert (served.habitants, served.centre) == (3000, 3000)


def test_a_place_of_unknown_population_counts_for_nobody(communes):
    people = pd.Series([1000, None], index=communes.index, dtype="Int64")
    served = reach.desserte(people, nearest(communes, PROCHE), 30)
    assert (served.habitants, served.centre) == (1000, 1000)


def test_the_least_served_comes_first_the_more_inhabitants_on_a_tie(communes):
    found = times([20, 20]).set_index(LABELS)
    assert reach.moins_desservies(communes, found).to_dict() == {40: 2, 10: 1}
    slower = times([19, 20]).set_index(LABELS)
    assert reach.moins_desservies(communes, slower.iloc[::-1]).tolist() == [2, 1]
    slower = times([21, 20]).set_index(LABELS)
    assert reach.moins_desservies(communes, slower).tolist() == [1, 2]
    lost = times([20, None]).set_index(LABELS)
    ranks = reach.moins_desservies(communes, lost)
    assert ranks[40] == 1
    assert pd.isna(ranks[10])


def test_a_rank_holds_only_if_no_set_of_open_facilities_changes_it():
    communes = pd.DataFrame({"code_insee": list("abc"), "population": [30, 20, 10]})
    sure = pd.DataFrame({"centre": [30.0, 20.0, 5.0]})
    every = pd.DataFrame({"centre": [12.0, 10.0, 5.0]})
    assert reach.rangs_certains(communes, sure, every).fillna(0).tolist() == [0, 0, 3]
    assert reach.rangs_certains(communes, sure, sure).tolist() == [1, 2, 3]
    lost = pd.DataFrame({"centre": [None, 20.0, 5.0]}, dtype=float)
    assert reach.rangs_certains(communes, lost, lost).fillna(0).tolist() == [0, 1, 2]


# --- what if ----------------------------------------------------------------------------------


def with_facility(communes, place, mode="pied"):
    before = lines(communes, PROCHE)
    added = straight.avec(before, straight.vers_un_lieu(before.origines, place, "essai"))
    return straight.plus_proches(straight.minutes(added, H, mode))


def test_an_added_facility_brings_the_communes_near_it_closer(communes):
    before = nearest(communes, PROCHE)
    after = with_facility(communes, toy.square(1).centroid)
    assert after["id"].tolist() == ["proche", "essai"]
    found = reach.gains(communes["population"], {"pied": before}, {"pied": after})
    rows = found.set_index("seuil_min")
    assert rows.loc[20, "communes_gagnees"] == 1
    assert rows.loc[20, "habitants_avant"] == 1000
    assert rows.loc[20, "habitants_apres"] == 4000
    assert rows.loc[20, "habitants_gagnes"] == 3000
    assert (rows.loc[20, "gagnes_min"], rows.loc[20, "gagnes_max"]) == (0, 3000)
    assert rows.loc[30, "habitants_gagnes"] == 0


def candidates(communes):
    mairies = straight.distances(
        joins.commune_points(communes), straight.mairies(communes), communes
    )
    return straight.minutes(mairies, H, "pied")


def test_the_best_commune_is_the_one_that_gains_most(communes):
    found = reach.best_commune(communes, nearest(communes, PROCHE), candidates(communes), 10)
    assert found == (toy.B, 3000)


def test_without_any_facility_the_best_of_equal_communes_is_the_most_inhabited(communes):
    assert reach.best_commune(communes, nearest(communes), candidates(communes), 20) == (
        toy.B,
        4000,
    )


def test_of_equal_gains_and_inhabitants_the_first_name_wins(communes):
    even = communes.assign(population=pd.array([2000, 2000], dtype="Int64"))
    assert reach.best_commune(even, nearest(even), candidates(even), 20) == (toy.A, 4000)


def test_only_the_inhabitants_of_the_selection_count(communes):
    found = reach.best_commune(
        communes, nearest(communes), candidates(communes), 10, comptees=[toy.A]
    )
    assert found == (toy.A, 1000)


def test_there_is_no_best_commune_when_everyone_is_served(communes):
    assert reach.best_commune(communes, nearest(communes, PROCHE), candidates(communes), 30) is None


# --- QPV --------------------------------------------------------------------------------------


def test_a_qpv_starts_from_a_point_inside_it(toy_qpv):
    [point] = straight.qpv_points(toy_qpv)
    assert toy_qpv.geometry.iloc[0].contains(point)


def test_facilities_are_inside_the_qpv_in_its_band_or_farther(toy_qpv):
    rows = table(
        toy_themes.facility("Dedans", toy.B, toy.IN_QPV),
        toy_themes.facility("Bande", toy.A, Point(toy.X0 + 601, toy.Y0 + 500)),
        toy_themes.facility("Loin", toy.A, toy.INSIDE),
        QUELQUE_PART,
    )
    found = reach.equipements_par_qpv(rows, toy_qpv)
    assert found.iloc[0].to_dict() == {"dedans": 1, "bande": 1, "dehors": 1}


def test_nothing_is_said_of_a_qpv_when_no_place_is_known(toy_qpv):
    assert reach.equipements_par_qpv(table(QUELQUE_PART), toy_qpv).isna().all(axis=None)
    assert (reach.equipements_par_qpv(table(), toy_qpv) == 0).all(axis=None)


def test_a_commune_counts_each_of_its_facilities_once_and_the_approximate_ones_apart(
    communes, toy_qpv
):
    rows = table(PROCHE, QUELQUE_PART, toy_themes.facility("Dedans", toy.B, toy.IN_QPV))
    found = reach.situations_par_commune(communes, rows, toy_qpv)
    assert found.index.equals(LABELS)
    assert found.loc[40].to_dict() == {"dedans": 0, "bande": 0, "dehors": 1, "approximatifs": 0}
    assert found.loc[10].to_dict() == {"dedans": 1, "bande": 0, "dehors": 0, "approximatifs": 1}


def test_the_inhabitants_of_a_qpv_are_missing_until_the_table_has_them(toy_qpv):
    assert reach.habitants_qpv(toy_qpv).isna().all()
    assert reach.habitants_qpv(toy_qpv.assign(habitants=[1500])).tolist() == [1500]


def test_no_argument_is_changed(communes, toy_qpv):
    rows = table(PROCHE, QUELQUE_PART)
    before = communes.copy(), rows.copy(), toy_qpv.copy()
    found = lines(communes, PROCHE, QUELQUE_PART)
    kept = [values.copy() for values in (found.bas, found.centre, found.haut)]
    straight.plus_proches(straight.minutes(found, H, "velo"))
    reach.situations_par_commune(communes, rows, toy_qpv)
    reach.equipements_par_qpv(rows, toy_qpv)
    assert_frame_equal(communes, before[0])
    assert_frame_equal(rows, before[1])
    assert_frame_equal(toy_qpv, before[2])
    for values, copy in zip((found.bas, found.centre, found.haut), kept, strict=True):
        assert np.array_equal(values, copy)
