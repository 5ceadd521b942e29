"""The water surface of the pools: the register beside the figures of the report, gap explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geo import sources
from geo.core import catalog
from geo.labels import bassins as mots
from geo.labels.formats import accord, avec_unite
from geo.measures import pools, states

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

RAPPORT, SEUIL, SURFACE = "ra2021-442", "ra2021-443", "ra2021-440"
"""The figures of the report: m² for 10,000 inhabitants, the threshold cited, the whole surface."""

COMPLEXES_DU_RAPPORT = 6
"""Pools of the figure of the report, which writes it in words (« six complexes »)."""


@dataclass(frozen=True, slots=True)
class LigneDeBassin:
    """One line of the panel: what is counted, in which territory, how much it makes."""

    territoire: str
    cas: str
    piscines: int
    bassins: int
    surface_m2: float
    m2_pour_10000_hab: float


@dataclass(frozen=True, slots=True)
class Surfaces:
    """The panel: its lines, then what the report says, the gap, and the limits, in sentences."""

    lignes: tuple[LigneDeBassin, ...]
    rapport: str
    ecart: str
    limites: str
    source: str


def _kept(piscines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the pools that each line counts, by the id of the line."""
    ours = piscines[states.counted(piscines)]
    return {
        "recensees": ours,
        "ouvertes": ours[states.is_open(ours)],
        "avec_departement": piscines[states.exists(piscines) & ~states.outside(piscines)],
    }


def surfaces() -> Surfaces:
    """Return the panel of both territories.

    Raises
    ------
    AtlasError
        If a file that it needs is missing, damaged or does not follow its schema.
    """
    bassins, communes = sources.load("bassins"), sources.load("communes")
    figures = sources.load("indicateurs").set_index("id")
    cases = {
        name: pools.water_surface(bassins, kept, communes)
        for name, kept in _kept(sources.load("piscines")).items()
    }
    lines = tuple(
        _line(cases[name], territory, name)
        for territory in catalog.TERRITORIES
        for name in mots.CAS
        if name != "avec_departement" or _differs(cases, territory)
    )
    call: dict[Hashable, Any] = cases["recensees"].loc["call"].to_dict()
    register, people = catalog.source("bassins").mention, catalog.source("communes").mention
    return Surfaces(
        lignes=lines,
        rapport=_report(figures),
        ecart=mots.ECART.format(
            surface=avec_unite(call["surface_m2"], "m²"),
            piscines=accord(call["piscines"], "piscine"),
            taux=avec_unite(call["m2_pour_10000_hab"], "m²"),
        ),
        limites=mots.LIMITES.format(bassins=register, population=people),
        source=mots.SOURCE.format(bassins=register, population=people),
    )


def _differs(cases: dict[str, pd.DataFrame], territory: str) -> bool:
    whole, ours = (
        cases[name]["bassins"].to_dict()[territory] for name in ("avec_departement", "recensees")
    )
    return bool(whole != ours)


def _line(table: pd.DataFrame, territory: str, name: str) -> LigneDeBassin:
    row: dict[Hashable, Any] = table.loc[territory].to_dict()
    return LigneDeBassin(
        territoire=territory,
        cas=name,
        piscines=int(row["piscines"]),
        bassins=int(row["bassins"]),
        surface_m2=float(row["surface_m2"]),
        m2_pour_10000_hab=float(row["m2_pour_10000_hab"]),
    )


def _report(figures: pd.DataFrame) -> str:
    said = figures.loc[RAPPORT].to_dict()
    return mots.RAPPORT.format(
        rapport=avec_unite(said["valeur"], "m²"),
        annee=int(said["annee_debut"]),
        surface=avec_unite(figures.loc[SURFACE].to_dict()["valeur"], "m²"),
        piscines=accord(COMPLEXES_DU_RAPPORT, "piscine"),
        seuil=avec_unite(figures.loc[SEUIL].to_dict()["valeur"], "m²"),
    )
