"""Times along a road network, where one is at hand.

A network is a folder with two Parquet tables. ``noeuds.parquet``: one row = a crossing, ``id``
(text), ``lon``, ``lat`` (WGS 84). ``aretes.parquet``: one row = a stretch of road between two of
them, ``de``, ``vers`` (ids of crossings), ``longueur_m`` (more than 0), ``vitesse_kmh`` (of cars;
missing where unknown), ``pied``, ``velo``, ``voiture`` (whether each may use it) and
``sens_unique`` (cars and bikes only go from ``de`` to ``vers``; walkers go both ways).

A third one, ``trajets.parquet``, may stand beside: the ways between the places that the atlas asks
about (``precompute``), so that no question waits for a search over the whole network.

Without such a folder, the times are estimated from straight lines: see
``geo.access.straight.minutes``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from geo.access.straight import MODES, minutes
from geo.core import catalog
from geo.core.crs import points_from_lonlat, to_metric
from geo.core.errors import DataFileError, SchemaError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import geopandas as gpd
    from scipy.sparse import csr_array

    from geo.access.straight import Floats, Fourchettes, Hypotheses, Mode

NOEUDS, ARETES, TRAJETS = "noeuds.parquet", "aretes.parquet", "trajets.parquet"
COLUMNS = {
    NOEUDS: ("id", "lon", "lat"),
    ARETES: ("de", "vers", "longueur_m", "vitesse_kmh", *MODES, "sens_unique"),
    TRAJETS: ("mode", "de_x", "de_y", "vers_x", "vers_y", "cout", "raccord_m"),
}
REPAIR = (
    "Retirez le dossier data/routes ou téléchargez-le de nouveau "
    f"({catalog.PROGRAMME} refresh routes)."
)

RACCORD_MAX_M = 1_500.0
"""A place farther than this from every crossing of the mode is not reached by the network."""


Lieu = tuple[int, int]
"""A place as a key: its Lambert-93 coordinates, in centimetres."""

UN_PAS = 10**9
"""More than any coordinate in centimetres: both make one whole number."""


@dataclass(frozen=True, eq=False)
class Trajets:
    """The shortest ways of a mode: origins in rows, places in columns; infinite where none.

    ``couts``: along the streets, in metres (on foot, by bike) or in minutes (by car), whatever the
    hypotheses are. ``raccords``: from both ends to the network, in metres of straight line.
    """

    couts: Floats
    raccords: Floats


@dataclass(frozen=True, eq=False)
class Connus:
    """The ways that were searched beforehand: the rank of each place in the rows and columns."""

    origines: dict[Lieu, int]
    cibles: dict[Lieu, int]
    trajets: Trajets

    def entre(self, origines: gpd.GeoSeries, cibles: gpd.GeoSeries) -> Trajets | None:
        """Return the ways between places, ``None`` if one of them is not known."""
        rows = [self.origines.get(place, -1) for place in lieux(origines)]
        columns = [self.cibles.get(place, -1) for place in lieux(cibles)]
        if min(rows, default=0) < 0 or min(columns, default=0) < 0:
            return None
        part = np.ix_(rows, columns)
        return Trajets(self.trajets.couts[part], self.trajets.raccords[part])


@dataclass(frozen=True, eq=False)
class Reseau:
    """A road network: ``noeuds`` are Lambert-93 points by id; ``aretes`` is as read.

    ``bouts``: the ranks in ``noeuds`` of both ends of each stretch.
    ``connus`` holds the ways of a mode that were searched beforehand, for the modes that have some.
    """

    noeuds: gpd.GeoSeries
    aretes: pd.DataFrame
    bouts: npt.NDArray[np.intp]
    connus: Mapping[Mode, Connus] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Graphe:
    """The streets of one mode, ready to be searched: crossings by id, costs between their ranks.

    ``retours`` are the same streets turned round.
    """

    carrefours: gpd.GeoSeries
    couts: csr_array
    retours: csr_array


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
    roads = network(nodes, edges)
    if not (folder / TRAJETS).is_file():
        return roads
    return replace(roads, connus=connus(_read(folder / TRAJETS)))


def network(nodes: pd.DataFrame, edges: pd.DataFrame) -> Reseau:
    """Return the network made of two tables; see ``load`` for the errors."""
    for name, frame in ((NOEUDS, nodes), (ARETES, edges)):
        missing = [column for column in COLUMNS[name] if column not in frame]
        if missing:
            msg = f"{name} : colonnes attendues absentes : {', '.join(missing)}. {REPAIR}"
            raise SchemaError(msg)
    known = pd.Index(nodes["id"].astype("str"))
    if not known.is_unique:
        msg = f"{NOEUDS} : un carrefour y est deux fois. {REPAIR}"
        raise SchemaError(msg)
    edges = edges.astype({"de": "str", "vers": "str"})
    ends = np.column_stack([known.get_indexer(pd.Index(edges[end])) for end in ("de", "vers")])
    lost = int((ends < 0).any(axis=1).sum())
    if lost:
        msg = f"{ARETES} : {lost} tronçon(s) sans carrefour connu. {REPAIR}"
        raise SchemaError(msg)
    if not (edges["longueur_m"] > 0).all():
        msg = f"{ARETES} : longueur_m attendue plus grande que 0 partout. {REPAIR}"
        raise SchemaError(msg)
    return Reseau(to_metric(points_from_lonlat(nodes)).set_axis(known), edges, ends)


def _read(path: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        msg = f"Le fichier data/routes/{path.name} ne se lit pas ({error}). {REPAIR}"
        raise DataFileError(msg) from error


def lieux(points: gpd.GeoSeries) -> list[Lieu]:
    """Return the key of each place."""
    metric = to_metric(points)
    # A place without geometry is at no place: nothing is known of it, and no way leads there.
    cents = np.nan_to_num(np.column_stack([metric.x, metric.y])) * 100
    return [(round(x), round(y)) for x, y in cents]


def vitesse_inconnue(reseau: Reseau, hypotheses: Hypotheses, mode: Mode) -> float | None:
    """Return the speed of the hypotheses that the search depends on; ``None`` if on none.

    By car, only the stretches whose speed is unknown take it. Otherwise a way is searched once for
    all the hypotheses.
    """
    if mode != "voiture":
        return None
    cars = reseau.aretes["voiture"].astype(bool)
    unknown = bool(reseau.aretes.loc[cars, "vitesse_kmh"].isna().any())
    return hypotheses.voiture.centre if unknown else None


def graphe(reseau: Reseau, hypotheses: Hypotheses, mode: Mode) -> Graphe:
    """Return the streets of a mode; ``vitesse_inconnue`` is all it takes of the hypotheses."""
    open_ones = reseau.aretes[mode].to_numpy(dtype=bool)
    edges, ends = reseau.aretes[open_ones], reseau.bouts[open_ones]
    used, ranks = np.unique(ends, return_inverse=True)
    start, end = ranks.reshape(ends.shape).T
    cost = edges["longueur_m"].to_numpy(dtype=float)
    if mode == "voiture":
        speed = edges["vitesse_kmh"].astype(float).fillna(hypotheses.voiture.centre)
        cost = cost / (speed.to_numpy() * 1000 / 60)
    back = np.ones(len(edges), dtype=bool)
    if mode != "pied":
        back = ~edges["sens_unique"].to_numpy(dtype=bool)
    costs = _costs(
        np.append(start, end[back]),
        np.append(end, start[back]),
        np.append(cost, cost[back]),
        len(used),
    )
    return Graphe(reseau.noeuds.iloc[used], costs, costs.T.tocsr())


def _costs(
    start: npt.NDArray[np.intp], end: npt.NDArray[np.intp], cost: Floats, size: int
) -> csr_array:
    """Return the matrix of costs: of two stretches between the same crossings, the cheaper."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - slow to import, for a network alone

    pair = start * size + end
    order = np.lexsort((cost, pair))
    _, first = np.unique(pair[order], return_index=True)
    kept = order[first]
    return coo_array((cost[kept], (start[kept], end[kept])), shape=(size, size)).tocsr()


