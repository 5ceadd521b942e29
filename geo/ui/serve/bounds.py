"""How much one reader, and all of them together, may ask of this process.

A page leaves one live link, sends one message a gesture and one small file at a time. Beyond what
many readers do together, what is asked waits, takes the place of what is older, or is refused with
a word: nobody can fill the memory, the descriptors or the time of the others.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from starlette.responses import PlainTextResponse
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from geo.labels import serve as mots

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

DEPOT = "/_stcore/upload_file/"
LIVE = "/_stcore/stream"
FILES_OF_A_READER = 3
"""Files kept for one session: the page reads one, the last sent."""
FILES_IN_ALL = 200
"""Files kept for all the sessions, of 1 MB each at most."""
LINKS = 500
"""Live links of this process: those of a large room, each with its page."""
DESCRIPTORS_OF_A_LINK = 4
DESCRIPTORS_KEPT = 256
"""Descriptors left for files, libraries, and pages without a live link."""
BURST, EACH_SECOND = 100, 20.0
"""Messages of one link: let through at once, then each second. A slider sends ten a second."""
TRY_AGAIN = 1013
"""Code of a link closed because there are too many."""


def raise_descriptors() -> int:
    """Let this process open as many files as the system allows; return how many.

    The usual limit of a session, 1 024, is that of 250 readers.
    """
    if sys.platform == "win32":
        return LINKS * DESCRIPTORS_OF_A_LINK + DESCRIPTORS_KEPT
    import resource  # noqa: PLC0415 - unknown to Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard if hard != resource.RLIM_INFINITY else sys.maxsize


def most_links(descriptors: int) -> int:
    """Return how many live links a process may hold, from the files that it may open."""
    return max(1, min(LINKS, (descriptors - DESCRIPTORS_KEPT) // DESCRIPTORS_OF_A_LINK))


@dataclass
class Cadence:
    """The pace of one link: ``burst`` messages at once, then ``each_second``."""

    burst: float = BURST
    each_second: float = EACH_SECOND
    clock: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _since: float = field(init=False)

    def __post_init__(self) -> None:
        """Start with a whole burst."""
        self._left, self._since = self.burst, self.clock()

    def wait(self) -> float:
        """Count one message; return the seconds that it must wait."""
        now = self.clock()
        self._left = min(self.burst, self._left + (now - self._since) * self.each_second) - 1
        self._since = now
        return max(0.0, -self._left / self.each_second)


class Kept(Protocol):
    """What keeps the files that readers send (``MemoryUploadedFileManager`` of Streamlit)."""

    def remove_file(self, session_id: str, file_id: str) -> None:
        """Forget a file."""

    def remove_session_files(self, session_id: str) -> None:
        """Forget the files of a session."""


@dataclass
class Files:
    """The files sent, by session and in order: the last of each reader, and not too many in all."""

    each: int = FILES_OF_A_READER
    most: int = FILES_IN_ALL
    _sent: dict[str, OrderedDict[str, None]] = field(default_factory=dict)

    def admit(self, session: str, file: str, kept: Kept, is_active: Callable[[str], bool]) -> bool:
        """Return whether a file may come; what is older of its session, or of no one, goes."""
        for other in [one for one in self._sent if one != session and not is_active(one)]:
            kept.remove_session_files(other)
            del self._sent[other]
        mine = self._sent.get(session, OrderedDict())
        if file not in mine and sum(map(len, self._sent.values())) >= self.most:
            return False
        mine[file] = None
        mine.move_to_end(file)
        while len(mine) > self.each:
            kept.remove_file(session, mine.popitem(last=False)[0])
        self._sent[session] = mine
        return True

    def forget(self, session: str, file: str) -> None:
        """Forget a file that its reader takes back."""
        mine = self._sent.get(session)
        if mine is not None:
            mine.pop(file, None)
            if not mine:
                del self._sent[session]


class Bornage:
    """ASGI middleware: bound the links, their messages and the files of the readers."""

    links = 0
    """Live links open now, told to who watches this process (``geo.ui.serve.watch``)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.files = Files()
        self.most = most_links(raise_descriptors())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or one link, or refuse it."""
        if scope["type"] == "websocket":
            await self._link(scope, receive, send)
            return
        if scope["type"] == "http" and DEPOT in scope["path"] and not self._file(scope):
            await PlainTextResponse(mots.TROP_DE_FICHIERS, status_code=503)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _file(self, scope: Scope) -> bool:
        session, _, file = scope["path"].partition(DEPOT)[2].partition("/")
        if scope["method"] == "DELETE":
            self.files.forget(session, file)
        if scope["method"] != "PUT" or not Runtime.exists():
            return True
        runtime = Runtime.instance()
        manager = runtime.uploaded_file_mgr
        if not isinstance(manager, MemoryUploadedFileManager):
            return True
        return self.files.admit(session, file, manager, runtime.is_active_session)

    async def _link(self, scope: Scope, receive: Receive, send: Send) -> None:
        if Bornage.links >= self.most:
            await _refuse(scope, receive, send)
            return
        Bornage.links += 1
        try:
            await self.app(scope, _paced(receive), send)
        finally:
            Bornage.links -= 1


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Open the link to close it with its reason: refused before, the browser would tell none."""
    await receive()
    offered = scope.get("subprotocols") or [None]
    await send({"type": "websocket.accept", "subprotocol": offered[0]})
    await send({"type": "websocket.close", "code": TRY_AGAIN, "reason": mots.TROP_DE_LECTEURS})


def _paced(receive: Receive) -> Receive:
    """Return what gives the messages of a link at its pace: what is too quick waits its turn."""
    pace = Cadence()

    async def next_one() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive":
            pause = pace.wait()
            if pause:
                await asyncio.sleep(pause)
        return message

    return next_one
