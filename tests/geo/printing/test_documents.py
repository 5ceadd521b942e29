"""Decks and fiches, opened again: every figure, sentence and source is that of the model."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile

import numpy as np
import pypdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Emu

from geo.labels.commune import RIEN
from geo.labels.formats import NON_RENSEIGNE
from geo.printing import sheet, stories
from geo.printing.basin import section_of
from geo.printing.page.fonts import FICHIERS, polices
from geo.printing.page.spaces import ordinaire
from geo.printing.pdf import pdf
from geo.printing.pptx.deck import deck_pptx, fiche_pptx
from geo.printing.pptx.shapes import NUMERO, PIED


@pytest.fixture(scope="module")
def deck_file(deck):
    return deck_pptx(deck)


@pytest.fixture(scope="module")
def deck_show(deck_file):
    return Presentation(io.BytesIO(deck_file))


@pytest.fixture(scope="module")
def deck_print(deck):
    return pdf.deck_pdf(deck)


@pytest.fixture(scope="module")
def deck_document(deck_print):
    return pypdf.PdfReader(io.BytesIO(deck_print))


@pytest.fixture(scope="module")
def deck_pages(deck_document):
    """What each page says, read once: it is what takes longest."""
    return [packed(page.extract_text()) for page in deck_document.pages]


@pytest.fixture(scope="module")
def fiche_documents(fiches):
    return {code: pypdf.PdfReader(io.BytesIO(pdf.fiche_pdf(one))) for code, one in fiches.items()}


@pytest.fixture(scope="module")
def fiche_shows(fiches):
    return {code: Presentation(io.BytesIO(fiche_pptx(one))) for code, one in fiches.items()}


def texts_of(slide):
    """Return every text of a slide: boxes, tables, title of its chart."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
        if shape.has_chart:
            found.append(shape.chart.chart_title.text_frame.text)
    return found


def runs_of(slide):
    """Return the runs of the text boxes of a slide."""
    return [
        run
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]


def run_sizes(tables):
    """Return the sizes of the letters of some tables, in points."""
    return [
        run.font.size.pt
        for table in tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
    ]


def packed(text):
    """Return a text without any space: a PDF cuts its lines where it wants."""
    return "".join(text.split()).replace("\u00ad", "")


def said_by(slide):
    """Return all that a slide must say."""
    said = [slide.titre, slide.message, slide.suite, slide.source]
    for figure in slide.chiffres:
        said += [figure.nuance, figure.valeur, figure.unite, figure.libelle]
    if slide.tableau:
        said += [*slide.tableau.entetes, *(cell for row in slide.tableau.lignes for cell in row)]
    if slide.graphique:
        said.append(slide.graphique.titre)
    return [text for text in said if text]


def lines_of(*texts):
    """Return texts cut where a cell is, without what is empty."""
    return [line for text in texts for line in text.split("\n") if line]


def said_by_table(table):
    return lines_of(*(cell for row in table.lignes for cell in row), *table.remarques)


def said_by_sections(sections):
    said = []
    for section in sections:
        said += [section.titre, *section.textes, *section.notes, *section.source.split(" ; ")]
        for table in section.tableaux:
            said += said_by_table(table)
    return lines_of(*said)


def page_of(feuille):
    """Return the parts that one page tells, without the reports."""
    parts = (feuille.identite, feuille.avons, feuille.pres, feuille.situer, feuille.voisines)
    return [part for part in parts if part is not None]


def said_by_fiche(feuille):
    """Return all that a fiche must say, wherever it says it."""
    reports = feuille.rapports
    said = [feuille.nom, reports.titre, *reports.textes, *reports.notes]
    said += said_by_sections([*page_of(feuille), *feuille.detail.sections])
    said += feuille.source.split(" ; ")
    for figure in feuille.chiffres[:3]:
        said += [figure.valeur, figure.unite, figure.libelle]
    return lines_of(*said)


def pictures(show):
    return [shape for slide in show.slides for shape in slide.shapes if shape.shape_type == 13]


def described(shape):
    return shape._element.xpath(".//p:cNvPr")[0].get("descr")


