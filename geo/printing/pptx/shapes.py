"""What a PPTX slide is made of: text that shrinks rather than overflows, tables, charts, pictures.

A thin layer over python-pptx: it knows nothing of the data.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from geo.labels import rendu as mots
from geo.printing.page.grid import (
    ARIAL,
    BAS,
    FILET,
    GAUCHE,
    HAUT,
    HAUTEUR,
    LARGEUR,
    MARGES,
    UTILE,
    cellule,
    hauteur_de_ligne,
)
from geo.printing.page.spaces import typographie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.printing.model import Graphique
    from geo.printing.world import Edition

POLICE = "Arial"
"""On every machine; LibreOffice has one of the same widths."""
ENCRE, SECONDAIRE, ACCENT, LIGNE, PAPIER = "16222E", "4A5763", "12426B", "D5DADF", "FFFFFF"
BANDE = "F6F4EF"
PIED, NUMERO = "Sources", "Numéro"
"""Names of the boxes at the foot of a slide: what is read last."""

Boite = tuple[float, float, float, float]
"""Left, top, width, height in inches."""


def couleur(colour: str) -> RGBColor:
    """Return a colour of python-pptx from RRGGBB."""
    return RGBColor(*bytes.fromhex(colour))  # type: ignore[no-untyped-call]


# --- text -------------------------------------------------------------------------------------


def passage(
    paragraph: Any, text: str, size: float, colour: str = ENCRE, *, bold: bool = False
) -> None:
    """Add a text to a paragraph."""
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.color.rgb = couleur(colour)


def cadre(frame: Any, anchor: Any = MSO_ANCHOR.TOP) -> Any:
    """Take the margins off a text frame; its text wraps, and shrinks where it has no room."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = anchor
    return frame


def boite(slide: Any, box: Boite, *, anchor: Any = MSO_ANCHOR.TOP) -> Any:
    """Add a text box; return its text frame."""
    return cadre(slide.shapes.add_textbox(*(Inches(side) for side in box)).text_frame, anchor)


def write_as(
    slide: Any,
    text: str,
    box: Boite,
    size: float,
    *,
    colour: str = ENCRE,
    bold: bool = False,
    anchor: Any = MSO_ANCHOR.TOP,
) -> None:
    """Write a text in a box."""
    frame = boite(slide, box, anchor=anchor)
    passage(frame.paragraphs[0], typographie(text), size, colour, bold=bold)


def reserve(shape: Any, box: Boite, anchor: Any) -> Any:
    """Move a placeholder of the layout; return its first paragraph."""
    shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in box)
    frame = cadre(shape.text_frame, anchor)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    return frame.paragraphs[0]


def give_title(slide: Any, text: str) -> None:
    """Fill the title placeholder: what a screen reader and the outline read."""
    first = reserve(slide.shapes.title, (GAUCHE, HAUT, UTILE, 0.45), MSO_ANCHOR.MIDDLE)
    passage(first, typographie(text), 22, ACCENT, bold=True)


def sign_link(slide: Any, text: str, size: float, number: int) -> None:
    """Write the sources, the date and the number of the slide at its foot."""
    width = UTILE - 0.8
    height = ARIAL.hauteur(text, width, size)
    write_as(slide, text, (GAUCHE, HAUTEUR - BAS - height, width, height), size, colour=SECONDAIRE)
    slide.shapes[-1].name = PIED
    _number(slide, number)
    slide.shapes[-1].name = NUMERO


def _number(slide: Any, number: int) -> None:
    box = (LARGEUR - GAUCHE - 0.7, HAUTEUR - BAS - 0.25, 0.7, 0.25)
    paragraph = boite(slide, box, anchor=MSO_ANCHOR.BOTTOM).paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = (
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="fr-FR" sz="1400">{_solid(SECONDAIRE)}'
        f'<a:latin typeface="{POLICE}"/></a:rPr><a:t>{number}</a:t></a:fld>'
    )
    paragraph._p.insert(0, parse_xml(field))  # noqa: SLF001 - python-pptx has no fields


# --- pictures, grounds ------------------------------------------------------------------------


def describe(shape: Any, title: str, text: str) -> None:
    """Write the text that stands for a picture, a chart or a table."""
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - python-pptx has no alt text
    properties.set("title", title)
    properties.set("descr", text)


def image(slide: Any, picture: bytes, box: Boite) -> Any:
    """Add a picture."""
    return slide.shapes.add_picture(io.BytesIO(picture), *(Inches(side) for side in box))


