"""The room of the map of a slide: a sentence that leaves it, a legend that fits in it."""

from __future__ import annotations

from itertools import product

import pytest

from geo.core import catalog
from geo.drawing.maps.legend import Bloc, Entree, Signe
from geo.labels import rendu as mots
from geo.printing import slides
from geo.printing.model import Slide
from geo.printing.subject import agglomeration
from geo.printing.world import load_world
from geo.ui.parts import slide_room

SCREEN = 1440 / 100
"""Pixels of one hundredth of a screen of 1440 by 810."""


@pytest.fixture(scope="module")
def world():
    return load_world()


@pytest.mark.parametrize(("territoire", "theme"), list(product(catalog.TERRITORIES, catalog.TOLD)))
def test_a_sentence_leaves_the_map_nearly_half_of_the_screen(world, territoire, theme):
    about = agglomeration(catalog.territory(territoire))
    # 47 %: the sources, written at 1/40 of the height to be read from the back, take two lines.
    assert slide_room.map_height(slides.slide_carte(world, about, theme)) * SCREEN >= 380


def test_a_longer_sentence_and_longer_sources_take_the_room_of_the_map():
    short = Slide("a", "contenu", "A", "x" * 66, "y" * 112, source="z")
    longer = Slide("a", "contenu", "A", "x" * 67, "y" * 113, source="z" * 76)
    assert slide_room.map_height(short) == pytest.approx(41.6 - 3.34 - 2.28 - 0.5)
    assert slide_room.map_height(longer) == pytest.approx(41.6 - 6.68 - 4.56 - 0.5 - 1.7)


@pytest.fixture
def legende():
    entries = tuple(Entree(Signe("pave", "#000"), f"classe {n}", "3") for n in range(4))
    symbols = (Entree(Signe("pave", "#000"), "Ouverte"),)
    return Bloc("Distance", entries, mots.EFFECTIFS), Bloc("Piscines", symbols)


def test_a_legend_that_fits_is_left_as_it_is(legende):
    assert slide_room.fitted(legende, 100) == legende


def test_a_tall_legend_loses_its_notes_then_the_titles_of_its_symbols_never_a_mark(legende):
    # Two titles, a note, five marks: 1.63 each, 1.9 each, 2.2 around.
    whole = 3 * 1.63 + 5 * 1.9 + 2.2
    without, bare = (slide_room.fitted(legende, whole - cut) for cut in (0.1, 1.7))
    assert [bloc.note for bloc in without] == ["", ""]
    assert [bloc.titre for bloc in without] == ["Distance", "Piscines"]
    assert not any(one.effectif for one in without[0].entrees)
    assert [bloc.titre for bloc in bare] == ["Distance", ""]
    assert [[one.texte for one in bloc.entrees] for bloc in bare] == [
        [one.texte for one in bloc.entrees] for bloc in legende
    ]
    assert not slide_room.fits(slide_room.fitted(legende, 5), 5)
