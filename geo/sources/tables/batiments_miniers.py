"""Buildings of the inscribed property, one row a building or a group of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from geo.core.schema import choice, multipolygons, table, text
from geo.sources import bassin_minier as mbm

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "batiments_miniers.parquet"

NON_CONNUE = "NC"
"""How the source writes a period that it does not know."""

SCHEMA = table(
    "batiments_miniers",
    {
        **mbm.common((mbm.BIEN,)),
        "type": text(),
        "compagnie": text(),
        "periode": choice("1800-1880", "1880-1914", "1914-1945", "Après 1945", nullable=True),
        "proprietaire": text(),
        "monument_historique": choice("Classé MH", "Inscrit MH", "Situé en abords MH", "non"),
        "geometry": multipolygons(),
    },
)


def read(path: Path) -> gpd.GeoDataFrame:
    """Return one row = an inscribed building, sorted by ``id``; geometry in WGS 84.

    ``monument_historique`` is its protection by the State, which is not the inscription.
    ``periode`` is missing where the source does not know it. ``proprietaire`` is an organisation
    or « Privé », never a person.

    Source: batiments_miniers.
    """
    return gpd.read_parquet(path)


def build(folder: Path) -> gpd.GeoDataFrame:
    """Return the buildings (see ``read``) from the file as received."""
    rows = mbm.areas(folder / f"{mbm.BIEN}.geojson", mbm.BIEN)
    rows = rows.assign(
        id=[mbm.identifiant("bien", number) for number in rows["id_unesco"]],
        protection=mbm.BIEN,
        nom=mbm.written(rows["nom"]),
        type=mbm.written(rows["typologie"]),
        compagnie=mbm.written(rows["compagnie"]),
        periode=rows["periode"].mask(rows["periode"] == NON_CONNUE),
        proprietaire=mbm.written(rows["proprietaire"]),
        monument_historique=rows["protection"],
        communes_declarees=mbm.declared(rows),
    )
    return mbm.finished(rows, SCHEMA)
