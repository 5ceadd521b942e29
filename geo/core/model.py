"""The records that the rest of the house speaks of: frozen, small, without behaviour on data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

TerritoryId = Literal["cabbalr", "call"]
Severity = Literal["erreur", "avertissement"]
Existence = Literal["attestee", "a_confirmer"]
Statut = Literal[
    "ouverte", "saisonniere", "travaux", "projet", "realise", "fermee", "demolie", "non_etabli"
]
Precision = Literal["site", "rue", "commune"]

EXISTENCES: tuple[Existence, ...] = get_args(Existence)
STATUTS: tuple[Statut, ...] = get_args(Statut)
"""Existence and state of a facility: two facts, each with its own proof.

``realise`` is a work that is done and finished (bank repairs), not a facility in service;
``saisonniere`` is open in season and counts as open; ``non_etabli`` is what no proof tells today.
"""

DATE_REFERENCE = date(2026, 11, 27)
"""The day the shipped data speak of: ages of proofs are told at this date, never at today's."""

PRECISIONS: tuple[Precision, ...] = ("site", "rue", "commune")


@dataclass(frozen=True, slots=True)
class Territory:
    """One intercommunalité.

    ``communes_attendues``, ``population_attendue`` and ``surface_attendue_km2`` are its official
    totals; ``geo check`` compares the shipped table with them.
    """

    id: TerritoryId
    sigle: str
    nom: str
    siren: str
    communes_attendues: int
    population_attendue: int
    surface_attendue_km2: float


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a folder of ``data/``: ``role`` is ``brut`` (as received) or ``construit``."""

    nom: str
    role: Literal["brut", "construit"]
    sha256: str


@dataclass(frozen=True, slots=True)
class DeclaredAnomaly:
    """A fault of the data that we know, keep and show, with the reason why it stays."""

    regle: str
    id: str
    raison: str


@dataclass(frozen=True, slots=True)
class Source:
    """One folder of ``data/``, as described by its ``source.toml``.

    ``court`` is the mention that stands under a figure, where there is no room for the rest.
    ``lignes`` is how many rows its table has: ``geo build`` writes it, so that a table that was
    cut, even with its checksum declared again, is told. ``None``: not built yet.
    """

    id: str
    titre: str
    producteur: str
    licence: str
    url: str
    millesime: str
    date_acces: str
    description: str
    table: str
    lacunes: tuple[str, ...]
    fichiers: tuple[DataFile, ...]
    anomalies: tuple[DeclaredAnomaly, ...] = ()
    court: str = ""
    lignes: int | None = None

    @property
    def mention(self) -> str:
        """Return the few words that stand under a figure."""
        return self.court or f"{self.producteur}, {self.millesime}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One number per commune, drawn on the map of a theme.

    ``nature`` decides how it may be drawn: a ``taux`` is a choropleth, an ``effectif`` is never
    one. ``id`` is also the name of its column. ``absence`` says why a value is missing, where it
    is always the same reason.
    """

    id: str
    titre: str
    unite: str
    nature: Literal["taux", "effectif", "distance"]
    methode: str
    decimales: int = 0
    absence: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme page: which table of facilities, how it looks, which indicators it offers.

    ``appoint`` is the table of points drawn besides, which nothing counts.
    """

    id: str
    titre: str
    chemin: str
    icone: str
    couleur: str
    symbole: Literal["surface", "cercle", "carre", "goutte", "triangle"]
    table: str
    sources: tuple[str, ...]
    indicateurs: tuple[str, ...]
    themes_rapport: tuple[str, ...] = ()
    appoint: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the navigation: ``chemin`` is its address, stable, without accents."""

    id: str
    titre: str
    chemin: str
    icone: str
    fichier: str
    rubrique: str
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader is looking at; empty means everything.

    ``communes`` are official codes, ``statuts`` status ids, ``qpv`` perimeter codes.
    """

    territoire: TerritoryId | None = None
    communes: tuple[str, ...] = ()
    statuts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    qpv: tuple[str, ...] = ()
    options: dict[str, str] = field(default_factory=dict)
