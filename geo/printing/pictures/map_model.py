"""The description of a map, in metres (Lambert-93): what is drawn, where, and its legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely import Geometry

    from geo.drawing.maps.legend import Bloc
    from geo.printing.pictures.grounds import Symbole

Cadre = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Aire:
    """A commune and its colour; ``ABSENT`` where the data is missing."""

    contour: Geometry
    couleur: str


@dataclass(frozen=True, slots=True)
class Perimetre:
    """A QPV, hatched, or filled inside the line ``bord``, or the band around it, dashed."""

    contour: Geometry
    couleur: str
    bande: bool = False
    bord: str = ""


@dataclass(frozen=True, slots=True)
class Cercle:
    """A count, as a circle whose area follows it; ``rayon`` in points."""

    x: float
    y: float
    rayon: float
    couleur: str


@dataclass(frozen=True, slots=True)
class Nom:
    """The name of a commune, where it is written; ``fort`` for the one that is looked at."""

    x: float
    y: float
    texte: str
    fort: bool = False


@dataclass(frozen=True, slots=True)
class Carte:
    """One map, from bottom to top, its legend from high to low, and what it says without eyes.

    ``cadre``: west, south, east, north in metres. ``noms``: in the order in which they take their
    place. ``pied``: source, date and version of the data; ``sources``: the mentions in it.
    ``voiles``: communes hatched over their colour, which is not certain. ``repere``: a place marked
    with a pin.
    """

    titre: str
    description: str
    cadre: Cadre
    pied: str
    aires: tuple[Aire, ...]
    limites: tuple[Geometry, ...]
    perimetres: tuple[Perimetre, ...] = ()
    cercles: tuple[Cercle, ...] = ()
    symboles: tuple[Symbole, ...] = ()
    choix: tuple[Geometry, ...] = ()
    noms: tuple[Nom, ...] = ()
    legende: tuple[Bloc, ...] = ()
    voiles: tuple[Geometry, ...] = ()
    repere: tuple[float, float] | None = None
    sources: tuple[str, ...] = ()
