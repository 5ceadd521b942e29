"""Railway stations with a regional train, one row a station, with the trains of three kinds of day.

The timetable says neither the urban buses nor the trains of another carrier: a commune without a
station here is never « sans transport ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pandas as pd

from geo.core.model import TerritoryId
from geo.core.schema import CODE_INSEE, choice, integer, number, table, text

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "gares.csv"
HORAIRES = "horaires_2026-03.csv"

NOMS = {"87342139": "Nœux-les-Mines"}
"""Names that the timetable writes without ligature, with capitals: « Noeux-Les-Mines »."""

COMMUNE_DU_NOM = {"87342121": "62563", "87345033": "62528"}
"""Stations that bear the name of a commune in which they are not: the station of Mazingarbe
stands in Bully-les-Mines, that of Loos-en-Gohelle in Lens."""

REMARQUES = {
    "87342121": "La gare porte le nom de Mazingarbe ; elle est sur la commune de Bully-les-Mines.",
    "87345033": "La gare porte le nom de Loos-en-Gohelle ; elle est sur la commune de Lens.",
}

COLONNES = {
    "uic": "id",
    "nom": "nom",
    "code_insee": "code_insee",
    "territoire": "territoire",
    "longitude": "lon",
    "latitude": "lat",
    "trains_jour_ouvre": "trains_jour_ouvre",
    "trains_samedi": "trains_samedi",
    "trains_dimanche": "trains_dimanche",
    "cars_ter_jour_ouvre": "cars_ter_jour_ouvre",
    "lignes": "lignes",
}
"""Column of the timetable -> column of the table."""

ENTIERS = ("trains_jour_ouvre", "trains_samedi", "trains_dimanche", "cars_ter_jour_ouvre")

SCHEMA = table(
    "gares",
    {
        "id": text(pattern=r"^87\d{6}$", unique=True),
        "nom": text(),
        "code_insee": text(pattern=CODE_INSEE),
        "code_insee_declare": text(pattern=CODE_INSEE),
        "territoire": choice(*get_args(TerritoryId)),
        "lon": number(-180, 180),
        "lat": number(-90, 90),
        **{name: integer(0) for name in ENTIERS},
        "lignes": text(),
        "remarque": text(nullable=True),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one station, sorted by ``id``, its national code.

    ``trains_jour_ouvre``, ``trains_samedi`` and ``trains_dimanche`` count the trains that stop
    there on one such day of March 2026, both ways together; 0 means that none stops that day.
    ``cars_ter_jour_ouvre`` counts the coaches of the same timetable. ``code_insee`` is the commune
    in which the station stands, ``code_insee_declare`` the one whose name it bears; ``remarque``
    says so where they differ. Coordinates in WGS 84. Only ``remarque`` may be missing.

    Source: gares.
    """
    return pd.read_csv(path, dtype="str").astype(
        {"lon": "float64", "lat": "float64"} | dict.fromkeys(ENTIERS, "Int64")
    )


def build(folder: Path) -> pd.DataFrame:
    """Return the table (see ``read``) from the timetable as received."""
    rows = pd.read_csv(folder / HORAIRES, dtype="str").rename(columns=COLONNES)
    rows = rows.assign(
        nom=rows["id"].map(NOMS).fillna(rows["nom"]),
        code_insee_declare=rows["id"].map(COMMUNE_DU_NOM).fillna(rows["code_insee"]),
        lignes=rows["lignes"].str.replace("|", " | "),
        remarque=rows["id"].map(REMARQUES).astype("str"),
    )
    rows = rows.astype({"lon": "float64", "lat": "float64"} | dict.fromkeys(ENTIERS, "Int64"))
    return rows[list(SCHEMA.columns)].sort_values("id", ignore_index=True)
