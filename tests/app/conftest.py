"""The pages run by Streamlit's AppTest, on the shipped data or on a copy of them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from ecran import Donnees, forget

from geo.core import catalog
from geo.ui.parts import components


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    """No browser to wait for here."""
    monkeypatch.setattr(components, "PAUSE_S", 0)


@pytest.fixture
def donnees(tmp_path, monkeypatch):
    """A copy of the shipped data, which the application reads during the test."""
    folder = tmp_path / "data"
    shutil.copytree(catalog.DATA, folder)
    monkeypatch.setattr(catalog, "DATA", folder)
    forget()
    yield Donnees(folder)
    forget()
