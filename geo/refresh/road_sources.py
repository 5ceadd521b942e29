"""Where the road network comes from: Overpass, asked by ``osmnx``, or a file already there."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax import SAXException

import geopandas as gpd
import pandas as pd
from pyarrow import ArrowException

from geo.access import network
from geo.access.network import ARETES, NOEUDS
from geo.core.crs import LAMBERT93, to_display, to_metric
from geo.core.errors import RefreshError
from geo.refresh.road_checks import RIEN_N_A_CHANGE
from geo.refresh.stretches import CLASSES, FILTRE, TAGS, plain, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry


MARGE_M = 5_000.0
"""Roads taken around the communes: the shortest way may leave the territory."""

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


def read_network(
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
