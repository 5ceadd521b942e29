"""The words of the states: gender, number, dates."""

from __future__ import annotations

import pytest

from geo.core.model import STATUTS
from geo.labels import phrases, states


@pytest.mark.parametrize(
    ("theme", "statut", "count", "words"),
    [
        ("piscines", "ouverte", 0, "ouverte"),
        ("piscines", "ouverte", 2, "ouvertes"),
        ("piscines", "saisonniere", 1, "saisonnière"),
        ("dechets", "fermee", 2, "fermées"),
        ("bornes", "non_etabli", 2, "à l’état non établi"),
        ("inondations", "ouverte", 3, "en service"),
        ("inondations", "fermee", 2, "hors service"),
        ("inondations", "demolie", 2, "démolis"),
    ],
)
def test_a_state_agrees_with_its_noun(theme, statut, count, words):
    assert states.agreed(theme, statut, count) == words


@pytest.mark.parametrize("theme", ["bornes", "dechets", "piscines", "inondations"])
def test_every_state_has_a_title_of_its_own_in_every_theme(theme):
    titles = states.titles(theme)
    assert list(titles) == list(STATUTS)
    assert len(set(titles.values())) == len(STATUTS)


@pytest.mark.parametrize(
    ("date", "words"),
    [("2026-03-16", "au 16/03/2026"), ("2022-11", "en novembre 2022"), ("2021", "en 2021")],
)
def test_a_date_is_told_as_precisely_as_its_source_does(date, words):
    assert states.when(date) == words


def test_the_last_state_of_a_source_is_told_with_its_year():
    told = states.last_known("inondations", "travaux", "2024-09-02")
    assert told == "état à la date de la source (2024)\u00a0: en travaux"
    assert states.last_known("piscines", "projet", None).startswith("état de la source, sans date")


@pytest.mark.parametrize(
    ("theme_id", "name", "written"),
    [
        ("piscines", "Piscine d’Auchel", "de la piscine d’Auchel"),
        ("piscines", "Aqualys", "d’Aqualys"),
        ("piscines", "Nauticaa", "de Nauticaa"),
        ("piscines", "Nouveau centre aquatique de Harnes", "du nouveau centre aquatique de Harnes"),
        ("dechets", "Déchetterie d’Isbergues", "de la déchetterie d’Isbergues"),
        ("bornes", "Rue du Colonel", "de la station « Rue du Colonel »"),
    ],
)
def test_what_a_distance_depends_on_is_named_with_its_article(theme_id, name, written):
    assert phrases.of_name(theme_id, name).replace("\N{NO-BREAK SPACE}", " ") == written


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (0, 3_400, "dans la commune ou à environ 3,4 km"),
        (0, 0, "dans la commune"),
        (8_100, 21_200, "entre 8,1 et 21,2 km"),
        (8_100, 8_100, "à environ 8,1 km"),
    ],
)
def test_a_range_of_distances_never_begins_at_nothing(low, high, written):
    assert phrases.metres(low, high).replace("\N{NO-BREAK SPACE}", " ") == written
    assert not phrases.kilometres(low, high).startswith("0 ")


def test_a_small_area_or_share_or_distance_is_never_written_as_nothing():
    assert phrases.area(0.004) == ("0,4", "ha")
    assert phrases.area(0.06) == ("0,1", "km²")
    assert phrases.share(0.02) == ("0,1", "moins de")
    assert phrases.share(13.64) == ("13,6", "")
    assert phrases.kilometres(20, 1_100) == "0,1 à 1,1"
