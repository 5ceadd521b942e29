"""Public swimming pools, one row a pool or aquatic centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.core import schema
from geo.sources import merge

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

DEPENDS = ("bassins",)

FICHIER = "piscines.csv"

TYPES = ("centre aquatique", "piscine", "bassin nordique")
COMPETENCES = ("communautaire", "communale", "départementale")

REGISTRE = "Data ES (recensement national des équipements sportifs), installation "

SCHEMA = schema.table(
    "piscines",
    schema.facility_columns(*TYPES)
    | {
        "competence": schema.choice(*COMPETENCES, nullable=True),
        "id_installation": schema.text(pattern=r"^I\d{9}$", nullable=True),
        "gestionnaire": schema.text(nullable=True),
        "bassins": schema.text(nullable=True),
        "surface_bassins_m2": schema.number(0, nullable=True),
        "cout_eur": schema.number(0, nullable=True),
        "dates": schema.text(nullable=True),
    },
)


def read(path: Path) -> pd.DataFrame:
    """Read the built table: one row = one pool, sorted by ``id``.

    ``competence`` is who the pool belongs to, missing when no source says or outside the
    agglomérations. ``id_installation`` is the pool in the table ``bassins``; ``surface_bassins_m2``
    is the water surface in m², summed over them, else as announced. ``cout_eur`` is the cost of the
    operation in euros, with or without tax as ``remarque`` says; ``dates`` tells in French the
    dates known, and ``annee`` is the year of first opening.
    """
    return merge.read_table(path, SCHEMA)


def _basin(row: pd.Series) -> str:
    size = "" if row[["longueur_m", "largeur_m"]].isna().any() else _size(row)
    return f"{row['type']}{size}, {row['surface_m2']:g}\N{NO-BREAK SPACE}m²".replace(".", ",")


def _size(row: pd.Series) -> str:
    return f" {row['longueur_m']:g}\N{NO-BREAK SPACE}m × {row['largeur_m']:g}\N{NO-BREAK SPACE}m"


def _register(bassins: pd.DataFrame) -> pd.DataFrame:
    """Return what the register tells of each pool, by ``id_installation``.

    Its place is that of its largest basin; its surface and its words are those of all of them.
    """
    largest_first = bassins.sort_values(["surface_m2", "id"], ascending=[False, True])
    groups = largest_first.groupby("id_installation")
    told = largest_first.apply(_basin, axis="columns").astype("str")
    found = groups[["lon", "lat"]].first()
    return found.assign(
        surface_m2=groups["surface_m2"].sum(),
        bassins=told.groupby(largest_first["id_installation"]).agg(f"{merge.ET}".join),
    )


def build(folder: Path, bassins: pd.DataFrame) -> pd.DataFrame:
    """Merge survey, reports and review (see ``geo.sources.merge``), then place by the register."""
    merged = merge.merge(merge.read_parts(folder), SCHEMA)
    site = merged["id_installation"]
    known = _register(bassins).reindex(site).set_index(merged.index)
    placed = known["lon"].notna()
    detail = merged["source_detail"].fillna("") + merge.ET + REGISTRE + site
    return merged.assign(
        lon=known["lon"],
        lat=known["lat"],
        precision=merged["precision"].mask(placed, "site"),
        bassins=merged["bassins"].fillna(known["bassins"]).astype("str"),
        surface_bassins_m2=known["surface_m2"].fillna(merged["surface_bassins_m2"]),
        sources=_with_register(merged["sources"], placed),
        source_detail=merged["source_detail"].mask(placed, detail),
    )


def _with_register(sources: pd.Series, placed: pd.Series) -> pd.Series:
    """Return the sources of each pool, with the register where it is in it."""
    more = (sources + " | data_es").fillna("data_es")
    return sources.mask(placed, more)
