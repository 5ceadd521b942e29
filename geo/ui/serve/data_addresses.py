"""The tables at stable addresses (``geo.answers.addresses``), over HTTP: read-only, bounded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.answers import addresses
from geo.answers.addresses import PREFIX
from geo.core.errors import AtlasError, UnknownIdError
from geo.labels import adresses as mots
from geo.ui import cache
from geo.ui.serve.rate import Debit

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

WRITERS = CapacityLimiter(2)
"""Tables written at once: the pages of the other readers must not wait for them."""

debit = Debit()

VERSION = "x-atlas-version"
REVALIDATE = "no-cache"
"""A copy may be kept, and is asked about each time: the answer is then 304 and a few bytes."""


async def table(request: Request) -> Response:
    """Answer one of the tables of the atlas."""
    name, extension = request.path_params["table"], request.path_params["format"]
    params = dict(request.query_params)

    def make() -> tuple[str, str, Callable[[], bytes]]:
        form = addresses.kind(name, extension, params)
        return cache.version(), form.mime, lambda: addresses.content(name, extension, params)

    return await _answer(request, f"{name}.{extension}", make)


async def officielle(request: Request) -> Response:
    """Answer one of the tables of official data that were brought in."""
    asked = request.path_params
    params = dict(request.query_params)

    def make() -> tuple[str, str, Callable[[], bytes]]:
        version = addresses.official_version(asked["source"])
        content, form = addresses.official_content(version, asked["table"], asked["format"], params)
        return version.nom, form.mime, lambda: content

    name = f"{asked['source']}-{asked['table']}.{asked['format']}"
    return await _answer(request, name, make)


async def openapi(request: Request) -> Response:
    """Answer the description of the addresses."""

    def make() -> tuple[str, str, Callable[[], bytes]]:
        version = cache.version()
        told = addresses.openapi(version)
        return version, "application/json", json.dumps(told, ensure_ascii=False).encode

    return await _answer(request, "openapi.json", make)


async def _answer(
    request: Request, name: str, make: Callable[[], tuple[str, str, Callable[[], bytes]]]
) -> Response:
    """Answer what ``make`` gives: the version of the data, the type and what writes the file."""
    pause = debit.ask(request.client.host if request.client else "")
    if pause:
        told = mots.TROP_DE_DEMANDES.format(s=pause)
        return PlainTextResponse(told, status_code=429, headers={"retry-after": str(pause)})
    try:
        version, mime, write = await run_sync(make, limiter=WRITERS)
        tag = addresses.etag(version, f"{request.url.path}?{request.url.query}")
        headers = {"etag": tag, VERSION: version, "cache-control": REVALIDATE}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        body = await run_sync(write, limiter=WRITERS)
    except UnknownIdError as error:
        return PlainTextResponse(str(error), status_code=404)
    except AtlasError as error:
        return PlainTextResponse(str(error), status_code=503)
    headers["content-disposition"] = f'inline; filename="{name}"'
    return Response(body, media_type=mime, headers=headers)


ROUTES = [
    Route(f"/{PREFIX}/openapi.json", openapi),
    Route(f"/{PREFIX}/officielles/{{source}}/{{table}}.{{format}}", officielle),
    Route(f"/{PREFIX}/{{table}}.{{format}}", table),
]
