"""How many times one reader may ask: a bucket that fills again, one a reader, bounded in number."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LECTEURS_MAX = 2_000
"""Readers remembered: the one that has been silent for longest is forgotten."""


@dataclass
class Debit:
    """``rafale`` demands at once, then ``par_minute``; each reader has its own."""

    par_minute: float = 60.0
    rafale: float = 30.0
    horloge: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def ask(self, reader: str) -> int:
        """Return 0 when a reader may go on, else the whole seconds after which to come back."""
        now, each_second = self.horloge(), self.par_minute / 60
        with self._lock:
            left, since = self._left.pop(reader, (self.rafale, now))
            left = min(self.rafale, left + (now - since) * each_second)
            allowed = left >= 1
            self._left[reader] = (left - 1 if allowed else left, now)
            if len(self._left) > LECTEURS_MAX:
                self._left.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) / each_second))