def search_streets(streets: Graphe, origines: gpd.GeoSeries, cibles: gpd.GeoSeries) -> Trajets:
    """Return the shortest ways of a mode between places.

    Each place joins the nearest crossing that the mode reaches, by a straight line; farther than
    ``RACCORD_MAX_M`` there is no way.
    """
    if streets.carrefours.empty:
        nowhere = np.full((len(origines), len(cibles)), np.inf)
        return Trajets(nowhere, nowhere)
    start, start_m = _joined(to_metric(origines), streets.carrefours)
    end, end_m = _joined(to_metric(cibles), streets.carrefours)
    return Trajets(_between(streets, start, end), start_m[:, None] + end_m[None, :])


def en_minutes(trajets: Trajets, hypotheses: Hypotheses, mode: Mode) -> Floats:
    """Return the times of ways, in minutes.

    On foot and by bike the speed is that of the hypotheses; by car, that of each stretch, and the
    fixed time is added. What joins the network is a straight line with the detour and the speed of
    the mode.
    """
    speed = hypotheses.vitesse(mode).centre * 1000 / 60
    along = trajets.couts if mode == "voiture" else trajets.couts / speed
    fixed = hypotheses.stationnement.centre if mode == "voiture" else 0.0
    found: Floats = along + trajets.raccords * hypotheses.detour.centre / speed + fixed
    return found


def temps(
    reseau: Reseau,
    origines: gpd.GeoSeries,
    cibles: gpd.GeoSeries,
    hypotheses: Hypotheses,
    mode: Mode,
) -> Floats:
    """Return the shortest times along the network, in minutes: origins in rows, places in columns.

    Infinite where there is no way, or farther than ``RACCORD_MAX_M`` from the network.
    """
    found = search_streets(graphe(reseau, hypotheses, mode), origines, cibles)
    return en_minutes(found, hypotheses, mode)


