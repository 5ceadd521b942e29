"""The pupils on « Piscines »: a range, the targets of the reports beside, a damaged file told."""

from __future__ import annotations

import re

from ecran import Ecran

from geo.labels import ecoles as mots

PAGE = "pages/piscines.py"


def said(ecran):
    return [
        element.value for element in ecran.essai.markdown if "élèves des écoles" in element.value
    ]


def test_the_pupils_of_the_selection_are_told_as_a_range_with_the_target_beside():
    ecran = Ecran(PAGE, volet="analyses", territoire="cabbalr").open()
    (phrase,) = said(ecran)
    assert re.search(r"^Dans la CABBALR : sur [\d\u202f]+\u00a0élèves", phrase)
    assert re.search(r"entre \d+\u202f% et \d+\u202f% ont une piscine à 10 minutes", phrase)
    assert "100\u202f% des jeunes sachant nager à l’entrée en sixième d’ici 2032" in ecran.texte
    assert "Plan d’aisance aquatique" not in ecran.texte


def test_the_target_of_the_other_agglomeration_is_its_own():
    ecran = Ecran(PAGE, volet="analyses", territoire="call").open()
    assert "Plan d’aisance aquatique" in ecran.texte
    assert "d’ici 2032 (" not in ecran.texte


def test_a_damaged_list_of_schools_is_told_in_its_panel_and_the_page_goes_on(donnees):
    donnees.write_as("ecoles.csv", b"id,nom\n")
    ecran = Ecran(PAGE, volet="analyses").open()
    assert any("data/ecoles/ecoles.csv" in element.value for element in ecran.essai.error)
    assert said(ecran) == []
    assert mots.TITRE in [element.value for element in ecran.essai.header]
