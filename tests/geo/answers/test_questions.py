"""Questions that the data leave open, on rows that are read at a glance."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.answers import questions
from geo.labels import questions as mots
from geo.printing import open_questions, slides
from geo.printing.world import load_world

SITES = pd.DataFrame(
    {
        "nom": ["Ouverte", "Inconnue", "Peut-être", "Ailleurs"],
        "commune": ["A", "B", "C", "D"],
        "existence": ["attestee", "attestee", "a_confirmer", "attestee"],
        "statut": ["ouverte", "non_etabli", "non_etabli", "non_etabli"],
        "statut_source": ["s", "Ville de B", None, "s"],
        "statut_date": ["2026", "2021-03", None, "2026"],
        "dernier_etat": [None, "fermee", None, "ouverte"],
        "hors_territoire": [False, False, False, True],
    }
)


def test_a_facility_is_asked_about_only_where_nothing_proves_its_state():
    found = questions.of_facilities("piscines", SITES[::-1])
    assert [one.texte for one in found] == [
        mots.ETAT.format(nom="Inconnue", commune="B"),
        mots.EXISTENCE.format(nom="Peut-être", commune="C"),
    ]
    assert found[0].source == "Ville de B"
    assert "2021" in found[0].pourquoi
    assert "fermée" in found[0].pourquoi
    assert found[1].pourquoi == mots.RIEN_ECRIT
    assert "Data ES" in found[1].source


def test_quartiers_are_no_facilities():
    assert questions.of_facilities("qpv", pd.DataFrame({"nom": ["Q"]})) == ()


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.mark.parametrize("territoire", ["cabbalr", "call"])
def test_an_aim_is_asked_about_once_its_deadline_has_passed(world, territoire):
    about = slides.sujet_de(world, slides.Plan(territoire, ()))
    found = open_questions.of_aims(world, about)
    aims = world.objectifs()
    late = aims[(aims["territoire"] == territoire) & (aims["etat"] == "echeance_passee")]
    assert len(found) == int(late["ecart"].isna().sum())
    assert not any("nan" in one.pourquoi.split() for one in found)


def test_each_question_of_the_figures_is_a_contradiction_of_the_table(world):
    ids = world.faits.indicateurs["id"]
    found = questions.of_figures(world.faits, ids)
    rows = world.faits.contradictions
    known = set(rows[rows["genre"] == "contradiction"]["explication"])
    assert found
    assert {one.pourquoi for one in found} <= known
    assert len({one.texte for one in found}) == len(found)
    assert questions.of_figures(world.faits, []) == ()


def test_the_slide_counts_all_of_them_and_shows_the_themes_by_turns(world):
    about = slides.sujet_de(world, slides.Plan("cabbalr", ()))
    [slide] = open_questions.slide_questions(world, about, ("piscines", "inondations"))
    pools, works = (open_questions.of_theme(world, about, t) for t in ("piscines", "inondations"))
    every = {*pools, *works, *open_questions.of_aims(world, about)}
    assert f"{len(every)}\N{NO-BREAK SPACE}questions" in slide.message
    asked = [row[0] for row in slide.tableau.lignes]
    assert asked[:2] == [pools[0].texte, works[0].texte]
    assert len(asked) == open_questions.LIGNES
    assert slide.offerte


def test_a_slide_has_the_questions_of_what_it_shows(world):
    plan = slides.Plan("cabbalr", ("piscines",), ("62048", "62119"))
    about = slides.sujet_de(world, plan)
    by_id = {one.id: one for one in slides.deck(world, plan).slides}
    assert "Auchel" in open_questions.of_slide(world, about, by_id["62048"])[0].texte
    assert open_questions.of_slide(world, about, by_id["62119"]) == []
    assert open_questions.of_slide(world, about, by_id["titre"]) == []
    assert len(open_questions.of_slide(world, about, by_id["objectifs"])) > 0
    assert "Auchel" in open_questions.of_slide(world, about, by_id["piscines"])[0].texte
