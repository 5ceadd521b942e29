"""What each table of facilities holds, by territory and state: a part that empties is seen.

Change a number here only with the data that change it.
"""

from __future__ import annotations

from dataclasses import asdict

import pytest

from geo import sources
from geo.core import catalog
from geo.core.model import STATUTS
from geo.measures import states

ATTENDUS = {
    ("piscines", "cabbalr"): {
        "recensees": 8,
        "ouvertes": 6,
        "saisonnieres": 1,
        "departementales": 1,
        "fermees": 1,
        "non_etablies": 1,
        "demolies": 1,
        "a_confirmer": 1,
        "date_etat": "2026-03-16",
    },
    ("piscines", "call"): {
        "recensees": 4,
        "ouvertes": 3,
        "non_etablies": 1,
        "demolies": 1,
        "a_confirmer": 5,
        "date_etat": "2026-03-16",
    },
    ("dechetteries", "cabbalr"): {
        "recensees": 11,
        "ouvertes": 4,
        "non_etablies": 7,
        "a_confirmer": 2,
        "date_etat": "2025-04",
    },
    ("dechetteries", "call"): {
        "recensees": 5,
        "ouvertes": 4,
        "non_etablies": 1,
        "a_confirmer": 1,
        "date_etat": "2022-09",
    },
    ("ouvrages", "cabbalr"): {
        "recensees": 15,
        "ouvertes": 14,
        "non_etablies": 1,
        "projets": 1,
        "realises": 9,
        "a_confirmer": 8,
        "date_etat": "2025-07-23",
    },
    ("ouvrages", "call"): {
        "recensees": 4,
        "ouvertes": 2,
        "non_etablies": 2,
        "a_confirmer": 9,
        "date_etat": "2023-08",
    },
}
"""What ``states.etats`` finds; a count that is not written is zero."""

VOISINS = {"piscines": 7, "dechetteries": 0, "ouvrages": 0}


@pytest.mark.parametrize(("table", "territoire"), ATTENDUS)
def test_each_territory_has_in_each_state_what_is_expected(table, territoire):
    rows = sources.load(table)
    found = asdict(states.etats(rows[rows["territoire"] == territoire]))
    none = dict.fromkeys(found, 0) | {"date_etat": ""}
    assert found == none | ATTENDUS[table, territoire]


@pytest.mark.parametrize("table", VOISINS)
def test_what_stands_beside_the_territories_is_in_no_total(table):
    rows = sources.load(table)
    assert int(states.outside(rows).sum()) == VOISINS[table]
    every = states.etats(rows)
    parts = [states.etats(rows[rows["territoire"] == t]) for t in ("cabbalr", "call")]
    assert every.recensees == sum(part.recensees for part in parts)


@pytest.mark.parametrize("table", ["piscines", "dechetteries", "ouvrages"])
def test_every_state_of_the_model_is_one_that_a_rule_knows(table):
    assert set(sources.load(table)["statut"]) <= set(STATUTS)


PROMESSES = [
    # What a report names, and where the product holds it: a row, or a gap that says so.
    ("piscines", "piscine-harnes-actuelle", "existence", "a_confirmer"),
    ("piscines", "piscine-billy-montigny-ancienne", "dernier_etat", "ouverte"),
    ("piscines", "piscine-bully-les-mines", "dernier_etat", "ouverte"),
    ("piscines", "piscine-avion", "statut", "ouverte"),
    ("piscines", "piscine-avion-nouvelle", "dernier_etat", "projet"),
    ("piscines", "piscine-harnes-nouveau-centre-aquatique", "dernier_etat", "travaux"),
    ("piscines", "piscine-lievin-nauticaa", "dernier_etat", "travaux"),
    ("piscines", "piscine-lens-ancienne-piscine-olympique", "statut", "demolie"),
    ("piscines", "piscine-bethune-centre-aquatique", "statut", "ouverte"),
    ("ouvrages", "ouvrage-avion-rue-lequeux", "dernier_etat", "travaux"),
    ("ouvrages", "ouvrage-beuvry-vis-sans-fin", "statut", "non_etabli"),
    ("ouvrages", "ouvrage-gosnay-zec", "sources", "presse | bilan2023 | rdd2020"),
    ("ouvrages", "ouvrage-caucourt-retenue", "statut_date", "2024-09-02"),
    ("ouvrages", "ouvrage-amettes-fond-d-ames", "dernier_etat", "travaux"),
    ("ouvrages", "ouvrage-gauchin-legal-paradis", "dernier_etat", "travaux"),
    ("ouvrages", "ouvrage-gonnehem-seconde-zec", "dernier_etat", "projet"),
    ("dechetteries", "dechetterie-cuinchy", "dernier_etat", "projet"),
    ("dechetteries", "dechetterie-richebourg", "dernier_etat", "projet"),
    ("dechetteries", "dechetterie-bruay-la-buissiere", "existence", "attestee"),
]


@pytest.mark.parametrize(("table", "row", "column", "value"), PROMESSES)
def test_what_a_report_names_has_a_row_that_says_what_is_known(table, row, column, value):
    assert sources.load(table).set_index("id").loc[row, column] == value


LACUNES = [
    ("piscines", "Loisinord"),
    ("dechetteries", "itinérante"),
    ("ouvrages", "Guarbecque"),
    ("ouvrages", "cinquantaine de bassins d’infiltration"),
]


@pytest.mark.parametrize(("source", "words"), LACUNES)
def test_what_has_no_row_is_told_as_a_gap(source, words):
    assert any(words in gap for gap in catalog.source(source).lacunes)


@pytest.mark.parametrize("table", ["piscines", "dechetteries", "ouvrages"])
def test_a_last_known_state_stands_for_a_state_that_is_not_established(table):
    rows = sources.load(table)
    last = rows[rows["dernier_etat"].notna()]
    assert len(last)
    assert (last["statut"] == states.UNKNOWN).all()
    undated = last["statut_date"].isna()
    assert last.loc[undated, "remarque"].str.contains("sans date").all()
