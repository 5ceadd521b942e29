"""A file as rows of cells: CSV of any separator, encoding and line end, or a workbook.

What had to be supposed (an encoding, a sheet) is told with the grid; what is no table is refused by
its name.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers.coordinates import encodings, workbook
from geo.core.errors import AtlasError
from geo.labels import coordonnees as mots
from geo.labels.formats import accord, nombre

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OCTETS_MAX = 1_000_000
TROP_GROS = b"\0atlas-artois: fichier trop gros\0"
"""What the server puts in the place of a file that it did not let in."""
OUVERT_MAX = 60_000_000
"""Bytes of a workbook once open: a zip of 1 MB may hold a thousand times more."""
COLONNES_MAX = 1_000
"""Columns of a table: no file of places has so many, and each heading is compared with others."""
csv.field_size_limit(OCTETS_MAX)  # an outline in one cell is longer than the limit of the library

SEPARATORS = (";", ",", "\t", "|")
RARE_SEPARATORS = ("^", "~", ":", " ")
"""Looked at when none of the others gives headings of positions: they also stand in texts."""
HEAD_LINES = 30
"""Lines among which the one of the headings is looked for: notes may stand above it."""
JSON = re.compile(r'\{\s*"|\[\s*\{\s*"')
"""How an object, or a list of objects, begins; « [2.83, 50.43] » is a pair of a CSV."""
SEP = re.compile(r'\s*"?sep=(.)"?[^\n\r]*', re.IGNORECASE)


class FichierError(AtlasError, ValueError):
    """Raised when a file of points cannot be read at all, with what was expected."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table, as texts. ``rows``: line in the file (from 1), cells; no empty row.

    ``notes``: what had to be supposed. ``separateur``: of a CSV, empty for a workbook.
    """

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()
    separateur: str = ""


SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"SQLite format 3", "base"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"PAR1", "parquet"),
    (b"\0\0\x27\x0a", "shp"),
)
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read(content: bytes, score: Callable[[Sequence[str]], int]) -> Grid:
    """Return the table of a file, whatever its name says it is.

    ``score`` tells how good a row would be as headings (0: it is none): by it the separator of a
    CSV and the sheet of a workbook are chosen.

    Raises
    ------
    FichierError
        If it is too large or is no table.
    """
    if len(content) > OCTETS_MAX or content == TROP_GROS:
        raise FichierError(mots.TROP_GROS)
    if content.startswith((ZIP, OLE)):
        return _workbook(content, score)
    kind = next((kind for mark, kind in SIGNATURES if content.startswith(mark)), None)
    if kind is not None:
        raise FichierError(mots.PAS_UN_TABLEAU.format(nature=mots.NATURES[kind]))
    try:
        text, notes = encodings.decode(content)
    except UnicodeDecodeError:
        raise FichierError(mots.ILLISIBLE) from None
    start = text.lstrip("\ufeff \r\n\t")
    if JSON.match(start):
        raise FichierError(mots.PAS_UN_TABLEAU.format(nature=mots.NATURES["json"]))
    if start.startswith("<"):
        raise FichierError(mots.PAS_UN_TABLEAU.format(nature=mots.NATURES["html"]))
    grid = _csv(text, score)
    return Grid(grid.rows, (*notes, *encodings.hurt(text)), grid.separateur)


# --- the cells of a CSV -------------------------------------------------------------------------


def _csv(text: str, score: Callable[[Sequence[str]], int]) -> Grid:
    """Return the cells of a CSV with the separator that its headings and its lines agree on."""
    # A mark may stand anywhere in files that were put together.
    text = re.sub(r"\r\n?", "\n", text.replace("\ufeff", ""))
    said, blank = SEP.match(text), 0
    if said is not None:
        blank, text = 1, text[said.end() :].removeprefix("\n")
        return _parsed(text, said[1], blank)
    head = "\n".join(text.split("\n")[:HEAD_LINES])

    def fitness(separator: str) -> tuple[int, float, int]:
        return _fitness(head, separator, score)

    best = max(SEPARATORS, key=fitness)
    rare = max(RARE_SEPARATORS, key=fitness)
    # Of a heading that no separator cuts well, the usual one is kept: the refusal names it.
    return _parsed(text, rare if fitness(rare)[0] and not fitness(best)[0] else best, 0)


def _fitness(
    head: str, separator: str, score: Callable[[Sequence[str]], int]
) -> tuple[int, float, int]:
    reader = csv.reader(io.StringIO(head), delimiter=separator, skipinitialspace=True)
    rows = [cells for cells in reader if any(cells)]
    scores = [score(cells[:COLONNES_MAX]) for cells in rows]
    best = max(scores, default=0)
    at = scores.index(best) if best else 0
    below = [_filled(cells) for cells in rows[at + 1 :]]
    width = len(rows[at]) if rows else 0
    kept = sum(filled <= width for filled in below) / len(below) if below else 0.0
    return best, kept, width


def _filled(cells: Sequence[str]) -> int:
    """Return how many cells a row has, the empty ones at its end left out."""
    return max((rank for rank, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _parsed(text: str, separator: str, above: int) -> Grid:
    for strict in (True, False):
        reader = csv.reader(
            io.StringIO(text), delimiter=separator, strict=strict, skipinitialspace=True
        )
        rows: list[tuple[int, tuple[str, ...]]] = []
        try:
            rows = [
                (reader.line_num + above, tuple(cells))
                for cells in reader
                if any(cell.strip() for cell in cells)
            ]
        except csv.Error:
            if not strict:
                raise FichierError(mots.ILLISIBLE) from None
            continue
        if max((len(cells) for _, cells in rows), default=0) > COLONNES_MAX:
            raise FichierError(mots.TROP_LARGE.format(compte=nombre(COLONNES_MAX)))
        if not strict and _swallowed(rows):
            raise FichierError(mots.GUILLEMETS.format(ligne=_swallowed(rows)))
        return Grid(tuple(rows), (), separator)
    raise FichierError(mots.ILLISIBLE)


LINES_IN_A_CELL = 20


def _swallowed(rows: Sequence[tuple[int, tuple[str, ...]]]) -> int:
    """Return the line after which a quotation mark that is not closed has taken the rest; 0: none.

    A cell may have some lines of its own, not dozens; the last one ends with the file.
    """
    before = 0
    for line, cells in rows:
        lines = max(cell.count("\n") for cell in cells)
        if lines >= LINES_IN_A_CELL or (line == rows[-1][0] and lines):
            return before + 1
        before = line
    return 0


# --- the cells of a workbook --------------------------------------------------------------------


def _workbook(content: bytes, score: Callable[[Sequence[str]], int]) -> Grid:
    """Return the sheet of a workbook that has positions; the first one when none has.

    A hidden sheet is read when no other has positions: it may hold last year’s.
    """
    _bearable(content)
    try:
        sheets = workbook.sheets(content, COLONNES_MAX)
    except workbook.ClasseurError as error:
        raise FichierError(str(error)) from error
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise FichierError(mots.VIDE)

    def fitness(sheet: workbook.Sheet) -> tuple[bool, bool, int]:
        best = max(score(cells) for _, cells in sheet.rows[:HEAD_LINES])
        return best > 0, sheet.visible, best

    chosen = max(filled, key=fitness)
    told = mots.FEUILLE if len(filled) == 1 else mots.FEUILLE_PARMI
    note = told.format(nom=chosen.nom, compte=accord(len(filled), "feuille"))
    return Grid(chosen.rows, (note + ("" if chosen.visible else mots.FEUILLE_MASQUEE),))


def _bearable(content: bytes) -> None:
    """Refuse a zip that is no workbook, or that would fill the memory.

    Raises
    ------
    FichierError
        If it is so.
    """
    if not content.startswith(ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise FichierError(mots.CLASSEUR_ILLISIBLE) from error
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        raise FichierError(mots.PAS_UN_TABLEAU.format(nature=mots.NATURES["zip"]))
    if size > OUVERT_MAX:
        raise FichierError(mots.CLASSEUR_TROP_GROS)
