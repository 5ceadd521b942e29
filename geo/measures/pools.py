"""Water surface of the pools: how many square metres of basin for ten thousand inhabitants."""

from __future__ import annotations

import pandas as pd

INHABITANTS = 10_000


def water_surface(
    bassins: pd.DataFrame, piscines: pd.DataFrame, communes: pd.DataFrame
) -> pd.DataFrame:
    """Return the water surface of each territory: one row = a territory, its id the index.

    ``bassins``: ``id_installation``, ``territoire``, ``surface_m2``; ``piscines``: the pools that
    count, with ``id_installation``; ``communes``: ``territoire``, ``population``.

    Columns: ``piscines`` (pools that have a basin in the register), ``bassins``, ``surface_m2``,
    ``population``, and ``m2_pour_10000_hab``, in square metres. A territory without any basin has
    zeros; one without inhabitants has no rate (missing).

    Examples
    --------
    >>> basins = {"id_installation": ["I1", "I1"], "territoire": "call", "surface_m2": [250, 50]}
    >>> pools = pd.DataFrame({"id_installation": ["I1"]})
    >>> towns = pd.DataFrame({"territoire": ["call"], "population": [30_000]})
    >>> water_surface(pd.DataFrame(basins), pools, towns).loc["call", "m2_pour_10000_hab"]
    np.float64(100.0)
    """
    kept = bassins[bassins["id_installation"].isin(piscines["id_installation"].dropna())]
    groups = kept.groupby("territoire")
    population = communes.groupby("territoire")["population"].sum()
    table = pd.DataFrame(
        {
            "piscines": groups["id_installation"].nunique(),
            "bassins": groups.size(),
            "surface_m2": groups["surface_m2"].sum(),
        }
    ).reindex(population.index, fill_value=0)
    inhabitants = population.astype(float).where(population > 0)
    return table.assign(
        population=population, m2_pour_10000_hab=table["surface_m2"] / inhabitants * INHABITANTS
    )
