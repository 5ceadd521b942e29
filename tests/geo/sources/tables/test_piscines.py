import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.sources.tables import piscines


@pytest.fixture(scope="module")
def table():
    return sources.load("piscines").set_index("id")


def test_the_shipped_table_is_what_the_raw_files_give():
    built = piscines.build(catalog.DATA / "piscines")
    pd.testing.assert_frame_equal(built, sources.load("piscines"))


def test_the_aquatic_centre_of_the_report_is_aqualens(table):
    aqualens = table.loc["piscine-lens-aqualens"]
    assert aqualens["sources"] == "presse | ra2021"
    assert aqualens["cout_eur"] == 30_480_607
    assert aqualens["surface_bassins_m2"] == 1600
    assert (aqualens["annee"], aqualens["statut"]) == (2023, "ouverte")


def test_a_later_state_is_not_overridden_by_an_older_report(table):
    billy = table.loc["piscine-billy-montigny-centre-aquatique"]
    assert "prévu, 2024 (ra2021)" in billy["statut_ecrit"]
    assert billy["statut"] == "ouverte"


def test_an_amount_for_accessibility_is_a_remark_not_a_pool(table):
    assert (table["code_insee"] == "62443").sum() == 1
    assert "52\u202f000\u00a0€" in table.loc["piscine-hersin-coupigny", "remarque"]


def test_the_opening_of_harnes_is_told_with_its_contradictions(table):
    assert table.loc["piscine-harnes-nouveau-centre-aquatique", "dates"] == (
        "ouverture annoncée\u00a0: 2024, fin 2025 ou 2026 selon la source"
    )
