"""The 22 projects of the Fonds de cohésion sociale 2021, and the tables of the Contrat de ville."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import CODE_INSEE, choice, number, part, table, text
from geo.reports.vocabulary import ROLES

if TYPE_CHECKING:
    from pathlib import Path

    import pandera.pandas as pa

FICHIER = "projets_fcs.csv"

SCHEMA = table(
    "projets_fcs",
    {
        "axe": text(),
        "operateur": text(),
        "titre": text(),
        "montant": number(0),
        "ecrit": text(),
        "code_insee": text(nullable=True, pattern=CODE_INSEE),
        "commune": text(nullable=True),
        "section": text(),
        "note": text(nullable=True),
    },
    unique=["operateur", "titre"],
)

_ROLE = choice(*ROLES)

ANNEXES: dict[str, pa.DataFrameSchema] = {
    "credits_pilier": part(
        {
            "pilier": text(unique=True),
            "droit_commun": number(0),
            "ecrit_droit_commun": text(nullable=True),
            "specifique": number(0),
            "ecrit_specifique": text(),
            "total": number(0),
            "ecrit_total": text(),
            "part_pct": number(0, 100),
            "ecrit_part_pct": text(),
            "role": _ROLE,
            "note": text(nullable=True),
        }
    ),
    "projets_associatifs_pilier": part(
        {
            "pilier": text(unique=True),
            "projets": number(0),
            "ecrit_projets": text(),
            "part_pct": number(0, 100, nullable=True),
            "ecrit_part_pct": text(nullable=True),
            "role": _ROLE,
            "note": text(nullable=True),
        }
    ),
    "fcs_axes": part(
        {
            "axe": text(unique=True),
            "montant": number(0),
            "ecrit": text(),
            "role": _ROLE,
            "section": text(),
        }
    ),
    "fonds_concours_politique_ville": part(
        {
            "code_insee": text(nullable=True, pattern=CODE_INSEE),
            "commune": text(nullable=True),
            "operation": text(nullable=True),
            "montant": number(0),
            "ecrit": text(),
            "role": _ROLE,
            "section": text(),
        }
    ),
}
"""The other tables of the Contrat de ville 2021 in the folder: file name -> schema."""


def read(path: Path) -> pd.DataFrame:
    """Return one row = a project supported in 2021 by the Fonds de cohésion sociale.

    ``montant`` is in euros. ``code_insee`` and ``commune`` are missing where the report does not
    tie the project to one commune.

    Source: projets_fcs.
    """
    return pd.read_csv(path, dtype="str").astype({"montant": "float64"})


def read_annexe(folder: Path, nom: str) -> pd.DataFrame:
    """Return one of the tables of ``ANNEXES``, parts and total, amounts in euros.

    Source: projets_fcs.
    """
    numbers = {name: "float64" for name, column in ANNEXES[nom].columns.items() if column.coerce}
    return pd.read_csv(folder / f"{nom}.csv", dtype="str").astype(numbers)
