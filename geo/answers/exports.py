"""A table as a file: the same formats, notes and names for the pages and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers import tables
from geo.core import columns
from geo.drawing import files

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Writer = Callable[[pd.DataFrame, str, tuple[str, ...]], bytes]


@dataclass(frozen=True, slots=True)
class FormatDeTable:
    """One format of file: its name, its type and how a table is written in it.

    ``geographique`` files need a table with geometries.
    """

    titre: str
    extension: str
    mime: str
    write: Writer
    geographique: bool = False


def _csv(frame: pd.DataFrame, _table: str, _notes: tuple[str, ...]) -> bytes:
    return files.to_csv(frame, tableur=False)


def _csv_tableur(frame: pd.DataFrame, _table: str, _notes: tuple[str, ...]) -> bytes:
    return files.to_csv(frame, tableur=True)


def _xlsx(frame: pd.DataFrame, table: str, notes: tuple[str, ...]) -> bytes:
    return files.to_xlsx(
        frame,
        tables.records(table),
        (*notes, *tables.NOTES[table]),
        colonnes=columns.described(table, frame.columns),
    )


def _parquet(frame: pd.DataFrame, table: str, _notes: tuple[str, ...]) -> bytes:
    return files.to_parquet(frame, tables.records(table))


def _geojson(frame: pd.DataFrame, _table: str, _notes: tuple[str, ...]) -> bytes:
    return files.to_geojson(frame)


def geopackage(frame: pd.DataFrame, table: str, epsg: int) -> bytes:
    """Return a table as a GeoPackage in WGS 84 or in Lambert-93 (``epsg``)."""
    return files.to_gpkg(frame, tables.records(table), table, epsg)


def _gpkg(frame: pd.DataFrame, table: str, _notes: tuple[str, ...]) -> bytes:
    return files.to_gpkg(frame, tables.records(table), table)


FORMATS = {
    one.extension: one
    for one in (
        FormatDeTable("CSV", "csv", "text/csv", _csv),
        FormatDeTable(
            "Excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _xlsx,
        ),
        FormatDeTable("Parquet", "parquet", "application/octet-stream", _parquet),
        FormatDeTable("GeoJSON", "geojson", "application/geo+json", _geojson, geographique=True),
        FormatDeTable(
            "GeoPackage", "gpkg", "application/geopackage+sqlite3", _gpkg, geographique=True
        ),
    )
}
"""Extension -> format, in the order in which they are offered."""

POUR_TABLEUR = FormatDeTable("CSV", "csv", "text/csv", _csv_tableur)
"""The CSV that a page gives: a French spreadsheet opens it (see docs/decisions)."""


def content(
    frame: pd.DataFrame, table: str, kind: FormatDeTable, notes: tuple[str, ...] = ()
) -> bytes:
    """Return a table as a file; ``notes`` say what was kept of it, where a format has room.

    Raises
    ------
    UnknownIdError
        If the table is not one of those that are exported.
    """
    return kind.write(frame, table, notes)
