"""The gauging stations: what each measures, and low-water figures where they are known."""

from __future__ import annotations

from geo import sources


def test_there_are_ten_gauging_stations_and_three_weather_stations():
    rows = sources.load("stations_mesure")
    assert rows["type"].value_counts().to_dict() == {"hydrometrique": 10, "meteorologique": 3}


def test_what_a_station_measures_is_told_only_where_it_is_known():
    rows = sources.load("stations_mesure")
    assert rows["mesure"].value_counts().to_dict() == {
        "debit": 6,
        "niveau_ou_debit": 4,
        "meteo": 3,
    }
    assert (rows["etiage_q90_l_s"].notna() == (rows["mesure"] == "debit")).all()


def test_the_low_water_of_the_lawe_at_bethune_is_that_of_the_source():
    row = sources.load("stations_mesure").set_index("id").loc["E366601001"]
    assert (row["nom"], row["cours_eau"]) == ("La Lawe à Béthune", "Lawe")
    assert row["etiage_q90_l_s"] == 695.09


def test_a_station_declared_elsewhere_keeps_both_codes():
    rows = sources.load("stations_mesure")
    other = rows[rows["code_insee"] != rows["code_insee_declare"]]
    assert dict(zip(other["id"], other["code_insee_declare"], strict=True)) == {
        "E363121001": "59293"
    }
