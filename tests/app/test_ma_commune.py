"""« Ma commune », run without a browser on the shipped data."""

from __future__ import annotations

import pytest
import streamlit as st
from ecran import Ecran

from geo import sources
from geo.labels import commune as mots
from geo.labels import textes, transports

PAGE = "pages/ma_commune.py"
LENS, AMETTES, LILLERS = "62498", "62029", "62516"


def opened(**adresse):
    return Ecran(PAGE, **adresse).open()


def picker(ecran):
    return ecran.essai.selectbox(key="choix_ma_commune")


def button(ecran, label):
    return next(found for found in ecran.essai.button if found.label == label)


def test_without_a_commune_the_page_offers_to_choose_one():
    ecran = opened()
    assert ecran.titres == [mots.TITRE]
    assert picker(ecran).value is None
    assert len(picker(ecran).options) == 136
    assert ecran.vus("communes") == 136
    assert ecran.chiffres == []


def test_the_list_follows_the_french_order_and_can_be_searched_without_accents():
    options = picker(opened()).options
    assert "Béthune · 62400 BETHUNE" in options
    assert "Nœux-les-Mines · 62290 NOEUX LES MINES" in options
    names = [option.split(" · ")[0] for option in options]
    assert names.index("Cauchy-à-la-Tour") < names.index("La Couture") < names.index("Cuinchy")


@pytest.mark.parametrize(("code", "nom"), [(LENS, "Lens"), (AMETTES, "Amettes")])
def test_the_address_opens_the_fiche_of_its_commune(code, nom):
    ecran = opened(commune=code)
    assert ecran.exceptions == []
    assert ecran.titres == [nom]
    assert ecran.phrase.startswith(nom)
    assert ecran.carte["choix"] == [code]
    assert ecran.adresse == {"commune": code}
    assert mots.QUI in ecran.rubriques


PARTIES = {
    "qui": [mots.QUI],
    "avons": [mots.AVONS],
    "pres": [mots.PRES, mots.VOISINES],
    "rapports": [mots.RAPPORTS],
    "situer": [mots.SITUER],
    "sources": [textes.TITRE_SOURCES],
}


@pytest.mark.parametrize("volet", PARTIES)
def test_each_panel_of_a_fiche_has_its_part_and_no_other(volet):
    ecran = opened(commune=LENS, volet=volet)
    assert ecran.exceptions == []
    every = {part for parts in PARTIES.values() for part in parts}
    assert [part for part in ecran.rubriques if part in every] == PARTIES[volet]


def test_each_of_several_chosen_communes_has_its_fiche_and_the_others_stay_chosen():
    ecran = opened(commune=f"{LENS},{AMETTES},{LILLERS}")
    assert ecran.titres == ["Lens"]
    among = ecran.essai.selectbox(key="filtre_fiche")
    assert among.options == ["Lens", "Amettes", "Lillers"]
    among.select(AMETTES).run()
    assert ecran.exceptions == []
    assert ecran.titres == ["Amettes"]
    assert ecran.adresse == {"commune": f"{LENS},{AMETTES},{LILLERS}", "fiche": AMETTES}
    assert opened(**ecran.adresse).titres == ["Amettes"]


def test_a_fiche_that_is_not_among_the_chosen_communes_gives_way_to_the_first():
    ecran = opened(commune=f"{LENS},{LILLERS}", fiche=AMETTES)
    assert ecran.titres == ["Lens"]
    assert ecran.adresse == {"commune": f"{LENS},{LILLERS}"}


def test_a_commune_that_no_report_names_is_told_so_and_shown_what_applies_to_all():
    ecran = opened(commune=AMETTES, volet="rapports")
    told = " ".join(element.value for element in ecran.essai.markdown)
    assert mots.RAPPORTS_AUCUN.format(nom="Amettes") in told
    assert mots.TOUTES.format(sigle="CABBALR") in ecran.rubriques
    assert "Montants reversés aux 100 communes" in ecran.texte


