"""The GeoJSON layers that the browser fetches once and keeps.

Each layer carries the checksum of its content in its address, so a cached copy is never stale.
Coordinates are WGS 84, rounded to five decimals (about one metre).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.core.catalog import TERRITORIES
from geo.core.crs import to_display, to_metric

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DECIMALS = 5
PREFIX = "atlas/couches"


@dataclass(frozen=True, slots=True)
class Layer:
    """One GeoJSON document: ``ids`` are the ids of its features, in their order."""

    nom: str
    corps: bytes
    ids: tuple[str, ...]

    @property
    def empreinte(self) -> str:
        """Return the start of the checksum of the content."""
        return hashlib.sha256(self.corps).hexdigest()[:12]

    @property
    def adresse(self) -> str:
        """Return the address of the layer, from the root of the server."""
        return f"{PREFIX}/{self.empreinte}/{self.nom}.geojson"


def _rounded(geometry: shapely.Geometry) -> dict[str, Any]:
    """Return a GeoJSON geometry: rounded, outer rings counter-clockwise (RFC 7946)."""
    turned = shapely.orient_polygons(geometry)
    rounded = shapely.transform(turned, lambda xy: xy.round(DECIMALS))
    document: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return document


def _layer(nom: str, geometries: gpd.GeoSeries, properties: pd.DataFrame) -> Layer:
    records = properties.astype(object).where(properties.notna(), None).to_dict("records")
    features = [
        {"type": "Feature", "properties": record, "geometry": _rounded(geometry)}
        for geometry, record in zip(geometries, records, strict=True)
    ]
    document = {"type": "FeatureCollection", "features": features}
    body = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Layer(nom, body.encode(), tuple(str(record["id"]) for record in records))


def _label_points(shapes: gpd.GeoSeries) -> list[list[float]]:
    points = to_display(to_metric(shapes).representative_point())
    return [[round(p.y, DECIMALS), round(p.x, DECIMALS)] for p in points]


def communes_layer(communes: gpd.GeoDataFrame) -> Layer:
    """Return the outlines of the communes with what their names need to be written."""
    shapes = to_display(communes.geometry)
    ranks = communes["population"].rank(ascending=False, method="first")
    properties = pd.DataFrame(
        {
            "id": communes["code_insee"],
            "nom": communes["nom"],
            "centre": _label_points(shapes),
            "rang": ranks.astype(int),
        }
    )
    return _layer("communes", shapes, properties)


def _free_corners(outlines: gpd.GeoSeries) -> list[dict[str, Any]]:
    """Return where the name of each outline hides nothing: a corner of its frame, at the east.

    The farthest one from every outline; the buttons and the scale of a map stand at the west.
    ``lieu`` is a point in the system of the outlines, ``haut`` tells a corner of the north.
    """
    everything = outlines.union_all()
    found = []
    for _west, south, east, north in outlines.bounds.itertuples(index=False):
        corners = {True: shapely.Point(east, north), False: shapely.Point(east, south)}
        high = max(corners, key=lambda side: corners[side].distance(everything))
        found.append({"haut": high, "lieu": corners[high]})
    return found


def territories_layer(communes: gpd.GeoDataFrame) -> Layer:
    """Return the outline of each intercommunalité, with the place of its name."""
    outlines = communes.dissolve("territoire").geometry
    measured = to_metric(outlines)
    corners = pd.DataFrame(_free_corners(measured), index=outlines.index)
    places = to_display(gpd.GeoSeries(corners["lieu"], crs=measured.crs))
    properties = pd.DataFrame(
        {
            "id": outlines.index,
            "nom": [TERRITORIES[i].sigle for i in outlines.index],
            "lieu": [[round(p.y, DECIMALS), round(p.x, DECIMALS)] for p in places],
            "haut": corners["haut"].to_list(),
        }
    )
    return _layer("territoires", to_display(outlines), properties)


def codes_of(told: object) -> list[str]:
    """Return codes told between bars; none for what is outside every commune."""
    return [] if pd.isna(told) else str(told).replace(" ", "").split("|")  # type: ignore[call-overload]


def areas_layer(
    nom: str,
    areas: gpd.GeoSeries,
    ids: Sequence[str],
    names: Sequence[str],
    communes: Sequence[list[str]] | None = None,
) -> Layer:
    """Return named areas (QPV perimeters, the band around them).

    ``communes``: the codes of the communes of each, where the map in words tells them there.
    """
    properties = pd.DataFrame({"id": list(ids), "nom": list(names)})
    if communes is not None:
        properties["communes"] = list(communes)
    return _layer(nom, to_display(areas), properties)


def points_layer(nom: str, positions: gpd.GeoSeries, cards: Iterable[dict[str, Any]]) -> Layer:
    """Return facilities; ``cards`` are their properties (``id``, ``nom``, ``statut``…).

    ``communes``, in a card, lists the codes of the communes where the map in words tells it.
    A facility without any position is not drawn; the table still lists it.
    """
    properties = pd.DataFrame(list(cards), index=positions.index)
    known = positions.notna() & ~positions.is_empty
    return _layer(nom, to_display(positions[known]), properties[known])
