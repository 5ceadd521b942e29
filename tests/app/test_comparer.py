"""« Comparer » as its reader sees it, on the shipped data."""

from __future__ import annotations

import pytest
from ecran import Ecran

from geo.labels import compare as mots
from geo.labels import textes
from geo.ui.pages import compare
from geo.ui.parts import components

FICHIER = "pages/comparer.py"
BETHUNE, LENS, LIEVIN = "62119", "62498", "62510"


def opened(**adresse):
    ecran = Ecran(FICHIER, **adresse).open()
    assert ecran.exceptions == []
    assert ecran.erreurs == []
    return ecran


def panels(ecran):
    return ecran.html.count('<figure class="atlas-reglette"')


def test_without_any_commune_says_what_to_do():
    ecran = opened()
    assert ecran.phrase == mots.COMPARER_VIDE
    assert panels(ecran) == 0
    assert ecran.vus("communes") == 136


def test_one_commune_is_measured_and_a_second_one_is_asked():
    ecran = opened(commune=BETHUNE)
    assert ecran.phrase.startswith("Béthune : 25\u202f342\u00a0habitants")
    assert ecran.infos == [mots.COMPARER_UNE_SEULE]


def test_a_phone_shows_the_first_measures_and_the_others_when_asked(monkeypatch):
    every = panels(opened(commune=BETHUNE))
    monkeypatch.setattr(components, "telephone", lambda: True)
    ecran = opened(commune=BETHUNE)
    assert panels(ecran) == compare.FIRST_ON_A_PHONE < every
    ecran.essai.toggle(key="tout_mesures").set_value(True).run()
    assert panels(ecran) == every


@pytest.mark.parametrize("codes", [(BETHUNE, LENS), (BETHUNE, LENS, LIEVIN)])
def test_communes_stand_side_by_side_with_all_the_others(codes):
    ecran = opened(commune=",".join(codes))
    assert panels(ecran) == 15
    assert ecran.carte["choix"] == list(codes)
    assert len(ecran.chiffres) == len(codes)
    assert "136 communes" in ecran.texte
    assert mots.COMPARER_TABLEAU in opened(commune=",".join(codes), volet="tableau").rubriques


def test_a_commune_has_its_peers_and_the_reason_why():
    ecran = opened(mode="pairs", commune=BETHUNE)
    assert ecran.phrase.startswith("Les 8 communes les plus semblables à Béthune sont ")
    peers = opened(mode="pairs", commune=BETHUNE, volet="tableau")
    assert mots.COMPARER_PAIRS_METHODE in peers.texte
    etats = ecran.couches["communes"]["etats"]
    assert (etats.count("1"), etats.count("2")) == (8, 1)


def test_the_mode_of_peers_without_a_commune_asks_for_one():
    assert opened(mode="pairs").phrase == mots.COMPARER_PAIRS_VIDE


def test_the_agglomerations_have_the_figures_of_their_reports_and_the_refusals():
    ecran = opened(mode="agglos")
    assert ecran.phrase.startswith("CABBALR : 275\u202f736\u00a0habitants")
    assert panels(ecran) == 15
    assert ecran.carte is None
    reports = opened(mode="agglos", volet="rapports")
    assert panels(reports) == 20
    assert textes.COMPARER_REFUS in reports.rubriques
    assert mots.AVIS_GENERATION in reports.texte
    assert mots.AVIS_CIBLE in reports.texte


def test_a_panel_that_the_comparison_does_not_have_gives_way_to_the_first():
    ecran = opened(commune=f"{BETHUNE},{LENS}", volet="rapports")
    assert panels(ecran) == 15
    assert textes.COMPARER_REFUS not in ecran.rubriques


def test_more_than_five_communes_are_one_territory():
    codes = "62032,62048,62065,62083,62119,62126"
    ecran = opened(commune=codes, volet="liens")
    assert ecran.phrase.startswith("Dans les 6 communes choisies : ")
    assert "6\u00a0communes" in ecran.infos[0]
    assert "Les 6\u00a0communes choisies" in opened(commune=codes).texte
    assert ecran.essai.code[0].value.endswith(f"comparer?commune={codes}")


def test_a_group_of_few_communes_is_one_territory_when_asked():
    ecran = opened(mode="groupe", commune=f"{BETHUNE},{LENS}")
    assert ecran.phrase.startswith("Dans les 2 communes choisies : ")
    assert ecran.infos == []
    assert "Les 2\u00a0communes choisies" in ecran.texte
    assert opened(mode="groupe", commune=LENS).infos == [mots.COMPARER_GROUPE_SEULE]


def test_a_ready_group_is_compared_under_its_name():
    canton = "62033,62498,62523"
    ecran = opened(mode="groupe", commune=canton)
    assert ecran.phrase.startswith("Dans le canton de Lens : ")
    assert "Canton de Lens" in ecran.texte
    assert ecran.adresse == {"mode": "groupe", "commune": canton}


def test_the_mode_is_in_the_address_and_a_wrong_one_is_told():
    ecran = opened(mode="pairs", commune=BETHUNE)
    assert ecran.adresse == {"mode": "pairs", "commune": BETHUNE}
    wrong = opened(mode="radar", commune="99999")
    assert len(wrong.avertissements) == 2
    assert wrong.adresse == {}


def test_the_selection_goes_to_the_other_pages():
    ecran = opened(commune=f"{BETHUNE},{LENS}", volet="liens")
    assert f"piscines?commune={BETHUNE}%2C{LENS}" in ecran.html


def test_a_damaged_theme_takes_its_own_measures_away_only(donnees):
    donnees.write_as("piscines.csv", b"abime")
    ecran = opened(commune=f"{BETHUNE},{LENS}")
    assert panels(ecran) == 13


def test_damaged_reports_take_their_own_part_away_only(donnees):
    donnees.write_as("actions.csv", b"abime")
    assert panels(opened(mode="agglos")) == 14
    ecran = Ecran(FICHIER, mode="agglos", volet="rapports").open()
    assert ecran.exceptions == []
    assert len(ecran.erreurs) == 1


def test_a_click_adds_a_commune_then_takes_it_away(monkeypatch):
    state = {"filtre_commune": [BETHUNE], "filtre_mode": "communes"}
    monkeypatch.setattr(compare.st, "session_state", state)
    compare._clicked(LENS)
    assert state["filtre_commune"] == [BETHUNE, LENS]
    compare._clicked(BETHUNE)
    assert state["filtre_commune"] == [LENS]
    state["filtre_mode"] = "pairs"
    compare._clicked(LIEVIN)
    assert state["filtre_commune"] == [LIEVIN]
