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


def test_the_survey_and_the_reports_speak_of_eighteen_sites(table):
    assert len(table) == 18


def test_the_cost_of_houdain_is_read_in_euros_and_the_misprint_is_told(table):
    houdain = table.loc["dechetterie-houdain"]
    assert houdain["cout_eur_ht"] == 2_492_269
    assert "millions" in houdain["remarque"]


def test_the_contradiction_about_lievin_is_told(table):
    assert "ne vont pas ensemble" in table.loc["dechetterie-lievin", "remarque"]
    assert table.loc["dechetterie-lievin", "statut"] == "ouverte"


def test_a_site_without_any_source_is_to_be_confirmed(table):
    unsourced = table[table["sources"].isna()]
    assert len(unsourced) == 6
    assert (unsourced["statut"] == "non_etabli").all()


def test_no_coordinate_is_invented(table):
    assert table[["lon", "lat"]].isna().all(axis=None)
