"""The text of a file whose encoding nobody tells.

UTF-8, also with bytes of another encoding among it, UTF-16 and UTF-32 with or without their mark,
and the encodings of one byte a letter, of which the most French reading is kept. What was supposed
is told.
"""

from __future__ import annotations

import re

from geo.labels import coordonnees as mots
from geo.labels.formats import accord

BOMS = (
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Marks at the start of a file, the longest first: that of UTF-16 begins that of UTF-32."""
UTF16_SHARE = 0.3
"""Share of zero bytes, on one side, by which a text without a mark is UTF-16: it is 0.5."""

ONE_BYTE = ("cp1252", "mac_roman", "cp850", "iso8859_15")
"""Encodings of one byte a letter that French files are met in; the first wins when all is even."""
ESCAPED = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8, as ``surrogateescape`` writes it."""


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and what is to be told of its encoding.

    Raises
    ------
    UnicodeDecodeError
        If it is no text.
    """
    marked = next((name for bom, name in BOMS if content.startswith(bom)), None)
    if marked is None and b"\0" in content:
        return _unmarked(content)
    if marked is not None and marked != "utf-8-sig":
        return _without_zero(content.decode(marked), content), ()
    bare = content.removeprefix(b"\xef\xbb\xbf")
    text = _without_zero(bare.decode("utf-8", errors="surrogateescape"), content)
    wrong = ESCAPED.findall(text)
    if not wrong:
        return text, ()
    if _has_utf8(text):
        return _mixed(text, wrong)
    read = {name: bare.decode(name, errors="replace") for name in ONE_BYTE}
    best = max(read, key=lambda name: frenchness(read[name]))
    return read[best], (mots.ENCODAGE.format(encodage=mots.ENCODAGES[best]),)


def _without_zero(text: str, content: bytes) -> str:
    """Return a text as it is.

    Raises
    ------
    UnicodeDecodeError
        If it holds the character zero: it is no text.
    """
    at = text.find("\0")
    if at >= 0:
        raise UnicodeDecodeError("utf-8", content, at, at + 1, "zero")
    return text


def _unmarked(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return a text of UTF-16 that no mark announces: one of its two bytes is most often zero."""
    half = max(len(content) // 2, 1)
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if content[start::2].count(0) / half >= UTF16_SHARE:
            return _without_zero(content.decode(name), content), (mots.ENCODAGE_UTF16,)
    at = content.index(0)
    raise UnicodeDecodeError("utf-8", content, at, at + 1, "zero")


def _has_utf8(text: str) -> bool:
    """Return whether a text with wrong bytes has letters that were written in UTF-8.

    Two bytes that happen to be UTF-8 in an older encoding (« Ã© ») would be a letter hurt before:
    to read it as UTF-8 mends it.
    """
    return any(letter in FRENCH for letter in ESCAPED.sub("", text))


def _mixed(text: str, wrong: list[str]) -> tuple[str, tuple[str, ...]]:
    """Return a text of UTF-8 whose other bytes are read in the encoding that they are in."""
    read = {name: _read_bytes(text, name) for name in ONE_BYTE}
    best = max(read, key=lambda name: frenchness(read[name]))
    first = ESCAPED.search(text)
    before = text[: first.start()] if first else ""
    line = len(re.findall(r"\r\n?|\n", before)) + 1
    told = mots.OCTETS_FAUX if len(wrong) == 1 else mots.OCTETS_MELES
    return read[best], (
        told.format(octets=accord(len(wrong), "octet"), ligne=line, encodage=mots.ENCODAGES[best]),
    )


def _read_bytes(text: str, name: str) -> str:
    """Return a text whose bytes that are not UTF-8 are read in an encoding."""

    def letter(found: re.Match[str]) -> str:
        byte = found[0].encode("utf-8", errors="surrogateescape")
        return byte.decode(name, errors="replace")

    return ESCAPED.sub(letter, text)


# --- which reading is the most French -----------------------------------------------------------

FRENCH = frozenset("éèêëàâäçîïôöùûüÿœæÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆ«»°’“”€–²\u00a0")
"""Letters and signs of a French text beyond ASCII."""
COMMON = frozenset("éèêàçôîâûœÉÈÀÊŒ«»’°")
"""Those of every day: the others are as rare in French as in a wrong reading."""
MISPLACED = re.compile(
    r"[a-zàâçéèêëîïôûùüœ][ÉÈÊËÀÂÄÇÎÏÔÖÙÛÜŒÆ]"  # a capital inside a word of small letters
    r"|[A-ZÉÈÊÀÇÔÎ]{2}[éèêëàâäçîïôöùûüÿœæ]|[éèêëàâäçîïôöùûüÿœæ][A-ZÉÈÊÀÇÔÎ]"  # and the other way
    r"|\b[âêîôûëïöäÿùü][a-z]{2,}"  # no French word that is met in such files begins so
    r"|[ÀÂÄÇÈÊËÎÏÔÖÙÛÜ]{2}"
    r"|\w[«»‚„…†‡ˆ‰‹›•¬¨´¸√∂∑∏π∫Ωø¡¿ƒ≈∆÷◊]\w"
)
"""Letters that stand where no French word has them."""


def frenchness(text: str) -> int:
    """Return how French the letters of a text are, beyond ASCII: common, known, alien, misplaced.

    Examples
    --------
    >>> frenchness("Béthune") > frenchness("BÇthune") > frenchness("B√thune")
    True
    """
    beyond = [letter for letter in text if ord(letter) > 127]  # noqa: PLR2004 - ASCII
    known = sum(letter in FRENCH for letter in beyond)
    common = sum(letter in COMMON for letter in beyond)
    return 3 * known + 2 * common - 3 * len(beyond) - 4 * len(MISPLACED.findall(text))


# --- what was hurt before -----------------------------------------------------------------------

HURT = re.compile(
    r"\w*(?:"
    r"Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[™œ“”¦\u009d]"  # UTF-8 read as Windows
    r"|├[®¿áóÔ┤ºë¬á¢¡ÇÉ«║ô]|ÔÇÖ"  # as DOS
    r"|√[©®†ß¥™¢¥Æ´ªâàâÄ®]|‚Äô"  # as Mac
    r"|(?<=[a-zA-Z])[‚Š…ˆ‡“–](?=[a-z])|(?<=[a-z])[Žˆ](?=[a-z])"  # DOS or Mac, read as Windows
    r")\w*"
)
"""Letters that were once read in the wrong encoding and saved so: « Ã‰cole », « B├®thune »."""


def hurt(text: str) -> tuple[str, ...]:
    """Return what is to be told of letters that were hurt before the file came here."""
    found = HURT.search(text)
    if found is None and "\ufffd" not in text:
        return ()
    example = found[0][:20] if found else "\ufffd"
    return (mots.MOJIBAKE.format(exemple=example),)
