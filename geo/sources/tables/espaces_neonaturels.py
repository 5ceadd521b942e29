"""Espaces néonaturels, places that mining made and nature took back, one row an outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.core.schema import multipolygons, table
from geo.sources import bassin_minier as mbm

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "espaces_neonaturels.parquet"

SCHEMA = table(
    "espaces_neonaturels", {**mbm.common((mbm.BIEN, mbm.TAMPON)), "geometry": multipolygons()}
)


def read(path: Path) -> gpd.GeoDataFrame:
    """Return one row = an espace néonaturel, sorted by ``id``; geometry in WGS 84.

    ``id_unesco`` is given in the property only.

    Source: espaces_neonaturels.
    """
    return gpd.read_parquet(path)


def build(folder: Path) -> gpd.GeoDataFrame:
    """Return the places (see ``read``) from the two files as received."""
    files = [mbm.areas(folder / f"{layer}.geojson", layer) for layer in (mbm.BIEN, mbm.TAMPON)]
    rows = gpd.GeoDataFrame(pd.concat(files, ignore_index=True), crs=files[0].crs)
    number = rows["id_unesco"].fillna(rows["id"])
    prefix = rows["couche"].map({mbm.BIEN: "bien", mbm.TAMPON: "tampon"})
    rows = rows.assign(
        id=[mbm.identifiant(*pair) for pair in zip(prefix, number, strict=True)],
        protection=rows["couche"],
        nom=mbm.written(rows["nom"]),
        communes_declarees=mbm.declared(rows),
    )
    return mbm.finished(rows, SCHEMA)
