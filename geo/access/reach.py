"""Who is served: inhabitants within a threshold, what an added facility changes, QPV.

Times come from ``geo.access.straight`` or ``geo.access.network``. Inhabitants are counted with the
point of their commune.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.access.straight import ROUNDING, SEUILS_MIN
from geo.core.crs import points_from_lonlat, to_metric
from geo.measures import joins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from geo.access.straight import Fourchettes, Mode


@dataclass(frozen=True, slots=True)
class Desserte:
    """Inhabitants of a group of communes within a threshold: at least, centrally, at most."""

    habitants: int
    bas: int
    centre: int
    haut: int

    def part_pct(self, valeur: Literal["bas", "centre", "haut"] = "centre") -> float:
        """Return the share of the inhabitants that are within it, in percent."""
        served: int = getattr(self, valeur)
        return served / self.habitants * 100 if self.habitants else float("nan")


def desservies(proches: pd.DataFrame, seuil_min: float) -> pd.DataFrame:
    """Return which origins are within ``seuil_min`` minutes: one row = an origin.

    ``bas``: even with the worst hypotheses; ``centre``: with the central ones; ``haut``: with the
    best ones. An origin that reaches nothing is never within.
    """
    return pd.DataFrame(
        _within_limit(proches, seuil_min), index=proches.index, columns=["bas", "centre", "haut"]
    )


def _within_limit(proches: pd.DataFrame, seuil_min: float) -> npt.NDArray[np.bool_]:
    """Return what ``desservies`` tells, as an array: a page asks it for many groups at once."""
    limit = seuil_min + ROUNDING
    return np.column_stack(
        [proches[name].to_numpy() <= limit for name in ("haut", "centre", "bas")]
    )


def desserte(population: pd.Series, proches: pd.DataFrame, seuil_min: float) -> Desserte:
    """Return the inhabitants within ``seuil_min`` minutes; ``population`` on a part of the index.

    The inhabitants of a commune count together, at its mairie.
    """
    people = _people(population)
    low, middle, high = people @ _within_limit(proches.loc[population.index], seuil_min)
    return Desserte(int(people.sum()), int(low), int(middle), int(high))


def _people(population: pd.Series) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = population.fillna(0).to_numpy(dtype=np.int64)
    return found


def moins_desservies(communes: pd.DataFrame, proches: pd.DataFrame) -> pd.Series:
    """Return the rank of each commune, 1 for the longest central time; missing without a time.

    Of equal times, the commune with more inhabitants comes first, then the smaller code. Index of
    ``communes``, a part of that of ``proches``.
    """
    keys = pd.DataFrame(
        {
            "temps": proches.loc[communes.index, "centre"],
            "population": communes["population"],
            "code": communes["code_insee"],
        }
    ).dropna(subset="temps")
    ordered = keys.sort_values(["temps", "population", "code"], ascending=[False, False, True])
    ranks = pd.Series(range(1, len(ordered) + 1), index=ordered.index, dtype="Int64")
    return ranks.reindex(communes.index).rename("rang")


def rangs_certains(
    communes: pd.DataFrame, surs: pd.DataFrame, possibles: pd.DataFrame
) -> pd.Series:
    """Return the rank of each commune where it holds whichever of the unknown facilities are open.

    The order of ``moins_desservies``; the central time of a commune is between that of
    ``possibles`` and that of ``surs``, endless where ``surs`` has none. Missing where the communes
    surely before and those possibly before are not as many, or without a time.
    """
    here = communes[possibles.loc[communes.index, "centre"].notna()]
    low = possibles.loc[here.index, "centre"].to_numpy(dtype=float)
    known = surs.loc[here.index, "centre"]
    high = known.fillna(np.inf).to_numpy(dtype=float)
    order = here.sort_values(["population", "code_insee"], ascending=[False, True]).index
    place = order.get_indexer(here.index)
    first = place[:, None] < place
    surely = (low[:, None] > high) | ((low[:, None] == high) & first)
    maybe = (high[:, None] > low) | ((high[:, None] == low) & first)
    np.fill_diagonal(maybe, val=False)
    before, at_most = surely.sum(axis=0), maybe.sum(axis=0)
    ranks = pd.Series(before + 1, index=here.index, dtype="Int64")
    certain = known.notna().to_numpy() & (before == at_most)
    return ranks.where(certain).reindex(communes.index).rename("rang")


# --- what if ----------------------------------------------------------------------------------


def gains(
    population: pd.Series,
    avant: Mapping[Mode, pd.DataFrame],
    apres: Mapping[Mode, pd.DataFrame],
) -> pd.DataFrame:
    """Return what an added facility changes: one row = a mode and a threshold.

    Columns: ``mode``, ``seuil_min``, ``communes_gagnees``, ``habitants_avant``,
    ``habitants_apres``, ``habitants_gagnes`` with the central hypotheses, and the least and the
    most of the gains under the worst, central and best ones, ``gagnes_min`` and ``gagnes_max``.
    """
    people, kept = _people(population), population.index
    rows = []
    for mode in avant:
        before, after = avant[mode].loc[kept], apres[mode].loc[kept]
        for limit in SEUILS_MIN:
            then = _within_limit(before, limit)
            now = _within_limit(after, limit)
            won = people @ now - people @ then
            rows.append(
                {
                    "mode": mode,
                    "seuil_min": limit,
                    "communes_gagnees": int((now & ~then)[:, 1].sum()),
                    "habitants_avant": int(people @ then[:, 1]),
                    "habitants_apres": int(people @ now[:, 1]),
                    "habitants_gagnes": int(won[1]),
                    "gagnes_min": int(won.min()),
                    "gagnes_max": int(won.max()),
                }
            )
    return pd.DataFrame(rows)


def gain_par_commune(
    population: pd.Series, proches: pd.DataFrame, candidates: Fourchettes, seuil_min: float
) -> pd.Series:
    """Return the inhabitants gained by a facility at each candidate place.

    ``candidates``: the times from the communes to each place, in minutes; ``population`` on a part
    of the index of ``proches``, the communes whose inhabitants count. Index: the places.
    """
    limit = seuil_min + ROUNDING
    rows = proches.index.get_indexer(population.index)
    people = _people(population)
    left = ~(proches["centre"].to_numpy()[rows] <= limit)
    within = candidates.centre[rows] <= limit
    won = (people * left) @ within
    return pd.Series(won, index=candidates.cibles.index, name="habitants_gagnes", dtype="int64")


def best_commune(
    communes: pd.DataFrame,
    proches: pd.DataFrame,
    candidates: Fourchettes,
    seuil_min: float,
    comptees: Sequence[str] | None = None,
) -> tuple[str, int] | None:
    """Return the commune whose mairie is the best place for a facility, and whom it gains.

    Every commune is tried, with the central hypotheses. Of equal gains, the commune with the most
    inhabitants, then the first by ``nom_tri``. ``comptees``: the codes of the communes whose
    inhabitants count, all by default. ``None`` when no place gains anyone.
    """
    counted = communes if comptees is None else communes[communes["code_insee"].isin(comptees)]
    population = counted["population"]
    won = gain_par_commune(population, proches, candidates, seuil_min)
    keys = communes.assign(gain=communes["code_insee"].map(won)).sort_values(
        ["gain", "population", "nom_tri", "code_insee"], ascending=[False, False, True, True]
    )
    best = keys.iloc[0]
    return (str(best["code_insee"]), int(best["gain"])) if best["gain"] > 0 else None


# --- QPV --------------------------------------------------------------------------------------


def equipements_par_qpv(equipements: pd.DataFrame, qpv: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return how many facilities are inside each QPV, in its band of 300 m, farther.

    One row = a QPV, on the index of ``qpv``; columns ``dedans``, ``bande``, ``dehors``. Only the
    facilities whose place is known are counted; one near two QPV counts for each. Missing when
    there are facilities and the place of none is known: zero would be false.
    """
    exact = equipements[~joins.position_approximative(equipements)]
    places = to_metric(points_from_lonlat(exact))
    perimeters = to_metric(qpv.geometry).to_numpy()
    away = shapely.distance(perimeters[:, None], places.to_numpy()[None, :])
    inside = (away <= joins.TOUCH_M).sum(axis=1)
    near = (away <= joins.BAND_M).sum(axis=1) - inside
    counts = pd.DataFrame(
        {"dedans": inside, "bande": near, "dehors": len(exact) - inside - near},
        index=qpv.index,
        dtype="Int64",
    )
    return counts.mask(np.full(counts.shape, len(exact) == 0 and len(equipements) > 0))


def situations_par_commune(
    communes: pd.DataFrame, equipements: pd.DataFrame, qpv: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Return where the facilities of each commune are towards QPV: one row = a commune.

    Columns ``dedans``, ``bande``, ``dehors`` count those whose place is known, each once;
    ``approximatifs`` those only known by their commune. Index of ``communes``.
    """
    approx = joins.position_approximative(equipements)
    places = points_from_lonlat(equipements)
    told = joins.situation_qpv(places, qpv).astype("str").mask(approx, "approximatifs")
    counted = pd.crosstab(equipements["code_insee"], told)
    columns = ["dedans", "bande", "dehors", "approximatifs"]
    found = counted.reindex(index=communes["code_insee"], columns=columns, fill_value=0)
    return found.set_axis(communes.index).astype(int)


def habitants_qpv(qpv: pd.DataFrame) -> pd.Series:
    """Return the inhabitants of each QPV, missing where the table does not know them."""
    if "habitants" in qpv:
        return qpv["habitants"].astype("Int64")
    return pd.Series(pd.NA, index=qpv.index, name="habitants", dtype="Int64")
