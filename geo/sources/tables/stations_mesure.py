"""Gauging and weather stations, one row a station.

The flows of the table are those of low water: they say nothing of a flood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import CODE_INSEE, CODE_INSEE_FRANCE, choice, number, table, text

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "stations_mesure.csv"
RELEVE = "releve.csv"

TYPES = {"hydrométrique": "hydrometrique", "météorologique": "meteorologique"}

RIVIERES = ("Clarence", "Laquette", "Lawe")
"""Rivers that the names of the stations tell."""

SCHEMA = table(
    "stations_mesure",
    {
        "id": text(pattern=r"^[0-9A-Z]{5,10}$", unique=True),
        "type": choice(*TYPES.values()),
        "mesure": choice("debit", "niveau_ou_debit", "meteo"),
        "nom": text(nullable=True),
        "cours_eau": choice(*RIVIERES, nullable=True),
        "code_insee": text(pattern=CODE_INSEE),
        "code_insee_declare": text(pattern=CODE_INSEE_FRANCE),
        "lon": number(-180, 180),
        "lat": number(-90, 90),
        "etiage_q90_l_s": number(0, nullable=True),
        "etiage_tendance_duree": text(nullable=True),
        "etiage_tendance_vcn10": text(nullable=True),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one station, sorted by ``id``.

    ``mesure`` is ``debit`` where a series of flows is known, ``niveau_ou_debit`` where the source
    does not say which of the two a gauging station measures, ``meteo`` for a weather station.
    ``etiage_q90_l_s`` is the flow exceeded nine days out of ten from 2000 to 2024, in litres a
    second: a figure of low water. ``etiage_tendance_duree`` and ``etiage_tendance_vcn10`` are the
    trends found for the length of droughts and for the least mean flow of ten days. All three are
    the computation of a third party, missing where it made none. ``code_insee`` is the commune in
    which the point is, ``code_insee_declare`` the declared one. Coordinates in WGS 84. ``nom`` and
    ``cours_eau`` are missing where the source gives none.

    Source: stations_mesure.
    """
    return pd.read_csv(path, dtype="str").astype(
        {"lon": "float64", "lat": "float64", "etiage_q90_l_s": "float64"}
    )


def build(folder: Path) -> pd.DataFrame:
    """Return the table (see ``read``) from the list of stations as received."""
    rows = pd.read_csv(folder / RELEVE, dtype="str").rename(
        columns={
            "id_station": "id",
            "code_insee_geo": "code_insee",
            "longitude": "lon",
            "latitude": "lat",
            "q90_l_s_2000_2024": "etiage_q90_l_s",
            "tendance_duree_secheresse": "etiage_tendance_duree",
            "tendance_vcn10": "etiage_tendance_vcn10",
        }
    )
    kind = rows["type"].map(TYPES)
    flow = pd.Series("niveau_ou_debit", index=rows.index).mask(
        rows["etiage_q90_l_s"].notna(), "debit"
    )
    rows = rows.assign(
        type=kind,
        mesure=flow.mask(kind == "meteorologique", "meteo"),
        cours_eau=rows["nom"].str.extract(rf"^La ({'|'.join(RIVIERES)}) ", expand=False),
        code_insee_declare=rows["code_insee_declare"],
    )
    rows = rows.astype({"lon": "float64", "lat": "float64", "etiage_q90_l_s": "float64"})
    return rows[list(SCHEMA.columns)].sort_values("id", ignore_index=True)