def test_every_fact_of_the_commune_is_in_the_table_with_its_section():
    ecran = opened(commune=LILLERS, volet="rapports")
    actions = sources.load("actions")
    rows = [*actions[actions["code_insee"] == LILLERS].itertuples()]
    assert sum(row.fait in ecran.texte for row in rows) < len(rows)  # the first ones, to begin
    ecran.essai.toggle(key="tout_faits").set_value(True).run()
    for row in rows:
        assert row.fait in ecran.texte
        assert row.section in ecran.texte


def test_facts_are_filtered_by_theme_and_the_address_keeps_it():
    ecran = opened(commune=LILLERS, volet="rapports")
    ecran.essai.multiselect(key="filtre_theme").set_value(["piscines"]).run()
    assert ecran.adresse == {"commune": LILLERS, "theme": "piscines", "volet": "rapports"}
    assert "Piscine communautaire rénovée" in ecran.texte
    assert "OPAH-RU" not in ecran.texte


def test_a_theme_without_fact_here_is_given_up():
    ecran = opened(commune=LILLERS, theme="tourisme,piscines")
    assert ecran.exceptions == []
    assert ecran.adresse["theme"] == "piscines"


def test_an_unknown_code_is_told_and_the_next_one_is_shown():
    ecran = opened(commune=f"99999,{LILLERS}")
    assert ecran.avertissements == [textes.COMMUNE_INCONNUE.format(valeur="99999")]
    assert ecran.titres == ["Lillers"]


def test_choosing_in_the_list_changes_the_fiche_and_the_address():
    ecran = opened()
    label = next(o for o in picker(ecran).options if o.startswith("Lillers"))
    picker(ecran).select(label).run()
    assert ecran.titres == ["Lillers"]
    assert ecran.adresse == {"commune": LILLERS}


def test_a_neighbour_opens_its_fiche():
    ecran = opened(commune=LENS, volet="pres")
    button(ecran, "Liévin").click().run()
    assert ecran.titres == ["Liévin"]
    assert ecran.carte["choix"] == ["62510"]


def test_the_commune_chosen_on_another_page_opens_its_fiche():
    ecran = Ecran(commune=LENS).open().open(PAGE)
    assert ecran.titres == ["Lens"]
    assert picker(ecran).value == LENS


def test_a_damaged_table_is_told_and_the_rest_of_the_fiche_stays(donnees):
    donnees.chemin("piscines.csv").unlink()
    ecran = opened(commune=LENS)
    assert ecran.exceptions == []
    assert ecran.titres == ["Lens"]
    assert any("Piscines" in warning for warning in ecran.avertissements)


def test_damaged_reports_are_told_and_are_not_an_absence_of_facts(donnees):
    donnees.chemin("actions.csv").unlink()
    ecran = opened(commune=AMETTES)
    assert ecran.exceptions == []
    assert mots.RAPPORTS_ABSENTS in ecran.avertissements
    assert "nommément" not in ecran.phrase


def test_the_fiche_tells_the_trains_and_never_that_there_is_no_transport():
    ecran = Ecran(PAGE, commune="62563", volet="pres").open()
    assert transports.TITRE in ecran.texte
    assert "elle est sur la commune de Bully-les-Mines" in ecran.texte
    assert "Le réseau urbain (TADAO) n’y est pas" in ecran.texte


def test_the_fiche_goes_on_without_the_timetables(donnees):
    donnees.write_as("gares.csv", b"id,nom\n")
    ecran = Ecran(PAGE, commune="62563", volet="pres").open()
    assert transports.TITRE not in ecran.texte
    assert ecran.titres == ["Mazingarbe"]


def test_the_window_is_named_after_the_commune(monkeypatch):
    told = {}
    monkeypatch.setattr(st, "set_page_config", told.update)
    opened(commune=LENS)
    assert told["page_title"].startswith("Lens · ")
