"""What is refused before Streamlit hears of it."""

from __future__ import annotations

import asyncio

import pytest
from starlette.datastructures import Headers
from streamlit import config, net_util
from streamlit.proto.BackMsg_pb2 import BackMsg

from geo.labels import presentation as mots
from geo.ui.serve import gate
from geo.ui.serve.room import LECTURE_SEULE

HOST = "10.77.0.1:8501"
RERUN = BackMsg()
RERUN.rerun_script.query_string = "territoire=call"
UPLOAD = BackMsg()
UPLOAD.file_urls_request.request_id = "1"
DEFERRED = BackMsg()
DEFERRED.backend_operation_request.deferred_file.file_id = "1"
INSTALL = BackMsg()
INSTALL.backend_operation_request.install_skills.SetInParent()


def heard(scope, *messages):
    """Send messages to the door; return what it answers and what the application heard."""
    answered, received = [], []
    waiting = [*messages, {"type": "websocket.disconnect"}]

    async def app(_scope, receive, _send):
        while (message := await receive())["type"] != "websocket.disconnect":
            received.append(message)

    async def receive():
        return waiting.pop(0)

    async def send(message):
        answered.append(message)

    asyncio.run(gate.Porte(app)(scope, receive, send))
    return answered, received


def websocket(origin="http://" + HOST, host=HOST):
    headers = {"host": host} | ({"origin": origin} if origin else {})
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": "websocket", "path": "/_stcore/stream", "headers": raw}


def http(method):
    return {"type": "http", "method": method, "path": "/_stcore/upload_file/a/b", "headers": []}


@pytest.fixture
def room(monkeypatch):
    monkeypatch.setenv(LECTURE_SEULE, "1")


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch):
    def asked(*_, **__):
        pytest.fail("le serveur a demandé son adresse à un autre hôte")

    monkeypatch.setattr(net_util, "_make_blocking_http_get", asked)
    monkeypatch.setattr(net_util, "get_external_ip", asked)


@pytest.mark.parametrize("origin", ["http://" + HOST, "http://localhost:8501", None])
def test_our_own_pages_are_let_in(origin):
    assert heard(websocket(origin), {"type": "websocket.connect"})[1]


@pytest.mark.parametrize(
    "origin",
    [
        "https://autre.example",
        "null",
        "http://10.77.0.2:8501",
        "http://localhost:9",
        "http://127.0.0.1:9",
        "http://localhost:port",
        "http://[",
    ],
)
def test_a_page_of_another_site_is_refused_without_asking_anybody(origin):
    answered, received = heard(websocket(origin), {"type": "websocket.connect"})
    assert answered == [{"type": "websocket.close", "code": gate.REFUS}]
    assert received == []


def test_a_site_that_the_settings_name_is_let_in(monkeypatch):
    said = {"server.corsAllowedOrigins": ["https://carte.example"], "server.enableCORS": True}
    known = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: said.get(name, known(name)))
    assert gate.origin_allowed(Headers({"origin": "https://carte.example", "host": HOST}))
    assert not gate.origin_allowed(Headers({"origin": "https://autre.example", "host": HOST}))


@pytest.mark.parametrize("kind", sorted(gate.POUR_TOUS))
def test_no_reader_commands_the_server(kind):
    message = BackMsg(**{kind: True}).SerializeToString()
    assert heard(websocket(), {"type": "websocket.receive", "bytes": message})[1] == []


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("refused", [UPLOAD, INSTALL], ids=["file", "install"])
def test_in_a_room_nothing_is_taken_from_a_reader(refused):
    sent = [
        {"type": "websocket.receive", "bytes": message.SerializeToString()}
        for message in (RERUN, refused, DEFERRED, BackMsg(app_heartbeat=True))
    ]
    assert heard(websocket(), *sent)[1] == [sent[0], sent[2], sent[3]]


def test_outside_a_room_a_file_is_taken():
    sent = {"type": "websocket.receive", "bytes": UPLOAD.SerializeToString()}
    assert heard(websocket(), sent)[1] == [sent]


def test_what_is_no_message_is_left_to_streamlit():
    sent = {"type": "websocket.receive", "bytes": b"\xff\xff"}
    assert heard(websocket(), sent)[1] == [sent]


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_in_a_room_no_request_changes_anything(method):
    answered, received = heard(http(method))
    assert answered[0]["status"] == 403
    assert answered[1]["body"].decode() == mots.LECTURE_REFUS
    assert received == []


@pytest.mark.usefixtures("room")
def test_in_a_room_pages_are_read():
    assert heard(http("GET"), {"type": "http.request"})[1]


def test_outside_a_room_every_method_reaches_streamlit():
    assert heard(http("PUT"), {"type": "http.request"})[1]


# --- the names by which the atlas is opened ---------------------------------------------------


@pytest.mark.parametrize(
    "host",
    ["localhost:8501", "127.0.0.1:8501", "192.168.43.1:8501", "[::1]:8501", "localhost."],
)
def test_a_number_or_a_name_of_this_machine_is_let_in(host):
    assert gate.host_allowed(host)


def test_the_name_of_the_machine_is_let_in(monkeypatch):
    monkeypatch.setattr(gate.socket, "gethostname", lambda: "Salle-2.mairie.fr")
    assert gate.host_allowed("salle-2.local:8501")
    assert gate.host_allowed("salle-2.mairie.fr")


@pytest.mark.parametrize(
    "host", ["evil.example:8501", "127.0.0.1.evil.example", "a:b:c", "localhost:x@evil.example"]
)
def test_a_name_of_someone_else_that_leads_here_is_refused(host):
    assert not gate.host_allowed(host)
    answered, received = heard(websocket(origin=f"http://{host}", host=host))
    assert (answered, received) == ([{"type": "websocket.close", "code": gate.REFUS}], [])


def test_the_names_of_the_settings_are_let_in(monkeypatch):
    settings = {"server.allowedHosts": ["atlas.example", "*.interne.example"]}
    real = gate.config.get_option
    monkeypatch.setattr(gate.config, "get_option", lambda key: settings.get(key) or real(key))
    assert gate.host_allowed("atlas.example:443")
    assert gate.host_allowed("carte.interne.example")
    assert not gate.host_allowed("evil.example")
