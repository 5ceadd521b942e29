"""Tables as files: open formats that a spreadsheet, a GIS or a script opens as they are.

Frames in, bytes out. The same frame gives the same bytes: nothing is dated by the clock. A missing
value is an empty cell or a null, never a word. Column names are those of the frame.

Each file carries the version of the data, where its format has room for it: a CSV has none, and
bears it in its name.
"""

from __future__ import annotations

import csv
import json
import math
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import shapely
import xlsxwriter
from shapely.geometry import mapping

from geo.core import catalog
from geo.core.crs import LAMBERT93, WGS84, to_display, to_metric
from geo.core.palette import ACCENT
from geo.drawing import gpkg_style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.core.model import Source

    Plain: TypeAlias = str | int | float | bool | None

DANGEREUX = ("=", "+", "-", "@", "\t", "\r", "\n")
"""First characters that make a spreadsheet read the text of a CSV cell as a formula."""

NOMBRE_SIGNE = re.compile(r"[+-][ \u00a0\u202f]?[0-9]{1,3}([ \u00a0\u202f]?[0-9]{3})*([.,][0-9]+)?")
"""A number with its sign and nothing else: a spreadsheet reads a number, never a formula."""

DECIMALES_DEGRES = 6
"""Decimals of the coordinates of a GeoJSON: 0.1 m, as RFC 7946 advises."""

MONTANTS = ("cout_eur", "cout_eur_ht", "montant_eur", "valeur_eur")
"""Columns of amounts in euros, shown as such by the spreadsheet."""

NOMBRES_A_BARRE = "puissances_kw"
"""Column of several numbers parted by a bar, always written as a French spreadsheet does there."""
NOMBRES_ECRITS = re.compile(rf"(ecrit|ecrit_\w+|{NOMBRES_A_BARRE})")
"""Columns of texts that are numbers: as printed in a report, or several parted by a bar."""
NOMBRE_A_POINT = re.compile(r"(?<![\d.])(\d[\d \u00a0\u202f]*)\.(\d+)(?![\d.])")
MILLIERS_A_POINT = re.compile(r"\d{1,3}(\.\d{3})+")
"""« 280.000 » of a report is 280 000: with a comma, a spreadsheet would read 280."""

JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day as the tables hold it (ISO 8601)."""
FORMAT_JOUR = "dd/mm/yyyy"
LANGUE = "fr-FR"
COEUR = "docProps/core.xml"
"""The part of a workbook that holds its title and its language."""

FORMAT_MONTANT = '#,##0.00 "€"'
LARGEUR_MIN, LARGEUR_MAX = 8, 60
LARGEUR_NOTES = 120
COLONNE_NOM, COLONNE_SENS = 28, 100
"""Widths of the columns of a sheet, in characters."""

FEUILLE_COLONNES = "Colonnes"
TITRES_COLONNES = ("Colonne", "Ce qu’elle dit")

CREDIT = {
    "titre": "Titre",
    "producteur": "Producteur",
    "licence": "Licence",
    "url": "Adresse",
    "millesime": "Millésime",
    "date_acces": "Date d’accès",
    "lacunes": "Lacunes connues",
}
"""What is said of each source: its key in ``source.toml``, its heading."""

VERSION = "version_donnees"
"""Name of the version of the data in the metadata of a file."""

TITRE = "Atlas Artois"
TITRE_MAX = 255
"""Title of a workbook without source; characters that a title may have."""

VERSION_DITE = "Version des données : {version}"

FIRST_YEAR = 1900
"""The calendar of a workbook begins there."""

SANS_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 - a document date has no zone
"""Date of a file without any source."""


def _plain(value: Any) -> Plain:
    """Return a value as JSON knows it: dates in ISO 8601; missing and infinite are ``None``."""
    if isinstance(value, np.generic):
        value = value.item()
    if pd.isna(value) or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _bare(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that are not geometries."""
    return frame[[name for name in frame if str(frame[name].dtype) != "geometry"]]


def _rows(frame: pd.DataFrame) -> Iterator[list[Plain]]:
    """Yield the plain values of each row, without its geometry."""
    bare = _bare(frame)
    columns = [[_plain(value) for value in bare[name].tolist()] for name in bare]
    yield from map(list, zip(*columns, strict=True))


