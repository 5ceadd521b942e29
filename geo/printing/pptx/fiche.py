"""Sets the fiche of a commune on slides: what one page tells on two of them, then the lists."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geo.labels import rendu as mots
from geo.labels.commune import RIEN, SOURCE
from geo.labels.formats import NON_RENSEIGNE
from geo.labels.objectifs import FICHE_COLONNES
from geo.printing.page.grid import ARIAL, BAS, ECART, GAUCHE, HAUT, HAUTEUR, UTILE, largeurs
from geo.printing.page.spaces import typographie
from geo.printing.pptx import shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.printing.model import Feuille, Rapports, Section, Tableau

CORPS = 12
"""Size of the text of the lists: nothing is smaller."""
GRANDS = (16, 14, 13, CORPS)
INTERTITRE = 14
HAUT_DU_CORPS = HAUT + 0.52
QUI = 5.3
"""Width of who we are, beside what we have."""

REUNIES = {
    mots.COLONNES_EQUIPEMENTS: (((0,), (1, 2, 3), (4, 5)), (3.9, 3.1, 5.0)),
    mots.COLONNES_FAITS: (((0,), (1, 2, 3), (4,)), (5.3, 2.0, 4.7)),
    mots.COLONNES_REPERES: (((0,), (1, 2), (3,)), (4.8, 2.4, 4.8)),
    FICHE_COLONNES: (((0,), (1,), (2, 3), (4,)), (4.0, 2.2, 2.6, 3.2)),
}
"""Columns that are one on a slide, by headings, and the widths of these."""


def _join_all(table: Tableau) -> Tableau:
    """Return a table whose narrow columns are one: on a slide, each would take several lines."""
    if table.entetes not in REUNIES:
        return table
    groups, widths = REUNIES[table.entetes]
    heads = tuple(" · ".join(table.entetes[rank] for rank in group) for group in groups)
    rows = tuple(
        tuple(_told([row[rank] for rank in group]) for group in groups) for row in table.lignes
    )
    return replace(table, entetes=heads, lignes=rows, droite=(), largeurs=widths)


def _told(cells: Sequence[str]) -> str:
    """Return several cells as one; what is not known is not told beside what is."""
    known = [cell for cell in cells if cell not in {RIEN, NON_RENSEIGNE}]
    return " · ".join(known) or NON_RENSEIGNE


# --- one thing under another ------------------------------------------------------------------


class Flux:
    """What is set one thing under another in a column of a slide.

    ``slide`` is ``None`` to measure only: nothing is drawn.
    """

    def __init__(self, slide: Any, place: tuple[float, float, float], corps: float) -> None:
        self.slide, self.corps = slide, corps
        self.left, self.top, self.width = place

    def texte(self, text: str, *, titre: bool = False, note: bool = False) -> None:
        """Set a paragraph."""
        size = INTERTITRE if titre else CORPS if note else self.corps
        style = "gras" if titre else "normal"
        said = typographie(text)
        height = ARIAL.hauteur(said, self.width, size, style)
        if self.slide is not None:
            colour = shapes.ACCENT if titre else shapes.SECONDAIRE if note else shapes.ENCRE
            box = (self.left, self.top, self.width, height)
            shapes.write_as(self.slide, said, box, size, colour=colour, bold=titre)
        self.top += height + (0.04 if titre else 0.08)

    def table(self, table: Tableau, widths: Sequence[float] | None = None) -> None:
        """Set a table."""
        every = (table.entetes, *table.lignes)
        widths = widths or largeurs(table, self.width, self.corps, ARIAL)
        if self.slide is not None:
            place = (self.left, self.top)
            shape = shapes.table(self.slide, every, widths, place, self.corps, table.droite)
            shapes.describe(shape, table.titre, f"{table.titre} : {' | '.join(table.entetes)}.")
        self.top += 0.12 + sum(
            shapes.hauteur(row, widths, self.corps, head=rank == 0)
            for rank, row in enumerate(every)
        )

    def partie(self, section: Section) -> None:
        """Set a part of the fiche; its notes are told at the end."""
        self.texte(section.titre, titre=True)
        for text in section.textes:
            self.texte(text)
        for table in section.tableaux:
            self.table(table)


def _slide(show: Any, feuille: Feuille, titre: str, source: str = "") -> tuple[Any, float]:
    """Add a slide with its title and its foot; return it with the end of its body."""
    # No notes: the source is at the foot, and a notes page costs as much as a slide.
    slide = shapes.append_slide(show, shapes.CONTENU)
    shapes.give_title(slide, f"{feuille.nom} : {titre}")
    told = f"{feuille.edition.mention}."
    said = typographie(f"{SOURCE.format(source=source)} {told}" if source else told)
    shapes.sign_link(slide, said, CORPS, len(show.slides))
    return slide, HAUTEUR - BAS - ARIAL.hauteur(said, UTILE - 0.8, CORPS) - 0.08


def _sources(parts: Iterable[Section | Rapports]) -> str:
    mentions = (mention for part in parts for mention in part.source.split(" ; ") if mention)
    return " ; ".join(dict.fromkeys(mentions))


# --- what one page tells ----------------------------------------------------------------------


def synthese(show: Any, feuille: Feuille) -> int:
    """Set what one page tells: who we are, have and have near; the reports, how we compare.

    Returns
    -------
    int
        How many facts of the reports were told.
    """
    _who(show, feuille)
    return _reports(show, feuille)


def _who(show: Any, feuille: Feuille) -> None:
    parts = (feuille.identite, feuille.avons, *([feuille.pres] if feuille.pres else []))
    slide, bottom = _slide(show, feuille, mots.FICHE_QUI, _sources(parts))

    def left(slide: Any, corps: float) -> float:
        flux = Flux(slide, (GAUCHE, HAUT_DU_CORPS, QUI), corps)
        flux.partie(feuille.identite)
        flux.partie(feuille.voisines)
        return flux.top

    def right(slide: Any, corps: float) -> float:
        place = (GAUCHE + QUI + ECART, HAUT_DU_CORPS, UTILE - QUI - ECART)
        flux = Flux(slide, place, corps)
        flux.partie(feuille.avons)
        if feuille.pres:
            flux.partie(feuille.pres)
        return flux.top

    for column in (left, right):
        _largest(column, slide, bottom)


def _largest(column: Callable[[Any, float], float], slide: Any, room: float) -> None:
    """Set a column in the largest text that has room."""
    column(slide, next((corps for corps in GRANDS if column(None, corps) <= room), CORPS))


def _reports(show: Any, feuille: Feuille) -> int:
    reports = feuille.rapports
    slide, bottom = _slide(show, feuille, mots.FICHE_RAPPORTS, _sources((reports, feuille.situer)))
    facts = _join_all(reports.faits) if reports.faits else None
    every = facts.lignes if facts else ()

    def page(slide: Any, corps: float, count: int) -> float:
        flux = Flux(slide, (GAUCHE, HAUT_DU_CORPS, UTILE), corps)
        flux.texte(reports.titre, titre=True)
        for text in reports.textes:
            flux.texte(text)
        if reports.restes[len(every) - count]:
            flux.texte(reports.restes[len(every) - count], note=True)
        if facts and count:
            flux.table(_part(facts, 0, count))
        flux.partie(feuille.situer)
        return flux.top

    corps = next((c for c in GRANDS if page(None, c, len(every)) <= bottom), CORPS)
    count = len(every)
    while count and page(None, corps, count) > bottom:
        count -= 1
    page(slide, corps, count)
    if facts:
        shapes.note_down(slide, _remarks(_part(facts, 0, count)))
    return count


def _part(table: Tableau, first: int, last: int) -> Tableau:
    """Return some rows of a table, with their remarks."""
    return replace(table, lignes=table.lignes[first:last], remarques=table.remarques[first:last])


def _remarks(table: Tableau) -> list[str]:
    """Return what the speaker may say of the rows of a table."""
    rows = zip(table.lignes, table.remarques, strict=False)
    return [
        mots.FICHE_REMARQUE.format(nom=row[0].split("\n")[0], remarque=remark)
        for row, remark in rows
        if remark
    ]


# --- the lists --------------------------------------------------------------------------------


def detail(show: Any, feuille: Feuille, dits: int) -> None:
    """Set the full lists one after another, on as many slides as they need, then how to read.

    The first ``dits`` facts of the reports are already told: the others only are listed.
    """
    page = _Page(show, feuille)
    if feuille.detail.equipements:
        page.section(feuille.detail.equipements)
    facts = feuille.rapports.faits
    if facts and dits < len(facts.lignes):
        page.titre(mots.FAITS_AUTRES)
        left = _part(_join_all(facts), dits, len(facts.lignes))
        page.table(replace(left, titre=mots.FAITS_AUTRES))
    if feuille.bassin:
        page.notes(feuille.bassin.titre, feuille.bassin.textes)
    if feuille.detail.toutes:
        page.section(feuille.detail.toutes)
    page.notes(mots.FICHE_NOTES, _notes(feuille))


def _notes(feuille: Feuille) -> list[str]:
    parts = (feuille.avons, feuille.pres, feuille.rapports, feuille.situer, feuille.detail.toutes)
    return [note for part in parts if part is not None for note in part.notes]


class _Page:
    """The slide being filled with lists, from top to bottom; a new one follows when it is full."""

    def __init__(self, show: Any, feuille: Feuille) -> None:
        self.show, self.feuille = show, feuille
        self.rang = 0
        self.flux = Flux(None, (GAUCHE, HAUTEUR, UTILE), CORPS)
        self.bottom = 0.0

    def section(self, section: Section) -> None:
        """Set a list: its tables of the same columns are one."""
        self.titre(section.titre)
        for _, tables in groupby(section.tableaux, key=lambda table: table.entetes):
            self.table(_together([_join_all(table) for table in tables], section.titre))

    def notes(self, titre: str, notes: Sequence[str]) -> None:
        """Set paragraphs under a title, all on one slide."""
        tall = Flux(None, (GAUCHE, self.flux.top, UTILE), CORPS)
        tall.texte(titre, titre=True)
        for note in notes:
            tall.texte(note)
        if tall.top > self.bottom:
            self._open()
        self.flux.texte(titre, titre=True)
        for note in notes:
            self.flux.texte(note)

    def titre(self, titre: str) -> None:
        """Set the title of a list, with room for the beginning of it."""
        if self.flux.top + 1.5 > self.bottom:
            self._open()
        self.flux.texte(titre, titre=True)

    def table(self, table: Tableau) -> None:
        """Set a table, cut between two rows where the slide ends."""
        widths = largeurs(table, self.flux.width, CORPS, ARIAL)
        done = 0
        while done < len(table.lignes):
            count = self._fitting(table, done, widths)
            if count == 0:
                self._open()
                continue
            part = _part(table, done, done + count)
            self.flux.table(part, widths)
            shapes.note_down(self.flux.slide, _remarks(part))
            done += count

    def _open(self) -> None:
        self.rang += 1
        told = mots.FICHE_DETAIL_RANG.format(rang=self.rang)
        slide, self.bottom = _slide(self.show, self.feuille, told)
        self.flux = Flux(slide, (GAUCHE, HAUT_DU_CORPS, UTILE), CORPS)

    def _fitting(self, table: Tableau, first: int, widths: Sequence[float]) -> int:
        """Return how many rows have room, at least one on an empty slide.

        The title of a part is never the last one.
        """
        used = self.flux.top + shapes.hauteur(table.entetes, widths, CORPS, head=True)
        rows = table.lignes[first:]
        count = 0
        for row in rows:
            used += shapes.hauteur(row, widths, CORPS, head=False)
            if used > self.bottom:
                break
            count += 1
        while 0 < count < len(rows) and len(rows[count - 1]) == 1:
            count -= 1
        return count or int(self.flux.top == HAUT_DU_CORPS)


def _together(tables: Sequence[Tableau], titre: str) -> Tableau:
    """Return tables of the same columns as one, each after its title where the list has another."""
    rows: list[tuple[str, ...]] = []
    remarks: list[str] = []
    for table in tables:
        if table.titre != titre:
            rows.append((table.titre,))
            remarks.append("")
        rows += table.lignes
        remarks += table.remarques or ("",) * len(table.lignes)
    return replace(tables[0], titre=titre, lignes=tuple(rows), remarques=tuple(remarks))
