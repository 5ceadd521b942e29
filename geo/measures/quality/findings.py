"""What breaks each rule: one pure function a rule, from the tables to its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import geopandas as gpd
import pandas as pd

from geo.core import catalog
from geo.core.crs import points_from_lonlat, to_metric
from geo.measures import states
from geo.measures.joins import TOUCH_M, shares
from geo.measures.quality.finding import (
    Finding,
    findings_where,
    has_columns,
    known_and_near,
    metres_told,
    row_names,
)
from geo.measures.quality.rules import (
    ANNEE_MAX,
    ANNEE_MIN,
    CURRENT_QPV_GENERATION,
    DOUBLON_M,
    ECART_SURFACE_PCT,
    ECART_TERRITOIRE_PCT,
    HORS_COMMUNE_M,
    PART_QPV_MIN_PCT,
    PUISSANCE_MAX_KW,
    PUISSANCE_MIN_KW,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Frames: TypeAlias = Mapping[str, pd.DataFrame]
    Check: TypeAlias = Callable[[str, Frames], "list[Finding]"]

CLES = {
    "communes": "code_insee",
    "qpv": "code_qpv",
    "qpv_generations": "code",
    "qpv_population": "code_qpv",
    "revenus": "code_insee",
}
"""Key of the tables that have no ``id``."""


def _outside_commune(source: str, frames: Frames) -> list[Finding]:
    """B01."""
    frame = frames[source]
    if not has_columns(frame, "lon", "lat", "code_insee") or "communes" not in frames:
        return []
    communes = frames["communes"]
    _, near = known_and_near(communes, frame)
    if not near.any():
        return []
    placed = frame[near]
    outlines = gpd.GeoSeries(communes.geometry).set_axis(communes["code_insee"])
    declared = to_metric(gpd.GeoSeries(outlines.reindex(placed["code_insee"]), crs=outlines.crs))
    points = to_metric(points_from_lonlat(placed))
    distance = points.distance(declared.set_axis(placed.index))
    message = "« {nom} » est à {valeur} de la commune qu’il déclare."
    far = distance > HORS_COMMUNE_M
    return findings_where(placed, far, "code_insee", message, metres_told(distance))


def _neighbours(source: str, frames: Frames) -> list[Finding]:
    """B02: one anomaly a pair, named by its first facility in alphabetical order."""
    frame = frames[source]
    if not has_columns(frame, "lon", "lat", "statut") or "communes" not in frames:
        return []
    _, near = known_and_near(frames["communes"], frame)
    if not near.any():
        return []
    placed = frame[near].assign(_nom=row_names(frame)[near]).sort_values("_nom")
    points = to_metric(points_from_lonlat(placed))
    one, other = points.sindex.query(points, predicate="dwithin", distance=DOUBLON_M)
    one, other = one[one < other], other[one < other]
    pairs = placed.iloc[one].reset_index(drop=True)
    second = placed["_nom"].iloc[other].reset_index(drop=True)
    both = pairs["nom"] + " » et « " + placed["nom"].iloc[other].reset_index(drop=True)
    pairs = pairs.assign(nom=both)
    message = f"« {{nom}} » sont à moins de {DOUBLON_M:.0f} m l’un de l’autre."
    return findings_where(pairs, second.notna(), "lon", message, second)


def _power(source: str, frames: Frames) -> list[Finding]:
    """B03."""
    frame = frames[source]
    if not has_columns(frame, "puissance_max_kw"):
        return []
    power = frame["puissance_max_kw"]
    fault = power.notna() & ~power.between(PUISSANCE_MIN_KW, PUISSANCE_MAX_KW)
    return findings_where(frame, fault, "puissance_max_kw", "« {nom} » déclare {valeur} kW.")


def _unknown_commune(source: str, frames: Frames) -> list[Finding]:
    """B04."""
    frame = frames[source]
    if not has_columns(frame, "code_insee") or "communes" not in frames:
        return []
    code = frame["code_insee"]
    fault = code.notna() & ~code.isin(frames["communes"]["code_insee"]) & ~states.outside(frame)
    message = "Le code {valeur} de « {nom} » n’est celui d’aucune commune des agglomérations."
    return findings_where(frame, fault, "code_insee", message)


def _qpv_communes(source: str, frames: Frames) -> list[Finding]:
    """B05: one anomaly a perimeter and commune in disagreement, named ``QPV/commune``."""
    if source != "qpv" or "communes" not in frames:
        return []
    qpv, communes = frames["qpv"], frames["communes"]
    rows = shares(gpd.GeoDataFrame(qpv), gpd.GeoDataFrame(communes))
    keys = list(zip(rows["zone"], rows["code_insee"], strict=True))
    touched = set(keys)
    covered = {
        key
        for key, part in zip(keys, rows["part_zone_pct"], strict=True)
        if part >= PART_QPV_MIN_PCT
    }
    known = set(communes["code_insee"])
    declared = {
        (zone, code)
        for zone, codes in qpv["communes_insee"].dropna().items()
        for code in codes.split("|")
        if code in known
    }
    sayings = {"couvre": covered - declared, "déclare": declared - touched}
    opposite = {"couvre": "déclare", "déclare": "couvre"}
    ids, names = qpv["code_qpv"].astype("str"), qpv["code_qpv"] + " " + qpv["nom"]
    return [
        Finding(
            f"{ids[zone]}/{code}",
            "communes_insee",
            code,
            f"« {names[zone]} » {verb} la commune {code}, qu’il ne {opposite[verb]} pas.",
        )
        for verb, pairs in sayings.items()
        for zone, code in sorted(pairs)
    ]


def _outside_territory(source: str, frames: Frames) -> list[Finding]:
    """B06."""
    frame = frames[source]
    if not has_columns(frame, "lon", "lat") or "communes" not in frames:
        return []
    known, near = known_and_near(frames["communes"], frame)
    _, swapped = known_and_near(
        frames["communes"], frame.assign(lon=frame["lat"], lat=frame["lon"])
    )
    place = frame["lon"].astype("str") + " ; " + frame["lat"].astype("str")
    far = "« {nom} » est hors des deux agglomérations (longitude ; latitude : {valeur})."
    turned = (
        "La longitude et la latitude de « {nom} » semblent inversées "
        "(longitude ; latitude : {valeur})."
    )
    outside = known & ~near & ~states.outside(frame)
    return [
        *findings_where(frame, outside & ~swapped, "lon", far, place),
        *findings_where(frame, outside & swapped, "lon", turned, place),
    ]


def _no_place(source: str, frames: Frames) -> list[Finding]:
    """B07."""
    frame = frames[source]
    if not has_columns(frame, "lon", "lat", "precision"):
        return []
    fault = frame["lon"].isna() | frame["lat"].isna()
    message = "« {nom} » n’a pas de coordonnées : sa place est connue à la précision « {valeur} »."
    return findings_where(frame, fault, "precision", message)


def _no_commune(source: str, frames: Frames) -> list[Finding]:
    """B08."""
    frame = frames[source]
    if not has_columns(frame, "code_insee", "statut", "precision"):
        return []
    return findings_where(
        frame, frame["code_insee"].isna(), "code_insee", "« {nom} » n’a pas de commune."
    )


def _no_power(source: str, frames: Frames) -> list[Finding]:
    """B09: open stations only; the others are in no total."""
    frame = frames[source]
    if not has_columns(frame, "puissance_max_kw", "nbre_pdc_min", "statut"):
        return []
    is_open = frame["statut"].isin(states.OPEN)
    power, points = frame["puissance_max_kw"].isna(), frame["nbre_pdc_min"].isna()
    no_power = "La puissance de « {nom} » n’est pas renseignée."
    no_points = "Le nombre de points de charge de « {nom} » n’est pas renseigné."
    return [
        *findings_where(frame, is_open & power, "puissance_max_kw", no_power),
        *findings_where(frame, is_open & points, "nbre_pdc_min", no_points),
    ]


def _mairie(source: str, frames: Frames) -> list[Finding]:
    """B10."""
    frame = frames[source]
    if not has_columns(frame, "mairie_lon", "mairie_lat", "geometry"):
        return []
    points = to_metric(points_from_lonlat(frame, "mairie_lon", "mairie_lat"))
    distance = points.distance(to_metric(gpd.GeoSeries(frame.geometry)))
    message = "Le point de la mairie de « {nom} » est à {valeur} de la commune."
    return findings_where(frame, distance > TOUCH_M, "mairie_lon", message, metres_told(distance))


def _totals(source: str, frames: Frames) -> list[Finding]:
    """B11: named by the territory."""
    if source != "communes":
        return []
    official = pd.DataFrame(
        [
            (t.id, t.sigle, t.communes_attendues, t.population_attendue, t.surface_attendue_km2)
            for t in catalog.TERRITORIES.values()
        ],
        columns=["id", "nom", "communes", "population", "surface_km2"],
    ).set_index("id", drop=False)
    groups = frames["communes"].groupby("territoire")
    measured = pd.DataFrame(
        {
            "communes": groups.size(),
            "population": groups["population"].sum(),
            "surface_km2": groups["surface_km2"].sum(),
        }
    ).reindex(official.index)
    allowed = {"communes": 0.0, "population": 0.0, "surface_km2": ECART_TERRITOIRE_PCT}
    found = []
    for column, gap_pct in allowed.items():
        total = measured[column].astype("float64").fillna(0)
        gap = (total / official[column] - 1).abs() * 100
        # A float gap of zero may come out as 1e-14.
        fault = gap > gap_pct + 1e-9
        message = f"{{nom}} : le total « {column} » est de {{valeur}}."
        found += findings_where(official, fault, column, message, total.map("{:.10g}".format))
    return found


def _same_name(source: str, frames: Frames) -> list[Finding]:
    """B12: the second row and the next ones are named."""
    frame = frames[source]
    if not has_columns(frame, "nom", "code_insee", "statut", "precision"):
        return []
    names = frame["nom"].str.casefold().str.strip()
    again = pd.DataFrame({"nom": names, "code": frame["code_insee"]}).duplicated()
    message = "« {nom} » est déjà le nom d’un équipement de la commune."
    return findings_where(frame, again, "nom", message)


def _wrong_territory(source: str, frames: Frames) -> list[Finding]:
    """B13: facilities only; a report may speak of a commune of the other agglomération."""
    frame = frames[source]
    if not has_columns(frame, "code_insee", "territoire", "precision") or "communes" not in frames:
        return []
    of_commune = frames["communes"].set_index("code_insee")["territoire"]
    expected = frame["code_insee"].map(of_commune)
    fault = expected.notna() & frame["territoire"].notna() & (expected != frame["territoire"])
    message = "« {nom} » est rangé dans l’agglomération « {valeur} », pas dans celle de sa commune."
    return findings_where(frame, fault, "territoire", message)


def _year(source: str, frames: Frames) -> list[Finding]:
    """B14."""
    frame = frames[source]
    if not has_columns(frame, "annee", "statut") or not pd.api.types.is_numeric_dtype(
        frame["annee"]
    ):
        return []
    year = frame["annee"]
    fault = year.notna() & ~year.between(ANNEE_MIN, ANNEE_MAX)
    return findings_where(
        frame, fault, "annee", "L’année {valeur} de « {nom} » est invraisemblable."
    )


def _unsourced(source: str, frames: Frames) -> list[Finding]:
    """B15."""
    frame = frames[source]
    if not has_columns(frame, "statut", "sources"):
        return []
    fault = frame["statut"].isin(states.OPEN) & frame["sources"].isna()
    return findings_where(frame, fault, "sources", "« {nom} » est donné ouvert sans aucune source.")


def _unconfirmed(source: str, frames: Frames) -> list[Finding]:
    """B16."""
    frame = frames[source]
    if not has_columns(frame, "statut", "precision"):
        return []
    message = "L’existence ou l’état de « {nom} » n’est pas établi."
    return findings_where(frame, frame["statut"] == states.UNKNOWN, "statut", message)


def _outline(source: str, frames: Frames) -> list[Finding]:
    """B17."""
    frame = frames[source]
    if not has_columns(frame, "geometry"):
        return []
    outlines = gpd.GeoSeries(frame.geometry)
    fault = outlines.isna() | outlines.is_empty | ~outlines.is_valid
    kind = outlines.geom_type
    return findings_where(
        frame, fault, "geometry", "Le contour de « {nom} » manque ou se recoupe.", kind
    )


def _twice(source: str, frames: Frames) -> list[Finding]:
    """B18: the second row and the next ones are named."""
    frame = frames[source]
    column = CLES.get(source, "id")
    if column not in frame:
        return []
    message = "L’identifiant « {valeur} » est porté par plusieurs lignes."
    return findings_where(frame, frame[column].duplicated(), column, message)


def _area(source: str, frames: Frames) -> list[Finding]:
    """B19."""
    frame = frames[source]
    column = "surface_declaree_km2" if "surface_declaree_km2" in frame else "surface_km2"
    if not has_columns(frame, "geometry", column):
        return []
    measured = to_metric(gpd.GeoSeries(frame.geometry)).area / 1e6
    gap_pct = (measured / frame[column] - 1).abs() * 100
    told = gap_pct.map(lambda gap: f"{gap:.1f} %".replace(".", ","), na_action="ignore")
    message = "La surface du contour de « {nom} » s’écarte de {valeur} de la surface déclarée."
    return findings_where(frame, gap_pct > ECART_SURFACE_PCT, column, message, told)


def _markup(source: str, frames: Frames) -> list[Finding]:
    """B20."""
    frame = frames[source]
    if not has_columns(frame, "nom"):
        return []
    fault = frame["nom"].str.contains(r"<\s*[a-zA-Z/!]", na=False)
    return findings_where(frame, fault, "nom", "Le nom « {nom} » contient une balise.")


def _unknown_qpv(source: str, frames: Frames) -> list[Finding]:
    """B21."""
    if source != "qpv_generations" or "qpv" not in frames:
        return []
    frame = frames[source]
    current = frame[frame["generation"] == CURRENT_QPV_GENERATION]
    fault = ~current["code"].isin(frames["qpv"]["code_qpv"])
    message = "Le quartier {valeur} n’est pas dans la table des quartiers."
    return findings_where(current, fault, "code", message)


def _state_without_existence(source: str, frames: Frames) -> list[Finding]:
    """B22."""
    frame = frames[source]
    if not has_columns(frame, "existence", "statut"):
        return []
    sure = ~frame["statut"].isin(["projet", states.UNKNOWN])
    message = "« {nom} » a un état ({valeur}) alors que son existence n’est pas attestée."
    return findings_where(frame, sure & (frame["existence"] != "attestee"), "statut", message)


def _unproven(source: str, frames: Frames) -> list[Finding]:
    """B23."""
    frame = frames[source]
    if not has_columns(frame, "existence", "existence_source", "statut", "statut_source"):
        return []
    exists = (frame["existence"] == "attestee") & frame["existence_source"].isna()
    stands = (frame["statut"] != states.UNKNOWN) & frame["statut_source"].isna()
    return [
        *findings_where(
            frame, exists, "existence_source", "L’existence de « {nom} » est sans preuve."
        ),
        *findings_where(frame, stands, "statut_source", "L’état de « {nom} » est sans preuve."),
    ]


def _spare_last_state(source: str, frames: Frames) -> list[Finding]:
    """B24."""
    frame = frames[source]
    if not has_columns(frame, "statut", "dernier_etat"):
        return []
    fault = frame["dernier_etat"].notna() & (frame["statut"] != states.UNKNOWN)
    message = "« {nom} » a un dernier état connu ({valeur}) à côté d’un état établi."
    return findings_where(frame, fault, "dernier_etat", message)


def _other_postcode(source: str, frames: Frames) -> list[Finding]:
    """B25."""
    frame = frames[source]
    if not has_columns(frame, "code_postal", "dans_la_base") or "communes" not in frames:
        return []
    communes = frames["communes"].set_index("code_insee")
    own = frame["code_insee"].map(communes["code_postal"])
    fault = frame["code_postal"].notna() & own.notna() & (frame["code_postal"] != own)
    message = "« {nom} » a pour code postal {valeur}, qui n’est pas celui de la commune du point."
    return findings_where(frame, fault, "code_postal", message)


def _declared_twice(source: str, frames: Frames) -> list[Finding]:
    """B26."""
    frame = frames[source]
    if not has_columns(frame, "nb_stations_min", "nb_stations_max"):
        return []
    fault = frame["nb_stations_min"] < frame["nb_stations_max"]
    message = "« {nom} » a {valeur} déclarations, dont certaines de la même station."
    return findings_where(frame, fault, "nb_stations_max", message)


def _reversed_range(source: str, frames: Frames) -> list[Finding]:
    """B27."""
    frame = frames[source]
    lows = [name for name in frame.columns if name.endswith("_min")]
    found: list[Finding] = []
    for low in lows:
        high = f"{low.removesuffix('_min')}_max"
        if high in frame:
            message = f"« {{nom}} » : {low} vaut {{valeur}}, plus que {high}."
            found += findings_where(frame, frame[low] > frame[high], low, message)
    return found


def _declared_elsewhere(source: str, frames: Frames) -> list[Finding]:
    """B28."""
    frame = frames[source]
    if not has_columns(frame, "code_insee", "code_insee_declare"):
        return []
    fault = frame["code_insee"] != frame["code_insee_declare"]
    message = "« {nom} » est déclaré dans la commune {valeur}, où il n’est pas."
    return findings_where(frame, fault, "code_insee_declare", message)


def _drawn_twice(source: str, frames: Frames) -> list[Finding]:
    """B29."""
    frame = frames[source]
    if not has_columns(frame, "double_de"):
        return []
    message = "« {nom} » est un second contour de la ligne {valeur}."
    return findings_where(frame, frame["double_de"].notna(), "double_de", message)


def _object_outside(source: str, frames: Frames) -> list[Finding]:
    """B30."""
    frame = frames[source]
    if not has_columns(frame, "geometry", "communes_declarees") or "communes" not in frames:
        return []
    territory = gpd.GeoSeries(frames["communes"].geometry).union_all()
    fault = ~gpd.GeoSeries(frame.geometry).intersects(territory)
    message = "« {nom} » est hors des deux agglomérations (commune déclarée : {valeur})."
    return findings_where(frame, fault, "communes_declarees", message)


CHECKS: dict[str, Check] = {
    "B01": _outside_commune,
    "B02": _neighbours,
    "B03": _power,
    "B04": _unknown_commune,
    "B05": _qpv_communes,
    "B06": _outside_territory,
    "B07": _no_place,
    "B08": _no_commune,
    "B09": _no_power,
    "B10": _mairie,
    "B11": _totals,
    "B12": _same_name,
    "B13": _wrong_territory,
    "B14": _year,
    "B15": _unsourced,
    "B16": _unconfirmed,
    "B17": _outline,
    "B18": _twice,
    "B19": _area,
    "B20": _markup,
    "B21": _unknown_qpv,
    "B22": _state_without_existence,
    "B23": _unproven,
    "B24": _spare_last_state,
    "B25": _other_postcode,
    "B26": _declared_twice,
    "B27": _reversed_range,
    "B28": _declared_elsewhere,
    "B29": _drawn_twice,
    "B30": _object_outside,
}
