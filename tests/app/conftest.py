"""The pages run by Streamlit's AppTest, on the shipped data or on a copy of them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ecran import other_data, reading
from streamlit.components.v2 import manifest_scanner

from geo.ui.parts import components
from tests.poison import poison


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    """No browser to wait for here."""
    monkeypatch.setattr(components, "PAUSE_S", 0)


@pytest.fixture(autouse=True, scope="session")
def scanned_once():
    """Look for the components of the installed packages once.

    AppTest looks anew at each page, and reads what every package says of itself: 0.4 s of the
    0.65 s that a page took. Nothing is installed during the tests.
    """
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@pytest.fixture
def donnees(tmp_path):
    """A copy of the shipped data, which the application reads during the test."""
    with other_data(tmp_path / "data") as copy:
        yield copy


@pytest.fixture(scope="session")
def poison_folder(tmp_path_factory):
    """A copy of the shipped data whose texts are hostile, and the columns that are, by table."""
    with other_data(tmp_path_factory.mktemp("poison") / "data") as copy:
        return copy.dossier, poison(copy.dossier)


@pytest.fixture(scope="module")
def poisoned(poison_folder):
    """Make the application read hostile texts during a module; the columns that are, by table."""
    folder, columns = poison_folder
    with reading(folder):
        yield columns