def fond(slide: Any, box: Boite, colour: str) -> None:
    """Add a plain rectangle, that says nothing to a screen reader."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(side) for side in box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = couleur(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - python-pptx cannot say it
    properties.append(parse_xml(DECORATIF))


DECORATIF = (
    f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'val="1"/></a:ext></a:extLst>'
)


# --- tables -----------------------------------------------------------------------------------


def table(
    slide: Any,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    place: tuple[float, float],
    size: float,
    droite: Sequence[int] = (),
) -> Any:
    """Add a table whose first row is its heading; a row of one cell is the title of a part."""
    left, top = place
    shape = slide.shapes.add_table(
        len(rows), len(widths), Inches(left), Inches(top), Inches(sum(widths)), Inches(0.1)
    )
    grid = shape.table
    grid.horz_banding = False
    for column, wide in zip(grid.columns, widths, strict=True):
        column.width = Inches(wide)
    for number, (row, line) in enumerate(zip(rows, grid.rows, strict=True)):
        line.height = Inches(hauteur(row, widths, size, head=number == 0))
        if len(row) == 1 < len(widths):
            grid.cell(number, 0).merge(grid.cell(number, len(widths) - 1))
        for rank, text in enumerate(row):
            right = rank in droite
            part = len(row) == 1 < len(widths)
            _cell(grid.cell(number, rank), text, size, _Genre(number == 0, part, right))
    return shape


def hauteur(row: Sequence[str], widths: Sequence[float], size: float, *, head: bool) -> float:
    """Return the height of a row, that of the title of a part too."""
    if len(row) == 1:
        return hauteur_de_ligne(row, [sum(widths)], size, ARIAL, "gras")
    return hauteur_de_ligne(row, widths, size, ARIAL, "gras" if head else "normal")


class _Genre:
    """What a cell is: of the heading, the title of a part, of a column of numbers."""

    def __init__(self, head: bool, part: bool, right: bool) -> None:  # noqa: FBT001
        self.gras = int(head or part)
        self.cote = "r" if right else "l"
        self.encre = PAPIER if head else ENCRE
        self.fond = ACCENT if head else BANDE if part else PAPIER
        self.filet = "" if head else f'<a:lnB w="9525">{_solid(LIGNE)}</a:lnB>'


def _cell(cell: Any, text: str, size: float, genre: _Genre) -> None:
    """Fill a cell, written at once: one property after another took most of the time."""
    paragraphs = "".join(
        f'<a:p><a:pPr algn="{genre.cote}"/><a:r>'
        f'<a:rPr lang="fr-FR" sz="{round(size * 100)}" b="{genre.gras}">'
        f"{_solid(SECONDAIRE if rank else genre.encre)}</a:rPr>"
        f"<a:t>{escape(line)}</a:t></a:r></a:p>"
        for rank, line in enumerate(cellule(text))
    )
    side, edge = Inches(MARGES / 2), Inches(FILET / 3)
    old = cell._tc  # noqa: SLF001 - python-pptx has no borders, and is slow cell by cell
    new = parse_xml(
        f"<a:tc {nsdecls('a')}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{edge}" marB="{edge}" anchor="ctr">'
        f"{genre.filet}{_solid(genre.fond)}</a:tcPr></a:tc>"
    )
    for name, value in old.attrib.items():
        new.set(name, value)
    old.getparent().replace(old, new)


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


# --- charts -----------------------------------------------------------------------------------


def graphique(slide: Any, chart: Graphique, box: Boite) -> None:
    """Draw native bars, largest first, each with its value; the data opens in a spreadsheet."""
    data: Any = CategoryChartData(number_format="General")  # type: ignore[no-untyped-call]
    data.categories = [name for name, _, _ in chart.barres]
    data.add_series(chart.titre, [value for _, value, _ in chart.barres])
    sides = (Inches(side) for side in box)
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *sides, data)
    drawn = shape.chart
    drawn.font.size = Pt(16)
    drawn.font.name = POLICE
    drawn.font.color.rgb = couleur(ENCRE)
    drawn.has_legend = False
    drawn.has_title = True
    passage(drawn.chart_title.text_frame.paragraphs[0], typographie(chart.titre), 18, bold=True)
    _axes(drawn)
    plot = drawn.plots[0]
    plot.gap_width = 40
    plot.has_data_labels = True
    plot.data_labels.number_format = _number_format(chart)
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(16)
    bars = plot.series[0].format.fill
    bars.solid()
    bars.fore_color.rgb = couleur(chart.couleur.removeprefix("#"))
    describe(shape, chart.titre, chart.description)


def _axes(drawn: Any) -> None:
    drawn.value_axis.minimum_scale = 0
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    axis = drawn.category_axis
    axis.reverse_order = True
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = couleur(LIGNE)


UNITE_COURTE = 6
"""Longest unit that is written beside each bar, in characters; the title tells every unit."""


def _number_format(chart: Graphique) -> str:
    """Return how values are written: in the French way, with their unit."""
    decimals = max((len(f"{value:g}".partition(".")[2]) for _, value, _ in chart.barres), default=0)
    number = "#,##0" + ("." + "0" * decimals if decimals else "")
    if len(chart.unite) > UNITE_COURTE:
        return f"[$-40C]{number}"
    return f'[$-40C]{number}"\N{NO-BREAK SPACE}{chart.unite}"'


# --- files ------------------------------------------------------------------------------------

PAGE_DE_TITRE, CONTENU = 0, 5
"""Layouts of the default template of python-pptx: title slide, title only."""


def open_presentation(title: str, edition: Edition) -> Any:
    """Return an empty show, 16:9, dated and versioned by its data."""
    show = Presentation(io.BytesIO(_template()))
    told = show.core_properties
    told.title, told.author, told.language = title, mots.AUTEUR, "fr-FR"
    told.subject, told.keywords = edition.mention, f"version {edition.version}"
    told.created = told.modified = edition.instant.replace(tzinfo=None)
    told.last_modified_by = mots.AUTEUR
    return show


@cache
def _template() -> bytes:
    """Return an empty show, 16:9: made once, fiches are made by hundreds."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(LARGEUR), Inches(HAUTEUR)
    size = show.element.sldSz
    if "type" in size.attrib:
        del size.attrib["type"]  # the template says 4:3; a 16:9 page has no name of its own
    _widen(show)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def append_slide(show: Any, layout: int, notes: str = "") -> Any:
    """Add a slide, with its speaker notes if there are any."""
    slide = show.slides.add_slide(show.slide_layouts[layout])
    note_down(slide, notes.split("\n") if notes else [])
    return slide


