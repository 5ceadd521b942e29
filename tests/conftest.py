"""Fixtures shared by every test: the toy territory of ``tests/toy.py``."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

import toy

from geo import sources
from geo.core import catalog
from geo.core.errors import AtlasError

# What someone has published on this machine is none of the tests' business.
os.environ["ATLAS_OFFICIELLES"] = str(Path(__file__).parent / "rien-n-est-publie")

# No deadline: the machine that runs the tests may be busy, and the joins have their own bench.
settings.register_profile("atlas", max_examples=30, deadline=None)
# The same few examples each time: a mutant that dies today dies tomorrow (« make mutants »).
settings.register_profile("mutants", max_examples=10, deadline=None, derandomize=True)
settings.load_profile("atlas")


@pytest.fixture
def toy_communes():
    return toy.communes()


@pytest.fixture
def toy_qpv():
    return toy.qpv()


@pytest.fixture
def toy_qpv_communes():
    return toy.qpv_communes()


@pytest.fixture
def toy_points():
    return toy.points()


@pytest.fixture
def toy_geometries():
    return toy.geometries()


READING = Path(__file__).parent / "geo" / "sources"
"""Where the reading itself is tried: there, each table is read anew."""


def _content(source_id):
    """Return what makes a table what it is; ``None`` where it cannot be read."""
    try:
        record, owner = catalog.source(source_id), sources.module(source_id)
        content = (catalog.DATA / source_id / owner.FICHIER).read_bytes()
    except (OSError, AtlasError):
        return None
    return record, hashlib.sha256(content).digest(), owner.read, id(owner.SCHEMA)


@pytest.fixture(scope="session")
def tables_read():
    return {}


@pytest.fixture(autouse=True, scope="module")
def read_once(request, tables_read):
    """Read and check a table once for each content: nothing changes a frame, all have the same.

    A test that hurts a file, its record or the reading of tables has what it asks for.
    """
    read = sources.load

    def load(source_id):
        key = _content(source_id)
        if key is None:
            return read(source_id)
        if key not in tables_read:
            tables_read[key] = read(source_id)
        return tables_read[key]

    with pytest.MonkeyPatch.context() as patch:
        if READING not in request.path.parents:
            patch.setattr(sources, "load", load)
        yield


APART = Path(__file__).parent / "quarantaine.txt"
"""Tests that are told as skipped until someone has seen them pass."""


def _apart():
    lines = APART.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def pytest_collection_modifyitems(items):
    apart = _apart()
    if not apart:
        return
    for item in items:
        if item.nodeid.startswith(apart):
            item.add_marker(pytest.mark.skip(reason="mis de côté : tests/quarantaine.txt"))
