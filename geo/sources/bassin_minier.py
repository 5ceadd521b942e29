"""What the layers of the Mission Bassin Minier have in common: their words, outlines and columns.

Each layer comes in one or two files: what is in the property inscribed on the World Heritage List
(``bien_inscrit``) and what is in its buffer zone (``zone_tampon``). Neither the outline of the
property nor that of the buffer zone is given, nor that of the census: absence tells nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from geo.core.accents import sans_accent
from geo.core.schema import IDENTIFIANT, SEPARATEUR, choice, text

if TYPE_CHECKING:
    from pathlib import Path

    import pandera.pandas as pa

BIEN, TAMPON, NON_ETABLIE = "bien_inscrit", "zone_tampon", "non_etablie"
PROTECTIONS = (BIEN, TAMPON, NON_ETABLIE)
"""Where an object is; ``non_etablie``: the files of the source disagree, or do not prove it."""

ELEMENT = r"^\d{1,3}[A-Z]{0,2}$"
"""Number of an object in the inscription: its element, then its place in it."""

COMMUNES = ("commune_1", "commune_2", "commune_3", "commune_4", "commune_5", "commune_6")
"""Columns of the communes that the source declares, spelled in several ways."""

ECRITURES = {
    "CIté": "Cité",
    "Noeux": "Nœux",
    "noeux": "Nœux",
    "Soeurs": "Sœurs",
    "Lievin": "Liévin",
    "Compagne de": "Compagnie de",
    "Etablissement": "Établissement",
    "'": "’",
}
"""Spelling of the source -> ours, in names and companies."""

OUI_NON = {"T": "oui", "F": "non", "oui": "oui", "non": "non"}


def identifiant(*parts: str) -> str:
    """Return a stable identifier: words without accents, joined by hyphens."""
    plain = sans_accent(" ".join(parts)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def written(values: pd.Series) -> pd.Series:
    """Return a column of texts as we write them: typographic apostrophes, one line, no misprint."""
    told = values.astype("str").str.replace(r"\s*\n\s*", "", regex=True).str.strip()
    for wrong, right in ECRITURES.items():
        told = told.str.replace(wrong, right, regex=False)
    return told.mask(values.isna())


def declared(rows: pd.DataFrame) -> pd.Series:
    """Return the communes that the source declares, as it writes them, between bars."""
    columns = [name for name in COMMUNES if name in rows]
    return pd.Series(
        [
            SEPARATEUR.join(str(v).strip() for v in row if not pd.isna(v))
            for row in rows[columns].to_numpy(dtype=object)
        ],
        index=rows.index,
        dtype="str",
    )


def multi(geometry: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return valid multipolygons, turned as GeoJSON asks; a ring that crosses itself is mended."""
    mended = shapely.orient_polygons(shapely.make_valid(geometry.to_numpy()))
    shapes = [shapely.MultiPolygon(_polygons(shape)) for shape in mended]
    return gpd.GeoSeries(shapes, index=geometry.index, crs=geometry.crs)


def _polygons(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """Return the polygons of a shape; the lines that mending may leave are dropped."""
    if isinstance(shape, shapely.Polygon):
        return [shape]
    return [one for part in getattr(shape, "geoms", ()) for one in _polygons(part)]


def areas(path: Path, protection: str) -> gpd.GeoDataFrame:
    """Return the rows of a file of areas, with their ``couche``, in the order received."""
    rows = gpd.read_file(path)
    return rows.set_geometry(multi(rows.geometry)).assign(couche=protection)


def optional(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as text, missing where the file of the row has none."""
    if column not in rows:
        return pd.Series(pd.NA, index=rows.index, dtype="str")
    return rows[column].astype("str").mask(rows[column].isna())


def number(values: pd.Series) -> pd.Series:
    """Return whole numbers that came as decimals, as text: 33.0 gives 33."""
    return values.astype("Int64").astype("str").mask(values.isna())


def common(protections: tuple[str, ...] = PROTECTIONS) -> dict[str, pa.Column]:
    """Return the columns with which every layer of areas begins."""
    return {
        "id": text(pattern=IDENTIFIANT, unique=True),
        "nom": text(),
        "protection": choice(*protections),
        "id_unesco": text(nullable=True, pattern=ELEMENT),
        "communes_declarees": text(),
    }


def finished(rows: gpd.GeoDataFrame, schema: pa.DataFrameSchema) -> gpd.GeoDataFrame:
    """Return the columns of ``schema``, the rows sorted by identifier."""
    return rows[list(schema.columns)].sort_values("id", ignore_index=True)
