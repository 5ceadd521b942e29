"""The widths of the letters of Arial, in thousandths of the size: slides are set in it.

Arial may not be on this machine: a text must be measured without it. A letter with an accent is
as wide as without; what is not here is as wide as a capital M.
"""

from __future__ import annotations

from functools import lru_cache

from geo.labels.formats import sans_accent

LARGEURS = {
    "normal": {
        191: "'",
        222: "ijl’",
        260: "|",
        278: " !,./:;I[\\]ft·",
        333: "()-`r²³",
        334: "{}",
        355: '"',
        389: "*",
        400: "°",
        469: "^",
        500: "Jcksvxyz",
        556: "#$0123456789?L_abdeghnopqu«»–€",
        584: "+<=>~×",
        611: "FTZ",
        667: "&ABEKPSVXY",
        722: "CDHNRUw",
        778: "GOQ",
        833: "Mm",
        889: "%æ",
        944: "Wœ",
        1000: "—…ŒÆ",
        1015: "@",
    },
    "gras": {
        238: "'",
        278: " ,./I\\ijl’·",
        280: "|",
        333: "!()-:;[]`ft²³",
        389: "*r{}",
        400: "°",
        474: '"',
        500: "z",
        556: "#$0123456789J_aceksvxy«»–€",
        584: "+<=>^~×",
        611: "?FLTZbdghnopqu",
        667: "EPSVXY",
        722: "&ABCDHKNRU",
        778: "GOQw",
        833: "M",
        889: "%mæ",
        944: "Wœ",
        975: "@",
        1000: "—…ŒÆ",
    },
}
"""Style -> width -> the letters that have it."""
CADRATIN = 1000
PAR_LETTRE = {
    style: {letter: width for width, letters in widths.items() for letter in letters}
    for style, widths in LARGEURS.items()
}
LARGE = 833


@lru_cache(maxsize=8192)
def largeur_relative(text: str, style: str) -> float:
    """Return the width of a text in sizes of text; ``style``: normal, or anything bold."""
    known = PAR_LETTRE["normal" if style == "normal" else "gras"]
    return sum(_width(letter, known) for letter in text) / CADRATIN


def _width(letter: str, known: dict[str, int]) -> int:
    if letter.isspace():
        return known[" "]
    found = known.get(letter)
    if found is None:
        found = known.get(sans_accent(letter), LARGE)
    return found