class TestTheDeckAsSlides:
    def test_says_every_figure_sentence_and_source(self, deck, deck_show):
        for one, slide in zip(deck.slides, deck_show.slides, strict=True):
            text = ordinaire(" ".join(texts_of(slide)))
            missing = [said for said in said_by(one) if ordinaire(said) not in text]
            assert missing == []

    def test_has_thirteen_slides_whose_titles_are_real_titles(self, deck, deck_show):
        assert len(deck_show.slides) == 13
        titles = [ordinaire(slide.shapes.title.text_frame.text) for slide in deck_show.slides]
        assert titles == [ordinaire(one.titre) for one in deck.slides]
        assert len(set(titles)) == 13

    def test_is_sixteen_by_nine(self, deck_show):
        assert deck_show.slide_width / deck_show.slide_height == pytest.approx(16 / 9, rel=1e-3)

    def test_nothing_stands_out_of_a_slide(self, deck_show):
        for slide in deck_show.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= deck_show.slide_width
                assert shape.top + shape.height <= deck_show.slide_height + Emu(9525)

    def test_charts_are_native_and_hold_the_values(self, deck, deck_show):
        drawn = [s.chart for slide in deck_show.slides for s in slide.shapes if s.has_chart]
        asked = [one.graphique for one in deck.slides if one.graphique]
        assert len(drawn) == len(asked) == 2
        for chart, model in zip(drawn, asked, strict=True):
            assert list(chart.plots[0].categories) == [name for name, _, _ in model.barres]
            assert list(chart.plots[0].series[0].values) == [v for _, v, _ in model.barres]

    def test_maps_are_sharp_described_and_not_blank(self, deck, deck_show):
        found = pictures(deck_show)[1:]
        cartes = [one.carte for one in deck.slides if one.carte]
        assert len(found) == len(cartes) == 5
        for shape, carte in zip(found, cartes, strict=True):
            picture = Image.open(io.BytesIO(shape.image.blob)).convert("L")
            assert picture.width / (shape.width / 914_400) >= 199
            shades = np.asarray(picture, dtype=float)
            assert shades.std() > 12
            assert shades[:, int(shades.shape[1] * 0.8) :].min() < 140  # the legend
            assert described(shape) == f"{carte.description} {carte.pied}"

    def test_the_title_slide_shows_the_territory(self, deck, deck_show):
        [shape] = [shape for shape in deck_show.slides[0].shapes if shape.shape_type == 13]
        shades = np.asarray(Image.open(io.BytesIO(shape.image.blob)).convert("L"), dtype=float)
        assert shades.std() > 30
        assert described(shape) == deck.slides[0].silhouette.description

    def test_the_foot_tells_the_sources_of_the_map(self, deck, deck_show):
        for one, slide in zip(deck.slides, deck_show.slides, strict=True):
            text = ordinaire(" ".join(texts_of(slide)))
            for source in one.carte.sources if one.carte else ():
                assert ordinaire(source) in text

    def test_text_shrinks_rather_than_overflows(self, deck_show, fiche_shows):
        for show in (deck_show, *fiche_shows.values()):
            for slide in show.slides:
                for shape in slide.shapes:
                    if shape.has_text_frame and shape.text_frame.text:
                        assert shape.text_frame.word_wrap
                        assert shape.text_frame.auto_size == MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE

    def test_the_figures_of_a_slide_have_one_size(self, deck, deck_show):
        for one, slide in zip(deck.slides, deck_show.slides, strict=True):
            values = {figure.valeur for figure in one.chiffres}
            sizes = {run.font.size.pt for run in runs_of(slide) if run.text in values}
            assert len(sizes) == (1 if values else 0)

    def test_tables_are_read_from_the_back_of_the_room(self, deck_show):
        *told, sources = [
            s.table for slide in deck_show.slides for s in slide.shapes if s.has_table
        ]
        assert min(run_sizes(told)) >= 16
        assert min(run_sizes([sources])) >= 14  # the last slide: where all comes from

    def test_tables_and_charts_are_described(self, deck_show):
        kinds = [
            s for slide in deck_show.slides for s in slide.shapes if s.has_chart or s.has_table
        ]
        assert kinds
        assert all(described(shape) for shape in kinds)

    def test_slides_are_read_title_first_body_then_foot_and_all_is_named(
        self, deck_show, fiche_shows
    ):
        """A screen reader follows the order of the file; a picture, a chart, a table say theirs."""
        for show in (deck_show, *fiche_shows.values()):
            for rank, slide in enumerate(show.slides):
                names = [shape.name for shape in slide.shapes]
                assert slide.shapes[0] == slide.shapes.title
                feet = [name for name in names if name in {PIED, NUMERO}]
                assert names[len(names) - len(feet) :] == [PIED, NUMERO][: len(feet)]
                assert feet or rank == 0
                seen = [s for s in slide.shapes if s.has_chart or s.has_table or s.shape_type == 13]
                assert [shape.name for shape in seen if not described(shape)] == []

    def test_notes_tell_the_sources(self, deck, deck_show):
        for one, slide in list(zip(deck.slides, deck_show.slides, strict=True))[1:]:
            notes = ordinaire(slide.notes_slide.notes_text_frame.text)
            assert ordinaire(one.source) in notes

    def test_carries_the_version_and_the_date_of_the_data(self, deck, deck_show):
        told = deck_show.core_properties
        assert deck.edition.version in told.keywords
        assert told.created.date() == deck.edition.jour
        assert told.language == "fr-FR"

    def test_no_text_is_too_small_for_the_room(self, deck_show):
        sizes = [run.font.size.pt for slide in deck_show.slides for run in runs_of(slide)]
        assert min(sizes) >= 12

    def test_is_the_same_each_time(self, deck, deck_file):
        assert deck_pptx(deck) == deck_file

    def test_speaks_french(self, deck_file):
        with zipfile.ZipFile(io.BytesIO(deck_file)) as package:
            xml = package.read("ppt/slides/slide3.xml").decode()
        assert xml.count('lang="fr-FR"') >= xml.count("<a:r>")

    def test_lists_the_master_of_its_notes_and_is_of_no_old_size(self, deck_file):
        with zipfile.ZipFile(io.BytesIO(deck_file)) as package:
            xml = package.read("ppt/presentation.xml").decode()
            links = package.read("ppt/_rels/presentation.xml.rels").decode()
        found = re.search(
            r'</p:sldMasterIdLst><p:notesMasterIdLst[^>]*><p:notesMasterId r:id="(\w+)"', xml
        )
        assert found
        assert re.search(rf'<Relationship [^>]*Id="{found[1]}"[^>]*', links)[0].count("notesMaster")
        assert "screen4x3" not in xml

    def test_opens_in_libreoffice_with_one_page_a_slide(self, deck, deck_file, tmp_path):
        office = shutil.which("soffice")
        if office is None:
            pytest.skip("LibreOffice (soffice) n’est pas installé sur cette machine")
        file = tmp_path / "deck.pptx"
        file.write_bytes(deck_file)
        command = [
            office, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless",
            "--convert-to", "pdf", "--outdir", str(tmp_path), str(file),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        opened = pypdf.PdfReader(tmp_path / "deck.pdf")
        assert len(opened.pages) == 12
        for one, page in zip(deck.slides, opened.pages, strict=True):
            assert packed(one.titre) in packed(page.extract_text())


def whole(reader):
    """Return the text of a document; a line cut after a hyphen is one with the next."""
    return packed("".join(page.extract_text() for page in reader.pages))


def fonts_of(reader):
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            found[descendant["/BaseFont"]] = descendant["/FontDescriptor"]
    return found


def structure(reader):
    """Return the tags of a document with their alternative text."""
    tags, todo = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, dict):
            if "/S" in node:
                tags.append((node["/S"], node.get("/Alt")))
            children = node.get("/K", [])
            todo += children if isinstance(children, list) else [children]
    return tags


