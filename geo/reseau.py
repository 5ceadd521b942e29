"""Times along a road network, where one is at hand.

A network is a folder with two Parquet tables. ``noeuds.parquet``: one row = a crossing, ``id``
(text), ``lon``, ``lat`` (WGS 84). ``aretes.parquet``: one row = a stretch of road between two of
them, ``de``, ``vers`` (ids of crossings), ``longueur_m`` (more than 0), ``vitesse_kmh`` (of cars;
missing where unknown), ``pied``, ``velo``, ``voiture`` (whether each may use it) and
``sens_unique`` (cars and bikes only go from ``de`` to ``vers``; walkers go both ways).

Without such a folder, the times are estimated from straight lines: see ``geo.access.minutes``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

from geo.access import MODES, minutes
from geo.crs import points_from_lonlat, to_metric
from geo.errors import DataFileError, SchemaError

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.access import Floats, Fourchettes, Hypotheses, Mode

NOEUDS, ARETES = "noeuds.parquet", "aretes.parquet"
COLUMNS = {
    NOEUDS: ("id", "lon", "lat"),
    ARETES: ("de", "vers", "longueur_m", "vitesse_kmh", *MODES, "sens_unique"),
}
REPAIR = (
    "Retirez le dossier data/routes ou téléchargez-le de nouveau (python -m geo refresh routes)."
)

RACCORD_MAX_M = 1_500.0
"""A place farther than this from every crossing of the mode is not reached by the network."""


@dataclass(frozen=True, eq=False)
class Reseau:
    """A road network: ``noeuds`` are Lambert-93 points by id; ``aretes`` is as read."""

    noeuds: gpd.GeoSeries
    aretes: pd.DataFrame


def load(folder: Path) -> Reseau | None:
    """Return the network of a folder, ``None`` if it is not there.

    Raises
    ------
    DataFileError
        If one of the two tables is missing or cannot be read.
    SchemaError
        If a column is missing, a stretch leads nowhere or has no length.
    """
    if not folder.is_dir():
        return None
    nodes, edges = (_read(folder / name) for name in (NOEUDS, ARETES))
    return network(nodes, edges)


def network(nodes: pd.DataFrame, edges: pd.DataFrame) -> Reseau:
    """Return the network made of two tables; see ``load`` for the errors."""
    for name, frame in ((NOEUDS, nodes), (ARETES, edges)):
        missing = [column for column in COLUMNS[name] if column not in frame]
        if missing:
            msg = f"{name} : colonnes attendues absentes : {', '.join(missing)}. {REPAIR}"
            raise SchemaError(msg)
    known = nodes["id"].astype("str")
    edges = edges.astype({"de": "str", "vers": "str"})
    lost = ~(edges["de"].isin(known) & edges["vers"].isin(known))
    if lost.any() or known.duplicated().any():
        msg = f"{ARETES} : {int(lost.sum())} tronçon(s) sans carrefour connu. {REPAIR}"
        if not lost.any():
            msg = f"{NOEUDS} : un carrefour y est deux fois. {REPAIR}"
        raise SchemaError(msg)
    if not (edges["longueur_m"] > 0).all():
        msg = f"{ARETES} : longueur_m attendue plus grande que 0 partout. {REPAIR}"
        raise SchemaError(msg)
    return Reseau(to_metric(points_from_lonlat(nodes)).set_axis(known), edges)


def _read(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        msg = f"Le fichier data/routes/{path.name} ne se lit pas ({error}). {REPAIR}"
        raise DataFileError(msg) from error


def temps(
    reseau: Reseau,
    origines: gpd.GeoSeries,
    cibles: gpd.GeoSeries,
    hypotheses: Hypotheses,
    mode: Mode,
) -> Floats:
    """Return the shortest times along the network, in minutes: origins in rows, places in columns.

    Each place joins the nearest crossing that the mode reaches, by a straight line with the detour
    and the speed of the mode. On foot and by bike the speed is that of the hypotheses; by car, that
    of each stretch, or the hypothesis where it is unknown, and the fixed time is added. Infinite
    where there is no way, or farther than ``RACCORD_MAX_M`` from the network.
    """
    edges = _usable(reseau.aretes, hypotheses, mode)
    crossings = reseau.noeuds[reseau.noeuds.index.isin([*edges["de"], *edges["vers"]])]
    if crossings.empty:
        return np.full((len(origines), len(cibles)), np.inf)
    speed = hypotheses.vitesse(mode).centre * 1000 / 60
    start, start_m = _joined(to_metric(origines), crossings)
    end, end_m = _joined(to_metric(cibles), crossings)
    between = _between(_graph(edges, crossings.index), start, end)
    joining = (start_m[:, None] + end_m[None, :]) * hypotheses.detour.centre / speed
    fixed = hypotheses.stationnement.centre if mode == "voiture" else 0.0
    found: Floats = between + joining + fixed
    return found


def minutes_reseau(
    reseau: Reseau, lignes: Fourchettes, hypotheses: Hypotheses, mode: Mode
) -> Fourchettes:
    """Return the times of a mode along the network, in minutes, with their range.

    Known places have one time. A facility only known by its commune is timed to the mairie of that
    commune, less and more what the range of its straight line makes of the hypotheses.
    """
    central = temps(reseau, lignes.origines, lignes.cibles, hypotheses, mode)
    estimate = minutes(lignes, hypotheses, mode)
    low, middle, high = (
        np.where(np.isfinite(values) & lignes.approx, values, 0.0)
        for values in (estimate.bas, estimate.centre, estimate.haut)
    )
    floor = hypotheses.stationnement.bas if mode == "voiture" else 0.0
    least = np.minimum(np.maximum(central - (middle - low), floor), central)
    return replace(lignes, bas=least, centre=central, haut=central + (high - middle))


def _usable(edges: pd.DataFrame, hypotheses: Hypotheses, mode: Mode) -> pd.DataFrame:
    """Return the stretches of a mode in each direction that it may take, with their ``minutes``."""
    open_ones = edges[edges[mode].astype(bool)]
    speed = pd.Series(hypotheses.vitesse(mode).centre, index=open_ones.index)
    if mode == "voiture":
        speed = open_ones["vitesse_kmh"].astype(float).fillna(speed)
    there = open_ones.assign(minutes=open_ones["longueur_m"] / (speed * 1000 / 60))
    both = there if mode == "pied" else there[~there["sens_unique"].astype(bool)]
    back = both.rename(columns={"de": "vers", "vers": "de"})
    every = pd.concat([there, back])
    # Of two stretches between the same crossings, the shorter in time; a sum would be wrong.
    return every.groupby(["de", "vers"])["minutes"].min().reset_index()


def _graph(edges: pd.DataFrame, crossings: pd.Index) -> csr_array:
    ends = [crossings.get_indexer(pd.Index(edges[name])) for name in ("de", "vers")]
    size = len(crossings)
    return coo_array((edges["minutes"], (ends[0], ends[1])), shape=(size, size)).tocsr()


def _between(graph: csr_array, start: npt.NDArray[np.intp], end: npt.NDArray[np.intp]) -> Floats:
    """Return the shortest times from each ``start`` to each ``end``.

    The search goes from the side that has fewer crossings: backwards, on the streets turned round,
    when there are fewer places than origins.
    """
    sources, from_source = np.unique(start, return_inverse=True)
    targets, to_target = np.unique(end, return_inverse=True)
    if len(targets) < len(sources):
        backwards: Floats = dijkstra(graph.T.tocsr(), indices=targets)
        return backwards[to_target][:, start].T
    forwards: Floats = dijkstra(graph, indices=sources)
    return forwards[from_source][:, end]


def _joined(points: gpd.GeoSeries, crossings: gpd.GeoSeries) -> tuple[npt.NDArray[np.intp], Floats]:
    """Return the rank of the nearest crossing of each point, and how far it is."""
    rank = np.zeros(len(points), dtype=np.intp)
    metres = np.full(len(points), np.inf)
    (point, crossing), away = crossings.sindex.nearest(
        points.to_numpy(), return_all=False, return_distance=True
    )
    near = away <= RACCORD_MAX_M
    rank[point[near]], metres[point[near]] = crossing[near], away[near]
    return rank, metres
