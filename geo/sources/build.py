"""Rebuilding the shipped tables from what was received, byte for byte.

A source whose module has a ``build`` is rebuilt from the raw files of its folder, then from the
tables that it names in ``DEPENDS``; the others are shipped as received. What a dependent source
is given is what the file of its dependency says, read back: building one after the other or
reading the shipped files gives the same bytes.
"""

from __future__ import annotations

import json
from graphlib import TopologicalSorter
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq
import tomlkit

from geo.core import catalog
from geo.core.crs import WGS84, require_crs
from geo.core.errors import DataFileError
from geo.core.schema import validate
from geo.core.writing import write_file
from geo.sources import check_file, sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geo.core.model import Source


WGS84_PROJJSON = Path(__file__).with_name("wgs84.json")
"""The definition of EPSG:4326 that the built files carry (PROJJSON, of PROJ 9)."""


def build_all(root: Path = catalog.DATA) -> list[Path]:
    """Rebuild every built file of ``root``; declare checksums and rows in ``source.toml``.

    Nothing is replaced unless everything could be built. Return the built files, relative to
    ``root``, in the order in which they were built. A raw file must be the declared one; to
    accept a new one, empty its ``sha256`` in ``source.toml``: it is filled in here.

    Raises
    ------
    DataFileError
        If a raw file is missing or is not the declared one.
    SchemaError
        If a built table does not follow its schema.
    """
    with TemporaryDirectory() as folder:
        built, rows = _build(root, Path(folder))
        for file in built:
            write_file(root / file, (Path(folder) / file).read_bytes())
    for card in sorted(root.glob("*/source.toml")):
        _declare(card, rows[card.parent.name])
    return built


def check_all(root: Path = catalog.DATA) -> list[Path]:
    """Return the built files of ``root`` that are not what a build gives, relative to it.

    A file that is right but whose declared checksum is not is one of them, and a ``source.toml``
    that declares another number of rows. Nothing is written in ``root``. See ``build_all`` for the
    errors.
    """
    with TemporaryDirectory() as folder:
        built, rows = _build(root, Path(folder))
        expected = {file: sha256(Path(folder) / file) for file in built}
    records = _records(root)
    miscounted = [
        Path(key, "source.toml") for key in sorted(rows) if rows[key] != records[key].lignes
    ]
    return miscounted + [
        file
        for file, checksum in expected.items()
        if not (root / file).is_file()
        or sha256(root / file) != checksum
        or _declared(records[file.parent.name]).get(file.name) != checksum
    ]


def dependency_order(owners: Mapping[str, Any]) -> list[str]:
    """Return the ids of the sources, each after those that its module names in ``DEPENDS``."""
    return list(TopologicalSorter({key: _depends(owners[key]) for key in owners}).static_order())


def write(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as ``path`` says: ``.csv``, or ``.parquet`` for one with geometries.

    Every option that could change a byte is pinned.

    Raises
    ------
    ValueError
        If the name ends otherwise.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        frame.to_csv(
            path, index=False, encoding="utf-8", lineterminator="\n", float_format=_shortest
        )
    elif path.suffix == ".parquet" and isinstance(frame, gpd.GeoDataFrame):
        _write_geoparquet(require_crs(frame, WGS84), path)
    else:
        msg = (
            f"Format de fichier inconnu : {path.name} (attendu : .csv, ou .parquet avec géométrie)"
        )
        raise ValueError(msg)


def _write_geoparquet(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write a GeoParquet file whose coordinate system is always said with the same words.

    PROJ says « WGS 84 » as a datum or as an ensemble of datums according to its version and to
    what the process reprojected before: the bytes would change, and their checksum.
    """
    content = BytesIO()
    frame.to_parquet(
        content,
        index=False,
        compression="zstd",
        geometry_encoding="WKB",
        write_covering_bbox=False,
        schema_version="1.1.0",
    )
    table = pq.read_table(content)
    told = json.loads(WGS84_PROJJSON.read_text(encoding="utf-8"))
    # Said twice: by the field, for Arrow, and by the file, where GeoParquet wants no member's id.
    position = table.schema.get_field_index(frame.geometry.name)
    for_arrow = {b"ARROW:extension:metadata": json.dumps({"crs": told}).encode()}
    field = table.schema.field(position)
    field = field.with_metadata({**field.metadata, **for_arrow})
    about = json.loads(table.schema.metadata[b"geo"])
    for member in told["datum_ensemble"]["members"]:
        del member["id"]
    about["columns"][field.name]["crs"] = told
    metadata = {**table.schema.metadata, b"geo": json.dumps(about).encode()}
    schema = table.schema.set(position, field).with_metadata(metadata)
    pq.write_table(table.cast(schema), path, compression="zstd")


def _shortest(value: Any) -> str:
    """Return the shortest decimal writing that gives the same number back, without exponent."""
    return np.format_float_positional(value, trim="-")


def _records(root: Path) -> dict[str, Source]:
    return {
        card.parent.name: catalog.source_from_toml(card)
        for card in sorted(root.glob("*/source.toml"))
    }


def _declared(record: Source) -> dict[str, str]:
    return {file.nom: file.sha256 for file in record.fichiers}


def _depends(owner: Any) -> Iterable[str]:
    return getattr(owner, "DEPENDS", ())


def _build(root: Path, target: Path) -> tuple[list[Path], dict[str, int]]:
    """Build every table of ``root`` in ``target``.

    Return the files, relative to both, and how many rows the table of each source has.
    """
    records = _records(root)
    owners = {key: import_module(f"geo.sources.tables.{key}") for key in records}
    frames: dict[str, pd.DataFrame] = {}
    built: list[Path] = []
    for key in dependency_order(owners):
        owner, folder = owners[key], root / key
        _check_raw(folder, records[key])
        path = folder / owner.FICHIER
        builder = getattr(owner, "build", None)
        if builder is not None:
            frame = builder(folder, **{name: frames[name] for name in _depends(owner)})
            path = target / key / owner.FICHIER
            write(validate(frame, owner.SCHEMA, f"data/{key}/{path.name}"), path)
            built.append(path.relative_to(target))
        frames[key] = validate(owner.read(path), owner.SCHEMA, f"data/{key}/{path.name}")
    return built, {key: len(frame) for key, frame in frames.items()}


def _check_raw(folder: Path, record: Source) -> None:
    for file in record.fichiers:
        if file.role == "brut" and file.sha256:
            check_file(folder, file)


def _declare(card: Path, rows: int) -> None:
    """Write rows and checksums in ``source.toml``, without touching anything else of it."""
    document = tomlkit.parse(card.read_text(encoding="utf-8"))
    for entry in document["fichiers"]:
        path = card.parent / entry["nom"]
        if not path.is_file():
            msg = f"Le fichier data/{card.parent.name}/{path.name}, déclaré, est absent."
            raise DataFileError(msg)
        entry["sha256"] = sha256(path)
    document["lignes"] = rows
    write_file(card, tomlkit.dumps(document).encode())
