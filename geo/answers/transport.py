"""The trains and regional coaches of a commune, as the timetables of March 2026 tell them.

The urban network is not in them: nothing here says that a commune has no transport.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import sources
from geo.core import catalog
from geo.core.crs import points_from_lonlat
from geo.labels import transports as mots
from geo.labels.formats import accord, agree, distance, enumeration, nombre
from geo.measures import joins

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

GARES, CARS = "gares", "arrets_cars"


@dataclass(frozen=True, eq=False, slots=True)
class Horaires:
    """The timetables: one row = a station (see ``gares``), one row = a stop (``arrets_cars``)."""

    gares: pd.DataFrame
    arrets: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Constat:
    """One thing that the timetables say of a commune, with the mention of its source."""

    libelle: str
    valeur: str
    source: str


@dataclass(frozen=True, slots=True)
class Transports:
    """What the timetables say of a commune; ``court`` says the nearest station in a sentence."""

    constats: tuple[Constat, ...]
    court: str


def load() -> Horaires:
    """Return the timetables; see ``geo.sources.load`` for the errors."""
    return Horaires(sources.load(GARES), sources.load(CARS))


def trains(gare: pd.Series) -> str:
    """Return the trains of a station on three kinds of day, as written."""
    return mots.TRAINS_PAR_JOUR.format(
        semaine=accord(int(gare["trains_jour_ouvre"]), "train"),
        samedi=nombre(gare["trains_samedi"]),
        dimanche=nombre(gare["trains_dimanche"]),
    )


def _coaches(arrets: pd.DataFrame) -> str:
    """Return the stops of a commune: each counted once, with the lines that serve them."""
    if arrets.empty:
        return mots.ARRETS_AUCUN
    lines = sorted(set(arrets["lignes"].str.split(" | ", regex=False).explode()))
    return mots.ARRETS.format(
        arrets=accord(arrets["arret"].nunique(), "arrêt"),
        lignes=f"{agree(len(lines), 'ligne')} {enumeration(lines)}",
    )


def transports(horaires: Horaires, communes: gpd.GeoDataFrame, code: str) -> Transports | None:
    """Return what the timetables say of a commune of ``communes``.

    ``None`` without any station. The nearest station is told in a straight line from the point of
    the commune; one that bears the name of a commune in which it is not says so.
    """
    gares = horaires.gares.set_index("id", drop=False)
    if gares.empty:
        return None
    names = communes.set_index("code_insee")["nom"]
    here = communes[communes["code_insee"] == code]
    near = joins.nearest(joins.commune_points(here), points_from_lonlat(gares)).iloc[0]
    gare = gares.loc[near["id"]]
    written = mots.GARE.format(
        nom=gare["nom"],
        commune=names.get(gare["code_insee"], gare["code_insee"]),
        distance=distance(near["distance_m"]),
    )
    rail = catalog.source(GARES).mention
    told = [
        Constat(mots.GARE_PROCHE, written, rail),
        Constat(mots.TRAINS, trains(gare), rail),
    ]
    inside = gares[gares["code_insee"] == code].sort_values("trains_jour_ouvre", ascending=False)
    if len(inside):
        listed = [
            mots.GARE_ICI.format(nom=nom, trains=accord(int(count), "train"))
            for nom, count in zip(inside["nom"], inside["trains_jour_ouvre"], strict=True)
        ]
        told.append(Constat(mots.GARES_ICI, enumeration(listed), rail))
    concerned = gares[(gares["code_insee"] == code) | (gares["code_insee_declare"] == code)]
    told += [Constat(mots.GARE_NOMMEE, remark, rail) for remark in concerned["remarque"].dropna()]
    stops = horaires.arrets[horaires.arrets["code_insee"] == code]
    told.append(Constat(mots.CARS, _coaches(stops), catalog.source(CARS).mention))
    return Transports(tuple(told), mots.COURT.format(gare=written, trains=trains(gare)))
