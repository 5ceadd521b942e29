"""The wheel: built, installed beside no checkout, it checks its tables and serves its pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from http.client import HTTPConnection
from pathlib import Path
from threading import Event

import pytest

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[1]
LEAFLET = ROOT / "static" / "vendor" / "leaflet" / "leaflet.js"
HERE = "127.0.0.1"

pytestmark = pytest.mark.skipif(
    not LEAFLET.is_file(), reason="Leaflet n’est pas installé (make run l’apporte)"
)


def clean_environment(**more):
    """The environment without what would lead back to the checkout."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "ATLAS_"))}
    return kept | more


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("roue")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The bin folder of a fresh environment that has the wheel and borrows the libraries."""
    folder = tmp_path_factory.mktemp("poste") / "venv"
    venv.create(folder, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    libraries = Path(pytest.__file__).resolve().parents[1]
    (site / "emprunt.pth").write_text(f"{libraries}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install"]
    subprocess.run(
        [*pip, "-q", "--no-deps", "--no-index", "--disable-pip-version-check", wheel],
        check=True,
        capture_output=True,
        timeout=120,
        env=clean_environment(),
    )
    return folder / "bin"


@pytest.fixture
def empty(tmp_path):
    folder = tmp_path / "vide"
    folder.mkdir()
    return folder


def test_it_carries_all_that_a_browser_and_a_reader_ask(wheel):
    inside = zipfile.ZipFile(wheel).namelist()
    for name in (
        "geo/py.typed",
        "geo/labels/a_propos.md",
        "geo/printing/pdf/fiche.typ",
        "geo/_bundle/app.py",
        "geo/_bundle/.streamlit/config.toml",
        "geo/_bundle/static/vendor/leaflet/leaflet.js",
        "geo/_bundle/static/atlas.js",
    ):
        assert name in inside
    pages = {f"geo/_bundle/pages/{page.name}" for page in (ROOT / "pages").glob("*.py")}
    assert pages <= set(inside)
    cards = {f"geo/_bundle/{card.relative_to(ROOT)}" for card in ROOT.glob("data/*/source.toml")}
    assert cards - {"geo/_bundle/data/routes/source.toml"} <= set(inside)
    assert not any(name.startswith(("geo/_bundle/data/routes", "tests/")) for name in inside)


def test_it_installs_one_package_and_one_command(wheel):
    inside = zipfile.ZipFile(wheel)
    tops = {name.partition("/")[0] for name in inside.namelist()}
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert tops == {"geo", f"atlas_artois-{version['version']}.dist-info"}


def test_it_checks_its_tables_from_an_empty_folder(installed, empty):
    done = subprocess.run(
        [installed / "atlas-artois", "check"],
        cwd=empty,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env=clean_environment(PATH=""),  # neither git, nor make, nor node
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Aucun défaut." in done.stdout
    assert list(empty.iterdir()) == []


def answer(port, path):
    link = HTTPConnection(HERE, port, timeout=10)
    try:
        link.request("GET", path)
        got = link.getresponse()
        return got.status, got.read()
    except OSError:
        return None, b""
    finally:
        link.close()


def test_it_serves_its_pages_from_an_empty_folder(installed, empty):
    port = free_port()
    journal = empty.parent / "journal.txt"
    with (
        journal.open("wb") as output,
        subprocess.Popen(
            [installed / "atlas-artois", "run", "--port", str(port), "--address", HERE],
            cwd=empty,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=clean_environment(PATH="", HOME=str(empty)),
        ) as process,
    ):
        try:
            for _ in range(900):
                if answer(port, "/_stcore/health")[0] == 200 or process.poll() is not None:
                    break
                Event().wait(0.1)
            assert answer(port, "/_stcore/health")[0] == 200, journal.read_text(encoding="utf-8")
            status, page = answer(port, "/piscines")
            assert status == 200
            assert b'lang="fr"' in page
            status, script = answer(port, "/app/static/vendor/leaflet/leaflet.js")
            assert (status, script) == (200, LEAFLET.read_bytes())
        finally:
            process.terminate()
    assert "Traceback" not in journal.read_text(encoding="utf-8")


def test_the_checkout_is_not_what_was_tried(installed):
    script = "import geo.core.catalog as c; print(c.ROOT, c.PROGRAMME)"
    told = subprocess.run(
        [installed / "python", "-c", script],
        cwd=installed,
        check=True,
        capture_output=True,
        text=True,
        env=clean_environment(),
    ).stdout
    assert str(installed.parent) in told
    assert "_bundle atlas-artois" in told
    assert shutil.which("atlas-artois", path=str(installed))
