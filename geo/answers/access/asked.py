"""What may be asked of « Accès aux services »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

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

COORDINATES = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*")


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
    def couleur(self) -> str:
        """Return the colour of the service."""
        theme = THEME_OF.get(self.service)
        return catalog.theme(theme).couleur if theme else MAIRIE_COLOUR


def read_added(texte: str, base: Base) -> Ajout | None:
    """Return the place that a text names: the code of a commune, or ``latitude,longitude``.

    ``None`` when it is neither, or farther than ``NEAR_TERRITORY_M`` from the communes.
    """
    communes = base.communes
    row = communes[communes["code_insee"] == texte]
    if len(row):
        points = joins.commune_points(row)
        place, point = to_metric(points).iloc[0], points.iloc[0]
        return Ajout(f"{row['nom'].iloc[0]}, à la mairie", place, point.y, point.x, texte)
    found = COORDINATES.fullmatch(texte)
    if not found:
        return None
    lat, lon = float(found[1]), float(found[2])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - the bounds of degrees
        return None
    place = to_metric(points_from_lonlat(pd.DataFrame({"lon": [lon], "lat": [lat]}))).iloc[0]
    if not to_metric(communes.geometry).dwithin(place, NEAR_TERRITORY_M).any():
        return None
    return Ajout(f"{nombre(lat, 4)} ; {nombre(lon, 4)}", place, lat, lon)
