"""QPV coloured by a rate of their own: a colour a class, hatched where it is not known."""

from __future__ import annotations

import pandas as pd

from geo.core import catalog
from geo.drawing.maps import colours, quartiers
from geo.labels import rendu as mots

RATE = catalog.indicator("qpv_taux_pauvrete_pct")
COLOUR = catalog.theme("qpv").couleur


def told(*values):
    rates = pd.Series(values, index=list("abcd"[: len(values)]), dtype="Float64")
    return quartiers.coloration(rates, RATE, COLOUR)


def test_each_class_has_its_colour_and_the_unknown_ones_come_last():
    found = told(30, 50, None, 30)
    assert [(sorted(one.codes), one.connu) for one in found.groupes] == [
        (["a", "d"], True),
        (["b"], True),
        (["c"], False),
    ]
    assert [one.couleur for one in found.groupes] == [
        *colours.ramp(COLOUR, 2),
        colours.UNKNOWN,
    ]


def test_the_legend_counts_quartiers_highest_first():
    bloc = told(30, 50, None, 30).legende
    lines = [(one.signe.genre, one.texte, one.effectif) for one in bloc.entrees]
    assert lines == [("pave", "50", "1"), ("pave", "30", "2"), ("absent", "non connu", "1")]
    assert bloc.note == mots.EFFECTIFS_QUARTIERS


def test_all_known_or_none_known():
    assert all(one.connu for one in told(30, 50).groupes)
    unknown = told(None, None)
    assert [(sorted(one.codes), one.connu) for one in unknown.groupes] == [(["a", "b"], False)]
    assert [one.effectif for one in unknown.legende.entrees] == ["2"]
