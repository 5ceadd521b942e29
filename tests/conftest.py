"""Fixtures shared by every test: the toy territory of ``tests/toy.py``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

import toy

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
