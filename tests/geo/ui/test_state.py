"""Addresses read and written by the pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.ui.state import LONGEST_TEXT, Param, parse, to_query

CHOIX = Param("territoire", ("tous", "cabbalr", "call"), defaut="tous")
LISTE = Param("commune", ("62048", "62119", "62498"), multiple=True)
TEXTE = Param("q", (), libre=True)


def test_an_allowed_value_is_read():
    assert parse(CHOIX, "call") == ("call", [])


def test_an_unknown_value_gives_the_default_and_is_told():
    assert parse(CHOIX, "CALL") == ("tous", ["CALL"])


def test_an_absent_value_gives_the_default_and_tells_nothing():
    assert parse(CHOIX, "") == ("tous", [])
    assert parse(LISTE, "") == ([], [])


def test_a_list_keeps_its_order_drops_repeats_and_tells_what_is_unknown():
    assert parse(LISTE, "62498,,x,62048,62498") == (["62498", "62048"], ["x"])


def test_a_free_text_is_cut():
    assert parse(TEXTE, "é" * 500) == ("é" * LONGEST_TEXT, [])


def test_a_default_is_not_written():
    assert to_query([CHOIX, LISTE], {"territoire": "tous", "commune": []}) == {}
    assert to_query([CHOIX, LISTE], {}) == {}


@given(st.text())
def test_whatever_the_address_only_allowed_values_come_out(raw):
    value, wrong = parse(CHOIX, raw)
    assert value in CHOIX.options
    assert wrong in ([], [raw])
    values, _ = parse(LISTE, raw)
    assert set(values) <= set(LISTE.options)


@given(st.sampled_from(CHOIX.options), st.lists(st.sampled_from(LISTE.options), unique=True))
def test_what_is_written_is_read_back(territoire, communes):
    query = to_query([CHOIX, LISTE], {"territoire": territoire, "commune": communes})
    assert parse(CHOIX, query.get("territoire", "")) == (territoire, [])
    assert parse(LISTE, query.get("commune", "")) == (communes, [])
