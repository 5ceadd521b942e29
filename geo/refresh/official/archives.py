"""Taking a file out of a ZIP from outside: nothing else, nowhere else, not too much."""

from __future__ import annotations

import stat
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from geo.core.errors import RefreshError
from geo.labels import officielles as mots

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENTREES_MAX = 2_000
OCTETS_MAX = 1_500_000_000
"""What an archive may unpack to: the national layers are below a gigabyte."""


def extract(
    archive: Path,
    dossier: Path,
    wanted: Callable[[str], bool],
    *,
    octets_max: int = OCTETS_MAX,
) -> list[Path]:
    """Write in ``dossier`` the entries that are ``wanted``; return them in their order.

    Each folder of the archive has one of its own there: two files of one name do not meet, and
    what stands beside a file stays beside it. The hidden twins that macOS adds are left.

    Raises
    ------
    RefreshError
        If the archive is damaged, holds a name that leaves its folder, a link, too many entries
        or too many bytes, or nothing that is wanted.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            _check(entries, archive.name)
            chosen = [
                one
                for one in entries
                if not one.is_dir() and not _is_twin(one) and wanted(one.filename)
            ]
            if not chosen:
                raise RefreshError(mots.ARCHIVE_SANS.format(nom=archive.name))
            return _take(opened, chosen, dossier, octets_max)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        if isinstance(error, RefreshError):
            raise
        raise RefreshError(mots.ARCHIVE_ABIMEE.format(nom=archive.name)) from error


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > ENTREES_MAX:
        raise RefreshError(mots.ARCHIVE_PLEINE.format(nom=name, n=ENTREES_MAX))
    for one in entries:
        path = PurePosixPath(one.filename.replace("\\", "/"))
        link = stat.S_ISLNK(one.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or ":" in one.filename or link:
            raise RefreshError(mots.ARCHIVE_SORT.format(nom=name, entree=one.filename))


def _is_twin(one: zipfile.ZipInfo) -> bool:
    """Return whether an entry is what macOS writes beside a file, under its name after « ._ »."""
    path = PurePosixPath(one.filename.replace("\\", "/"))
    return "__MACOSX" in path.parts or path.name.startswith("._")


def _take(
    opened: zipfile.ZipFile, chosen: list[zipfile.ZipInfo], dossier: Path, left: int
) -> list[Path]:
    """Copy entries, counting what really comes out: the size that an entry declares may lie."""
    taken = []
    homes: dict[str, Path] = {}
    for one in chosen:
        inside = PurePosixPath(one.filename.replace("\\", "/"))
        home = homes.setdefault(str(inside.parent), dossier / str(len(homes)))
        home.mkdir(exist_ok=True)
        path = home / inside.name
        with opened.open(one) as packed, path.open("wb") as stream:
            while part := packed.read(min(1 << 20, left + 1)):
                left -= len(part)
                if left < 0:
                    raise RefreshError(mots.ARCHIVE_BOMBE.format(nom=opened.filename or ""))
                stream.write(part)
        taken.append(path)
    return taken
