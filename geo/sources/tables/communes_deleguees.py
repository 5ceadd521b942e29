"""The communes that were joined to one of ours: their old code is in older files and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.core.schema import CODE_INSEE, choice, table, text
from geo.sources import package

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

FICHIER = "communes_deleguees.csv"
DEPENDS = ("communes",)
PAQUET = ("communes",)
"""The file of the package that the table is made of."""

NATURES = {"COMD": "déléguée", "COMA": "associée"}
"""Kind of commune in the code officiel géographique -> its name."""

SCHEMA = table(
    "communes_deleguees",
    {
        "code_ancien": text(pattern=CODE_INSEE, unique=True),
        "nom": text(),
        "nature": choice(*NATURES.values()),
        "code_insee": text(pattern=CODE_INSEE),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = a former commune that is a part of a commune of the territories.

    ``code_ancien``, ``nom``: as before they were joined; ``nature``: what it is in its commune,
    ``code_insee``. Nothing is missing. A commune that was joined without becoming a delegated or
    an associated one is not there.

    Source: communes_deleguees.
    """
    return pd.read_csv(path, dtype="str")


def build(
    folder: Path,  # noqa: ARG001  every source is built with its folder; this one has no raw file
    communes: gpd.GeoDataFrame,
) -> pd.DataFrame:
    """Return the former communes of ``communes`` (see ``read``), by code.

    Raises
    ------
    DataFileError
        If the package is absent, or is not the declared version.
    """
    return former(package.table("communes"), list(communes["code_insee"]))


def former(rows: pd.DataFrame, codes: list[str]) -> pd.DataFrame:
    """Return the columns of ``read`` from the rows of the package, for the communes of ``codes``.

    The chief town of a new commune keeps its code as a delegated one: it is no former code.
    """
    whole = rows[rows["type"] == "COM"].set_index("id")["code"]
    parts = rows[rows["type"].isin(list(NATURES))]
    found = pd.DataFrame(
        {
            "code_ancien": parts["code"],
            "nom": parts["nom"],
            "nature": parts["type"].map(NATURES),
            "code_insee": parts["commune_parent_id"].map(whole),
        }
    )
    kept = found[found["code_insee"].isin(codes) & (found["code_ancien"] != found["code_insee"])]
    return kept.sort_values("code_ancien", ignore_index=True).astype("str")
