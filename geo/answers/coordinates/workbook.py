"""The sheets of a workbook (xlsx, xls, ods), whatever it holds: it is opened in another process.

A workbook that makes its reader die is refused with a sentence; the server goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from geo.core.errors import AtlasError
from geo.labels import coordonnees as mots
from geo.labels.formats import nombre

READER = Path(__file__).with_name("workbook_reader.py")
FAULT, UNREADABLE, TOO_WIDE = 1, 3, 4
"""Exit codes of the reader, which says them too: it imports nothing of ours. Of a damaged file its
library may also fail in a way that no ``except`` names."""
SECONDS = 30
"""Time after which the reader is stopped."""


class ClasseurError(AtlasError, ValueError):
    """Raised when a workbook cannot be read, with what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells as texts. ``rows``: line (from 1), cells; no empty row."""

    nom: str
    visible: bool
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def sheets(content: bytes, columns_max: int) -> list[Sheet]:
    """Return the sheets of a workbook, in its order.

    Raises
    ------
    ClasseurError
        If it does not open, is too wide, or takes more memory or time than the reader is given.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own script, the file goes through its input
            [sys.executable, "-I", str(READER), str(columns_max)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ClasseurError(mots.CLASSEUR_TROP_ETENDU) from error
    if done.returncode in {FAULT, UNREADABLE}:
        raise ClasseurError(mots.CLASSEUR_ILLISIBLE)
    if done.returncode == TOO_WIDE:
        raise ClasseurError(mots.TROP_LARGE.format(compte=nombre(columns_max)))
    if done.returncode:
        raise ClasseurError(mots.CLASSEUR_TROP_ETENDU)
    return [
        Sheet(name, visible, tuple((line, tuple(cells)) for line, cells in rows))
        for name, visible, rows in json.loads(done.stdout)
    ]
