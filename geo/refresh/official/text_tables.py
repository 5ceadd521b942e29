"""Reading a CSV of open data as text: its encoding, its separator, its columns, its broken rows."""

from __future__ import annotations

import codecs
import csv as plain_csv
import gzip
import io
import re
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv

from geo.answers.coordinates import encodings
from geo.core.errors import SchemaError
from geo.labels import officielles as mots
from geo.refresh.official import archives

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

SEPARATEURS = (",", ";", "\t", "|")
EXEMPLES = 5
DEBUT = 4_096
"""Bytes that tell whether a file is text."""

DEPLIE_MAX = 600_000_000
"""Bytes that a compressed table may unpack to: the same as a download."""

CELLULES_MIN = 2
"""A row with fewer cells than this is no row that a spreadsheet has shortened."""

SEPARATEUR_DIT = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""First line by which a spreadsheet is told the separator of the others."""


@dataclass(frozen=True, slots=True)
class TexteLu:
    """A table of texts: ``abimees`` counts the rows with too many or too few cells, left out.

    ``cadre`` has our names for columns; an empty cell is an empty text. Its index is the place of
    a row among the rows that could be read, from 0. ``courtes``: rows whose last cells are not
    written (a spreadsheet drops those that are empty), read as empty.
    """

    cadre: pd.DataFrame
    colonnes: tuple[str, ...]
    abimees: int
    exemples: tuple[str, ...]
    encodage: str
    courtes: int = 0


def column(name: str) -> str:
    """Return the name of a column in one writing: ``Num-PDL`` and ``num_pdl`` are the same."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")


TABLES = (".csv", ".txt", ".tsv", ".zip", ".gz")
"""How the name of a table ends; others (a notice, a picture) stand beside it."""


def only(paths: tuple[Path, ...]) -> Path:
    """Return the table among the files of a folder.

    Raises
    ------
    SchemaError
        If there are several: none is chosen in silence.
    """
    tables = [path for path in paths if path.name.lower().endswith(TABLES)]
    if len(tables) > 1:
        names = ", ".join(path.name for path in tables)
        raise SchemaError(mots.PLUSIEURS_FICHIERS.format(noms=names))
    return (tables or paths)[0]


def read_texts(path: Path, wanted: Mapping[str, Iterable[str]]) -> TexteLu:
    """Read the columns ``wanted``: our name -> the names that it may have, the first found wins.

    Raises
    ------
    SchemaError
        If the file is empty, is not text, or has a column twice.
    """
    with TemporaryDirectory() as folder:
        return _read(_unpacked(path, Path(folder)), wanted, path.name)


def _read(path: Path, wanted: Mapping[str, Iterable[str]], name: str) -> TexteLu:
    source, encoding, header = _source(path, name)
    separator = _separator(header)
    titles = [column(title) for title in _cells(header, separator)]
    _check_header(titles, name)
    found = {
        ours: next((title for title in map(column, names) if title in titles), "")
        for ours, names in wanted.items()
    }
    kept = sorted(set(found.values()) - {""})
    short: list[csv.InvalidRow] = []
    broken: list[str] = []
    table = _parsed(source, _Shape(titles, separator, kept, name), broken, short)
    if short:
        broken = []
        text = _completed(_text_of(source), len(titles), separator)
        table = _parsed(_buffer(text), _Shape(titles, separator, kept, name), broken, [])
    frame = table.to_pandas()
    cadre = frame[[title for title in found.values() if title]].copy()
    cadre.columns = [ours for ours, title in found.items() if title]
    examples = tuple(text[:120] for text in broken[:EXEMPLES])
    return TexteLu(cadre, tuple(titles), len(broken), examples, encoding, len(short))


def _unpacked(path: Path, folder: Path) -> Path:
    """Return the table of a file, taken out of its archive where there is one.

    Raises
    ------
    RefreshError
        If the archive is damaged, holds no table or several.
    SchemaError
        If a compressed file is damaged or unpacks to too much.
    """
    with path.open("rb") as stream:
        start = stream.read(DEBUT)
    if start.startswith(b"PK\3\4"):
        found = archives.extract(path, folder, _is_table)
        if len(found) > 1:
            names = ", ".join(one.name for one in found)
            raise SchemaError(mots.ARCHIVE_PLUSIEURS.format(nom=path.name, noms=names))
        return found[0]
    if start.startswith(b"\x1f\x8b"):
        return _gunzipped(path, folder / "table.csv")
    return path


def _is_table(name: str) -> bool:
    return name.lower().endswith((".csv", ".txt", ".tsv"))


def _gunzipped(path: Path, there: Path) -> Path:
    left = DEPLIE_MAX
    try:
        with gzip.open(path) as packed, there.open("wb") as stream:
            while part := packed.read(1 << 20):
                left -= len(part)
                if left < 0:
                    raise SchemaError(mots.ARCHIVE_BOMBE.format(nom=path.name))
                stream.write(part)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise SchemaError(mots.ARCHIVE_ABIMEE.format(nom=path.name)) from error
    return there


