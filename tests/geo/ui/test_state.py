"""Addresses read and written by the pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ui.state import LONGEST_TEXT, Lu, Param, parse, to_query

CHOIX = Param("territoire", ("tous", "cabbalr", "call"), defaut="tous")
LISTE = Param("commune", ("62048", "62119", "62498"), multiple=True)
TEXTE = Param("q", (), libre=True)


NOMMEE = Param(
    "commune",
    ("62119", "62178"),
    multiple=True,
    comprendre={"béthune": ("62119", ""), "62482": ("62178", "réunie")}.get,
)


def test_an_allowed_value_is_read():
    assert parse(CHOIX, "call") == Lu("call")


@pytest.mark.parametrize("raw", ["CALL", " call ", "call.", "«\u00a0call\u00a0»"])
def test_capitals_and_what_surrounds_a_value_do_not_count(raw):
    assert parse(CHOIX, raw) == Lu("call")


def test_an_unknown_value_gives_the_default_and_is_told():
    assert parse(CHOIX, "atlantide") == Lu("tous", ("atlantide",))


def test_an_absent_value_gives_the_default_and_tells_nothing():
    assert parse(CHOIX) == parse(CHOIX, "") == parse(CHOIX, " . ") == Lu("tous")
    assert parse(LISTE, "") == Lu([])


def test_a_list_keeps_its_order_drops_repeats_and_tells_what_is_unknown():
    assert parse(LISTE, "62498,,x,62048,62498.") == Lu(["62498", "62048"], ("x",))


def test_a_list_given_twice_is_read_whole():
    assert parse(LISTE, "62119", "62498,62119") == Lu(["62119", "62498"])


def test_one_value_given_twice_keeps_the_first_and_tells_the_other():
    read = parse(CHOIX, "cabbalr", "call", "nope")
    assert (read.valeur, read.inconnus) == ("cabbalr", ("nope",))
    [told] = read.dits
    assert "call" in told
    assert "inconnue" not in told
    assert parse(CHOIX, "call", "CALL") == Lu("call")


def test_a_sure_name_is_understood_and_a_former_code_is_told():
    assert parse(NOMMEE, "béthune,62482,x") == Lu(["62119", "62178"], ("x",), ("réunie",))


def test_a_free_text_is_cut():
    assert parse(TEXTE, "é" * 500) == Lu("é" * LONGEST_TEXT)


def test_a_default_is_not_written():
    assert to_query([CHOIX, LISTE], {"territoire": "tous", "commune": []}) == {}
    assert to_query([CHOIX, LISTE], {}) == {}


@given(st.text())
def test_whatever_the_address_only_allowed_values_come_out(raw):
    read = parse(CHOIX, raw)
    assert read.valeur in CHOIX.options
    assert all(one in raw for one in read.inconnus)
    assert set(parse(LISTE, raw).valeur) <= set(LISTE.options)


@given(st.sampled_from(CHOIX.options), st.lists(st.sampled_from(LISTE.options), unique=True))
def test_what_is_written_is_read_back(territoire, communes):
    query = to_query([CHOIX, LISTE], {"territoire": territoire, "commune": communes})
    assert parse(CHOIX, query.get("territoire", "")) == Lu(territoire)
    assert parse(LISTE, query.get("commune", "")) == Lu(communes)
