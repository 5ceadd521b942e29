"""What the buttons of a page give: the files are opened, as a reader opens them."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest
import streamlit as st
from ecran import Ecran

from geo.answers.view import place_of
from geo.core import catalog
from geo.core.model import Selection
from geo.labels import compare as mots_comparer
from geo.labels import textes
from geo.ui import cache

LENS, LILLERS = "62498", "62516"


@pytest.fixture
def files(monkeypatch):
    """Open a page and return what each of its buttons would give, by the name of the file."""
    given = {}
    button = st.download_button

    def kept(label, data, file_name, *rest, **options):
        given[file_name.replace(f"_{cache.version()}", "")] = data
        return button(label, data, file_name, *rest, **options)

    monkeypatch.setattr(st, "download_button", kept)

    def opened(fichier, **adresse):
        given.clear()
        ecran = Ecran(fichier, **adresse).open()
        assert ecran.exceptions == []
        return ecran, dict(given)

    return opened


def notes(workbook):
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    return [row[0] for row in book["Notes"].iter_rows(values_only=True)]


def workbooks(given):
    return {name: notes(data) for name, data in given.items() if name.endswith(".xlsx")}


# --- what must be known goes with the workbook ------------------------------------------------


@pytest.mark.parametrize("entree", [p for p in catalog.NAVIGATION if p.theme], ids=lambda p: p.id)
def test_the_workbook_of_a_theme_says_of_which_communes_it_is(entree, files):
    _, given = files(entree.fichier, volet="fichiers", commune=LENS)
    told = place_of(cache.base(), Selection(communes=(LENS,))).notes
    assert told
    table = catalog.theme(entree.theme).table
    assert set(told) < set(workbooks(given)[f"atlas-artois_{table}.xlsx"])


def test_the_workbooks_of_the_access_page_have_its_hypotheses_and_its_communes(files):
    _, given = files("pages/acces.py", commune=LENS, volet="fichiers", v_voiture="50.0")
    found = workbooks(given)
    assert len(found) == 2
    for told in found.values():
        assert set(place_of(cache.base(), Selection(communes=(LENS,))).notes) < set(told)
        assert any("50" in note and "km/h" in note for note in told)


def test_the_workbook_of_a_point_says_what_its_distances_are(files):
    _, given = files("pages/point.py", lat="50.43", lon="2.83")
    found = list(workbooks(given).values())
    assert found
    assert all(set(textes.FICHIER_NOTES) < set(told) for told in found)


def test_the_workbook_of_a_comparison_says_what_it_compares(files):
    _, given = files("pages/comparer.py", commune=f"{LENS},{LILLERS}", volet="fichiers")
    (told,) = workbooks(given).values()
    assert set(mots_comparer.COMPARER_NOTES) < set(told)


# --- the selection is the one of the files ----------------------------------------------------


@pytest.mark.parametrize("adresse", [{}, {"territoire": "call"}], ids=str)
@pytest.mark.parametrize("entree", [p for p in catalog.NAVIGATION if p.theme], ids=lambda p: p.id)
def test_the_geojson_and_the_csv_of_a_theme_have_the_rows_of_its_table(entree, adresse, files):
    ecran, _ = files(entree.fichier, **adresse)
    _, given = files(entree.fichier, volet="fichiers", **adresse)
    table = catalog.theme(entree.theme).table
    features = json.loads(given[f"atlas-artois_{table}.geojson"]())["features"]
    text = given[f"atlas-artois_{table}.csv"]().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(features) == len(rows) == ecran.lignes
    assert ecran.lignes > 0
    if adresse:
        assert ecran.lignes < len(cache.theme(entree.theme).table)
