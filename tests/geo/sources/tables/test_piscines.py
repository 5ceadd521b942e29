import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.sources.tables import piscines


@pytest.fixture(scope="module")
def table():
    return sources.load("piscines").set_index("id")


def test_the_shipped_table_is_what_the_raw_files_give():
    built = piscines.build(catalog.DATA / "piscines", sources.load("bassins"))
    pd.testing.assert_frame_equal(built, sources.load("piscines"))


def test_the_aquatic_centre_of_the_report_is_aqualens(table):
    aqualens = table.loc["piscine-lens-aqualens"]
    assert aqualens["sources"] == "presse | ra2021 | data_es"
    assert aqualens["cout_eur"] == 30_480_607
    assert aqualens["surface_bassins_m2"] == 1575
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


def test_thirteen_pools_stand_where_the_register_says(table):
    ours = table[table["id_installation"].notna() & ~table["hors_territoire"]]
    assert len(ours) == 13
    assert (ours["precision"] == "site").all()
    assert ours[["lon", "lat", "surface_bassins_m2"]].notna().all(axis=None)
    assert ours["sources"].str.contains("data_es").all()


def test_every_state_that_is_established_names_its_page_and_its_day(table):
    opened = table[table["statut"].isin(["ouverte", "saisonniere", "fermee"])]
    assert len(opened) == 11
    assert opened[["statut_source", "statut_date", "statut_adresse"]].notna().all(axis=None)
    assert opened["statut_date"].between("2025-11-05", "2026-03-16").all()


@pytest.mark.parametrize(
    ("pool", "state", "last", "words"),
    [
        ("piscine-lillers-le-brule", "fermee", None, "ne prouve pas sa réouverture"),
        ("piscine-auchel", "non_etabli", "fermee", "de clubs donnent encore des créneaux"),
        ("piscine-lievin-nauticaa", "non_etabli", "travaux", "non tranché"),
        ("piscine-bully-les-mines", "non_etabli", "ouverte", "aucun bassin recensé"),
        ("piscine-isbergues", "non_etabli", None, "non recensée au registre"),
    ],
)
def test_where_sources_disagree_the_row_says_so(table, pool, state, last, words):
    row = table.loc[pool]
    assert row["statut"] == state
    assert pd.isna(row["dernier_etat"]) if last is None else row["dernier_etat"] == last
    assert words in row["remarque"]


def test_the_pool_of_olhain_is_of_the_departement_and_stands_apart(table):
    olhain = table.loc["piscine-parc-d-olhain"]
    assert (olhain["competence"], olhain["statut"]) == ("départementale", "saisonniere")
    assert olhain["code_insee"] == "62540"


def test_a_pool_beside_the_territories_has_a_place_and_no_territory(table):
    beside = table[table["hors_territoire"]]
    assert len(beside) == 7
    assert beside["territoire"].isna().all()
    assert beside[["lon", "lat", "commune_voisine"]].notna().all(axis=None)
    assert (beside["statut"] == "non_etabli").all()
