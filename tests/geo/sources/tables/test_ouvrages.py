import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.core.errors import SchemaError
from geo.sources import merge
from geo.sources.tables import ouvrages

FOLDER = catalog.DATA / "ouvrages"


@pytest.fixture(scope="module")
def table():
    return sources.load("ouvrages").set_index("id")


@pytest.fixture
def parts():
    return merge.read_parts(FOLDER)


def test_the_shipped_table_is_what_the_raw_files_give():
    pd.testing.assert_frame_equal(ouvrages.build(FOLDER), sources.load("ouvrages"))


def test_every_bank_works_of_the_report_is_a_row_of_its_commune(table):
    works = table[table["type"] == "défense de berges"]
    assert len(works) == 7
    assert works["code_insee"].is_unique
    assert (works["sources"] == "rdd2020").all()


def test_two_volumes_of_one_work_are_both_told(table):
    work = table.loc["ouvrage-bruay-la-buissiere-parc-de-la-lawe"]
    assert work["volume_m3"] == 10_200
    assert "10\u202f000\u00a0m³" in work["remarque"]


def test_the_two_basins_of_hoche_add_up_to_the_total_of_the_report(table):
    basins = table[table.index.str.contains("poste-hoche")]
    assert basins["volume_m3"].sum() == 13_200
    assert (basins["sources"] == "presse | ra2021").all()


def test_the_erosion_programme_has_one_row_in_each_of_its_four_communes(table):
    rows = table[table.index.str.endswith("programme-erosion")]
    assert rows["code_insee"].nunique() == len(rows) == 4
    assert rows["remarque"].str.contains("un seul programme pour quatre communes").all()
    assert (rows["bassin_versant"] == "Souchez").all()


def test_the_gate_called_hulluch_is_in_bruay(table):
    digue = table.loc["ouvrage-bruay-la-buissiere-digue-de-la-biette"]
    assert digue["code_insee"] == "62178"


def test_the_year_of_an_inquiry_is_not_that_of_the_work(table):
    assert pd.isna(table.loc["ouvrage-saint-venant-zec", "annee"])


def test_a_project_last_heard_of_before_2023_is_to_be_confirmed(table):
    assert table.loc["ouvrage-lespesses-meroise", "statut"] == "non_etabli"
    assert table.loc["ouvrage-la-comte-bajuel", "statut"] == "projet"


def test_a_line_attached_to_nothing_stops_the_build_and_is_named(parts):
    links = parts.liens[parts.liens["ligne"] != "E08"]
    broken = merge.Parts(parts.releve, parts.rapports, links, parts.revue)
    with pytest.raises(SchemaError, match="ligne sans équipement : E08"):
        merge.merge(broken, ouvrages.SCHEMA)


def test_a_line_that_moved_in_the_survey_stops_the_build(parts):
    releve = parts.releve.iloc[::-1].set_axis(parts.releve.index)
    broken = merge.Parts(releve, parts.rapports, parts.liens, parts.revue)
    with pytest.raises(SchemaError, match="ligne dont le nom a changé : F01"):
        merge.merge(broken, ouvrages.SCHEMA)


def test_two_lines_of_the_survey_cannot_be_one_facility(parts):
    links = parts.liens.copy()
    links.loc[links["ligne"] == "F02", "id"] = "ouvrage-gosnay-zec"
    broken = merge.Parts(parts.releve, parts.rapports, links, parts.revue)
    found = merge.faults(broken)
    assert "équipement attaché à deux lignes du relevé : ouvrage-gosnay-zec" in found
    assert "équipement sans aucune ligne : ouvrage-ourton-zec" not in found


def test_the_order_of_the_hand_made_files_does_not_matter(parts):
    shuffled = merge.Parts(
        parts.releve,
        parts.rapports,
        parts.liens.sort_values("raison", kind="stable"),
        parts.revue.iloc[::-1],
    )
    columns = ["id", "code_insee", "statut", "volume_m3", "cout_eur_ht", "remarque"]
    pd.testing.assert_frame_equal(
        merge.merge(shuffled, ouvrages.SCHEMA)[columns],
        merge.merge(parts, ouvrages.SCHEMA)[columns],
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            "l'article annonce « 236 000 m3 »",
            "l’article annonce «\u00a0236\u202f000\u00a0m³\u00a0»",
        ),
        ("travaux : 245 000 € HT", "travaux\u00a0: 245\u202f000\u00a0€ HT"),
        ("de 800 à 1 200 m²", "de 800 à 1\u202f200\u00a0m²"),
        ("en 2020, 10 communes", "en 2020, 10 communes"),
    ],
)
def test_french_typography_is_set_at_the_build(raw, expected):
    assert merge.typography(raw) == expected