def _source(path: Path, name: str) -> tuple[Path | pa.BufferReader, str, str]:
    """Return what to read (UTF-8), how the file is written, and its first line.

    A file in UTF-8 is read from the disk; another is put in UTF-8 in memory.
    """
    with path.open("rb") as stream:
        start = stream.read(DEBUT)
    if not start.strip():
        raise SchemaError(mots.FICHIER_VIDE.format(nom=name))
    _check_kind(start, name)
    told = SEPARATEUR_DIT.match(start.removeprefix(codecs.BOM_UTF8).decode("latin-1"))
    if told is None and b"\0" not in start and _is_utf8(path):
        with path.open(encoding="utf-8-sig") as text:
            return path, "utf-8", text.readline().rstrip("\r\n")
    try:
        text_, told_ = encodings.decode(path.read_bytes())
    except UnicodeDecodeError as error:
        raise SchemaError(mots.PAS_DU_TEXTE.format(nom=name)) from error
    plain = SEPARATEUR_DIT.sub("", text_.removeprefix("\ufeff"), count=1) if told else text_
    lines = plain.splitlines()
    return _buffer(plain), " ".join(told_) or "utf-8", lines[0] if lines else ""


def _check_kind(start: bytes, name: str) -> None:
    """Refuse a page, a document or an answer of a service in place of a table.

    Raises
    ------
    SchemaError
        Telling what it is.
    """
    told = start.removeprefix(codecs.BOM_UTF8).lstrip()[:15].lower()
    if told.startswith(b"<"):
        raise SchemaError(mots.PAS_UNE_TABLE.format(nom=name, quoi=mots.PAGE))
    if told.startswith((b"{", b"[{")):
        raise SchemaError(mots.PAS_UNE_TABLE.format(nom=name, quoi=mots.JSON))


def _buffer(text: str) -> pa.BufferReader:
    return pa.BufferReader(text.removeprefix("\ufeff").encode())


def _is_utf8(path: Path) -> bool:
    """Decode part by part, keeping nothing: a national file is a hundred megabytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while part := stream.read(1 << 22):
                decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _text_of(source: Path | pa.BufferReader) -> str:
    if isinstance(source, Path):
        return source.read_text(encoding="utf-8-sig")
    source.seek(0)
    content: bytes = source.read()
    return content.decode()


def _completed(text: str, width: int, separator: str) -> str:
    """Return a table whose short rows have the cells that are not written, empty.

    The last row of a file that does not end there is cut short: it stays as it is.
    """
    rows = list(plain_csv.reader(io.StringIO(text), delimiter=separator))
    ended = text.endswith(("\n", "\r"))
    out = io.StringIO()
    writer = plain_csv.writer(out, delimiter=separator, lineterminator="\n")
    for rank, row in enumerate(rows):
        whole = ended or rank + 1 < len(rows)
        missing = width - len(row) if len(row) >= CELLULES_MIN and whole else 0
        writer.writerow([*row, *[""] * missing])
    return out.getvalue()


def _separator(header: str) -> str:
    return max(SEPARATEURS, key=header.count)


def _cells(header: str, separator: str) -> list[str]:
    return next(plain_csv.reader(io.StringIO(header), delimiter=separator), [])


def _check_header(titles: list[str], name: str) -> None:
    twice = sorted({title for title in titles if title and titles.count(title) > 1})
    if twice:
        raise SchemaError(mots.COLONNE_DEUX_FOIS.format(nom=name, colonnes=", ".join(twice)))


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a table is written: its columns, its separator, the columns to keep, its file."""

    titles: list[str]
    separator: str
    kept: list[str]
    name: str


def _parsed(
    source: Path | pa.BufferReader,
    shape: _Shape,
    broken: list[str],
    short: list[csv.InvalidRow],
) -> pa.Table:
    """Return the columns to keep; rows that are too long or too short go to the two lists."""

    def left_out(row: csv.InvalidRow) -> str:
        listed = CELLULES_MIN <= row.actual_columns < row.expected_columns
        broken.append(row.text or "")
        if listed:
            short.append(row)
        return "skip"

    unnamed = [title or f"sans_nom_{i}" for i, title in enumerate(shape.titles)]
    try:
        return csv.read_csv(
            source,
            read_options=csv.ReadOptions(column_names=unnamed, skip_rows=1, block_size=1 << 24),
            parse_options=csv.ParseOptions(
                delimiter=shape.separator, newlines_in_values=True, invalid_row_handler=left_out
            ),
            convert_options=csv.ConvertOptions(
                include_columns=shape.kept,
                column_types=dict.fromkeys(shape.kept, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            raise SchemaError(mots.SANS_LIGNE.format(nom=shape.name)) from error
        raise SchemaError(mots.ILLISIBLE.format(nom=shape.name)) from error
