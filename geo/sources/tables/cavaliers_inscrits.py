"""Cavaliers (mine railways) of the inscribed property, one row the ground that one takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from geo.core.schema import integer, multipolygons, table
from geo.sources import bassin_minier as mbm

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "cavaliers_inscrits.parquet"
NOM = "Cavalier {numero}"
"""The source gives these cavaliers a number and no name."""

SCHEMA = table(
    "cavaliers_inscrits",
    {**mbm.common((mbm.BIEN,)), "longueur_declaree_m": integer(1), "geometry": multipolygons()},
)


def read(path: Path) -> gpd.GeoDataFrame:
    """Return one row = the ground of an inscribed cavalier, sorted by ``id``; WGS 84.

    ``longueur_declaree_m`` is the length that the source gives. The lines of the same cavaliers
    are in ``cavaliers`` too: lengths are never added from one table to the other.

    Source: cavaliers_inscrits.
    """
    return gpd.read_parquet(path)


def build(folder: Path) -> gpd.GeoDataFrame:
    """Return the grounds (see ``read``) from the file as received."""
    rows = mbm.areas(folder / f"{mbm.BIEN}.geojson", mbm.BIEN)
    rows = rows.assign(
        id=[mbm.identifiant("bien", number) for number in rows["id_unesco"]],
        nom=rows["id_unesco"].map(lambda number: NOM.format(numero=number)),
        protection=mbm.BIEN,
        communes_declarees=mbm.declared(rows),
        longueur_declaree_m=rows["longueur_m"].astype("Int64"),
    )
    return mbm.finished(rows, SCHEMA)
