"""What is refused at the door, before Streamlit hears of it.

A page of another site is refused here, from the settings alone: to decide, Streamlit would ask a
host of the Internet for the address of this machine. No reader may empty what is kept for all. In
a room (``geo.ui.serve.room``) nothing is taken from a reader but what turns the pages: no file, no
command.
"""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg

from geo.labels import presentation as mots
from geo.labels.salle import CHEMIN as SALLE
from geo.ui.parts.images import root
from geo.ui.serve import room

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LECTURE = frozenset({"GET", "HEAD", "OPTIONS"})
"""The HTTP methods that change nothing."""

POUR_TOUS = frozenset(
    {
        "clear_cache",
        "set_run_on_save",
        "load_git_info",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    }
)
"""Messages of Streamlit's developer menu: they act on the server, not on the reader's page."""

PAGES = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
FICHIERS_FAITS = frozenset({"deferred_file", "dataframe_chunk"})
"""What a reader of a room may send: to turn pages, to take a file, to read a long table."""

REFUS = 1008
"""Code of a websocket closed because of a rule."""


class Porte:
    """ASGI middleware: refuse what no page of ours sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            if not (host_allowed(headers.get("host")) and origin_allowed(headers)):
                await send({"type": "websocket.close", "code": REFUS})
                return
            receive = _filtre(receive)
        elif scope["type"] == "http" and _refused_in_a_room(scope):
            await PlainTextResponse(mots.LECTURE_REFUS, status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _refused_in_a_room(scope: Scope) -> bool:
    """Return whether a room lets no reader do that; a room itself judges what is sent to it."""
    asked = scope["path"].removeprefix(root().rstrip("/")).strip("/")
    ours = asked == SALLE or asked.startswith(f"{SALLE}/")
    return room.lecture_seule() and scope["method"] not in LECTURE and not ours


def host_allowed(host: str | None) -> bool:
    """Return whether a page was opened by an address of ours.

    A name that someone else owns may be made to lead to this machine: the page of that site would
    then be of our origin. A number cannot be, so every number is let in. Names: this machine's own,
    the one it is told to be opened by, and those of ``server.allowedHosts``.
    """
    name = _name_of(host)
    if name is None or _is_number(name):
        return name is not None
    given = str(config.get_option("browser.serverAddress")).lower()
    listed = [one.lower().rstrip(".") for one in config.get_option("server.allowedHosts")]
    return (
        name in {"localhost", *_names_of_this_machine(), given, *listed}
        or "*" in listed
        or any(name.endswith(one[1:]) for one in listed if one.startswith("*."))
    )


def _name_of(host: str | None) -> str | None:
    """Return the name or the number of a host, without its port; ``None`` if it is none."""
    try:
        return (urlsplit(f"//{host or ''}").hostname or "").rstrip(".") or None
    except ValueError:
        return None


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _names_of_this_machine() -> tuple[str, str]:
    name = socket.gethostname().lower()
    return name, f"{name.partition('.')[0]}.local"


def origin_allowed(headers: Headers) -> bool:
    """Return whether a websocket comes from a page of ours, or of a site that the settings name."""
    origin = headers.get("origin")
    if origin is None or not config.get_option("server.enableCORS"):
        return True
    try:
        asking = urlsplit(origin)
    except ValueError:
        return False
    if asking.netloc == headers.get("host"):
        return True
    named = [urlsplit(name).hostname for name in config.get_option("server.corsAllowedOrigins")]
    return asking.hostname in named or _is_opened_by(asking)


def _is_opened_by(asking: SplitResult) -> bool:
    """Return whether an origin is the address that the atlas is said to be opened by.

    Its port counts: another program of this machine has another one. None is that of a site.
    """
    given = urlsplit(f"//{config.get_option('browser.serverAddress')}").hostname
    try:
        port = asking.port
    except ValueError:
        return False
    return asking.hostname == given and port in {None, config.get_option("browser.serverPort")}


def message_allowed(corps: bytes, *, lecture_seule: bool) -> bool:
    """Return whether a message of Streamlit's page is let in; Streamlit judges what is none."""
    message = BackMsg()
    try:
        message.ParseFromString(corps)
    except DecodeError:
        return True
    kind = message.WhichOneof("type")
    if kind in POUR_TOUS:
        return False
    if not lecture_seule or kind in PAGES:
        return True
    return (
        kind == "backend_operation_request"
        and message.backend_operation_request.WhichOneof("payload") in FICHIERS_FAITS
    )


def _filtre(receive: Receive) -> Receive:
    """Return what gives the next message that is let in."""

    async def next_one() -> Message:
        while True:
            message = await receive()
            body = message.get("bytes")
            if body is None or message_allowed(body, lecture_seule=room.lecture_seule()):
                return message

    return next_one
