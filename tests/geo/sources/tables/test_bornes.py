import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.core.errors import SchemaError
from geo.core.schema import validate
from geo.sources.tables import bornes

FOLDER = catalog.DATA / "bornes"


@pytest.fixture(scope="module")
def table():
    return sources.load("bornes")


def row(table, site_id):
    return table.set_index("id").loc[site_id]


def declared(*stations):
    """Return stations of a base: site, declaration, points, powers, day of the last update."""
    names = ["site", "declaration", "points", "puissances", "date_maj"]
    frame = pd.DataFrame(stations, columns=names)
    return frame.assign(
        nom_operateur="DRIVECO",
        adresse_station="1 rue du Test, 62000 France",
        code_postal="62000",
        code_insee="62001",
        longitude="2.5",
        latitude="50.5",
        mise_en_service=None,
        horaires="24/7",
    )


class TestSites:
    def test_stations_that_may_be_one_give_a_range(self):
        sites = bornes.sites(
            declared(("a", "1", 4, [22.0], "2025-01-01"), ("a", "1", 5, [50.0], "2025-02-01"))
        )
        counts = sites.loc["a", ["nb_stations_min", "nb_stations_max"]].tolist()
        assert counts == [1, 2]
        assert sites.loc["a", ["nbre_pdc_min", "nbre_pdc_max"]].tolist() == [5, 9]

    def test_stations_that_are_distinct_add_up(self):
        sites = bornes.sites(
            declared(("a", "1", 2, [22.0], "2025-01-01"), ("a", "2", 3, [22.0], "2025-01-01"))
        )
        assert sites.loc["a", ["nbre_pdc_min", "nbre_pdc_max"]].tolist() == [5, 5]

    def test_a_station_set_aside_counts_nowhere(self):
        sites = bornes.sites(
            declared(
                ("a", "1", 2, [22.0], "2025-01-01"), ("a", bornes.ECARTEE, 9, [350.0], "2026-01-01")
            )
        )
        assert sites.loc["a", ["nb_stations_max", "nbre_pdc_max"]].tolist() == [1, 2]
        assert sites.loc["a", "puissance_max_kw"] == 22

    def test_a_power_of_zero_is_not_known(self):
        sites = bornes.sites(
            declared(("a", "1", 2, [0.0, 22.0], "2025-01-01"), ("b", "1", 2, [0.0], "2025-01-01"))
        )
        assert sites.loc["a", "puissances_kw"] == "22"
        assert sites.loc["b", ["puissances_kw", "puissance_max_kw"]].isna().all()


