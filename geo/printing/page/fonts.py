"""The type of the exports: Source Sans, as on screen, from a package that carries the files."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

FAMILLE = "Source Sans Pro"
FICHIERS = {
    "normal": "SourceSansPro-Regular.ttf",
    "gras": "SourceSansPro-Semibold.ttf",
    "fort": "SourceSansPro-Bold.ttf",
    "italique": "SourceSansPro-It.ttf",
}


@cache
def polices() -> dict[str, Path]:
    """Return the file of each style.

    Raises
    ------
    ModuleNotFoundError
        If the package of the font is not installed.
    """
    found = find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        msg = "No module named 'font_source_sans_pro'"
        raise ModuleNotFoundError(msg, name="font_source_sans_pro")
    folder = Path(found.origin).parent / "files"
    return {style: folder / name for style, name in FICHIERS.items()}
