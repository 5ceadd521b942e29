"""How many facilities there are: what is told apart, and the totals published without a list."""

from __future__ import annotations

import re
from itertools import combinations_with_replacement

import pandas as pd
import pytest
import toy
import toy_themes
from toy_themes import facility

from geo import sources
from geo.answers import counts
from geo.core.model import STATUTS
from geo.labels import phrases
from geo.measures import states


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


STATES = (
    *((statut, "attestee", "2026-03-16") for statut in STATUTS),
    ("ouverte", "attestee", None),
    ("fermee", "attestee", "2019"),
    ("non_etabli", "a_confirmer", None),
    ("projet", "a_confirmer", "2025"),
    ("travaux", "a_confirmer", "2024"),
)
"""State, existence and proof of a facility: every one, and those that nothing proves."""
COMBINATIONS = [
    *combinations_with_replacement(STATES, 1),
    *combinations_with_replacement(STATES, 2),
    *((one,) * 3 for one in STATES),
]


@pytest.mark.parametrize("theme_id", ["bornes", "dechets", "piscines", "inondations"])
def test_none_one_and_many_of_each_state_agree_and_add_up(theme_id):
    for kinds in COMBINATIONS:
        rows = toy_themes.table(
            "ouvrages",
            [
                facility(f"Lieu {rank}", toy.A, statut=statut, existence=existence, date=date)
                for rank, (statut, existence, date) in enumerate(kinds)
            ],
        )
        found = counts.compte(theme_id, rows, 2)
        told = toy_themes.plain(found.phrase)
        assert not re.search(r"\b0 |  |\(\)|[;:,] ?[.;]", told), told
        assert not re.search(r"(^|[ (])1 (piscines|ouvrages|sites|déchetteries)\b", told), told
        assert not re.search(r"\b[23] (piscine|ouvrage|site|déchetterie)\b", told), told
        counted = int(states.counted(rows).sum())
        apart = sum(int(one.split("\u00a0")[0]) for one in found.a_part)
        assert apart == found.autres == len(kinds) - counted, told
        by_state = re.findall(r"(\d+)\u00a0(?!saison)", found.etats)
        assert not by_state or sum(map(int, by_state)) == counted, told
        assert found.tete.startswith(str(counted) if counted else "aucun"), told
        assert found.message in found.phrase.replace(found.lieux, "") or not counted, told
