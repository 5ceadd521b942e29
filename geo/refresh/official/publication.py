"""Publishing a copy of a source: written beside, read again, then put in place by one renaming.

Whatever stops it (a kill, a full disk), what is in place stays in place, whole. The caller holds
the lock of the folder (``lock.alone``).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import psutil

from geo.core.errors import RefreshError
from geo.core.writing import write_file
from geo.labels import officielles as mots
from geo.sources import official
from geo.sources.official import COURANTE, RAPPORT, VERSIONS, Version

if TYPE_CHECKING:
    import pandas as pd

    from geo.refresh.official.lu import Reading

COPIES = 5
"""Good copies kept before the one in place."""

JOURNAL_MAX = 100
"""Changes of what is in place that are remembered."""

ESSAI = ".essai-"


def publish(source: str, lu: Reading, rapport: dict[str, Any], racine: Path) -> Version:
    """Put a copy in place and return it; the one that was there is the first of those before.

    Publishing what is in place already changes nothing.

    Raises
    ------
    OSError
        If it cannot be written: nothing has changed.
    RefreshError
        If what was written is not what is read again.
    """
    home = racine / source
    (home / VERSIONS).mkdir(parents=True, exist_ok=True)
    _sweep(home)
    contents = {f"{name}.parquet": _parquet(frame) for name, frame in _tables(lu).items()}
    name = _named(lu, contents)
    told = official.pointer(source, racine)
    there = official.whole(source, name, racine)
    if there is not None and told.get("version") == name:
        return there
    if there is None:
        _write_version(home, name, contents, rapport)
    else:  # published before, then replaced: what changes now is told, not what changed then
        _write_report(there.dossier, contents, rapport)
    there = official.whole(source, name, racine)
    if there is None:
        raise RefreshError(mots.COPIE_ABIMEE.format(source=source))
    before = [told["version"], *told["precedentes"]] if told else []
    _point(home, name, [one for one in before if one != name][:COPIES], rapport["publiee_le"])
    _forget(home)
    return there


def is_in_place(source: str, lu: Reading, racine: Path) -> bool:
    """Return whether a copy is the one in place: publishing it would change nothing."""
    contents = {f"{name}.parquet": _parquet(frame) for name, frame in _tables(lu).items()}
    return official.pointer(source, racine).get("version") == _named(lu, contents)


def rollback(source: str, racine: Path, jour: str | None = None) -> Version | None:
    """Put the copy before back in place; ``None`` when that is the one shipped with the atlas.

    ``jour``: the day that is remembered (``AAAA-MM-JJ``), today by default.

    Raises
    ------
    RefreshError
        If nothing was ever published.
    """
    told = official.pointer(source, racine)
    if not told:
        raise RefreshError(mots.RIEN_A_REPRENDRE.format(source=source))
    jour = jour or datetime.now(tz=UTC).astimezone().date().isoformat()
    for position, name in enumerate(told["precedentes"]):
        found = official.whole(source, name, racine)
        if found is not None:
            _point(racine / source, name, told["precedentes"][position + 1 :], jour)
            return found
    _point(racine / source, None, [], jour)
    return None


def _tables(lu: Reading) -> dict[str, pd.DataFrame]:
    return lu.tables | {"objets": lu.objets}


def _parquet(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out, index=False, compression="zstd")
    return out.getvalue()


def _named(lu: Reading, contents: dict[str, bytes]) -> str:
    """Return the name of a version: its date, and what it holds; the same content has one name."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode() + hashlib.sha256(contents[name]).digest())
    digest.update(json.dumps(lu.bilan.to_json(), sort_keys=True).encode())
    return f"{lu.date or 'sans-date'}-{digest.hexdigest()[:12]}"


def _write_version(
    home: Path, name: str, contents: dict[str, bytes], rapport: dict[str, Any]
) -> None:
    beside = Path(mkdtemp(prefix=f"{ESSAI}{os.getpid()}-", dir=home))
    try:
        for file, content in contents.items():
            write_file(beside / file, content)
        _write_report(beside, contents, rapport)
        place = home / VERSIONS / name
        if place.exists():  # it is not whole: another attempt was damaged since
            shutil.rmtree(place)
        beside.rename(place)
        _settle(place.parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _write_report(place: Path, contents: dict[str, bytes], rapport: dict[str, Any]) -> None:
    sums = {file: hashlib.sha256(content).hexdigest() for file, content in contents.items()}
    told = json.dumps(rapport | {"fichiers": sums}, ensure_ascii=False, indent=1)
    write_file(place / RAPPORT, told.encode())


def _point(home: Path, name: str | None, before: list[str], jour: str) -> None:
    """Name what is in place (``None``: what is shipped), and remember since when."""
    known = official.journal(home.name, home.parent)
    told = {
        "version": name,
        "precedentes": before,
        "journal": [*known, (jour, name)][-JOURNAL_MAX:],
    }
    write_file(home / COURANTE, json.dumps(told).encode())
    _settle(home)


def _settle(folder: Path) -> None:
    """Ask the disk to keep the names of a folder, where a system can: after a cut of power too."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _forget(home: Path) -> None:
    """Remove the versions that nothing names any more."""
    told = official.pointer(home.name, home.parent)
    kept = {told["version"], *told["precedentes"]}
    for place in (home / VERSIONS).iterdir():
        if place.name not in kept:
            shutil.rmtree(place, ignore_errors=True)


def _sweep(home: Path) -> None:
    """Remove what a refresh that was killed left beside."""
    for left in home.glob(f"{ESSAI}*"):
        number = left.name.removeprefix(ESSAI).partition("-")[0]
        if not (number.isdecimal() and psutil.pid_exists(int(number))):
            shutil.rmtree(left, ignore_errors=True)
