"""The schools: 410 establishments, their pupils by level."""

from __future__ import annotations

import pytest

from geo import sources


@pytest.mark.parametrize(
    ("niveau", "etablissements", "eleves"),
    [
        ("ecole", 332, 46_200),
        ("college", 50, 25_584),
        ("college_lycee", 10, 4_632),
        ("lycee", 18, 15_363),
    ],
)
def test_the_pupils_of_each_level_are_all_there(niveau, etablissements, eleves):
    rows = sources.load("ecoles")
    kept = rows[rows["niveau"] == niveau]
    assert (len(kept), int(kept["eleves"].sum())) == (etablissements, eleves)


def test_names_are_written_in_french():
    names = sources.load("ecoles")["nom"]
    assert not names.str.contains(r"^Ecole|'", regex=True).any()
