"""The mining basin joined with communes and QPV: pure functions, in Lambert-93.

Neither the perimeter of the census nor those of the property and of its buffer zone are known:
what a commune has not in the source is missing, never zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
import pandas as pd
import shapely

from geo.core.crs import to_metric
from geo.measures.joins import commune_at, covered_pct

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import numpy.typing as npt

SituationCite: TypeAlias = Literal["dedans", "en_partie", "dehors"]

SLIVER_PCT = 5.0
"""Share of an object under which a commune, or a QPV, is not covered: outlines are drawn to some
ten metres, and what follows a border spills over it."""

SPILL = {2: 10_000.0, 1: 100.0}
"""Area (m²) or length (m) from which an object is in a commune whatever its share: no spill is so
large. By dimension of the object."""

DEDANS_PCT = 100.0 - SLIVER_PCT
"""Share of a cité from which it is inside a QPV."""

MESURES = (
    "nb_cites",
    "part_cites_pct",
    "surface_cites_km2",
    "nb_terrils",
    "cavaliers_km",
    "cavaliers_inscrits_km",
    "nb_puits",
    "nb_batiments",
    "nb_espaces",
)
"""What is measured in each commune, in the order of the columns."""


def _size(shapes: npt.NDArray[np.object_], dimension: int) -> npt.NDArray[np.float64]:
    return shapely.area(shapes) if dimension == 2 else shapely.length(shapes)  # noqa: PLR2004


def pieces(objects: gpd.GeoDataFrame, communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return what each object covers of each commune: one row = an object and a commune.

    Columns: ``objet`` (label in the index of ``objects``), ``code_insee``, ``mesure`` (m² of an
    area, m of a line) and ``part_objet_pct``. Spills over a border are left out (``SLIVER_PCT``,
    ``SPILL``). Rows follow ``objects``, then the codes; an object outside has none.
    """
    communes = communes.sort_values("code_insee")
    outlines, shapes = to_metric(communes.geometry), to_metric(objects.geometry)
    dimension = int(shapely.get_dimensions(shapes.to_numpy()).max()) if len(shapes) else 2
    one, commune = outlines.sindex.query(shapes, predicate="intersects", sort=True)
    common = _size(
        shapely.intersection(shapes.to_numpy()[one], outlines.to_numpy()[commune]), dimension
    )
    share = common / _size(shapes.to_numpy()[one], dimension) * 100
    kept = (share >= SLIVER_PCT) | (common >= SPILL[dimension])
    rows = pd.DataFrame(
        {
            "objet": objects.index[one],
            "code_insee": communes["code_insee"].to_numpy()[commune],
            "mesure": common,
            "part_objet_pct": share,
        }
    )
    return rows[kept].reset_index(drop=True)


