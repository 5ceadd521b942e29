"""The basins: those of the register, each in its pool, in the commune where it stands."""

from __future__ import annotations

import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.sources.tables import bassins


@pytest.fixture(scope="module")
def table():
    return sources.load("bassins").set_index("id")


def test_the_shipped_table_is_what_the_raw_files_give():
    built = bassins.build(catalog.DATA / "bassins", sources.load("communes"))
    pd.testing.assert_frame_equal(built, sources.load("bassins"))


def test_27_basins_of_13_pools_are_here_and_13_of_7_pools_beside(table):
    here, beside = table[~table["hors_territoire"]], table[table["hors_territoire"]]
    assert (len(here), here["id_installation"].nunique()) == (27, 13)
    assert (len(beside), beside["id_installation"].nunique()) == (13, 7)
    assert beside["territoire"].isna().all()
    assert beside["commune_voisine"].notna().all()


def test_the_basin_of_50_m_of_bethune_is_told_as_the_register_does(table):
    row = table.loc["E002I621190008"]
    assert row[["surface_m2", "longueur_m", "largeur_m"]].tolist() == [1000.0, 50.0, 20.0]
    assert (row["annee"], row["annee_travaux"], row["delegation"]) == (2007, 2021, "oui")
    assert row["scolaires"]
    assert row["publics"].split(" | ") == [
        "individuels et familles",
        "clubs et fédérations",
        "scolaires et universités",
        "associations et autres groupes",
    ]


def test_a_basin_for_families_alone_does_not_receive_schools(table):
    assert not table.loc["E003I621190008", "scolaires"]


def test_the_pool_of_olhain_is_in_the_commune_where_it_stands(table):
    olhain = table[table["id_installation"] == "I624570001"]
    assert set(olhain["code_insee"]) == {"62540"}
    assert set(olhain["code_insee_declare"]) == {"62356"}


def test_every_basin_belongs_to_a_pool_of_the_table_of_pools(table):
    pools = sources.load("piscines")["id_installation"]
    assert set(table["id_installation"]) == set(pools.dropna())
