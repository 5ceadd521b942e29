"""Colours: readable on white, told apart in a legend."""

import itertools
import math

import pytest
from vues import CVD, lab

from geo.core import catalog, palette
from geo.drawing.maps import colours

AA = 4.5
"""Contrast that WCAG asks of a text."""
GRAPHICS = 3.0
"""Contrast that WCAG asks of a symbol."""
NEIGHBOURS = 1.3
"""Ratio of luminances under which two patches side by side look alike."""

THEMES = pytest.mark.parametrize("theme", catalog.THEMES.values(), ids=lambda theme: theme.id)


def test_the_contrast_of_black_and_white_is_the_largest():
    assert colours.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colours.contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert colours.contrast("#A3195B", "#A3195B") == 1


def test_the_luminance_is_that_of_wcag():
    assert colours.luminance("#FFFFFF") == pytest.approx(1)
    assert colours.luminance("#FF0000") == pytest.approx(0.2126)
    # The grey that is known to be the lightest readable one on white.
    assert colours.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_a_mix_goes_from_the_base_to_the_colour():
    assert colours.mix("#102030", 1) == "#102030"
    assert colours.mix("#102030", 0) == "#FFFFFF"
    assert colours.mix("#000000", 0.5) == "#808080"
    assert colours.mix("#FF0000", 0.5, base="#0000FF") == "#800080"


def test_a_single_class_has_one_colour():
    assert colours.sequential("#A3195B", 1) == [colours.mix("#A3195B", 0.6)]
    assert len(colours.sequential("#A3195B", 0)) == 1


@THEMES
def test_the_colour_of_a_theme_is_readable_on_white(theme):
    assert colours.contrast(theme.couleur, "#FFFFFF") >= AA


@THEMES
@pytest.mark.parametrize("classes", range(2, 6))
def test_classes_go_from_light_to_the_colour_of_the_theme(theme, classes):
    palette = colours.sequential(theme.couleur, classes)
    assert len(palette) == classes
    assert palette[-1] == theme.couleur
    luminances = [colours.luminance(colour) for colour in palette]
    assert luminances == sorted(luminances, reverse=True)


@THEMES
def test_classes_that_follow_each_other_are_told_apart_even_in_greys(theme):
    palette = colours.sequential(theme.couleur, 5)
    for lighter, darker in itertools.pairwise(palette):
        assert colours.contrast(lighter, darker) >= NEIGHBOURS


@THEMES
def test_the_lightest_class_is_told_from_the_page(theme):
    assert colours.contrast(colours.sequential(theme.couleur, 5)[0], "#FFFFFF") >= 1.2


def test_a_facility_to_confirm_is_grey_and_seen():
    red, green, blue = colours._channels(colours.GREY_TO_CONFIRM)
    assert max(red, green, blue) - min(red, green, blue) <= 24
    assert colours.contrast(colours.GREY_TO_CONFIRM, "#FFFFFF") >= GRAPHICS


def test_the_two_territories_are_told_apart_and_seen():
    first, second = colours.TERRITORY_COLOURS.values()
    assert set(colours.TERRITORY_COLOURS) == set(catalog.TERRITORIES)
    assert math.dist(colours._channels(first), colours._channels(second)) > 100
    assert min(colours.contrast(c, "#FFFFFF") for c in (first, second)) >= GRAPHICS


@pytest.mark.parametrize("blindness", CVD)
@pytest.mark.parametrize("theme", [name for name in palette.THEMES if name != "bassin_minier"])
def test_the_mining_basin_is_told_from_each_theme_whatever_the_sight(theme, blindness):
    seen = CVD[blindness]
    mine = lab(palette.THEMES["bassin_minier"], seen)
    assert math.dist(mine, lab(palette.THEMES[theme], seen)) >= 20


def test_the_mining_basin_is_readable_on_white():
    assert colours.contrast(palette.THEMES["bassin_minier"], "#FFFFFF") >= AA
