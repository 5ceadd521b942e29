"""Which pupils have a swimming pool near their school, and how sure that is.

Two answers are always given: with the pools that are proven to be open, and with those whose state
is not established besides. The truth lies between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo import sources
from geo.access import straight
from geo.core.crs import points_from_lonlat
from geo.labels import ecoles as mots
from geo.labels import textes
from geo.labels.formats import accord, nombre

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.access.straight import Hypotheses

SURE, POSSIBLE = "sure", "possible"
CERTITUDES = {SURE: False, POSSIBLE: True}
"""Certainty -> whether the pools whose state is not established count."""

PART_DECIMALES = 0


def nearest_pools(
    ecoles: pd.DataFrame,
    piscines: pd.DataFrame,
    communes: gpd.GeoDataFrame,
    hypotheses: Hypotheses | None = None,
) -> pd.DataFrame:
    """Return the nearest pool of each school: one row = a school, on the index of ``ecoles``.

    ``piscine_sure`` and ``piscine_possible`` are the ids of the pools; ``minutes_<mode>_sure`` and
    ``minutes_<mode>_possible`` the central times, in minutes. Missing where no pool counts.
    """
    asked = hypotheses or straight.Hypotheses()
    schools = points_from_lonlat(ecoles)
    found: dict[str, pd.Series] = {}
    for certainty, with_unknown in CERTITUDES.items():
        counted = straight.comptes(piscines, a_confirmer=with_unknown)
        lines = straight.distances(schools, counted, communes)
        found[f"piscine_{certainty}"] = straight.plus_proches(lines)["id"]
        for mode in straight.MODES:
            times = straight.plus_proches(straight.minutes(lines, asked, mode))
            found[f"minutes_{mode}_{certainty}"] = times["centre"]
    return pd.DataFrame(found, index=ecoles.index)


def pupils_within(
    ecoles: pd.DataFrame, proches: pd.DataFrame, mode: str, minutes: float
) -> tuple[int, int]:
    """Return the pupils with a pool within ``minutes``: confirmed only, then with the unknown.

    ``ecoles``: ``eleves``, on a part of the index of ``proches`` (see ``nearest_pools``).
    """
    near = proches.loc[ecoles.index]
    sure, possible = (
        int(
            ecoles.loc[
                near[f"minutes_{mode}_{certainty}"] <= minutes + straight.ROUNDING, "eleves"
            ].sum()
        )
        for certainty in CERTITUDES
    )
    return sure, possible


def of_group(ecoles: pd.DataFrame, groupe: str) -> pd.DataFrame:
    """Return the establishments of a group of levels of ``geo.labels.ecoles.GROUPES``."""
    return ecoles[ecoles["niveau"].isin(mots.GROUPES[groupe][1])]


def shares(ecoles: pd.DataFrame, proches: pd.DataFrame) -> pd.DataFrame:
    """Return the shares of pupils with a pool near: one row = a group of levels and a mode.

    Columns: ``groupe``, ``mode``, ``seuil_min``, ``eleves``, ``sure`` and ``possible`` (pupils). A
    group without pupils is not there.
    """
    rows = []
    for groupe in mots.GROUPES:
        kept = of_group(ecoles, groupe)
        if kept.empty:
            continue
        for mode in straight.MODES:
            for limit in straight.SEUILS_MIN:
                sure, possible = pupils_within(kept, proches, mode, limit)
                rows.append(
                    {
                        "groupe": groupe,
                        "mode": mode,
                        "seuil_min": limit,
                        "eleves": int(kept["eleves"].sum()),
                        SURE: sure,
                        POSSIBLE: possible,
                    }
                )
    return pd.DataFrame(
        rows, columns=["groupe", "mode", "seuil_min", "eleves", SURE, POSSIBLE]
    ).astype({"seuil_min": "int64"})


def _percent(count: int, total: int) -> str:
    return f"{nombre(count / total * 100, PART_DECIMALES)}\u202f%"


def between(sure: int, possible: int, total: int) -> str:
    """Return a share as written: one value, or the range that the unknown states leave."""
    low, high = _percent(sure, total), _percent(possible, total)
    return low if low == high else mots.ENTRE.format(sure=low, possible=high)


def written(table: pd.DataFrame) -> pd.DataFrame:
    """Return ``shares`` as a reader reads them: one row = a group and a mode, a column a limit."""
    rows = []
    for (groupe, mode), part in table.groupby(["groupe", "mode"], sort=False):
        total = int(part["eleves"].iloc[0])
        counts = part.set_index("seuil_min").loc[list(straight.SEUILS_MIN), [SURE, POSSIBLE]]
        told = [
            between(sure, possible, total)
            for sure, possible in zip(counts[SURE], counts[POSSIBLE], strict=True)
        ]
        name = f"{mots.GROUPES[str(groupe)][0]} ({nombre(total)})"
        rows.append([name, textes.ACCES_MODES[str(mode)], *told])
    return pd.DataFrame(rows, columns=list(mots.COLONNES))


def phrase(table: pd.DataFrame, lieu: str, minutes: int = straight.SEUILS_MIN[0]) -> str:
    """Return what a mayor can repeat: the pupils of the écoles with a pool near, by car."""
    kept = table[
        (table["groupe"] == "ecoles")
        & (table["mode"] == "voiture")
        & (table["seuil_min"] == minutes)
    ]
    if kept.empty:
        return mots.PHRASE_SANS.format(lieu=lieu)
    row = kept.iloc[0]
    total = int(row["eleves"])
    return mots.PHRASE.format(
        lieu=lieu,
        eleves=accord(total, "élève"),
        valeur=between(int(row[SURE]), int(row[POSSIBLE]), total),
        minutes=minutes,
    )


def exported(
    ecoles: pd.DataFrame, proches: pd.DataFrame, names: pd.Series, communes: pd.Series
) -> pd.DataFrame:
    """Return the file: one row = an establishment, its pupils, its nearest pools and the times.

    ``names``: the name of a pool by id; ``communes``: that of a commune by code. Times in minutes,
    to the tenth.
    """
    times = [f"minutes_{mode}_{certainty}" for mode in straight.MODES for certainty in CERTITUDES]
    near = proches.loc[ecoles.index]
    return ecoles[["id", "nom", "niveau", "code_insee", "eleves"]].assign(
        commune=ecoles["code_insee"].map(communes),
        piscine_sure=near["piscine_sure"].map(names),
        piscine_possible=near["piscine_possible"].map(names),
        **{name: near[name].round(1) for name in times},
    )


def load() -> pd.DataFrame:
    """Return the schools; see ``geo.sources.load`` for the errors."""
    return sources.load("ecoles")
