"""Phones that wait for the next slide: told when it comes, rather than asking again and again.

One look at the file of a room, a few times a second, serves all those who wait for it. Nobody waits
long, nor when the server stops: it would wait for them.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.ui.serve.hall.state import Salles

LOOK_S = 0.25
WAIT_S = 8.0
MOST = 400
"""Phones that wait at once in this process; the others are answered at once, and ask again."""


class Guet:
    """Those who wait, by room and by the number of the slide that they have."""

    def __init__(self, rooms: Salles) -> None:
        self.rooms = rooms
        self._waiting: dict[tuple[str, int], set[asyncio.Future[None]]] = {}
        self._look: asyncio.Task[None] | None = None
        self._over = False

    async def change(self, nom: str, numero: int) -> None:
        """Return once a room shows another slide than that one, is over, or after a while."""
        full = self._over or sum(map(len, self._waiting.values())) >= MOST
        if full or self._is_other(nom, numero):
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault((nom, numero), set()).add(waiter)
        if self._look is None or self._look.done():
            self._look = asyncio.create_task(self._watch())
        try:
            await asyncio.wait([waiter], timeout=WAIT_S)
        finally:
            self._forget(nom, numero, waiter)

    def release(self) -> None:
        """Answer all those who wait, and let nobody wait any more: the server stops."""
        self._over = True
        for waiters in self._waiting.values():
            _wake(waiters)

    def _is_other(self, nom: str, numero: int) -> bool:
        room = self.rooms.find(nom)
        return room is None or room.numero != numero

    def _forget(self, nom: str, numero: int, waiter: asyncio.Future[None]) -> None:
        held = self._waiting.get((nom, numero), set())
        held.discard(waiter)
        if not held:
            self._waiting.pop((nom, numero), None)

    async def _watch(self) -> None:
        while self._waiting:
            await asyncio.sleep(LOOK_S)
            for (nom, numero), waiters in list(self._waiting.items()):
                if self._is_other(nom, numero):
                    _wake(waiters)


def _wake(waiters: Iterable[asyncio.Future[None]]) -> None:
    for one in waiters:
        if not one.done():
            one.set_result(None)
