"""A file that is too large never reaches the memory of the server."""

import asyncio

import pytest

from geo.answers.coordinates.grids import OCTETS_MAX, TROP_GROS
from geo.ui.serve.uploads import Depots, emptied

HEAD = b'--b\r\nContent-Disposition: form-data; name="f"; filename="p.csv"\r\n\r\n'


def sent(parts, path="/_stcore/upload_file/s/f", method="PUT"):
    """Return what the application behind the door gets of a request: its headers and its body."""
    got = {}
    waiting = [
        {"type": "http.request", "body": part, "more_body": rank < len(parts) - 1}
        for rank, part in enumerate(parts)
    ]

    async def receive():
        return waiting.pop(0)

    async def app(scope, receive, _send):
        body, more = b"", True
        while more:
            message = await receive()
            body += message["body"]
            more = message["more_body"]
        got.update(headers=dict(scope["headers"]), body=body)

    size = str(sum(map(len, parts))).encode()
    scope = {"type": "http", "method": method, "path": path, "headers": [(b"content-length", size)]}
    asyncio.run(Depots(app)(scope, receive, None))
    return got, waiting


def test_of_our_size_goes_through_as_it_is():
    parts = [HEAD, b"lat;lon\n", b"\r\n--b--\r\n"]
    got, _ = sent(parts)
    assert got["body"] == b"".join(parts)


@pytest.mark.parametrize("piece", [65_536, 2_000_000])
def test_beyond_our_size_is_read_to_its_end_and_emptied(piece):
    whole = HEAD + b"x" * (OCTETS_MAX * 3) + b"\r\n--b--\r\n"
    parts = [whole[at : at + piece] for at in range(0, len(whole), piece)]
    got, waiting = sent(parts)
    assert waiting == []
    assert got["body"] == HEAD + TROP_GROS + b"\r\n--b--\r\n" == emptied(whole)
    assert got["headers"][b"content-length"] == str(len(got["body"])).encode()


def test_another_request_is_left_alone():
    got, _ = sent([b"x" * (OCTETS_MAX * 2)], path="/ailleurs")
    assert len(got["body"]) == OCTETS_MAX * 2
