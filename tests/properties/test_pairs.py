"""Properties of the peers, whatever the communes."""

import math

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.measures import pairs

VALUE = st.one_of(st.just(math.nan), st.floats(0, 1e6))
ROWS = st.lists(
    st.tuples(VALUE, VALUE, st.one_of(st.just(math.nan), st.floats(0, 100))),
    min_size=1,
    max_size=12,
)


def territory(rows):
    codes = [f"62{rank:03d}" for rank in range(len(rows))]
    communes = pd.DataFrame({"code_insee": codes, "nom": codes, "territoire": "cabbalr"})
    return communes, pd.DataFrame(rows, columns=list(pairs.CRITERES))


def every(rows):
    communes, mesures = territory(rows)
    return {
        code: pairs.pairs(communes, mesures, code, len(rows)) for code in communes["code_insee"]
    }


@given(ROWS)
def test_the_peers_are_the_others_that_have_their_values_the_nearest_first(rows):
    """Nobody is one's own peer, and a distance is the same both ways."""
    _, mesures = territory(rows)
    complete = (
        mesures.notna()
        & (mesures[list(pairs.LOGARITHMES)] > 0).reindex(columns=mesures.columns, fill_value=True)
    ).all(axis=1)
    told, far = every(rows), {}
    for rank, (code, found) in enumerate(told.items()):
        assert code not in set(found["code_insee"])
        assert found["code_insee"].is_unique
        assert len(found) == (complete.sum() - 1 if complete[rank] else 0)
        assert found["distance"].is_monotonic_increasing
        assert found.drop(columns=["nom"]).notna().all(axis=None)
        far |= {(code, row.code_insee): row.distance for row in found.itertuples()}
    for (a, b), distance in far.items():
        assert far[(b, a)] == distance


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_communes_changes_nothing(rows, random):
    communes, mesures = territory(rows)
    order = list(communes.index)
    random.shuffle(order)
    for code in communes["code_insee"]:
        one = pairs.pairs(communes, mesures, code)
        other = pairs.pairs(communes.loc[order], mesures.loc[order], code)
        assert list(one["distance"]) == list(other["distance"])


@given(ROWS)
def test_a_standardised_criterion_has_mean_0_and_spread_1_or_0(rows):
    _, mesures = territory(rows)
    standard = pairs.criteres_normes(mesures).dropna()
    if len(standard):
        assert np.allclose(standard.mean(), 0, atol=1e-6)
        spread = standard.std(ddof=0)
        assert (np.isclose(spread, 1) | np.isclose(spread, 0)).all()
