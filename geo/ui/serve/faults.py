"""What a reader sees when a page stops on a fault that nobody foresaw: French, short, no detail.

Streamlit would show an English box, and the server « Internal Server Error ». The whole of the
fault is in the log of the server, under the same mark as on the page.
"""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import PlainTextResponse

from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import serve as mots
from geo.labels import textes
from geo.labels.formats import as_markdown
from geo.ui.serve import watch

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger(__name__)


def noted(fault: Exception) -> str:
    """Write a fault that nobody foresaw in the log, and return what is said of it."""
    watch.counts.fault()
    mark = secrets.token_hex(4)
    LOG.error(mots.JOURNAL_FAUTE, mark, exc_info=fault, extra={"repere": mark})
    return mots.ERREUR_INATTENDUE.format(repere=mark, programme=catalog.PROGRAMME)


def tell(fault: Exception) -> bool:
    """Tell the reader that a page stopped; return that nothing else is to be shown.

    A fault of the data says which file, and what to do; of any other only a mark is shown, by which
    the person who serves the atlas finds it in the log.
    """
    told = as_markdown(fault) if isinstance(fault, AtlasError) else noted(fault)
    st.error(
        f"{textes.ERREUR_PAGE}\n\n{told}\n\n{textes.ERREUR_AUTRES}",
        icon=":material/error:",
    )
    return True


class Fautes:
    """ASGI middleware: an address that fails says so in French, under the mark of the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        begun = False

        async def relay(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, relay)
        except Exception as fault:
            if scope["type"] != "http" or begun:
                raise
            told = f"{textes.ERREUR_PAGE} {noted(fault)}"
            answer = PlainTextResponse(
                told, HTTPStatus.INTERNAL_SERVER_ERROR, {"cache-control": "no-store"}
            )
            await answer(scope, receive, send)
