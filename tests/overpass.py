"""An Overpass service on this machine, for the download of the road network.

It answers as Overpass does: a status page, and JSON with the ways of the polygon asked for and
their nodes. A test may script its next answers: busy, cut short, broken.
"""

from __future__ import annotations

import json
import re
import threading
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import shapely

FREE = "Connected as: 62\nCurrent time: {now}\nAnnounced endpoint: none\nRate limit: 2\n{slots}\n"
NOW = "2026-11-26T12:00:00Z"
CUT = 'runtime error: Query timed out in "query" at line 1 after 301 seconds.'
PAGE = "<html><body><p><strong>Error</strong>: line 1: parse error</p></body></html>"


@dataclass
class Service:
    """What the service knows (nodes and ways of Overpass's JSON), what it was asked.

    ``suite`` holds the names of the next answers (see ``Handler``); then it answers well.
    """

    noeuds: dict[int, dict]
    chemins: list[dict]
    suite: list[str] = field(default_factory=list)
    attente: int = 0
    questions: list[str] = field(default_factory=list)
    entetes: list[dict] = field(default_factory=list)
    adresse: str = ""

    def reponse(self, question):
        """Return the ways of the polygon and all of their nodes, as « >; » asks for them."""
        numbers = [float(n) for n in re.search(r"poly:'([^']*)'", question)[1].split()]
        zone = shapely.Polygon([(lon, lat) for lat, lon in zip(*[iter(numbers)] * 2, strict=True)])
        ids = list(self.noeuds)
        inside = {
            name
            for name, there in zip(
                ids,
                shapely.contains_xy(
                    zone,
                    [self.noeuds[name]["lon"] for name in ids],
                    [self.noeuds[name]["lat"] for name in ids],
                ),
                strict=True,
            )
            if there
        }
        ways = [way for way in self.chemins if inside.intersection(way["nodes"])]
        used = dict.fromkeys(node for way in ways for node in way["nodes"])
        return {"version": 0.6, "elements": [*(self.noeuds[name] for name in used), *ways]}


def depuis_xml(path):
    """Return the service that knows an OSM file."""
    tree = ET.parse(path).getroot()  # noqa: S314 - our own file
    nodes = {
        int(one.get("id")): {
            "type": "node",
            "id": int(one.get("id")),
            "lat": float(one.get("lat")),
            "lon": float(one.get("lon")),
        }
        for one in tree.iter("node")
    }
    ways = [
        {
            "type": "way",
            "id": int(one.get("id")),
            "nodes": [int(step.get("ref")) for step in one.iter("nd")],
            "tags": {tag.get("k"): tag.get("v") for tag in one.iter("tag")},
        }
        for one in tree.iter("way")
    ]
    return Service(nodes, ways)


class Handler(BaseHTTPRequestHandler):
    """One answer: the next of the script, else the right one."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Say nothing."""

    def _send(self, code, body, kind="application/json", length=None):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        service = self.server.service
        slots = "2 slots available now."
        if service.attente:
            slots = f"Slot available after: {NOW}, in {service.attente} seconds."
        known = self.path == "/api/status"
        text = FREE.format(now=NOW, slots=slots) if known else PAGE
        self._send(200 if known else 404, text.encode(), "text/plain")

    def do_POST(self):
        service = self.server.service
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        question = parse_qs(asked)["data"][0]
        service.questions.append(question)
        service.entetes.append(dict(self.headers))
        kind = service.suite.pop(0) if service.suite else "bien"
        good = json.dumps(service.reponse(question)).encode()
        if kind.isdecimal():
            self._send(int(kind), PAGE.encode(), "text/html")
        elif kind == "coupe":  # the service gave up: what it has, and a remark
            part = service.reponse(question)
            part["elements"] = part["elements"][: len(part["elements"]) // 2]
            self._send(200, json.dumps(part | {"remark": CUT}).encode())
        elif kind == "tronque":  # the line fell in the middle of the answer
            self._send(200, good[: len(good) // 2], length=len(good))
            self.close_connection = True
        elif kind == "illisible":
            self._send(200, good[: len(good) // 2])
        elif kind == "vide":
            self._send(200, json.dumps({"version": 0.6, "elements": []}).encode())
        else:
            self._send(200, good)


@contextmanager
def ecoute(service):
    """Serve on this machine; the address is ``service.adresse``."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.service = service
        service.adresse = f"http://127.0.0.1:{server.server_address[1]}/api"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield service
        finally:
            server.shutdown()
            thread.join()
