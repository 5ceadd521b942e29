"""The characters that a printed page can show: those of its font, and none that breaks a file.

A name of a public file may hold any character. One that the font does not draw stops a tagged PDF
(PDF/UA wants every text to be readable), a control character stops a PPTX: none of them may stop a
fiche, so each is written with what stands nearest to it, or shown as a box.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from fontTools.ttLib import TTFont

from geo.printing.page.fonts import polices

if TYPE_CHECKING:
    import pandas as pd

BOITE = "\N{BALLOT BOX}"
"""What stands for a character that the font has not: a box that the font has."""

REMPLACEMENTS = {
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HYPHEN}": "-",
    "\N{FIGURE DASH}": "\N{EN DASH}",
    "\N{HORIZONTAL BAR}": "\N{EM DASH}",
    "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
    "\t": " ",
    "\N{LINE SEPARATOR}": "\n",
    "\N{PARAGRAPH SEPARATOR}": "\n",
}
"""Characters that say the same as one that the font has."""

STYLES = ("normal", "gras", "fort")
"""The styles that pages are set in: a character counts where each of them has it."""

Model = TypeVar("Model")


@cache
def _drawn() -> frozenset[int]:
    """Return the characters of the font, in every style that is used."""
    maps = [set(TTFont(polices()[style]).getBestCmap()) for style in STYLES]
    return frozenset(set.intersection(*maps))


def _shown(character: str) -> str:
    if character == "\n" or ord(character) in _drawn():
        return character
    if character in REMPLACEMENTS:
        return REMPLACEMENTS[character]
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if all(ord(part) in _drawn() for part in plain) else BOITE


def printable(text: str) -> str:
    """Return a text in the characters that a page can show."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


def without_control(text: str) -> str:
    """Return a text without the characters that no XML may hold; all the others stay."""
    return "".join(one for one in text if one in "\n\t" or unicodedata.category(one) != "Cc")


def illegible(text: str) -> tuple[str, ...]:
    """Return the characters of a text that a page can only show as a box, or not at all."""
    if text.isascii() and text.isprintable():
        return ()
    return tuple(
        character
        for character in dict.fromkeys(unicodedata.normalize("NFC", text))
        if _shown(character) == BOITE != character
        or (unicodedata.category(character) == "Cc" and character not in "\n\t")
    )


def illegible_cells(frame: pd.DataFrame) -> list[tuple[str, Any, tuple[str, ...]]]:
    """Return the cells that no page can show as they are: column, label of the row, characters.

    Geometries and numbers are left aside.
    """
    found = []
    for column in frame.columns:
        for label, value in frame[column].items():
            if (isinstance(value, str) and not value.isascii()) or _has_control(value):
                signs = illegible(value)
                if signs:
                    found.append((str(column), label, signs))
    return found


def _has_control(value: object) -> bool:
    return isinstance(value, str) and not value.isprintable()


def printable_model(model: Model) -> Model:
    """Return a model (records, tuples, dictionaries) whose every text can be shown."""
    return _mapped(model)  # type: ignore[no-any-return]


def _mapped(value: Any) -> Any:
    """Return a value whose texts can be shown: the very value where nothing changes."""
    if isinstance(value, str):
        shown = printable(value)
        return value if shown == value else shown
    if type(value) in {tuple, list}:
        parts = [_mapped(part) for part in value]
        same = all(new is old for new, old in zip(parts, value, strict=True))
        return value if same else type(value)(parts)
    if is_dataclass(value) and not isinstance(value, type):
        known = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = {name: new for name, old in known.items() if (new := _mapped(old)) is not old}
        return replace(value, **changed) if changed else value
    return value
