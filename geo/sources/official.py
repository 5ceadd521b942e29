"""Official data that were published here, read: in the user's own folder, never in ``data/``.

The folder of a source holds one folder a version, never changed once it is there, and
``courante.json``, which names the version in place, those before it, and what was in place when.
Replacing that small file is the whole publication: a reader sees the old version or the new one,
each of them whole.
``geo.refresh.official.publication`` writes what is read here.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import platformdirs
import pyarrow as pa

from geo.core.errors import DataFileError
from geo.labels import officielles as mots

DOSSIER = "ATLAS_OFFICIELLES"
"""Environment variable that names another folder than the user's own."""

COURANTE, VERSIONS, RAPPORT = "courante.json", "versions", "rapport.json"


@dataclass(frozen=True, slots=True)
class Version:
    """A copy of a source that was published: its folder, and the report that came with it."""

    source: str
    nom: str
    dossier: Path
    rapport: dict[str, Any]

    @property
    def date(self) -> str | None:
        """Return the date of the last update that the source tells (``AAAA-MM-JJ``)."""
        found: str | None = self.rapport["date"]
        return found

    @property
    def publiee_le(self) -> str:
        """Return the day of the publication here."""
        return str(self.rapport["publiee_le"])

    def table(self, name: str) -> pd.DataFrame:
        """Return one of its tables.

        Raises
        ------
        DataFileError
            If it has none of that name, or the file is not the one that was published.
        """
        path = self.dossier / f"{name}.parquet"
        try:
            return pd.read_parquet(_checked(path, self.rapport["fichiers"].get(path.name)))
        except (OSError, ValueError, pa.ArrowException) as error:
            raise DataFileError(mots.COPIE_ABIMEE.format(source=self.source)) from error


def folder() -> Path:
    """Return the folder of official data: that of ``ATLAS_OFFICIELLES``, else the user's own."""
    chosen = os.environ.get(DOSSIER)
    if chosen:
        return Path(chosen)
    return Path(platformdirs.user_data_dir("atlas-artois", appauthor=False)) / "officielles"


def pointer(source: str, racine: Path | None = None) -> dict[str, Any]:
    """Return what names the version in place: ``version`` and ``precedentes``; empty when none."""
    path = (racine or folder()) / source / COURANTE
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    right = isinstance(told, dict) and isinstance(told.get("precedentes"), list)
    return told if right and isinstance(told.get("version"), str) else {}


def journal(source: str, racine: Path | None = None) -> list[tuple[str, str | None]]:
    """Return what was put in place and when, the oldest first: a day, the name of a version.

    The name is missing where what is shipped was put back. A folder that has no journal has the
    days on which the versions that it keeps were published.
    """
    path = (racine or folder()) / source / COURANTE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["journal"]
        return [(str(day), None if name is None else str(name)) for day, name in told]
    except (OSError, ValueError, KeyError, TypeError):
        return [(one.publiee_le, one.nom) for one in reversed(history(source, racine))]


def in_place_before(jour: str, source: str, racine: Path | None = None) -> str | None:
    """Return the name of what was in place as a day began (``AAAA-MM-JJ``); ``None``: shipped."""
    found = [name for day, name in journal(source, racine) if day < jour]
    return found[-1] if found else None


def current(source: str, racine: Path | None = None) -> Version | None:
    """Return the version in place, or the last one before it that is whole; ``None`` without any.

    A version whose files were damaged is passed over: an older copy that is right is worth more.
    """
    told = pointer(source, racine)
    names = [told["version"], *told["precedentes"]] if told else []
    return next((one for name in names if (one := whole(source, name, racine))), None)


def history(source: str, racine: Path | None = None) -> list[Version]:
    """Return the versions that are kept and whole, the one in place first."""
    told = pointer(source, racine)
    names = [told["version"], *told["precedentes"]] if told else []
    return [one for name in names if (one := whole(source, name, racine)) is not None]


def whole(source: str, name: str, racine: Path | None = None) -> Version | None:
    """Return a version if each of its files is the one that was published."""
    place = (racine or folder()) / source / VERSIONS / Path(name).name
    try:
        report = json.loads((place / RAPPORT).read_text(encoding="utf-8"))
        for file, checksum in report["fichiers"].items():
            _checked(place / file, checksum)
    except (OSError, ValueError, KeyError, AttributeError):
        return None
    return Version(source, name, place, report)


def _checked(path: Path, checksum: str | None) -> Path:
    if checksum is None or hashlib.sha256(path.read_bytes()).hexdigest() != checksum:
        raise DataFileError(mots.COPIE_ABIMEE.format(source=path.parent.parent.parent.name))
    return path


def stamp(racine: Path | None = None) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a version is published or taken back, in any process; a glance."""
    found = []
    for path in sorted((racine or folder()).glob(f"*/{COURANTE}")):
        try:
            told = path.stat()
        except OSError:
            continue
        found.append((path.parent.name, told.st_ino, told.st_mtime_ns))
    return tuple(found)
