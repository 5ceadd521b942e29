"""The statistical peers of a commune: those nearest in size, density and share in QPV.

The distance is Euclidean on three standardised criteria: the logarithm of the population, the
logarithm of the density, the share of the commune in QPV. Each is centred and divided by its
standard deviation over all the communes given, so that none weighs more than another; logarithms,
because twice as many inhabitants means the same thing for a village and for a town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.core.errors import UnknownIdError

if TYPE_CHECKING:
    from collections.abc import Hashable

CRITERES = ("population", "densite", "part_qpv_pct")
"""What makes two communes alike, in the order of the columns."""

LOGARITHMES = ("population", "densite")
"""Criteria that are compared by their ratio."""

PAIRS = 8
"""How many peers are looked for."""

PROCHE = 0.25
"""Gap, in standard deviations, up to which two communes are said to be close on a criterion."""

DECIMALES = 9
"""Decimals of a distance: under them two communes are at the same distance."""


def criteres_normes(mesures: pd.DataFrame) -> pd.DataFrame:
    """Return the criteria in standard deviations from their mean.

    One row = a commune, on the index of ``mesures``; one column a criterion. A row that lacks a
    criterion (or has no inhabitant, of which there is no logarithm) is missing altogether and
    takes no part in the means. A criterion that is the same everywhere is 0.

    Examples
    --------
    >>> towns = {"population": [100, 10_000], "densite": [50, 50], "part_qpv_pct": [0, 8]}
    >>> criteres_normes(pd.DataFrame(towns))
       population  densite  part_qpv_pct
    0        -1.0      0.0          -1.0
    1         1.0      0.0           1.0
    """
    known = mesures[list(CRITERES)].astype(float)
    for name in LOGARITHMES:
        positive = known[name].where(known[name] > 0)
        known[name] = np.log(positive)
    complete = known[known.notna().all(axis="columns")]
    spread = complete.std(ddof=0)
    # Equal values have a spread of some 1e-16, which would turn noise into a criterion.
    usable = spread.where(spread > 10**-DECIMALES, np.inf)
    standard = (complete - complete.mean()) / usable
    return standard.reindex(mesures.index)


def pairs(communes: pd.DataFrame, mesures: pd.DataFrame, code: str, n: int = PAIRS) -> pd.DataFrame:
    """Return the ``n`` communes most like one of them, the most alike first.

    Parameters
    ----------
    communes
        One row = a commune: ``code_insee``, ``nom``, ``territoire``.
    mesures
        On the same index: ``population`` (inhabitants), ``densite`` (per km²), ``part_qpv_pct``.
    code
        The commune whose peers are asked; it is none of them.
    n
        How many; fewer where there are not so many communes with the three values.

    Returns
    -------
    pandas.DataFrame
        One row = a peer, on the index of ``communes``: ``code_insee``, ``nom``, ``territoire``,
        ``distance`` (in standard deviations), the three values, ``ecart_<critère>`` (gap on each
        criterion, in standard deviations, never negative) and ``proches``: the ids of the criteria
        on which it is close, closest first, between bars (see ``PROCHE``; the closest one alone
        where none is). Of two at the same distance, the smallest code comes first. Empty where a
        value of the commune itself is missing.

    Raises
    ------
    UnknownIdError
        If the code is none of ``communes``.

    Examples
    --------
    >>> towns = {"population": [100, 110, 9_000], "densite": [50, 50, 700], "part_qpv_pct": 0}
    >>> codes = ["62001", "62002", "62003"]
    >>> names = {"code_insee": codes, "nom": list("ABC"), "territoire": "call"}
    >>> pairs(pd.DataFrame(names), pd.DataFrame(towns), "62001", n=1)["nom"].tolist()
    ['B']
    """
    found = communes.index[communes["code_insee"] == code]
    if found.empty:
        msg = f"Commune inconnue : « {code} » n’est pas une des communes de l’atlas."
        raise UnknownIdError(msg)
    # Sums depend on their order in the last bits: the order of the rows must not show.
    communes = communes.sort_values("code_insee")
    standard = criteres_normes(mesures.loc[communes.index])
    gaps = (standard - standard.loc[found[0]]).abs().drop(index=found[0]).dropna()
    distance = np.sqrt((gaps**2).sum(axis="columns")).round(DECIMALES)
    rows = communes.loc[gaps.index, ["code_insee", "nom", "territoire"]].assign(
        distance=distance,
        **{name: mesures.loc[gaps.index, name] for name in CRITERES},
        **{f"ecart_{name}": gaps[name] for name in CRITERES},
        proches=pd.Series(_closest(gaps), index=gaps.index, dtype="str"),
    )
    return pd.DataFrame(rows.sort_values(["distance", "code_insee"]).head(n))


def _closest(gaps: pd.DataFrame) -> dict[Hashable, str]:
    """Return the criteria on which each row is close, closest first, between bars."""
    told = {}
    for label, row in gaps.iterrows():
        order = row.round(DECIMALES).sort_values(kind="stable")
        close = order.index[order <= PROCHE]
        told[label] = "|".join(close if len(close) else order.index[:1])
    return told
