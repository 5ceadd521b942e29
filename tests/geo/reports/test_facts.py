"""Finding, filtering and writing the figures and facts of the reports."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.reports import facts, rules, vocabulary
from geo.reports.facts import Filtre
from geo.sources.facts import load_faits


@pytest.fixture(scope="module")
def known():
    return load_faits()


def found(known, **asked):
    return set(facts.filter_rows(known.indicateurs, Filtre(**asked))["id"])


def test_accents_capitals_articles_and_ligatures_do_not_matter_in_a_search(known):
    assert found(known, recherche="zone d'expansion de crues") == found(
        known, recherche="ZONE EXPANSION CRUES"
    )
    assert found(known, recherche="cœurs") == found(known, recherche="coeurs")
    assert facts.mots("L’eau de la Lawe") == ["eau", "lawe"]


COLUMNS = {
    "territoires": "territoire",
    "themes": "theme",
    "sources": "source",
    "natures": "nature",
    "statuts": "statut",
    "communes": "code_insee",
    "portees": "portee",
}


@pytest.mark.parametrize("field", COLUMNS)
def test_each_choice_keeps_the_rows_of_its_column_only(field):
    rows = pd.DataFrame(
        {column: ["autre"] * 3 for column in COLUMNS.values()} | {COLUMNS[field]: list("abc")}
    )
    kept = facts.filter_rows(rows, Filtre(**{field: ("a", "c")}))
    assert kept.index.tolist() == [0, 2]


def test_amounts_come_first_then_quantities_then_words_the_recent_first():
    rows = pd.DataFrame(
        {
            "euros": [None, 5.0, None, None, 7.0, 6.0],
            "nombre": [None, 5.0, 3.0, 4.0, 7.0, 6.0],
            "annee_fin": pd.array([2030, 2020, 2024, 2021, None, 2023], dtype="Int64"),
        },
        index=list("abcdef"),
    )
    assert facts.par_importance(rows, "euros", "nombre").index.tolist() == list("fbecda")


def test_a_number_is_found_as_it_is_printed(known):
    for written in ("631 858", "631\u00a0858", "631\u202f858", "631858"):
        assert found(known, recherche=written) == {"bilan2023-098"}


def test_a_word_is_found_from_its_beginning_and_never_inside_another(known):
    rows = facts.filter_rows(known.indicateurs, Filtre(recherche="eau"))
    assert len(rows)
    assert not rows["recherche"].str.contains(r"\bbureau", regex=True).all()


def test_a_year_is_found_inside_a_period(known):
    rows = facts.filter_rows(known.indicateurs, Filtre(recherche="bornes 2023"))
    assert "bilan2023-077" in set(rows["id"])
    years = facts.filter_rows(known.indicateurs, Filtre(annees=(2021,)))
    assert ((years["annee_debut"] <= 2021) & (years["annee_fin"] >= 2021)).all()


def test_every_figure_is_found_by_its_own_label_and_number(known):
    sample = known.indicateurs[::37]
    for row in sample.to_dict("records"):
        asked = f"{row['libelle']} {row['valeur']:.10g}"
        assert row["id"] in found(known, recherche=asked), asked


def test_filters_are_added_to_one_another(known):
    rows = facts.filter_rows(
        known.indicateurs,
        Filtre(territoires=("call",), themes=("dechets",), natures=("annuel",)),
    )
    assert set(rows["territoire"]) == {"call"}
    assert set(rows["theme"]) == {"dechets"}
    assert set(rows["nature"]) == {"annuel"}


def test_communes_are_kept_by_their_code(known):
    rows = facts.filter_rows(known.actions, Filtre(communes=("62119", "62498")))
    assert set(rows["code_insee"]) == {"62119", "62498"}
    assert len(rows) == known.actions["code_insee"].isin(["62119", "62498"]).sum()


def test_a_row_without_a_year_is_in_no_year(known):
    dated = facts.filter_rows(known.indicateurs, Filtre(annees=(2021,)))
    assert dated["annee_fin"].notna().all()


def test_the_basin_is_spoken_of_by_a_whole_theme_or_by_words():
    frame = pd.DataFrame(
        {
            "theme": ["bassin", "habitat", "habitat", "habitat"],
            "recherche": ["musee", "cites jardins", "un terril", "fossette"],
        }
    )
    assert facts.speaks_of_basin(frame, ["bassin"]).tolist() == [True, False, True, False]
    assert facts.speaks_of_basin(frame, []).tolist() == [False, False, True, False]


def row(**values):
    base = {"valeur": 1.0, "unite": "communes", "nuance": None, "nature": "annuel"}
    return {**base, "annee_debut": 2020, "annee_fin": 2020, **values}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"valeur": 1.0}, "1\u00a0commune"),
        ({"valeur": 12.0}, "12\u00a0communes"),
        ({"valeur": 4.7, "unite": "M€"}, "4,7\u00a0M€"),
        ({"valeur": 181333.95, "unite": "t"}, "181\u202f333,95\u00a0t"),
        ({"valeur": 500.0, "unite": "enfants", "nuance": "près de"}, "près de 500\u00a0enfants"),
        ({"valeur": 1.0, "unite": "mois"}, "1\u00a0mois"),
        ({"valeur": 2.0, "unite": "facteur"}, "×\u00a02"),
        ({"valeur": 3.9, "unite": "facteur", "nuance": "environ"}, "environ ×\u00a03,9"),
        ({"valeur": float("nan")}, "non renseigné"),
    ],
)
def test_a_value_is_written_as_french_writes_it(values, expected):
    assert facts.valeur_ecrite(row(**values)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, "2020"),
        ({"annee_fin": 2023}, "2020-2023"),
        ({"nature": "cible", "annee_debut": 2032, "annee_fin": 2032}, "visé, 2032"),
        ({"annee_debut": pd.NA, "annee_fin": pd.NA}, "non daté"),
    ],
)
def test_a_period_is_written(values, expected):
    assert facts.periode_ecrite(row(**values)) == expected


def test_amounts_are_in_millions_from_one_million():
    assert facts.montant_ecrit(999_999) == "999\u202f999\u00a0€"
    assert facts.montant_ecrit(30_480_607) == "30,48\u00a0M€"
    assert facts.montant_ecrit(None) == "non renseigné"


def test_a_series_is_read_with_the_distance_to_its_target(known):
    points = rules.series(known.indicateurs)
    told = facts.lecture_serie(points[points["serie"] == "cabbalr-bornes-publiques"])
    assert told == (
        "11\u00a0bornes (2020) ; 55\u00a0bornes (2023) ; objectif : 100\u00a0bornes (2024) ; "
        "écart à l’objectif : 45\u00a0bornes."
    )


def test_a_series_told_once_is_not_a_series(known):
    points = rules.series(known.indicateurs)
    one = known.indicateurs[known.indicateurs["serie"].isna()]
    assert facts.series_de(one, points) == []


def test_the_same_money_told_twice_counts_once_for_a_commune():
    actions = pd.DataFrame(
        {
            "id": ["a", "b", "c", "d"],
            "code_insee": ["62001", "62001", "62001", "62003"],
            "montant_eur": [100.0, 150.0, 10.0, float("nan")],
            "groupe_montant": ["g", "g", None, None],
        }
    )
    communes = pd.DataFrame({"code_insee": ["62001", "62003", "62019"]})
    amounts = facts.montants_par_commune(actions, communes)
    assert amounts.index.equals(communes.index)
    assert amounts.iloc[0] == 160.0
    assert amounts.iloc[1:].isna().all()
    assert facts.faits_par_commune(actions, communes).tolist() == [3, 1, 0]


def test_98_communes_have_their_own_facts(known):
    assert known.actions["code_insee"].nunique() == 98


class TestUnitsAgree:
    @pytest.mark.parametrize(
        ("plural", "one"),
        [
            ("rendez-vous", "rendez-vous"),
            ("relais", "relais"),
            ("ans", "an"),
            ("mois", "mois"),
            ("réseaux", "réseau"),
            ("animaux", "animal"),
            ("millions de couches", "million de couches"),
            ("points de charge", "point de charge"),
            ("états des lieux", "état des lieux"),
            ("assistantes familiales", "assistante familiale"),
            ("km", "km"),
            ("€/hab", "€/hab"),
        ],
    )
    def test_one_is_singular_and_two_are_not(self, plural, one):
        assert facts.unite_accordee(plural, 1) == one
        assert facts.unite_accordee(plural, 1.9) == one
        assert facts.unite_accordee(plural, 2) == plural

    @pytest.mark.parametrize("unite", vocabulary.UNITES_COMPTE)
    def test_no_singular_keeps_the_mark_of_many(self, unite):
        first = facts.unite_accordee(unite, 1).split(" ")[0]
        assert unite in vocabulary.INVARIABLES or not first.endswith(("s", "x"))


def test_the_years_are_those_that_a_row_starts_or_ends_with():
    rows = pd.DataFrame({"annee_debut": [2021, None, 2019], "annee_fin": [2023, None, 2019]})
    assert facts.annees(rows) == [2019, 2021, 2023]


def test_a_cell_without_anything_adds_no_word_to_a_search():
    row = {"theme": ["dechets"], "valeur": [None], "annee_debut": [None], "annee_fin": [None]}
    rows = pd.DataFrame({"libelle": ["Tri"], "note": [None]} | row)
    assert facts.searched(rows, ["libelle", "note"], "valeur").str.split().item() == [
        *("tri", facts.cle(vocabulary.THEMES_RAPPORT["dechets"])),
    ]
