"""Charging stations: how many, as ranges, and what two bases three years apart declare.

A station may be declared twice, so counts of stations and of points are ranges: from what is
surely distinct to all that the base declares. What is declared at sites whose state is not
established is in both bounds, and told apart. Rows that the base of 25/10/2025 does not declare
(``dans_la_base``) are never in these counts. Frames in, records or a frame on the index of the
communes out; nothing is changed in place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.measures import indicators, states

if TYPE_CHECKING:
    import geopandas as gpd

PREMIERE_BASE = "2022-12-05"
"""Date of the older base: what was commissioned by then existed, declared or not."""


@dataclass(frozen=True, slots=True)
class Compte:
    """What the base declares in some sites, each bound over all of them.

    A station declared twice counts once in a least number, twice in a greatest one.
    ``points_non_etablis_min`` and ``_max``: those of sites whose state is not established.
    """

    sites: int = 0
    sites_ouverts: int = 0
    stations_min: int = 0
    stations_max: int = 0
    points_min: int = 0
    points_max: int = 0
    points_non_etablis_min: int = 0
    points_non_etablis_max: int = 0


@dataclass(frozen=True, slots=True)
class Evolution:
    """Sites of both bases: ``sites_2022`` = ``retrouves`` + ``perdus``.

    ``sites_2025`` are ``connus`` (declared in 2022), ``deja_la`` (commissioned by then, yet not
    declared), ``nouveaux`` (commissioned since) or ``sans_date``.
    """

    sites_2022: int = 0
    retrouves: int = 0
    perdus: int = 0
    sites_2025: int = 0
    connus: int = 0
    deja_la: int = 0
    nouveaux: int = 0
    sans_date: int = 0


READ = (
    "code_insee",
    "dans_la_base",
    "chez_concessionnaire",
    "nb_stations_min",
    "nb_stations_max",
    "nbre_pdc_min",
    "nbre_pdc_max",
)
"""Columns that the functions of this module read, besides those of ``geo.measures.states``."""


def declared(sites: pd.DataFrame) -> pd.DataFrame:
    """Return the sites that the base of 25/10/2025 declares."""
    return sites[sites["dans_la_base"] == "oui"]


def without_dealers(sites: pd.DataFrame) -> pd.DataFrame:
    """Return the sites that are not at a car dealer."""
    return sites[sites["chez_concessionnaire"] == "non"]


def off_motorways(sites: pd.DataFrame) -> pd.DataFrame:
    """Return the sites that a rate by inhabitant counts: a service area is for who passes by."""
    return sites[~states.on_motorway(sites)]


def compte(sites: pd.DataFrame) -> Compte:
    """Return how many sites, stations and points the base declares in ``sites``.

    Examples
    --------
    >>> sites = {
    ...     "dans_la_base": "oui", "existence": "attestee", "statut": ["ouverte", "non_etabli"],
    ...     "nb_stations_min": 1, "nb_stations_max": [1, 2],
    ...     "nbre_pdc_min": [2, 4], "nbre_pdc_max": [3, 4],
    ... }  # fmt: skip
    >>> found = compte(pd.DataFrame(sites))
    >>> (found.stations_min, found.stations_max, found.points_min, found.points_max)
    (2, 3, 6, 7)
    """
    rows = declared(sites)
    unknown = rows[rows["statut"] == states.UNKNOWN]
    return Compte(
        sites=len(rows),
        sites_ouverts=int(states.is_open(rows).sum()),
        stations_min=int(rows["nb_stations_min"].sum()),
        stations_max=int(rows["nb_stations_max"].sum()),
        points_min=int(rows["nbre_pdc_min"].sum()),
        points_max=int(rows["nbre_pdc_max"].sum()),
        points_non_etablis_min=int(unknown["nbre_pdc_min"].sum()),
        points_non_etablis_max=int(unknown["nbre_pdc_max"].sum()),
    )


def points_by_commune(communes: gpd.GeoDataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """Return ``points_min`` and ``points_max`` of each commune, 0 where nothing is declared.

    Index of ``communes``; see ``compte`` for what each bound counts.
    """
    rows = declared(sites)
    return pd.DataFrame(
        {
            "points_min": indicators.total_by_commune(communes, rows, "nbre_pdc_min"),
            "points_max": indicators.total_by_commune(communes, rows, "nbre_pdc_max"),
        }
    )


def evolution(sites: pd.DataFrame, stations_2022: pd.DataFrame) -> Evolution:
    """Return what both bases declare of one place: its rows in the table, its rows of 2022."""
    rows = declared(sites)
    found = (stations_2022["retrouvee"] == "oui").groupby(stations_2022["site_2022"]).any()
    known = rows["id"].isin(stations_2022["borne"])
    dates = rows.loc[~known, "mise_en_service"]
    before = dates.dropna() <= PREMIERE_BASE
    return Evolution(
        sites_2022=len(found),
        retrouves=int(found.sum()),
        perdus=int((~found).sum()),
        sites_2025=len(rows),
        connus=int(known.sum()),
        deja_la=int(before.sum()),
        nouveaux=int((~before).sum()),
        sans_date=int(dates.isna().sum()),
    )
