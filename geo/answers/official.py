"""What the atlas says of official data that were refreshed: one sentence a source and a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - « date » is a column here
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import catalog
from geo.labels import officielles as mots
from geo.labels.formats import accord, jour, nombre
from geo.sources import official

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.core.model import TerritoryId
    from geo.reports.facts import Faits
    from geo.sources.official import Version


@dataclass(frozen=True, slots=True)
class Census:
    """What a table of objects counts; ``effectif`` is missing where one of them does not tell."""

    objets: int
    effectif: int | None
    communes: int


def within(objets: pd.DataFrame, territoire: TerritoryId | None) -> pd.DataFrame:
    """Return the objects of a territory; those that straddle both are in each."""
    if territoire is None:
        return objets
    return objets[objets["territoire"].str.contains(territoire, regex=False, na=False)]


def count(objets: pd.DataFrame) -> Census:
    """Return what objects count."""
    total = objets["effectif"].sum(skipna=False)
    codes = objets["code_insee"].str.split(r" \| |\|", regex=True).explode().dropna()
    return Census(len(objets), None if pd.isna(total) else int(total), codes.nunique())


def sentence(
    source: str, objets: pd.DataFrame, date: str | None, territoire: TerritoryId | None
) -> str:
    """Return what a source says of a place.

    The national base of charging stations tells points and stations; it does not count « bornes »,
    the word of the reports, and neither does the sentence.
    """
    found = count(objets)
    objet = accord(found.objets, *mots.OBJETS[source])
    if source in mots.EFFECTIFS and found.effectif is not None:
        objet = f"{accord(found.effectif, *mots.EFFECTIFS[source])}, en {objet}"
    where = mots.ICI if territoire is None else mots.LIEUX[territoire]
    told = mots.PHRASE.format(
        qui=mots.QUI[source], quoi=objet, communes=accord(found.communes, "commune"), ou=where
    )
    return (
        told[0].upper() + told[1:] + (mots.AU.format(jour=jour(date)) if date else mots.SANS_DATE)
    )


RYTHMES = {
    "irve": 45,
    "communes": 400,
    "communes_ign": 400,
    "qpv2024": 2_000,
    "qpv2015": 5_000,
    "dechetteries": 400,
    "bassins": 200,
    "ecoles": 200,
    "cours_eau": 400,
    "ouvrages": 400,
}
"""Days after which a source is old: a little more than what its producer takes to renew it."""

LIVREES = {
    "irve": "bornes",
    "communes": "communes",
    "qpv2024": "qpv",
    "dechetteries": "dechetteries",
    "bassins": "bassins",
    "ecoles": "ecoles",
    "ouvrages": "ouvrages",
}
"""The source of ``data/`` that stands until one is brought in."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How a source stands: what is in place, until when, how old; what was read of its file.

    ``version`` is missing where the shipped table stands; the counts are then unknown. ``date`` and
    ``age_jours`` are missing where the file told none: the day on which it was brought in is not
    its own. ``vieille``: older than ``RYTHMES``, told of what was brought in alone: what is shipped
    has its date. A file without a date is at least as old as its publication.
    """

    source: str
    titre: str
    version: Version | None
    date: str | None
    age_jours: int | None
    vieille: bool
    millesime: str = ""


def load() -> dict[str, Version]:
    """Return the versions in place, by source; a source that was never brought in is not there."""
    found = {source: official.current(source) for source in mots.TITRES}
    return {source: version for source, version in found.items() if version is not None}


def states(versions: Mapping[str, Version], today: Date) -> list[Freshness]:
    """Return how every source stands today."""
    return [_state(source, versions.get(source), today) for source in mots.TITRES]


def _state(source: str, version: Version | None, today: Date) -> Freshness:
    titre = mots.TITRES[source]
    if version is None:
        shipped = catalog.sources().get(LIVREES.get(source, ""))
        told = "" if shipped is None else shipped.millesime
        return Freshness(source, titre, None, None, None, vieille=False, millesime=told)
    days = (today - Date.fromisoformat(version.date or version.publiee_le)).days
    age = days if version.date else None
    return Freshness(source, titre, version, version.date, age, vieille=days > RYTHMES[source])


A_COTE_DU_RAPPORT = "irve"
"""The source that speaks of what the report of 2023 counts too."""

BORNES_PUBLIQUES = "bilan2023-077"
"""The figure of the reports that counts the public chargers of the CABBALR in 2023."""

RAPPORTEUR: TerritoryId = "cabbalr"
"""The territory that this figure counts."""


def beside_the_report(version: Version, faits: Faits) -> str:
    """Return what the report of 2023 counts, beside what was brought in; empty without the figure.

    Raises
    ------
    DataFileError
        If the table that was published was damaged.
    """
    return beside(version.table("objets"), version.date, version.publiee_le, faits)


def beside(objets: pd.DataFrame, date: str | None, publiee_le: str, faits: Faits) -> str:
    """Return the same of objects that are, or would be, published on a day."""
    figures = faits.indicateurs.set_index("id")
    if BORNES_PUBLIQUES not in figures.index:
        return ""
    row = figures.loc[BORNES_PUBLIQUES]
    found = count(within(objets, RAPPORTEUR))
    points = "" if found.effectif is None else accord(found.effectif, *mots.EFFECTIFS["irve"])
    told = ", en ".join(filter(None, [points, accord(found.objets, *mots.OBJETS["irve"])]))
    until = mots.AU.format(jour=jour(date)).rstrip(".") if date else ""
    return mots.RAPPORT_A_COTE.format(
        compte=f"{nombre(row['valeur'])} bornes publiques installées",
        jour=jour(publiee_le),
        base=told + until,
    )
