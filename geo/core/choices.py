"""The option that a written text means, in an address as on the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo.core.accents import sans_accent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AUTOUR = " \t\r\n\u00a0\u202f.;:!?»«\"'"
"""What a message or a sentence leaves around a link: it is part of no value."""


def option(options: Iterable[str], text: str) -> str | None:
    """Return the option that a text is, whatever its capitals, accents and what stands around it.

    ``None`` when it is none, or several once capitals and accents are put aside.

    Examples
    --------
    >>> option(("cabbalr", "call"), "CABBALR."), option(("velo", "pied"), "Vélo")
    ('cabbalr', 'velo')
    """
    known, bare = list(options), text.strip(AUTOUR)
    if bare in known:
        return bare
    folded = sans_accent(bare).casefold()
    same = [one for one in known if sans_accent(one).casefold() == folded]
    return same[0] if len(same) == 1 else None


SMALL_WORDS = frozenset({"d", "de", "des", "du", "et", "l", "la", "le", "les"})
"""Words that tell nothing of which one is meant."""
SHORTEST = 3
"""Letters from which the beginning of a word is taken for it."""


def named(options: Mapping[str, Iterable[str]], text: str) -> str | None:
    """Return the option that a text is or names, as a person writes it on the command line.

    ``options``: other names, by option. Capitals, accents, plurals and small words are put aside;
    then each word may be the beginning of one of the name. ``None`` when it is none, or several.

    Examples
    --------
    >>> themes = {"bornes": ("Bornes de recharge",), "dechets": ("Déchets", "dechetteries")}
    >>> [named(themes, text) for text in ("Borne de recharge", "déchetterie", "recharge", "e")]
    ['bornes', 'dechets', 'bornes', None]
    """
    found = option(options, text)
    asked = words(text)
    if found is not None or not asked:
        return found
    names = {one: [words(name) for name in (one, *others)] for one, others in options.items()}
    for near in (_same, _begun):
        near_ones = [
            one for one, listed in names.items() if any(near(asked, name) for name in listed)
        ]
        if near_ones:
            return near_ones[0] if len(near_ones) == 1 else None
    return None


def words(text: str) -> frozenset[str]:
    """Return the words of a name that tell something: bare, in the singular."""
    found = re.findall(r"[a-z0-9]+", sans_accent(text).casefold())
    return frozenset(re.sub(r"[sx]$", "", word) for word in found if word not in SMALL_WORDS)


def _same(asked: frozenset[str], name: frozenset[str]) -> bool:
    return asked == name


def _begun(asked: frozenset[str], name: frozenset[str]) -> bool:
    return all(
        word in name or (len(word) >= SHORTEST and any(one.startswith(word) for one in name))
        for word in asked
    )
