"""The gauging and weather stations beside the flood works: their place, what each measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geo import sources
from geo.core.crs import points_from_lonlat
from geo.drawing.maps import layers
from geo.labels import stations as mots
from geo.labels.formats import NON_RENSEIGNE, nombre

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from geo.answers.bundle import Base
    from geo.drawing.maps.layers import Layer

TABLE = "stations_mesure"


@dataclass(frozen=True, eq=False, slots=True)
class Stations:
    """The stations and their layer; ``table``: one row = a station, as ``described`` makes it."""

    table: gpd.GeoDataFrame
    couche: Layer


def described(rows: pd.DataFrame, communes: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the stations with their place and, in words, their name and what they measure.

    Adds ``commune``, ``geometry`` (WGS 84) and ``mesure_ecrite``; a station without a name is
    called by its code. Index of ``rows``.
    """
    names = communes.set_index("code_insee")["nom"]
    own = rows["id"].map(lambda code: mots.SANS_NOM.format(id=code))
    return gpd.GeoDataFrame(
        rows.assign(
            nom=rows["nom"].fillna(own),
            commune=rows["code_insee"].map(names),
            mesure_ecrite=rows["mesure"].map(mots.MESURES),
        ),
        geometry=points_from_lonlat(rows),
    )


def _details(row: Mapping[Hashable, Any]) -> list[str]:
    lines = [
        f"{row['commune']} · {mots.TYPES[str(row['type'])]}",
        mots.MESURE.format(mesure=row["mesure_ecrite"]),
    ]
    if not pd.isna(row["cours_eau"]):
        lines.append(mots.COURS_EAU.format(nom=row["cours_eau"]))
    if not pd.isna(row["etiage_q90_l_s"]):
        lines.append(mots.ETIAGE.format(debit=nombre(row["etiage_q90_l_s"])))
    return lines


def cards(table: gpd.GeoDataFrame) -> list[dict[str, object]]:
    """Return what the map knows of each station, one record a row, on the order of ``table``.

    A station has no state: it is drawn full.
    """
    return [
        {
            "id": row["id"],
            "nom": row["nom"],
            "statut": "ouverte",
            "communes": layers.codes_of(row["code_insee"]),
            "approx": False,
            "rayon": 6.0,
            "resume": _details(row)[:2],
            "details": _details(row),
        }
        for row in table.drop(columns="geometry").to_dict("records")
    ]


def load(base: Base) -> Stations:
    """Return the stations and their layer; see ``geo.sources.load`` for the errors."""
    table = described(sources.load(TABLE), base.communes)
    return Stations(table, layers.points_layer(TABLE, table.geometry, cards(table)))


def written(table: pd.DataFrame) -> pd.DataFrame:
    """Return the stations as a reader reads them, by kind and name."""
    rows = table.sort_values(["type", "nom"])
    flow = rows["etiage_q90_l_s"].map(nombre, na_action="ignore")
    columns = (
        rows["nom"],
        rows["commune"],
        rows["cours_eau"].fillna(NON_RENSEIGNE),
        rows["mesure_ecrite"],
        flow.astype("object").where(flow.notna(), NON_RENSEIGNE),
    )
    return pd.DataFrame(dict(zip(mots.COLONNES, columns, strict=True)))
