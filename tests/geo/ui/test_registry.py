"""What was shown and can be drawn again: the last ones, under their own name."""

from __future__ import annotations

from geo.ui.registry import RegistreDesImages


def test_the_register_forgets_the_oldest_and_keeps_what_is_shown_again():
    kept = RegistreDesImages(2)
    for name in ("a", "b", "a", "c"):
        kept.keep(name, name, lambda name=name: name)
    assert [kept.find(name, name) for name in "abc"] == ["a", None, "c"]


def test_the_register_makes_what_it_already_has_only_once():
    kept, made = RegistreDesImages(2), []
    for _ in range(3):
        kept.keep("a", "a", lambda: made.append(1))
    assert made == [1]


def test_the_register_gives_nothing_under_another_name():
    kept = RegistreDesImages(2)
    kept.keep("a", "nom", lambda: "a")
    assert kept.find("a", "autre") is None
