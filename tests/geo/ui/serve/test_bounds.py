"""Nobody fills the memory, the descriptors or the time of the others."""

from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from geo.labels import serve as mots
from geo.ui.serve import bounds
from geo.ui.serve.bounds import Bornage, Cadence, Files


class Kept:
    """What Streamlit keeps of the files."""

    def __init__(self):
        self.gone = []

    def remove_file(self, session_id, file_id):
        self.gone.append((session_id, file_id))

    def remove_session_files(self, session_id):
        self.gone.append((session_id, "*"))


class TestFiles:
    def test_of_one_reader_the_last_are_kept(self):
        files, kept = Files(each=2), Kept()
        assert all(files.admit("s", name, kept, lambda _: True) for name in "abcd")
        assert kept.gone == [("s", "a"), ("s", "b")]

    def test_the_same_one_again_takes_no_more_room(self):
        files, kept = Files(each=2, most=2), Kept()
        assert all(files.admit("s", name, kept, lambda _: True) for name in "aabb")
        assert files.admit("s", "a", kept, lambda _: True)
        assert kept.gone == []

    def test_those_of_who_left_go(self):
        files, kept = Files(), Kept()
        files.admit("gone", "a", kept, lambda _: True)
        assert files.admit("here", "b", kept, lambda session: session == "here")
        assert kept.gone == [("gone", "*")]

    def test_too_many_in_all_are_refused_until_one_is_taken_back(self):
        files, kept = Files(each=2, most=3), Kept()
        names = [("s", "a"), ("s", "b"), ("t", "c")]
        assert all(files.admit(*one, kept, lambda _: True) for one in names)
        assert not files.admit("u", "d", kept, lambda _: True)
        files.forget("t", "c")
        assert files.admit("u", "d", kept, lambda _: True)


class TestCadence:
    def test_a_burst_passes_then_each_waits_its_turn(self):
        now = [0.0]
        pace = Cadence(burst=3, each_second=2, clock=lambda: now[0])
        assert [pace.wait() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]

    def test_silence_gives_the_burst_back_and_no_more(self):
        now = [0.0]
        pace = Cadence(burst=2, each_second=2, clock=lambda: now[0])
        assert [pace.wait(), pace.wait()] == [0, 0]
        now[0] = 60.0
        assert [pace.wait() for _ in range(3)] == [0, 0, 0.5]


def talk(limits, app_seen):
    """Open a live link and leave at once; return what is answered."""
    answered = []
    waiting = [{"type": "websocket.connect"}, {"type": "websocket.disconnect"}]

    async def receive():
        return waiting.pop(0)

    async def send(message):
        answered.append(message)

    scope = {"type": "websocket", "path": bounds.LIVE, "subprotocols": ["streamlit"]}
    asyncio.run(limits(scope, receive, send))
    return answered, app_seen


class TestLinks:
    def test_are_counted_while_they_are_open(self):
        seen = []

        async def app(_scope, _receive, _send):
            seen.append(Bornage.links)

        before = Bornage.links
        talk(Bornage(app), seen)
        assert seen == [before + 1]
        assert Bornage.links == before

    def test_beyond_the_most_are_told_so(self, monkeypatch):
        async def app(_scope, _receive, _send):
            pytest.fail("the application must not hear of it")

        limits = Bornage(app)
        monkeypatch.setattr(Bornage, "links", limits.most)
        answered, _ = talk(limits, [])
        assert answered == [
            {"type": "websocket.accept", "subprotocol": "streamlit"},
            {"type": "websocket.close", "code": 1013, "reason": mots.TROP_DE_LECTEURS},
        ]
        assert len(mots.TROP_DE_LECTEURS.encode()) <= 123  # what a closing may carry

    def test_are_fewer_where_few_files_may_be_opened(self):
        assert bounds.most_links(1_024) == 192
        assert bounds.most_links(sys.maxsize) == bounds.LINKS
        assert bounds.most_links(10) == 1

    def test_the_process_may_open_all_that_the_system_allows(self):
        resource = pytest.importorskip("resource")
        bounds.raise_descriptors()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft == hard


def test_a_file_too_many_is_refused_in_french(monkeypatch):
    monkeypatch.setattr(Bornage, "_file", lambda _self, _scope: False)
    answered = []

    async def app(_scope, _receive, _send):
        pytest.fail("the application must not hear of it")

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        answered.append(message)

    scope = {"type": "http", "method": "PUT", "path": f"{bounds.DEPOT}s/f", "headers": []}
    asyncio.run(Bornage(app)(scope, receive, send))
    assert answered[0]["status"] == 503
    assert answered[1]["body"].decode() == mots.TROP_DE_FICHIERS


def test_of_the_files_that_streamlit_keeps_the_oldest_goes(monkeypatch):
    kept = MemoryUploadedFileManager(bounds.DEPOT)
    for name in "abcd":
        kept.add_file("s", UploadedFileRec(name, name, "text/csv", b"1"))
    running = SimpleNamespace(uploaded_file_mgr=kept, is_active_session=lambda _session: True)
    monkeypatch.setattr(
        bounds, "Runtime", SimpleNamespace(exists=lambda: True, instance=lambda: running)
    )
    door = Bornage(None)
    for name in "abcd":
        assert door._file({"method": "PUT", "path": f"/carte{bounds.DEPOT}s/{name}"})
    assert [one.file_id for one in kept.get_files("s", "abcd")] == ["b", "c", "d"]
