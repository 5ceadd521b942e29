"""The stations: all there, each in its commune, the two that bear another name told."""

from __future__ import annotations

import pytest

from geo import sources


@pytest.fixture(scope="module")
def gares():
    return sources.load("gares").set_index("id")


def test_there_are_26_stations_in_23_communes_of_both_territories(gares):
    assert len(gares) == 26
    assert gares["code_insee"].nunique() == 23
    assert gares["territoire"].value_counts().to_dict() == {"call": 14, "cabbalr": 12}


@pytest.mark.parametrize(
    ("nom", "jour_ouvre", "samedi", "dimanche"),
    [("Lens", 151, 54, 37), ("Béthune", 104, 44, 32), ("Mazingarbe", 2, 0, 0)],
)
def test_the_trains_of_a_station_are_those_of_the_timetable(
    gares, nom, jour_ouvre, samedi, dimanche
):
    row = gares[gares["nom"] == nom].iloc[0]
    found = (row["trains_jour_ouvre"], row["trains_samedi"], row["trains_dimanche"])
    assert found == (jour_ouvre, samedi, dimanche)


def test_a_station_that_bears_the_name_of_another_commune_says_so(gares):
    names = sources.load("communes").set_index("code_insee")["nom"]
    elsewhere = gares[gares["code_insee"] != gares["code_insee_declare"]]
    told = zip(
        elsewhere["nom"],
        elsewhere["code_insee_declare"].map(names),
        elsewhere["code_insee"].map(names),
        strict=True,
    )
    assert sorted(told) == [
        ("Loos-en-Gohelle", "Loos-en-Gohelle", "Lens"),
        ("Mazingarbe", "Mazingarbe", "Bully-les-Mines"),
    ]
    assert gares["remarque"].notna().equals(gares["code_insee"] != gares["code_insee_declare"])
