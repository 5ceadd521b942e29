"""Reading a CSV of open data as text: its encoding, its separator, its columns, its broken rows."""

from __future__ import annotations

import codecs
import csv as plain_csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import csv

from geo.core.errors import SchemaError
from geo.labels import officielles as mots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

SEPARATEURS = (",", ";", "\t", "|")
EXEMPLES = 5
DEBUT = 4_096
"""Bytes that tell whether a file is text."""


@dataclass(frozen=True, slots=True)
class TexteLu:
    """A table of texts: ``abimees`` counts the rows with too many or too few cells, left out.

    ``cadre`` has our names for columns; an empty cell is an empty text. Its index is the place of
    a row among the rows that could be read, from 0.
    """

    cadre: pd.DataFrame
    colonnes: tuple[str, ...]
    abimees: int
    exemples: tuple[str, ...]
    encodage: str


def column(name: str) -> str:
    """Return the name of a column in one writing: ``Num-PDL`` and ``num_pdl`` are the same."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")


def read_texts(path: Path, wanted: Mapping[str, Iterable[str]]) -> TexteLu:
    """Read the columns ``wanted``: our name -> the names that it may have, the first found wins.

    Raises
    ------
    SchemaError
        If the file is empty, is not text, or has a column twice.
    """
    source, encoding, header = _source(path)
    separator = _separator(header)
    titles = [column(name) for name in _cells(header, separator)]
    _check_header(titles, path.name)
    found = {
        ours: next((title for title in map(column, names) if title in titles), "")
        for ours, names in wanted.items()
    }
    broken: list[str] = []
    table = _parsed(source, titles, separator, sorted(set(found.values()) - {""}), broken, path)
    frame = table.to_pandas()
    cadre = frame[[title for title in found.values() if title]].copy()
    cadre.columns = [ours for ours, title in found.items() if title]
    return TexteLu(
        cadre, tuple(titles), len(broken), tuple(text[:120] for text in broken[:EXEMPLES]), encoding
    )


def _source(path: Path) -> tuple[Path | pa.BufferReader, str, str]:
    """Return what to read (UTF-8), how the file is written, and its first line.

    A file in UTF-8 is read from the disk; another is put in UTF-8 in memory.
    """
    with path.open("rb") as stream:
        start = stream.read(DEBUT)
    if not start.strip():
        raise SchemaError(mots.FICHIER_VIDE.format(nom=path.name))
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _in_memory(path.read_bytes().decode("utf-16"), "utf-16")
    if b"\0" in start:
        raise SchemaError(mots.PAS_DU_TEXTE.format(nom=path.name))
    try:
        _check_utf8(path)
    except UnicodeDecodeError:
        return _in_memory(path.read_bytes().decode("cp1252", errors="replace"), "windows-1252")
    with path.open(encoding="utf-8-sig") as text:
        return path, "utf-8", text.readline().rstrip("\r\n")


def _in_memory(text: str, encoding: str) -> tuple[pa.BufferReader, str, str]:
    plain = text.removeprefix("\ufeff")
    return pa.BufferReader(plain.encode()), encoding, plain.partition("\n")[0].rstrip("\r")


def _check_utf8(path: Path) -> None:
    """Decode part by part, keeping nothing: a national file is a hundred megabytes."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        while part := stream.read(1 << 22):
            decoder.decode(part)
    decoder.decode(b"", final=True)


def _separator(header: str) -> str:
    return max(SEPARATEURS, key=header.count)


def _cells(header: str, separator: str) -> list[str]:
    return next(plain_csv.reader(io.StringIO(header), delimiter=separator), [])


def _check_header(titles: list[str], name: str) -> None:
    twice = sorted({title for title in titles if title and titles.count(title) > 1})
    if twice:
        raise SchemaError(mots.COLONNE_DEUX_FOIS.format(nom=name, colonnes=", ".join(twice)))


def _parsed(
    source: Path | pa.BufferReader,
    titles: list[str],
    separator: str,
    kept: list[str],
    broken: list[str],
    path: Path,
) -> pa.Table:
    def left_out(row: csv.InvalidRow) -> str:
        broken.append(row.text or "")
        return "skip"

    unnamed = [title or f"sans_nom_{i}" for i, title in enumerate(titles)]
    try:
        return csv.read_csv(
            source,
            read_options=csv.ReadOptions(column_names=unnamed, skip_rows=1, block_size=1 << 24),
            parse_options=csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, invalid_row_handler=left_out
            ),
            convert_options=csv.ConvertOptions(
                include_columns=kept,
                column_types=dict.fromkeys(kept, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            raise SchemaError(mots.SANS_LIGNE.format(nom=path.name)) from error
        raise SchemaError(mots.ILLISIBLE.format(nom=path.name, raison=error)) from error
