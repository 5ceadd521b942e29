"""The stops of regional coaches: a stop served by two parts of the network is one stop."""

from __future__ import annotations

from geo import sources


def test_there_are_437_rows_in_58_communes():
    rows = sources.load("arrets_cars")
    assert len(rows) == 437
    assert rows["code_insee"].nunique() == 58


def test_a_stop_of_two_parts_of_the_network_has_two_rows_at_one_place():
    rows = sources.load("arrets_cars")
    twice = rows[rows["arret"].duplicated(keep=False)]
    assert set(twice["reseau"]) == {"RHDF-59-P1", "RHDF-59-P2"}
    assert (twice.groupby("arret")["code_insee"].nunique() == 1).all()


def test_the_stops_of_ablain_are_those_of_line_417():
    rows = sources.load("arrets_cars")
    ablain = rows[rows["code_insee"] == "62001"]
    assert set(ablain["lignes"]) == {"417"}
    assert ablain["passages_jour_ouvre"].max() == 5
