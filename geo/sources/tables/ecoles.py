"""Schools, collèges and lycées, one row an establishment, with its pupils."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import CODE_INSEE, choice, integer, number, table, text

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "ecoles.csv"
ETABLISSEMENTS = "etablissements_2024.csv"

NIVEAUX = {
    "École": "ecole",
    "Collège": "college",
    "Collège + Lycée pro / BTS": "college_lycee",
    "Collège + Lycée GT + Lycée pro / BTS": "college_lycee",
    "Lycée GT": "lycee",
    "Lycée GT + Lycée pro / BTS": "lycee",
    "Lycée pro / BTS": "lycee",
}
"""Level as received -> ours. The pupils of an establishment of several levels are given together,
so that those of its collège and of its lycée cannot be told apart."""

SCHEMA = table(
    "ecoles",
    {
        "id": text(pattern=r"^062\d{4}[A-Z]$", unique=True),
        "nom": text(),
        "niveau": choice("ecole", "college", "college_lycee", "lycee"),
        "niveau_source": choice(*NIVEAUX),
        "code_insee": text(pattern=CODE_INSEE),
        "eleves": integer(1),
        "lon": number(-180, 180),
        "lat": number(-90, 90),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one establishment, sorted by ``id``, its national number.

    ``eleves`` counts all its pupils. ``niveau`` groups ``niveau_source``; ``ecole`` is maternelle
    or élémentaire. ``code_insee`` is the commune declared by the source. Coordinates in WGS 84.
    Nothing is missing.

    Source: ecoles.
    """
    return pd.read_csv(path, dtype="str").astype(
        {"lon": "float64", "lat": "float64", "eleves": "Int64"}
    )


def build(folder: Path) -> pd.DataFrame:
    """Return the table (see ``read``) from the list of establishments as received."""
    rows = pd.read_csv(folder / ETABLISSEMENTS, dtype="str").rename(
        columns={
            "uai": "id",
            "school_name": "nom",
            "school_level": "niveau_source",
            "code_commune": "code_insee",
            "students_total": "eleves",
            "longitude": "lon",
            "latitude": "lat",
        }
    )
    names = rows["nom"].str.replace(r"^Ecole", "École", regex=True).str.replace("'", "’")
    rows = rows.assign(nom=names, niveau=rows["niveau_source"].map(NIVEAUX))
    rows = rows.astype({"lon": "float64", "lat": "float64", "eleves": "Int64"})
    return rows[list(SCHEMA.columns)].sort_values("id", ignore_index=True)
