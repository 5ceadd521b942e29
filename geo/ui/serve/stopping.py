"""A stop of this process: who waits is answered at once, and who never ends holds nobody.

The server waits for each answer under way before it stops. A phone that waits for the next slide,
or a file of which half was sent, would keep it there until it is killed.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from starlette.types import ASGIApp, Receive, Scope, Send

ASKED_BY = (signal.SIGTERM, signal.SIGINT)
GRACE_S = 4.0
"""What an answer under way is given to end: drawing one slide or writing one file takes less."""


@contextmanager
def told(stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` in the loop of the server when this process is asked to end, during the block.

    What was to be done on those signals is done first. Outside the main thread, where no signal
    comes (tests), nothing is.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {one: signal.getsignal(one) for one in ASKED_BY}

    def asked(number: int, frame: FrameType | None) -> None:
        previous = before[signal.Signals(number)]
        if callable(previous):
            previous(number, frame)
        loop.call_soon_threadsafe(stop)

    for one in ASKED_BY:
        signal.signal(one, asked)
    try:
        yield
    finally:
        for one, previous in before.items():
            signal.signal(one, previous)


class EnCours:
    """ASGI middleware: the answers under way, which a stop leaves after a while."""

    under_way: ClassVar[set[asyncio.Task[object]]] = set()
    """Those of this process: one server, one application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        task = asyncio.current_task()
        if scope["type"] != "http" or task is None:
            await self.app(scope, receive, send)
            return
        self.under_way.add(task)
        try:
            await self.app(scope, receive, send)
        finally:
            self.under_way.discard(task)

    @classmethod
    def leave(cls) -> None:
        """Give the answers under way their time, then leave those that have not ended."""

        def late() -> None:
            for one in list(cls.under_way):
                one.cancel()

        asyncio.get_running_loop().call_later(GRACE_S, late)
