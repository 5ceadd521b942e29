"""The pages run by Streamlit's AppTest, on the shipped data or on a copy of them."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ecran import other_data
from streamlit.components.v2 import manifest_scanner

from geo import sources
from geo.core import catalog
from geo.ui.parts import components


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    """No browser to wait for here."""
    monkeypatch.setattr(components, "PAUSE_S", 0)


def _content(source_id):
    """Return a fingerprint of what is read of a source; ``None`` where a file cannot be read."""
    folder = catalog.DATA / source_id
    try:
        parts = [folder / "source.toml", folder / sources.module(source_id).FICHIER]
        return source_id, *(hashlib.sha256(part.read_bytes()).digest() for part in parts)
    except OSError:
        return None


@pytest.fixture(autouse=True, scope="session")
def read_once():
    """Read and check a table once for each content: most tests hurt one file and keep the others.

    Nothing changes a frame, so that all may have the same one.
    """
    read, known = sources.load, {}

    def load(source_id):
        key = _content(source_id)
        if key is None:
            return read(source_id)
        if key not in known:
            known[key] = read(source_id)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "load", load)
        yield


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