class TestTheShippedTable:
    def test_is_what_the_raw_files_give(self, table):
        built = bornes.build(
            FOLDER,
            communes=sources.load("communes"),
            bornes_2022=sources.load("bornes_2022"),
        )
        pd.testing.assert_frame_equal(built, table)

    def test_counts_every_row_of_the_base_once(self, table):
        points = pd.read_csv(FOLDER / "points.csv")
        stations = bornes.stations(FOLDER)
        aside = stations[stations["declaration"] == bornes.ECARTEE]
        assert (len(points), len(stations), len(aside)) == (691, 196, 1)
        assert stations["points"].sum() == 691
        assert table["nbre_pdc_max"].sum() == 690

    def test_has_the_expected_sites_by_territory_and_state(self, table):
        counts = table.groupby(["territoire", "existence", "statut"]).size().to_dict()
        assert counts == {
            ("cabbalr", "attestee", "ouverte"): 94,
            ("cabbalr", "attestee", "non_etabli"): 3,
            ("cabbalr", "attestee", "realise"): 1,
            ("cabbalr", "a_confirmer", "non_etabli"): 19,
            ("cabbalr", "attestee", "fermee"): 1,
            ("call", "attestee", "ouverte"): 47,
            ("call", "attestee", "non_etabli"): 6,
            ("call", "a_confirmer", "non_etabli"): 2,
        }

    def test_has_150_sites_of_the_base_in_60_communes(self, table):
        base = table[table["dans_la_base"] == "oui"]
        assert len(base) == 150
        assert base["code_insee"].nunique() == 60
        assert base["nb_stations_min"].sum() == 164
        assert base["nb_stations_max"].sum() == 195
        assert base["nbre_pdc_min"].sum() == 549
        assert (base["nbre_pdc_min"] <= base["nbre_pdc_max"]).all()

    def test_keeps_the_19_sites_that_the_base_no_longer_declares(self, table):
        lost = table[(table["dans_la_base"] == "non") & table["sources"].str.contains("irve")]
        assert len(lost) == 19
        unsure = lost["statut"] == "non_etabli"
        assert (lost.loc[unsure, "existence"] == "a_confirmer").all()
        assert unsure.sum() == 18
        assert lost["nbre_pdc_max"].isna().all()
        told = lost.loc[lost["statut"] == "non_etabli", "statut_source"]
        assert told.str.startswith("non retrouvée dans la base nationale du 25/10/2025").all()

    def test_keeps_every_line_of_the_older_survey_and_of_the_reports(self, table):
        links = pd.read_csv(FOLDER / "rapprochements.csv")
        survey = pd.read_csv(FOLDER / "releve.csv")
        reports = pd.read_csv(FOLDER / "equipements_rapports.csv")
        assert len(links) == len(survey) + len(reports)
        assert set(links["id"]) <= set(table["id"])

    def test_dates_every_state_that_it_declares_open(self, table):
        open_ones = table[table["statut"] == "ouverte"]
        assert (open_ones["statut_date"] == bornes.DATE_BASE).all()
        assert (open_ones["date_maj"] >= bornes.DECLARATION_VIVANTE).all()

    def test_does_not_hold_open_what_nobody_has_updated_for_two_years(self, table):
        brewery = row(table, "borne-benifontaine-m2018")
        assert brewery[["existence", "statut", "dernier_etat", "statut_date"]].tolist() == [
            "attestee",
            "non_etabli",
            "ouverte",
            "2021-09-17",
        ]

    def test_says_the_station_that_its_name_says_closed(self, table):
        closed = table[table["statut"] == "fermee"]
        assert closed["id"].tolist() == ["borne-bethune-citroen-bethune-ferme"]
        assert closed["statut_date"].tolist() == ["2022-12-05"]

    def test_tells_car_dealers_apart_with_their_access(self, table):
        dealers = table[table["chez_concessionnaire"] == "oui"]
        assert (dealers["dans_la_base"] == "oui").sum() == 12
        assert set(dealers["acces"].dropna()) == {"ouvert au public"}
        assert row(table, "borne-bethune-ibis-bethune-centre-gare")["acces"] == (
            "réservé à la clientèle"
        )

    def test_merges_the_sites_of_2020_with_those_of_the_base(self, table):
        dieval = table[table["code_insee"] == "62269"]
        assert dieval["sources"].tolist() == ["irve | rdd2020"]
        assert dieval["annee"].tolist() == [2020]

    def test_leaves_the_chargers_of_the_head_office_out_of_the_stations(self, table):
        fleet = table[table["type"] == "bornes de flotte"]
        assert fleet["statut"].tolist() == ["realise"]
        assert fleet["nbre_pdc_max"].isna().all()
        assert fleet["remarque"].str.startswith("11\u00a0bornes").all()

    def test_takes_the_commune_in_which_the_point_is(self, table):
        annezin = row(table, "borne-annezin-lidl-chocques-charge-rapide")
        assert (annezin["code_insee"], annezin["code_postal"]) == ("62035", "62920")


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


def test_a_station_of_the_base_without_a_site_stops_the_build(tmp_path):
    points = pd.read_csv(FOLDER / "points.csv", dtype=str)
    stations = pd.read_csv(FOLDER / "stations.csv", dtype=str)
    points.to_csv(tmp_path / "points.csv", index=False)
    stations.iloc[1:].to_csv(tmp_path / "stations.csv", index=False)
    with pytest.raises(SchemaError, match="Carrefour Market - Aix Noulette"):
        bornes.stations(tmp_path)


def test_swapped_coordinates_follow_the_schema(table):
    swapped = table.assign(lon=table["lat"], lat=table["lon"])
    assert validate(swapped, bornes.SCHEMA, "bornes") is swapped