def attached(objects: gpd.GeoDataFrame, communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the communes of each object, on the index of ``objects``.

    Columns: ``code_insee``, the commune that has the most of it; ``commune``, its name;
    ``codes_communes`` and ``communes``, all those that it covers (see ``pieces``), between bars.
    Missing for an object outside them all.
    """
    found = pieces(objects, communes)
    names = communes.set_index("code_insee")["nom"]
    order = found.sort_values(["mesure", "code_insee"], ascending=[False, True])
    main = order.drop_duplicates("objet").set_index("objet")["code_insee"].reindex(objects.index)
    found = found.assign(nom=found["code_insee"].map(names))
    listed = found.groupby("objet")[["code_insee", "nom"]].agg(" | ".join).reindex(objects.index)
    return pd.DataFrame(
        {
            "code_insee": main,
            "commune": main.map(names),
            "codes_communes": listed["code_insee"],
            "communes": listed["nom"],
        },
        index=objects.index,
    ).astype("str")


def of_points(points: gpd.GeoSeries, communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return ``code_insee`` and ``commune`` of each point, by its place, on its index."""
    codes = commune_at(points, communes)
    names = communes.set_index("code_insee")["nom"]
    return pd.DataFrame({"code_insee": codes, "commune": codes.map(names)}).astype("str")


def towards_qpv(cites: gpd.GeoDataFrame, qpv: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return what QPV cover of each cité, on the index of ``cites``.

    Columns: ``part_qpv_pct``, share of the cité in the QPV together; ``situation_qpv``, ``dedans``
    (``DEDANS_PCT`` at least), ``en_partie`` (``SLIVER_PCT`` at least) or ``dehors``; ``codes_qpv``,
    those that have at least ``SLIVER_PCT`` of it, between bars, missing without any.
    """
    shapes, perimeters = to_metric(cites.geometry), to_metric(qpv.geometry)
    share = covered_pct(shapes, perimeters)
    levels: tuple[SituationCite, ...] = ("dedans", "en_partie")
    told = np.select([share >= DEDANS_PCT, share >= SLIVER_PCT], levels, default="dehors")
    one, other = perimeters.sindex.query(shapes, predicate="intersects", sort=True)
    common = shapely.area(
        shapely.intersection(shapes.to_numpy()[one], perimeters.to_numpy()[other])
    )
    enough = common / shapely.area(shapes.to_numpy()[one]) * 100 >= SLIVER_PCT
    codes = pd.Series(qpv["code_qpv"].to_numpy()[other[enough]], index=cites.index[one[enough]])
    listed = codes.sort_values().groupby(level=0).agg(" | ".join).reindex(cites.index)
    return pd.DataFrame(
        {
            "part_qpv_pct": share,
            "situation_qpv": pd.Series(told, index=cites.index, dtype="str"),
            "codes_qpv": listed.astype("str"),
        },
        index=cites.index,
    )


def counted(cites: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the cités that count: not the second drawing of one that is already there."""
    return cites[cites["double_de"].isna()]


def measures(tables: Mapping[str, gpd.GeoDataFrame], communes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return ``MESURES`` of each commune, on the index of ``communes``.

    ``tables`` are the layers by name, shafts with their ``code_insee``. An object counts in each
    commune that it covers, so that counts of communes do not add up to the total; areas and lengths
    do. Missing where the source has nothing in the commune: never zero.
    """
    codes = communes["code_insee"]
    cites = counted(tables["cites_minieres"])
    lines, inscribed = tables["cavaliers"], to_metric(tables["cavaliers_inscrits"].geometry)
    inside = to_metric(lines.geometry).intersection(inscribed.union_all().buffer(AXE_M))
    inside = inside[~inside.is_empty]
    area = area_of_union_km2(cites, communes)
    length = pieces(lines, communes).groupby("code_insee")["mesure"].sum() / 1e3
    protected = pieces(inside.to_frame("geometry"), communes)
    counts = {
        "nb_cites": _count(cites, communes),
        "nb_terrils": _count(tables["terrils"], communes),
        "nb_batiments": _count(tables["batiments_miniers"], communes),
        "nb_espaces": _count(tables["espaces_neonaturels"], communes),
        "nb_puits": tables["puits_de_mine"]["code_insee"].value_counts(),
    }
    found = {name: codes.map(values).astype("Int64") for name, values in counts.items()}
    return pd.DataFrame(
        {
            **found,
            "surface_cites_km2": area.where(found["nb_cites"].notna()),
            "part_cites_pct": (area / (to_metric(communes.geometry).area / 1e6) * 100).where(
                found["nb_cites"].notna()
            ),
            "cavaliers_km": codes.map(length),
            "cavaliers_inscrits_km": codes.map(
                protected.groupby("code_insee")["mesure"].sum() / 1e3
            ),
        },
        index=communes.index,
    )[list(MESURES)]


AXE_M = 5.0
"""Margin, in metres, around the ground of an inscribed cavalier for its line to be in it."""


def area_of_union_km2(zones: gpd.GeoDataFrame, communes: gpd.GeoDataFrame) -> pd.Series:
    """Return the area that ``zones`` cover in each commune, in km²; overlaps count once."""
    covered = to_metric(zones.geometry).union_all()
    found: pd.Series = to_metric(communes.geometry).intersection(covered).area / 1e6
    return found


def _count(objects: gpd.GeoDataFrame, communes: gpd.GeoDataFrame) -> pd.Series:
    return pieces(objects, communes)["code_insee"].value_counts()
