"""A coordinate that a file writes over several columns: degrees, minutes, seconds, hemisphere.

« lat_deg;lat_min;lat_sec;lat_ns », « Latitude;N/S;Longitude;E/W »: read by its first column alone,
such a place would be a hundred kilometres away, or on the other side of Greenwich.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers.coordinates.written import PointError, is_absent
from geo.labels import coordonnees as mots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEGREES = frozenset({"d", "deg", "degre", "degres", "degree", "degrees"})
PARTS: dict[str, frozenset[str]] = {
    "minutes": frozenset({"min", "mn", "minute", "minutes"}),
    "secondes": frozenset({"sec", "seconde", "secondes", "second", "seconds"}),
    "lettre": frozenset({"hemisphere", "hemi", "ns", "ew", "we", "eo", "oe", "ref", "dir"}),
}
"""The words that say which part a column holds."""
SHORT = {"m": "minutes", "s": "secondes"}
"""The same, where the degrees are a column of their own: « lat_d, lat_m, lat_s »."""
BOTH_LETTERS = (frozenset("ns"), frozenset("ew"), frozenset("eo"))
"""« N/S », « E/W », « E/O »: the heading of a column of letters."""
BOUNDS = frozenset({"max", "maxi", "maximum"})
"""Beside them « lat_min » is the lowest latitude, no minutes."""


@dataclass(frozen=True, slots=True)
class Rest:
    """The ranks of the columns that complete one coordinate; None for those that are not there."""

    minutes: int | None = None
    secondes: int | None = None
    lettre: int | None = None

    @property
    def ranks(self) -> tuple[int, ...]:
        """Every column, in the order in which they are told."""
        told = (self.minutes, self.secondes, self.lettre)
        return tuple(rank for rank in told if rank is not None)

    @property
    def kinds(self) -> frozenset[str]:
        """Which parts there are."""
        names = ("minutes", "secondes", "lettre")
        return frozenset(name for name in names if getattr(self, name) is not None)


@dataclass(frozen=True, slots=True)
class _Told:
    axis: str  # « lat », « lon », or nothing
    kind: str  # a key of ``PARTS``, or nothing
    around: frozenset[str]
    degrees: bool
    short: bool = False


def find(listed: Sequence[Sequence[str]], axes: Mapping[str, frozenset[str]]) -> dict[int, Rest]:
    """Return what completes each coordinate, by the rank of its first column.

    ``listed``: the words of each heading. ``axes``: the words of « lat » and of « lon ». Only what
    both coordinates have in the same way is kept: one column alone means something else.
    """
    columns = [_column(words, axes) for words in listed]
    if any(BOUNDS & {*words} for words in listed):
        return {}
    found: dict[int, dict[str, int]] = {}
    for rank, column in enumerate(columns):
        whole = _whole(columns, rank) if column.kind else None
        if whole is not None:
            found.setdefault(whole, {}).setdefault(column.kind, rank)
    parts = {rank: Rest(**kinds) for rank, kinds in found.items()}
    return {
        rank: mine
        for rank, mine in parts.items()
        if any(
            mine.kinds == others.kinds and columns[rank].axis != columns[other].axis
            for other, others in parts.items()
        )
    }


def _column(words: Sequence[str], axes: Mapping[str, frozenset[str]]) -> _Told:
    """Return what a heading says: of which coordinate, and which part of it."""
    axis = next((name for name, known in axes.items() if known & {*words}), "")
    others = [word for word in words if not axis or word not in axes[axis]]
    kind = next((kind for kind, known in PARTS.items() if known & {*others}), "")
    around = frozenset(others) - PARTS.get(kind, frozenset()) - DEGREES
    letters = next((both for both in BOTH_LETTERS if both <= {*others}), frozenset())
    if not kind and letters:
        kind, around = "lettre", around - letters
    short = [word for word in others if word in SHORT] if not kind else []
    if len(short) == 1:
        kind, around = SHORT[short[0]], around - {*short}
    return _Told(axis, kind, around, bool(DEGREES & {*others}), len(short) == 1)


def _whole(columns: Sequence[_Told], rank: int) -> int | None:
    """Return the column that a part completes: of the same words, or the one just before it.

    A short name (« lat_m ») is only a part of degrees that are named.
    """
    part = columns[rank]
    if not part.axis:
        if part.around or part.short:
            return None
        before = rank - 1
        while before > 0 and columns[before].kind and not columns[before].axis:
            before -= 1
        alone = before >= 0 and columns[before].axis and not columns[before].kind
        return before if alone else None
    return next(
        (
            other
            for other, column in enumerate(columns)
            if (column.axis, column.around, column.kind) == (part.axis, part.around, "")
            if column.degrees or not part.short
        ),
        None,
    )


def joined(cells: Sequence[str], rank: int, parts: Rest | None, name: str) -> str:
    """Return one coordinate as a person writes it, from the cells that hold its parts.

    ``name``: what it is called in a refusal. Degrees with decimals need no minutes.

    Raises
    ------
    PointError
        If the degrees are whole and the minutes are not there: the place is not known.
    """
    told = _cell(cells, rank)
    if parts is None or not told:
        return told
    minutes, seconds, letter = (
        _cell(cells, at) for at in (parts.minutes, parts.secondes, parts.lettre)
    )
    if parts.minutes is not None:
        told = re.sub(r"(?<=\d)[.,]0+$", "", told)
        whole = told.lstrip("+-").isdigit()
        if whole and not minutes:
            raise PointError(mots.ABSENTE.format(nom=mots.MINUTES.format(nom=name)))
        told += f"°{minutes}'" if minutes else ""
        told += f'{seconds}"' if seconds else ""
    return f"{told} {letter}".strip()


def _cell(cells: Sequence[str], rank: int | None) -> str:
    """Return what a cell says; nothing where it is not there or says that nothing is known."""
    told = cells[rank].strip() if rank is not None and rank < len(cells) else ""
    return "" if is_absent(told) else told
