"""The aims of the reports, followed today: as a table, and in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geo import sources
from geo.answers import basins
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import objectifs as mots
from geo.labels.formats import accord, enumeration, nombre
from geo.reports import objectives
from geo.reports.objectives import SUIVIS
from geo.reports.vocabulary import ETATS_OBJECTIF

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping


def annee() -> int:
    """Return the year in which the aims are followed: that of the table, not of the clock."""
    return int(catalog.source("objectifs").date_acces[:4])


def suivi() -> pd.DataFrame:
    """Return the aims followed, one row each; see ``geo.reports.objectives.suivre``.

    Raises
    ------
    AtlasError
        If one of the tables is missing, damaged or does not follow its schema.
    """
    return objectives.suivre(
        sources.load("objectifs"),
        sources.load("indicateurs"),
        sources.load("actions"),
        annee(),
        releves(),
    )


def releves() -> dict[str, dict[str, Any]]:
    """Return what the Atlas measures itself, as figures of a report; see ``RELEVES``.

    Nothing where the tables it comes from cannot be read: the figure of the report is then told.
    """
    try:
        lines = basins.surfaces().lignes
    except AtlasError:
        return {}
    [pools] = [one for one in lines if (one.territoire, one.cas) == ("call", "recensees")]
    year = int(catalog.source("bassins").date_acces[:4])
    told = {
        "valeur": round(pools.m2_pour_10000_hab),
        "unite": "m²",
        "nuance": None,
        "territoire": "call",
        "nature": "instantane",
        "annee_debut": year,
        "annee_fin": year,
        "origine": mots.ORIGINE_PISCINES,
    }
    return {"piscines_call": told}


def etats(rows: pd.DataFrame, lieu: str) -> str:
    """Return how many aims there are and their states, each under its own name.

    Forecasts, sizes of projects and contents of programmes are no aims: they are not counted.
    """
    aims = engages(rows)
    if aims.empty:
        return mots.AUCUN
    counts = aims["etat"].value_counts()
    told = [
        f"{label.lower()} pour {counts[key]}"
        for key, label in ETATS_OBJECTIF.items()
        if key in counts
    ]
    first = mots.PHRASE.format(
        lieu=lieu,
        objectifs=accord(len(aims), "objectif"),
        connus=nombre(aims["ecart"].notna().sum()),
    )
    return f"{first} {mots.PHRASE_ETATS.format(annee=annee(), etats=enumeration(told))}"


def engages(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are aims: not forecasts, sizes of projects, contents of programmes."""
    return rows[rows["genre"].isin(SUIVIS)]


def annonces(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the other rows: what is announced, without a result that anyone is bound to."""
    return rows[~rows["genre"].isin(SUIVIS)]


def phrase(rows: pd.DataFrame, lieu: str) -> str:
    """Return the sentence of the page: the states, what is no aim, what a deadline does not say."""
    apart = len(annonces(rows))
    told = mots.PHRASE_A_PART.format(compte=accord(apart, "annonce"))
    parts = [etats(rows, lieu), told if apart else "", mots.PHRASE_PASSES]
    return " ".join(part for part in parts if part)


def connus(rows: pd.DataFrame, territoire: str) -> pd.DataFrame:
    """Return the aims of a territory whose gap is known: those that say something short."""
    return rows[(rows["territoire"] == territoire) & rows["ecart"].notna()]


def echeance_ecrite(row: Mapping[Hashable, Any]) -> str:
    """Return the deadline of an aim as it is read."""
    year = row["echeance"]
    return mots.SANS_ECHEANCE if pd.isna(year) else str(int(year))
