"""Every palette on both grounds: contrast, three colour blindnesses, grey."""

from __future__ import annotations

import itertools
import math

import pytest
from vues import CVD, lab

from geo.core import palette
from geo.drawing.maps import colours

AA = 4.5
"""Contrast that WCAG asks of a text."""
GRAPHICS = 3.0
"""Contrast that WCAG asks of a sign."""
GROUNDS = ("clair", "sombre")
TOLD_APART = 13
"""Distance in CIELAB between two themes drawn together: five times what an eye can just tell."""
STEP = 4.0
"""The same for two classes that follow each other, whose values are written in the legend."""
GREY_STEP = 1.12
"""Ratio of luminances of two classes that follow each other, printed in grey."""


def on(ground, colour):
    return colour if ground == "clair" else colours.on_dark(colour)


def ramps():
    """Every ramp of the maps: its name, its colour, how far it goes."""
    for name, colour in palette.THEMES.items():
        yield pytest.param(colour, 1.0, id=name)
    yield pytest.param(palette.ACCENT, colours.DENSITE, id="densite")


RAMPS = pytest.mark.parametrize(("colour", "share"), list(ramps()))
BOTH = pytest.mark.parametrize("ground", GROUNDS)
SIGHTS = pytest.mark.parametrize("sight", CVD)


@BOTH
@pytest.mark.parametrize(
    "text", [palette.ENCRE, palette.SECONDAIRE, palette.ACCENT], ids=["encre", "second", "accent"]
)
@pytest.mark.parametrize("paper", [palette.PAPIER, palette.PANNEAU], ids=["page", "panneau"])
def test_a_text_is_readable_on_each_ground(text, paper, ground):
    assert colours.contrast(on(ground, text), on(ground, paper)) >= AA


@BOTH
@pytest.mark.parametrize("theme", palette.THEMES)
def test_a_symbol_is_seen_on_a_plain_commune_and_on_the_page(theme, ground):
    symbol = on(ground, palette.THEMES[theme])
    for paper in (palette.PLAT, palette.PAPIER, palette.PANNEAU):
        assert colours.contrast(symbol, on(ground, paper)) >= GRAPHICS


@BOTH
@pytest.mark.parametrize(
    "mark",
    [palette.FAITS, palette.SECONDE, palette.MESURE, palette.CALL, palette.GRIS_INCONNU],
    ids=["faits", "seconde", "mesure", "call", "inconnu"],
)
def test_the_other_marks_are_seen_on_the_page(mark, ground):
    assert colours.contrast(on(ground, mark), on(ground, palette.PAPIER)) >= GRAPHICS


@BOTH
def test_the_border_of_a_field_is_seen(ground):
    assert colours.contrast(palette.FILET, on(ground, palette.PAPIER)) >= GRAPHICS


@BOTH
@SIGHTS
def test_themes_drawn_together_are_told_apart(sight, ground):
    """Comparer and « Adresse ou point » draw them on one map; their shapes differ as well."""
    seen = {name: lab(on(ground, colour), CVD[sight]) for name, colour in palette.THEMES.items()}
    near = [
        (one, other, round(math.dist(seen[one], seen[other]), 1))
        for one, other in itertools.combinations(seen, 2)
        if math.dist(seen[one], seen[other]) < TOLD_APART
    ]
    assert near == []


@BOTH
@SIGHTS
@RAMPS
def test_classes_that_follow_each_other_are_told_apart(colour, share, sight, ground):
    for classes in range(2, colours.MOST_CLASSES + 1):
        drawn = [on(ground, one) for one in colours.ramp(colour, classes, share=share)]
        seen = [lab(one, CVD[sight]) for one in drawn]
        assert min(math.dist(a, b) for a, b in itertools.pairwise(seen)) >= STEP


@BOTH
@RAMPS
def test_a_ramp_runs_one_way_in_grey_away_from_the_page(colour, share, ground):
    for classes in range(2, colours.MOST_CLASSES + 1):
        drawn = [on(ground, one) for one in colours.ramp(colour, classes, share=share)]
        greys = [colours.contrast(one, on(ground, palette.PAPIER)) for one in drawn]
        assert greys == sorted(greys)
        assert min(colours.contrast(a, b) for a, b in itertools.pairwise(drawn)) >= GREY_STEP
