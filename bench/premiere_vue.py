"""Mesure la première vue et la carte vivante contre une page Leaflet écrite à la main.

``python bench/premiere_vue.py [--repetitions 7] [--lente] [--port N]``, depuis la racine du dépôt,
machine au repos. Les deux pages sont servies par cette machine et ouvertes tour à tour, dans la
même minute : à froid (navigateur neuf), puis une seconde fois (fichiers gardés). L’horloge est
celle de la page, du départ de la navigation au premier polygone peint : la première vue, la carte
vivante (elle se déplace, s’agrandit, dit ses valeurs), la page entière (elle répond aux choix).
``--lente`` refait la mesure à 50 ko/s et 400 ms de latence. Un tableau Markdown, en millisecondes,
est écrit à la fin.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.serveur import served  # noqa: E402 - the repository is found first
from geo.ui import cache  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

HERE = Path(__file__).resolve().parent
PAGES = {"Accueil": "", "Piscines": "piscines"}
LAYERS = ("communes", "territoires", "piscines")
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
LONG_MS = 180_000
ARGUMENTS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
CLOCK = """
window.vus = {};
const noter = (nom, quoi) => {
  const suivre = () => {
    if (document.querySelector(quoi)) {
      requestAnimationFrame(() => requestAnimationFrame(() => {
        window.vus[nom] = performance.now();
      }));
    } else setTimeout(suivre, 4);
  };
  suivre();
};
noter("premiere", "svg path[d]");
noter("vivante", ".atlas-carte[data-pret]");
noter("page", "body:not(:has(#atlas-fixe)) .atlas-carte[data-pret]");
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serve files without a word, and let the browser keep them."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Let what never changes be kept; the page itself is asked for again."""
        page = self.path.endswith("/")
        self.send_header("Cache-Control", "no-cache" if page else "max-age=31536000, immutable")
        super().end_headers()


@contextmanager
def reference() -> Iterator[str]:
    """Serve the hand-written page with today's layers; give its address."""
    with tempfile.TemporaryDirectory() as folder:
        for file in (HERE / "statique").iterdir():
            shutil.copy(file, folder)
        for name in ("leaflet.js", "leaflet.css"):
            shutil.copy(ROOT / "static" / "vendor" / "leaflet" / name, folder)
        layers = cache.layers()
        for name in LAYERS:
            (Path(folder) / f"{name}.geojson").write_bytes(layers[name].corps)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def _visit(context: BrowserContext, address: str, wanted: str, *, slow: bool) -> dict[str, float]:
    """Open an address; return when its first polygon, live map and whole page were painted."""
    page = context.new_page()
    if slow:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(CLOCK)
    page.goto(address, wait_until="commit", timeout=LONG_MS)
    found: dict[str, float] = {}
    limit = time.monotonic() + LONG_MS / 1000
    while wanted not in found:  # the policy of the page lets nothing be evaluated in it to wait
        if time.monotonic() > limit:
            raise Error(f"{address} : rien après {LONG_MS / 1000:.0f} s")
        page.wait_for_timeout(50)
        found = page.evaluate("window.vus || {}")
    page.close()
    return found


def _round(browser: Browser, address: str, wanted: str, *, slow: bool) -> list[dict[str, float]]:
    """Return the times of a new browser, then of the same one that comes back."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    try:
        return [_visit(context, address, wanted, slow=slow) for _ in range(2)]
    finally:
        context.close()


def measure(browser: Browser, app: str, static: str, times: int, *, slow: bool) -> list[str]:
    """Return the lines of the table: each page beside the reference, measured in turn."""
    lines = []
    for name, path in PAGES.items():
        rounds = [
            (
                _round(browser, static, "premiere", slow=slow),
                _round(browser, app + path, "page", slow=slow),
            )
            for _ in range(times)
        ]
        for rank, when in enumerate(("à froid", "gardée")):
            base = statistics.median(one[0][rank]["premiere"] for one in rounds)
            first = statistics.median(one[1][rank]["premiere"] for one in rounds)
            live = statistics.median(one[1][rank]["vivante"] for one in rounds)
            whole = statistics.median(one[1][rank]["page"] for one in rounds)
            told = f"{name}, {when}{', ligne lente' if slow else ''}"
            lines.append(
                f"| {told} | {base:.0f} | {first:.0f} | {first / base:.2f} × | {live:.0f} | "
                f"{live / base:.2f} × | {whole:.0f} | {whole / base:.2f} × |"
            )
    return lines


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--lente", action="store_true", help="aussi à 50 ko/s et 400 ms")
    parser.add_argument("--port", type=int, default=8599)
    asked = parser.parse_args()
    with reference() as static, served(asked.port) as (app, _), sync_playwright() as player:
        browser = player.chromium.launch(
            args=ARGUMENTS, executable_path=os.environ.get("CHROMIUM") or None
        )
        try:
            lines = measure(browser, app, static, asked.repetitions, slow=False)
            if asked.lente:
                lines += measure(browser, app, static, max(asked.repetitions // 3, 1), slow=True)
        except Error as error:
            sys.exit(str(error))
        finally:
            browser.close()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cœurs, ms, médianes\n")
    parts = ("première vue", "carte vivante", "page entière")
    print(f"| page | référence | {' | '.join(f'{part} | rapport' for part in parts)} |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
