"""The option that a written text means, in an address as on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core.accents import sans_accent

if TYPE_CHECKING:
    from collections.abc import Iterable

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
