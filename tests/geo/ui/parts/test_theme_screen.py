"""What a selection shows of a theme is worked out once, and never mistaken for another's."""

from __future__ import annotations

import pytest
import streamlit as st

from geo.answers.sentence import synthese
from geo.answers.stations import TABLE
from geo.answers.view import view_of
from geo.core import catalog
from geo.core.model import Selection
from geo.ui import cache
from geo.ui.parts import theme_screen
from geo.ui.state import Lecture

SELECTIONS = (
    Selection(),
    Selection("call"),
    Selection("cabbalr"),
    Selection(communes=("62119",)),
    Selection(communes=("62119", "62498")),
    Selection("call", ("62498",)),
    Selection(statuts=("ouverte",)),
    Selection("call", statuts=("fermee",)),
)


@pytest.fixture(autouse=True, scope="module")
def empty():
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.mark.parametrize("theme_id", catalog.THEMES)
def test_each_selection_keeps_its_own_answer(theme_id):
    data = cache.theme(theme_id)
    seen = [theme_screen.seen(data, chosen) for chosen in SELECTIONS * 2]
    assert [one.view.selection for one in seen] == list(SELECTIONS * 2)
    assert [one.resume for one in seen[: len(SELECTIONS)]] == [
        synthese(view_of(data, chosen)) for chosen in SELECTIONS
    ]
    assert all(one is again for one, again in zip(seen, seen[len(SELECTIONS) :], strict=False))


@pytest.mark.parametrize("theme_id", catalog.THEMES)
def test_the_list_has_each_row_once_in_the_order_of_names(theme_id):
    view = theme_screen.seen(cache.theme(theme_id), Selection("call")).view
    listed = theme_screen.liste(view)
    assert sorted(listed.frame.index) == sorted(view.rows.index)
    assert listed.codes.index.equals(listed.frame.index)
    assert theme_screen.liste(view) is listed


def test_a_map_follows_its_colours_its_ground_and_the_hour():
    data = cache.theme("piscines")
    view = theme_screen.seen(data, Selection("call")).view
    asked = [
        ({}, False),
        ({}, True),
        ({"fond": "ign"}, False),
        ({"carte": "communes"}, False),
        ({"classes": "quantiles"}, False),
    ]
    drawn = [theme_screen.carte(view, Lecture(lu), sombre=dark).spec for lu, dark in asked]
    assert len({spec.to_json() for spec in drawn}) == len(asked)
    again = theme_screen.carte(view, Lecture({}), sombre=False).spec
    assert again is drawn[0]


def test_a_layer_that_is_back_is_on_the_map_again(monkeypatch):
    view = theme_screen.seen(cache.theme("inondations"), Selection()).view
    known = cache.layers()
    damaged = {name: layer for name, layer in known.items() if name != TABLE}
    monkeypatch.setattr(cache, "layers", lambda: damaged)
    without = theme_screen.carte(view, Lecture({}), sombre=False).spec.couches
    monkeypatch.setattr(cache, "layers", lambda: known)
    assert len(theme_screen.carte(view, Lecture({}), sombre=False).spec.couches) > len(without)
