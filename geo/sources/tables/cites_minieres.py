"""Cités minières, one row an outline that the source draws, in the property or its buffer zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geo.core.crs import to_metric
from geo.core.schema import choice, multipolygons, table, text
from geo.sources import bassin_minier as mbm

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from pathlib import Path

FICHIER = "cites_minieres.parquet"

BAILLEURS = ("Maisons et Cités", "SIA", "Maisons et Cités / SIA")

DOUBLE_PART = 0.8
"""Share of their common outline that two rows must have in common to be the same cité.

The second file of names gives 14 cités of the property again, without their number: they share 84
to 100 % of their outline with the first; the next pair shares 9 %, a strip along a border.
"""

SCHEMA = table(
    "cites_minieres",
    {
        **mbm.common(),
        "autre_nom": text(nullable=True),
        "type": choice("Corons", "Cité pavillonnaire", "Cité jardin", "Cité moderne"),
        "compagnie": text(),
        "interet": choice("Exceptionnelle", "Remarquable", "Témoin"),
        "bailleur": choice(*BAILLEURS, nullable=True),
        "id_lsm": text(nullable=True, pattern=r"^\d+$"),
        "monument_historique": choice("oui", "non", nullable=True),
        "couche": choice(mbm.BIEN, mbm.TAMPON),
        "double_de": text(nullable=True),
        "geometry": multipolygons(),
    },
)


def read(path: Path) -> gpd.GeoDataFrame:
    """Return one row = an outline of a cité in a file of the source, sorted by ``id``.

    Geometry in WGS 84. ``couche`` is the file of the row. ``protection`` is ``bien_inscrit`` where
    the row has its number in the inscription (``id_unesco``), ``zone_tampon`` for the rows of the
    buffer zone, ``non_etablie`` where the file of the property gives no number or both files hold
    the same cité. ``double_de`` is the row of the same cité that is counted in its stead: missing
    for a row that counts. ``bailleur`` is the landlord, missing where no row of the cité tells it.
    ``autre_nom``, ``id_lsm`` (number in the survey of housing) and ``monument_historique`` are
    missing where the source tells nothing.

    Source: cites_minieres.
    """
    return gpd.read_parquet(path)


def build(folder: Path) -> gpd.GeoDataFrame:
    """Return the cités (see ``read``) from the two files as received."""
    files = [mbm.areas(folder / f"{layer}.geojson", layer) for layer in (mbm.BIEN, mbm.TAMPON)]
    rows = gpd.GeoDataFrame(pd.concat(files, ignore_index=True), crs=files[0].crs)
    rows = rows.assign(
        id_lsm=mbm.number(rows["id_lsm"]),
        nom=mbm.written(rows["nom"]),
        autre_nom=mbm.written(rows["nom_2"]),
        compagnie=mbm.written(rows["compagnie"]),
        bailleur=rows["proprietaire"],
        monument_historique=rows["inscrit_mh"].map(mbm.OUI_NON),
        communes_declarees=mbm.declared(rows),
    )
    rows = rows.assign(id=[_name(row) for row in rows.to_dict("records")])
    first = _first_of_same(rows)
    rows = rows.assign(
        double_de=first, protection=_protection(rows, first), bailleur=_landlord(rows, first)
    )
    return mbm.finished(rows, SCHEMA)


def _name(row: Mapping[Hashable, Any]) -> str:
    if not pd.isna(row["id_unesco"]):
        return mbm.identifiant("bien", str(row["id_unesco"]))
    return mbm.identifiant("tampon" if row["couche"] == mbm.TAMPON else "lsm", str(row["id_lsm"]))


def _first_of_same(rows: gpd.GeoDataFrame) -> pd.Series:
    """Return, for each row without a number that another one repeats, the id of that one."""
    shapes = to_metric(rows.geometry)
    spare = rows["id_unesco"].isna() & (rows["couche"] == mbm.BIEN)
    found = pd.Series(pd.NA, index=rows.index, dtype="str")
    for index in rows.index[spare]:
        shape, others = shapes[index], shapes[~spare]
        near = others[others.intersects(shape)]
        common = near.intersection(shape).area / near.union(shape).area
        if len(common) and common.max() >= DOUBLE_PART:
            found[index] = rows.loc[common.idxmax(), "id"]
    return found


def _protection(rows: pd.DataFrame, first: pd.Series) -> pd.Series:
    told = rows["couche"].where(rows["id_unesco"].notna() | (rows["couche"] == mbm.TAMPON))
    both = (rows["couche"] == mbm.TAMPON) & rows["id"].isin(first.dropna())
    numbered = dict(zip(rows["id"], rows["id_unesco"].notna(), strict=True))
    again = first.map(numbered).eq(other=True)
    return told.mask(both).mask(again, mbm.BIEN).fillna(mbm.NON_ETABLIE)


def _landlord(rows: pd.DataFrame, first: pd.Series) -> pd.Series:
    """Return the landlord of each row, that of the row that repeats it where it has none."""
    of_doubles = pd.Series(rows["bailleur"].to_numpy(), index=first.to_numpy())
    of_doubles = of_doubles[of_doubles.index.notna()]
    return rows["bailleur"].fillna(rows["id"].map(of_doubles))
