"""What the tests of official data share: a service on this machine, the real extracts if given."""

from __future__ import annotations

import os
from pathlib import Path

import guichet as guichets
import pandas as pd
import pytest
import toy

from geo.refresh.official import placing

EXTRAITS = "ATLAS_DONNEES_OFFICIELLES"
"""Names the folder of the real extracts, which are never part of the project."""


@pytest.fixture
def guichet():
    with guichets.ouvert() as service:
        yield service


@pytest.fixture
def merged(monkeypatch):
    """Return the code of Le Rond, a commune that was merged into the first of the toy territory."""
    former = {"code_ancien": ["62999"], "nom": ["Le Rond"], "code_insee": [toy.A]}
    monkeypatch.setattr(placing.named, "former_communes", lambda: pd.DataFrame(former, dtype="str"))
    return "62999"


@pytest.fixture(scope="session")
def extraits():
    folder = os.environ.get(EXTRAITS)
    if not folder:
        pytest.skip(f"{EXTRAITS} ne nomme pas le dossier des extraits réels")
    return Path(folder)