def minutes_reseau(
    trajets: Trajets, lignes: Fourchettes, hypotheses: Hypotheses, mode: Mode
) -> Fourchettes:
    """Return the times of a mode along the network, in minutes, with their range.

    ``trajets`` are the ways of ``lignes``. Known places have one time. A facility only known by
    its commune is timed to the mairie of that commune, less and more what the range of its straight
    line makes of the hypotheses.
    """
    central = en_minutes(trajets, hypotheses, mode)
    estimate = minutes(lignes, hypotheses, mode)
    low, middle, high = (
        np.where(np.isfinite(values) & lignes.approx, values, 0.0)
        for values in (estimate.bas, estimate.centre, estimate.haut)
    )
    floor = hypotheses.stationnement.bas if mode == "voiture" else 0.0
    least = np.minimum(np.maximum(central - (middle - low), floor), central)
    return replace(lignes, bas=least, centre=central, haut=central + (high - middle))


def precompute(
    reseau: Reseau, origines: gpd.GeoSeries, cibles: gpd.GeoSeries, hypotheses: Hypotheses
) -> pd.DataFrame:
    """Return the ways from each origin to each place, one row each, for ``trajets.parquet``.

    A mode whose search depends on a hypothesis is left out: it is searched when it is asked.
    """
    parts = []
    (from_x, from_y), (to_x, to_y) = (
        np.array(list(dict.fromkeys(lieux(points)))).reshape(-1, 2).T
        for points in (origines, cibles)
    )
    one = origines.iloc[_first(origines)], cibles.iloc[_first(cibles)]
    for mode in MODES:
        if vitesse_inconnue(reseau, hypotheses, mode) is not None:
            continue
        found = search_streets(graphe(reseau, hypotheses, mode), *one)
        rows, columns = (grid.ravel() for grid in np.indices(found.couts.shape))
        part = {
            "mode": mode,
            "de_x": from_x[rows],
            "de_y": from_y[rows],
            "vers_x": to_x[columns],
            "vers_y": to_y[columns],
            "cout": found.couts.ravel(),
            "raccord_m": found.raccords.ravel(),
        }
        parts.append(pd.DataFrame(part))
    return pd.concat(parts, ignore_index=True)


def _first(points: gpd.GeoSeries) -> list[int]:
    """Return the rank of the first of the points that stand at the same place."""
    ranks: dict[Lieu, int] = {}
    for rank, place in enumerate(lieux(points)):
        ranks.setdefault(place, rank)
    return list(ranks.values())


def connus(table: pd.DataFrame) -> dict[Mode, Connus]:
    """Return the ways of ``trajets.parquet`` by mode.

    Raises
    ------
    SchemaError
        If a column is missing, or a way is told twice or not at all.
    """
    missing = [column for column in COLUMNS[TRAJETS] if column not in table]
    if missing:
        msg = f"{TRAJETS} : colonnes attendues absentes : {', '.join(missing)}. {REPAIR}"
        raise SchemaError(msg)
    return {mode: _connus(part) for mode in MODES if len(part := table[table["mode"] == mode])}


def _connus(part: pd.DataFrame) -> Connus:
    places = [part[f"{end}_x"] * UN_PAS + part[f"{end}_y"] for end in ("de", "vers")]
    ends = [pd.factorize(place) for place in places]
    (rows, origins), (columns, targets) = ends
    shape = (len(origins), len(targets))
    if len(part) != shape[0] * shape[1] or part.duplicated(list(COLUMNS[TRAJETS][:5])).any():
        msg = f"{TRAJETS} : il y manque des trajets, ou il y en a deux fois. {REPAIR}"
        raise SchemaError(msg)
    costs, joins_m = np.empty(shape), np.empty(shape)
    costs[rows, columns], joins_m[rows, columns] = part["cout"], part["raccord_m"]
    names = [
        {divmod(int(place), UN_PAS): rank for rank, place in enumerate(index)}
        for index in (origins, targets)
    ]
    return Connus(names[0], names[1], Trajets(costs, joins_m))


def _between(streets: Graphe, start: npt.NDArray[np.intp], end: npt.NDArray[np.intp]) -> Floats:
    """Return the costs of the shortest ways from each ``start`` to each ``end``.

    The search goes from the side that has fewer crossings: backwards, on the streets turned round,
    when there are fewer places than origins.
    """
    from scipy.sparse.csgraph import dijkstra  # noqa: PLC0415 - see ``_costs``

    sources, from_source = np.unique(start, return_inverse=True)
    targets, to_target = np.unique(end, return_inverse=True)
    backwards = len(targets) < len(sources)
    graph, roots = (streets.retours, targets) if backwards else (streets.couts, sources)
    others, rank = (start, to_target) if backwards else (end, from_source)
    # One root at a time: a row of the whole network is only kept while it is read.
    kept = np.array([dijkstra(graph, indices=root)[others] for root in roots])
    found: Floats = kept.reshape(len(roots), len(others))[rank]
    return found.T if backwards else found


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
