"""What goes with a slide: its sources, and the notes of who presents it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.labels import rendu as mots

if TYPE_CHECKING:
    from collections.abc import Iterable


SUITE_CARACTERES = 224
"""Of what completes a message: two lines on a screen, the rest is the map's."""
BARRES = 10


def sources_de(mentions: Iterable[str]) -> str:
    """Return the line of sources of a slide, each told once."""
    return " ; ".join(dict.fromkeys(mention for mention in mentions if mention))


def notes_de(source: str, *others: str) -> str:
    """Return the notes of who presents a slide: its sources, then what else is given."""
    return "\n".join([f"{mots.NOTES_SOURCES} {source}.", *(other for other in others if other)])
