"""Spatial joins: pure functions, one value per row of what they are given, on its index.

No row is ever lost or added, an argument is never changed, and the result depends neither on the
order of the rows nor on the coordinate system in which the frames come. A missing geometry gives
a missing value. Distances are straight lines and areas are plane, in Lambert-93.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import pandas as pd
import shapely

from geo.core.crs import points_from_lonlat, to_display, to_metric

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd
    import numpy.typing as npt

SituationQpv: TypeAlias = Literal["dedans", "bande", "dehors"]

BAND_M = 300.0
"""Width of the band around a QPV, the distance to which its neighbourhood is usually reckoned."""

TOUCH_M = 0.001
"""Distance under which a point is on a border: more than what a reprojection moves it by."""

MIN_BORDER_M = 50.0
"""Length of border that makes two communes neighbours.

Where four communes meet, the outlines give two opposite ones some metres in common that may not
exist: 32 m between Loison-sous-Lens and Sallaumines. The next shortest border is 68 m long.
"""


def commune_points(communes: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return the point that stands for each commune, in WGS 84, on the index of ``communes``.

    It is its mairie; where the place of the mairie is missing, or falls outside the commune (the
    source has a few, up to 8 km away), it is a point inside the outline.
    """
    mairies = points_from_lonlat(communes, "mairie_lon", "mairie_lat")
    outlines = to_metric(communes.geometry)
    at_home = outlines.dwithin(to_metric(mairies), TOUCH_M)
    return mairies.where(at_home, to_display(outlines.representative_point()))


