"""The grounds that every map of an export shares, once in Lambert-93."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo import catalog, joins
from geo.crs import to_metric

if TYPE_CHECKING:
    from shapely import Geometry

    from geo.datasets import Base


@dataclass(frozen=True, slots=True)
class Lieu:
    """A commune: its outline and the point where its name is written, in metres (Lambert-93).

    ``rang`` orders the names: the most populated first.
    """

    code: str
    nom: str
    territoire: str
    contour: Geometry
    centre: tuple[float, float]
    rang: int


@dataclass(frozen=True, slots=True)
class Fonds:
    """Outlines in Lambert-93: communes by code, territories, QPV and their band by QPV code."""

    communes: dict[str, Lieu]
    territoires: dict[str, Geometry]
    qpv: dict[str, Geometry]
    bandes: dict[str, Geometry]


def fonds(base: Base) -> Fonds:
    """Return the grounds of the maps.

    Raises
    ------
    CrsError
        If a table carries no coordinate system.
    """
    communes, qpv = to_metric(base.communes), to_metric(base.qpv)
    inside = communes.geometry.representative_point()
    ranks = communes["population"].rank(ascending=False, method="first").astype(int)
    places = [
        Lieu(str(code), str(nom), str(territoire), contour, (point.x, point.y), int(rang))
        for code, nom, territoire, contour, point, rang in zip(
            communes["code_insee"],
            communes["nom"],
            communes["territoire"],
            communes.geometry,
            inside,
            ranks,
            strict=True,
        )
    ]
    outlines = communes.dissolve("territoire").geometry
    bands = to_metric(joins.band(base.qpv, joins.BAND_M))
    return Fonds(
        communes={place.code: place for place in places},
        territoires={i: outlines[i] for i in catalog.TERRITORIES if i in outlines.index},
        qpv=dict(zip(qpv["code_qpv"], qpv.geometry, strict=True)),
        bandes=dict(zip(qpv["code_qpv"], bands, strict=True)),
    )
