"""Mine shafts, one row a shaft, whatever its protection: the source does not tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from geo.core.schema import IDENTIFIANT, integer, number, table, text
from geo.sources import bassin_minier as mbm

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "puits_de_mine.csv"
PUITS = "puits.geojson"
NOM = "Puits {puits} de la fosse {fosse} ({concession})"

SCHEMA = table(
    "puits_de_mine",
    {
        "id": text(pattern=IDENTIFIANT, unique=True),
        "nom": text(),
        "commune_declaree": text(),
        "compagnie": text(),
        "concession": text(),
        "fosse": text(),
        "autre_nom": text(nullable=True),
        "puits": text(),
        "annee_creusement": integer(1700, 2000, nullable=True),
        "annee_fermeture": integer(1700, 2010),
        "profondeur_m": number(0),
        "fiche_brgm": text(nullable=True, pattern=r"^http://ficheinfoterre\.brgm\.fr/\S+$"),
        "lon": number(-180, 180),
        "lat": number(-90, 90),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one shaft, sorted by ``id``. Coordinates in WGS 84.

    ``annee_creusement`` and ``annee_fermeture`` are those of the digging and of the end of work;
    the first is missing for one shaft. ``fiche_brgm`` is the page of the national inventory.
    Nothing else but ``autre_nom`` is missing.

    Source: puits_de_mine.
    """
    integers = dict.fromkeys(("annee_creusement", "annee_fermeture"), "Int64")
    decimals = dict.fromkeys(("profondeur_m", "lon", "lat"), "float64")
    return pd.read_csv(path, dtype="str").astype(integers | decimals)


def build(folder: Path) -> pd.DataFrame:
    """Return the shafts (see ``read``) from the file as received."""
    rows = gpd.read_file(folder / PUITS)
    told = {name: mbm.written(rows[name]) for name in ("compagnie", "concession", "fosse", "puits")}
    named = zip(told["puits"], told["fosse"], told["concession"], strict=True)
    frame = pd.DataFrame(
        {
            **told,
            "id": [mbm.identifiant("puits", number_) for number_ in rows["id"]],
            "nom": [NOM.format(puits=p, fosse=f, concession=c) for p, f, c in named],
            "commune_declaree": rows["commune"],
            "autre_nom": mbm.written(rows["fosse_alias"]),
            "annee_creusement": rows["creusement"].astype("Int64"),
            "annee_fermeture": rows["fermeture"].astype("Int64"),
            "profondeur_m": rows["profondeur"],
            "fiche_brgm": rows["brgm"],
            "lon": rows.geometry.x,
            "lat": rows.geometry.y,
        }
    )
    return frame[list(SCHEMA.columns)].sort_values("id", ignore_index=True)
