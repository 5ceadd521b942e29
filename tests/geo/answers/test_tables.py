"""The exported tables: their columns are the documented ones, their filters keep what they say."""

from __future__ import annotations

import pandas as pd
import pytest

from geo import sources
from geo.answers import bundle, mining, tables
from geo.core import catalog, columns
from geo.core.errors import UnknownIdError

LOCATED = (
    "communes",
    "qpv",
    *bundle.EQUIPEMENTS,
    "equipements",
    *tables.PONCTUELLES,
    *mining.TABLES,
    "actions",
)


@pytest.mark.parametrize("name", tables.COLONNES)
def test_a_table_has_its_documented_columns_a_unique_key_and_every_row(name):
    frame = tables.table(name)
    columns = list(tables.COLONNES[name])
    assert list(frame.columns) == columns + (["geometry"] if name in LOCATED else [])
    assert frame[columns[0]].is_unique
    expected = (
        sum(len(sources.load(one)) for one in bundle.EQUIPEMENTS)
        if name == "equipements"
        else len(sources.load(name))
    )
    assert len(frame) == expected


@pytest.mark.parametrize("name", tables.COLONNES)
def test_every_exported_column_is_described(name):
    assert list(columns.described(name, tables.COLONNES[name])) == list(tables.COLONNES[name])


@pytest.mark.parametrize("name", tables.COLONNES)
def test_every_table_has_its_sources_and_its_notes(name):
    assert tables.records(name)
    assert set(tables.SOURCES) == set(tables.NOTES) == set(tables.COLONNES)
    assert all(note.endswith(".") for note in tables.NOTES[name])


@pytest.mark.parametrize("name", ["communes", *bundle.EQUIPEMENTS, "equipements", "actions"])
def test_the_territories_share_the_rows_of_what_is_in_a_commune(name):
    parts = [tables.table(name, territoire=one) for one in catalog.TERRITORIES]
    assert all(len(part) for part in parts)
    rows = tables.table(name)
    if name == "actions":
        # What the Département promises as a whole is of no agglomération.
        rows = rows[rows["code_insee"].notna() | rows["territoire"].ne("departement")]
    beside = int(rows["hors_territoire"].sum()) if "hors_territoire" in rows else 0
    assert sum(map(len, parts)) == len(rows) - beside


def test_a_work_of_several_communes_is_exported_with_each_of_them():
    carency = tables.table("ouvrages", communes=["62213"])
    assert carency["id"].tolist() == ["ouvrage-souchez-programme-erosion"]


def test_a_fact_of_a_whole_agglomeration_is_exported_with_it_and_without_a_place():
    actions = tables.table("actions", territoire="call")
    whole = actions[actions["portee"] == "territoire"]
    assert len(whole)
    assert set(whole["territoire"]) == {"call"}
    assert whole.geometry.isna().all()
    assert not whole["position_approximative"].any()
    assert tables.table("actions", communes=["62498"])["portee"].eq("commune").all()


def test_a_fact_of_the_departement_is_in_the_territory_of_its_commune():
    actions = tables.table("actions", territoire="cabbalr")
    members = set(tables.table("communes", territoire="cabbalr")["code_insee"])
    assert "departement" in set(actions["territoire"])
    assert set(actions["code_insee"].dropna()) <= members


def test_a_qpv_of_both_territories_is_in_both():
    parts = [set(tables.table("qpv", territoire=one)["code_qpv"]) for one in catalog.TERRITORIES]
    assert [len(part) for part in parts] == [16, 22]
    assert len(parts[0] & parts[1]) == 1


def test_a_qpv_is_kept_by_each_commune_that_it_really_covers():
    links = sources.load("qpv_communes")
    straddling = links[links["code_qpv"].duplicated(keep=False)].iloc[0]
    found = tables.table("qpv", communes=[straddling["code_insee"]])
    expected = links.loc[links["code_insee"] == straddling["code_insee"], "code_qpv"]
    assert set(found["code_qpv"]) == set(expected)
    assert straddling["code_qpv"] in set(found["code_qpv"])


def test_communes_and_territory_are_both_required():
    assert tables.table("communes", communes=["62119", "62498"])["nom"].tolist() == [
        "Béthune",
        "Lens",
    ]
    assert tables.table("communes", "call", ["62119", "62498"])["nom"].tolist() == ["Lens"]
    assert tables.table("communes", "call", ["62119"]).empty


def test_a_contradiction_of_several_territories_is_in_each():
    rows = tables.table("contradictions")
    kept = tables.table("contradictions", territoire="cabbalr")
    assert kept["id"].tolist() == rows["id"][rows["territoire"].str.contains("cabbalr")].tolist()
    assert rows["territoire"].str.contains("|", regex=False).any()


def test_an_action_is_placed_at_its_commune_and_says_that_it_is_approximate():
    actions = tables.table("actions", communes=["62119"])
    assert len(actions)
    assert set(actions["commune"]) == {"Béthune"}
    assert actions["position_approximative"].all()
    (bethune,) = tables.table("communes", communes=["62119"]).geometry
    assert actions.geometry.within(bethune).all()


def test_an_approximate_facility_has_a_place_but_no_coordinate_nor_distance():
    rows = tables.table("equipements")
    approximate = rows[rows["position_approximative"]]
    assert len(approximate)
    assert approximate.geometry.notna().all()
    assert approximate[["lon", "lat", "situation_qpv", "distance_qpv_m"]].isna().all(axis=None)
    known = rows["distance_qpv_m"].dropna()
    pd.testing.assert_series_equal(known, known.round(1))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nope",), "Table inconnue : « nope ». Tables connues : communes, qpv"),
        (("qpv", "nope"), "« nope ». Connus : cabbalr, call"),
        (("qpv", None, ["62119", "99999"]), "Commune inconnue : 99999. Communes connues : 62001"),
        (("qpv", None, ["9", "8"]), "Communes inconnues : 8, 9"),
        (("indicateurs", None, ["62119"]), "ne se filtre pas par commune"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(arguments, said):
    with pytest.raises(UnknownIdError) as caught:
        tables.table(*arguments)
    assert said in str(caught.value)
