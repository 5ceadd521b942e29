"""Tables at stable addresses: what other tools ask for, and what they are told."""

from __future__ import annotations

import asyncio
import io
import json

import geopandas as gpd
import httpx
import pandas as pd
import publisher
import pytest
from starlette.applications import Starlette

from geo.answers import addresses, exports, tables
from geo.core import catalog
from geo.refresh.official import publication
from geo.sources import official
from geo.ui.serve import data_addresses, server
from geo.ui.serve.rate import LECTEURS_MAX, Debit


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(data_addresses, "debit", Debit(rafale=1_000))
    app = Starlette(routes=server.ROUTES, middleware=server.MIDDLEWARE)

    def ask(method, what, headers):
        async def one():
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
                return await http.request(method, f"/atlas/donnees/{what}", headers=headers)

        return asyncio.run(one())

    return ask


def get(client, what, **headers):
    return client("GET", what, headers)


def test_a_table_is_what_the_export_gives_with_its_version(client):
    answer = get(client, "qpv.csv?territoire=call")
    frame = tables.table("qpv", "call")
    assert answer.status_code == 200
    assert answer.content == exports.content(frame, "qpv", exports.FORMATS["csv"])
    assert answer.headers["x-atlas-version"] == catalog.data_version()
    assert answer.headers["content-type"].startswith("text/csv")
    assert "nosniff" in answer.headers["x-content-type-options"]


def test_communes_are_asked_by_code_or_by_name(client):
    rows = pd.read_csv(io.BytesIO(get(client, "qpv.csv?commune=62119,Lens").content))
    assert set(rows["code_qpv"]) == set(tables.table("qpv", None, ("62119", "62498"))["code_qpv"])
    assert len(rows)


def test_a_map_reads_a_layer(client):
    found = gpd.read_file(io.BytesIO(get(client, "qpv.geojson?territoire=cabbalr").content))
    assert len(found) == len(tables.table("qpv", "cabbalr"))
    assert found.crs.to_epsg() == 4326


def test_a_spreadsheet_has_its_own_csv(client):
    assert get(client, "qpv.csv?tableur=oui").content.startswith(b"\xef\xbb\xbf")


def test_nothing_is_sent_again_until_the_data_change(client, monkeypatch):
    first = get(client, "qpv.csv")
    tag = first.headers["etag"]
    again = get(client, "qpv.csv", **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert get(client, "qpv.csv?territoire=call").headers["etag"] != tag
    monkeypatch.setattr(data_addresses.cache, "version", lambda: "autre")
    assert get(client, "qpv.csv", **{"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("lune.csv", "Tables connues"),
        ("bornes.docx", "Formats connus"),
        ("bornes.csv?territoire=lune", "Connus"),
        ("bornes.csv?commune=Atlantide", "Atlantide"),
        ("bornes.csv?couleur=bleu", "Paramètres connus"),
        ("indicateurs.geojson", "pas de lieu"),
        ("officielles/lune/points.csv", "Sources connues"),
        ("officielles/irve/points.csv", "Rien n’a été rapporté"),
    ],
)
def test_what_is_not_known_is_told_with_what_is(client, what, told):
    answer = get(client, what)
    assert answer.status_code == 404
    assert told in answer.text


def test_nothing_can_be_written(client):
    assert client("POST", "bornes.csv", {}).status_code == 405


def test_official_data_are_served_at_once(client, tmp_path, monkeypatch):
    monkeypatch.setenv(official.DOSSIER, str(tmp_path))
    one = publisher.lu(3)
    version = publication.publish("irve", one, publisher.report(one), tmp_path)
    answer = get(client, "officielles/irve/objets.csv?territoire=cabbalr&commune=62119")
    assert len(pd.read_csv(io.BytesIO(answer.content))) == 3
    assert answer.headers["x-atlas-version"] == version.nom
    assert len(json.loads(get(client, "officielles/irve/objets.geojson").content)["features"]) == 3
    rows = pd.read_parquet(io.BytesIO(get(client, "officielles/irve/objets.parquet").content))
    assert rows["id"].tolist() == one.objets["id"].tolist()
    assert "objets, stations" in get(client, "officielles/irve/lune.csv").text
    assert (
        "ne dit pas les communes"
        in get(client, "officielles/irve/stations.csv?territoire=call").text
    )


def test_the_description_tells_every_table_column_and_parameter(client):
    told = json.loads(get(client, "openapi.json").content)
    assert told["openapi"].startswith("3.")
    for name in tables.COLONNES:
        one = told["paths"][f"/atlas/donnees/{name}.{{format}}"]["get"]
        assert all(f"`{column}`" in one["description"] for column in tables.COLONNES[name])
        names = [parameter["name"] for parameter in one["parameters"]]
        assert names == ["format", *addresses.PARAMETRES]


def test_too_many_demands_are_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(data_addresses, "debit", Debit(par_minute=6, rafale=1, horloge=lambda: 0))
    assert get(client, "openapi.json").status_code == 200
    answer = get(client, "openapi.json")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "10"


def test_a_reader_comes_back_when_told_and_the_others_never_wait():
    now = [0.0]
    debit = Debit(par_minute=30, rafale=2, horloge=lambda: now[0])
    assert [debit.ask("a") for _ in range(3)] == [0, 0, 2]
    assert debit.ask("b") == 0
    now[0] = 2.0
    assert [debit.ask("a"), debit.ask("a")] == [0, 2]


def test_the_readers_remembered_are_bounded():
    debit = Debit()
    for i in range(LECTEURS_MAX + 50):
        debit.ask(str(i))
    assert len(debit._left) == LECTEURS_MAX