def kids(reader):
    return [tag for tag, _ in structure(reader)]


def check_accessible(reader):
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("fr")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert "/H1" in kids(reader)
    figures = [alt for tag, alt in structure(reader) if tag == "/Figure"]
    assert figures
    assert all(figures)
    fonts = fonts_of(reader)
    assert all("SourceSansPro" in name for name in fonts)
    assert all({"/FontFile2", "/FontFile3"} & set(d.get_object()) for d in fonts.values())


class TestTheDeckAsPdf:
    def test_says_every_figure_sentence_and_source(self, deck, deck_pages):
        for one, text in zip(deck.slides, deck_pages, strict=False):
            cells = [part for said in said_by(one) for part in said.split("\n")]
            assert [said for said in cells if packed(said) not in text] == []

    def test_has_one_page_a_slide_then_the_notes(self, deck, deck_pages):
        assert "Notesetréserves" in deck_pages[len(deck.slides)]
        notes = "".join(deck_pages[len(deck.slides) :])
        for one in deck.slides[1:]:
            assert packed(one.source) in notes

    def test_writes_the_values_of_its_charts(self, deck, deck_pages):
        for one, text in zip(deck.slides, deck_pages, strict=False):
            for name, _, value in one.graphique.barres if one.graphique else ():
                assert packed(f"{name}{value}") in text

    def test_is_tagged_french_and_described(self, deck_document):
        check_accessible(deck_document)

    def test_carries_the_version_of_the_data(self, deck, deck_document, deck_pages):
        assert deck.edition.version in deck_document.metadata["/Keywords"]
        assert deck_document.metadata.title == deck.titre
        assert deck.edition.version in "".join(deck_pages)

    def test_is_the_same_each_time(self, deck, deck_print):
        assert pdf.deck_pdf(deck) == deck_print


