"""Colours of maps on a light and on a dark page: contrasts and distances, computed."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geo.core import palette
from geo.drawing.maps.colours import DENSITE, MOST_CLASSES, NONE, contrast, luminance, on_dark, ramp
from geo.drawing.maps.spec import LayerSpec, MapSpec, on_ground

SEEN = 3.0
"""Contrast that WCAG asks of what must be seen to understand a picture."""
READ = 4.5
RAMPS = {
    **{theme: (colour, 1.0) for theme, colour in palette.THEMES.items()},
    "densite": (palette.ACCENT, DENSITE),
}


def on(ground, colour):
    return on_dark(colour) if ground == "sombre" else colour


@pytest.mark.parametrize("ground", ["clair", "sombre"])
class TestOnBothGrounds:
    @pytest.mark.parametrize("theme", palette.THEMES)
    def test_a_symbol_is_seen_on_a_plain_commune_and_on_the_page(self, ground, theme):
        colour = on(ground, palette.THEMES[theme])
        assert contrast(colour, on(ground, palette.PLAT)) >= SEEN
        assert contrast(colour, on(ground, palette.PAPIER)) >= READ

    @pytest.mark.parametrize("theme", palette.THEMES)
    @pytest.mark.parametrize("classes", range(1, MOST_CLASSES + 1))
    def test_a_symbol_is_seen_on_every_class_by_one_of_the_lines_around_it(
        self, ground, theme, classes
    ):
        colour = palette.THEMES[theme]
        marks = [on(ground, palette.ENCRE), on(ground, palette.PAPIER)]
        for area in (on(ground, one) for one in ramp(colour, classes)):
            assert max(contrast(mark, area) for mark in marks) >= SEEN

    @pytest.mark.parametrize("name", RAMPS)
    def test_classes_go_away_from_the_page_and_the_last_is_seen_on_it(self, ground, name):
        colour, share = RAMPS[name]
        page = on(ground, palette.PAPIER)
        far = [contrast(on(ground, one), page) for one in ramp(colour, 5, share=share)]
        assert far == sorted(far)
        assert far[-1] >= SEEN
        assert min(b / a for a, b in pairwise(far)) > 1.15

    @pytest.mark.parametrize("name", RAMPS)
    def test_none_is_nearer_to_the_page_than_the_lowest_class(self, ground, name):
        colour, share = RAMPS[name]
        none, lowest = (on(ground, one) for one in ramp(colour, 3, zero=True, share=share)[:2])
        page = on(ground, palette.PAPIER)
        assert contrast(none, page) < contrast(lowest, page)
        assert none != lowest

    def test_words_lines_and_greys_are_seen(self, ground):
        page = on(ground, palette.PAPIER)
        assert contrast(on(ground, palette.ENCRE), page) >= 7
        assert contrast(on(ground, palette.SECONDAIRE), page) >= READ
        assert contrast(on(ground, palette.ACCENT), page) >= READ
        assert contrast(on(ground, palette.GRIS_INCONNU), on(ground, palette.PLAT)) >= SEEN


def test_a_dark_page_has_its_own_colour_for_all_that_a_map_draws():
    for colour, share in RAMPS.values():
        for one in ramp(colour, 4, zero=True, share=share):
            assert on_dark(one) != one
            assert luminance(on_dark(one)) != luminance(one)
    assert on_dark(NONE) == palette.PANNEAU_SOMBRE


def test_the_map_of_a_dark_page_is_translated_whole_and_that_of_a_light_one_is_left():
    layer = LayerSpec("a", "/a", "points", "0", (palette.THEMES["inondations"],))
    light = MapSpec((layer,), (50.0, 2.0, 51.0, 3.0))
    assert on_ground(light) is light
    [dark] = on_ground(MapSpec((layer,), light.cadre, sombre=True)).couches
    assert dark.couleurs == (palette.THEMES_SOMBRE["inondations"],)
