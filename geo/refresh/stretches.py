"""What each class of road is good for, and the plain tables of crossings and stretches.

OpenStreetMap data: © its contributors, ODbL 1.0. What each class is good for is said once, in
``CLASSES``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.access import network
from geo.access.network import ARETES, NOEUDS
from geo.access.straight import MODES
from geo.core.crs import points_from_lonlat

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.access.straight import Mode

LONGUEUR_MIN_M = 0.1
"""Two crossings drawn at the same place are this far apart: a length is never 0."""

LIMITES_KMH = (5.0, 130.0)
"""A written limit outside of this is a typing error: the speed of the class is taken."""

MILE_KM = 1.609344


# --- what each class of road is good for ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClasseDeRoute:
    """A class of road: who may use it, and the speed of cars where no limit is written.

    ``vitesse_kmh`` is ``None`` where cars never go.
    """

    vitesse_kmh: float | None
    modes: tuple[Mode, ...]
    raison: str


_TOUS: tuple[Mode, ...] = ("pied", "velo", "voiture")
_VOITURE: tuple[Mode, ...] = ("voiture",)
_PIED: tuple[Mode, ...] = ("pied",)
_DOUX: tuple[Mode, ...] = ("pied", "velo")

CLASSES: dict[str, ClasseDeRoute] = {
    "motorway": ClasseDeRoute(
        130, _VOITURE, "autoroute : limite légale, interdite à pied et à vélo"
    ),
    "motorway_link": ClasseDeRoute(70, _VOITURE, "bretelle d’autoroute : courbe, ralentissement"),
    "trunk": ClasseDeRoute(
        110, _VOITURE, "voie rapide à chaussées séparées : limite légale ; dangereuse sans moteur"
    ),
    "trunk_link": ClasseDeRoute(60, _VOITURE, "bretelle de voie rapide"),
    "primary": ClasseDeRoute(65, _TOUS, "grande route : entre 50 en ville et 80 dehors"),
    "primary_link": ClasseDeRoute(50, _TOUS, "bretelle de grande route"),
    "secondary": ClasseDeRoute(
        60, _TOUS, "route : entre 50 en ville et 80 dehors, plus souvent en ville"
    ),
    "secondary_link": ClasseDeRoute(45, _TOUS, "bretelle de route"),
    "tertiary": ClasseDeRoute(50, _TOUS, "route locale : limite en agglomération"),
    "tertiary_link": ClasseDeRoute(40, _TOUS, "bretelle de route locale"),
    "unclassified": ClasseDeRoute(
        50, _TOUS, "petite route : étroite, 80 permis mais rarement atteint"
    ),
    "residential": ClasseDeRoute(30, _TOUS, "rue d’habitation : souvent en zone 30, stationnement"),
    "living_street": ClasseDeRoute(20, _TOUS, "zone de rencontre : limite légale"),
    "road": ClasseDeRoute(30, _TOUS, "classe inconnue : comme une rue d’habitation"),
    "service": ClasseDeRoute(15, _TOUS, "desserte : accès d’un bâtiment ou d’un parking"),
    "track": ClasseDeRoute(
        15, _DOUX, "chemin agricole ou forestier : aux voitures s’il est dit permis"
    ),
    "pedestrian": ClasseDeRoute(10, _DOUX, "aire piétonne : vélos permis au pas"),
    "path": ClasseDeRoute(None, _DOUX, "sentier"),
    "bridleway": ClasseDeRoute(None, _PIED, "allée cavalière"),
    "footway": ClasseDeRoute(None, _PIED, "trottoir ou allée"),
    "steps": ClasseDeRoute(None, _PIED, "escalier"),
    "cycleway": ClasseDeRoute(
        None, ("velo",), "piste cyclable : aux piétons si elle est dite permise"
    ),
}
"""Class of OpenStreetMap (``highway``) -> what it is good for; any other is not a way to go."""

TAG_DU_MODE: dict[Mode, str] = {"pied": "foot", "velo": "bicycle", "voiture": "motor_vehicle"}
OUVERT = frozenset({"yes", "designated", "permissive", "official"})
FERME = frozenset(
    {"no", "private", "use_sidepath", "agricultural", "forestry", "delivery", "military"}
)
SERVICES_FERMES = frozenset(
    {"private", "driveway", "parking_aisle", "emergency_access", "drive-through"}
)
TAGS = ("highway", "maxspeed", "oneway", "area", "service", "access", *TAG_DU_MODE.values())
"""What is read of a stretch beside its length; all but the first three may be absent."""

FILTRE = (
    f'["highway"~"^({"|".join(CLASSES)})$"]["area"!~"yes"]'
    f'["service"!~"^({"|".join(sorted(SERVICES_FERMES))})$"]'
)
"""The same choice, as Overpass is asked for it: what would be thrown away is not downloaded."""

LIMITES_NOMMEES = {
    "FR:motorway": 130.0,
    "FR:trunk": 110.0,
    "FR:rural": 80.0,
    "FR:urban": 50.0,
    "FR:zone30": 30.0,
    "FR:30": 30.0,
    "FR:living_street": 20.0,
}
_LIMITE = re.compile(r"(\d+(?:\.\d+)?)\s*(km/h|kmh|mph)?")


def valeurs(cellule: Any) -> tuple[str, ...]:
    """Return what a cell says, as sorted texts: one value, ``a;b``, a list, or nothing."""
    many = cellule if isinstance(cellule, list | tuple | set) else [cellule]
    known = [str(value) for value in many if not pd.isna(value)]
    return tuple(sorted({part.strip() for value in known for part in value.split(";")} - {""}))


def vitesse_limite(cellule: Any) -> float:
    """Return the limit that a ``maxspeed`` says, in km/h; NaN where it says none that is usable.

    Of several limits along a stretch, their mean.
    """
    read = [_limite(value) for value in valeurs(cellule)]
    low, high = LIMITES_KMH
    usable = [speed for speed in read if low <= speed <= high]
    return float(np.mean(usable)) if usable else np.nan


def _limite(value: str) -> float:
    found = _LIMITE.fullmatch(value)
    if found is None:
        return LIMITES_NOMMEES.get(value, np.nan)
    return float(found[1]) * (MILE_KM if found[2] == "mph" else 1.0)


def _usage(tags: dict[str, tuple[str, ...]]) -> dict[str, object]:
    """Return the speed, the modes and the direction of a stretch; no mode where nobody goes.

    A stretch that has several classes is what the most restrictive of them allows.
    """
    names = tags["highway"]
    known = [CLASSES[name] for name in names if name in CLASSES]
    shut = len(known) < max(len(names), 1) or "yes" in tags["area"]
    if shut or SERVICES_FERMES.intersection(tags["service"]):
        return {"vitesse_kmh": np.nan, **dict.fromkeys(MODES, False), "sens_unique": False}
    speeds = [one.vitesse_kmh for one in known if one.vitesse_kmh is not None]
    modes: dict[Mode, bool] = {mode: _ouvert(mode, known, tags) for mode in MODES}
    modes["voiture"] &= len(speeds) == len(known)
    limit = vitesse_limite(tags["maxspeed"])
    speed = min(speeds, default=np.nan) if np.isnan(limit) else limit
    one_way = any(value.lower() in {"true", "yes", "1"} for value in tags["oneway"])
    cars = speed if modes["voiture"] else np.nan
    return {"vitesse_kmh": cars, "sens_unique": one_way, **{mode: modes[mode] for mode in MODES}}


def _ouvert(mode: Mode, known: list[ClasseDeRoute], tags: dict[str, tuple[str, ...]]) -> bool:
    """Return whether a mode may go: its own tag, then the access of all, then the class."""
    own = tags[TAG_DU_MODE[mode]]
    if FERME.intersection(own):
        return False
    if OUVERT.intersection(own):
        return True
    return not FERME.intersection(tags["access"]) and all(mode in one.modes for one in known)


# --- from a graph to our two tables -----------------------------------------------------------


def carrefours(nodes: pd.DataFrame) -> pd.DataFrame:
    """Return our crossings, sorted by id, from nodes: ``id``, ``x``, ``y`` (degrees, WGS 84)."""
    frame = nodes[["id", "x", "y"]].set_axis(list(network.COLUMNS[NOEUDS]), axis=1)
    frame = frame.astype({"id": "str", "lon": "float", "lat": "float"})
    return frame.sort_values("id").reset_index(drop=True)


def troncons(edges: pd.DataFrame) -> pd.DataFrame:
    """Return our stretches from the edges of a directed graph where each way is an edge.

    ``edges`` has ``u``, ``v``, ``length`` (metres), and the columns of ``TAGS`` that are known.
    Of the two edges of a two-way street, one is kept; loops and what nobody may use are not.
    """
    tags = [edges[name].map(valeurs) if name in edges else [()] * len(edges) for name in TAGS]
    keys = list(zip(*tags, strict=True))
    usages = {key: _usage(dict(zip(TAGS, key, strict=True))) for key in set(keys)}
    columns = ("vitesse_kmh", *MODES, "sens_unique")
    said = {name: [usages[key][name] for key in keys] for name in columns}
    frame = pd.DataFrame(
        {
            "de": edges["u"].astype("str"),
            "vers": edges["v"].astype("str"),
            "longueur_m": edges["length"].astype("float").round(2).clip(lower=LONGUEUR_MIN_M),
            **said,
        },
    ).astype(dict.fromkeys((*MODES, "sens_unique"), "bool") | {"vitesse_kmh": "float"})
    turned = ~frame["sens_unique"] & (frame["de"] > frame["vers"])
    ends = frame[["de", "vers"]].to_numpy()
    frame[["de", "vers"]] = np.where(turned.to_numpy()[:, None], ends[:, ::-1], ends)
    kept = frame[frame[list(MODES)].any(axis=1) & (frame["de"] != frame["vers"])]
    return _sorted(kept.drop_duplicates())


def sans_ilots(edges: pd.DataFrame) -> pd.DataFrame:
    """Return the stretches, each mode closed where it cannot come from and go to everywhere else.

    A place joins its nearest crossing: on a car park cut from the roads, it would have no way.
    """
    inside = {mode: edges[mode] & _principal(edges, mode) for mode in MODES}
    frame = edges.assign(**inside)
    frame["vitesse_kmh"] = frame["vitesse_kmh"].where(frame["voiture"])
    return frame[frame[list(MODES)].any(axis=1)].reset_index(drop=True)


def _principal(edges: pd.DataFrame, mode: Mode) -> pd.Series:
    """Return which stretches are in the largest part of a mode where each end reaches the other."""
    some = edges[edges[mode]]
    if some.empty:
        return edges[mode]
    names = pd.Index(pd.unique(pd.concat([some["de"], some["vers"]])))
    start, end = (names.get_indexer(pd.Index(some[name])) for name in ("de", "vers"))
    back = np.ones(len(some), dtype=bool) if mode == "pied" else ~some["sens_unique"].to_numpy()
    rows, columns = np.append(start, end[back]), np.append(end, start[back])
    graph = coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(names), len(names)))
    _, part = connected_components(graph.tocsr(), directed=True, connection="strong")
    main = part == np.bincount(part).argmax()
    return pd.Series(main[start] & main[end], index=some.index).reindex(
        edges.index, fill_value=False
    )


def dans_la_zone(
    nodes: pd.DataFrame, edges: pd.DataFrame, zone: BaseGeometry
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both tables cut to a zone (WGS 84): a stretch stays if both of its ends do."""
    inside = nodes.loc[points_from_lonlat(nodes).within(zone).to_numpy(), "id"]
    kept = edges[edges["de"].isin(inside) & edges["vers"].isin(inside)]
    return nodes[nodes["id"].isin(inside)], kept


def tables(
    nodes: pd.DataFrame, edges: pd.DataFrame, zone: BaseGeometry
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return our two tables from the plain nodes and edges of a graph, cut to a zone."""
    crossings, roads = dans_la_zone(carrefours(nodes), troncons(edges), zone)
    roads = sans_ilots(roads)
    used = crossings["id"].isin(pd.concat([roads["de"], roads["vers"]]))
    return crossings[used].reset_index(drop=True), roads


def plain(graph: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the nodes (``id``, ``x``, ``y``) and the edges of a networkx multigraph."""
    nodes = [{"id": name, "x": at["x"], "y": at["y"]} for name, at in graph.nodes(data=True)]
    edges = [
        {"u": u, "v": v, "length": said["length"], **{name: said.get(name) for name in TAGS}}
        for u, v, said in graph.edges(data=True)
    ]
    return (
        pd.DataFrame(nodes, columns=["id", "x", "y"]),
        pd.DataFrame(edges, columns=["u", "v", "length", *TAGS], dtype="object"),
    )


def _sorted(edges: pd.DataFrame) -> pd.DataFrame:
    """Return the stretches in an order of their own: the same network gives the same file."""
    return edges.sort_values(list(network.COLUMNS[ARETES])).reset_index(drop=True)
