"""Incomes of the households of each commune, as Insee publishes them; what is secret is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import CODE_INSEE, integer, number, table, text

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "revenus.csv"
RECU = "filosofi_2021.csv"

NON_PUBLIE = "s"
"""What Insee writes where the statistical secret forbids a value. It is unknown, never none."""

COLONNES = {
    "nbmenfisc21": "menages_fiscaux",
    "nbpersmenfisc21": "personnes_menages_fiscaux",
    "med21": "niveau_vie_median_eur",
    "pimp21": "menages_imposes_pct",
    "tp6021": "taux_pauvrete_pct",
    "pact21": "revenus_activite_pct",
    "ptsa21": "salaires_pct",
    "pcho21": "indemnites_chomage_pct",
    "pben21": "revenus_independants_pct",
    "ppen21": "pensions_retraites_pct",
    "ppat21": "revenus_patrimoine_pct",
    "ppsoc21": "prestations_sociales_pct",
    "ppfam21": "prestations_familiales_pct",
    "ppmini21": "minima_sociaux_pct",
    "pplogt21": "prestations_logement_pct",
    "pimpot21": "impots_pct",
    "d121": "decile_1_eur",
    "d921": "decile_9_eur",
    "rd21": "rapport_interdecile",
}
"""Columns kept, as received -> ours."""

SCHEMA = table(
    "revenus",
    {
        "code_insee": text(pattern=CODE_INSEE, unique=True),
        "menages_fiscaux": integer(1, nullable=True),
        "personnes_menages_fiscaux": integer(1, nullable=True),
        "niveau_vie_median_eur": number(1, nullable=True),
        "menages_imposes_pct": number(0, 100, nullable=True),
        "taux_pauvrete_pct": number(0, 100, nullable=True),
        **{name: number(0, 100, nullable=True) for name in [*COLONNES.values()][5:15]},
        "impots_pct": number(-100, 0, nullable=True),
        "decile_1_eur": number(1, nullable=True),
        "decile_9_eur": number(1, nullable=True),
        "rapport_interdecile": number(1, nullable=True),
    },
)

ENTIERS = ("menages_fiscaux", "personnes_menages_fiscaux")


def read(path: Path) -> pd.DataFrame:
    """Return one row = a commune, sorted by ``code_insee``.

    Standards of living in euros a year and a unit of consumption, rates and parts of the
    disposable income in percent; ``impots_pct`` is negative. Every missing value is one that the
    statistical secret forbids: it is never 0, and a median is never averaged.

    Source: revenus.
    """
    return pd.read_csv(path, dtype={"code_insee": "str", **dict.fromkeys(ENTIERS, "Int64")})


def build(folder: Path) -> pd.DataFrame:
    """Return the table (see ``read``) from the file as received."""
    received = pd.read_csv(
        folder / RECU, dtype={"code_insee": "str"}, na_values=[NON_PUBLIE], keep_default_na=False
    )
    rows = received[["code_insee", *COLONNES]].rename(columns=COLONNES)
    return rows.astype(dict.fromkeys(ENTIERS, "Int64")).sort_values("code_insee", ignore_index=True)
