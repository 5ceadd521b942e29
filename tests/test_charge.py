"""Many readers at once: the code of the load and of the endurance run, for a few seconds."""

from __future__ import annotations

import argparse
import asyncio

import pytest

from bench import charge
from bench.serveur import served
from tests.ports import free_port


def test_readers_and_phones_are_answered_without_a_fault():
    asked = argparse.Namespace(sessions=2, telephones=2, secondes=6.0, pause=1.0)
    with served(free_port()) as (url, pid):
        told = asyncio.run(charge.load(url, pid, asked))
    assert told.errors == []
    assert len(told.views) >= 2
    assert len(told.phones) >= 2
    assert told.cpu > 0
    written = charge.report(told, asked)
    assert "| session |" in written
    assert "Erreurs : 0." in written


def test_a_page_that_does_not_exist_is_an_error(monkeypatch):
    monkeypatch.setattr(charge, "PAGES", ("nulle-part",))
    asked = argparse.Namespace(sessions=1, telephones=0, secondes=3.0, pause=0.5)
    with served(free_port()) as (url, pid):
        told = asyncio.run(charge.load(url, pid, asked))
    assert told.views == []
    assert "nulle-part" in told.errors[0]


def test_a_server_that_is_not_there_is_an_error():
    told = charge.Told()
    nowhere = f"http://127.0.0.1:{free_port()}/"
    asyncio.run(charge.session(nowhere, told, 0.0, 0.0, 1))
    assert len(told.errors) == 1


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        ([400, 450, 455, 455, 455, 456, 455, 455], False),
        ([400, 450, 500, 550, 600, 650, 700, 750], True),
        ([400], False),
    ],
)
def test_a_memory_that_goes_on_growing_is_seen(memory, expected):
    assert (
        charge.grows([(float(rank), float(used)) for rank, used in enumerate(memory)]) is expected
    )
