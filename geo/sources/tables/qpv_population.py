"""Who lives in each QPV of generation 2024: one row a QPV, as Insee counts it, whole.

A QPV is never split between the communes that it covers: its inhabitants are not spread evenly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import CODE_QPV_2024, integer, number, table, text

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "qpv_population.csv"
RECU = "indicateurs_qpv2024.csv"

COLONNES = {
    "population_municipale": "habitants",
    "menages": "menages",
    "logements_sociaux": "logements_sociaux",
    "taux_emploi_pct": "taux_emploi_pct",
    "taux_pauvrete_60_pct": "taux_pauvrete_pct",
    "personnes_couvertes_caf": "personnes_caf",
    "allocataires_caf": "allocataires_caf",
    "rsa_socle": "rsa_socle",
    "indice_jeunesse": "indice_jeunesse",
    "part_menages_1_pers_pct": "menages_1_personne_pct",
    "part_menages_6_pers_et_plus_pct": "menages_6_personnes_pct",
}
"""Columns kept, as received -> ours; names and communes are those of the table ``qpv``."""

SCHEMA = table(
    "qpv_population",
    {
        "code_qpv": text(pattern=CODE_QPV_2024, unique=True),
        "habitants": integer(1),
        "menages": number(1),
        "logements_sociaux": integer(0, nullable=True),
        "taux_emploi_pct": number(0, 100),
        "taux_pauvrete_pct": number(0, 100, nullable=True),
        "personnes_caf": integer(0),
        "allocataires_caf": integer(0),
        "rsa_socle": integer(0),
        "indice_jeunesse": number(0, nullable=True),
        "menages_1_personne_pct": number(0, 100),
        "menages_6_personnes_pct": number(0, 100),
    },
)

ENTIERS = tuple(name for name, column in SCHEMA.columns.items() if str(column.dtype) == "Int64")


def read(path: Path) -> pd.DataFrame:
    """Return one row = a QPV, sorted by ``code_qpv``: the population of the whole perimeter.

    ``menages`` is an estimate, with a decimal. ``logements_sociaux`` is a count, of dwellings and
    not of households: there may be more of them. Rates and shares in percent. Three QPV overflow
    the territories: theirs are those of the whole. Missing where the source gives nothing.

    Source: qpv_population.
    """
    return pd.read_csv(path, dtype={"code_qpv": "str", **dict.fromkeys(ENTIERS, "Int64")})


def build(folder: Path) -> pd.DataFrame:
    """Return the table (see ``read``) from the indicators as received."""
    received = pd.read_csv(folder / RECU)
    rows = received[["code_qpv", *COLONNES]].rename(columns=COLONNES)
    return rows.astype(dict.fromkeys(ENTIERS, "Int64")).sort_values("code_qpv", ignore_index=True)
