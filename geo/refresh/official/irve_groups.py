"""From points of charge to stations, and from stations to the sites where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from geo.core.schema import SEPARATEUR

if TYPE_CHECKING:
    import numpy.typing as npt

    from geo.refresh.official.irve_columns import Grain

SITE_M = 40.0
"""Stations this close to each other are one site (the same rule as that of the shipped table)."""

LIEUX_M = 100.0
"""Points of one station that are farther apart than this are told: it has several places."""

TEXTES = ("nom", "operateur", "enseigne", "amenageur", "adresse", "code_declare", "horaires")
DISTINCTS = ("implantation", "acces", "pmr")
"""Attributes that may differ inside a station: all of them are kept, never the first."""


def stations(rows: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """Return one row = one station, sorted by ``id``, from the rows that are kept.

    ``points`` counts the rows, missing where a row is a station; ``nbre_pdc_declare`` is what is
    written, for the record. Name, address and place are those of the row updated last; the
    attributes that differ inside a station are all there, between bars.
    """
    # The rows to keep are found on two columns, then taken once: the others are heavy.
    dated = rows[["station", "date_maj"]].sort_values(
        "date_maj", kind="stable", na_position="first"
    )
    one_each = dated.drop_duplicates("station", keep="last").sort_values("station").index
    last = rows.loc[one_each].set_index("station")
    groups = rows.groupby("station")
    kw = groups["puissance_kw"]
    table = last[[*TEXTES, "code_insee", "territoire", "precision", "lon", "lat"]].assign(
        points=groups.size(),
        puissance_min_kw=kw.min(),
        puissance_max_kw=kw.max(),
        mise_en_service=groups["mise_en_service"].min(),
        date_maj=groups["date_maj"].max(),
        nbre_pdc_declare=last["nbre_pdc"],
        **{name: _distinct(rows, name) for name in DISTINCTS},
        signalements=_signs(rows),
    )
    table = table.astype({"points": "Int64"})
    if grain == "station":
        table["points"] = table["points"].mask(table["points"].notna())
    told = pd.to_numeric(table["nbre_pdc_declare"], errors="coerce")
    differs = (told.notna() & table["points"].notna() & (told != table["points"])).fillna(
        value=False
    )
    table["nbre_pdc_different"] = differs.to_numpy(dtype=bool)
    return table.rename_axis("id").reset_index()


def _distinct(rows: pd.DataFrame, name: str) -> pd.Series:
    """Return the values of a station, each once, between bars; missing when none is written."""
    pairs = rows.loc[rows[name] != "", ["station", name]].drop_duplicates()
    told: dict[str, str] = {}
    keys, values = (pairs[column].to_numpy(dtype=object) for column in ("station", name))
    for station, value in zip(keys, values, strict=True):
        told[station] = f"{told[station]}{SEPARATEUR}{value}" if station in told else value
    return pd.Series(told, dtype="str")


def _signs(rows: pd.DataFrame) -> pd.Series:
    told = rows.loc[rows["signalements"] != "", ["station", "signalements"]]
    parts = told.assign(signalements=told["signalements"].str.split(SEPARATEUR, regex=False))
    return _distinct(parts.explode("signalements"), "signalements")


def sites(
    table: pd.DataFrame, points: npt.NDArray[np.object_], of_station: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one row = one site, and the stations with the ``site`` of each.

    ``points`` are the places of the rows (Lambert-93, missing where unknown), ``of_station`` the
    station of each. A station is where its farthest points meet: at its own place.
    """
    first = pd.Series(np.arange(len(of_station)), index=of_station.to_numpy())
    place = points[first[~first.index.duplicated()].reindex(table["id"]).to_numpy()]
    # A place that was denied or that cannot be read is no place, whatever its row says.
    place = np.where((table["precision"] == "site").to_numpy(), place, None)
    known = ~shapely.is_missing(place)
    number = np.arange(len(table))
    if known.any():
        where = np.flatnonzero(known)
        near = cKDTree(shapely.get_coordinates(place[known])).query_pairs(
            SITE_M, output_type="ndarray"
        )
        ties = coo_matrix(
            (np.ones(len(near)), (where[near[:, 0]], where[near[:, 1]])), shape=(len(table),) * 2
        )
        number = connected_components(ties, directed=False)[1]
    names = table.groupby(number)["id"].transform("min")
    stations_ = table.assign(
        site="site-" + names.to_numpy(), plusieurs_lieux=_apart(table, points, of_station)
    )
    groups = stations_.groupby("site")
    found = pd.DataFrame(
        {
            "code_insee": groups["code_insee"].first(),
            "territoire": groups["territoire"].first(),
            "lon": groups["lon"].first(),
            "lat": groups["lat"].first(),
            "stations": groups.size(),
            "points": groups["points"].sum(min_count=1),
            "puissance_max_kw": groups["puissance_max_kw"].max(),
            "date_maj": groups["date_maj"].max(),
        }
    )
    return found.rename_axis("id").reset_index(), stations_


def _apart(
    table: pd.DataFrame, points: npt.NDArray[np.object_], of_station: pd.Series
) -> npt.NDArray[np.bool_]:
    """Return which stations have points farther apart than ``LIEUX_M``."""
    known = ~shapely.is_missing(points)
    xy = pd.DataFrame(shapely.get_coordinates(points[known]), columns=["x", "y"])
    groups = xy.groupby(of_station.to_numpy()[known])
    size = groups.max() - groups.min()
    wide = (size["x"] ** 2 + size["y"] ** 2) > LIEUX_M**2
    found: npt.NDArray[np.bool_] = (
        wide.reindex(table["id"]).fillna(value=False).to_numpy(dtype=bool)
    )
    return found
