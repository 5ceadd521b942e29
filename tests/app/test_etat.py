"""The state of the pages: the address, the widgets, and what follows the reader."""

from __future__ import annotations

import pytest
from ecran import Ecran

from geo.core import catalog
from geo.labels import textes

LENS = "62498"
LIEVIN = "62510"
BETHUNE = "62119"
AVEC_FILTRES = [page for page in catalog.NAVIGATION if page.theme or page.id == "accueil"]


def by_id(pages):
    return [pytest.param(page, id=page.id) for page in pages]


@pytest.mark.parametrize("entree", by_id(AVEC_FILTRES))
def test_an_unknown_commune_is_told_in_french_and_ignored(entree):
    ecran = Ecran(entree.fichier, commune=f"99999,{LENS}").open()
    assert ecran.avertissements == [textes.COMMUNE_INCONNUE.format(valeur="99999")]
    assert ecran.adresse == {"commune": LENS}
    assert ecran.carte["choix"] == [LENS]
    assert ecran.exceptions == []


@pytest.mark.parametrize("entree", by_id(AVEC_FILTRES))
def test_an_unknown_territory_is_told_in_french_and_ignored(entree):
    ecran = Ecran(entree.fichier, territoire="atlantide").open()
    told = textes.VALEUR_INCONNUE.format(cle="territoire", valeur="atlantide")
    assert ecran.avertissements == [told]
    assert ecran.adresse == {}
    assert ecran.vus("communes") == 136
    assert ecran.exceptions == []


def test_an_unknown_source_is_told_in_french_and_ignored():
    ecran = Ecran("pages/donnees.py", source="atlantide").open()
    told = textes.VALEUR_INCONNUE.format(cle="source", valeur="atlantide")
    assert ecran.avertissements == [told]
    assert ecran.exceptions == []


CLES = ("territoire", "commune", "etat", "type", "carte", "classes", "fond")


@pytest.mark.parametrize("cle", CLES)
def test_markup_in_the_address_is_only_told(cle):
    ecran = Ecran("pages/piscines.py", **{cle: "<img src=x onerror=alert(1)>"}).open()
    assert len(ecran.avertissements) == 1
    assert "Elle est ignorée" in ecran.avertissements[0]
    assert "<img src=x" not in ecran.html
    assert ecran.adresse == {}


def test_a_link_in_the_address_is_only_told():
    link = "[Renouvelez votre accès](https://evil.example/login)"
    ecran = Ecran("pages/piscines.py", commune=link).open()
    assert ecran.avertissements
    for told in ecran.avertissements:
        assert "[Renouvelez" not in told.replace("\\[", "")
        assert "https://" not in told


def test_an_address_with_everything_is_restored():
    adresse = {
        "territoire": "call",
        "commune": f"{LENS},{LIEVIN}",
        "etat": "ouverte,non_etabli",
        "type": "station de recharge",
        "carte": "points_de_charge",
        "classes": "quantiles",
    }
    ecran = Ecran("pages/bornes_de_recharge.py", **adresse).open()
    assert ecran.adresse == adresse
    assert ecran.avertissements == []
    assert ecran.carte["choix"] == [LENS, LIEVIN]
    assert ecran.vus("communes") == 36
    assert "cercles" in ecran.couches


@pytest.mark.parametrize(
    ("adresse", "codes"),
    [
        ({"commune": "Béthune"}, [BETHUNE]),
        ({"commune": "bethune, LENS"}, [BETHUNE, LENS]),
        ({"commune": f"{BETHUNE}."}, [BETHUNE]),
        ({"commune": f" {BETHUNE}\u00a0"}, [BETHUNE]),
        ({"Commune": BETHUNE}, [BETHUNE]),
        ({"commune": [BETHUNE, LENS]}, [BETHUNE, LENS]),
        ({"territoire": "CALL", "commune": LENS}, [LENS]),
    ],
)
def test_an_address_written_by_hand_is_understood_without_a_word(adresse, codes):
    ecran = Ecran("pages/piscines.py", **adresse).open()
    assert ecran.avertissements == []
    assert ecran.carte["choix"] == codes
    assert ecran.adresse["commune"] == ",".join(codes)


@pytest.mark.parametrize("old", ["62482", "Labuissière"])
def test_a_former_commune_leads_to_its_own_and_says_so(old):
    ecran = Ecran("pages/piscines.py", commune=old).open()
    assert ecran.adresse == {"commune": "62178"}
    told = textes.COMMUNE_REUNIE.format(
        ancienne="Labuissière", code="62482", nom="Bruay-la-Buissière"
    )
    assert ecran.avertissements == [told]


