"""The estimate of the times by car against road times computed by others: how close it is.

One row of road times = a commune, the pool that the file names and the minutes at the wheel between
them. Each is compared with the estimate to that same pool, whatever its state, from the mairie.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.access import straight
from geo.measures import indicators, joins

if TYPE_CHECKING:
    import geopandas as gpd

COMMUNE, INSTALLATION = "code_commune", "nearest_installation_id"
MINUTES = "drive_time_to_nearest_installation_min"


@dataclass(frozen=True, slots=True)
class Ecart:
    """How far estimates are from road times: how many, mean error, share within their range."""

    temps: int
    moyen_min: float
    dedans_pct: float
    largeur_min: float


def paired(times: pd.DataFrame, communes: gpd.GeoDataFrame, piscines: pd.DataFrame) -> pd.DataFrame:
    """Return the estimate beside each road time: one row = a time whose two ends are known.

    Columns: ``route`` (minutes by road), ``bas``, ``centre``, ``haut`` to the same pool,
    ``centre_ouverte`` to the nearest one proven open, and ``meme``, whether they are one pool;
    ``metres``, in a straight line, to the same pool.

    Parameters
    ----------
    times
        Columns ``COMMUNE`` (official code, text), ``INSTALLATION`` (id of the register, as
        ``id_installation`` of the table of pools) and ``MINUTES``.
    """
    placed = piscines[piscines["id_installation"].notna() & piscines["lon"].notna()]
    lines = straight.distances(joins.commune_points(communes), placed, communes)
    driven = straight.conduite(lines, straight.Hypotheses())
    sure = frozenset(indicators.ouverts(placed)["id"])
    nearest = straight.plus_proches(straight.parmi(driven, sure))
    by_site = placed.set_index("id_installation")["id"]
    kept = times[times[INSTALLATION].isin(by_site.index)]
    ids = kept[INSTALLATION].map(by_site)
    row = pd.Index(communes["code_insee"]).get_indexer(kept[COMMUNE])
    column = driven.cibles.index.get_indexer(ids)
    known = row >= 0
    row, column = row[known], column[known]
    return pd.DataFrame(
        {
            "route": kept.loc[known, MINUTES].to_numpy(dtype=float),
            "bas": driven.bas[row, column],
            "centre": driven.centre[row, column],
            "haut": driven.haut[row, column],
            "centre_ouverte": nearest["centre"].to_numpy()[row],
            "meme": nearest["id"].to_numpy()[row] == ids[known].to_numpy(),
            "metres": lines.centre[row, column],
        }
    )


@dataclass(frozen=True, slots=True)
class Moities:
    """What is found when the model is fitted to half of the times and judged on the other half.

    ``ajuste_min``: the mean error of the model fitted anew each time; ``publie_min`` and
    ``pire_min``, ``pire_dedans_pct``: that of the published values on the same halves, in the mean
    and on the worst half.
    """

    tirages: int
    ajuste_min: float
    publie_min: float
    pire_min: float
    pire_dedans_pct: float


def moities(pairs: pd.DataFrame, tirages: int = 200) -> Moities:
    """Return how the model holds on times that it was not fitted to; ``pairs``: see ``paired``.

    The fit is by least squares of what the model adds up: a departure, the kilometres before the
    break, those beyond.
    """
    metres, route = pairs["metres"].to_numpy(dtype=float), pairs["route"].to_numpy(dtype=float)
    near = np.minimum(metres, straight.PRES_M)
    terms = np.column_stack([np.ones(len(pairs)), near, metres - near])
    told = []
    for seed in range(tirages):
        order = np.random.default_rng(seed).permutation(len(pairs))
        fitted, judged = order[: len(pairs) // 2], order[len(pairs) // 2 :]
        found = np.linalg.lstsq(terms[fitted], route[fitted], rcond=None)[0]
        error = np.abs(terms[judged] @ found - route[judged]).mean()
        published = ecart(pairs.iloc[judged])
        told.append((float(error), published.moyen_min, published.dedans_pct))
    frame = pd.DataFrame(told, columns=["ajuste", "publie", "dedans"])
    return Moities(
        tirages,
        float(frame["ajuste"].mean()),
        float(frame["publie"].mean()),
        float(frame["publie"].max()),
        float(frame["dedans"].min()),
    )


def ecart(pairs: pd.DataFrame, centre: str = "centre") -> Ecart:
    """Return how far the estimates of ``paired`` are from the road times."""
    inside = (pairs["bas"] <= pairs["route"]) & (pairs["route"] <= pairs["haut"])
    return Ecart(
        len(pairs),
        float((pairs[centre] - pairs["route"]).abs().mean()),
        float(inside.mean() * 100),
        float((pairs["haut"] - pairs["bas"]).mean()),
    )
