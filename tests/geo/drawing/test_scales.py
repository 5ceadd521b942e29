"""Scales in HTML: what is written, where the dots stand, the same in words and in a picture."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pandas as pd
import pytest

from geo.drawing import scales
from geo.drawing.scales import Reglette
from geo.labels.formats import NON_RENSEIGNE, nombre

VALEURS = pd.Series({"Ames": 10.0, "Lens <b>": 40.0, "Vermelles": float("nan")})
ETENDUE = pd.Series([0.0, 10.0, 20.0, 100.0])


def written(value):
    return NON_RENSEIGNE if pd.isna(value) else nombre(value)


def scale(valeurs=VALEURS, reference=ETENDUE):
    return Reglette("Écoles", valeurs, reference, "4 communes", ("#112233", "#AABBCC"), written)


def dots(html):
    return [float(at) for at in re.findall(r'class="atlas-point" style="left:([\d.]+)%"', html)]


def ticks(html):
    [svg] = re.findall(r'src="data:image/svg\+xml,([^"]*)"', html)
    return [int(at) for at in re.findall(r"M(\d+) 0v10", unquote(svg))]


def test_each_dot_stands_at_its_share_of_the_scale_and_what_is_unknown_has_none():
    html = scale().html()
    assert dots(html) == [10.0, 40.0]
    assert html.count("<li>") == 3
    assert f'Vermelles : <strong><span class="atlas-absent-texte">{NON_RENSEIGNE}' in html


def test_the_spread_is_told_and_drawn_with_its_median():
    one = scale()
    assert one.etendue == "4 communes : de 0 à 100, médiane 15"
    html = one.html()
    assert ticks(html) == [0, 100, 200, 1000]
    assert 'class="atlas-mediane" style="left:15.0%"' in html
    assert one.etendue in html


def test_without_a_spread_the_scale_begins_at_zero():
    one = scale(reference=pd.Series(dtype=float))
    assert one.etendue == ""
    assert dots(one.html()) == [25.0, 100.0]
    assert "atlas-etendue" not in one.html()


def test_names_are_text_and_never_markup():
    html = scale().html()
    assert "Lens &lt;b&gt; : " in html
    assert "Lens <b>" not in html


@pytest.mark.parametrize(("sombre", "couleur"), [(False, "#112233"), (True, "#AABBCC")])
def test_the_colour_is_that_of_the_page(sombre, couleur):
    assert f"--teinte:{couleur}" in scale().html(sombre=sombre)


def test_the_words_and_the_figure_tell_the_same_values():
    one = scale()
    assert one.dite == (
        f"Écoles. Ames : 10 ; Lens <b> : 40 ; Vermelles : {NON_RENSEIGNE} ; {one.etendue}."
    )
    values, spread = one.figure().data
    assert list(values.x) == [10.0, 40.0]
    assert list(spread.x) == ETENDUE.to_list()


def test_equal_values_have_a_scale_too():
    assert dots(scale(pd.Series({"Ames": 3.0}), pd.Series([3.0, 3.0])).html()) == [0.0]


def test_links_and_notes_stand_with_the_scale_and_scales_in_a_grid():
    html = scale().html(liens="<a>PNG</a>", note="Relevé < 2023")
    assert "<a>PNG</a><ul>" in html
    assert "Relevé &lt; 2023" in html
    assert scales.grille([html, html]).count("<figure") == 2
