"""The figures of the five reports at the scale of an agglomération or of the Département."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo.core.errors import SchemaError
from geo.core.schema import IDENTIFIANT, SEPARATEUR, choice, integer, number, table, text
from geo.reports.vocabulary import (
    DOCUMENTS,
    NATURES,
    NUANCES,
    ROLES,
    TAXES,
    TERRITOIRES_RAPPORT,
    THEMES_RAPPORT,
    UNITES,
    UNITES_MONTANT,
    taxe,
)

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "indicateurs.csv"

ID = rf"^({'|'.join(DOCUMENTS)})-\d{{3}}$"
"""Stable id of a figure: its report and a number given once, never given again."""

LIBELLE_MAX = 90
"""Characters of the longest label: it stands alone in a table, on a telephone too."""

SCHEMA = table(
    "indicateurs",
    {
        "id": text(pattern=ID, unique=True),
        "territoire": choice(*TERRITOIRES_RAPPORT.values()),
        "theme": choice(*THEMES_RAPPORT),
        "libelle": pa.Column(str, checks=pa.Check.str_length(3, LIBELLE_MAX)),
        "valeur": number(),
        "ecrit": text(nullable=True),
        "nuance": choice(*NUANCES, nullable=True),
        "unite": choice(*UNITES),
        "valeur_eur": number(nullable=True),
        "taxe": choice(*TAXES, nullable=True),
        "annee_debut": integer(1980, 2060, nullable=True),
        "annee_fin": integer(1980, 2060, nullable=True),
        "nature": choice(*NATURES),
        "source": choice(*DOCUMENTS),
        "section": text(),
        "note": text(nullable=True),
        "groupe": text(nullable=True, pattern=IDENTIFIANT),
        "role": choice(*ROLES, nullable=True),
        "serie": text(nullable=True, pattern=IDENTIFIANT),
        "inclus_dans": text(nullable=True),
        "redit": text(nullable=True),
    },
    checks=[
        pa.Check(
            lambda d: ~(d["annee_debut"] > d["annee_fin"]).fillna(value=False),
            error="annee_debut avant annee_fin",
        ),
        pa.Check(
            lambda d: d["annee_debut"].isna() == d["annee_fin"].isna(),
            error="les deux années ou aucune",
        ),
        pa.Check(lambda d: d["groupe"].isna() == d["role"].isna(), error="un rôle et un groupe"),
        pa.Check(
            lambda d: d["ecrit"].notna() | d["note"].notna(),
            error="le nombre imprimé, ou une note qui dit d’où il vient",
        ),
        pa.Check(
            lambda d: (
                d["inclus_dans"]
                .str.split(SEPARATEUR, regex=False)
                .explode()
                .dropna()
                .isin(d["id"])
                .all()
            ),
            error="inclus dans des lignes de la table",
        ),
        pa.Check(
            lambda d: d["redit"].dropna().isin(d["id"]).all(),
            error="redit une ligne de la table",
        ),
    ],
)

ENTIERS = {"annee_debut": "Int64", "annee_fin": "Int64"}
NOMBRES = {"valeur": "float64", "valeur_eur": "float64"}


def read(path: Path) -> pd.DataFrame:
    """Return one row = a figure of a report, at the scale of an agglomération.

    In the order of the reports. ``valeur`` is in ``unite``; ``ecrit`` is the number as printed,
    missing where it is implied (``note`` says how). ``valeur_eur`` is the amount in euros, missing
    for what is not an amount; ``taxe`` is missing where the report does not say HT or TTC. Years
    are missing where the report gives none. ``groupe`` and ``role`` name the parts and the total
    of one decomposition, ``serie`` the same quantity at several dates, ``inclus_dans`` every
    figure that contains this one, the total of its group first, ``redit`` the figure that this
    one only says again.

    Source: indicateurs.
    """
    return pd.read_csv(path, dtype="str").astype(ENTIERS | NOMBRES)


def build(folder: Path) -> pd.DataFrame:
    """Return the figures (see ``read``) of the raw files of the five reports.

    ``series.csv`` and ``inclusions.csv`` are hand-made: which figures tell the same quantity at
    several dates, and which figure is directly contained in which; so is ``redites.csv``: which
    figure only says another one again. The total of a group contains
    its parts.
    """
    parts = [
        pd.read_csv(folder / f"{document}.csv", dtype="str").assign(source=document)
        for document in DOCUMENTS
    ]
    rows = pd.concat(parts, ignore_index=True).astype(ENTIERS | {"valeur": "float64"})
    series = pd.read_csv(folder / "series.csv", dtype="str").set_index("id")["serie"]
    inclusions = pd.read_csv(folder / "inclusions.csv", dtype="str")
    redites = pd.read_csv(folder / "redites.csv", dtype="str").set_index("id")["redit"]
    factor = rows["unite"].map({unite: pair[0] for unite, pair in UNITES_MONTANT.items()})
    return rows.assign(
        territoire=rows["territoire"].map(TERRITOIRES_RAPPORT),
        valeur_eur=(rows["valeur"] * factor).round(2),
        taxe=rows["unite"].map(taxe, na_action="ignore").astype("str"),
        serie=rows["id"].map(series).astype("str"),
        inclus_dans=rows["id"].map(contenants(rows, inclusions)).astype("str"),
        redit=rows["id"].map(redites).astype("str"),
    )[list(SCHEMA.columns)]


def contenants(rows: pd.DataFrame, inclusions: pd.DataFrame) -> dict[str, str]:
    """Return, for each figure that others contain, all of them, from the nearest to the widest.

    Raises
    ------
    SchemaError
        If a chain of inclusions comes back to its beginning.
    """
    totals = rows[rows["role"] == "total"].set_index("groupe")["id"]
    parts = rows[rows["role"] == "partie"]
    parents = parts["groupe"].map(totals)
    direct: dict[str, list[str]] = {
        str(key): [str(whole)]
        for key, whole in zip(parts["id"], parents, strict=True)
        if pd.notna(whole)
    }
    for key, whole in inclusions[["id", "inclus_dans"]].itertuples(index=False):
        direct.setdefault(key, []).append(whole)
    return {key: SEPARATEUR.join(_chaine(key, direct)) for key in direct}


def _chaine(key: str, direct: dict[str, list[str]]) -> list[str]:
    found: list[str] = []
    todo = list(direct[key])
    while todo:
        whole = todo.pop(0)
        if whole == key:
            msg = f"Le chiffre {key} est inclus dans lui-même : corrigez inclusions.csv."
            raise SchemaError(msg)
        if whole not in found:
            found.append(whole)
            todo += direct.get(whole, [])
    return found
