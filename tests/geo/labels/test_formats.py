"""The French way of writing numbers, distances, amounts, dates and lists."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.labels import formats

NARROW = "\u202f"
NBSP = "\u00a0"
MISSING = (None, pd.NA, pd.NaT, float("nan"), np.float64("nan"))


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (0, 2, "0"),
        (12, 1, "12"),
        (12.5, 1, "12,5"),
        (0.4, 2, "0,40"),
        (11.96, 1, "12,0"),
        (999, 0, "999"),
        (1000, 0, f"1{NARROW}000"),
        (1234567.891, 2, f"1{NARROW}234{NARROW}567,89"),
        (-1234.5, 1, f"-1{NARROW}234,5"),
        (-0.2, 0, "0"),
        (-0.0, 1, "0"),
        (np.int64(7), 0, "7"),
        ("62", 0, "62"),
    ],
)
def test_a_number_has_narrow_no_break_spaces_and_a_decimal_comma(value, decimals, written):
    assert formats.nombre(value, decimals) == written


@pytest.mark.parametrize("value", MISSING, ids=repr)
@pytest.mark.parametrize(
    "write",
    [
        formats.nombre,
        formats.euros,
        formats.distance,
        formats.jour,
        lambda value: formats.avec_unite(value, "km"),
    ],
)
def test_a_missing_value_is_said_to_be_so(write, value):
    assert write(value) == "non renseigné"


def test_a_number_is_never_parted_from_its_unit():
    assert formats.avec_unite(1250, "m³") == f"1{NARROW}250{NBSP}m³"
    assert formats.avec_unite(7.25, "kW", 1) == f"7,2{NBSP}kW"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, f"0{NBSP}€"),
        (1_500_000, f"1{NARROW}500{NARROW}000{NBSP}€"),
        (12.5, f"12,50{NBSP}€"),
        (12.0, f"12{NBSP}€"),
    ],
)
def test_an_amount_shows_cents_only_when_there_are_some(value, written):
    assert formats.euros(value) == written


@pytest.mark.parametrize(
    ("metres", "written"),
    [
        (0, f"10{NBSP}m"),
        (3, f"10{NBSP}m"),
        (304.9, f"300{NBSP}m"),
        (994, f"990{NBSP}m"),
        (996, f"1,0{NBSP}km"),
        (1000, f"1{NBSP}km"),
        (1449, f"1,4{NBSP}km"),
        (12_345, f"12,3{NBSP}km"),
    ],
)
def test_a_distance_is_rounded_to_what_a_reader_can_use(metres, written):
    assert formats.distance(metres) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Béthune", "Béthune"),
        ("[a](b)", r"\[a\](b)"),
        ("![a](b)", r"\!\[a\](b)"),
        ("<b>", r"\<b\>"),
        ("**a** _b_ `c` ~d~", r"\*\*a\*\* \_b\_ \`c\` \~d\~"),
        ("$x$ :smile: :red[a]", "\\$x\\$ :\u2060smile: :\u2060red\\[a\\]"),
        ("https://a.b www.a.b c@d.e", "https:\u2060//a.b www\u2060.a.b c@\u2060d.e"),
        ("a\n# b", r"a \# b"),
        ("&amp;", r"\&amp;"),
    ],
)
def test_a_text_from_elsewhere_is_plain_text_in_markdown(text, written):
    assert formats.as_markdown(text) == written


def test_zero_is_a_distance_unless_it_is_said_to_tell_a_commune():
    assert formats.distance(0.0) == f"10{NBSP}m"
    assert formats.distance(0.0, dans_la_commune=True) == "dans la commune"
    assert formats.distance(304.9, dans_la_commune=True) == f"300{NBSP}m"


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-01",
        "2024-03-01T12:30:00",
        date(2024, 3, 1),
        pd.Timestamp("2024-03-01 12:30"),
        np.datetime64("2024-03-01").astype("O"),
    ],
    ids=["iso", "iso with hour", "date", "timestamp", "numpy"],
)
def test_a_date_is_day_month_year(value):
    assert formats.jour(value) == "01/03/2024"


def test_an_empty_date_is_not_known():
    assert formats.jour("") == "non renseigné"


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (0, "0 commune"),
        (1, "1 commune"),
        (1.5, "1,5 commune"),
        (-1, "-1 commune"),
        (2, "2 communes"),
        (2.5, "2,5 communes"),
        (1000, f"1{NARROW}000 communes"),
    ],
)
def test_the_plural_begins_at_two(count, written):
    assert formats.accord(count, "commune").replace(NBSP, " ") == written


def test_an_irregular_plural_is_given():
    assert formats.accord(2, "jeu", "jeux") == f"2{NBSP}jeux"
    assert formats.agree(1, "jeu", "jeux") == "jeu"
    assert formats.agree(2, "jeu", "jeux") == "jeux"


@pytest.mark.parametrize(
    ("items", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_a_list_ends_with_et(items, written):
    assert formats.enumeration(items) == written


def test_what_comes_from_a_file_is_harmless_in_html():
    assert formats.as_html("<b onload='x'>\"&") == "&lt;b onload=&#x27;x&#x27;&gt;&quot;&amp;"
    assert formats.as_html(12) == "12"


def test_accents_do_not_count_first_in_the_order_of_names():
    names = ["Zoteux", "Étaples", "Eperlecques", "Évin", "Estaires", "Fouquières"]
    assert formats.sort_rows(names) == [
        "Eperlecques",
        "Estaires",
        "Étaples",
        "Évin",
        "Fouquières",
        "Zoteux",
    ]


def test_of_two_names_that_differ_by_an_accent_the_bare_one_comes_first():
    assert formats.sort_rows(["Hélin", "Helin"]) == ["Helin", "Hélin"]


def test_oe_is_sorted_as_two_letters():
    assert formats.sort_rows(["Oignies", "Œuf", "Odomez"]) == ["Odomez", "Œuf", "Oignies"]


@pytest.mark.parametrize(
    "name", ["La Couture", "Le Couture", "Les Coutures", "L’Écluse", "L'Écluse"]
)
def test_an_article_does_not_count(name):
    assert formats.sort_rows(["Burbure", name, "Fouquières"])[1] == name


def test_a_name_that_only_begins_like_an_article_keeps_it():
    assert formats.sort_rows(["Lens", "Lapugnoy", "Leforest", "Labourse"]) == [
        "Labourse",
        "Lapugnoy",
        "Leforest",
        "Lens",
    ]


def test_case_does_not_count_and_equal_names_are_still_ordered():
    assert formats.sort_rows(["béthune", "Béthune", "Annay"])[0] == "Annay"
    assert formats.cle_de_tri("béthune") != formats.cle_de_tri("Béthune")


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_number_that_is_written_is_read_back(value, decimals):
    numbers, unit = formats.lus(formats.nombre(value, decimals))
    assert numbers == (pytest.approx(round(value, decimals)),)
    assert unit == ""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3,2 à 5,6", ((3.2, 5.6), "")),
        (formats.avec_unite(12, "min"), ((12,), "min")),
        ("1\u00a0h\u00a005", ((65,), "min")),
        ("moins d’1\u00a0min", ((), "")),
        (formats.NON_RENSEIGNE, ((), "")),
        ("—", ((), "")),
    ],
)
def test_a_figure_that_is_written_is_numbers_and_a_unit(text, read):
    assert formats.lus(text) == read
