"""What the web server adds around Streamlit."""

from __future__ import annotations

import dataclasses
import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from asgi import Client
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from streamlit import file_util
from streamlit.runtime.pages_manager import PagesManager

from geo.core import catalog
from geo.drawing import charts
from geo.drawing.maps import spec
from geo.labels import presentation as mots
from geo.labels import textes
from geo.ui import cache
from geo.ui.parts import images
from geo.ui.parts.images import Cartel
from geo.ui.serve import server

DOCUMENT = '<html lang="en"><head><title>Streamlit</title></head><body></body></html>'


async def document(_request):
    return HTMLResponse(DOCUMENT)


async def other(_request):
    return PlainTextResponse(DOCUMENT)


@pytest.fixture
def client():
    routes = [*server.ROUTES, Route("/", document), Route("/app/static/page.css", other)]
    return Client(Starlette(routes=routes, middleware=server.MIDDLEWARE))


def test_the_document_is_french_has_our_style_and_its_true_length(client):
    answer = client.get("/", accept="text/html")
    assert '<html lang="fr">' in answer.text
    assert f"<title>Accueil · {textes.APPLICATION}</title>" in answer.text
    assert "app/static/page.css?v=" in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)


DARK_PAGE = ".stApp:has(.atlas-sombre)"
"""Measured apart: it asks nothing of the other elements."""


def test_the_sheets_of_every_page_have_no_selector_that_looks_downwards(client):
    """With ``:has()`` a browser styles the whole page again at each change: 100 ms and more."""
    sheets = re.findall(r"app/static/([\w.-]+\.css)", client.get("/", accept="text/html").text)
    assert sheets
    for name in sheets:
        sheet = (catalog.STATIC / name).read_text(encoding="utf-8")
        assert ":has(" not in sheet.replace(DARK_PAGE, "")


def test_what_is_not_a_document_is_left_alone(client):
    assert client.get("/app/static/page.css").text == DOCUMENT


@pytest.mark.parametrize("path", ["/", "/app/static/page.css", "/absent"])
def test_every_answer_has_the_security_headers(client, path):
    headers = client.get(path).headers
    for name, value in server.HEADERS.items():
        assert headers[name] == value


POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob: https://data.geopf.fr; "
    "font-src 'self' data:; "
    "connect-src 'self' blob: data:; "
    "worker-src 'self' blob:; "
    "frame-src 'self'; "
    "frame-ancestors 'self'; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'"
)
"""Written out: what is loosened is seen here, not only where it is written."""


def test_the_policy_is_the_one_that_was_decided(client):
    headers = client.get("/", accept="text/html").headers
    assert headers["content-security-policy"] == POLICY
    assert headers["permissions-policy"] == "camera=(), microphone=(), geolocation=(), payment=()"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"


def test_the_pages_of_the_installed_streamlit_are_those_that_are_rewritten():
    server.verify_pages()


