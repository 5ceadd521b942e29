"""What a road network must be to serve the communes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandera.pandas as pa

from geo.access.network import ARETES, NOEUDS, RACCORD_MAX_M
from geo.access.straight import MODES
from geo.core.crs import points_from_lonlat, to_metric
from geo.core.errors import SchemaError
from geo.core.schema import number, part, text, validate
from geo.measures import joins
from geo.refresh.stretches import LIMITES_KMH

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


CARREFOURS_MIN = 10_000
"""Fewer crossings than this for 136 communes (about 75 each) is a network cut short."""

RIEN_N_A_CHANGE = "Le réseau installé, s’il y en a un, n’a pas changé."


# --- what a network must be -------------------------------------------------------------------

SCHEMAS = {
    NOEUDS: part({"id": text(unique=True), "lon": number(-180, 180), "lat": number(-90, 90)}),
    ARETES: part(
        {
            "de": text(),
            "vers": text(),
            "longueur_m": pa.Column(float, pa.Check.gt(0)),
            "vitesse_kmh": number(*LIMITES_KMH, nullable=True),
            **{name: pa.Column(bool) for name in (*MODES, "sens_unique")},
        }
    ),
}


def verify(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    communes: gpd.GeoDataFrame,
    carrefours_min: int = CARREFOURS_MIN,
) -> None:
    """Refuse a network that cannot be used for the communes.

    Raises
    ------
    SchemaError
        If a table does not follow its schema, a stretch leads nowhere, there are too few
        crossings, or a part of the territory has none.
    """
    aide = f"Corrigez la source ou prenez-en une autre. {RIEN_N_A_CHANGE}"
    for name, frame in ((NOEUDS, nodes), (ARETES, edges)):
        validate(frame, SCHEMAS[name], name, aide)
    faults = [
        *_unknown_ends(nodes, edges),
        *_too_few(nodes, edges, carrefours_min),
        *_uncovered(nodes, communes),
    ]
    if faults:
        listed = "\n".join(f"- {fault}" for fault in faults)
        raise SchemaError(f"Le réseau ne convient pas :\n{listed}\n{aide}")


def _unknown_ends(nodes: pd.DataFrame, edges: pd.DataFrame) -> list[str]:
    lost = edges[~(edges["de"].isin(nodes["id"]) & edges["vers"].isin(nodes["id"]))]
    if lost.empty:
        return []
    first = f"le premier de {lost['de'].iloc[0]} à {lost['vers'].iloc[0]}"
    return [f"{len(lost)} tronçon(s) sans carrefour connu, {first}"]


def _too_few(nodes: pd.DataFrame, edges: pd.DataFrame, carrefours_min: int) -> list[str]:
    faults = [f"aucun tronçon ouvert au mode « {mode} »" for mode in MODES if not edges[mode].any()]
    if len(nodes) < carrefours_min:
        faults.append(f"{len(nodes)} carrefour(s), au moins {carrefours_min} attendus")
    return faults


def _uncovered(nodes: pd.DataFrame, communes: gpd.GeoDataFrame) -> list[str]:
    """Return what of the territory the network leaves out: a side of it, or the town halls."""
    if nodes.empty:
        return []
    places = to_metric(points_from_lonlat(nodes))
    low_x, low_y, high_x, high_y = to_metric(communes.geometry).total_bounds
    west, south, east, north = places.total_bounds
    beyond = {
        "l’ouest": west - low_x,
        "le sud": south - low_y,
        "l’est": high_x - east,
        "le nord": high_y - north,
    }
    faults = [
        f"{side} du territoire n’est pas couvert : il manque {metres / 1000:.1f} km".replace(
            ".", ","
        )
        for side, metres in beyond.items()
        if metres > RACCORD_MAX_M
    ]
    halls = to_metric(joins.commune_points(communes))
    _, away = places.sindex.nearest(halls.to_numpy(), return_all=False, return_distance=True)
    far = communes.loc[np.asarray(away) > RACCORD_MAX_M, "nom"].tolist()
    if far:
        faults.append(
            f"aucun carrefour à moins de {RACCORD_MAX_M:.0f} m de la mairie de {', '.join(far)}"
        )
    return faults
