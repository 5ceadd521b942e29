"""What the atlas says of official data that were refreshed: one sentence a source and a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.labels import officielles as mots
from geo.labels.formats import accord, jour

if TYPE_CHECKING:
    from geo.core.model import TerritoryId


@dataclass(frozen=True, slots=True)
class Compte:
    """What a table of objects counts; ``effectif`` is missing where one of them does not tell."""

    objets: int
    effectif: int | None
    communes: int


def within(objets: pd.DataFrame, territoire: TerritoryId | None) -> pd.DataFrame:
    """Return the objects of a territory; those that straddle both are in each."""
    if territoire is None:
        return objets
    return objets[objets["territoire"].str.contains(territoire, regex=False, na=False)]


def count(objets: pd.DataFrame) -> Compte:
    """Return what objects count."""
    total = objets["effectif"].sum(skipna=False)
    codes = objets["code_insee"].str.split(r" \| |\|", regex=True).explode().dropna()
    return Compte(len(objets), None if pd.isna(total) else int(total), codes.nunique())


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
