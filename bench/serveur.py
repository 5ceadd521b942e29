"""L’atlas servi le temps d’une mesure : lancé, attendu, arrêté, d’une seule façon."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
STARTED_S = 120.0
"""How long the first answer may take: beyond, something else is wrong."""


@contextmanager
def served(port: int, workers: int = 0) -> Iterator[tuple[str, int]]:
    """Serve the atlas; give its address, that ends with a slash, and its process.

    ``workers``: how many processes stand behind nginx; 0 for one alone, as ``make run``. A program
    that listens there already is refused: the processor measured would be that of another.
    """
    url = f"http://127.0.0.1:{port}/"
    if _healthy(url):
        sys.exit(f"Le port {port} répond déjà : donnez-en un autre avec --port.")
    way = ["serve", "--workers", str(workers)] if workers else ["run", "--address", "127.0.0.1"]
    command = [sys.executable, "-m", "geo", *way, "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            _await(url, process)
            yield url, process.pid
        finally:
            process.terminate()


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + STARTED_S
    while not _healthy(url):
        if process.poll() is not None or time.monotonic() > limit:
            sys.exit("L’atlas n’a pas démarré : voyez ce qu’il dit avec « make run ».")
        time.sleep(0.1)


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}_stcore/health", timeout=2) as answer:  # noqa: S310 - ours
            return bool(answer.status == 200)  # noqa: PLR2004 - HTTP
    except (URLError, OSError):
        return False
