"""The examples of the docstrings give what they say, on the two square communes of ``toy``."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import toy
from shapely import Point

import geo.measures

MODULES = [
    importlib.import_module(f"geo.measures.{module.name}")
    for module in pkgutil.iter_modules(geo.measures.__path__)
]
AVEC_EXEMPLES = {"charging", "groups", "indicators", "joins", "pairs", "pools", "states"}


def world():
    """What an example finds without saying where it comes from."""
    given = {"np": np, "pd": pd, "gpd": gpd, "Point": Point}
    return given | {"communes": toy.communes(), "qpv": toy.qpv()}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_the_examples_of_a_module_give_what_they_say(module):
    found = doctest.testmod(module, extraglobs=world(), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.failed == 0
    assert found.attempted or module.__name__.rpartition(".")[2] not in AVEC_EXEMPLES
