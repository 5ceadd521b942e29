"""One refresh at a time, whatever the process; a process that dies leaves the lock free."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from geo.core.errors import RefreshError
from geo.labels import officielles as mots

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERROU = ".verrou"

if sys.platform == "win32":  # pragma: no cover - the same, as Windows says it
    import msvcrt

    def _take(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(racine: Path) -> Iterator[None]:
    """Hold the lock of a folder of official data during the block.

    Raises
    ------
    RefreshError
        If another refresh holds it.
    """
    racine.mkdir(parents=True, exist_ok=True)
    with (racine / VERROU).open("a") as stream:
        try:
            _take(stream.fileno())
        except OSError:
            raise RefreshError(mots.DEJA_EN_COURS) from None
        yield
