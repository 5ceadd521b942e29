"""The gauging stations: named, placed, low water never told as a flood."""

from __future__ import annotations

import json

import pytest

from geo.answers import bundle, stations
from geo.labels import stations as mots
from geo.labels.formats import NON_RENSEIGNE


@pytest.fixture(scope="module")
def shipped():
    return stations.load(bundle.load_base())


def test_every_station_is_drawn_once_where_it_stands(shipped):
    features = json.loads(shipped.couche.corps)["features"]
    assert [one["properties"]["id"] for one in features] == shipped.table["id"].tolist()
    lawe = next(one for one in features if one["properties"]["id"] == "E366601001")
    assert lawe["geometry"]["coordinates"] == [2.6371, 50.53949]


def test_a_station_without_name_is_called_by_its_code(shipped):
    names = shipped.table.set_index("id")["nom"]
    assert names["E351601001"] == "Station E351601001"
    assert names["E366601001"] == "La Lawe à Béthune"


def test_the_card_of_a_station_says_that_its_flow_is_low_water(shipped):
    by_id = {card["id"]: card["details"] for card in stations.cards(shipped.table)}
    assert by_id["E366601001"] == [
        "Béthune · Station de mesure d’un cours d’eau",
        "Mesure : débit",
        "Cours d’eau : Lawe",
        "Basses eaux (Q90, 2000-2024) : 695\u202fl/s, pas une crue",
    ]
    assert by_id["ME024"][1] == "Mesure : météo (la source ne dit pas quoi)"


def test_what_is_not_known_is_written_as_not_known(shipped):
    table = stations.written(shipped.table)
    assert list(table.columns) == list(mots.COLONNES)
    row = table[table["Station"] == "Station E351601001"].iloc[0]
    assert row["Basses eaux (l/s)"] == row["Cours d’eau"] == NON_RENSEIGNE
