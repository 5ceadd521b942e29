"""How many facilities there are: what is told apart, and the totals published without a list."""

from __future__ import annotations

import pandas as pd

from geo import sources
from geo.answers import counts
from geo.labels import phrases


def cabbalr():
    pools = sources.load("piscines")
    return pools[pools["territoire"] == "cabbalr"]


def test_the_pool_of_the_departement_is_named_apart_from_the_totals():
    told = counts.told("piscines", cabbalr(), 100).replace("\N{NO-BREAK SPACE}", " ")
    start = "8 piscines recensées dans 8 communes sur 100 : 6 ouvertes au 16/03/2026"
    assert told.startswith(f"{start} (dont 1 saisonnière)")
    assert "à part : la piscine du parc départemental d’Olhain, saisonnière" in told
    alone = cabbalr()[cabbalr()["competence"] == "départementale"]
    assert counts.told("piscines", alone, 1).startswith("aucune piscine communale ni communautaire")


def test_both_public_totals_are_told_where_no_source_gives_the_list():
    totals = sources.load("totaux_publics")
    told = counts.public_totals(totals, "dechetteries", "cabbalr")
    assert "11 en novembre 2022" in told
    assert "10 en 2023" in told
    assert not counts.public_totals(totals, "dechetteries", "call")
    assert not counts.public_totals(pd.DataFrame(columns=totals.columns), "piscines", "cabbalr")


def test_a_facility_whose_place_in_the_commune_is_not_known_is_not_at_0_km():
    assert phrases.reach(0.0, 16_200.0, ici=True) == ("dans la commune ou à 16,2", "km")
    assert phrases.reach(600.0, 600.0, ici=True) == ("0,6", "km")


def test_several_days_are_told_by_the_latest_and_a_month_is_that_of_the_source():
    assert phrases.proof(["2026-03-11", "2026-03-16"], 0) == "au 16/03/2026"
    assert phrases.proof(["2025-04"], 0) == "selon une source d’avril 2025"
    assert phrases.proof(["2022-11"], 0) == "selon une source de novembre 2022"