def position(frame: pd.DataFrame, communes: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return where each facility is drawn, in WGS 84, on the index of ``frame``.

    Its own ``lon``, ``lat``; without them, the point of its commune (see ``commune_points``);
    missing if its ``code_insee`` is missing or is none of ``communes``.
    """
    codes = commune_points(communes).set_axis(communes["code_insee"])
    of_commune = codes.reindex(frame["code_insee"]).set_axis(frame.index)
    own = points_from_lonlat(frame)
    return own.where(own.notna(), of_commune)


def position_approximative(frame: pd.DataFrame) -> pd.Series:
    """Return whether each facility is only known by its commune: no ``lon``, ``lat`` of its own.

    Index of ``frame``; never missing.

    Examples
    --------
    >>> sites = pd.DataFrame({"lon": [2.8, None], "lat": [50.4, None]})
    >>> position_approximative(sites).tolist()
    [False, True]
    """
    known = frame[["lon", "lat"]].notna().all(axis="columns")
    return (~known).rename("position_approximative")


def commune_at(points: gpd.GeoSeries, communes: gpd.GeoDataFrame) -> pd.Series:
    """Return the ``code_insee`` of the commune in which each point is, by geometry.

    A point on a shared border is counted once, in the commune of the smallest code. Missing
    outside, or without a point.

    Examples
    --------
    >>> places = [Point(680_200, 7_040_500), Point(681_000, 7_040_500), Point(0, 0)]
    >>> commune_at(gpd.GeoSeries(places, crs=2154), communes).tolist()
    ['62001', '62001', nan]
    """
    return _code_at(points, communes, "code_insee")


def assign_commune(frame: pd.DataFrame, communes: gpd.GeoDataFrame) -> pd.Series:
    """Return the ``code_insee`` of each facility: the one of the source, else by its ``lon, lat``.

    The source prevails because outlines are drawn to some ten metres; that it disagrees with them
    is for ``geo.measures.quality`` to tell. Missing where neither is known, or outside.

    Examples
    --------
    >>> sites = pd.DataFrame({"code_insee": ["62002", None], "lon": None, "lat": None})
    >>> assign_commune(sites, communes).tolist()
    ['62002', nan]
    """
    found = commune_at(points_from_lonlat(frame), communes)
    return frame["code_insee"].astype("str").fillna(found).rename("code_insee")


def communes_of(equipements: pd.DataFrame) -> pd.Series:
    """Return the communes that each facility is in: one value a commune, on the index of the rows.

    A work spread over several communes (``communes_insee``) has one value for each.

    Examples
    --------
    >>> works = pd.DataFrame(
    ...     {"code_insee": ["62001", "62002"], "communes_insee": ["62001 | 62002", None]}
    ... )
    >>> communes_of(works).tolist()
    ['62001', '62002', '62002']
    """
    codes = equipements["code_insee"]
    if "communes_insee" in equipements:
        codes = equipements["communes_insee"].fillna(codes).str.split(" | ", regex=False)
    return codes.explode()


def in_communes(equipements: pd.DataFrame, codes: Collection[str]) -> pd.Series:
    """Return whether each facility is in one of some communes, on the index of the rows.

    Examples
    --------
    >>> in_communes(pd.DataFrame({"code_insee": ["62001", "62002"]}), {"62002"}).tolist()
    [False, True]
    """
    touched = communes_of(equipements).isin(list(codes))
    kept = touched.groupby(level=0).any()
    return kept.reindex(equipements.index, fill_value=False)


def qpv_at(points: gpd.GeoSeries, qpv: gpd.GeoDataFrame) -> pd.Series:
    """Return the ``code_qpv`` of the perimeter in which each point is.

    Of two that overlap or touch, the smallest code. Missing outside, or without a point.

    Examples
    --------
    >>> places = [Point(681_200, 7_040_500), Point(680_200, 7_040_500)]
    >>> qpv_at(gpd.GeoSeries(places, crs=2154), qpv).tolist()
    ['QN06201M', nan]
    """
    return _code_at(points, qpv, "code_qpv")


def distance_to_qpv_m(points: gpd.GeoSeries, qpv: gpd.GeoDataFrame) -> pd.Series:
    """Return the distance in metres to the nearest perimeter, 0 inside.

    Missing without a point, or when ``qpv`` is empty.

    Examples
    --------
    >>> places = [Point(681_200, 7_040_500), Point(680_200, 7_040_500)]
    >>> distance_to_qpv_m(gpd.GeoSeries(places, crs=2154), qpv).tolist()
    [0.0, 700.0]
    """
    return nearest(points, qpv.geometry)["distance_m"]


def situation_qpv(
    points: gpd.GeoSeries, qpv: gpd.GeoDataFrame, band_m: float = BAND_M
) -> pd.Series:
    """Return ``dedans``, ``bande`` (outside, ``band_m`` metres away at most) or ``dehors``.

    Missing without a point; ``dehors`` when ``qpv`` is empty.

    Examples
    --------
    >>> places = [Point(680_000 + x, 7_040_500) for x in (1_000, 600, 599)]
    >>> situation_qpv(gpd.GeoSeries(places, crs=2154), qpv).tolist()
    ['dedans', 'bande', 'dehors']
    """
    distance = distance_to_qpv_m(points, qpv)
    situations: tuple[SituationQpv, ...] = ("dedans", "bande")
    told = np.select([distance <= TOUCH_M, distance <= band_m], situations, default="dehors")
    told_where_known = pd.Series(told, index=points.index, name="situation_qpv", dtype="str")
    return told_where_known.where(points.notna())


def shares(zones: gpd.GeoDataFrame, communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return how zones and communes share their areas: one row = a zone and a commune in common.

    Columns: ``zone`` (its label in the index of ``zones``), ``code_insee``, ``surface_km2``,
    ``part_zone_pct``, ``part_commune_pct``. Rows follow ``zones``, then the codes. A zone that
    only touches a commune, or has no geometry, is not there.

    Examples
    --------
    >>> rows = shares(qpv.set_index("code_qpv"), communes)
    >>> rows[["code_insee", "part_zone_pct", "part_commune_pct"]].round(3)
      code_insee  part_zone_pct  part_commune_pct
    0      62001           25.0               2.0
    1      62002           75.0               6.0
    """
    communes = communes.sort_values("code_insee")
    outlines = to_metric(communes.geometry)
    areas = to_metric(zones.geometry)
    zone, commune = outlines.sindex.query(areas, predicate="intersects", sort=True)
    common = shapely.area(shapely.intersection(areas.array[zone], outlines.array[commune]))
    rows = pd.DataFrame(
        {
            "zone": zones.index[zone],
            "code_insee": communes["code_insee"].to_numpy()[commune],
            "surface_km2": common / 1e6,
            "part_zone_pct": common / areas.area.to_numpy()[zone] * 100,
            "part_commune_pct": common / outlines.area.to_numpy()[commune] * 100,
        }
    )
    return rows[rows["surface_km2"] > 0].reset_index(drop=True)


def band(qpv: gpd.GeoDataFrame, distance_m: float = BAND_M) -> gpd.GeoSeries:
    """Return the band around each perimeter, without the perimeters, in Lambert-93.

    Index of ``qpv``. The bands of close perimeters overlap; no band covers a perimeter.
    """
    perimeters = to_metric(qpv.geometry)
    around = perimeters.buffer(distance_m).difference(perimeters.union_all())
    return around.rename("bande")


def band_share_pct(
    communes: gpd.GeoDataFrame, qpv: gpd.GeoDataFrame, distance_m: float = BAND_M
) -> pd.Series:
    """Return the share of each commune, in %, that is at most ``distance_m`` from a perimeter.

    The perimeters are part of it and overlaps count once. Index of ``communes``.
    """
    outlines = to_metric(communes.geometry)
    covered = to_metric(qpv.geometry).buffer(distance_m)
    return covered_pct(outlines, covered).where(outlines.notna()).rename("part_bande_pct")


def covered_pct(shapes: gpd.GeoSeries, cover: gpd.GeoSeries) -> pd.Series:
    """Return the share of each shape, in %, that others cover together; overlaps count once.

    Both in the same metric system; index of ``shapes``.
    """
    share: pd.Series = shapes.intersection(cover.union_all()).area / shapes.area * 100
    return share


def nearest(origins: gpd.GeoSeries, targets: gpd.GeoSeries) -> pd.DataFrame:
    """Return the nearest target of each origin: one row = an origin, on the index of ``origins``.

    Columns: ``distance_m`` and ``id``, the label of the target in the index of ``targets``, as
    text; of several at the same distance, to the millimetre, the first in the order of these
    texts. Both are missing without an origin, or when there is no target; a target without
    geometry is none.

    Examples
    --------
    >>> here = gpd.GeoSeries([Point(680_000, 7_040_000)], crs=2154)
    >>> places = [Point(680_000, 7_040_900), Point(680_300, 7_040_400)]
    >>> nearest(here, gpd.GeoSeries(places, index=["nord", "est"], crs=2154))
       distance_m   id
    0       500.0  est
    """
    known = to_metric(targets[targets.notna()])
    known = known.set_axis(known.index.astype("str")).sort_index()
    places = to_metric(origins).array
    (origin, _), distance = known.sindex.nearest(places, return_all=False, return_distance=True)
    told, target = known.sindex.query(
        places[origin], predicate="dwithin", distance=distance + TOUCH_M
    )
    distance_m = np.full(len(origins), np.nan)
    distance_m[origin] = distance
    ids = _first_label(origin[told], target, len(origins), known.index.to_numpy(dtype=object))
    return pd.DataFrame(
        {"distance_m": distance_m, "id": pd.Series(ids, index=origins.index, dtype="str")},
        index=origins.index,
    )


def neighbours(
    communes: gpd.GeoDataFrame, min_border_m: float = MIN_BORDER_M
) -> dict[str, tuple[str, ...]]:
    """Return the codes of the communes that share at least ``min_border_m`` metres of border.

    One entry = a commune, by code; its neighbours are sorted, none is itself, and being
    neighbours goes both ways.

    Examples
    --------
    >>> neighbours(communes)
    {'62001': ('62002',), '62002': ('62001',)}
    """
    communes = communes.sort_values("code_insee")
    codes = communes["code_insee"].tolist()
    outlines = to_metric(communes.geometry)
    one, other = outlines.sindex.query(outlines, predicate="intersects", sort=True)
    one, other = one[one < other], other[one < other]
    borders = shapely.intersection(outlines.boundary.array[one], outlines.array[other])
    long_enough = shapely.length(borders) >= min_border_m
    found: dict[str, list[str]] = {code: [] for code in codes}
    for a, b in zip(one[long_enough], other[long_enough], strict=True):
        found[codes[a]].append(codes[b])
        found[codes[b]].append(codes[a])
    return {code: tuple(sorted(near)) for code, near in found.items()}


def _code_at(points: gpd.GeoSeries, zones: gpd.GeoDataFrame, column: str) -> pd.Series:
    """Return the smallest code among the zones in which, or on the border of which, a point is."""
    zones = zones.sort_values(column)
    point, zone = to_metric(zones.geometry).sindex.query(
        to_metric(points), predicate="dwithin", distance=TOUCH_M
    )
    found = _first_label(point, zone, len(points), zones[column].to_numpy(dtype=object))
    return pd.Series(found, index=points.index, name=column, dtype="str")


def _first_label(
    row: npt.NDArray[np.intp],
    match: npt.NDArray[np.intp],
    count: int,
    labels: npt.NDArray[np.object_],
) -> npt.NDArray[np.object_]:
    """Return, for each of ``count`` rows, the first of the labels that it matches, else None."""
    first = np.full(count, len(labels))
    np.minimum.at(first, row, match)
    found: npt.NDArray[np.object_] = np.append(labels, [None])[first]
    return found
