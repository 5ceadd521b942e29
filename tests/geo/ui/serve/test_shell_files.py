"""The files of Streamlit's page are sent compressed; what is not theirs goes its way."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import pytest
from streamlit import file_util

from geo.ui.serve import shell_files

STATIC = Path(file_util.get_static_dir())
PAGE = (STATIC / "index.html").read_text(encoding="utf-8")
SCRIPT = next(name for name in shell_files.first_files(PAGE) if "/js/index." in name)


def ask(path, encoding="gzip", method="GET"):
    """Return the status, headers and body of an answer; 418 tells that Streamlit is asked."""
    sent = []

    async def behind(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 418, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "headers": [(b"accept-encoding", encoding.encode())],
    }
    asyncio.run(shell_files.Coquille(behind)(scope, receive, send))
    start, body = sent[0], sent[1]
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, body["body"]


class TestAFileOfTheShell:
    def test_is_sent_compressed_and_kept_for_ever(self):
        status, headers, body = ask(f"/{SCRIPT}")
        whole = (STATIC / SCRIPT).read_bytes()
        assert status == 200
        assert gzip.decompress(body) == whole
        assert len(body) < len(whole) / 2
        assert headers["content-encoding"] == "gzip"
        assert "immutable" in headers["cache-control"]
        assert headers["content-type"].startswith("text/javascript")

    def test_under_a_base_path_too(self, monkeypatch):
        monkeypatch.setattr(shell_files, "root", lambda: "/atlas/")
        assert ask(f"/atlas/{SCRIPT}")[0] == 200
        assert ask(f"/{SCRIPT}")[0] == 418

    @pytest.mark.parametrize("encoding", ["", "identity"])
    def test_is_left_to_streamlit_for_who_reads_no_gzip(self, encoding):
        assert ask(f"/{SCRIPT}", encoding)[0] == 418

    def test_is_left_to_streamlit_for_another_method(self):
        assert ask(f"/{SCRIPT}", method="HEAD")[0] == 418

    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/static/js/../../index.html",
            "/static/js/absent.AAAAAAAA.js",
            "/static/media/x.AAAAAAAA.woff2",
            "/app/static/atlas.js",
        ],
    )
    def test_other_addresses_are_left_to_streamlit(self, path):
        assert ask(path)[0] == 418


def test_the_first_files_are_those_of_the_page():
    names = shell_files.first_files(PAGE)
    assert len(names) > 20
    assert all((STATIC / name).is_file() for name in names)
    assert any(name.endswith(".css") for name in names)


def test_what_a_map_will_need_is_known_by_its_names():
    names = shell_files.soon_files()
    assert len(names) == len(shell_files.SOON)
    assert not set(names) & set(shell_files.first_files(PAGE))