def note_down(slide: Any, notes: Sequence[str]) -> None:
    """Add paragraphs to the speaker notes of a slide."""
    if not notes:
        return  # a page of notes costs as much as a slide
    frame = slide.notes_slide.notes_text_frame
    said = "\n".join(filter(None, [frame.text, *(typographie(note) for note in notes)]))
    frame.text = said


def _widen(show: Any) -> None:
    """Stretch what the template draws for 4:3 over the whole of 16:9."""
    ratio = LARGEUR / 10
    for holder in (show.slide_master, *show.slide_layouts):
        for shape in holder.placeholders:
            shape.left, shape.width = round(shape.left * ratio), round(shape.width * ratio)


LISTE_DES_NOTES = "p:notesMasterIdLst"


def _list_notes_master(show: Any) -> None:
    """List the master of the notes, after those of the slides: unlisted, some programs lose it."""
    root = show.element
    masters = [one for one in show.part.rels.values() if one.reltype == RT.NOTES_MASTER]
    if not masters or root.find(qn(LISTE_DES_NOTES)) is not None:
        return
    listed = parse_xml(
        f"<p:notesMasterIdLst {nsdecls('p', 'r')}>"
        f'<p:notesMasterId r:id="{masters[0].rId}"/></p:notesMasterIdLst>'
    )
    root.find(qn("p:sldMasterIdLst")).addnext(listed)


def _speak_french(show: Any) -> None:
    """Say the language and the font of every text."""
    for slide in show.slides:
        parts = [slide, *([slide.notes_slide] if slide.has_notes_slide else [])]
        for part in parts:
            for run in part._element.iter(qn("a:r")):  # noqa: SLF001 - python-pptx has no language
                properties = run.get_or_add_rPr()
                properties.set("lang", "fr-FR")
                for old in properties.findall(qn("a:latin")):
                    properties.remove(old)
                properties.append(parse_xml(f'<a:latin {nsdecls("a")} typeface="{POLICE}"/>'))


CREATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def _same_bytes(content: bytes, instant: str) -> bytes:
    """Return a package whose dates are those of the data, not of the machine."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            body = old.read(name)
            if name.endswith(".xlsx"):
                body = _same_bytes(body, instant)
            elif name == "docProps/core.xml":
                body = CREATED.sub(rb"\g<1>" + instant.encode() + rb"\g<2>", body)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, body)
    return result.getvalue()


def _read_foot_last(show: Any) -> None:
    """Put the foot of each slide after its body: a screen reader follows the order of the file."""
    for slide in show.slides:
        feet = [shape for shape in slide.shapes if shape.name in {PIED, NUMERO}]
        for shape in feet:
            slide.shapes._spTree.append(shape._element)  # noqa: SLF001 - no order in python-pptx


def finish_show(show: Any, edition: Edition) -> bytes:
    """Return a show as a file: the same bytes for the same show."""
    _read_foot_last(show)
    _speak_french(show)
    _list_notes_master(show)
    buffer = io.BytesIO()
    show.save(buffer)
    return _same_bytes(buffer.getvalue(), edition.instant.strftime("%Y-%m-%dT%H:%M:%SZ"))
