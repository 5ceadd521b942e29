"""What was shown to a reader and can be drawn again as a picture: the last ones, by digest."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Dessinable(Protocol):
    """What was shown on a page and can be drawn as a picture."""

    def draw_on(self, genre: Literal["png", "svg"]) -> bytes:
        """Return the picture."""


class RegistreDesImages:
    """What was shown lately and can be drawn again, by digest; the oldest are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[str, Dessinable]] = OrderedDict()
        self._lock = Lock()

    def keep(self, digest: str, nom: str, faire: Callable[[], Dessinable]) -> None:
        """Keep what was shown, under its digest and the name of its files.

        ``faire`` gives it, when it is not kept yet.
        """
        with self._lock:
            if digest not in self._kept:
                self._kept[digest] = (nom, faire())
            self._kept.move_to_end(digest)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def find(self, digest: str, nom: str) -> Dessinable | None:
        """Return what has this digest and this name; ``None`` when it is not known any more."""
        with self._lock:
            known, what = self._kept.get(digest, ("", None))
        return what if known == nom else None
