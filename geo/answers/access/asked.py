"""What may be asked of « Accès aux services »."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from geo.answers.coordinates.position import parse
from geo.answers.coordinates.written import PointError
from geo.answers.named import commune_named, former_communes
from geo.core import catalog
from geo.core.crs import points_from_lonlat, to_metric
from geo.core.palette import ACCENT
from geo.labels import access as mots
from geo.labels import textes
from geo.labels.formats import nombre
from geo.measures import joins

if TYPE_CHECKING:
    import shapely

    from geo.access.straight import Hypotheses, Mode
    from geo.answers.bundle import Base
    from geo.answers.view import PlaceView

SERVICES = tuple(mots.ACCES_SERVICES)
THEME_OF = {"dechetteries": "dechets", "piscines": "piscines", "bornes": "bornes"}
SANS_ETAT = ("gares", "ecoles", "mairies")
"""Services whose places have no state: every one of the list counts."""
MAIRIE_COLOUR = ACCENT
NEAR_TERRITORY_M = 20_000.0
"""How far from the communes a facility may be tried."""

HYPOTHESES = {
    "detour": "detour",
    "v_pied": "pied",
    "v_velo": "velo",
    "v_voiture": "voiture",
    "v_route": "route",
    "depart": "depart",
    "fixe": "stationnement",
}
"""Parameter of the address -> hypothesis."""


@dataclass(frozen=True, slots=True)
class Ajout:
    """A facility that is tried: its name, its place in Lambert-93, its latitude and longitude."""

    nom: str
    lieu: shapely.Point
    lat: float
    lon: float
    code: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Demande:
    """What the reader asks: a service, a mode, a threshold, for a selection.

    ``a_confirmer``: to count also the facilities whose state is not established. ``avant``: to see
    the state before the added facility.
    """

    service: str
    mode: Mode
    minutes: int
    a_confirmer: bool
    place: PlaceView
    hypotheses: Hypotheses
    ajout: Ajout | None
    avant: bool = False

    @property
    def noms(self) -> tuple[str, str]:
        """Return the noun of the service: singular, plural."""
        return textes.ACCES_NOMS[self.service]

    @property
    def mark(self) -> tuple[str | bool, ...] | None:
        """Return what tells its answer from all others, whoever asks and wherever they look.

        ``None`` where a facility is tried: there is no end to the places that a reader may give.
        """
        if self.ajout is not None:
            return None
        centres = [str(getattr(self.hypotheses, name).centre) for name in HYPOTHESES.values()]
        return (self.service, self.mode, self.a_confirmer, *centres)

    @property
    def couleur(self) -> str:
        """Return the colour of the service."""
        theme = THEME_OF.get(self.service)
        return catalog.theme(theme).couleur if theme else MAIRIE_COLOUR


def read_added(texte: str, base: Base) -> Ajout | None:
    """Return the place that a text names: coordinates in any writing, or a commune.

    Coordinates are read as everywhere (``geo.answers.coordinates``), a commune as in an address.
    ``None`` when it is neither, or farther than ``NEAR_TERRITORY_M`` from the communes.
    """
    communes = base.communes
    try:
        found = parse(texte)
    except PointError:
        named = commune_named(communes, former_communes(), texte)
        if named is None:
            return None
        row = communes[communes["code_insee"] == named[0]]
        points = joins.commune_points(row)
        place, point = to_metric(points).iloc[0], points.iloc[0]
        return Ajout(f"{row['nom'].iloc[0]}, à la mairie", place, point.y, point.x, named[0])
    lat, lon = found.lat, found.lon
    place = to_metric(points_from_lonlat(pd.DataFrame({"lon": [lon], "lat": [lat]}))).iloc[0]
    if not to_metric(communes.geometry).dwithin(place, NEAR_TERRITORY_M).any():
        return None
    return Ajout(f"{nombre(lat, 4)} ; {nombre(lon, 4)}", place, lat, lon)
