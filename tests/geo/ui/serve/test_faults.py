"""A fault that nobody foresaw is told in French, short, and found again in the log."""

from __future__ import annotations

import re

import pytest
from asgi import Client
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import StreamingResponse
from starlette.routing import Route
from streamlit.testing.v1 import AppTest

from geo.core.errors import SchemaError
from geo.labels import textes
from geo.labels.formats import as_markdown
from geo.ui.serve import faults

EVIL = "[lien](http://evil.example) ![](http://evil.example/x.png) **gras**"


def shown(fault):
    def page(fault):
        import streamlit as st  # noqa: PLC0415 - a page stands alone

        from geo.ui.serve import faults  # noqa: PLC0415

        st.session_state["seul"] = faults.tell(fault)

    test = AppTest.from_function(page, args=(fault,)).run()
    assert not test.exception
    assert test.session_state["seul"] is True
    [error] = test.error
    return error.value


def test_an_unforeseen_fault_shows_nothing_of_itself_and_its_mark_is_in_the_log(caplog):
    told = shown(TypeError(EVIL))
    assert textes.ERREUR_PAGE in told
    assert textes.ERREUR_AUTRES in told
    assert "evil" not in told
    [mark] = re.findall(r"repère ([0-9a-f]{8})", told)
    [record] = [one for one in caplog.records if one.name == faults.__name__]
    assert mark in record.getMessage()
    assert record.exc_info[1].args == (EVIL,)


def test_a_fault_of_the_data_says_which_without_a_link():
    told = shown(SchemaError(f"Le fichier data/x.csv : {EVIL}"))
    assert "Le fichier data/x.csv" in told
    assert as_markdown(EVIL) in told
    assert EVIL not in told


async def broken(_request):
    raise TypeError(EVIL)


async def cut(_request):
    async def body():
        yield b"begun"
        raise TypeError(EVIL)

    return StreamingResponse(body())


@pytest.fixture
def client():
    routes = [Route("/adresse", broken), Route("/coupee", cut)]
    return Client(Starlette(routes=routes, middleware=[Middleware(faults.Fautes)]))


def test_an_address_that_fails_says_so_in_french_and_its_mark_is_in_the_log(client, caplog):
    answer = client.get("/adresse")
    assert answer.status_code == 500
    assert textes.ERREUR_PAGE in answer.text
    assert "evil" not in answer.text
    [mark] = re.findall(r"repère ([0-9a-f]{8})", answer.text)
    assert mark in caplog.text


def test_an_answer_that_stops_in_the_middle_is_left_cut(client):
    with pytest.raises(TypeError):
        client.get("/coupee")
