"""What the web server adds around Streamlit."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from geo import catalog
from geo.labels import textes
from geo.ui import cache, server

DOCUMENT = '<html lang="en"><head><title>Streamlit</title></head><body></body></html>'


async def document(_request):
    return HTMLResponse(DOCUMENT)


async def other(_request):
    return PlainTextResponse(DOCUMENT)


@dataclass
class Answer:
    status_code: int
    headers: Headers
    content: bytes

    @property
    def text(self):
        return self.content.decode()


class Client:
    """The smallest client of an ASGI application."""

    def __init__(self, app):
        self.app = app

    def get(self, address, **headers):
        path, _, query = address.partition("?")
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }
        sent = []
        asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive():
            for message in asked:
                return message
            return await asyncio.Future()  # the client stays: nothing more comes from it

        async def send(message):
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        start = next(message for message in sent if message["type"] == "http.response.start")
        body = b"".join(message.get("body", b"") for message in sent)
        return Answer(start["status"], Headers(raw=start["headers"]), body)


@pytest.fixture
def client():
    routes = [*server.ROUTES, Route("/", document), Route("/app/static/page.css", other)]
    return Client(Starlette(routes=routes, middleware=server.MIDDLEWARE))


def test_the_document_is_french_has_our_style_and_its_true_length(client):
    answer = client.get("/", accept="text/html")
    assert '<html lang="fr">' in answer.text
    assert f"<title>{textes.APPLICATION}</title>" in answer.text
    assert "app/static/page.css?v=" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_what_is_not_a_document_is_left_alone(client):
    assert client.get("/app/static/page.css").text == DOCUMENT


@pytest.mark.parametrize("path", ["/", "/app/static/page.css", "/absent"])
def test_every_answer_has_the_security_headers(client, path):
    headers = client.get(path).headers
    for name, value in server.HEADERS.items():
        assert headers[name] == value


def test_only_a_versioned_file_is_kept_for_ever(client):
    path = "/app/static/page.css"
    assert client.get(f"{path}?v=1").headers["cache-control"] == server.FOREVER
    assert client.get(path).headers.get("cache-control") != server.FOREVER


def test_the_only_foreign_host_of_the_policy_is_the_plan_ign():
    hosts = [word for word in server.CONTENT_SECURITY.replace(";", " ").split() if "://" in word]
    assert hosts == [server.TILES]


def test_every_layer_is_served_at_its_address_and_kept(client):
    for layer in cache.layers().values():
        answer = client.get(f"/{layer.adresse}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/geo+json"
        assert answer.headers["cache-control"] == server.FOREVER
        assert len(json.loads(answer.content)["features"]) == len(layer.ids)


def test_a_layer_of_another_version_or_name_is_not_found_in_french(client):
    layer = cache.layers()["communes"]
    for address in (
        layer.adresse.replace(layer.empreinte, "0" * 12),
        layer.adresse.replace("communes", "inconnue"),
    ):
        answer = client.get(f"/{address}")
        assert (answer.status_code, answer.text) == (404, textes.COUCHE_INCONNUE)


def test_the_text_face_of_the_map_is_found(client):
    answer = client.get("/atlas/source-sans.woff2")
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.content[:4] == b"wOF2"


def test_the_folder_of_pages_is_never_run_the_old_way(monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    server.prepare()
    assert PagesManager.uses_pages_directory is False


def test_the_server_declares_no_component_before_it_runs():
    """A component declared too early is unknown to the server, and every map stays blank."""
    code = "import sys, app; print(any('streamlit_folium' in name for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=catalog.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
