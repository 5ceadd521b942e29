import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.core.schema import validate
from geo.sources.tables import bornes


@pytest.fixture(scope="module")
def table():
    return sources.load("bornes")


def row(table, station_id):
    return table.set_index("id").loc[station_id]


def test_the_shipped_table_is_what_the_raw_files_give(table):
    pd.testing.assert_frame_equal(bornes.build(catalog.DATA / "bornes"), table)


def test_each_line_of_the_survey_is_one_station(table):
    survey = pd.read_csv(catalog.DATA / "bornes" / "releve.csv")
    assert table["sources"].str.contains("irve").sum() == len(survey) == 84
    assert table["nbre_pdc"].sum() == survey["nbre_pdc"].sum()


@pytest.mark.parametrize(
    ("power", "expected"),
    [
        (3.7, "≤ 7,4 kW"),
        (7.4, "≤ 7,4 kW"),
        (7.5, "7,4 à 22 kW"),
        (22.0, "7,4 à 22 kW"),
        (22.08, "7,4 à 22 kW"),
        (24.0, "22 à 50 kW"),
        (50.0, "22 à 50 kW"),
        (50.1, "> 50 kW"),
        (400.0, "> 50 kW"),
    ],
)
def test_a_power_belongs_to_one_class_upper_bound_included(power, expected):
    assert bornes.power_class(pd.Series([power])).tolist() == [expected]


def test_an_unknown_power_has_no_class_and_the_index_is_kept():
    found = bornes.power_class(pd.Series([float("nan"), 22.0], index=[9, 4]))
    assert found.isna().tolist() == [True, False]
    assert found.index.tolist() == [9, 4]


def test_a_station_declared_closed_is_closed(table):
    closed = table[table["statut"] == "fermee"]
    assert closed["id"].tolist() == ["borne-bethune-citroen-bethune-ferme"]


def test_a_site_of_2020_recognised_in_the_base_is_one_row_with_both_sources(table):
    dieval = table[table["code_insee"] == "62269"]
    assert dieval["sources"].tolist() == ["irve | rdd2020"]
    assert dieval["annee"].tolist() == [2020]


def test_a_site_of_2020_that_may_be_a_known_station_is_kept_apart(table):
    site = row(table, "borne-bruay-la-buissiere-cite-des-electriciens")
    assert site["statut"] == "non_etabli"
    assert site["precision"] == "commune"
    assert pd.isna(site["lon"])


def test_the_stations_of_the_head_office_are_not_counted_as_charge_points(table):
    fleet = table[table["type"] == "bornes de flotte"]
    assert fleet["nbre_pdc"].isna().all()
    assert fleet["statut"].tolist() == ["non_etabli"]
    assert fleet["remarque"].str.startswith("11\u00a0bornes").all()


def test_a_station_without_a_name_gets_an_honest_one(table):
    unnamed = table[table["nom"].str.startswith("Station sans nom, ")]
    assert len(unnamed) == 8
    assert not table["nom"].duplicated(keep=False)[unnamed.index].any()


def test_swapped_coordinates_follow_the_schema(table):
    swapped = table.assign(lon=table["lat"], lat=table["lon"])
    assert validate(swapped, bornes.SCHEMA, "bornes") is swapped
