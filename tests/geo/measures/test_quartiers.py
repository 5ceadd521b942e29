"""The rates of the QPV: each from its own counts, missing where one of them is."""

from __future__ import annotations

import pandas as pd

from geo.core.indicators import QUARTIERS
from geo.measures import quartiers

PEOPLE = pd.DataFrame(
    {
        "habitants": [200, 1000],
        "menages": [80.0, 400.0],
        "logements_sociaux": pd.array([100, None], dtype="Int64"),
        "taux_emploi_pct": [40.0, 52.5],
        "taux_pauvrete_pct": [None, 45.0],
        "personnes_caf": [150, 500],
        "allocataires_caf": [50, 0],
        "rsa_socle": [10, 0],
        "menages_1_personne_pct": [35.0, 20.0],
    },
    index=["a", "b"],
)


def test_each_rate_is_of_the_whole_quartier_and_missing_where_its_source_is():
    found = quartiers.measures(PEOPLE)
    assert list(found) == list(QUARTIERS)
    assert list(found.index) == ["a", "b"]
    # 100 dwellings for 80 households: more of them than households.
    assert found.loc["a", "qpv_logements_sociaux"] == 125.0
    assert found.loc["a", "qpv_caf_pct"] == 75.0
    assert found.loc["a", "qpv_rsa_pct"] == 20.0
    assert found.loc["b", "qpv_taux_pauvrete_pct"] == 45.0
    missing = {(row, name) for name in found for row in found.index[found[name].isna()]}
    assert missing == {
        ("a", "qpv_taux_pauvrete_pct"),
        ("b", "qpv_logements_sociaux"),
        ("b", "qpv_rsa_pct"),
    }


def test_what_is_given_is_not_changed():
    before = PEOPLE.copy(deep=True)
    quartiers.measures(PEOPLE)
    pd.testing.assert_frame_equal(PEOPLE, before)


def test_words_beside_the_counts_are_left_as_they_are():
    told = PEOPLE.assign(nom=["Un quartier", "Un autre"])
    assert quartiers.measures(told).equals(quartiers.measures(PEOPLE))
