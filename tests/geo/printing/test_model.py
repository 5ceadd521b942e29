"""The model of a chart."""

from __future__ import annotations

import pytest

from geo.printing.model import Graphique


def chart(*values):
    bars = tuple((f"b{rank}", value, str(value)) for rank, value in enumerate(values))
    return Graphique("Distances", "km", "#000000", bars, "")


@pytest.mark.parametrize(
    ("values", "parts"),
    [((4.0, 1.0), (1.0, 0.25)), ((0.0, 0.0), (0.0, 0.0)), ((), ()), ((0.0, 2.0), (0.0, 1.0))],
)
def test_a_bar_is_a_share_of_the_longest_and_nothing_where_all_are_nothing(values, parts):
    assert chart(*values).parts == parts
