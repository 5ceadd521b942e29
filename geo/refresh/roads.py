"""Renewing what is not shipped: the road network of OpenStreetMap, for ``python -m geo refresh``.

The network is downloaded by ``osmnx`` (an optional package), or read from a file already there.
It is written beside, validated, read again, then swapped: a refresh that fails changes nothing,
and the copy that worked is kept in ``data/routes.precedent``. ``geo.access.network`` reads the
result.

OpenStreetMap data: © its contributors, ODbL 1.0. What each class of road is good for is said once,
in ``CLASSES``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.sax import SAXException

import geopandas as gpd
import numpy as np
import pandas as pd
import pandera.pandas as pa
import psutil
from pyarrow import ArrowException
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo import sources
from geo.access import network
from geo.access.network import ARETES, NOEUDS, RACCORD_MAX_M, TRAJETS
from geo.access.straight import MODES, Hypotheses, distances, qpv_points
from geo.answers import bundle
from geo.core import catalog
from geo.core.crs import LAMBERT93, points_from_lonlat, to_display, to_metric
from geo.core.errors import AtlasError, RefreshError, SchemaError
from geo.core.schema import number, part, text, validate
from geo.measures import joins

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from geo.access.straight import Mode

ROUTES, PRECEDENT, FICHE = catalog.ROUTES, catalog.ROUTES_PRECEDENT, "routes.toml"
"""The folder of the network, that of the previous one, and the card of what it holds."""

A_COTE = ".routes-"
"""How the folder of a network that is being written begins; the number of its process follows."""

MARGE_M = 5_000.0
"""Roads taken around the communes: the shortest way may leave the territory."""

SERVICES = ("dechets", "piscines", "bornes")
"""The themes whose facilities are timed (« Accès aux services »)."""

CARREFOURS_MIN = 10_000
"""Fewer crossings than this for 136 communes (about 75 each) is a network cut short."""

LONGUEUR_MIN_M = 0.1
"""Two crossings drawn at the same place are this far apart: a length is never 0."""

LIMITES_KMH = (5.0, 130.0)
"""A written limit outside of this is a typing error: the speed of the class is taken."""

MILE_KM = 1.609344

TITRE = "Réseau routier OpenStreetMap de la CABBALR et de la CALL"
PRODUCTEUR = "contributeurs d’OpenStreetMap"
LICENCE = "ODbL 1.0"
URL = "https://www.openstreetmap.org/copyright"

FORMES = (
    "un fichier OSM XML (.osm, .osm.bz2, .osm.gz), un fichier GraphML (.graphml), ou un dossier "
    "avec noeuds et aretes (.parquet ou .csv)"
)
NOTRE_NOM = "Atlas Artois (python -m geo refresh routes)"
"""How the command names itself to Overpass, which asks for it."""

PATIENCE_S, JOIGNABLE_S = 300, 20
"""How long Overpass may take for an answer, and to say that it is there."""

OCCUPE, ESSAIS = frozenset({429, 504}), 6
"""The answers of a busy service, and how many of them are taken before giving up."""

ATTENTE = re.compile(r"Slot available after: .*, in (\d+) seconds")
REMARQUE = re.compile(rb'"remark"\s*:\s*("(?:[^"\\]|\\.)*")')
FIN = 8192
"""An answer that is not whole says so in its last bytes."""

LISIBLE = 300
"""Of an error, no more characters are told: some hold a whole web page."""

RIEN_N_A_CHANGE = "Le réseau installé, s’il y en a un, n’a pas changé."


# --- what each class of road is good for ------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Classe:
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

CLASSES: dict[str, Classe] = {
    "motorway": Classe(130, _VOITURE, "autoroute : limite légale, interdite à pied et à vélo"),
    "motorway_link": Classe(70, _VOITURE, "bretelle d’autoroute : courbe, ralentissement"),
    "trunk": Classe(
        110, _VOITURE, "voie rapide à chaussées séparées : limite légale ; dangereuse sans moteur"
    ),
    "trunk_link": Classe(60, _VOITURE, "bretelle de voie rapide"),
    "primary": Classe(65, _TOUS, "grande route : entre 50 en ville et 80 dehors"),
    "primary_link": Classe(50, _TOUS, "bretelle de grande route"),
    "secondary": Classe(60, _TOUS, "route : entre 50 en ville et 80 dehors, plus souvent en ville"),
    "secondary_link": Classe(45, _TOUS, "bretelle de route"),
    "tertiary": Classe(50, _TOUS, "route locale : limite en agglomération"),
    "tertiary_link": Classe(40, _TOUS, "bretelle de route locale"),
    "unclassified": Classe(50, _TOUS, "petite route : étroite, 80 permis mais rarement atteint"),
    "residential": Classe(30, _TOUS, "rue d’habitation : souvent en zone 30, stationnement"),
    "living_street": Classe(20, _TOUS, "zone de rencontre : limite légale"),
    "road": Classe(30, _TOUS, "classe inconnue : comme une rue d’habitation"),
    "service": Classe(15, _TOUS, "desserte : accès d’un bâtiment ou d’un parking"),
    "track": Classe(15, _DOUX, "chemin agricole ou forestier : aux voitures s’il est dit permis"),
    "pedestrian": Classe(10, _DOUX, "aire piétonne : vélos permis au pas"),
    "path": Classe(None, _DOUX, "sentier"),
    "bridleway": Classe(None, _PIED, "allée cavalière"),
    "footway": Classe(None, _PIED, "trottoir ou allée"),
    "steps": Classe(None, _PIED, "escalier"),
    "cycleway": Classe(None, ("velo",), "piste cyclable : aux piétons si elle est dite permise"),
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


def _ouvert(mode: Mode, known: list[Classe], tags: dict[str, tuple[str, ...]]) -> bool:
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


# --- where the network comes from -------------------------------------------------------------


def zone(communes: gpd.GeoDataFrame) -> BaseGeometry:
    """Return the zone of the network (WGS 84): the communes and ``MARGE_M`` around them."""
    around = to_metric(communes.geometry).union_all().buffer(MARGE_M).simplify(100)
    found: BaseGeometry = to_display(gpd.GeoSeries([around], crs=LAMBERT93)).iloc[0]
    return found


def _osmnx() -> Any:
    """Return osmnx, set to read the tags that we use, to keep nothing and to ask no other host."""
    try:
        osmnx = import_module("osmnx")
    except ModuleNotFoundError as error:
        msg = (
            f"Il manque le paquet « {error.name} », qui ne sert qu’à cette commande. "
            "Installez-le : pip install -e '.[routes]'. Sans lui, --from accepte un dossier avec "
            "noeuds et aretes (.parquet ou .csv) : voir docs/routes.md."
        )
        raise RefreshError(msg) from error
    osmnx.settings.useful_tags_way = [*TAGS, "junction"]
    osmnx.settings.use_cache = False  # an old answer would be dated today
    osmnx.settings.doh_url_template = None  # else it asks a third party for addresses
    osmnx.settings.http_user_agent = NOTRE_NOM
    osmnx.settings.http_referer = ""
    osmnx.settings.http_accept_language = "fr"
    osmnx.settings.requests_timeout = PATIENCE_S
    return osmnx


@dataclass
class _Ecoute:
    """What Overpass answers, heard on the way: osmnx waits and tries again without a word.

    An answer that was cut short on the server is a success to osmnx: its ``remark`` is read here.
    """

    dire: Callable[[str], None]
    refus: int = 0

    def __call__(self, reponse: Any, *_: object, **__: object) -> None:
        """Hear one answer of the service.

        Raises
        ------
        RefreshError
            If the answer is not whole, or the service has been busy too many times.
        """
        if reponse.url.endswith("/status"):
            busy = ATTENTE.search(reponse.text)
            if busy is not None:
                self.dire(f"Overpass demande d’attendre {busy[1]} s avant la question…")
        elif reponse.status_code in OCCUPE:
            self._busy(reponse)
        elif (remark := REMARQUE.search(reponse.content[-FIN:])) is not None:
            said = json.loads(remark[1])
            reponse.close()
            msg = (
                f"Overpass n’a pas tout envoyé : « {said} ». Réessayez plus tard. {RIEN_N_A_CHANGE}"
            )
            raise RefreshError(msg)

    def _busy(self, reponse: Any) -> None:
        self.refus += 1
        code = reponse.status_code
        if self.refus >= ESSAIS:
            reponse.close()
            msg = (
                f"Overpass est occupé (réponse {code}, {self.refus} fois). Réessayez plus tard. "
                f"{RIEN_N_A_CHANGE}"
            )
            raise RefreshError(msg)
        self.dire(f"Overpass est occupé (réponse {code}) ; nouvel essai dans une minute…")


def _unreadable() -> tuple[type[Exception], ...]:
    """Return what osmnx raises on a file or an answer that is not what it should be."""
    broken: type[Exception] = import_module("networkx").NetworkXException
    return (OSError, EOFError, ValueError, KeyError, SyntaxError, SAXException, broken)


def _downloaded(around: BaseGeometry, adresse: str | None, dire: Callable[[str], None]) -> Any:
    osmnx = _osmnx()
    if adresse is not None:
        osmnx.settings.overpass_url = adresse
    service = osmnx.settings.overpass_url
    ecoute = _Ecoute(dire)
    osmnx.settings.requests_kwargs = {"hooks": {"response": ecoute}}
    dire(f"Question à {service}, un service partagé : quelques minutes…")
    try:
        # Without this, osmnx waits for a minute before it finds that there is no network.
        import_module("requests").get(
            f"{service.rstrip('/')}/status", timeout=JOIGNABLE_S, headers={"User-Agent": NOTRE_NOM}
        )
        graph = osmnx.graph_from_polygon(
            around, custom_filter=FILTRE, simplify=False, retain_all=True
        )
    except _unreadable() as error:
        told = str(error)
        msg = (
            f"Le réseau n’a pas pu être téléchargé ({type(error).__name__} : {told[:LISIBLE]}). "
            f"Vérifiez l’accès à Internet et à {service}, réessayez plus tard, ou "
            f"donnez ce que vous avez déjà : --from avec {FORMES}. {RIEN_N_A_CHANGE}"
        )
        raise RefreshError(msg) from error
    dire("Reçu. Réduction aux carrefours…")
    return _simplified(osmnx, graph)


def _simplified(osmnx: Any, graph: Any) -> Any:
    """Return the graph without what is no way to go, then without the points between crossings."""
    closed = [
        (u, v, key)
        for u, v, key, name in graph.edges(keys=True, data="highway")
        if name not in CLASSES
    ]
    graph.remove_edges_from(closed)
    if not graph.edges:
        return graph
    return osmnx.simplify_graph(graph, edge_attrs_differ=list(TAGS), remove_rings=False)


def _from_graph_file(path: Path) -> Any:
    osmnx = _osmnx()
    try:
        if path.suffix == ".graphml":
            return osmnx.load_graphml(path)
        graph = osmnx.graph_from_xml(path, simplify=False, retain_all=True)
        return _simplified(osmnx, graph)
    except _unreadable() as error:
        raise _illegible(path, error) from error


def _illegible(path: Path, error: Exception) -> RefreshError:
    return RefreshError(
        f"Le fichier {path} ne se lit pas ({type(error).__name__} : {error}). "
        f"Attendu : {FORMES}. {RIEN_N_A_CHANGE}"
    )


def _from_tables(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return two tables that are in our columns already."""
    return _table(folder, NOEUDS), _table(folder, ARETES)


