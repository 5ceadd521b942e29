"""The log as one JSON object a line: what happened, and nothing of what a reader typed."""

from __future__ import annotations

import asyncio
import json
import logging

import pytest

from geo.core import catalog
from geo.labels import serve as mots
from geo.ui.serve import journal, server


@pytest.fixture
def loggers():
    """Give back to each logger what a test takes from it."""
    every = [logging.getLogger(name) for name in ("", *journal.OTHERS)]
    kept = [(one, one.handlers[:], one.propagate, one.level) for one in every]
    yield
    for one, handlers, propagate, level in kept:
        one.handlers, one.propagate = handlers, propagate
        one.setLevel(level)


def _lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.usefixtures("loggers")
def test_every_line_is_an_object_whoever_writes_it(monkeypatch, capsys):
    monkeypatch.setenv(journal.JOURNAL, "JSON")
    assert journal.start()
    for name in ("geo.ui.serve.server", *journal.OTHERS):
        logging.getLogger(name).warning("Une ligne\net une autre")
    told = _lines(capsys)
    assert [line["source"] for line in told] == ["geo.ui.serve.server", *journal.OTHERS]
    assert {line["message"] for line in told} == {"Une ligne\net une autre"}
    assert all(line["instant"].endswith("+00:00") for line in told)


@pytest.mark.usefixtures("loggers")
def test_a_fault_has_its_mark_and_its_place_never_what_was_typed(monkeypatch, capsys):
    monkeypatch.setenv(journal.JOURNAL, journal.KIND)
    journal.start()
    with pytest.raises(KeyError) as caught:
        {}["12 rue de la Paix"]
    told = {"exc_info": caught.value, "extra": {"repere": "ab12"}}
    logging.getLogger("geo").error("Faute %s", "ab12", **told)
    [line] = _lines(capsys)
    assert line["repere"] == "ab12"
    assert line["faute"]["genre"] == "KeyError"
    assert line["faute"]["pile"][-1].startswith("test_journal.py:")
    assert "rue de la Paix" not in json.dumps(line, ensure_ascii=False)


@pytest.mark.usefixtures("loggers")
def test_the_server_tells_that_it_is_ready_with_what_data_and_that_it_stops(monkeypatch, capsys):
    monkeypatch.setenv(journal.JOURNAL, journal.KIND)
    monkeypatch.setattr(server, "warm", lambda: None)
    monkeypatch.setattr(server.cache, "warm", lambda: None)

    async def serve():
        async with server.lifespan(None):
            pass

    asyncio.run(serve())
    ready, stopped = [one for one in _lines(capsys) if one["source"] == server.__name__]
    assert (ready["message"], ready["donnees"]) == (mots.JOURNAL_PRET, catalog.data_version())
    assert stopped["message"] == mots.JOURNAL_FIN


@pytest.mark.parametrize("asked", ["", "texte"])
def test_plain_text_is_left_as_it_is(monkeypatch, asked):
    monkeypatch.setenv(journal.JOURNAL, asked)
    before = logging.getLogger().handlers[:]
    assert not journal.start()
    assert logging.getLogger().handlers == before
