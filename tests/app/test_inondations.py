"""The gauging stations on « Inondations »: on the map with a legend, listed, told if damaged."""

from __future__ import annotations

from ecran import Ecran

from geo.labels import stations as mots

PAGE = "pages/inondations.py"


def test_the_stations_are_on_the_map_listed_and_said_to_be_low_water():
    ecran = Ecran(PAGE, volet="analyses").open()
    drawn = ecran.couches
    shown = {kind: drawn[kind]["etats"].count("0") for kind in mots.TYPES}
    assert shown == {"hydrometrique": 10, "meteorologique": 3}
    assert drawn["hydrometrique"]["symbole"] == "losange"
    for words in (*mots.TYPES.values(), "La Lawe à Béthune", "695"):
        assert words in ecran.texte
    assert any("ne dit rien d’une crue" in one.value for one in ecran.essai.markdown)


def test_an_agglomeration_without_any_station_says_so():
    ecran = Ecran(PAGE, volet="analyses", territoire="call").open()
    assert not set(mots.TYPES) & set(ecran.couches)
    assert mots.AUCUNE in ecran.texte


def test_a_damaged_list_of_stations_is_told_and_the_works_stay(donnees):
    donnees.write_as("stations_mesure.csv", b"id,nom\n")
    ecran = Ecran(PAGE, volet="analyses").open()
    assert any(
        "stations_mesure.csv" in element.value.replace("\\", "") for element in ecran.essai.error
    )
    assert "ouvrages" in ecran.couches
