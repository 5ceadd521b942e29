import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.core.errors import SchemaError
from geo.sources.tables import bornes_2022

FOLDER = catalog.DATA / "bornes_2022"


@pytest.fixture(scope="module")
def table():
    return sources.load("bornes_2022")


def test_the_shipped_table_is_what_the_raw_files_give(table):
    built = bornes_2022.build(FOLDER, communes=sources.load("communes"))
    pd.testing.assert_frame_equal(built, table)


def test_59_stations_stand_in_44_sites_36_of_them_in_the_cabbalr(table):
    assert len(table) == 59
    sites = table.drop_duplicates("site_2022")
    assert sites["territoire"].value_counts().to_dict() == {"cabbalr": 36, "call": 8}


def test_33_sites_are_still_declared_in_2025(table):
    known = sources.load("bornes").set_index("id")
    kept = table[table["retrouvee"] == "oui"]
    assert kept["site_2022"].nunique() == 33
    assert (known.loc[kept["borne"], "dans_la_base"] == "oui").all()
    lost = table[(table["retrouvee"] == "non") & table["borne"].notna()]
    assert (known.loc[lost["borne"], "dans_la_base"] == "non").all()


def test_a_date_of_2000_is_not_known(table):
    beuvry = table[table["id_station_itinerance"] == "FR*H13*P62126001"]
    assert beuvry["mise_en_service"].isna().all()


def test_a_station_without_a_matching_line_stops_the_build(tmp_path):
    pd.read_csv(FOLDER / "stations.csv", dtype=str).to_csv(tmp_path / "stations.csv", index=False)
    links = pd.read_csv(FOLDER / "rapprochements.csv", dtype=str)
    links.iloc[1:].to_csv(tmp_path / "rapprochements.csv", index=False)
    with pytest.raises(
        SchemaError, match=links["id_station_itinerance"].iloc[0].replace("*", r"\*")
    ):
        bornes_2022.build(tmp_path, communes=sources.load_geo("communes"))
