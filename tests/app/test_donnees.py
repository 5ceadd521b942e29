"""« Données et qualité » as its reader sees it, on the shipped data."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from ecran import Ecran

from geo.answers import exports, tables
from geo.labels import data

FICHIER = "pages/donnees.py"
OLD_QUARTERS = 37


def test_the_generations_of_the_quarters_are_listed():
    page = Ecran(FICHIER, volet="rapports").open()
    listed = [piece for piece in page.morceaux if 'row">QP062' in piece]
    assert len(listed) == 1
    assert listed[0].count("QP062") >= OLD_QUARTERS


def test_the_chapters_of_a_report_say_what_they_gave():
    page = Ecran(FICHIER, volet="rapports").open()
    pieces = [piece for piece in page.morceaux if "Observatoire des friches" in piece]
    assert len(pieces) == 1
    assert "Couvert, sauf les dessins" in pieces[0]
    assert "Rien" in pieces[0]
    assert "non renseigné" not in pieces[0]
    assert re.search(r"Observatoire des friches.*?Couvert<.*?>1<.*?>2<", pieces[0], re.DOTALL)


@pytest.mark.parametrize("table", sorted(tables.COLONNES))
def test_a_workbook_holds_the_notes_of_its_table(table):
    content = exports.content(tables.table(table).head(3), table, exports.FORMATS["xlsx"])
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        strings = workbook.read("xl/sharedStrings.xml").decode()
    for note in tables.NOTES[table]:
        assert note[:20].replace("&", "&amp;") in strings


def test_the_checks_of_one_dataset_are_what_its_address_opens():
    page = Ecran(FICHIER, source="piscines").open()
    assert [piece for piece in page.morceaux if "Raison de la garder" in piece]


def test_the_page_is_one_panel_at_a_time():
    page = Ecran(FICHIER).open()
    assert "table_a_telecharger" not in page.essai.session_state
    assert page.titres == [data.DONNEES_TITRE]
    assert data.QUALITE_TITRE not in page.texte
