"""The addresses of the rooms: pages to read, short messages to write, a code to scan."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from geo.core.errors import AtlasError, RoomError
from geo.labels import salle as mots
from geo.ui import cache
from geo.ui.parts.images import root
from geo.ui.serve import room as room_module
from geo.ui.serve.first_view.document import Document, encoded, made, path_of
from geo.ui.serve.hall import pages, who
from geo.ui.serve.hall.rooms import rooms, watch
from geo.ui.serve.hall.slide import checked, shown
from geo.ui.serve.hall.state import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from geo.ui.serve.hall.state import Salle

NO_STORE = {"cache-control": "no-store"}
LONGEST_NUMBER = 10
WRITERS = CapacityLimiter(2)
"""Pages of speakers and codes to scan made at once: the readers must not wait for them."""
PAGES = (mots.CHEMIN_SUIVRE, mots.CHEMIN_TELECOMMANDE, mots.CHEMIN_ORATEUR)
LONGEST_CODE = 1_200
"""Bytes of an address in a code to scan: longer, it is not read from the back of a room."""


def is_page(path: str) -> bool:
    """Return whether a request asks for a page of a room, which is whole as it is written."""
    return path_of(path).partition("/")[0] in PAGES


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


# --- pages ------------------------------------------------------------------------------------


async def _page(request: Request, make: Callable[[], Document]) -> Response:
    try:
        document = await run_sync(make, limiter=WRITERS)
    except AtlasError as error:
        return _over(request, str(error), HTTPStatus.SERVICE_UNAVAILABLE)
    return _sent(request, document, NO_STORE)


def _sent(
    request: Request, document: Document, headers: dict[str, str], status: int = 200
) -> Response:
    body, how = encoded(document, request.scope)
    told = {**headers, **how, "vary": "accept-encoding"}
    return Response(body, status, told, media_type="text/html; charset=utf-8")


def _over(request: Request, why: str, status: int = HTTPStatus.NOT_FOUND) -> Response:
    return _sent(request, made(pages.over(why)), NO_STORE, status)


class Suivies:
    """The slide that each room follows, drawn once for all the phones that ask it at once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, asyncio.Future[Document]]] = OrderedDict()

    async def document(self, room: Salle, tag: str) -> Document:
        """Return the slide of a room; ``tag`` changes with what it shows."""
        kept_tag, drawing = self._kept.get(room.nom, ("", None))
        if drawing is None or kept_tag != tag or drawing.cancelled() or _failed(drawing):
            drawing = asyncio.ensure_future(run_sync(_followed, room))
            self._kept[room.nom] = tag, drawing
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        # A phone that goes away takes nothing from the others.
        return await asyncio.shield(drawing)


def _failed(drawing: asyncio.Future[Document]) -> bool:
    return drawing.done() and drawing.exception() is not None


def _followed(room: Salle) -> Document:
    known = "|".join(cache.readable()), cache.reports() is not None
    key = ("suivie", room.nom, str(room.numero), room.requete, *known)
    kept: Document = cache.once(key, lambda: made(pages.followed(room, shown(room.requete))))
    return kept


suivies = Suivies()


async def suivre(request: Request) -> Response:
    """Answer the slide that a room follows now, the same bytes for every phone."""
    found = rooms().find(request.path_params["nom"].upper())
    if found is None:
        return _over(request, mots.SALLE_FINIE)
    tag = f'"{found.nom}-{found.numero}-{cache.version()}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    try:
        document = await suivies.document(found, tag)
    except AtlasError as error:
        return _over(request, str(error), HTTPStatus.SERVICE_UNAVAILABLE)
    return _sent(request, document, headers)


async def telecommande(request: Request) -> Response:
    """Answer the page of the phone that turns the slides."""
    found = rooms().find(request.path_params["nom"].upper())
    if found is None:
        return _over(request, mots.SALLE_FINIE)
    return await _page(request, lambda: made(pages.remote(found.nom)))


async def orateur(request: Request) -> Response:
    """Answer the speaker's window of the deck of an address."""
    return await _page(request, lambda: made(pages.speaker(checked(request.url.query))))


# --- what the phones ask, often ---------------------------------------------------------------


async def etat(request: Request) -> Response:
    """Answer what a room follows, in a few bytes.

    ``vu``: the number of the slide that a phone has; it is answered once there is another one, or
    after a while.
    """
    nom = request.path_params["nom"]
    seen = request.query_params.get("vu", "")
    if seen.isdecimal() and len(seen) < LONGEST_NUMBER:
        await watch().change(nom, int(seen))
    found = rooms().find(nom)
    if found is None:
        return PlainTextResponse(mots.SALLE_FINIE, status_code=404, headers=NO_STORE)
    return JSONResponse(_public(found), headers=NO_STORE)


def _public(room: Salle) -> dict[str, Any]:
    """Return what anyone may know of a room: no secret, nothing on who is there."""
    return {
        "numero": room.numero,
        "rang": room.rang,
        "total": room.total,
        "titre": room.titre,
        "somme": room.somme,
        "telecommande": bool(room.telecommande),
    }


