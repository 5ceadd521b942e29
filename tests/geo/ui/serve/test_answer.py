"""A page is drawn once for all who ask it at once, and a browser is told when it has it already."""

import asyncio
import gzip
from dataclasses import replace
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.ui.serve.first_view import answer
from geo.ui.serve.first_view.document import made
from geo.ui.serve.first_view.preview import ORIGIN
from tests.asgi import Client


class Maker:
    """A maker of pages that counts what it is asked; a page says its address and its version."""

    def __init__(self):
        self.asked = []
        self.version = 1
        self.started, self.go = Event(), Event()
        self.go.set()
        self.libre = False

    def __call__(self, chemin, query):
        self.asked.append((chemin, query))
        self.started.set()
        assert self.go.wait(10)
        page = made(f"<p>{chemin} {query} {self.version} {ORIGIN}</p>")
        return replace(page, libre=self.libre)


@pytest.fixture
def maker():
    return Maker()


async def _behind(request):
    return PlainTextResponse(f"Streamlit {request.url.path}")


def _served(maker):
    behind = Starlette(routes=[Route("/{path:path}", _behind, methods=["GET", "POST"])])
    return answer.Vues(behind, make=maker)


@pytest.fixture
def client(maker):
    return Client(_served(maker))


@pytest.fixture
def clock(monkeypatch):
    """A clock that moves when it is told to."""
    now = [100.0]
    monkeypatch.setattr(answer.time, "monotonic", lambda: now[0])
    return now


def test_a_page_of_ours_is_answered_and_the_others_are_left_to_streamlit(client, maker):
    assert client.get("/piscines?commune=62119", host="a").text == (
        "<p>piscines commune=62119 1 http://a</p>"
    )
    assert client.get("/app/static/page.css").text == "Streamlit /app/static/page.css"
    assert client.get("/piscines/").text == "Streamlit /piscines/"
    assert asyncio.run(client.ask("POST", "/piscines")).text == "Streamlit /piscines"
    assert maker.asked == [("piscines", "commune=62119")]


def test_who_has_the_page_is_told_so_until_it_changes(client, maker, clock):
    first = client.get("/piscines")
    again = client.get("/piscines", **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"
    maker.version = 2
    clock[0] += answer.SECONDS + 0.1
    changed = client.get("/piscines", **{"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    assert "2" in changed.text


def test_the_date_of_a_file_of_streamlit_never_hides_what_was_published(client):
    answered = client.get("/", **{"if-modified-since": "Thu, 31 Dec 2099 00:00:00 GMT"})
    assert answered.status_code == 200
    assert "last-modified" not in answered.headers


def test_a_page_is_given_again_for_two_seconds_then_asked_for_anew(client, maker, clock):
    for _ in range(3):
        client.get("/piscines")
    assert len(maker.asked) == 1
    clock[0] += answer.SECONDS + 0.1
    client.get("/piscines")
    assert len(maker.asked) == 2


def test_nothing_is_kept_of_what_a_reader_typed(client, maker):
    maker.libre = True
    client.get("/point?adresse=1+rue+de+la+Paix")
    client.get("/point?adresse=1+rue+de+la+Paix")
    assert len(maker.asked) == 2


def test_what_is_kept_is_bounded(client, maker):
    for number in range(answer.MOST + 1):
        client.get(f"/piscines?x={number}")
    client.get("/piscines?x=0")
    assert len(maker.asked) == answer.MOST + 2


def test_a_hundred_phones_at_once_ask_for_one_drawing(maker):
    client = Client(_served(maker))

    async def room():
        maker.go.clear()
        phones = [asyncio.ensure_future(client.ask("GET", "/presentation")) for _ in range(100)]
        gone = phones.pop()
        assert await asyncio.to_thread(maker.started.wait, 10)
        gone.cancel()
        maker.go.set()
        return await asyncio.gather(*phones)

    answers = asyncio.run(room())
    assert {one.status_code for one in answers} == {200}
    assert len(maker.asked) == 1


def test_a_fault_is_told_to_all_who_wait_and_is_not_kept(maker):
    def broken(_chemin, _query):
        raise RuntimeError("en panne")

    view = _served(broken)
    with pytest.raises(RuntimeError, match="en panne"):
        Client(view).get("/piscines")
    view._make = maker
    assert Client(view).get("/piscines").status_code == 200


def test_a_head_is_told_the_length_and_nothing_else(client):
    whole = client.get("/piscines")
    told = asyncio.run(client.ask("HEAD", "/piscines"))
    assert told.content == b""
    assert told.headers["content-length"] == str(len(whole.content))


def test_compressed_or_not_the_page_is_the_same(client):
    plain = client.get("/piscines", host="a")
    packed = client.get("/piscines", host="a", **{"accept-encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["etag"] == plain.headers["etag"]
    assert packed.headers["vary"] == "accept-encoding"
