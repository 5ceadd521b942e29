"""The addresses of our scripts and sheets: each carries what its file holds, and is kept."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.core import catalog

if TYPE_CHECKING:
    from pathlib import Path


def _fingerprint(name: str) -> str:
    path = catalog.STATIC / name
    return _digest(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=48)
def _digest(path: Path, _changed_ns: int) -> str:
    """Return the start of the checksum of a file, read again when it changes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def address(base: str, name: str) -> str:
    """Return the address of a file of ``static/``, under the path of the application."""
    return f"{base}app/static/{name}?v={_fingerprint(name)}"


def sheet(base: str, name: str) -> str:
    """Return the link to a sheet."""
    return f'<link rel="stylesheet" href="{address(base, name)}">'


def script(base: str, name: str) -> str:
    """Return what runs a script once the page is read."""
    return f'<script defer src="{address(base, name)}"></script>'
