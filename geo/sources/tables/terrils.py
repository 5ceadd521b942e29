"""Terrils (spoil heaps), one row an outline, in the property or its buffer zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.core.schema import choice, multipolygons, table, text
from geo.sources import bassin_minier as mbm

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "terrils.parquet"

FORMES = (
    "Conique",
    "Plat",
    "Tronqué",
    "Terrasses",
    "Arasé",
    "Arasé construit",
    "Grand terril moderne",
    "Bassin de décantation",
    "Cavalier",
    "Typologie particulière",
)

SCHEMA = table(
    "terrils",
    {
        **mbm.common((mbm.BIEN, mbm.TAMPON)),
        "numero": text(pattern=r"^T\d{3}[a-z]?$"),
        "nom_usuel": text(nullable=True),
        "forme": choice(*FORMES),
        "compagnie": text(nullable=True),
        "geometry": multipolygons(),
    },
)


def read(path: Path) -> gpd.GeoDataFrame:
    """Return one row = a terril, or the part of it that is in one of the two zones.

    Sorted by ``id``; geometry in WGS 84. ``numero`` is the usual number of the terril.
    ``id_unesco`` and ``compagnie`` are given in the property only; ``nom_usuel`` is missing where
    there is none.

    Source: terrils.
    """
    return gpd.read_parquet(path)


def build(folder: Path) -> gpd.GeoDataFrame:
    """Return the terrils (see ``read``) from the two files as received."""
    files = [mbm.areas(folder / f"{layer}.geojson", layer) for layer in (mbm.BIEN, mbm.TAMPON)]
    rows = gpd.GeoDataFrame(pd.concat(files, ignore_index=True), crs=files[0].crs)
    number = rows["no_terril"].fillna(rows["id"])
    rows = rows.assign(
        numero=number,
        id=[
            mbm.identifiant(layer.partition("_")[0], one)
            for layer, one in zip(rows["couche"].replace(mbm.TAMPON, "tampon"), number, strict=True)
        ],
        protection=rows["couche"],
        nom=mbm.written(rows["nom"]),
        nom_usuel=mbm.written(rows["nom_usuel"]),
        compagnie=mbm.written(rows["compagnie"]),
        communes_declarees=mbm.declared(rows),
    )
    return mbm.finished(rows, SCHEMA)
