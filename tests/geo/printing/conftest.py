"""The real tables, read once: what is exported is what is shipped."""

from __future__ import annotations

import pytest

from geo.printing import sheet, slides
from geo.printing.world import load_world


@pytest.fixture(scope="session")
def world():
    return load_world()


@pytest.fixture(scope="session")
def deck(world):
    """Twelve slides: a territory, two themes in detail, two communes."""
    plan = slides.Plan("cabbalr", ("piscines", "inondations"), ("62119", "62141"))
    return slides.deck(world, plan)


@pytest.fixture(scope="session")
def fiches(world):
    """A town with many facts, and a village that no report names."""
    names = world.faits.actions["code_insee"]
    silent = next(code for code in world.base.communes["code_insee"] if code not in set(names))
    return {code: sheet.feuille(world, code) for code in ("62119", silent)}
