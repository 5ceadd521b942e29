"""What became of each row of a file: kept, merged into another, or refused, to the row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

Sort = Literal["fusionnees", "refusees"]

EXEMPLES = 5
"""Rows shown of each reason."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The rows of one reason: how many, and the first of them as the file writes them."""

    raison: str
    lignes: int
    exemples: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the same as plain values."""
        return {"raison": self.raison, "lignes": self.lignes, "exemples": list(self.exemples)}


@dataclass(frozen=True, slots=True)
class Bilan:
    """The account of a file: ``lues`` = ``gardees`` + merged + refused, always.

    ``signalements`` are told besides: what was repaired or is doubtful in rows that are kept, so
    that one row may be in several.
    """

    lues: int
    gardees: int
    fusionnees: tuple[Tally, ...] = ()
    refusees: tuple[Tally, ...] = ()
    signalements: tuple[Tally, ...] = ()

    @property
    def juste(self) -> bool:
        """Return whether every row is accounted for."""
        gone = sum(one.lignes for one in (*self.fusionnees, *self.refusees))
        return self.lues == self.gardees + gone

    def to_json(self) -> dict[str, Any]:
        """Return the same as plain values."""
        parts = {
            name: [one.to_json() for one in getattr(self, name)]
            for name in ("fusionnees", "refusees", "signalements")
        }
        return {"lues": self.lues, "gardees": self.gardees, **parts}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Bilan:
        """Return an account that was written by ``to_json``."""
        parts = {
            name: tuple(
                Tally(one["raison"], one["lignes"], tuple(one["exemples"])) for one in told[name]
            )
            for name in ("fusionnees", "refusees", "signalements")
        }
        return cls(told["lues"], told["gardees"], **parts)


@dataclass
class Ledger:
    """The account being made of a file of ``lignes`` rows; ``exemples`` tells some, by their rank.

    A row that has gone has gone: the first reason stays.
    """

    lignes: int
    exemples: Callable[[npt.NDArray[np.int64]], Sequence[str]]
    abimees: int = 0
    abimees_exemples: tuple[str, ...] = ()
    courtes: int = 0
    _gone: np.ndarray = field(init=False)
    _counts: dict[Sort, dict[str, Tally]] = field(init=False)
    _signs: dict[str, Tally] = field(init=False)

    def __post_init__(self) -> None:
        """Start with every row there, but those that could not be read at all."""
        self._gone = np.zeros(self.lignes, dtype=bool)
        self._counts = {"fusionnees": {}, "refusees": {}}
        self._signs = {}
        if self.abimees:
            broken = Tally("ligne_abimee", self.abimees, self.abimees_exemples)
            self._counts["refusees"]["ligne_abimee"] = broken
        if self.courtes:
            self._signs["ligne_courte"] = Tally("ligne_courte", self.courtes)

    @property
    def reste(self) -> np.ndarray:
        """Return which rows are still there."""
        return ~self._gone

    def remove(self, mask: np.ndarray, sort: Sort, raison: str) -> None:
        """Take the rows of ``mask`` that are still there away, for one reason."""
        mask = mask & ~self._gone
        self._gone |= mask
        self._add(self._counts[sort], mask, raison)

    def sign(self, mask: np.ndarray, raison: str) -> None:
        """Tell something of the rows of ``mask`` that are still there."""
        self._add(self._signs, mask & ~self._gone, raison)

    def _add(self, counts: dict[str, Tally], mask: np.ndarray, raison: str) -> None:
        total = int(mask.sum())
        if not total:
            return
        before = counts.get(raison, Tally(raison, 0))
        shown = tuple(self.exemples(np.flatnonzero(mask)[:EXEMPLES]))
        counts[raison] = Tally(raison, before.lignes + total, (*before.exemples, *shown)[:EXEMPLES])

    def bilan(self) -> Bilan:
        """Return the account."""
        return Bilan(
            self.lignes + self.abimees,
            int(self.reste.sum()),
            tuple(self._counts["fusionnees"].values()),
            tuple(self._counts["refusees"].values()),
            tuple(self._signs.values()),
        )
