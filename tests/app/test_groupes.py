"""A group of communes is chosen at once, on every page that has the list of the communes."""

from __future__ import annotations

import pytest
from ecran import Ecran

from geo.answers import bundle
from geo.core import catalog
from geo.labels import groupes as mots

BETHUNE, LENS = "62119", "62498"
AVEC_GROUPES = [
    page
    for page in catalog.NAVIGATION
    if page.theme or page.id in {"accueil", "acces", "comparer", "themes"}
]
OUVERT, PRET, LISTE, CHOISIR = (
    f"groupes_{what}_commune" for what in ("ouvert", "pret", "liste", "choisir")
)


@pytest.fixture(scope="module")
def ready():
    return {group.id: group for group in bundle.load_base().groupes.prets}


def ouvert(fichier, **adresse):
    ecran = Ecran(fichier, **adresse)
    ecran.essai.session_state[OUVERT] = True
    ecran.open()
    assert ecran.exceptions == []
    return ecran


def colle(ecran, texte):
    ecran.essai.text_area(key=LISTE).set_value(texte)
    ecran.essai.button(key=CHOISIR).click().run()
    assert ecran.exceptions == []
    return ecran


@pytest.mark.parametrize("page", AVEC_GROUPES, ids=lambda page: page.id)
def test_a_canton_is_chosen_in_one_gesture_and_the_address_gives_it_back(page, ready):
    canton = ready["canton-6231"]
    ecran = ouvert(page.fichier)
    ecran.essai.selectbox(key=PRET).set_value(canton.id).run()
    assert ecran.exceptions == []
    assert ecran.adresse["commune"] == ",".join(canton.codes)
    assert ecran.carte["choix"] == list(canton.codes)
    assert [box for box in ecran.essai.selectbox if box.key == PRET] == []
    again = ouvert(page.fichier, **ecran.adresse)
    assert again.carte["choix"] == list(canton.codes)
    assert again.essai.selectbox(key=PRET).value == canton.id
    assert "ans le canton de Lillers (21\u00a0communes sur 22)" in ecran.phrase


def test_a_closed_popover_draws_nothing():
    ecran = Ecran("pages/accueil.py").open()
    assert [box.key for box in ecran.essai.selectbox] == []
    assert len(ecran.essai.text_area) == 0


def test_the_groups_offered_are_those_of_the_territory(ready):
    offered = ouvert("pages/accueil.py", territoire="call").essai.selectbox(key=PRET).options
    assert len(offered) == sum(group.territoire == "call" for group in ready.values())
    assert not any("CABBALR" in label for label in offered)
    everywhere = ouvert("pages/accueil.py").essai.selectbox(key=PRET).options
    assert sum(label.startswith("Canton") for label in everywhere) == 14
    assert not any("CALL" in label for label in everywhere)


def test_one_commune_offers_its_neighbours():
    ecran = ouvert("pages/accueil.py", commune=BETHUNE)
    assert ecran.essai.selectbox(key=PRET).options[0].startswith("Béthune et ses voisines")


def test_a_list_written_by_hand_is_chosen():
    ecran = colle(ouvert("pages/piscines.py"), "Béthune\nlens ; 62516")
    assert ecran.adresse == {"commune": "62119,62498,62516"}
    assert ecran.phrase.startswith("Dans les 3 communes choisies")
    assert len(ecran.essai.text_area) == 0


def test_what_is_not_understood_is_told_and_the_rest_is_chosen():
    ecran = colle(ouvert("pages/piscines.py"), "Lens, <b>Arras</b>")
    assert ecran.adresse == {"commune": LENS}
    told = mots.INCOMPRIS.format(textes=r"« \<b\>Arras\</b\> »")
    assert ecran.avertissements == [told]


def test_a_list_without_any_commune_changes_nothing():
    ecran = colle(ouvert("pages/piscines.py", commune=LENS), "Arras")
    assert ecran.adresse == {"commune": LENS}
    assert ecran.avertissements[0].startswith(mots.RIEN)


def test_a_list_that_goes_out_of_the_territory_gives_the_filter_up():
    ecran = colle(ouvert("pages/piscines.py", territoire="cabbalr"), "Béthune, Lens")
    assert ecran.adresse == {"commune": "62119,62498"}
