"""The records that the rest of the house speaks of: frozen, small, without behaviour on data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TerritoryId = Literal["cabbalr", "call"]
Severity = Literal["erreur", "avertissement"]
Statut = Literal["ouverte", "travaux", "projet", "fermee", "a_confirmer"]
Precision = Literal["site", "rue", "commune"]

STATUTS: tuple[Statut, ...] = ("ouverte", "travaux", "projet", "fermee", "a_confirmer")
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

    @property
    def mention(self) -> str:
        """Return the few words that stand under a figure."""
        return self.court or f"{self.producteur}, {self.millesime}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One number per commune, drawn on the map of a theme.

    ``nature`` decides how it may be drawn: a ``taux`` is a choropleth, an ``effectif`` is never
    one. ``id`` is also the name of its column.
    """

    id: str
    titre: str
    unite: str
    nature: Literal["taux", "effectif", "distance"]
    methode: str
    decimales: int = 0


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme page: which table of facilities, how it looks, which indicators it offers."""

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
