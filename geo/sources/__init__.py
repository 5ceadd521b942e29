"""Reading the shipped tables: the only code, with ``geo.sources.build``, that touches ``data/``.

Each module of this package owns one table and offers:

- ``FICHIER``: the name of the built file in ``data/<source>/``;
- ``SCHEMA``: the pandera schema of the table as it is read;
- ``read(path)``: the built file -> a frame that follows ``SCHEMA``;
- ``build(folder)``: the raw files of ``data/<source>/`` -> the same frame, for ``geo build``
  (``None`` where the table is shipped as received).

``load(source_id)`` checks that the file is the declared one, reads it and validates it.
"""

from __future__ import annotations

import hashlib
from importlib import import_module
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pyarrow as pa

from geo.core import catalog
from geo.core.errors import DataFileError
from geo.core.schema import short, validate

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from geo.core.model import DataFile

REPAIR = (
    "Réinstallez Atlas Artois (pip install --force-reinstall)."
    if catalog.INSTALLED
    else "Rétablissez-le depuis le dépôt (git checkout data) ou reconstruisez-le "
    "(python -m geo build)."
)


def sha256(path: Path) -> str:
    """Return the checksum of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_file(folder: Path, declared: DataFile) -> Path:
    """Return the path of a declared file once it is known to be the right one.

    Raises
    ------
    DataFileError
        If it is missing, empty, or differs from the checksum of ``source.toml``.
    """
    path = folder / declared.nom
    where = f"data/{folder.name}/{declared.nom}"
    if not path.is_file():
        msg = f"Le fichier {where} est absent. {REPAIR}"
        raise DataFileError(msg)
    if path.stat().st_size == 0:
        msg = f"Le fichier {where} est vide. {REPAIR}"
        raise DataFileError(msg)
    found = sha256(path)
    if found != declared.sha256:
        msg = (
            f"Le fichier {where} n’est pas celui qui est déclaré, il a pu être tronqué ou modifié :"
            f" empreinte attendue {declared.sha256[:12]}…, trouvée {found[:12]}…. {REPAIR}"
        )
        raise DataFileError(msg)
    return path


def folder(source_id: str) -> Path:
    """Return the folder of a source in ``data/``."""
    return catalog.DATA / catalog.source(source_id).id


def module(source_id: str) -> Any:
    """Return the module that owns the table of a source."""
    catalog.source(source_id)
    return import_module(f"geo.sources.tables.{source_id}")


def load(source_id: str) -> pd.DataFrame:
    """Return the validated table of a source, read from its built file.

    Raises
    ------
    DataFileError
        If the file is missing, empty, truncated, changed or unreadable, or if the table has not
        the number of rows that its ``source.toml`` declares.
    SchemaError
        If the table does not follow its schema, with every fault.
    UnknownIdError
        If no folder of ``data/`` has this name.
    """
    record = catalog.source(source_id)
    owner = module(source_id)
    folder = catalog.DATA / source_id
    declared = {entry.nom: entry for entry in record.fichiers}
    path = check_file(folder, catalog.find(declared, owner.FICHIER, "Fichier déclaré"))
    try:
        frame: pd.DataFrame = owner.read(path)
    except (OSError, ValueError, KeyError, pa.ArrowException) as error:
        msg = f"Le fichier data/{source_id}/{path.name} ne se lit pas ({short(error)}). {REPAIR}"
        raise DataFileError(msg) from error
    where = f"data/{source_id}/{path.name}"
    return _check_rows(validate(frame, owner.SCHEMA, where), record.lignes, where)


def _check_rows(frame: pd.DataFrame, declared: int | None, where: str) -> pd.DataFrame:
    if declared is not None and len(frame) != declared:
        msg = (
            f"Le fichier {where} n’a pas toutes ses lignes, ou en a trop : {declared} attendues "
            f"(source.toml), {len(frame)} trouvées. {REPAIR}"
        )
        raise DataFileError(msg)
    return frame


def load_geo(source_id: str) -> gpd.GeoDataFrame:
    """Return a table that has geometries; see ``load``."""
    frame = load(source_id)
    if not isinstance(frame, gpd.GeoDataFrame):
        msg = f"La table « {source_id} » n’a pas de géométrie."
        raise DataFileError(msg)
    return frame
