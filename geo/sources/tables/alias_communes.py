"""How the reports write the names of the communes, and the names that are traps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import CODE_INSEE, choice, table, text
from geo.reports.vocabulary import DOCUMENTS, cle_commune, sans_article

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "alias_communes.csv"
BRUT = "alias.csv"
DEPENDS = ("communes",)

NATURES_ALIAS = (
    "officiel",
    "variante",
    "lieu",
    "homonyme",
    "double",
    "autre_sens",
    "hors_territoire",
)
"""The official name; another spelling; a place inside the commune; a short name that several
communes share; a name made of several communes; a name that is not a commune; a place outside."""

SANS_COMMUNE = ("autre_sens", "hors_territoire")

_DOC = f"({'|'.join(DOCUMENTS)})"

SCHEMA = table(
    "alias_communes",
    {
        "forme": text(),
        "cle": text(pattern=r"^[a-z0-9]+( [a-z0-9]+)*$"),
        "code_insee": text(nullable=True, pattern=CODE_INSEE),
        "nature": choice(*NATURES_ALIAS),
        "sources": text(nullable=True, pattern=rf"^{_DOC}( \| {_DOC})*$"),
        "note": text(nullable=True),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = a written form and a commune that it may mean.

    ``cle`` is the form without case, accents, hyphens. ``code_insee`` is missing for what is not
    one of the communes (a river, an association, a town outside); ``sources`` is missing where
    the meaning does not depend on the report. A form that may mean several communes has several
    rows.

    Source: alias_communes.
    """
    return pd.read_csv(path, dtype="str")


def build(folder: Path, communes: pd.DataFrame) -> pd.DataFrame:
    """Return the official names of ``communes`` and the forms of ``alias.csv`` (see ``read``)."""
    official = pd.DataFrame(
        {
            "forme": communes["nom"],
            "code_insee": communes["code_insee"],
            "nature": "officiel",
            "sources": pd.NA,
            "note": pd.NA,
        }
    )
    forms = pd.read_csv(folder / BRUT, dtype="str")
    rows = pd.concat([official, forms]).astype("str")
    rows = rows.assign(cle=rows["forme"].map(cle_commune))
    known = set(rows["cle"])
    short = rows[rows["nature"] == "officiel"].assign(cle=lambda d: d["cle"].map(sans_article))
    short = short[~short["cle"].isin(known)]
    return pd.concat([rows, short], ignore_index=True)[list(SCHEMA.columns)]