@pytest.mark.parametrize("text", server.REWRITTEN)
def test_a_rewriting_that_no_longer_matches_stops_the_start(tmp_path, text):
    page = tmp_path / "index.html"
    page.write_text("".join(server.REWRITTEN).replace(text, ""), encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        server.verify_pages(page=page)
    assert text in caught.value.code
    assert "make run" in caught.value.code


def test_the_folder_of_pages_is_never_run_the_old_way(monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    server.prepare()
    assert PagesManager.uses_pages_directory is False


def test_the_server_declares_no_component_before_it_runs():
    """A component declared too early is unknown to the server, and every map stays blank."""
    code = "import sys, app; print('geo.ui.parts.live_map' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=catalog.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


class TestThePictures:
    @pytest.fixture
    def chart(self):
        figure = charts.barres(pd.Series({"Lens": 3.0, "Liévin": 5.0}), couleur="#A3195B")
        return images.liens_graphique(figure, "Deux barres", Cartel("Été à Lens", "Ici"))

    @staticmethod
    def addresses(html):
        return re.findall(r'href="([^"]+)"', html)

    def test_a_chart_that_was_shown_is_served_as_png_and_svg(self, client, chart):
        png, svg = (client.get(address) for address in self.addresses(chart))
        assert (png.status_code, svg.status_code) == (200, 200)
        assert png.headers["content-type"] == "image/png"
        assert png.content[:8] == b"\x89PNG\r\n\x1a\n"
        assert svg.headers["content-type"] == "image/svg+xml"
        assert "Été à Lens" in svg.text
        assert cache.version() in svg.text

    def test_its_file_has_a_plain_name_with_the_version(self, client, chart):
        [png, _] = self.addresses(chart)
        name = f"atlas-artois_ete-a-lens_{cache.version()}.png"
        assert png.endswith(f"/{name}")
        told = client.get(png).headers["content-disposition"]
        assert told == f'attachment; filename="{name}"'

    def test_its_links_say_what_they_give(self, chart):
        assert 'aria-label="Télécharger le graphique «\u00a0Été à Lens\u00a0» en PNG">PNG<' in chart
        assert 'en SVG">SVG<' in chart

    def test_the_title_of_a_chart_is_harmless_in_its_links(self):
        figure = charts.barres(pd.Series({"Lens": 3.0}), couleur="#A3195B")
        html = images.liens_graphique(figure, "", Cartel('"><script>', "Ici"))
        assert "<script" not in html

    def test_a_map_that_was_shown_is_served(self, client):
        layer = cache.layers()["communes"]
        plain = spec.plain(layer, ["62498"], values={}, title="", colour="#DDE2E6")
        described = spec.MapSpec((plain,), (50.35, 2.2, 50.72, 3.05))
        cartel = Cartel("Lens", "Ici")
        noted = images.noter_carte(described, (), cartel)
        html = images.liens_carte(noted, cartel)
        assert "Télécharger la carte" in html
        png, svg, _, text = (client.get(address) for address in self.addresses(html))
        assert png.content[:4] == b"\x89PNG"
        assert "<title>Lens</title>" in svg.text
        assert text.headers["content-disposition"].startswith("inline")
        assert [line.partition("\N{NO-BREAK SPACE}")[0] for line in text.text.splitlines()[3:]] == [
            "Lens"
        ]
        told = json.loads(client.get(f"/{noted}.json").text)
        assert told["communes"]["62498"]["nom"] == "Lens"

    def test_the_theme_of_the_page_does_not_change_the_picture_of_a_map(self):
        layer = cache.layers()["communes"]
        cartel = Cartel("Lens", "Ici")
        plain = spec.plain(layer, ["62498"], values={}, title="", colour="#DDE2E6")
        light = spec.MapSpec((plain,), (50.35, 2.2, 50.72, 3.05))
        dark = dataclasses.replace(light, sombre=True, fond="ign", textes={"perdu": "…"})
        other = dataclasses.replace(light, choix=("62498",))
        told = [images.noter_carte(one, (), cartel) for one in (light, dark, other)]
        assert told[0] == told[1] != told[2]

    def test_another_figure_source_or_note_is_another_address(self):
        def address(values=(3.0,), **said):
            figure = charts.barres(pd.Series(values, index=["Lens"]), couleur="#A3195B")
            cartel = Cartel(**({"titre": "Titre", "source": "Ici"} | said))
            return self.addresses(images.liens_graphique(figure, "", cartel))[0]

        made = [address(), address((4.0,)), address(source="Là"), address(note="Attention")]
        assert len(set(made)) == 4
        assert address() == made[0]

    @pytest.mark.parametrize(
        "change",
        [
            lambda address: address.replace("ete-a-lens", "autre"),
            lambda address: re.sub("[0-9a-f]{24}", "0" * 24, address),
            lambda address: address.replace(".png", ".pdf"),
        ],
        ids=["name", "digest", "kind"],
    )
    def test_an_unknown_address_says_in_french_to_reload_the_page(self, client, chart, change):
        answer = client.get(change(self.addresses(chart)[0]))
        assert (answer.status_code, answer.text) == (404, mots.IMAGE_INCONNUE)
        assert "rechargez" in answer.text

    def test_a_figure_that_cannot_be_drawn_whole_says_so(self, client):
        figure = charts.barres(pd.Series({"Lens": 3.0}), couleur="#A3195B")
        figure.update_layout(title="Un titre que rien ne lit")
        html = images.liens_graphique(figure, "", Cartel("Titre", "Ici"))
        answer = client.get(self.addresses(html)[0])
        assert answer.status_code == 503
        assert "layout.title" in answer.text


def test_a_first_map_waits_for_no_library_that_it_does_not_need():
    code = (
        "import sys; import geo.ui.serve.server; from geo.ui import cache; cache.warm(); "
        "print([m for m in ('folium', 'scipy', 'openpyxl', 'matplotlib', 'pptx') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=catalog.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_our_addresses_stand_under_the_path_of_the_application(monkeypatch):
    assert server.routes() == server.ROUTES
    monkeypatch.setattr(server, "root", lambda: "/carte/")
    moved = [one.path for one in server.routes()]
    assert moved == ["/carte" + one.path for one in server.ROUTES]
    assert all(one.methods for one in server.routes())


def test_the_icon_is_ours_and_known_at_once():
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    # An address of its own: a page that another test wrote from another file is kept.
    written = server.page_in_french(page, "piscines", "commune=62516").plain("http://a").decode()
    head = written[: written.index("</head>")]
    assert re.search(r'<link rel="shortcut icon" href="/app/static/icone\.png\?v=\w+"', head)


def test_what_is_not_there_is_not_kept_for_a_year(client):
    absent = client.get("/app/static/absent.css?v=1")
    assert absent.status_code == 404
    assert "immutable" not in absent.headers.get("cache-control", "")


def test_an_address_of_no_page_says_so_to_robots():
    async def streamlit_page(_request):
        return HTMLResponse(DOCUMENT)

    routes = [*server.ROUTES, Route("/{path:path}", streamlit_page)]
    served = Client(Starlette(routes=routes, middleware=server.MIDDLEWARE))
    assert served.get("/.git/config", accept="text/html").status_code == 404
    assert served.get("/piscines", accept="text/html").status_code == 200
    assert served.get("/robots.txt").text.startswith("User-agent: *")
