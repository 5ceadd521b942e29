"""Sets a deck or a fiche in a PPTX file: real titles, native tables and charts, maps as pictures.

A thin layer over python-pptx: it knows where things stand on a slide, nothing of the data. The
same model gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from geo.labels import rendu as mots
from geo.rendu.dessin import Format, carte_png, couper
from geo.rendu.modele import Slide, Tableau
from geo.rendu.typo import typographie

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.rendu.cartes import Carte
    from geo.rendu.donnees import Edition
    from geo.rendu.modele import Deck, Feuille, Graphique, Section
    from geo.synthese import Chiffre

LARGEUR, HAUTEUR = 13.333, 7.5
GAUCHE, HAUT, BAS = 0.667, 0.375, 0.3
UTILE = LARGEUR - 2 * GAUCHE
COLONNE = 8.15
"""Width of the map: two thirds of what is useful."""
ECART = 0.3
POLICE = "Arial"
"""On every machine; LibreOffice has one of the same widths."""
PLUS_LARGE = {"normal": 1.13, "gras": 1.2, "fort": 1.14}
"""Arial compared with Source Sans, whose widths we know, by style."""
POINTS = 72
ENCRE, SECONDAIRE, ACCENT, FILET, PAPIER = "16222E", "4A5763", "12426B", "E3E6E9", "FFFFFF"
BANDE = "F6F4EF"
MESSAGES = (40, 36, 32, 28, 24, 20)
CORPS_CARTE = 12.5
PPP, PPP_FICHE = 200, 150
"""Pixels an inch of the maps: a deck is projected in a large room; fiches are made by hundreds."""


# --- text -------------------------------------------------------------------------------------


def _lines(text: str, width: float, size: float, style: str = "normal") -> int:
    """Return how many lines a text takes in ``width`` inches."""
    room = width * POINTS / PLUS_LARGE[style]
    return sum(len(couper(line, room, size, style)) for line in text.split("\n"))


def _height(text: str, width: float, size: float, style: str = "normal") -> float:
    return _lines(text, width, size, style) * size * 1.2 / POINTS


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour))  # type: ignore[no-untyped-call]


def _fill(
    paragraph: Any, text: str, size: float, colour: str = ENCRE, *, bold: bool = False
) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.bold = bold
    run.font.color.rgb = _rgb(colour)


Box = tuple[float, float, float, float]
"""Left, top, width, height in inches."""


def _box(slide: Any, box: Box, *, anchor: Any = MSO_ANCHOR.TOP) -> Any:
    """Add a text box without margins; return its text frame."""
    frame = slide.shapes.add_textbox(*(Inches(side) for side in box)).text_frame
    _bare(frame, anchor)
    return frame


def _bare(frame: Any, anchor: Any) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = anchor


def _write(slide: Any, text: str, box: Box, size: float, **options: Any) -> None:
    _fill(_box(slide, box).paragraphs[0], typographie(text), size, **options)


def _title(slide: Any, text: str, size: float = 22) -> None:
    """Fill the title placeholder: what a screen reader and the outline read."""
    shape = slide.shapes.title
    shape.left, shape.top = Inches(GAUCHE), Inches(HAUT)
    shape.width, shape.height = Inches(UTILE), Inches(0.45)
    _bare(shape.text_frame, MSO_ANCHOR.MIDDLE)
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _fill(shape.text_frame.paragraphs[0], typographie(text), size, ACCENT, bold=True)


def _message(slide: Any, text: str, top: float) -> float:
    """Write the message as large as two lines allow; return where it ends."""
    said = typographie(text)
    size = next((s for s in MESSAGES if _lines(said, UTILE, s, "gras") <= 2), MESSAGES[-1])  # noqa: PLR2004
    height = _height(said, UTILE, size, "gras")
    _write(slide, said, (GAUCHE, top, UTILE, height), size, bold=True)
    return top + height


def _foot(slide: Any, source: str, edition: Edition, number: int) -> float:
    """Write the source, the date and the number of the slide; return where this begins."""
    told = mots.PIED.format(source=source, edition=edition.mention) if source else edition.mention
    said, width = typographie(told), UTILE - 0.8
    size = 14 if _lines(said, width, 14) <= 2 else 12  # noqa: PLR2004
    height = _height(said, width, size)
    top = HAUTEUR - BAS - height
    _write(slide, said, (GAUCHE, top, width, height), size, colour=SECONDAIRE)
    frame = _box(slide, (LARGEUR - GAUCHE - 0.7, HAUTEUR - BAS - 0.25, 0.7, 0.25))
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    field = (
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="fr-FR" sz="1400"/><a:t>{number}</a:t></a:fld>'
    )
    paragraph._p.insert(0, parse_xml(field))  # noqa: SLF001 - python-pptx has no fields
    return top


# --- what a slide shows -----------------------------------------------------------------------


def _described(shape: Any, title: str, text: str) -> None:
    """Write the text that stands for a picture, a chart or a table."""
    properties = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - python-pptx has no alt text
    properties.set("title", title)
    properties.set("descr", text)


def _picture(slide: Any, carte: Carte, box: Box, ppp: int) -> None:
    left, top, width, height = box
    picture = carte_png(carte, Format(width, height, CORPS_CARTE, ppp, legende=0.3, pied=0.6))
    shape = slide.shapes.add_picture(
        io.BytesIO(picture), Inches(left), Inches(top), Inches(width), Inches(height)
    )
    _described(shape, carte.titre, f"{carte.description} {carte.pied}")


NEAR = 9
"""Longest unit that stands beside its value, in characters; a longer one goes below."""


def _figures(slide: Any, figures: Sequence[Chiffre], box: Box) -> None:
    """Write key figures one under another, spread over the height."""
    left, top, width, height = box
    each = height / max(len(figures), 1)
    for rank, figure in enumerate(figures):
        frame = _box(slide, (left, top + rank * each, width, each), anchor=MSO_ANCHOR.MIDDLE)
        size = _figure_size(figure, width, each)
        first = frame.paragraphs[0]
        if figure.nuance:
            _fill(first, f"{figure.nuance} ", 20)
        _fill(first, figure.valeur, size, ACCENT, bold=True)
        beside = len(figure.unite) <= NEAR
        if beside:
            _fill(first, f"\u00a0{figure.unite}", 24, ACCENT)
        label = figure.libelle if beside else f"{figure.unite} {figure.libelle}"
        _fill(frame.add_paragraph(), typographie(label), 18 if size > 40 else 16)  # noqa: PLR2004


def _figure_size(figure: Chiffre, width: float, height: float) -> float:
    """Return the size of a value: 54 points, less where there is no room."""
    beside = figure.unite if len(figure.unite) <= NEAR else ""
    text = f"{figure.nuance} {figure.valeur} {beside}"
    sizes = [s for s in (54, 44, 36, 28) if _lines(text, width, s * 0.85, "fort") == 1]
    label = _height(f"{figure.unite} {figure.libelle}", width, 18)
    fit = [s for s in sizes if s * 1.2 / POINTS + label <= height]
    return float(fit[0] if fit else 28)


SIZES = (20, 18, 16, 14, 13, 12, 11, 10)
MARGES = 0.16
"""What a cell leaves free, on both sides together."""


def _widths(table: Tableau, width: float) -> list[float]:
    shares = table.largeurs or (1.0,) * len(table.entetes)
    return [width * share / sum(shares) for share in shares]


def _row_height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    heights = []
    for cell, width in zip(row, widths, strict=True):
        first, *others = typographie(cell).split("\n")
        room = width - MARGES
        rest = sum(_height(other, room, size * 0.82) for other in others)
        heights.append(_height(first, room, size, "gras") + rest)
    return max(heights) + 0.09


def _table_height(table: Tableau, width: float, size: float) -> float:
    widths = _widths(table, width)
    return sum(_row_height(row, widths, size) for row in (table.entetes, *table.lignes))


def _table(slide: Any, table: Tableau, box: Box, size: float) -> None:
    left, top, width, _ = box
    widths = _widths(table, width)
    rows = (table.entetes, *table.lignes)
    shape = slide.shapes.add_table(
        len(rows), len(widths), Inches(left), Inches(top), Inches(width), Inches(0.1)
    )
    grid = shape.table
    grid.horz_banding = False
    for column, wide in zip(grid.columns, widths, strict=True):
        column.width = Inches(wide)
    for number, row in enumerate(rows):
        grid.rows[number].height = Inches(_row_height(row, widths, size))
        for rank, text in enumerate(row):
            right = rank in table.droite
            _cell(grid.cell(number, rank), text, size, head=number == 0, right=right)
    _described(shape, table.titre, f"{table.titre} : {' | '.join(table.entetes)}.")


def _cell(cell: Any, text: str, size: float, *, head: bool, right: bool) -> None:
    """Fill a cell, written at once: one property after another took most of the time."""
    lines = typographie(text).split("\n")
    paragraphs = "".join(
        f'<a:p><a:pPr algn="{"r" if right else "l"}"/><a:r>'
        f'<a:rPr lang="fr-FR" sz="{round(size * (82 if rank else 100))}" b="{int(head)}">'
        f"{_solid(PAPIER if head else SECONDAIRE if rank else ENCRE)}</a:rPr>"
        f"<a:t>{escape(line)}</a:t></a:r></a:p>"
        for rank, line in enumerate(lines)
    )
    side, edge = Inches(MARGES / 2), Inches(0.03)
    rule = "" if head else f'<a:lnB w="9525">{_solid(FILET)}</a:lnB>'
    old = cell._tc  # noqa: SLF001 - python-pptx has no borders, and is slow cell by cell
    new = parse_xml(
        f"<a:tc {nsdecls('a')}><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{edge}" marB="{edge}" anchor="ctr">'
        f"{rule}{_solid(ACCENT if head else PAPIER)}</a:tcPr></a:tc>"
    )
    old.getparent().replace(old, new)


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _chart(slide: Any, chart: Graphique, box: Box) -> None:
    """Draw native bars, largest first, each with its value; the data opens in a spreadsheet."""
    data: Any = CategoryChartData(number_format=_number_format(chart))  # type: ignore[no-untyped-call]
    data.categories = [name for name, _, _ in chart.barres]
    data.add_series(chart.titre, [value for _, value, _ in chart.barres])
    sides = (Inches(side) for side in box)
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *sides, data)
    drawn = shape.chart
    drawn.has_legend = False
    drawn.has_title = True
    title = drawn.chart_title.text_frame
    _fill(title.paragraphs[0], typographie(chart.titre), 18, bold=True)
    drawn.font.size = Pt(16)
    drawn.font.color.rgb = _rgb(ENCRE)
    drawn.value_axis.minimum_scale = 0
    drawn.value_axis.visible = False
    drawn.value_axis.has_major_gridlines = False
    axis = drawn.category_axis
    axis.reverse_order = True
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = _rgb(FILET)
    plot = drawn.plots[0]
    plot.gap_width = 40
    plot.has_data_labels = True
    plot.data_labels.number_format = _number_format(chart)
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(16)
    bars = plot.series[0].format.fill
    bars.solid()
    bars.fore_color.rgb = _rgb(chart.couleur.removeprefix("#"))
    _described(shape, chart.titre, chart.description)


def _number_format(chart: Graphique) -> str:
    decimals = max((len(f"{value:g}".partition(".")[2]) for _, value, _ in chart.barres), default=0)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


# --- slides -----------------------------------------------------------------------------------


def _new(show: Any, layout: int, notes: str) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[layout])
    if notes:
        slide.notes_slide.notes_text_frame.text = typographie(notes)
    return slide


TITRE, CONTENU = 0, 5
"""Layouts of the default template of python-pptx: title slide, title only."""


def _title_slide(show: Any, one: Slide, edition: Edition) -> None:
    slide = _new(show, TITRE, one.notes)
    title, under = slide.shapes.title, slide.placeholders[1]
    for shape, top, height in ((title, 2.0, 1.9), (under, 4.1, 0.8)):
        shape.left, shape.top = Inches(GAUCHE), Inches(top)
        shape.width, shape.height = Inches(UTILE), Inches(height)
        shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        _bare(shape.text_frame, MSO_ANCHOR.BOTTOM if shape is title else MSO_ANCHOR.TOP)
    said = typographie(one.titre)
    size = next((s for s in (54, 48, 44, 40, 36, 32) if _lines(said, UTILE, s, "fort") <= 2), 32)  # noqa: PLR2004
    _fill(title.text_frame.paragraphs[0], said, size, ACCENT, bold=True)
    _fill(under.text_frame.paragraphs[0], typographie(one.message), 28)
    _write(slide, edition.mention, (GAUCHE, HAUTEUR - BAS - 0.3, UTILE, 0.3), 16, colour=SECONDAIRE)


def _content_slide(show: Any, one: Slide, edition: Edition, number: int, ppp: int = PPP) -> None:
    slide = _new(show, CONTENU, one.notes)
    _title(slide, one.titre)
    top = _message(slide, one.message, HAUT + 0.5) + 0.12
    bottom = _foot(slide, one.source, edition, number) - 0.1
    if one.carte is not None:
        _figures(
            slide,
            one.chiffres,
            (GAUCHE + COLONNE + ECART, top, UTILE - COLONNE - ECART, bottom - top),
        )
        top = _suite(slide, one.suite, top, COLONNE)
        _picture(slide, one.carte, (GAUCHE, top, COLONNE, bottom - top), ppp)
        return
    if one.tableau is None and one.graphique is None:
        top = _suite(slide, one.suite, top, UTILE)
        each = UTILE / max(len(one.chiffres), 1)
        for rank, figure in enumerate(one.chiffres):
            box = (GAUCHE + rank * each, top, each - ECART, min(bottom - top, 3.2))
            _figures(slide, [figure], box)
        return
    wide = UTILE
    if one.chiffres:
        wide = COLONNE
        room = (GAUCHE + COLONNE + ECART, top, UTILE - COLONNE - ECART, bottom - top)
        _figures(slide, one.chiffres, room)
    top = _suite(slide, one.suite, top, wide)
    box = (GAUCHE, top + 0.05, wide, bottom - top - 0.05)
    if one.graphique is not None:
        _chart(slide, one.graphique, box)
    elif one.tableau is not None:
        _table(slide, one.tableau, box, _size_of(one.tableau, box))


def _size_of(table: Tableau, box: Box) -> float:
    fit = [size for size in SIZES if _table_height(table, box[2], size) <= box[3]]
    return fit[0] if fit else SIZES[-1]


def _suite(slide: Any, text: str, top: float, width: float) -> float:
    """Write what completes the message, in 16 points; return where it ends."""
    if not text:
        return top
    said = typographie(text)
    height = _height(said, width, 16)
    _write(slide, said, (GAUCHE, top, width, height), 16)
    return top + height + 0.1


# --- files ------------------------------------------------------------------------------------


def _show(title: str, edition: Edition) -> Any:
    show = Presentation()
    show.slide_width, show.slide_height = Inches(LARGEUR), Inches(HAUTEUR)
    told = show.core_properties
    told.title, told.author, told.language = title, mots.AUTEUR, "fr-FR"
    told.subject, told.keywords = edition.mention, f"version {edition.version}"
    told.created = told.modified = edition.instant.replace(tzinfo=None)
    told.last_modified_by = mots.AUTEUR
    _widen(show)
    return show


def _widen(show: Any) -> None:
    """Stretch what the template draws for 4:3 over the whole of 16:9."""
    ratio = LARGEUR / 10
    for holder in (show.slide_master, *show.slide_layouts):
        for shape in holder.placeholders:
            shape.left, shape.width = round(shape.left * ratio), round(shape.width * ratio)


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


def _saved(show: Any, edition: Edition) -> bytes:
    _speak_french(show)
    buffer = io.BytesIO()
    show.save(buffer)
    return _same_bytes(buffer.getvalue(), edition.instant.strftime("%Y-%m-%dT%H:%M:%SZ"))


def deck_pptx(deck: Deck) -> bytes:
    """Return a deck as a PPTX file, 16:9."""
    show = _show(deck.titre, deck.edition)
    for number, one in enumerate(deck.slides, start=1):
        if one.genre == "titre":
            _title_slide(show, one, deck.edition)
        else:
            _content_slide(show, one, deck.edition, number)
    return _saved(show, deck.edition)


# --- the fiche --------------------------------------------------------------------------------

CORPS_FICHE = 12
NOTE = 12


def fiche_pptx(feuille: Feuille) -> bytes:
    """Return a fiche as a PPTX file: the commune and its map, then its parts."""
    title = f"{mots.FICHE} : {feuille.nom}"
    show = _show(title, feuille.edition)
    head, *rest = feuille.phrase.split(" ; ")
    first = Slide(
        id=feuille.code,
        genre="contenu",
        titre=title,
        message=f"{head.removesuffix('.')}.",
        suite=" ; ".join(rest)[:1].upper() + " ; ".join(rest)[1:],
        chiffres=feuille.chiffres[:3],
        carte=feuille.carte,
        source=feuille.source,
        notes=f"{mots.NOTES_SOURCES} {feuille.source}.\n{feuille.phrase}",
    )
    _content_slide(show, first, feuille.edition, 1, PPP_FICHE)
    _section_slides(show, feuille.identite.titre, (feuille.identite,), (), feuille)
    for section in feuille.sections:
        _section(show, section, feuille)
    return _saved(show, feuille.edition)


def _section(show: Any, section: Section, feuille: Feuille) -> None:
    told = (*section.textes, *section.notes)
    _section_slides(show, section.titre, section.tableaux, told, feuille, section.source)


def _section_slides(
    show: Any,
    titre: str,
    tables: Iterable[Tableau],
    told: Sequence[str],
    feuille: Feuille,
    source: str = "",
) -> None:
    """Set the tables of a part one after another, on as many slides as they need."""
    page = _Page(show, titre, feuille, source)
    for text in told:
        page.text(text)
    for table in tables:
        page.table(table)


class _Page:
    """The slide being filled, from top to bottom; a new one follows when it is full."""

    def __init__(self, show: Any, titre: str, feuille: Feuille, source: str) -> None:
        self.show, self.titre, self.feuille, self.source = show, titre, feuille, source
        self.open(f"{feuille.nom} : {titre}")

    def open(self, titre: str) -> None:
        # No notes: the source is at the foot, and a notes page costs as much as a slide.
        self.slide = _new(self.show, CONTENU, "")
        _title(self.slide, titre)
        number = len(self.show.slides)
        self.top = HAUT + 0.6
        edition = self.feuille.edition
        self.bottom = _foot(self.slide, self.source or self.feuille.source, edition, number) - 0.1
        self.empty = True

    def next(self) -> None:
        self.open(mots.SUITE.format(titre=f"{self.feuille.nom} : {self.titre}"))

    def text(self, text: str) -> None:
        said = typographie(text)
        height = _height(said, UTILE, NOTE)
        _write(self.slide, said, (GAUCHE, self.top, UTILE, height), NOTE)
        self.top += height + 0.1

    def table(self, table: Tableau) -> None:
        """Set a table, cut between two rows where the slide ends."""
        widths = _widths(table, UTILE)
        rest = list(table.lignes)
        while rest:
            heading = 0.32
            room = (
                self.bottom - self.top - heading - _row_height(table.entetes, widths, CORPS_FICHE)
            )
            count = _rows_that_fit(rest, widths, room)
            if count == 0 and not self.empty:
                self.next()
                continue
            count = max(count, 1)
            part = Tableau(
                table.titre, table.entetes, tuple(rest[:count]), table.droite, table.largeurs
            )
            self._set(part, heading)
            rest = rest[count:]

    def _set(self, part: Tableau, heading: float) -> None:
        _write(self.slide, part.titre, (GAUCHE, self.top, UTILE, 0.26), 14, bold=True)
        height = _table_height(part, UTILE, CORPS_FICHE)
        _table(self.slide, part, (GAUCHE, self.top + heading, UTILE, height), CORPS_FICHE)
        self.top += heading + height + 0.15
        self.empty = False


def _rows_that_fit(rows: Sequence[Sequence[str]], widths: Sequence[float], room: float) -> int:
    used = 0.0
    for count, row in enumerate(rows):
        used += _row_height(row, widths, CORPS_FICHE)
        if used > room:
            return count
    return len(rows)