def _table(folder: Path, name: str) -> pd.DataFrame:
    paths = [folder / name, (folder / name).with_suffix(".csv")]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        msg = f"Ni {paths[0].name} ni {paths[1].name} dans {folder}. Attendu : {FORMES}."
        raise RefreshError(msg)
    texts, numbers = ("id", "de", "vers"), ("lon", "lat", "longueur_m", "vitesse_kmh")
    try:
        frame = _read_table(path)
        types = dict.fromkeys(texts, "str") | dict.fromkeys(numbers, "float")
        frame = frame.astype({column: types[column] for column in types if column in frame})
    except (OSError, ValueError, ArrowException) as error:
        raise _illegible(path, error) from error
    return frame[[column for column in network.COLUMNS[name] if column in frame]]


def _read_table(path: Path) -> pd.DataFrame:
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    return pd.read_csv(
        path,
        dtype=dict.fromkeys(("id", "de", "vers"), "str"),
        true_values=["oui", "vrai"],
        false_values=["non", "faux"],
    )


def _read_one(
    chemin: Path | None, around: BaseGeometry, adresse: str | None, dire: Callable[[str], None]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return our two tables: downloaded, or from what is given."""
    if chemin is None:
        return tables(*plain(_downloaded(around, adresse, dire)), around)
    if not chemin.exists():
        msg = f"Il n’y a rien à {chemin}. Attendu : {FORMES}."
        raise RefreshError(msg)
    if chemin.is_dir():
        return _from_tables(chemin)
    if chemin.stem in {Path(NOEUDS).stem, Path(ARETES).stem}:
        return _from_tables(chemin.parent)
    if chemin.name.endswith((".osm", ".osm.bz2", ".osm.gz", ".graphml")):
        return tables(*plain(_from_graph_file(chemin)), around)
    msg = f"Forme de fichier inconnue : {chemin.name}. Attendu : {FORMES}."
    raise RefreshError(msg)


# --- what a network must be -------------------------------------------------------------------

SCHEMAS = {
    NOEUDS: part({"id": text(unique=True), "lon": number(-180, 180), "lat": number(-90, 90)}),
    ARETES: part(
        {
            "de": text(),
            "vers": text(),
            "longueur_m": pa.Column(float, pa.Check.gt(0)),
            "vitesse_kmh": number(*LIMITES_KMH, nullable=True),
            **{name: pa.Column(bool) for name in (*MODES, "sens_unique")},
        }
    ),
}


def verify(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    communes: gpd.GeoDataFrame,
    carrefours_min: int = CARREFOURS_MIN,
) -> None:
    """Refuse a network that cannot be used for the communes.

    Raises
    ------
    SchemaError
        If a table does not follow its schema, a stretch leads nowhere, there are too few
        crossings, or a part of the territory has none.
    """
    aide = f"Corrigez la source ou prenez-en une autre. {RIEN_N_A_CHANGE}"
    for name, frame in ((NOEUDS, nodes), (ARETES, edges)):
        validate(frame, SCHEMAS[name], name, aide)
    faults = [
        *_unknown_ends(nodes, edges),
        *_too_few(nodes, edges, carrefours_min),
        *_uncovered(nodes, communes),
    ]
    if faults:
        listed = "\n".join(f"- {fault}" for fault in faults)
        raise SchemaError(f"Le réseau ne convient pas :\n{listed}\n{aide}")


def _unknown_ends(nodes: pd.DataFrame, edges: pd.DataFrame) -> list[str]:
    lost = edges[~(edges["de"].isin(nodes["id"]) & edges["vers"].isin(nodes["id"]))]
    if lost.empty:
        return []
    first = f"le premier de {lost['de'].iloc[0]} à {lost['vers'].iloc[0]}"
    return [f"{len(lost)} tronçon(s) sans carrefour connu, {first}"]


def _too_few(nodes: pd.DataFrame, edges: pd.DataFrame, carrefours_min: int) -> list[str]:
    faults = [f"aucun tronçon ouvert au mode « {mode} »" for mode in MODES if not edges[mode].any()]
    if len(nodes) < carrefours_min:
        faults.append(f"{len(nodes)} carrefour(s), au moins {carrefours_min} attendus")
    return faults


def _uncovered(nodes: pd.DataFrame, communes: gpd.GeoDataFrame) -> list[str]:
    """Return what of the territory the network leaves out: a side of it, or the town halls."""
    if nodes.empty:
        return []
    places = to_metric(points_from_lonlat(nodes))
    low_x, low_y, high_x, high_y = to_metric(communes.geometry).total_bounds
    west, south, east, north = places.total_bounds
    beyond = {
        "l’ouest": west - low_x,
        "le sud": south - low_y,
        "l’est": high_x - east,
        "le nord": high_y - north,
    }
    faults = [
        f"{side} du territoire n’est pas couvert : il manque {metres / 1000:.1f} km".replace(
            ".", ","
        )
        for side, metres in beyond.items()
        if metres > RACCORD_MAX_M
    ]
    halls = to_metric(joins.commune_points(communes))
    _, away = places.sindex.nearest(halls.to_numpy(), return_all=False, return_distance=True)
    far = communes.loc[np.asarray(away) > RACCORD_MAX_M, "nom"].tolist()
    if far:
        faults.append(
            f"aucun carrefour à moins de {RACCORD_MAX_M:.0f} m de la mairie de {', '.join(far)}"
        )
    return faults


# --- writing beside, then swapping ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bilan:
    """What a refresh found: crossings, stretches, stretches by mode, previous network kept."""

    carrefours: int
    troncons: int
    par_mode: dict[Mode, int]
    precedent: bool


def _silence(_: str) -> None:
    """Tell nobody."""


def refresh_roads(
    chemin: Path | None = None,
    *,
    essai: bool = False,
    adresse: str | None = None,
    dire: Callable[[str], None] = _silence,
    racine: Path = catalog.DATA,
    communes: gpd.GeoDataFrame | None = None,
    carrefours_min: int = CARREFOURS_MIN,
) -> Bilan:
    """Renew the road network, downloaded or from ``chemin``; with ``essai``, write nothing.

    ``adresse``: that of another Overpass service. ``dire`` is called with what is being done.

    Raises
    ------
    RefreshError
        If osmnx is not installed, the download fails, or the file given cannot be read.
    SchemaError
        If the network cannot be used: see ``verify``.
    """
    places = _lieux
    if communes is None:
        communes = sources.load_geo("communes")
    else:
        places = partial(_mairies, communes)
    nodes, edges = _read_one(chemin, zone(communes), adresse, dire)
    verify(nodes, edges, communes, carrefours_min)
    kept = False
    if not essai:
        dire("Calcul des trajets que les pages demandent…")
        ways = network.precompute(network.network(nodes, edges), *places(), Hypotheses())
        kept = _install({NOEUDS: nodes, ARETES: edges, TRAJETS: ways}, chemin, racine)
    counts: dict[Mode, int] = {mode: int(edges[mode].sum()) for mode in MODES}
    return Bilan(len(nodes), len(edges), counts, kept)


def _mairies(communes: gpd.GeoDataFrame) -> tuple[gpd.GeoSeries, gpd.GeoSeries]:
    """Return the places of the communes, as origins and as places to go to."""
    points = to_metric(joins.commune_points(communes))
    return points, points


def _lieux() -> tuple[gpd.GeoSeries, gpd.GeoSeries]:
    """Return where the pages count from (communes, QPV) and to (mairies, facilities)."""
    base = bundle.load_base()
    halls, _ = _mairies(base.communes)
    ends = [halls]
    for theme in SERVICES:
        with suppress(AtlasError):  # its page tells why; its ways are searched when it is back
            table = bundle.theme_data(base, theme).table
            ends.append(distances(halls, table, base.communes).cibles)
    return pd.concat([halls, qpv_points(base.qpv)]), pd.concat(ends)


def _install(frames: dict[str, pd.DataFrame], chemin: Path | None, racine: Path) -> bool:
    """Write the network beside, read it again and swap; return whether the previous one is kept."""
    racine.mkdir(parents=True, exist_ok=True)
    _sweep(racine)
    # In the same folder, so that the swap is a renaming: nobody sees a half-written network.
    with TemporaryDirectory(prefix=f"{A_COTE}{os.getpid()}-", dir=racine) as beside:
        new = Path(beside) / ROUTES
        new.mkdir()
        for name, frame in frames.items():
            frame.to_parquet(new / name, index=False, compression="zstd")
        (new / FICHE).write_text(_fiche(new, chemin), encoding="utf-8", newline="\n")
        network.load(new)
        return _swap(new, racine)


def _sweep(racine: Path) -> None:
    """Remove what a renewal that was killed left beside; one that is running keeps its own."""
    for left in racine.glob(f"{A_COTE}*"):
        number = left.name.removeprefix(A_COTE).partition("-")[0]
        if not (number.isdecimal() and psutil.pid_exists(int(number))):
            shutil.rmtree(left, ignore_errors=True)


def _swap(new: Path, racine: Path) -> bool:
    """Put the new network in place; the one that was there is kept if it works."""
    current, previous = racine / ROUTES, racine / PRECEDENT
    works = _walks(current)
    if works:
        shutil.rmtree(previous, ignore_errors=True)
        current.rename(previous)
    elif current.exists():
        shutil.rmtree(current)
    try:
        new.rename(current)
    except BaseException:  # Ctrl-C too: the network that worked is put back
        if works:
            previous.rename(current)
        raise
    return works


def _walks(folder: Path) -> bool:
    try:
        return network.load(folder) is not None
    except AtlasError:
        return False


def _fiche(folder: Path, chemin: Path | None) -> str:
    """Return the card of a network: what it is, of whom, its licence, its date, its checksums.

    The date of a file that is given is not known: only the day it was read is written.
    """
    today = datetime.now(tz=UTC).astimezone().date().isoformat()
    said = {
        "titre": TITRE,
        "producteur": PRODUCTEUR,
        "licence": LICENCE,
        "url": URL,
        "origine": "téléchargement (Overpass, osmnx)" if chemin is None else chemin.name,
        "date_telechargement" if chemin is None else "date_lecture": today,
    }
    lines = [f"{key} = {_texte(value)}" for key, value in said.items()]
    for name in (NOEUDS, ARETES, TRAJETS):
        checksum = sources.sha256(folder / name)
        lines += ["", "[[fichiers]]", f"nom = {_texte(name)}", f"sha256 = {_texte(checksum)}"]
    return "\n".join(lines) + "\n"


def _texte(value: str) -> str:
    """Return a text between quotes: what JSON writes is also TOML."""
    return json.dumps(value, ensure_ascii=False)
