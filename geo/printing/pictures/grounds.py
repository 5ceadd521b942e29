"""The grounds that every map of an export shares, once in Lambert-93."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers import bundle
from geo.core import catalog
from geo.core.crs import to_metric
from geo.drawing.maps import colours
from geo.drawing.maps.outlines import drawn_outlines
from geo.measures import joins

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from shapely import Geometry

    from geo.answers.bundle import Base, ThemeData


PX = 0.75
"""Points a pixel of the screen."""


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
class Symbole:
    """A facility: the shape tells the theme, the outline the state; ``rayon`` in points."""

    x: float
    y: float
    forme: str
    couleur: str
    statut: str
    creux: bool
    rayon: float


@dataclass(frozen=True, slots=True)
class Fonds:
    """Outlines in Lambert-93: communes by code, territories, QPV and their band by QPV code.

    ``symboles``: theme id -> row of its table -> how the facility is drawn; a facility without
    any position is not there.
    """

    communes: dict[str, Lieu]
    territoires: dict[str, Geometry]
    qpv: dict[str, Geometry]
    bandes: dict[str, Geometry]
    symboles: dict[str, dict[Hashable, Symbole]]


def fonds(base: Base, themes: Mapping[str, ThemeData]) -> Fonds:
    """Return the grounds of the maps.

    Raises
    ------
    CrsError
        If a table carries no coordinate system.
    """
    communes, qpv = to_metric(drawn_outlines(base.communes)), to_metric(base.qpv)
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
        symboles={i: symboles(data) for i, data in themes.items() if data.theme.table != "qpv"},
    )


def est_creux(statut: str, *, approximate: bool) -> bool:
    """Return whether a symbol is hollow: its place or its state is not sure."""
    return approximate or statut in colours.HOLLOW_STATES


def couleur_de(data: ThemeData, statut: str) -> str:
    """Return the colour of a facility: that of its theme, grey when it is unknown or gone."""
    return colours.GREY_TO_CONFIRM if statut in colours.GREY_STATES else data.theme.couleur


def symboles(data: ThemeData) -> dict[Hashable, Symbole]:
    """Return how each facility that has a position is drawn, as on screen, by its row."""
    known = data.table[data.table.geometry.notna() & ~data.table.geometry.is_empty]
    if known.empty:
        return {}
    cards = bundle.cards(data.theme, known)
    return {
        row: Symbole(
            point.x,
            point.y,
            data.theme.symbole,
            couleur_de(data, str(card["statut"])),
            str(card["statut"]),
            est_creux(str(card["statut"]), approximate=bool(card["approx"])),
            float(card["rayon"]) * PX,  # type: ignore[arg-type]
        )
        for row, point, card in zip(known.index, to_metric(known.geometry), cards, strict=True)
    }
