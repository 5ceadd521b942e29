"""A deck as its speaker arranges it: always the same slides and figures, whatever is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.labels import rendu as mots
from geo.printing import arrange, slides
from geo.printing.arrange import Rangement, arranged
from geo.printing.model import Deck, Slide
from geo.printing.world import Edition

IDS = ("titre", "a", "b", "c", "d")


@pytest.fixture(scope="module")
def small(world):
    made = [Slide(i, "titre" if i == "titre" else "contenu", f"T{i}", f"M{i}") for i in IDS]
    return Deck("Ttitre", tuple(made), world.edition)


def ids(deck):
    return [one.id for one in deck.slides]


def test_slides_are_left_out_and_moved_and_the_others_stay(small):
    assert ids(arranged(small, Rangement(sans=("b", "z")))) == ["titre", "a", "c", "d"]
    assert ids(arranged(small, Rangement(ordre=("d", "b")))) == ["titre", "a", "d", "c", "b"]
    both = arranged(small, Rangement(sans=("a",), ordre=("c", "a")))
    assert ids(both) == ["titre", "c", "b", "d"]


def test_the_shortest_order_is_written(small):
    assert arrange.order_of(small, IDS) == ()
    assert arrange.order_of(small, ("titre", "b", "a", "c", "d")) == ("b", "a")
    assert arrange.order_of(small, ("titre", "b")) == ()
    assert arrange.order_of(small, ("titre", "a", "a", "c", "d")) == ()


@given(st.permutations(IDS), st.sets(st.sampled_from(IDS)))
def test_any_order_is_given_back_and_no_slide_is_lost(wanted, out):
    deck = Deck("x", tuple(Slide(i, "contenu", i, i) for i in IDS), Edition("v", None))
    asked = Rangement(sans=tuple(out), ordre=arrange.order_of(deck, wanted))
    kept = [one for one in wanted if one not in out] or list(wanted)
    assert ids(arranged(deck, asked)) == kept


def test_a_deck_that_is_not_arranged_is_the_same(small):
    assert arranged(small, Rangement()) == small
    assert arranged(small, Rangement(titres=(("a", "Ta"),))) == small


def test_a_title_changes_nothing_else_and_says_whose_it_is(world):
    deck = slides.deck(world, slides.Plan("call", ("piscines",)))
    titles = (("piscines", "Où nager ?"), ("titre", "Chez nous"), ("zzz", "Rien"))
    made = arranged(deck, Rangement(titres=titles))
    was, now = ({one.id: one for one in of.slides} for of in (deck, made))
    assert (now["piscines"].titre, now["titre"].titre, made.titre) == (
        "Où nager ?", "Chez nous", "Chez nous",
    )  # fmt: skip
    assert was["piscines"].titre in now["piscines"].notes
    same = replace(now["piscines"], titre=was["piscines"].titre, notes=was["piscines"].notes)
    assert same == was["piscines"]
    assert "2\N{NO-BREAK SPACE}titres réécrits par l’orateur" in now["sources"].suite
    assert was["sources"].suite == ""


def test_the_last_slide_has_the_sources_of_the_slides_that_are_kept(world):
    deck = slides.deck(world, slides.Plan("call", ("piscines", "bornes")))
    out = tuple(one.id for one in deck.slides if one.id.startswith("bornes"))
    last = arranged(deck, Rangement(sans=out)).slides[-1]
    rows = {row[0] for row in last.tableau.lignes}
    gone = {row[0] for row in deck.slides[-1].tableau.lignes} - rows
    assert len(gone) == 1
    assert "recharge" in gone.pop()
    assert last.suite == ""
    assert last.titre == mots.CLOTURE


@given(st.dictionaries(st.sampled_from(IDS), st.text(max_size=120)))
def test_titles_are_read_as_they_were_written(titles):
    kept = {name: arrange.plain(text) for name, text in titles.items() if arrange.plain(text)}
    assert arrange.titles_read(arrange.titles_written(titles), IDS) == (kept, ())


def test_titles_that_would_make_the_address_too_long_are_left_out():
    many = {f"{rank}": "é" * 200 for rank in range(40)}
    written = arrange.titles_written(many)
    assert len(written) <= arrange.LONGEST_TITLES
    read, lost = arrange.titles_read(written)
    assert lost == ()
    assert all(title == "é" * arrange.LONGEST_TITLE for title in read.values())


@pytest.mark.parametrize("text", ["a", "a:", ":x", "zzz:x", "a:\u202e\u200b"])
def test_what_is_no_title_is_told(text):
    assert arrange.titles_read(f"b:Bien|{text}", IDS) == ({"b": "Bien"}, (text,))


def test_a_title_is_one_line_of_what_is_seen():
    assert arrange.plain("  Où\n\tnager\u202e ?\x00 ") == "Où nager ?"