def _credits(records: Sequence[Source]) -> list[dict[str, str]]:
    return [
        {key: getattr(record, key) for key in CREDIT} | {"lacunes": "\n".join(record.lacunes)}
        for record in records
    ]


def _dated(records: Sequence[Source]) -> datetime:
    """Return the day of the latest access to a source, so that a file is not dated by the clock."""
    days = [datetime.fromisoformat(record.date_acces) for record in records]
    return max(days, default=SANS_DATE)


def neutralise(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before it.

    A signed number alone, such as a printed « + 13,4 », is no formula and stays as it is.
    """
    if not text.startswith(DANGEREUX) or NOMBRE_SIGNE.fullmatch(text):
        return text
    return f"'{text}"


def _csv_cell(value: Plain, *, tableur: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        words = ("oui", "non") if tableur else ("true", "false")
        return words[0] if value else words[1]
    if isinstance(value, str):
        return neutralise(value)
    # The shortest writing that reads back as the same number, never with an exponent.
    number = str(value) if isinstance(value, int) else np.format_float_positional(value, trim="-")
    return number.replace(".", ",") if tableur else number


def _decimal_comma(text: str) -> str:
    """Return a text that is made of numbers as a French spreadsheet reads them: « 22,08 »."""
    if MILLIERS_A_POINT.fullmatch(text):
        return text
    return NOMBRE_A_POINT.sub(r"\1,\2", text)


def to_csv(frame: pd.DataFrame, *, tableur: bool) -> bytes:
    """Return a table as CSV in UTF-8 (RFC 4180), without its geometry.

    With ``tableur``, what a French spreadsheet opens by a double click: byte order mark,
    semicolons, decimal commas, « oui » and « non ». Without, what programs expect: commas, decimal
    points, ``true`` and ``false``. In both, the first line is the header, a missing value is an
    empty cell and a text that could be a formula is neutralised (see ``neutralise``).
    """
    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=";" if tableur else ",", lineterminator="\r\n")
    writer.writerow(_bare(frame).columns)
    written = [bool(NOMBRES_ECRITS.fullmatch(str(name))) for name in _bare(frame).columns]
    for row in _rows(frame):
        cells = [
            _decimal_comma(cell) if tableur and number and isinstance(cell, str) else cell
            for cell, number in zip(row, written, strict=True)
        ]
        writer.writerow([_csv_cell(cell, tableur=tableur) for cell in cells])
    return target.getvalue().encode("utf-8-sig" if tableur else "utf-8")


def _shapes(frame: pd.DataFrame) -> list[dict[str, Any] | None]:
    """Return the GeoJSON geometry of each row: rounded, outer rings counterclockwise."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return [None] * len(frame)
    flat = shapely.force_2d(to_display(frame).geometry.to_numpy())
    rounded = shapely.transform(flat, lambda points: np.round(points, DECIMALES_DEGRES))
    oriented = shapely.orient_polygons(_without_slivers(rounded), exterior_cw=False)
    return [None if shape is None or shape.is_empty else mapping(shape) for shape in oriented]


def _without_slivers(shapes: np.ndarray) -> np.ndarray:
    """Return the shapes without the polygons that rounding has left without area.

    An outer ring without area turns neither way: RFC 7946 wants it counterclockwise.
    """
    return np.array([_solid(shape) for shape in shapes], dtype=object)


def _solid(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    if not isinstance(shape, shapely.MultiPolygon) or all(part.area for part in shape.geoms):
        return shape
    return shapely.MultiPolygon([part for part in shape.geoms if part.area])


def to_geojson(frame: pd.DataFrame) -> bytes:
    """Return a table as a GeoJSON FeatureCollection (RFC 7946) in UTF-8.

    WGS 84, longitude then latitude, 6 decimals, outer rings counterclockwise. The ``id`` of a
    feature is the value of the first column, its properties are all the columns. A row without a
    place, or any row of a table without geometry, has a null geometry. The collection has one
    member of its own, ``version_donnees``.

    Raises
    ------
    CrsError
        If the geometries carry no coordinate system.
    """
    names = list(_bare(frame).columns)
    features = [
        {
            "type": "Feature",
            "id": row[0],
            "geometry": shape,
            "properties": dict(zip(names, row, strict=True)),
        }
        for row, shape in zip(_rows(frame), _shapes(frame), strict=True)
    ]
    version = {VERSION: catalog.data_version()}
    collection = {"type": "FeatureCollection", **version, "features": features}
    written = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return written.encode()


def _width(name: str, cells: Sequence[Plain]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    # Two more for the arrow of the filter.
    return min(max(longest, len(name) + 2, LARGEUR_MIN), LARGEUR_MAX)


def _data_sheet(book: Any, frame: pd.DataFrame) -> None:
    sheet = book.add_worksheet("Données")
    head = book.add_format({"bold": True, "bottom": 1})
    amount = book.add_format({"num_format": FORMAT_MONTANT})
    names, rows = list(_bare(frame).columns), list(_rows(frame))
    day = book.add_format({"num_format": FORMAT_JOUR, "align": "left"})
    for column, name in enumerate(names):
        cells = [row[column] for row in rows]
        dated = _are_days(cells)
        if name == NOMBRES_A_BARRE:
            cells = [_decimal_comma(cell) if isinstance(cell, str) else cell for cell in cells]
        sheet.set_column(column, column, _width(name, cells), amount if name in MONTANTS else None)
        sheet.write_string(0, column, name, head)
        for line, cell in enumerate(cells, start=1):
            if cell is not None and dated:
                sheet.write_datetime(line, column, datetime.fromisoformat(str(cell)), day)
            elif cell is not None:
                sheet.write(line, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(names) - 1)
    # Codes are texts on purpose: no green corner on each of them.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 1}"})


def _are_days(cells: Sequence[Plain]) -> bool:
    """Return whether a column holds days and nothing else: they become real dates."""
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(isinstance(cell, str) and _is_day(cell) for cell in known)


def _is_day(text: str) -> bool:
    if JOUR.fullmatch(text) is None:
        return False
    try:
        return datetime.fromisoformat(text).year >= FIRST_YEAR
    except ValueError:
        return False


def _in_french(workbook: bytes) -> bytes:
    """Return a workbook that says its language; xlsxwriter has no word for it."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook)) as read,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for entry in read.infolist():
            content = read.read(entry)
            if entry.filename == COEUR:
                end = b"</cp:coreProperties>"
                content = content.replace(
                    end, f"<dc:language>{LANGUE}</dc:language>".encode() + end
                )
            written.writestr(entry, content)
    return target.getvalue()


def _sources_sheet(book: Any, records: Sequence[Source]) -> None:
    sheet = book.add_worksheet("Sources")
    head = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    sheet.set_column(0, len(CREDIT) - 2, LARGEUR_MAX // 2)
    sheet.set_column(len(CREDIT) - 1, len(CREDIT) - 1, LARGEUR_NOTES)
    sheet.write_row(0, 0, CREDIT.values(), head)
    for line, credit in enumerate(_credits(records), start=1):
        for column, (key, value) in enumerate(credit.items()):
            if key == "date_acces":
                sheet.write_datetime(line, column, datetime.fromisoformat(value), day)
            else:
                sheet.write_string(line, column, value, wrapped)
    sheet.freeze_panes(1, 0)


def _columns_sheet(book: Any, colonnes: Mapping[str, str]) -> None:
    sheet = book.add_worksheet(FEUILLE_COLONNES)
    sheet.set_column(0, 0, COLONNE_NOM)
    sheet.set_column(1, 1, COLONNE_SENS)
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, TITRES_COLONNES, bold)
    for row, told in enumerate(colonnes.items(), start=1):
        sheet.write_row(row, 0, list(told))


def _notes_sheet(book: Any, notes: Sequence[str]) -> None:
    sheet = book.add_worksheet("Notes")
    sheet.set_column(0, 0, LARGEUR_NOTES, book.add_format({"text_wrap": True, "valign": "top"}))
    for line, note in enumerate(notes):
        sheet.write_string(line, 0, note)


def to_xlsx(
    frame: pd.DataFrame,
    records: Sequence[Source],
    notes: Sequence[str],
    titre: str = "",
    colonnes: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return a table as an Excel workbook: « Données », « Sources », « Colonnes », « Notes ».

    ``colonnes`` says what a column is; without any, the workbook has no such sheet.

    Numbers and booleans stay what they are; a text is always a text, never a formula nor a link,
    and needs no apostrophe; a column of days holds real dates; several numbers parted by a
    bar have decimal commas. The geometry is left out. The
    document has a title (``titre``, or those of its sources), says that it is in French and bears
    the day of the latest access to a source; its properties and the last note, the version of the
    data.
    """
    target = BytesIO()
    version = VERSION_DITE.format(version=catalog.data_version())
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        title = titre or " ; ".join(dict.fromkeys(record.titre for record in records)) or TITRE
        book.set_properties(
            {"title": title[:TITRE_MAX], "created": _dated(records), "comments": version}
        )
        _data_sheet(book, frame)
        _sources_sheet(book, records)
        if colonnes:
            _columns_sheet(book, colonnes)
        _notes_sheet(book, [*notes, version])
    return _in_french(target.getvalue())


def to_gpkg(
    frame: pd.DataFrame, records: Sequence[Source], couche: str, epsg: int = WGS84
) -> bytes:
    """Return a table as a GeoPackage of one layer, in WGS 84 or in Lambert-93 (``epsg``).

    Its metadata have its sources and the version of the data; the layer is described, and bears a
    style that QGIS draws it with. A table without geometry gives a layer of attributes.

    Raises
    ------
    CrsError
        If the geometries carry no coordinate system.
    """
    geographic = isinstance(frame, gpd.GeoDataFrame)
    projected = to_metric if epsg == LAMBERT93 else to_display
    located = projected(frame) if isinstance(frame, gpd.GeoDataFrame) else frame
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        pyogrio.write_dataframe(
            located,
            path,
            layer=couche,
            driver="GPKG",
            layer_options={"IDENTIFIER": couche, "DESCRIPTION": _described(records)},
            dataset_metadata={
                "sources": json.dumps(_credits(records), ensure_ascii=False),
                VERSION: catalog.data_version(),
            },
        )
        if geographic:
            _style(path, located, couche, records)
        _date(path, _dated(records))
        return path.read_bytes()


DATED = {"gpkg_contents": "last_change", "gpkg_metadata_reference": "timestamp"}
"""The tables of a GeoPackage that tell when it was written, and their column."""


def _date(path: Path, when: datetime) -> None:
    """Put its date in a GeoPackage: GDAL writes that of the clock.

    GDAL can be told a date, but by an option of the whole process, which two exports would share.
    """
    written = when.strftime("%Y-%m-%dT00:00:00.000Z")
    with closing(sqlite3.connect(path)) as base, base:
        known = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
        for table, column in DATED.items():
            if table in known:
                base.execute(f"UPDATE {table} SET {column} = ?", (written,))  # noqa: S608 - ours


def _described(records: Sequence[Source]) -> str:
    """Return what a layer is, for the reader of a GIS: titles, producers, licences, version."""
    told = [f"{one.titre} ({one.producteur} ; {one.licence})" for one in records]
    version = VERSION_DITE.format(version=catalog.data_version())
    return " | ".join([*dict.fromkeys(told), version])


def _style(path: Path, frame: gpd.GeoDataFrame, couche: str, records: Sequence[Source]) -> None:
    """Give the layer the colour of its theme; what is of no theme has that of the atlas."""
    theme = next((one for one in catalog.THEMES.values() if one.sources[0] == couche), None)
    kinds = frame.geometry.dropna().geom_type
    kind = gpkg_style.kind_of(kinds.iloc[0] if len(kinds) else "polygon")
    gpkg_style.add(path, couche, kind, theme.couleur if theme else ACCENT, _dated(records))


def to_parquet(frame: pd.DataFrame, records: Sequence[Source]) -> bytes:
    """Return a table as Parquet (GeoParquet 1.1 in WGS 84 if it has geometries).

    The sources are in the metadata of the file, under ``sources``, as JSON, and the version of the
    data under ``version_donnees``.

    Raises
    ------
    CrsError
        If the geometries carry no coordinate system.
    """
    first, target = BytesIO(), BytesIO()
    if isinstance(frame, gpd.GeoDataFrame):
        to_display(frame).to_parquet(first, index=False, schema_version="1.1.0")
    else:
        frame.to_parquet(first, index=False)
    first.seek(0)
    content = pq.read_table(first)
    said = json.dumps(_credits(records), ensure_ascii=False).encode()
    version = catalog.data_version().encode()
    metadata = {**(content.schema.metadata or {}), b"sources": said, VERSION.encode(): version}
    pq.write_table(content.replace_schema_metadata(metadata), target, compression="zstd")
    return target.getvalue()
