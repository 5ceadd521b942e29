"""A service of open data on this machine: files, and every way in which such a service fails.

Each path has a list of answers, given in order; the last one is given again for ever.
"""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reponse:
    """One answer. ``coupe``: bytes sent out of those that are announced; ``muet``: then silence."""

    corps: bytes = b""
    code: int = 200
    genre: str = "text/csv"
    entetes: dict = field(default_factory=dict)
    coupe: int | None = None
    muet: bool = False


@dataclass
class Guichet:
    """What is served by path, and what was asked: method, path, headers."""

    reponses: dict[str, list[Reponse]] = field(default_factory=dict)
    demandes: list[tuple[str, str, dict]] = field(default_factory=list)
    adresse: str = ""
    silence: threading.Event = field(default_factory=threading.Event)

    def sert(self, chemin, *reponses):
        self.reponses[chemin] = list(reponses)
        return self.adresse + chemin


def bombe(octets):
    """Return an answer of a few kilobytes that unpacks to ``octets``."""
    return Reponse(gzip.compress(b"a" * octets), entetes={"content-encoding": "gzip"})


def _handler(guichet):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_HEAD(self):
            guichet.demandes.append(("HEAD", self.path, dict(self.headers)))
            self.send_error(404)

        def do_GET(self):
            guichet.demandes.append(("GET", self.path, dict(self.headers)))
            answers = guichet.reponses.get(self.path)
            if answers is None:
                self.send_error(404)
                return
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            self.send_response(answer.code)
            known = {name.lower() for name in answer.entetes}
            if "content-type" not in known:
                self.send_header("content-type", answer.genre)
            self.send_header("content-length", str(len(answer.corps)))
            for name, value in answer.entetes.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.corps[: answer.coupe])
            if answer.muet:
                self.wfile.flush()
                guichet.silence.wait(10)
            if answer.coupe is not None:
                self.close_connection = True

    return Handler


@contextmanager
def ouvert():
    """Serve until the end of the block."""
    guichet = Guichet()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(guichet))
    server.daemon_threads = True
    guichet.adresse = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield guichet
    finally:
        guichet.silence.set()
        server.shutdown()
        server.server_close()
        thread.join()
