"""Letters without their accents: what two writings of one name have in common."""

from __future__ import annotations

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


def sans_accent(text: str) -> str:
    """Return a text without accents nor ligatures: Nœux gives Noeux."""
    letters = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(c for c in letters if not unicodedata.combining(c))
