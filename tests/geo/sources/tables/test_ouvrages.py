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


def test_the_two_basins_of_hoche_are_one_work_with_the_volume_of_the_report(table):
    (hoche,) = table[table.index.str.contains("poste-hoche")].to_dict("records")
    assert hoche["volume_m3"] == 13_200
    assert hoche["sources"] == "presse | ra2021"
    assert "7\u202f100\u00a0m³" in hoche["remarque"]
    assert "6\u202f100\u00a0m³" in hoche["remarque"]


def test_the_erosion_programme_is_one_work_in_four_communes(table):
    (programme,) = table[table.index.str.contains("erosion")].to_dict("records")
    assert programme["communes_insee"].split(" | ") == ["62001", "62213", "62801", "62854"]
    assert programme["code_insee"] == "62801"
    assert programme["bassin_versant"] == "Souchez"


def test_finished_works_are_no_facility_in_service(table):
    works = table[table["type"].isin(["défense de berges", "restauration de berges"])]
    assert set(works["statut"]) == {"realise"}
    assert len(works) == 8


def test_the_screws_of_beuvry_are_in_works_in_the_facilities_as_in_the_actions(table):
    screws = table.loc["ouvrage-beuvry-vis-sans-fin"]
    action = sources.load("actions").set_index("id").loc["rdd2020-a071"]
    assert (screws["statut"], screws["dernier_etat"]) == ("non_etabli", "travaux")
    assert (screws["statut_date"], action["statut"]) == ("2020", "en cours")


def test_the_gate_called_hulluch_is_in_bruay(table):
    digue = table.loc["ouvrage-bruay-la-buissiere-digue-de-la-biette"]
    assert digue["code_insee"] == "62178"


def test_the_year_of_an_inquiry_is_not_that_of_the_work(table):
    assert pd.isna(table.loc["ouvrage-saint-venant-zec", "annee"])


@pytest.mark.parametrize(
    ("work", "last", "date"),
    [
        ("ouvrage-lespesses-meroise", "projet", "2021-01"),
        ("ouvrage-caucourt-retenue", "travaux", "2024-09-02"),
        ("ouvrage-gonnehem-seconde-zec", "projet", "2025-01-20"),
    ],
)
def test_what_was_announced_and_is_past_is_told_at_the_date_of_its_source(table, work, last, date):
    row = table.loc[work]
    assert row[["statut", "dernier_etat", "statut_date"]].tolist() == ["non_etabli", last, date]
    assert row["existence"] == "a_confirmer"


def test_a_line_attached_to_nothing_stops_the_build_and_is_named(parts):
    links = parts.liens[parts.liens["ligne"] != "E08"]
    broken = merge.Releve(parts.releve, parts.rapports, links, parts.revue)
    with pytest.raises(SchemaError, match="ligne sans équipement : E08"):
        merge.merge(broken, ouvrages.SCHEMA)


def test_a_line_that_moved_in_the_survey_stops_the_build(parts):
    releve = parts.releve.iloc[::-1].set_axis(parts.releve.index)
    broken = merge.Releve(releve, parts.rapports, parts.liens, parts.revue)
    with pytest.raises(SchemaError, match="ligne dont le nom a changé : F01"):
        merge.merge(broken, ouvrages.SCHEMA)


def test_two_lines_of_the_survey_cannot_be_one_facility(parts):
    links = parts.liens.copy()
    links.loc[links["ligne"] == "F02", "id"] = "ouvrage-gosnay-zec"
    broken = merge.Releve(parts.releve, parts.rapports, links, parts.revue)
    found = merge.faults(broken)
    told = "équipement attaché à plus de lignes du relevé que sa revue ne dit : ouvrage-gosnay-zec"
    assert told in found
    assert "équipement sans aucune ligne : ouvrage-ourton-zec" not in found


def test_the_order_of_the_hand_made_files_does_not_matter(parts):
    shuffled = merge.Releve(
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
