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
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd
import psutil

from geo import sources
from geo.access import network
from geo.access.network import ARETES, NOEUDS, TRAJETS
from geo.access.straight import MODES, Hypotheses, distances, qpv_points
from geo.answers import bundle
from geo.core import catalog
from geo.core.crs import to_metric
from geo.core.errors import AtlasError
from geo.measures import joins
from geo.refresh.road_checks import CARREFOURS_MIN, verify
from geo.refresh.road_sources import read_network, zone

if TYPE_CHECKING:
    from collections.abc import Callable

    import geopandas as gpd

    from geo.access.straight import Mode

ROUTES, PRECEDENT, FICHE = catalog.ROUTES, catalog.ROUTES_PRECEDENT, "routes.toml"
"""The folder of the network, that of the previous one, and the card of what it holds."""

A_COTE = ".routes-"
"""How the folder of a network that is being written begins; the number of its process follows."""

SERVICES = ("dechets", "piscines", "bornes")
"""The themes whose facilities are timed (« Accès aux services »)."""

TITRE = "Réseau routier OpenStreetMap de la CABBALR et de la CALL"
PRODUCTEUR = "contributeurs d’OpenStreetMap"
LICENCE = "ODbL 1.0"
URL = "https://www.openstreetmap.org/copyright"


# --- writing beside, then swapping ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BilanDesRoutes:
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
) -> BilanDesRoutes:
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
    nodes, edges = read_network(chemin, zone(communes), adresse, dire)
    verify(nodes, edges, communes, carrefours_min)
    kept = False
    if not essai:
        dire("Calcul des trajets que les pages demandent…")
        ways = network.precompute(network.network(nodes, edges), *places(), Hypotheses())
        kept = _install({NOEUDS: nodes, ARETES: edges, TRAJETS: ways}, chemin, racine)
    counts: dict[Mode, int] = {mode: int(edges[mode].sum()) for mode in MODES}
    return BilanDesRoutes(len(nodes), len(edges), counts, kept)


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
