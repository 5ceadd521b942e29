"""The option that a written text means."""

import pytest

from geo.core.choices import named, option

NAMES = {"bornes": ("Bornes de recharge",), "bornes_2022": (), "eau": ("Piscines", "Bassins")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("BORNES.", "bornes"),
        ("borne", "bornes"),
        ("borne de recharge", "bornes"),
        ("la borne 2022", "bornes_2022"),
        ("bassin", "eau"),
        ("pisc", "eau"),
        ("bor", None),
        ("pi", None),
        ("de la", None),
        ("piscine et borne", None),
        ("", None),
    ],
)
def test_a_name_is_taken_when_it_is_of_one_alone(text, found):
    assert named(NAMES, text) == found


def test_two_options_that_differ_by_capitals_are_not_chosen_between():
    assert option(("a", "A"), "À") is None
    assert option(("a", "A"), "a") == "a"