async def code_qr(request: Request) -> Response:
    """Answer the code to scan of an address of ours; no address of another site is drawn."""
    asked = request.query_params.get("vers", "")
    if not asked or len(asked.encode()) > LONGEST_CODE or not asked.isprintable():
        return PlainTextResponse(mots.MAL_ECRITE, status_code=404)
    base = room_module.adresse() or f"{request.url.scheme}://{request.url.netloc}"
    address = f"{base}{root()}{asked.lstrip('/')}"
    body = await run_sync(room_module.qr_bytes, address, limiter=WRITERS)
    return Response(body, media_type="image/svg+xml", headers=NO_STORE)


# --- what changes a room ----------------------------------------------------------------------


async def ouvrir(request: Request) -> Response:
    """Open a room for the deck that asks."""
    if not who.may_open(_client(request)):
        return _refused(mots.PAS_OUVERTE_ICI, HTTPStatus.FORBIDDEN)
    if not who.is_ours(request):
        return _refused(mots.ORIGINE, HTTPStatus.FORBIDDEN)
    pause = who.pause(_client(request))
    if pause:
        return _refused(mots.TROP_VITE.format(s=pause), HTTPStatus.TOO_MANY_REQUESTS)

    def done(_said: dict[str, Any]) -> dict[str, Any]:
        opened, secret = rooms().open()
        base = room_module.adresse()
        return {"nom": opened.nom, "jeton": secret, "adresse": base}

    return await _changed(request, done)


async def changer(request: Request) -> Response:
    """Change a room, as the word of the address says."""
    nom, what = request.path_params["nom"], request.path_params["quoi"]
    known = rooms()

    def slide(said: dict[str, Any]) -> dict[str, Any]:
        room = known.of_deck(nom, _text(said, "jeton"))
        seen = checked(said.get("requete"))
        if seen.requete != room.requete:
            # Drawn before a hundred phones are told of it and ask for it together.
            _followed(replace(room, numero=room.numero + 1, requete=seen.requete))
        one = seen.slide
        title = one.titre if one.genre == "titre" else f"{one.titre} — {one.message}"
        told = known.show(
            nom,
            _text(said, "jeton"),
            requete=seen.requete,
            titre=title,
            place=(seen.rang, len(seen.deck.slides)),
        )
        return _public(told)

    changes: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
        "diapo": slide,
        "code": lambda said: {"code": known.give_code(nom, _text(said, "jeton"))},
        "prendre": lambda said: {"jeton": known.take(nom, _text(said, "code"))},
        "pas": lambda said: _public(known.step(nom, _text(said, "jeton"), _steps(said))),
        "fermer": lambda said: {"fermee": known.close(nom, _text(said, "jeton"))},
    }
    if what not in changes:
        return _refused(mots.MAL_ECRITE, HTTPStatus.NOT_FOUND)
    if what == "prendre":
        pause = who.codes.ask(_client(request))
        if pause:
            return _refused(mots.TROP_VITE.format(s=pause), HTTPStatus.TOO_MANY_REQUESTS)
    return await _changed(request, changes[what])


async def _changed(
    request: Request, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> Response:
    if not who.is_ours(request):
        return _refused(mots.ORIGINE, HTTPStatus.FORBIDDEN)
    pause = who.changes.ask(_client(request))
    if pause:
        return _refused(mots.TROP_VITE.format(s=pause), HTTPStatus.TOO_MANY_REQUESTS)
    said = await who.told(request)
    if said is None:
        return _refused(mots.MAL_ECRITE, HTTPStatus.BAD_REQUEST)
    try:
        return JSONResponse(await run_sync(change, said), headers=NO_STORE)
    except RoomError as error:
        return _refused(str(error), HTTPStatus.CONFLICT)
    except AtlasError as error:
        return _refused(str(error), HTTPStatus.SERVICE_UNAVAILABLE)


def _refused(why: str, status: HTTPStatus) -> Response:
    return JSONResponse({"refus": why}, status_code=status, headers=NO_STORE)


def _text(said: dict[str, Any], name: str) -> str:
    found = said.get(name)
    if not isinstance(found, str):
        raise RoomError(mots.MAL_ECRITE)
    return found


def _steps(said: dict[str, Any]) -> int:
    found = said.get("pas")
    if not isinstance(found, int) or isinstance(found, bool):
        raise RoomError(mots.MAL_ECRITE)
    return found


ROUTES = [
    Route(f"/{mots.CHEMIN}", ouvrir, methods=["POST"]),
    Route(f"/{mots.CHEMIN}/qr.svg", code_qr),
    Route(f"/{mots.CHEMIN}/{{nom}}/etat", etat),
    Route(f"/{mots.CHEMIN}/{{nom}}/{{quoi}}", changer, methods=["POST"]),
    Route(f"/{mots.CHEMIN_SUIVRE}/{{nom}}", suivre),
    Route(f"/{mots.CHEMIN_TELECOMMANDE}/{{nom}}", telecommande),
    Route(f"/{mots.CHEMIN_ORATEUR}", orateur),
]
