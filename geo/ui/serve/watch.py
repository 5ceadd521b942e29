"""For who runs the atlas: is it alive, is it ready, what does it do; nothing on readers.

``/atlas/sante`` answers anyone in one word. ``/atlas/metriques`` (Prometheus) and the measures of
Streamlit are for this machine and the addresses that ``ATLAS_SUPERVISION`` names.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter, defaultdict
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from threading import Lock
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from geo.answers import addresses
from geo.core.errors import AtlasError
from geo.drawing.maps import layers
from geo.labels import serve as mots
from geo.ui import cache
from geo.ui.parts import images
from geo.ui.parts.images import root
from geo.ui.serve import bounds
from geo.ui.serve.first_view import preview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client.core import Metric
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SUPERVISION = "ATLAS_SUPERVISION"
"""Environment: the addresses and networks, apart by spaces, that may read the measures."""
THIS_MACHINE = ("127.0.0.0/8", "::1/128")
STREAMLIT_METRICS = "_stcore/metrics"
KINDS = {
    f"{layers.PREFIX}/": "couche",
    f"{addresses.PREFIX}/": "donnees",
    f"{images.PREFIX}/": "image",
    f"{preview.PREFIX}/": "image",
    "app/static/": "fichier",
    "static/": "fichier",
    "_stcore/": "liaison",
    "atlas/": "service",
}
"""What a path is counted under, the first that fits; a page otherwise. Never the path itself: it
tells what a reader looks at."""
STEPS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Counts:
    """The requests answered by this process, by kind and status, and the time they took."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.answers: Counter[tuple[str, str]] = Counter()
        self.steps: dict[str, list[int]] = {}
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.faults = 0

    def add(self, kind: str, status: int, took: float) -> None:
        """Count an answer."""
        with self._lock:
            self.answers[kind, f"{status // 100}xx"] += 1
            self.seconds[kind] += took
            steps = self.steps.setdefault(kind, [0] * (len(STEPS_S) + 1))
            for rank, most in enumerate((*STEPS_S, float("inf"))):
                steps[rank] += took <= most

    def fault(self) -> None:
        """Count a page that stopped on a fault."""
        with self._lock:
            self.faults += 1


counts = Counts()


def kind_of(path: str) -> str:
    """Return what a path is counted under."""
    name = path.removeprefix(root())
    return next((kind for start, kind in KINDS.items() if name.startswith(start)), "page")


def may_watch(scope: Scope) -> bool:
    """Return whether a request comes from who may read the measures."""
    client = scope.get("client")
    try:
        host = ip_address(client[0] if client else "")
    except ValueError:
        return False
    return any(host in one for one in networks())


def networks() -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks that may read the measures.

    Raises
    ------
    SystemExit
        If the settings name what is no network: the start stops with it, rather than leaving who
        watches without an answer.
    """
    asked = (*THIS_MACHINE, *os.environ.get(SUPERVISION, "").split())
    try:
        return tuple(ip_network(one, strict=False) for one in asked)
    except ValueError:
        sys.exit(mots.SUPERVISION_FAUSSE.format(nom=SUPERVISION, valeur=" ".join(asked[2:])))


class Veille:
    """ASGI middleware: count the answers; keep the measures of Streamlit for who may read them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].endswith(STREAMLIT_METRICS) and not may_watch(scope):
            await PlainTextResponse(mots.INCONNU, status_code=404)(scope, receive, send)
            return
        began = time.perf_counter()

        async def relay(message: Message) -> None:
            if message["type"] == "http.response.start":
                took = time.perf_counter() - began
                counts.add(kind_of(scope["path"]), message["status"], took)
            await send(message)

        await self.app(scope, receive, relay)


def _ready() -> str:
    """Return the version of the data, once what every page needs is read.

    Raises
    ------
    AtlasError
        If it cannot be read: this process is alive, and has nothing to show.
    """
    cache.base()
    return cache.version()


async def sante(_request: Request) -> Response:
    """Answer whether this process is ready for readers: 200, or 503 and why."""
    headers = {"cache-control": "no-store"}
    try:
        version = await run_sync(_ready)
    except AtlasError as error:
        told = {"etat": mots.PAS_PRET, "cause": str(error)}
        return JSONResponse(told, status_code=503, headers=headers)
    return JSONResponse({"etat": mots.PRET, "donnees": version}, headers=headers)


class _Collector:
    """What Prometheus is told of this process."""

    def collect(self) -> Iterator[Metric]:
        """Give each measure."""
        from prometheus_client.core import (  # noqa: PLC0415 - slow to import, for who asks alone
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        yield GaugeMetricFamily("atlas_liaisons", mots.LIAISONS, value=bounds.Bornage.links)
        yield CounterMetricFamily("atlas_fautes", mots.FAUTES, value=counts.faults)
        answers = CounterMetricFamily("atlas_reponses", mots.REPONSES, labels=("genre", "statut"))
        for (kind, status), number in sorted(counts.answers.items()):
            answers.add_metric((kind, status), number)
        yield answers
        times = HistogramMetricFamily("atlas_reponse_secondes", mots.DUREES, labels=("genre",))
        for kind, steps in sorted(counts.steps.items()):
            named = [*map(str, STEPS_S), "+Inf"]
            buckets = list(zip(named, map(float, steps), strict=True))
            times.add_metric((kind,), buckets, counts.seconds[kind])
        yield times


def _measures() -> tuple[bytes, str]:
    from prometheus_client import (  # noqa: PLC0415 - slow to import, for who asks alone
        CONTENT_TYPE_LATEST,
        CollectorRegistry,
        ProcessCollector,
        generate_latest,
    )

    registry = CollectorRegistry()
    registry.register(_Collector())
    ProcessCollector(registry=registry)
    return generate_latest(registry), CONTENT_TYPE_LATEST


async def metriques(request: Request) -> Response:
    """Answer the measures of this process, for Prometheus; to who may read them."""
    if not may_watch(request.scope):
        return PlainTextResponse(mots.INCONNU, status_code=404)
    body, mime = await run_sync(_measures)
    return Response(body, media_type=mime, headers={"cache-control": "no-store"})


ROUTES = [
    Route("/atlas/sante", sante),
    Route("/atlas/metriques", metriques),
]
