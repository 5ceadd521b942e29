"""Properties of what is written for a reader."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.labels import formats

NUMBERS = st.floats(-1e12, 1e12, allow_nan=False)
NAMES = st.text(max_size=20)


@given(NUMBERS, st.integers(0, 4))
def test_a_written_number_reads_back_to_its_rounding(value, decimals):
    written = formats.nombre(value, decimals)
    back = float(written.replace("\u202f", "").replace(",", "."))
    assert back == pytest.approx(round(value, decimals), abs=1e-3 * 10**-decimals, rel=1e-12)


@given(NUMBERS, st.integers(0, 4))
def test_a_number_and_its_unit_hold_on_one_line(value, decimals):
    written = formats.avec_unite(value, "km", decimals)
    assert " " not in written
    assert "-0\u00a0" not in written


@given(st.floats(0, 1e7))
def test_a_distance_grows_with_the_metres(metres):
    def told(value):
        number, unit = formats.distance(value).split("\u00a0")
        return float(number.replace("\u202f", "").replace(",", ".")) * (1000 if unit == "km" else 1)

    if metres > 0:
        assert told(metres) <= told(metres * 1.5 + 20)
        assert abs(told(metres) - metres) <= 50 + 1e-6


@given(st.floats(0, 1e6))
def test_a_noun_is_plural_from_two_on(count):
    assert formats.accord(count, "commune").endswith("s") == (count >= 2)


@given(st.lists(NAMES, max_size=12))
def test_sorting_keeps_every_name_and_depends_on_no_order(names):
    ordered = formats.sort_rows(names)
    assert sorted(ordered) == sorted(names)
    assert formats.sort_rows(reversed(names)) == ordered


@given(NAMES)
def test_an_escaped_text_has_no_markup_and_reads_back(text):
    escaped = formats.as_html(text)
    assert not set(escaped) & set("<>\"'")
    assert html.unescape(escaped) == html.unescape(html.escape(text))


@given(st.lists(st.sampled_from(["Lens", "Liévin", "Avion"]), max_size=4))
def test_a_list_says_every_item(items):
    written = formats.enumeration(items)
    assert all(item in written for item in items)
    assert written.count(" et ") == (len(items) > 1)
