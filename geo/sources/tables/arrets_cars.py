"""Stops of the regional coaches, one row a stop of one network.

The urban network of the two agglomérations (TADAO) is not in these timetables: a commune without
a stop here is never « sans transport ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pandas as pd

from geo.core.model import TerritoryId
from geo.core.schema import CODE_INSEE, choice, integer, number, table, text

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "arrets_cars.csv"
HORAIRES = "horaires_2026-03.csv"

RESEAUX = ("RHDF-59-P1", "RHDF-59-P2", "RHDF-62-COM")
"""Parts of the regional network, as the timetables name them."""

ENTIERS = ("passages_jour_ouvre", "passages_samedi", "passages_dimanche")

SCHEMA = table(
    "arrets_cars",
    {
        "id": text(pattern=r"^RHDF-(59-P1|59-P2|62-COM)/(59|62):\d+$", unique=True),
        "arret": text(pattern=r"^(59|62):\d+$"),
        "reseau": choice(*RESEAUX),
        "nom": text(),
        "code_insee": text(pattern=CODE_INSEE),
        "territoire": choice(*get_args(TerritoryId)),
        "lon": number(-180, 180),
        "lat": number(-90, 90),
        "lignes": text(),
        **{name: integer(0) for name in ENTIERS},
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one stop in one part of the network, sorted by ``id``.

    A stop served by two parts of the network has two rows with the same ``arret``: stops are
    counted by ``arret``, and their passages are never summed. The two sides of a road are two
    stops. ``passages_jour_ouvre``, ``passages_samedi`` and ``passages_dimanche`` count the coaches
    of one such day of March 2026. Lines are joined by « | ». Coordinates in WGS 84; the commune is
    the one in which the point is. Nothing is missing.

    Source: arrets_cars.
    """
    return pd.read_csv(path, dtype="str").astype(
        {"lon": "float64", "lat": "float64"} | dict.fromkeys(ENTIERS, "Int64")
    )


def build(folder: Path) -> pd.DataFrame:
    """Return the table (see ``read``) from the timetables as received."""
    rows = pd.read_csv(folder / HORAIRES, dtype="str").rename(
        columns={"stop_id": "arret", "longitude": "lon", "latitude": "lat"}
    )
    rows = rows.assign(
        id=rows["reseau"] + "/" + rows["arret"], lignes=rows["lignes"].str.replace("|", " | ")
    )
    rows = rows.astype({"lon": "float64", "lat": "float64"} | dict.fromkeys(ENTIERS, "Int64"))
    return rows[list(SCHEMA.columns)].sort_values("id", ignore_index=True)
