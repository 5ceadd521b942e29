"""What a printed page can show of any text."""

from __future__ import annotations

import io
from dataclasses import replace

import pandas as pd
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from geo.printing.page.glyphs import BOITE, illegible, illegible_cells, printable, printable_model
from geo.printing.pdf import pdf
from geo.printing.pptx.deck import fiche_pptx

RARE = (
    "Sta\N{NON-BREAKING HYPHEN}tion \N{HIGH VOLTAGE SIGN} \x0b\x00 \N{CJK UNIFIED IDEOGRAPH-6F22} é"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nœux-les-Mines", "Nœux-les-Mines"),
        ("a\N{NON-BREAKING HYPHEN}b", "a-b"),
        ("\N{HIGH VOLTAGE SIGN}", BOITE),
        ("a\x0bb\x00", "ab"),
        ("a\nb\tc", "a\nb c"),
        ("\N{CIRCLED DIGIT ONE}", "1"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
    ],
)
def test_a_rare_character_is_replaced_or_shown_as_a_box(text, shown):
    assert printable(text) == shown


@given(st.text())
def test_what_is_printable_stays_so_and_has_nothing_illegible(text):
    once = printable(text)
    assert printable(once) == once
    assert illegible(once) == ()


def test_a_model_without_rare_character_is_the_very_same(deck):
    assert printable_model(deck) is deck


def test_the_cells_that_cannot_be_written_are_found():
    frame = pd.DataFrame({"nom": ["Lens", RARE], "n": [1, 2]}, index=["a", "b"])
    ((column, label, signs),) = illegible_cells(frame)
    assert (column, label) == ("nom", "b")
    assert "\N{HIGH VOLTAGE SIGN}" in signs
    assert "\x0b" in signs


@pytest.fixture(scope="module")
def rare(fiches):
    one = next(iter(fiches.values()))
    return replace(one, nom=f"{one.nom} {RARE}", phrase=f"{one.phrase} {RARE}")


def test_a_rare_character_never_stops_a_fiche(rare):
    pages = pypdf.PdfReader(io.BytesIO(pdf.fiche_pdf(rare))).pages
    assert BOITE in pages[0].extract_text()
    slides = Presentation(io.BytesIO(fiche_pptx(rare))).slides
    assert BOITE in slides[0].shapes.title.text_frame.text
