"""The official sources that can be refreshed: where each is, how it is read, what is shipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from geo import sources
from geo.answers import official as answers
from geo.core.errors import UnknownIdError
from geo.labels import officielles as mots
from geo.refresh.official import addresses, facilities, irve, layers, text_tables
from geo.refresh.official.guards import Avant
from geo.refresh.official.lu import Reading, objects
from geo.sources.irve import read_text
from geo.sources.tables import bornes

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.refresh.official.download import Forme

Lire = Callable[[tuple["Path", ...], "gpd.GeoDataFrame"], Reading]
Livree = Callable[["gpd.GeoDataFrame"], Avant]

OUVERTE = "Licence Ouverte 2.0"


@dataclass(frozen=True, slots=True)
class SourceCard:
    """One official source.

    ``adresses``: the files to download, none where the source is a file that someone gives.
    ``lire`` reads those files for our communes; ``livree`` gives what is shipped, to compare with
    the first time. ``rythme_jours``: how often the producer renews it; older is told.
    ``theme``: the theme of the atlas that it speaks of.
    """

    id: str
    titre: str
    producteur: str
    licence: str
    adresses: tuple[str, ...]
    forme: Forme
    rythme_jours: int
    theme: str
    lire: Lire
    livree: Livree


def find(source: str) -> SourceCard:
    """Return a source by its id.

    Raises
    ------
    UnknownIdError
        Listing those that are known.
    """
    if source not in FICHES:
        raise UnknownIdError(f"Source inconnue : « {source} ». Connues : {', '.join(FICHES)}.")
    return FICHES[source]


# --- charging stations ------------------------------------------------------------------------

ATTRIBUTS_IRVE = ("puissance_max_kw", "operateur")


def _irve_objects(found: irve.Importation) -> Reading:
    stations = found.stations.assign(
        effectif=found.stations["points"],
        origine=found.stations["amenageur"].where(
            found.stations["amenageur"] != "", found.stations["operateur"]
        ),
        puissance_max_kw=found.stations["puissance_max_kw"].map(
            "{:g} kW".format, na_action="ignore"
        ),
    )
    return Reading(
        {"points": found.points, "stations": found.stations, "sites": found.sites},
        objects(stations, ATTRIBUTS_IRVE),
        found.bilan,
        found.date,
        found.base,
    )


def read_irve(paths: tuple[Path, ...], communes: gpd.GeoDataFrame) -> Reading:
    """Return what the national base of charging stations declares in our communes."""
    return _irve_objects(irve.read(text_tables.only(paths), communes))


RENOMMEES = {
    "nom_station": "nom",
    "nom_operateur": "operateur",
    "adresse_station": "adresse",
    "longitude": "lon",
    "latitude": "lat",
    "puissance_nominale": "puissance",
    "date_mise_en_service": "mise_en_service",
}
"""Columns of the copy that is shipped -> ours."""


def shipped_irve(communes: gpd.GeoDataFrame) -> Avant:
    """Return the base of 25/10/2025 as it is shipped, read as a new copy is.

    Its copy has no identifier: its stations are told by name, address and place, and compared by
    place. It does not say who owns a station either, so that no one is missed from it.
    """
    frame = read_text(sources.folder("bornes") / "points.csv").fillna("").rename(columns=RENOMMEES)
    columns = ("nom_station", "longitude", "id_pdc_itinerance")
    texts = text_tables.TexteLu(frame.drop(columns="code_insee"), columns, 0, (), "utf-8")
    lu = _irve_objects(irve.from_texts(texts, "points.csv", communes))
    return Avant(lu.objets.assign(origine=""), bornes.DATE_BASE)


# --- lists and layers -------------------------------------------------------------------------


def _list(name: str) -> Lire:
    def read(paths: tuple[Path, ...], communes: gpd.GeoDataFrame) -> Reading:
        today = datetime.now(tz=UTC).date().isoformat()
        return facilities.read(paths, communes, facilities.LISTES[name], today)

    return read


def _layer(name: str) -> Lire:
    def read(paths: tuple[Path, ...], communes: gpd.GeoDataFrame) -> Reading:
        return layers.read(paths, communes, layers.TRACES[name])

    return read


def _nothing(_: gpd.GeoDataFrame) -> Avant:
    """Return what is shipped of a source that is not: nothing."""
    empty = pd.DataFrame({name: [] for name in ("id", "nom", "code_insee")}, dtype="str")
    return Avant(objects(empty))


def _table(source: str) -> Livree:
    """Return a reader of what is shipped: the rows of a table that are in our communes."""

    def shipped(communes: gpd.GeoDataFrame) -> Avant:
        frame = pd.DataFrame(sources.load(source))
        territory = communes.set_index("code_insee")["territoire"]
        here = frame[frame["code_insee"].isin(territory.index)]
        named = here.assign(territoire=here["code_insee"].map(territory))
        placed = [name for name in ("lon", "lat") if name in named]
        return Avant(objects(named[["id", "nom", "code_insee", "territoire", *placed]]))

    return shipped


def _shipped_layer(source: str) -> Livree:
    """Return a reader of a layer that is shipped, measured as a new copy is."""

    def shipped(communes: gpd.GeoDataFrame) -> Avant:
        frame = sources.load_geo(source)
        renamed = frame.rename(columns={"code_qpv": "id", "code_insee": "id"})
        return Avant(layers.placed(renamed, communes, layers.TRACES[SHIPPED[source]]))

    return shipped


SHIPPED = {"qpv": "qpv2024", "communes": "communes"}
"""A layer of ``data/`` -> how it is drawn."""


@dataclass(frozen=True, slots=True)
class _Ou:
    """Where a source is, of whom, for which theme."""

    producteur: str
    adresses: tuple[str, ...]
    forme: Forme
    theme: str


def _card(source: str, ou: _Ou, lire: Lire, livree: Livree, licence: str = OUVERTE) -> SourceCard:
    rythme = answers.RYTHMES[source]
    return SourceCard(
        source,
        mots.TITRES[source],
        ou.producteur,
        licence,
        ou.adresses,
        ou.forme,
        rythme,
        ou.theme,
        lire,
        livree,
    )


FICHES: dict[str, SourceCard] = {
    one.id: one
    for one in (
        _card(
            "irve",
            _Ou(
                "transport.data.gouv.fr, data.gouv.fr",
                addresses.IRVE,
                "csv",
                "bornes",
            ),
            read_irve,
            shipped_irve,
        ),
        _card(
            "communes",
            _Ou(
                "IGN, Insee (geo.api.gouv.fr)",
                addresses.COMMUNES,
                "json",
                "communes",
            ),
            _layer("communes"),
            _shipped_layer("communes"),
        ),
        _card(
            "communes_ign",
            _Ou("IGN (Admin Express COG)", addresses.COMMUNES_IGN, "couche", "communes"),
            _layer("communes_ign"),
            _nothing,
        ),
        _card(
            "qpv2024",
            _Ou(
                "ANCT",
                addresses.QPV_2024,
                "couche",
                "qpv",
            ),
            _layer("qpv2024"),
            _shipped_layer("qpv"),
        ),
        _card(
            "qpv2015",
            _Ou(
                "CGET (ANCT)",
                addresses.QPV_2015,
                "couche",
                "qpv",
            ),
            _layer("qpv2015"),
            _nothing,
        ),
        _card(
            "dechetteries",
            _Ou("ADEME (SINOE)", addresses.SINOE, "csv", "dechets"),
            _list("dechetteries"),
            _table("dechetteries"),
        ),
        _card(
            "bassins",
            _Ou("Ministère des Sports (Data ES)", addresses.DATA_ES, "csv", "piscines"),
            _list("bassins"),
            _table("bassins"),
        ),
        _card(
            "ecoles",
            _Ou("Ministère de l’Éducation nationale", addresses.ECOLES, "csv", "ecoles"),
            _list("ecoles"),
            _table("ecoles"),
        ),
        _card(
            "cours_eau",
            _Ou(
                "Sandre, IGN, OFB (BD TOPAGE)",
                addresses.COURS_EAU,
                "json",
                "inondations",
            ),
            _layer("cours_eau"),
            _nothing,
        ),
        _card(
            "ouvrages",
            _Ou("l’intercommunalité", (), "csv", "inondations"),
            _list("ouvrages"),
            _table("ouvrages"),
            licence="celle de qui donne le fichier",
        ),
    )
}
"""Every source, in the order in which they are refreshed."""
