"""Who may ask what of a room: the machine that shows, a page of ours, and how often."""

from __future__ import annotations

import json
import os
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers

from geo.ui.serve import room
from geo.ui.serve.addresses import adresses
from geo.ui.serve.gate import host_allowed, origin_allowed
from geo.ui.serve.rate import Debit

if TYPE_CHECKING:
    from starlette.requests import Request

ALLOWED = "ATLAS_SALLES"
"""Environment: ``oui`` lets any reader open a room, behind a server that many share."""
MOST_BYTES = 8_192
JSON = "application/json"
changes = Debit(par_minute=240, rafale=60)
"""Changes of all the rooms that one reader asks for: a deck turned without a pause."""
openings = Debit(par_minute=1 / 5, rafale=4)
"""Rooms that one reader opens: there are few for all, and a speaker needs one."""
codes = Debit(par_minute=6, rafale=6)
"""Codes that one reader tries; a room may have a single address."""


def may_open(client: str) -> bool:
    """Return whether a reader may open a room: the machine that shows it, or all where it is said.

    Outside both, no room exists, and nothing of one is answered.
    """
    if os.environ.get(ALLOWED) == "oui":
        return True
    return bool(os.environ.get(room.PORT)) and _is_this_machine(client)


def pause(client: str) -> int:
    """Return the seconds that a reader waits before opening one more room; none where it shows."""
    return 0 if _is_this_machine(client) else openings.ask(client)


def _is_this_machine(client: str) -> bool:
    try:
        host = ip_address(client)
    except ValueError:
        return False
    return host.is_loopback or client in adresses()


def is_ours(request: Request) -> bool:
    """Return whether a change is asked by a page of ours: a browser always tells its origin."""
    headers = Headers(scope=request.scope)
    kind = headers.get("content-type", "").partition(";")[0].strip()
    asked = headers.get("origin") is not None and origin_allowed(headers)
    return asked and host_allowed(headers.get("host")) and kind == JSON


async def told(request: Request) -> dict[str, Any] | None:
    """Return what a request says; ``None`` where it is too long, or is no object of texts.

    JSON may hold half a character, which can be written nowhere, and be deeper than it is read.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    try:
        said = json.loads(body or b"{}")
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
