"""Every text of every table made hostile: nothing that leaves the atlas runs it or leads away."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pypdf
import pytest
from ecran import Ecran

from geo import __main__ as cli
from geo.answers import addresses, tables
from geo.core import catalog
from geo.drawing.files import DANGEREUX, NOMBRE_SIGNE
from geo.ui import cache
from geo.ui.parts.images import ImageDeCarte
from geo.ui.serve import server
from geo.ui.serve.first_view import routes
from geo.ui.serve.first_view.asked import demande
from geo.ui.serve.hall import pages, slide
from geo.ui.serve.hall.state import Salle
from tests.poison import EVIL, Tags

DECK = "territoire=cabbalr&themes=qpv,bornes,dechets,piscines,inondations,bassin-minier"
DOCUMENTS = {
    "fiche": ["fiche", "62119"],
    "diaporama": ["diaporama", "--territoire", "cabbalr", "--themes", "qpv,bornes,piscines"],
}
ASKED = {"ma_commune": "commune=62119", "comparer": "commune=62119,62498", "presentation": DECK}
PICTURE = re.compile(r"/atlas/images/([0-9a-f]+)/([^/\"]+)\.(?:svg|png)")

pytestmark = pytest.mark.usefixtures("poisoned")


def written(folder, *words):
    out = folder / "fichier"
    assert cli.main([*words, "-o", str(out)]) == 0
    return out.read_bytes()


def live(html):
    """Return what a whole page of HTML would do that is not ours."""
    told = Tags(html).faults
    ends = html.count("</script>") - len(re.findall(r"<script\b", html))
    return [one for one in told if one not in OURS] + ["</script>"] * ends


OURS = {"script", "h1"}
"""Elements without attributes that our own pages hold."""


QUICK = {"equipements", "actions", "communes", "ma_commune", "presentation", "piscines"}
"""Tables and pages of each kind; the others are for « make test-complet »."""


def each(names):
    marks = {name: () if name in QUICK else pytest.mark.long for name in names}
    return [pytest.param(name, marks=marks[name]) for name in names]


@pytest.mark.parametrize("table", each(sorted(tables.COLONNES)))
def test_a_spreadsheet_finds_no_formula_nor_link_in_a_table(tmp_path, table):
    book = openpyxl.load_workbook(
        io.BytesIO(written(tmp_path, "export", table, "--format", "xlsx"))
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert [c.hyperlink.target for c in cells if c.hyperlink and EVIL in str(c.value)] == []
    text = addresses.content(table, "csv", {"tableur": "oui"}).decode("utf-8-sig")
    values = [value for row in csv.reader(io.StringIO(text), delimiter=";") for value in row]
    assert len(values) > 1
    live = [v for v in values if v.startswith(DANGEREUX) and not NOMBRE_SIGNE.fullmatch(v)]
    assert live == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_whole_and_leads_nowhere(tmp_path, name):
    show = zipfile.ZipFile(io.BytesIO(written(tmp_path, *DOCUMENTS[name], "--format", "pptx")))
    for part in show.namelist():
        if part.endswith((".xml", ".rels")):
            ET.fromstring(show.read(part))  # noqa: S314 - written here
        assert not (part.endswith(".rels") and EVIL.encode() in show.read(part))
    printed = pypdf.PdfReader(io.BytesIO(written(tmp_path, *DOCUMENTS[name], "--format", "pdf")))
    notes = [note.get_object() for one in printed.pages for note in one.get("/Annots", ())]
    actions = [note.get("/A", {}) for note in notes]
    assert [one for one in actions if EVIL in str(one) or "/JS" in one] == []


@pytest.mark.parametrize("shown", catalog.NAVIGATION, ids=lambda one: one.id)
def test_a_page_before_its_scripts_holds_no_markup_of_the_data(shown):
    for query in (ASKED.get(shown.id, ""), f"{ASKED.get(shown.id, '')}&vue=fixe"):
        assert live(server.page_of(shown.chemin, query).plain("http://x.test").decode()) == []
    seen = routes._embedded(demande(shown, ASKED.get(shown.id, "")))
    assert live(seen.plain("http://x.test").decode()) == []


def test_the_pages_of_a_room_hold_no_markup_of_the_data():
    for rank in range(1, 9):
        shown = slide.shown(f"{DECK}&diapo={rank}")
        assert live(pages.followed(Salle("BCDF", ""), shown)) == []
    assert live(pages.speaker(shown)) == []


@pytest.mark.parametrize("name", each([page.id for page in catalog.NAVIGATION]))
def test_the_pictures_of_a_page_hold_no_markup_of_the_data(name):
    page = next(one for one in catalog.NAVIGATION if one.id == name)
    asked = dict(one.split("=") for one in ASKED.get(name, "").split("&") if one)
    for noted in dict.fromkeys(PICTURE.findall(Ecran(page.fichier, **asked).open().html)):
        found = cache.images.find(*noted)
        drawn = found.draw_on("svg").decode()
        ET.fromstring(drawn)  # noqa: S314 - written here
        assert Tags(drawn).faults == []
        if isinstance(found, ImageDeCarte):
            assert live(found.draw_on("html").decode()) == []
