"""A finding: what one row breaks, and how rows are named and placed to tell it."""

from __future__ import annotations

from typing import NamedTuple

import geopandas as gpd
import pandas as pd

from geo.core.crs import to_display
from geo.labels.formats import NNBSP
from geo.measures.quality.rules import MARGE_DEGRES

IDENTIFIANTS = ("id", "code_qpv", "code_insee", "code")
"""Columns that may name a row, the first one that a table has."""


class Finding(NamedTuple):
    """What a rule finds in a row: its name, the column, the value, and a French sentence."""

    id: str
    colonne: str
    valeur: object
    message: str


def row_names(frame: pd.DataFrame) -> pd.Series:
    """Return what names each row: its identifier, else its position."""
    for column in IDENTIFIANTS:
        if column in frame:
            return frame[column].astype("str")
    return pd.Series(range(len(frame)), index=frame.index).astype("str")


def findings_where(
    frame: pd.DataFrame, fault: pd.Series, column: str, message: str, value: pd.Series | None = None
) -> list[Finding]:
    """Return one finding for each row where ``fault`` is true.

    In ``message``, ``{nom}`` is the name of the row and ``{valeur}`` what was found.
    """
    hit = fault.fillna(value=False).to_numpy(dtype=bool)
    if not hit.any():
        return []
    rows = frame[hit]
    ids = row_names(rows)
    values = rows[column] if value is None else value[hit]
    names = rows["nom"].fillna(ids) if "nom" in rows else ids
    # A name may hold braces: replacing is safer than formatting.
    return [
        Finding(row, column, found, message.replace("{valeur}", str(found)).replace("{nom}", name))
        for row, found, name in zip(ids, values, names, strict=True)
    ]


def metres_told(distance: pd.Series) -> pd.Series:
    """Return distances in metres as a French reader writes them."""
    return distance.map(lambda m: f"{m:,.0f} m".replace(",", NNBSP), na_action="ignore")


def has_columns(frame: pd.DataFrame, *columns: str) -> bool:
    """Return whether a table has these columns."""
    return set(columns) <= set(frame.columns)


def known_and_near(communes: pd.DataFrame, frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return, for each row, whether it has a point, and whether it is near the territories."""
    outlines = to_display(gpd.GeoSeries(communes.geometry))
    west, south, east, north = outlines.total_bounds
    known = frame["lon"].notna() & frame["lat"].notna()
    near = frame["lon"].between(west - MARGE_DEGRES, east + MARGE_DEGRES) & frame["lat"].between(
        south - MARGE_DEGRES, north + MARGE_DEGRES
    )
    return known, near
