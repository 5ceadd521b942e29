"""The facts of the five reports: in one commune, or of a whole agglomération."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo.core.schema import CODE_INSEE, IDENTIFIANT, choice, integer, number, table, text
from geo.reports.vocabulary import (
    DOCUMENTS,
    PORTEES,
    STATUTS_ACTION,
    TAXES,
    TERRITOIRES_RAPPORT,
    THEMES_RAPPORT,
    UNITES,
    UNITES_MONTANT,
    taxe,
)

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "actions.csv"

ID = rf"^({'|'.join(DOCUMENTS)})-a\d{{3}}$"
"""Stable id of a fact: its report, the letter a, and a number given once."""

FAIT_MAX = 140
"""Characters of the longest fact."""

REPERE_MAX = 60
"""Characters of the longest mark: enough words to find a fact again, not a sentence."""

SCHEMA = table(
    "actions",
    {
        "id": text(pattern=ID, unique=True),
        "territoire": choice(*TERRITOIRES_RAPPORT.values()),
        "portee": choice(*PORTEES),
        "code_insee": text(nullable=True, pattern=CODE_INSEE),
        "theme": choice(*THEMES_RAPPORT),
        "lieu": text(nullable=True),
        "fait": pa.Column(str, checks=pa.Check.str_length(3, FAIT_MAX)),
        "montant": number(nullable=True),
        "ecrit": text(nullable=True),
        "unite": choice(*UNITES, nullable=True),
        "montant_eur": number(nullable=True),
        "taxe": choice(*TAXES, nullable=True),
        "objet": text(),
        "annee_debut": integer(1980, 2060, nullable=True),
        "annee_fin": integer(1980, 2060, nullable=True),
        "statut": choice(*STATUTS_ACTION),
        "source": choice(*DOCUMENTS),
        "section": text(),
        "note": text(nullable=True),
        "groupe_montant": text(nullable=True, pattern=IDENTIFIANT),
        "redit": text(nullable=True, pattern=rf"^({'|'.join(DOCUMENTS)})-\d{{3}}$"),
        "repere": pa.Column(
            str, checks=pa.Check.str_length(2, REPERE_MAX), nullable=True, coerce=False
        ),
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
        pa.Check(
            lambda d: d["montant"].isna() == d["unite"].isna(), error="un montant et son unité"
        ),
        pa.Check(
            lambda d: d["montant"].isna() | d["ecrit"].notna() | d["note"].notna(),
            error="le nombre imprimé, ou une note qui dit d’où il vient",
        ),
        pa.Check(
            lambda d: d["portee"].eq("commune") == d["code_insee"].notna(),
            error="une commune, ou la portée d’un territoire",
        ),
        pa.Check(
            lambda d: d["code_insee"].notna() | d["repere"].notna(),
            error="les mots du rapport où se retrouve un fait sans commune",
        ),
        pa.Check(
            lambda d: d["redit"].isna() | d["montant"].notna(),
            error="un nombre, là où un chiffre est redit",
        ),
    ],
)

ENTIERS = {"annee_debut": "Int64", "annee_fin": "Int64"}
NOMBRES = {"montant": "float64", "montant_eur": "float64"}


def read(path: Path) -> pd.DataFrame:
    """Return one row = a fact of a report, in one commune or of a whole agglomération.

    Report by report; a fact on two communes is two rows. ``portee`` says what a fact is about:
    where it is « territoire », ``code_insee`` is missing and the fact belongs to no commune.
    ``montant`` is a number in ``unite``, which is not always money; ``montant_eur`` is the amount
    in euros, missing for what is not money. An amount given for several communes together stays in
    ``note``. ``territoire`` is who acts (the CALL has wells in a commune of the CABBALR, the
    Département acts in both); where the fact is, is ``code_insee``. Rows of one ``groupe_montant``
    tell the same money or the same quantity and are never added. ``redit`` is the figure of
    ``indicateurs`` that says the same number again; ``repere`` the few words under which the
    report tells it. Missing: ``lieu``, ``note``, years and amounts that the report does not give.

    Source: actions.
    """
    return pd.read_csv(path, dtype="str").astype(ENTIERS | NOMBRES)


def build(folder: Path) -> pd.DataFrame:
    """Return the facts (see ``read``) of the raw files of the five reports.

    ``redites.csv`` is hand-made: which facts repeat a number of ``indicateurs``.
    """
    parts = [
        pd.read_csv(folder / f"{document}.csv", dtype="str").assign(source=document)
        for document in DOCUMENTS
    ]
    rows = pd.concat(parts, ignore_index=True).astype(ENTIERS | {"montant": "float64"})
    redites = pd.read_csv(folder / "redites.csv", dtype="str").set_index("id")["redit"]
    factor = rows["unite"].map({unite: pair[0] for unite, pair in UNITES_MONTANT.items()})
    return rows.assign(
        territoire=rows["territoire"].map(TERRITOIRES_RAPPORT),
        portee=rows["code_insee"].isna().map({True: "territoire", False: "commune"}),
        redit=rows["id"].map(redites).astype("str"),
        montant_eur=(rows["montant"] * factor).round(2),
        taxe=rows["unite"].map(taxe, na_action="ignore").astype("str"),
    )[list(SCHEMA.columns)]
