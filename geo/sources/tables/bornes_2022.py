"""The national base of charging stations as it was on 5 December 2022: one row a station.

Kept as history, so that what was declared then can be set beside what is declared now. The same
station is often there twice, under two identifiers of its operator: sites are counted, never rows.
Its number of points is not kept: the producer writes there a number of places or of plugs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pandas as pd

from geo.core import schema
from geo.core.errors import SchemaError
from geo.core.model import TerritoryId
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "bornes_2022.csv"

SITUATIONS = {
    "Voirie": "voirie",
    "Parking privé à usage public": "parking privé à usage public",
    "Parking privé réservé à la clientèle": "parking privé réservé à la clientèle",
}
"""Where a station stands, as the base writes it -> as the product writes it."""

DATE_FICTIVE = "2000-01-01"
"""Date of commissioning written where none was known: no public station here is that old."""

NOMS = {
    "nom_station": "nom",
    "adresse_station": "adresse",
    "nom_amenageur": "amenageur",
    "nom_operateur": "operateur",
    "nom_enseigne": "enseigne",
    "implantation_station": "situation",
    "code_insee_geo": "code_insee",
    "code_insee_commune": "code_insee_declare",
    "Xlongitude": "lon",
    "Ylatitude": "lat",
    "date_mise_en_service": "mise_en_service",
}
"""Columns of the base -> ours."""

DATE = r"^\d{4}-\d{2}-\d{2}$"

SCHEMA = schema.table(
    "bornes_2022",
    {
        "id_station_itinerance": schema.text(unique=True),
        "nom": schema.text(),
        "code_insee": schema.text(pattern=schema.CODE_INSEE),
        "code_insee_declare": schema.text(pattern=schema.CODE_INSEE_FRANCE),
        "territoire": schema.choice(*get_args(TerritoryId)),
        "adresse": schema.text(nullable=True),
        "lon": schema.number(-180, 180),
        "lat": schema.number(-90, 90),
        "amenageur": schema.text(nullable=True),
        "operateur": schema.text(nullable=True),
        "enseigne": schema.text(nullable=True),
        "situation": schema.choice(*SITUATIONS.values(), nullable=True),
        "mise_en_service": schema.text(nullable=True, pattern=DATE),
        "site_2022": schema.integer(1),
        "borne": schema.text(nullable=True, pattern=schema.IDENTIFIANT),
        "retrouvee": schema.choice("oui", "non"),
        "raison": schema.text(),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one station of 05/12/2022, sorted by its identifier.

    ``site_2022`` numbers the places: stations 40 m apart at most have the same. ``borne`` is the
    site of the table ``bornes`` that stands there, missing where it has none; ``retrouvee`` says
    whether the base of 25/10/2025 still declares it. ``code_insee`` is the commune in which the
    point is, ``code_insee_declare`` the one that the base writes. ``lon``, ``lat``: WGS 84.
    """
    return merge.read_table(path, SCHEMA)


def build(folder: Path, communes: pd.DataFrame) -> pd.DataFrame:
    """Return the table from the copy of the base and the hand-made matching.

    Raises
    ------
    SchemaError
        If a station has no line in the matching, or the reverse.
    """
    stations = _read(folder / "stations.csv").set_index("id_station_itinerance")
    links = _read(folder / "rapprochements.csv").set_index("id_station_itinerance")
    orphans = sorted(stations.index.symmetric_difference(links.index))
    if orphans:
        msg = f"Stations de 2022 sans rapprochement, ou l’inverse : {', '.join(orphans)}."
        raise SchemaError(msg)
    rows = stations.rename(columns=NOMS).join(links.rename(columns={"id": "borne"}))
    territories = communes.set_index("code_insee")["territoire"]
    dates = rows["mise_en_service"]
    rows = rows.assign(
        nom=rows["nom"].map(_clean),
        adresse=rows["adresse"].map(_clean, na_action="ignore"),
        situation=rows["situation"].map(SITUATIONS),
        territoire=rows["code_insee"].map(territories),
        mise_en_service=dates.mask(dates == DATE_FICTIVE),
    )
    table = rows.reset_index()[list(SCHEMA.columns)].astype(merge.column_types(SCHEMA))
    return table.sort_values("id_station_itinerance", ignore_index=True)


DEPENDS = ("communes",)


def _read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


def _clean(text: str) -> str:
    return merge.typography(" ".join(text.split()))
