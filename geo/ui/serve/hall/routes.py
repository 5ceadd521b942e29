"""The addresses of the rooms: pages to read, short messages to write, a code to scan."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

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
from geo.ui.serve.hall.rooms import rooms
from geo.ui.serve.hall.slide import checked, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from geo.ui.serve.hall.state import Salle

NO_STORE = {"cache-control": "no-store"}
PAGES = (mots.CHEMIN_SUIVRE, mots.CHEMIN_TELECOMMANDE, mots.CHEMIN_ORATEUR)
LONGEST_CODE = 1_200
"""Of an address in a code to scan: longer, it is not read from the back of a room."""


def is_page(path: str) -> bool:
    """Return whether a request asks for a page of a room, which is whole as it is written."""
    return path_of(path).partition("/")[0] in PAGES


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


# --- pages ------------------------------------------------------------------------------------


async def _page(request: Request, make: Callable[[], Document], tag: str = "") -> Response:
    headers = {"etag": f'"{tag}"', "cache-control": "no-cache"} if tag else dict(NO_STORE)
    if tag and tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    try:
        document = await run_sync(make)
    except AtlasError as error:
        return _over(request, str(error), 503)
    body, how = encoded(document, request.scope)
    headers |= {**how, "vary": "accept-encoding"}
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)


def _over(request: Request, why: str, status: int = 404) -> Response:
    body, how = encoded(made(pages.over(why)), request.scope)
    headers = {**NO_STORE, **how, "vary": "accept-encoding"}
    return Response(body, status, headers, media_type="text/html; charset=utf-8")


async def suivre(request: Request) -> Response:
    """Answer the slide that a room follows now, the same bytes for every phone."""
    found = rooms().find(request.path_params["nom"].upper())
    if found is None:
        return _over(request, mots.SALLE_FINIE)
    known = "|".join(cache.readable()), cache.reports() is not None

    def make() -> Document:
        key = ("suivie", found.nom, str(found.numero), found.requete, *known)
        kept: Document = cache.once(key, lambda: made(pages.followed(found, shown(found.requete))))
        return kept

    return await _page(request, make, f"{found.nom}-{found.numero}-{cache.version()}")


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
    """Answer what a room follows, in a few bytes; 304 as long as it is the same."""
    found = rooms().find(request.path_params["nom"])
    if found is None:
        return PlainTextResponse(mots.SALLE_FINIE, status_code=404, headers=NO_STORE)
    tag = f'"{found.numero}.{found.somme}.{int(bool(found.telecommande))}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return JSONResponse(_public(found), headers=headers)


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
    if not asked or len(asked) > LONGEST_CODE or not asked.isprintable():
        return PlainTextResponse(mots.MAL_ECRITE, status_code=404)
    base = room_module.adresse() or f"{request.url.scheme}://{request.url.netloc}"
    body = await run_sync(room_module.qr_bytes, f"{base}{root()}{asked.lstrip('/')}")
    return Response(body, media_type="image/svg+xml", headers=NO_STORE)


# --- what changes a room ----------------------------------------------------------------------


async def ouvrir(request: Request) -> Response:
    """Open a room for the deck that asks."""
    if not who.may_open(_client(request)):
        return _refused(mots.PAS_OUVERTE_ICI, HTTPStatus.FORBIDDEN)

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
        known.of_deck(nom, _text(said, "jeton"))
        seen = checked(said.get("requete"))
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
