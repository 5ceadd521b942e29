"""What the page of charging stations adds: counts as ranges, 2022 beside 2025, the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo import sources
from geo.answers import official
from geo.answers.view import place_of
from geo.core import catalog
from geo.core.model import Selection
from geo.labels import bornes as mots
from geo.labels.formats import accord, enumeration, nombre
from geo.measures import charging

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.answers.bundle import Base, ThemeData
    from geo.reports.facts import Faits

BORNES_PUBLIQUES = official.BORNES_PUBLIQUES


def load_history() -> pd.DataFrame:
    """Return the base of 05/12/2022, one row a station; see ``geo.sources.tables.bornes_2022``.

    Raises
    ------
    AtlasError
        If its file is missing, damaged or does not follow its schema.
    """
    return sources.load("bornes_2022")


def places(base: Base, selection: Selection) -> dict[str, gpd.GeoDataFrame]:
    """Return the communes of each line of a table: what is chosen first, then what it is part of.

    Keys are names as a table writes them.
    """
    wanted = [selection] if selection.communes else []
    shown = [one.id for one in catalog.TERRITORIES.values()]
    territories = [selection.territoire] if selection.territoire else shown
    wanted += [Selection(territoire=one) for one in territories]
    if selection.territoire is None:
        wanted.append(Selection())
    seen = [place_of(base, one) for one in wanted]
    return {place.nom[0].upper() + place.nom[1:]: place.communes for place in seen}


def counts(data: ThemeData, selection: Selection) -> pd.DataFrame:
    """Return what the base declares: one row = a place, with then without car dealers.

    ``stations``, ``points`` and ``taux`` (points for 1 000 inhabitants) are written ranges.
    """
    rows = []
    for place, communes in places(data.base, selection).items():
        here = data.table[data.table["code_insee"].isin(communes["code_insee"])]
        people = float(communes["population"].sum())
        for scope, kept in (
            (mots.PORTEE_TOUS, here),
            (mots.PORTEE_HORS, charging.without_dealers(here)),
        ):
            rows.append({"ou": place, "portee": scope, **_written(kept, people)})
    return pd.DataFrame(rows)


def rate(sites: pd.DataFrame, people: float) -> tuple[float, float]:
    """Return the points for 1 000 inhabitants, off the motorways: from least to greatest."""
    found = charging.compte(charging.off_motorways(sites))
    per_1000 = 1000 / people if people else float("nan")
    return found.points_min * per_1000, found.points_max * per_1000


def _written(sites: pd.DataFrame, people: float) -> dict[str, object]:
    found = charging.compte(sites)
    return {
        "sites": found.sites,
        "sites_ouverts": found.sites_ouverts,
        "stations": mots.fourchette(found.stations_min, found.stations_max),
        "points": mots.fourchette(found.points_min, found.points_max),
        "taux": mots.fourchette(*rate(sites, people), 2),
    }


def evolution(data: ThemeData, history: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return both bases side by side: one row = a place, columns those of ``Evolution``."""
    rows = []
    for place, communes in places(data.base, selection).items():
        codes = communes["code_insee"]
        here = data.table[data.table["code_insee"].isin(codes)]
        then = history[history["code_insee"].isin(codes)]
        found = charging.evolution(here, then)
        rows.append(
            {
                "ou": place,
                "sites_2022": found.sites_2022,
                "perdus": found.perdus,
                "sites_2025": found.sites_2025,
                "connus": found.connus,
                "deja_la": found.deja_la,
                "nouveaux": found.nouveaux,
                "sans_date": found.sans_date,
            }
        )
    return pd.DataFrame(rows)


def beside_the_report(data: ThemeData, faits: Faits) -> str:
    """Return what the report of 2023 counts in the CABBALR, and what the base declares there.

    Empty when the reports no longer have the figure.
    """
    figures = faits.indicateurs.set_index("id")
    if BORNES_PUBLIQUES not in figures.index:
        return ""
    row = figures.loc[BORNES_PUBLIQUES]
    found = charging.compte(data.table[data.table["territoire"] == row["territoire"]])
    told = enumeration(
        [
            accord(found.sites, "site"),
            f"{mots.fourchette(found.stations_min, found.stations_max)} stations",
            mots.points(found.points_min, found.points_max),
        ]
    )
    chargers = f"{nombre(row['valeur'])} bornes publiques installées"
    return mots.RAPPORT_DIT.format(compte=chargers, base=told)


def without_any(data: ThemeData, communes: gpd.GeoDataFrame) -> int:
    """Return how many of some communes have no site declared in the base."""
    return int((~communes["code_insee"].isin(charging.declared(data.table)["code_insee"])).sum())
