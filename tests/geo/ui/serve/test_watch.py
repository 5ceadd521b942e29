"""What who runs the atlas may know of it; nothing of it for the others."""

from __future__ import annotations

import pytest
from asgi import Client
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.core.errors import DataFileError
from geo.ui import cache
from geo.ui.serve import watch


async def streamlit_metrics(_request):
    return PlainTextResponse("measures of Streamlit")


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(watch, "counts", watch.Counts())
    routes = [*watch.ROUTES, Route("/_stcore/metrics", streamlit_metrics)]
    return Client(Starlette(routes=routes, middleware=[Middleware(watch.Veille)]))


class TestHealth:
    def test_is_told_to_anyone(self, client):
        answer = client.get("/atlas/sante", client="203.0.113.9")
        assert answer.status_code == 200
        assert cache.version() in answer.text

    def test_a_process_without_data_is_not_ready(self, client, monkeypatch):
        def lost():
            raise DataFileError("communes.parquet : fichier perdu")

        monkeypatch.setattr(watch.cache, "base", lost)
        answer = client.get("/atlas/sante")
        assert answer.status_code == 503
        assert "pas prêt" in answer.text


class TestMeasures:
    @pytest.mark.parametrize("path", ["/atlas/metriques", "/_stcore/metrics"])
    def test_are_for_this_machine_and_those_that_are_named(self, client, monkeypatch, path):
        assert client.get(path, client="127.0.0.1").status_code == 200
        assert client.get(path, client="203.0.113.9").status_code == 404
        monkeypatch.setenv(watch.SUPERVISION, "198.51.100.7 203.0.113.0/24")
        assert client.get(path, client="203.0.113.9").status_code == 200

    def test_count_the_answers_by_kind_and_never_say_what_was_looked_at(self, client):
        client.get("/ma-commune", client="127.0.0.1")
        client.get("/atlas/sante")
        told = client.get("/atlas/metriques", client="127.0.0.1").text
        assert 'atlas_reponses_total{genre="page",statut="4xx"} 1.0' in told
        assert 'atlas_reponses_total{genre="service",statut="2xx"} 1.0' in told
        assert 'atlas_reponse_secondes_count{genre="page"} 1.0' in told
        assert "ma-commune" not in told

    def test_settings_that_name_no_network_stop_the_start(self, monkeypatch):
        monkeypatch.setenv(watch.SUPERVISION, "10.0.0.0/8 supervision.exemple.fr")
        with pytest.raises(SystemExit, match=r"supervision\.exemple\.fr"):
            watch.networks()

    def test_an_unreadable_address_may_not(self):
        assert not watch.may_watch({"client": None})
        assert not watch.may_watch({"client": ("testclient", 1)})


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/piscines", "page"),
        ("/", "page"),
        ("/atlas/couches/a/b.geojson", "couche"),
        ("/static/js/index.AAAAAAAA.js", "fichier"),
        ("/_stcore/health", "liaison"),
    ],
)
def test_a_path_is_counted_under_its_kind(path, kind):
    assert watch.kind_of(path) == kind
