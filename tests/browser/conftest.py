"""The application served for real, and a Chromium without network that visits it.

``visite`` is the fixture of most tests. Another screen or locale is asked for with the marker of
pytest-playwright: ``@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from urllib.error import URLError

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "app"))

from ecran import Donnees, other_data
from visite import ROOT, Visite

from tests.poison import poison
from tests.ports import free_port

START_SECONDS = 60
STOP_SECONDS = 10
LAUNCHER = Path(__file__).parent / "lancer.py"
MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>"

CHROMIUM_ARGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing of the browser, its own services included, can find a host but this machine.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def is_healthy(url):
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:  # noqa: S310
            return answer.status == 200
    except (URLError, OSError):
        return False


def wait_until_healthy(process, url, log):
    deadline = time.monotonic() + START_SECONDS
    while not is_healthy(url):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"L’application n’a pas démarré :\n{log.read_text(encoding='utf-8')}")
        Event().wait(0.1)


def hurt(folder):
    """Copy ``data/`` and hurt it: markup in a name, swapped coordinates, a missing file.

    Return the two stations concerned, as rows.
    """
    shutil.copytree(ROOT / "data", folder)
    data = Donnees(folder)

    def mark(row):
        row["nom"] = MARKUP

    def swap(row):
        row["lon"], row["lat"] = row["lat"], row["lon"]

    rows = {
        "balise": data.changer("bornes.csv", mark),
        "inverse": data.changer("bornes.csv", swap, rang=1),
    }
    data.chemin("dechetteries.csv").unlink()
    return rows


@contextmanager
def serving(log, *command, port=None, **environment):
    """Start the application as ``command`` says, on a port of its own; give its address."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    options = ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [sys.executable, *command, *options],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
        ) as process,
    ):
        try:
            wait_until_healthy(process, url, log)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture
def servir(tmp_path):
    """What starts an application for one test, each time at the same address."""
    port = free_port()
    log = tmp_path / "streamlit.log"
    return lambda: serving(log, "-m", "streamlit", "run", "app.py", port=port)


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    """The address of the application, started for this session; any reader may open a room."""
    folder = tmp_path_factory.mktemp("serveur")
    rooms = {"ATLAS_SALLES": "oui", "ATLAS_SALLES_DOSSIER": str(folder / "salles")}
    with serving(folder / "streamlit.log", "-m", "streamlit", "run", "app.py", **rooms) as url:
        yield url


@pytest.fixture(scope="session")
def application_piegee(tmp_path_factory):
    """The same on hostile data: see ``hurt``. A process of its own, new to everyone."""
    folder = tmp_path_factory.mktemp("piege")
    piege = hurt(folder / "data")
    log = folder / "streamlit.log"
    with serving(
        log, str(LAUNCHER), "run", "app.py", ATLAS_ESSAI_DONNEES=str(folder / "data")
    ) as url:
        yield url, piege


@pytest.fixture(scope="session")
def application_empoisonnee(tmp_path_factory):
    """The same on data whose every text is hostile (``tests.poison``)."""
    folder = tmp_path_factory.mktemp("poison")
    with other_data(folder / "data"):
        poison(folder / "data")
    log = folder / "streamlit.log"
    served = {"ATLAS_ESSAI_DONNEES": str(folder / "data"), "ATLAS_SALLES": "oui"}
    rooms = {"ATLAS_SALLES_DOSSIER": str(folder / "salles")}
    with serving(log, str(LAUNCHER), "run", "app.py", **served, **rooms) as url:
        yield url


@pytest.fixture(scope="session")
def base_url(application):
    """What pytest-playwright puts before the addresses given to ``goto``."""
    return application


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    args = list(CHROMIUM_ARGS)
    if os.geteuid() == 0:
        args.append("--no-sandbox")  # Chromium refuses to run as root otherwise
    chosen = {"executable_path": os.environ["CHROMIUM"]} if os.environ.get("CHROMIUM") else {}
    return browser_type_launch_args | chosen | {"args": args}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "reduced_motion": "reduce",
        "viewport": {"width": 1440, "height": 900},
    }


@pytest.fixture
def visite(context, page):
    """A new page of a browser that knows nothing of the visits before."""
    visite = Visite(page)
    visite.ecouter(context)
    return visite
