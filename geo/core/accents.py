"""Letters without their accents: what two writings of one name have in common."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


MAY_COMBINE = re.compile("[\u0300-\U0010ffff]")
"""Nothing before U+0300 is an accent by itself: most letters are not looked at one by one."""


def sans_accent(text: str) -> str:
    """Return a text without accents nor ligatures: Nœux gives Noeux."""
    letters = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return MAY_COMBINE.sub(_but_accents, letters)


def _but_accents(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]