def test_an_address_that_back_gave_without_parameters_clears_nothing():
    ecran = Ecran("pages/piscines.py", commune=LENS, territoire="call").open()
    ecran.essai.query_params.clear()
    ecran.open()
    assert ecran.carte["choix"] == [LENS]
    assert ecran.adresse == {"territoire": "call", "commune": LENS}


def test_an_address_without_parameters_after_a_choice_undoes_it():
    ecran = Ecran("pages/piscines.py").open()
    ecran.essai.multiselect(key="filtre_commune").set_value([LENS]).run()
    ecran.essai.query_params.clear()
    ecran.open()
    assert ecran.carte["choix"] == []
    assert ecran.adresse == {}


def test_the_address_of_a_link_of_the_menu_given_again_clears_nothing():
    ecran = Ecran().open().open("pages/piscines.py")
    ecran.essai.multiselect(key="filtre_commune").set_value([LENS]).run()
    ecran.open("pages/dechets.py")
    assert ecran.adresse == {"commune": LENS}
    ecran.essai.query_params.clear()
    ecran.open()
    assert ecran.adresse == {"commune": LENS}


def test_a_default_value_is_not_written_in_the_address():
    ecran = Ecran("pages/dechets.py", territoire="tous", carte="distance_m", fond="aucun").open()
    assert ecran.adresse == {}


@pytest.mark.parametrize("entree", by_id(AVEC_FILTRES))
def test_territory_and_commune_follow_the_reader_to_another_page(entree):
    ecran = Ecran(territoire="call", commune=LENS).open()
    ecran.open("pages/a_propos.py").open(entree.fichier)
    assert ecran.adresse == {"territoire": "call", "commune": LENS}
    assert ecran.carte["choix"] == [LENS]
    assert ecran.vus("communes") == 36


def test_a_filter_of_one_page_stays_on_it_and_is_found_again():
    ecran = Ecran().open("pages/piscines.py")
    ecran.essai.multiselect(key="filtre_etat").set_value(["non_etabli"]).run()
    assert ecran.adresse == {"etat": "non_etabli"}
    assert ecran.open("pages/dechets.py").adresse == {}
    assert ecran.open("pages/piscines.py").adresse == {"etat": "non_etabli"}


@pytest.mark.parametrize("entree", by_id(AVEC_FILTRES))
def test_choosing_a_commune_in_the_picker_writes_it_everywhere(entree):
    ecran = Ecran(entree.fichier).open()
    before = ecran.phrase
    ecran.essai.multiselect(key="filtre_commune").set_value([BETHUNE]).run()
    assert ecran.adresse == {"commune": BETHUNE}
    assert ecran.carte["choix"] == [BETHUNE]
    assert "Béthune" in ecran.phrase
    assert ecran.phrase != before


def test_a_territory_forgets_the_communes_of_the_other():
    ecran = Ecran("pages/dechets.py", commune=f"{LENS},{BETHUNE}").open()
    ecran.essai.button_group(key="filtre_territoire").set_value("call").run()
    assert ecran.adresse == {"territoire": "call", "commune": LENS}


def test_a_commune_outside_the_territory_of_the_address_is_not_kept():
    ecran = Ecran("pages/dechets.py", territoire="call", commune=BETHUNE).open()
    assert ecran.adresse == {"territoire": "call"}
    told = textes.COMMUNE_HORS_TERRITOIRE.format(sigle="CALL", noms="Béthune")
    assert ecran.avertissements == [told]
    assert ecran.exceptions == []


def test_a_new_address_wins_over_the_session():
    ecran = Ecran("pages/dechets.py", commune=LENS).open()
    ecran.essai.query_params["commune"] = LIEVIN
    ecran.open()
    assert ecran.carte["choix"] == [LIEVIN]
    assert ecran.adresse == {"commune": LIEVIN}


def test_the_pages_with_no_filter_leave_the_choice_alone():
    ecran = Ecran(territoire="call", commune=LENS).open()
    for fichier in ("pages/donnees.py", "pages/a_propos.py"):
        assert ecran.open(fichier).avertissements == []
    assert ecran.open("pages/accueil.py").adresse == {"territoire": "call", "commune": LENS}
