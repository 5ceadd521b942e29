"""The PDF files follow what a machine can check of PDF/UA-1, and the checks see each fault."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from pypdf.generic import BooleanObject, DecodedStreamObject, NameObject

from geo.printing.pdf import pdf
from tests import pdfua


@pytest.fixture(scope="module")
def fiche(fiches):
    """The fiche of the commune that has most to tell."""
    made = {code: pdf.fiche_pdf(one) for code, one in fiches.items()}
    return max(made.values(), key=len)


@pytest.fixture(scope="module")
def slides(deck):
    return pdf.deck_pdf(deck)


def read(content):
    return pypdf.PdfReader(io.BytesIO(content))


def test_every_fiche_follows_pdf_ua(fiches):
    found = {code: list(pdfua.faults(read(pdf.fiche_pdf(one)))) for code, one in fiches.items()}
    assert found == {code: [] for code in fiches}


def test_a_deck_follows_pdf_ua(slides):
    assert list(pdfua.faults(read(slides))) == []


def test_there_is_something_to_check(fiche, slides):
    in_the_fiche = {part.kind for part in pdfua.parts(read(fiche))}
    assert {"H1", "H2", "H3", "Table", "TH", "Figure", "Link"} <= in_the_fiche
    assert {"H1", "Table", "Figure"} <= {part.kind for part in pdfua.parts(read(slides))}


# --- the checks see what they are for -----------------------------------------------------------


def first(writer, kind):
    return next(part.element for part in pdfua.parts(writer) if part.kind == kind)


def metadata(writer, pattern, instead):
    stream = writer.root_object["/Metadata"].get_object()
    stream.set_data(re.sub(pattern, instead, stream.get_data(), flags=re.DOTALL))


def without(*path):
    def spoil(writer):
        place = writer.root_object
        for name in path[:-1]:
            place = place[name].get_object()
        del place[path[-1]]

    return spoil


def lose(kind, name):
    def spoil(writer):
        del first(writer, kind)[name]

    return spoil


def renamed(kind, other):
    def spoil(writer):
        first(writer, kind)[NameObject("/S")] = NameObject(f"/{other}")

    return spoil


def of_a_note(name):
    def spoil(writer):
        page = next(one for one in writer.pages if one.get("/Annots"))
        note = page["/Annots"][0].get_object()
        del (page if name == "/Tabs" else note)[name]

    return spoil


def of_a_font(name):
    def spoil(writer):
        font = next(iter(writer.pages[0]["/Resources"]["/Font"].values())).get_object()
        inner = font["/DescendantFonts"][0].get_object()
        if name == "/ToUnicode":
            del font[name]
        else:
            inner["/FontDescriptor"].get_object().pop(name, None)

    return spoil


def font_files(writer):
    for name in ("/FontFile", "/FontFile2", "/FontFile3"):
        of_a_font(name)(writer)


def painted_outside(writer):
    page = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(page.get_contents().get_data() + b" 0 0 10 10 re f")
    page[NameObject("/Contents")] = writer._add_object(stream)


def suspect(writer):
    writer.root_object["/MarkInfo"][NameObject("/Suspects")] = BooleanObject(value=True)


def headings(writer):
    return [part.kind for part in pdfua.parts(writer) if pdfua.HEADING.fullmatch(part.kind)]


SPOILT = {
    "01-001": without("/StructTreeRoot"),
    "01-005": painted_outside,
    "02-001": renamed("Div", "Machin"),
    "04-001": suspect,
    "06-001": without("/Metadata"),
    "06-002": lambda writer: metadata(writer, rb"pdfuaid:part", b"pdfuaid:tome"),
    "06-003": lambda writer: metadata(writer, rb"<dc:title>.*?</dc:title>", b""),
    "07-001": without("/ViewerPreferences", "/DisplayDocTitle"),
    "09-004": renamed("TR", "P"),
    "09-005": renamed("THead", "Sect"),
    "11-006": without("/Lang"),
    "13-004": lose("Figure", "/Alt"),
    "14-002": lambda writer: [renamed(h, "P")(writer) for h in headings(writer)],
    "14-003": renamed("H1", "P"),
    "15-003": lose("TH", "/A"),
    "28-002": of_a_note("/StructParent"),
    "28-008": of_a_note("/Tabs"),
    "28-012": of_a_note("/Contents"),
    "31-009": font_files,
    "31-027": of_a_font("/ToUnicode"),
    "PDF2": without("/Outlines"),
}


@pytest.mark.parametrize("code", SPOILT)
def test_each_check_sees_its_fault(fiche, code):
    writer = pypdf.PdfWriter(clone_from=read(fiche))
    SPOILT[code](writer)
    out = io.BytesIO()
    writer.write(out)
    assert any(fault.startswith(code) for fault in pdfua.faults(read(out.getvalue())))