class TestTheFiche:
    def test_as_pdf_says_all_that_the_model_says(self, fiches, fiche_documents):
        for code, reader in fiche_documents.items():
            text = whole(reader)
            said = said_by_fiche(fiches[code])
            assert [part for part in said if packed(part) not in text] == []
            assert packed(fiches[code].phrase) in text

    def test_as_slides_says_all_that_the_model_says(self, fiches, fiche_shows):
        for code, show in fiche_shows.items():
            texts = [text for slide in show.slides for text in texts_of(slide)]
            texts += [
                slide.notes_slide.notes_text_frame.text
                for slide in show.slides
                if slide.has_notes_slide
            ]
            text = ordinaire(" ".join(texts))
            unknown = {RIEN, NON_RENSEIGNE}  # told by the absence of anything else
            said = [part for part in said_by_fiche(fiches[code]) if part not in unknown]
            titles = {section.titre for section in fiches[code].detail.sections}
            missing = [part for part in said if ordinaire(part) not in text]
            assert [part for part in missing if part not in titles] == []

    def test_of_a_town_is_not_endless(self, fiche_documents, fiche_shows):
        assert len(fiche_documents["62119"].pages) <= 5
        assert len(fiche_shows["62119"].slides) <= 13

    def test_no_text_of_a_slide_is_under_twelve_points(self, fiche_shows):
        for show in fiche_shows.values():
            assert min(run.font.size.pt for slide in show.slides for run in runs_of(slide)) >= 12

    def test_is_tagged_french_and_described(self, fiche_documents):
        for reader in fiche_documents.values():
            check_accessible(reader)
            assert {"/Table", "/TH", "/TD", "/H2"} <= set(kids(reader))

    def test_is_set_on_a4(self, fiche_documents):
        box = fiche_documents["62119"].pages[0].mediabox
        assert (round(float(box.width)), round(float(box.height))) == (595, 842)

    def test_every_slide_has_a_title_and_stays_in_its_frame(self, fiche_shows):
        for show in fiche_shows.values():
            for slide in show.slides:
                assert slide.shapes.title.text_frame.text
                for shape in slide.shapes:
                    assert shape.top + shape.height <= show.slide_height + Emu(9525)

    def test_is_the_same_each_time(self, fiches):
        assert pdf.fiche_pdf(fiches["62119"]) == pdf.fiche_pdf(fiches["62119"])
        assert fiche_pptx(fiches["62119"]) == fiche_pptx(fiches["62119"])


@pytest.mark.parametrize("nom", stories.noms())
class TestAStory:
    """A story has slides of figures alone, and tables beside figures."""

    def test_says_all_that_it_must(self, world, nom):
        made = stories.deck(world, stories.parse(nom))
        show = Presentation(io.BytesIO(deck_pptx(made)))
        pages = pypdf.PdfReader(io.BytesIO(pdf.deck_pdf(made))).pages
        for one, slide, page in zip(made.slides, show.slides, pages, strict=False):
            on_slide, on_page = ordinaire(" ".join(texts_of(slide))), packed(page.extract_text())
            said = lines_of(*said_by(one))
            assert [text for text in said if ordinaire(text) not in on_slide] == []
            assert [text for text in said if packed(text) not in on_page] == []


