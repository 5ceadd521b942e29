"""One number per commune, on the toy territory: 1 000 and 3 000 inhabitants, 1 km² each."""

import pandas as pd
import pytest
import toy
import toy_themes
from pandas.testing import assert_frame_equal, assert_series_equal

from geo.measures import indicators

LABELS = pd.Index([40, 10], name="ligne")


@pytest.fixture
def communes(toy_communes):
    return toy_communes.set_index(LABELS)


@pytest.fixture
def equipements():
    return pd.DataFrame(
        {
            "id": ["a", "b", "c", "d", "e"],
            "code_insee": [toy.A, toy.A, toy.B, "62999", pd.NA],
            "existence": "attestee",
            "statut": ["ouverte", "travaux", "non_etabli", "ouverte", "ouverte"],
            "nbre_pdc": pd.array([4, 2, pd.NA, 8, 16], dtype="Int64"),
        }
    ).astype({"code_insee": "str"})


def test_only_facilities_known_to_be_open_count(equipements):
    assert indicators.ouverts(equipements)["id"].tolist() == ["a", "d", "e"]


def test_the_facilities_of_each_commune_are_counted_on_the_index_of_the_communes(
    communes, equipements
):
    counts = indicators.count_by_commune(communes, equipements)
    assert_series_equal(counts, pd.Series([2, 1], index=LABELS), check_names=False)


def test_a_commune_without_any_facility_counts_zero(communes, equipements):
    none = equipements.iloc[:0]
    assert indicators.count_by_commune(communes, none).tolist() == [0, 0]
    assert indicators.total_by_commune(communes, none, "nbre_pdc").tolist() == [0.0, 0.0]


def test_a_total_sums_the_known_values(communes, equipements):
    totals = indicators.total_by_commune(communes, equipements, "nbre_pdc")
    assert totals.iloc[0] == 6.0
    assert totals.index.equals(LABELS)


def test_a_commune_whose_values_are_all_unknown_has_no_total(communes, equipements):
    totals = indicators.total_by_commune(communes, equipements, "nbre_pdc")
    assert pd.isna(totals.iloc[1])


def test_an_unknown_value_beside_a_known_one_does_not_hide_it(communes, equipements):
    beside = equipements.assign(code_insee=toy.B)
    assert indicators.total_by_commune(communes, beside, "nbre_pdc").tolist() == [0.0, 30.0]


def test_a_rate_is_per_inhabitant_of_the_commune(communes):
    values = pd.Series([6.0, 6.0], index=LABELS)
    assert indicators.per_inhabitants(values, communes, 1000).tolist() == [6.0, 2.0]


def test_a_rate_without_inhabitants_or_without_value_is_missing(communes):
    empty = communes.assign(population=pd.array([0, 3_000], dtype="Int64"))
    values = pd.Series([6.0, None], index=LABELS)
    assert indicators.per_inhabitants(values, empty, 1000).isna().all()


def test_density_is_inhabitants_per_square_kilometre(communes):
    assert indicators.densite(communes).tolist() == [1_000.0, 3_000.0]


def test_the_share_in_qpv_is_that_of_the_commune(communes, toy_qpv_communes):
    shares = indicators.part_qpv_pct(communes, toy_qpv_communes)
    assert shares.to_dict() == {40: 2.0, 10: 6.0}


def test_the_shares_of_two_qpv_add_up_and_each_counts_once(communes, toy_qpv_communes):
    both = pd.concat([toy_qpv_communes, toy_qpv_communes.assign(code_qpv="QN06202M")])
    assert indicators.part_qpv_pct(communes, both).tolist() == [4.0, 12.0]
    assert indicators.nb_qpv(communes, both).tolist() == [2, 2]


def test_a_commune_without_qpv_has_none(communes, toy_qpv_communes):
    first = toy_qpv_communes.iloc[:1]
    assert indicators.part_qpv_pct(communes, first).tolist() == [2.0, 0.0]
    assert indicators.nb_qpv(communes, first).tolist() == [1, 0]


def test_the_nearest_open_facility_is_found_from_each_mairie(communes):
    rows = [
        toy_themes.facility("Proche", toy.A, toy.INSIDE),
        toy_themes.facility("Chantier", toy.B, toy.IN_QPV, statut="travaux"),
    ]
    found = indicators.distance_au_plus_proche(communes, toy_themes.table("piscines", rows))
    assert found.index.equals(LABELS)
    assert found["distance_m"].tolist() == pytest.approx([300, 1300], abs=0.01)
    assert found["id"].tolist() == ["proche", "proche"]


def test_a_facility_known_by_its_commune_is_at_its_mairie(communes):
    rows = [toy_themes.facility("Quelque part", toy.B)]
    found = indicators.distance_au_plus_proche(communes, toy_themes.table("piscines", rows))
    assert found["distance_m"].tolist() == pytest.approx([1000, 0], abs=0.01)


def test_without_any_open_facility_there_is_no_distance(communes):
    rows = [toy_themes.facility("Projet", toy.A, toy.INSIDE, statut="projet")]
    found = indicators.distance_au_plus_proche(communes, toy_themes.table("piscines", rows))
    assert found.isna().all(axis=None)


def test_no_argument_is_changed(communes, equipements, toy_qpv_communes):
    before = communes.copy(), equipements.copy(), toy_qpv_communes.copy()
    indicators.count_by_commune(communes, equipements)
    totals = indicators.total_by_commune(communes, equipements, "nbre_pdc")
    kept = totals.copy()
    indicators.per_inhabitants(totals, communes, 1000)
    indicators.part_qpv_pct(communes, toy_qpv_communes)
    indicators.nb_qpv(communes, toy_qpv_communes)
    opened = indicators.ouverts(equipements)
    opened["statut"] = "fermee"
    assert_frame_equal(communes, before[0])
    assert_frame_equal(equipements, before[1])
    assert_frame_equal(toy_qpv_communes, before[2])
    assert_series_equal(totals, kept)


def test_a_rate_needs_inhabitants_and_one_is_enough(toy_communes):
    communes = toy_communes.assign(population=[0, 1])
    rates = indicators.per_inhabitants(pd.Series([2, 2]), communes, 1_000)
    assert rates.isna().tolist() == [True, False]
    assert rates[1] == 2_000
