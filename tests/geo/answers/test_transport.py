"""Trains and coaches of a commune: the nearest station, its trains, the stops; never « sans »."""

from __future__ import annotations

import pytest

from geo.answers import bundle, transport
from geo.labels import transports as mots

BETHUNE, MAZINGARBE, LENS, ABLAIN = "62119", "62563", "62498", "62001"


@pytest.fixture(scope="module")
def asked():
    communes, horaires = bundle.load_base().communes, transport.load()
    return lambda code: transport.transports(horaires, communes, code)


def told(found):
    return {constat.libelle: constat.valeur for constat in found.constats}


def test_the_nearest_station_is_told_with_its_trains(asked):
    found = told(asked(BETHUNE))
    assert found[mots.GARE_PROCHE].startswith("Béthune (Béthune), ")
    assert found[mots.TRAINS] == "104\u00a0trains un jour ouvré, 44 un samedi, 32 un dimanche"


def test_the_stations_of_a_commune_are_listed_the_busiest_first(asked):
    assert told(asked(LENS))[mots.GARES_ICI] == (
        "Lens (151\u00a0trains un jour ouvré) et Loos-en-Gohelle (2\u00a0trains un jour ouvré)"
    )


@pytest.mark.parametrize(
    ("code", "ailleurs"),
    [(MAZINGARBE, "Bully-les-Mines"), (LENS, "Lens"), ("62528", "Lens")],
)
def test_a_station_that_bears_the_name_of_another_commune_says_so(asked, code, ailleurs):
    assert told(asked(code))[mots.GARE_NOMMEE].endswith(f"elle est sur la commune de {ailleurs}.")


def test_the_stops_of_a_commune_are_counted_once_with_their_lines(asked):
    horaires = transport.load()
    here = horaires.arrets[horaires.arrets["code_insee"] == ABLAIN]
    expected = f"{here['arret'].nunique()}\u00a0arrêts dans la commune, ligne 417"
    assert told(asked(ABLAIN))[mots.CARS] == expected


def test_no_commune_is_ever_told_to_have_no_transport(asked):
    communes = bundle.load_base().communes
    for code in communes["code_insee"]:
        found = asked(code)
        words = " ".join(constat.valeur for constat in found.constats)
        assert "sans transport" not in words
        assert "TADAO" in found.court
    assert "n’est pas « sans transport »" in mots.NOTE


def test_without_any_station_nothing_is_told():
    horaires = transport.load()
    empty = transport.Horaires(horaires.gares.iloc[:0], horaires.arrets)
    assert transport.transports(empty, bundle.load_base().communes, LENS) is None