VIDE = b'<svg xmlns="http://www.w3.org/2000/svg" width="%dpt" height="%dpt"></svg>'


def some(world):
    """Return a commune in four, and those with the most to tell: facts, facilities, a long name."""
    communes = world.base.communes.set_index("code_insee")
    counts = (world.faits.actions, *(data.table for data in world.themes.values()))
    most = [
        code
        for table in counts
        if "code_insee" in table
        for code in table["code_insee"].value_counts().index[:3]
        if code in communes.index
    ]
    longest = communes["nom"].str.len().nlargest(3).index
    return list(dict.fromkeys([*communes.index[::4], *most, *longest]))


@pytest.fixture(scope="module")
def every(world):
    """Return fiches and their pages; the map is left out, its place is not."""
    made = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "carte_svg", lambda _, t: VIDE % (t.largeur * 72, t.hauteur * 72))
        for code in some(world):
            one = sheet.feuille(world, code)
            pages = pypdf.PdfReader(io.BytesIO(pdf.fiche_pdf(one))).pages
            made.append((one, [packed(page.extract_text()) for page in pages]))
    return made


@pytest.mark.long
class TestTheFirstPage:
    def test_tells_every_part_by_itself(self, every):
        assert len(every) >= 34
        for one, pages in every:
            said = [one.nom, one.phrase, one.rapports.titre, *one.rapports.textes, one.source]
            for part in page_of(one):
                said += [part.titre, *part.textes, *part.notes]
                said += [line for table in part.tableaux for line in said_by_table(table)]
            for figure in one.chiffres:
                said += [figure.valeur, figure.unite, figure.libelle]
            said += [one.edition.mention, f"1/{len(pages)}"]
            missing = [text for text in lines_of(*said) if packed(text) not in pages[0]]
            assert (one.nom, missing) == (one.nom, [])

    def test_says_how_many_facts_are_left_for_the_others(self, every):
        for one, pages in every:
            rows = one.rapports.faits.lignes if one.rapports.faits else ()
            reste = [packed(text) for text in one.rapports.restes]
            left = [count for count, text in enumerate(reste) if text and text in pages[0]]
            assert len(left) <= 1
            told = len(rows) - (left[0] if left else 0)
            assert told >= min(len(rows), 2)
            for row in rows[:told]:
                assert all(packed(line) in pages[0] for line in lines_of(*row))
            if left:
                assert len(pages) > 1

    def test_is_alone_when_there_is_no_more_to_tell(self, every):
        silent = [pages for one, pages in every if not (one.detail.equipements or one.detail.faits)]
        assert len(silent) > 4
        assert {len(pages) for pages in silent} <= {1, 2}
        assert max(len(pages) for _, pages in every) <= 5

    def test_loses_nothing(self, every):
        for one, pages in every:
            text = "".join(pages)
            titles = {one.detail.faits.titre} if one.detail.faits else set()
            said = [part for part in said_by_fiche(one) if part not in titles]
            missing = [part for part in said if packed(part) not in text]
            assert (one.nom, missing) == (one.nom, [])


class TestTheFonts:
    @pytest.mark.parametrize("style", list(FICHIERS))
    def test_have_the_letters_and_spaces_of_french(self, style):
        known = TTFont(polices()[style]).getBestCmap()
        asked = "\u202f\u00a0œŒæÆÉÈÊËÀÂÇÎÏÔÛÙÜŸ’«»…–—€²³°·×"
        assert [letter for letter in asked if ord(letter) not in known] == []

    def test_of_a_pdf_give_back_the_letters(self, fiche_documents):
        text = "".join(page.extract_text() for page in fiche_documents["62119"].pages)
        assert "Béthune" in text
        assert "25\u202f342" in text


def test_the_fiche_on_paper_tells_the_basin_and_the_aims_where_there_are_some(world, fiches):
    town = fiches["62119"]
    aims = [table for table in town.detail.toutes.tableaux if table.titre.startswith("Objectifs")]
    assert len(aims) == 1
    assert aims[0].lignes
    told = {code: section_of(world, code) for code in ("62178", "62001")}
    assert "contours de cité minière" in told["62178"].textes[0]
    assert any(text.startswith("Terrils : ") for text in told["62178"].textes)
    assert told["62001"] is None
