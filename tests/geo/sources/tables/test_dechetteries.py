import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.sources.tables import dechetteries


@pytest.fixture(scope="module")
def table():
    return sources.load("dechetteries").set_index("id")


def test_the_shipped_table_is_what_the_raw_files_give():
    built = dechetteries.build(catalog.DATA / "dechetteries")
    pd.testing.assert_frame_equal(built, sources.load("dechetteries"))


def test_the_sources_speak_of_nineteen_sites(table):
    assert len(table) == 19


def test_the_cost_of_houdain_is_read_in_euros_and_the_misprint_is_told(table):
    houdain = table.loc["dechetterie-houdain"]
    assert houdain["cout_eur_ht"] == 2_492_269
    assert "millions" in houdain["remarque"]


def test_the_contradiction_about_lievin_is_told(table):
    assert "ne vont pas ensemble" in table.loc["dechetterie-lievin", "remarque"]
    assert table.loc["dechetterie-lievin", "statut"] == "ouverte"


def test_a_name_in_the_national_directory_attests_a_site_and_says_nothing_of_its_state(table):
    alone = table[table["sources"] == "sinoe"]
    assert len(alone) == 6
    assert (alone["existence"] == "attestee").all()
    assert (alone["statut"] == "non_etabli").all()
    assert alone["statut_date"].isna().all()


@pytest.mark.parametrize("site", ["dechetterie-grenay", "dechetterie-houdain"])
def test_a_name_that_two_communes_share_attests_nothing(table, site):
    assert pd.isna(table.loc[site, "nom_sinoe"])
    assert "sinoe" not in table.loc[site, "sources"]
    assert "sans département" in table.loc[site, "remarque"]


def test_what_is_announced_is_no_site(table):
    announced = table[table["dernier_etat"] == "projet"]
    assert sorted(announced.index) == [
        "dechetterie-cuinchy",
        "dechetterie-richebourg",
        "dechetterie-souchez",
    ]
    assert (announced["existence"] == "a_confirmer").all()


def test_no_coordinate_is_invented(table):
    assert table[["lon", "lat"]].isna().all(axis=None)
