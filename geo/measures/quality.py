"""What is wrong or incomplete in the tables, told row by row; nothing is dropped, nothing fixed.

A rule has a code that never changes, a severity, and parameters that are named here. ``check``
applies to a table every rule whose columns it has, so that a new table is checked for free. An
anomaly that we know and keep is declared, with its reason, in the ``source.toml`` of its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import geopandas as gpd
import pandas as pd

from geo.core import catalog
from geo.core.crs import points_from_lonlat, to_display, to_metric
from geo.measures import states
from geo.measures.joins import TOUCH_M, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.core.model import DeclaredAnomaly, Severity

    Frames: TypeAlias = Mapping[str, pd.DataFrame]
    Check: TypeAlias = Callable[[str, Frames], "list[Finding]"]

HORS_COMMUNE_M = 100.0
"""Distance to its commune from which a point is outside it: more than the outlines, drawn to some
ten metres, and the geocoding of an address along a border may be wrong by."""

DOUBLON_M = 30.0
"""Distance under which two facilities of a table may be one: about the error of a geocoding."""

PUISSANCE_MIN_KW, PUISSANCE_MAX_KW = 1.0, 400.0
"""Powers of a station: a domestic socket gives 1.8 kW, the strongest stations of France 400 kW;
beyond, watts were most often written for kilowatts."""

ANNEE_MIN, ANNEE_MAX = 1850, 2035
"""Years of opening: nothing here is older than the mines, nor planned later than 2035."""

MARGE_DEGRES = 0.02
"""Margin around the territories (1.4 to 2.2 km) beyond which a point is in neither of them."""

PART_QPV_MIN_PCT = 1.0
"""Share of a QPV from which a commune that it does not declare is really covered: under it, the
piece is the error of the outlines."""

ECART_SURFACE_PCT = 4.0
"""Gap between the area of an outline and the official area, itself cadastral: 3 % is normal."""

ECART_TERRITOIRE_PCT = 0.5
"""Gap between the summed area of the communes and the official one, which is rounded to 1 km²."""

TOUTES = "*"
"""In a declared anomaly, every row that the rule finds (a gap of the source as a whole)."""

COLUMNS = (
    "source",
    "regle",
    "gravite",
    "id",
    "colonne",
    "valeur",
    "attendu",
    "message",
    "declaree",
    "raison",
)

IDENTIFIANTS = ("id", "code_qpv", "code_insee", "code")
"""Columns that may name a row, the first one that a table has."""

NNBSP = "\u202f"

CLES = {
    "communes": "code_insee",
    "qpv": "code_qpv",
    "qpv_generations": "code",
    "qpv_population": "code_qpv",
    "revenus": "code_insee",
}
"""Key of the tables that have no ``id``."""

CURRENT_QPV_GENERATION = 2024


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked; ``attendu`` is what is right, ``explication`` why we look."""

    code: str
    titre: str
    gravite: Severity
    attendu: str
    explication: str


class Finding(NamedTuple):
    """What a rule finds in a row: its name, the column, the value, and a French sentence."""

    id: str
    colonne: str
    valeur: object
    message: str


RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            "B01",
            "Point hors de sa commune",
            "erreur",
            f"à moins de {HORS_COMMUNE_M:.0f} m de la commune déclarée",
            "La position et le code de la commune viennent de la même source : l’un des deux est "
            "faux. Les contours sont tracés à une dizaine de mètres, un petit écart est normal.",
        ),
        Rule(
            "B02",
            "Deux équipements presque au même endroit",
            "avertissement",
            f"au moins {DOUBLON_M:.0f} m entre deux équipements d’une même table",
            "Une même installation est parfois déclarée deux fois, et serait comptée deux fois.",
        ),
        Rule(
            "B03",
            "Puissance hors des bornes",
            "erreur",
            f"entre {PUISSANCE_MIN_KW:.0f} et {PUISSANCE_MAX_KW:.0f} kW",
            "Une valeur plus forte est le plus souvent écrite en watts.",
        ),
        Rule(
            "B04",
            "Code de commune inconnu",
            "erreur",
            "le code d’une commune des deux agglomérations",
            "La ligne ne serait rattachée à aucune commune et manquerait dans les cartes.",
        ),
        Rule(
            "B05",
            "Communes d’un quartier en désaccord avec son contour",
            "avertissement",
            f"les communes couvertes sur au moins {PART_QPV_MIN_PCT:.0f} % du quartier",
            "Un quartier appartient aux communes qu’il couvre réellement.",
        ),
        Rule(
            "B06",
            "Point hors du territoire",
            "erreur",
            "une longitude et une latitude dans l’une des deux agglomérations",
            "La longitude et la latitude sont souvent inversées dans les fichiers publics.",
        ),
        Rule(
            "B07",
            "Coordonnées inconnues",
            "avertissement",
            "une longitude et une latitude",
            "L’équipement est dessiné au point de sa commune, « position approximative », et "
            "n’entre dans aucune distance plus fine que la commune.",
        ),
        Rule(
            "B08",
            "Équipement sans commune",
            "erreur",
            "un code de commune",
            "L’équipement ne peut être ni placé ni compté.",
        ),
        Rule(
            "B09",
            "Puissance ou nombre de points de charge non renseigné",
            "avertissement",
            "une puissance et un nombre de points",
            "La station manque dans les totaux de points ou dans les classes de puissance.",
        ),
        Rule(
            "B10",
            "Mairie hors de sa commune",
            "erreur",
            "dans le contour de la commune",
            "Le point de la mairie sert aux distances ; un point intérieur de la commune le "
            "remplace alors.",
        ),
        Rule(
            "B11",
            "Total d’une agglomération différent du total officiel",
            "erreur",
            "le nombre de communes et la population officiels, et la superficie à "
            f"{ECART_TERRITOIRE_PCT} % près".replace(".", ","),
            "Une commune manquante ou en double fausse tous les taux.",
        ),
        Rule(
            "B12",
            "Même nom dans la même commune",
            "avertissement",
            "un nom par équipement dans une commune",
            "C’est souvent le même équipement, reçu de deux sources.",
        ),
        Rule(
            "B13",
            "Agglomération différente de celle de la commune",
            "erreur",
            "l’agglomération de la commune",
            "La ligne serait comptée dans la mauvaise agglomération.",
        ),
        Rule(
            "B14",
            "Année invraisemblable",
            "erreur",
            f"entre {ANNEE_MIN} et {ANNEE_MAX}",
            "Faute de frappe probable.",
        ),
        Rule(
            "B15",
            "Équipement ouvert sans source",
            "erreur",
            "au moins une source",
            "Un équipement compté dans les totaux doit pouvoir être vérifié.",
        ),
        Rule(
            "B16",
            "Existence ou état non établi",
            "avertissement",
            "une existence attestée et un état connu",
            "L’équipement est dit à part ; ce que son état changerait est donné en fourchette.",
        ),
        Rule(
            "B17",
            "Contour absent ou invalide",
            "erreur",
            "un contour fermé, qui ne se recoupe pas",
            "Les surfaces et les jointures seraient fausses.",
        ),
        Rule(
            "B18",
            "Identifiant en double",
            "erreur",
            "un identifiant par ligne",
            "La ligne serait comptée deux fois.",
        ),
        Rule(
            "B19",
            "Surface du contour éloignée de la surface déclarée",
            "avertissement",
            f"un écart d’au plus {ECART_SURFACE_PCT:.0f} %",
            "Le contour est trop grossier, ou n’est pas le bon.",
        ),
        Rule(
            "B20",
            "Balise dans un nom",
            "avertissement",
            "un texte simple",
            "Le nom est affiché tel quel, comme du texte, jamais interprété.",
        ),
        Rule(
            "B21",
            "Correspondance vers un quartier inconnu",
            "erreur",
            "un quartier de génération 2024 de la table des quartiers",
            "Un chiffre de la génération 2015 ne pourrait être relié à aucun contour.",
        ),
        Rule(
            "B22",
            "État d’un équipement dont l’existence n’est pas attestée",
            "erreur",
            "une existence attestée, ou un état en projet ou non établi",
            "Ce qui est ouvert, fermé, en travaux, réalisé ou démoli a été vu par une source : son "
            "existence est attestée.",
        ),
        Rule(
            "B23",
            "Existence ou état sans preuve",
            "erreur",
            "le nom d’une source pour l’existence attestée et pour l’état établi",
            "L’existence et l’état sont deux faits : chacun doit pouvoir être vérifié.",
        ),
        Rule(
            "B24",
            "Dernier état connu qui n’a pas lieu d’être",
            "erreur",
            "un dernier état seulement quand l’état n’est pas établi",
            "Le dernier état écrit par une source remplace un état que rien n’établit plus ; à "
            "côté d’un état établi, il le contredirait.",
        ),
        Rule(
            "B25",
            "Adresse et position dans deux communes",
            "avertissement",
            "le code postal de la commune où est le point",
            "La position ou l’adresse déclarée est fausse, ou le site est sur la limite : la "
            "commune du point est retenue.",
        ),
        Rule(
            "B26",
            "Station déclarée plusieurs fois",
            "avertissement",
            "une déclaration par station",
            "L’exploitant et un agrégateur déclarent la même station : les nombres du site sont "
            "donnés en fourchette.",
        ),
        Rule(
            "B27",
            "Fourchette inversée",
            "erreur",
            "un minimum inférieur ou égal au maximum",
            "Les totaux « au moins » et « au plus » seraient faux.",
        ),
        Rule(
            "B28",
            "Commune déclarée différente de celle du point",
            "avertissement",
            "la commune où se trouve le point",
            "La source, ou le nom, désigne une autre commune : la ligne compte dans celle où elle "
            "se trouve, et l’autre est dite.",
        ),
        Rule(
            "B29",
            "Objet minier dessiné deux fois",
            "avertissement",
            "un contour par cité",
            "La source redessine une cité sans son numéro d’inscription : la ligne est gardée, dit "
            "de laquelle elle est le double, et ne compte pas.",
        ),
        Rule(
            "B30",
            "Objet minier hors des deux agglomérations",
            "avertissement",
            "un contour qui touche une commune de l’atlas",
            "L’objet n’est rattaché à aucune commune ; il reste sur la carte et dans le fichier.",
        ),
    )
}
"""Every rule by its code. A code is never given to another rule."""


def _names(frame: pd.DataFrame) -> pd.Series:
    """Return what names each row: its identifier, else its position."""
    for column in IDENTIFIANTS:
        if column in frame:
            return frame[column].astype("str")
    return pd.Series(range(len(frame)), index=frame.index).astype("str")


def _found(
    frame: pd.DataFrame, fault: pd.Series, column: str, message: str, value: pd.Series | None = None
) -> list[Finding]:
    """Return one finding for each row where ``fault`` is true.

    In ``message``, ``{nom}`` is the name of the row and ``{valeur}`` what was found.
    """
    hit = fault.fillna(value=False).to_numpy(dtype=bool)
    if not hit.any():
        return []
    rows = frame[hit]
    ids = _names(rows)
    values = rows[column] if value is None else value[hit]
    names = rows["nom"].fillna(ids) if "nom" in rows else ids
    # A name may hold braces: replacing is safer than formatting.
    return [
        Finding(row, column, found, message.replace("{valeur}", str(found)).replace("{nom}", name))
        for row, found, name in zip(ids, values, names, strict=True)
    ]


def _metres(distance: pd.Series) -> pd.Series:
    """Return distances in metres as a French reader writes them."""
    return distance.map(lambda m: f"{m:,.0f} m".replace(",", NNBSP), na_action="ignore")


def _has(frame: pd.DataFrame, *columns: str) -> bool:
    return set(columns) <= set(frame.columns)


def _where(communes: pd.DataFrame, frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return, for each row, whether it has a point, and whether it is near the territories."""
    outlines = to_display(gpd.GeoSeries(communes.geometry))
    west, south, east, north = outlines.total_bounds
    known = frame["lon"].notna() & frame["lat"].notna()
    near = frame["lon"].between(west - MARGE_DEGRES, east + MARGE_DEGRES) & frame["lat"].between(
        south - MARGE_DEGRES, north + MARGE_DEGRES
    )
    return known, near


def _outside_commune(source: str, frames: Frames) -> list[Finding]:
    """B01."""
    frame = frames[source]
    if not _has(frame, "lon", "lat", "code_insee") or "communes" not in frames:
        return []
    communes = frames["communes"]
    _, near = _where(communes, frame)
    if not near.any():
        return []
    placed = frame[near]
    outlines = gpd.GeoSeries(communes.geometry).set_axis(communes["code_insee"])
    declared = to_metric(gpd.GeoSeries(outlines.reindex(placed["code_insee"]), crs=outlines.crs))
    points = to_metric(points_from_lonlat(placed))
    distance = points.distance(declared.set_axis(placed.index))
    message = "« {nom} » est à {valeur} de la commune qu’il déclare."
    far = distance > HORS_COMMUNE_M
    return _found(placed, far, "code_insee", message, _metres(distance))


def _neighbours(source: str, frames: Frames) -> list[Finding]:
    """B02: one anomaly a pair, named by its first facility in alphabetical order."""
    frame = frames[source]
    if not _has(frame, "lon", "lat", "statut") or "communes" not in frames:
        return []
    _, near = _where(frames["communes"], frame)
    if not near.any():
        return []
    placed = frame[near].assign(_nom=_names(frame)[near]).sort_values("_nom")
    points = to_metric(points_from_lonlat(placed))
    one, other = points.sindex.query(points, predicate="dwithin", distance=DOUBLON_M)
    one, other = one[one < other], other[one < other]
    pairs = placed.iloc[one].reset_index(drop=True)
    second = placed["_nom"].iloc[other].reset_index(drop=True)
    both = pairs["nom"] + " » et « " + placed["nom"].iloc[other].reset_index(drop=True)
    pairs = pairs.assign(nom=both)
    message = f"« {{nom}} » sont à moins de {DOUBLON_M:.0f} m l’un de l’autre."
    return _found(pairs, second.notna(), "lon", message, second)


def _power(source: str, frames: Frames) -> list[Finding]:
    """B03."""
    frame = frames[source]
    if not _has(frame, "puissance_max_kw"):
        return []
    power = frame["puissance_max_kw"]
    fault = power.notna() & ~power.between(PUISSANCE_MIN_KW, PUISSANCE_MAX_KW)
    return _found(frame, fault, "puissance_max_kw", "« {nom} » déclare {valeur} kW.")


def _unknown_commune(source: str, frames: Frames) -> list[Finding]:
    """B04."""
    frame = frames[source]
    if not _has(frame, "code_insee") or "communes" not in frames:
        return []
    code = frame["code_insee"]
    fault = code.notna() & ~code.isin(frames["communes"]["code_insee"]) & ~states.outside(frame)
    message = "Le code {valeur} de « {nom} » n’est celui d’aucune commune des agglomérations."
    return _found(frame, fault, "code_insee", message)


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
    if not _has(frame, "lon", "lat") or "communes" not in frames:
        return []
    known, near = _where(frames["communes"], frame)
    _, swapped = _where(frames["communes"], frame.assign(lon=frame["lat"], lat=frame["lon"]))
    place = frame["lon"].astype("str") + " ; " + frame["lat"].astype("str")
    far = "« {nom} » est hors des deux agglomérations (longitude ; latitude : {valeur})."
    turned = (
        "La longitude et la latitude de « {nom} » semblent inversées "
        "(longitude ; latitude : {valeur})."
    )
    outside = known & ~near & ~states.outside(frame)
    return [
        *_found(frame, outside & ~swapped, "lon", far, place),
        *_found(frame, outside & swapped, "lon", turned, place),
    ]


def _no_place(source: str, frames: Frames) -> list[Finding]:
    """B07."""
    frame = frames[source]
    if not _has(frame, "lon", "lat", "precision"):
        return []
    fault = frame["lon"].isna() | frame["lat"].isna()
    message = "« {nom} » n’a pas de coordonnées : sa place est connue à la précision « {valeur} »."
    return _found(frame, fault, "precision", message)


def _no_commune(source: str, frames: Frames) -> list[Finding]:
    """B08."""
    frame = frames[source]
    if not _has(frame, "code_insee", "statut", "precision"):
        return []
    return _found(frame, frame["code_insee"].isna(), "code_insee", "« {nom} » n’a pas de commune.")


def _no_power(source: str, frames: Frames) -> list[Finding]:
    """B09: open stations only; the others are in no total."""
    frame = frames[source]
    if not _has(frame, "puissance_max_kw", "nbre_pdc_min", "statut"):
        return []
    is_open = frame["statut"].isin(states.OPEN)
    power, points = frame["puissance_max_kw"].isna(), frame["nbre_pdc_min"].isna()
    no_power = "La puissance de « {nom} » n’est pas renseignée."
    no_points = "Le nombre de points de charge de « {nom} » n’est pas renseigné."
    return [
        *_found(frame, is_open & power, "puissance_max_kw", no_power),
        *_found(frame, is_open & points, "nbre_pdc_min", no_points),
    ]


def _mairie(source: str, frames: Frames) -> list[Finding]:
    """B10."""
    frame = frames[source]
    if not _has(frame, "mairie_lon", "mairie_lat", "geometry"):
        return []
    points = to_metric(points_from_lonlat(frame, "mairie_lon", "mairie_lat"))
    distance = points.distance(to_metric(gpd.GeoSeries(frame.geometry)))
    message = "Le point de la mairie de « {nom} » est à {valeur} de la commune."
    return _found(frame, distance > TOUCH_M, "mairie_lon", message, _metres(distance))


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
        found += _found(official, fault, column, message, total.map("{:.10g}".format))
    return found


def _same_name(source: str, frames: Frames) -> list[Finding]:
    """B12: the second row and the next ones are named."""
    frame = frames[source]
    if not _has(frame, "nom", "code_insee", "statut", "precision"):
        return []
    names = frame["nom"].str.casefold().str.strip()
    again = pd.DataFrame({"nom": names, "code": frame["code_insee"]}).duplicated()
    message = "« {nom} » est déjà le nom d’un équipement de la commune."
    return _found(frame, again, "nom", message)


def _wrong_territory(source: str, frames: Frames) -> list[Finding]:
    """B13: facilities only; a report may speak of a commune of the other agglomération."""
    frame = frames[source]
    if not _has(frame, "code_insee", "territoire", "precision") or "communes" not in frames:
        return []
    of_commune = frames["communes"].set_index("code_insee")["territoire"]
    expected = frame["code_insee"].map(of_commune)
    fault = expected.notna() & frame["territoire"].notna() & (expected != frame["territoire"])
    message = "« {nom} » est rangé dans l’agglomération « {valeur} », pas dans celle de sa commune."
    return _found(frame, fault, "territoire", message)


def _year(source: str, frames: Frames) -> list[Finding]:
    """B14."""
    frame = frames[source]
    if not _has(frame, "annee", "statut") or not pd.api.types.is_numeric_dtype(frame["annee"]):
        return []
    year = frame["annee"]
    fault = year.notna() & ~year.between(ANNEE_MIN, ANNEE_MAX)
    return _found(frame, fault, "annee", "L’année {valeur} de « {nom} » est invraisemblable.")


def _unsourced(source: str, frames: Frames) -> list[Finding]:
    """B15."""
    frame = frames[source]
    if not _has(frame, "statut", "sources"):
        return []
    fault = frame["statut"].isin(states.OPEN) & frame["sources"].isna()
    return _found(frame, fault, "sources", "« {nom} » est donné ouvert sans aucune source.")


def _unconfirmed(source: str, frames: Frames) -> list[Finding]:
    """B16."""
    frame = frames[source]
    if not _has(frame, "statut", "precision"):
        return []
    message = "L’existence ou l’état de « {nom} » n’est pas établi."
    return _found(frame, frame["statut"] == states.UNKNOWN, "statut", message)


def _outline(source: str, frames: Frames) -> list[Finding]:
    """B17."""
    frame = frames[source]
    if not _has(frame, "geometry"):
        return []
    outlines = gpd.GeoSeries(frame.geometry)
    fault = outlines.isna() | outlines.is_empty | ~outlines.is_valid
    kind = outlines.geom_type
    return _found(frame, fault, "geometry", "Le contour de « {nom} » manque ou se recoupe.", kind)


def _twice(source: str, frames: Frames) -> list[Finding]:
    """B18: the second row and the next ones are named."""
    frame = frames[source]
    column = CLES.get(source, "id")
    if column not in frame:
        return []
    message = "L’identifiant « {valeur} » est porté par plusieurs lignes."
    return _found(frame, frame[column].duplicated(), column, message)


def _area(source: str, frames: Frames) -> list[Finding]:
    """B19."""
    frame = frames[source]
    column = "surface_declaree_km2" if "surface_declaree_km2" in frame else "surface_km2"
    if not _has(frame, "geometry", column):
        return []
    measured = to_metric(gpd.GeoSeries(frame.geometry)).area / 1e6
    gap_pct = (measured / frame[column] - 1).abs() * 100
    told = gap_pct.map(lambda gap: f"{gap:.1f} %".replace(".", ","), na_action="ignore")
    message = "La surface du contour de « {nom} » s’écarte de {valeur} de la surface déclarée."
    return _found(frame, gap_pct > ECART_SURFACE_PCT, column, message, told)


def _markup(source: str, frames: Frames) -> list[Finding]:
    """B20."""
    frame = frames[source]
    if not _has(frame, "nom"):
        return []
    fault = frame["nom"].str.contains(r"<\s*[a-zA-Z/!]", na=False)
    return _found(frame, fault, "nom", "Le nom « {nom} » contient une balise.")


def _unknown_qpv(source: str, frames: Frames) -> list[Finding]:
    """B21."""
    if source != "qpv_generations" or "qpv" not in frames:
        return []
    frame = frames[source]
    current = frame[frame["generation"] == CURRENT_QPV_GENERATION]
    fault = ~current["code"].isin(frames["qpv"]["code_qpv"])
    message = "Le quartier {valeur} n’est pas dans la table des quartiers."
    return _found(current, fault, "code", message)


def _state_without_existence(source: str, frames: Frames) -> list[Finding]:
    """B22."""
    frame = frames[source]
    if not _has(frame, "existence", "statut"):
        return []
    sure = ~frame["statut"].isin(["projet", states.UNKNOWN])
    message = "« {nom} » a un état ({valeur}) alors que son existence n’est pas attestée."
    return _found(frame, sure & (frame["existence"] != "attestee"), "statut", message)


def _unproven(source: str, frames: Frames) -> list[Finding]:
    """B23."""
    frame = frames[source]
    if not _has(frame, "existence", "existence_source", "statut", "statut_source"):
        return []
    exists = (frame["existence"] == "attestee") & frame["existence_source"].isna()
    stands = (frame["statut"] != states.UNKNOWN) & frame["statut_source"].isna()
    return [
        *_found(frame, exists, "existence_source", "L’existence de « {nom} » est sans preuve."),
        *_found(frame, stands, "statut_source", "L’état de « {nom} » est sans preuve."),
    ]


def _spare_last_state(source: str, frames: Frames) -> list[Finding]:
    """B24."""
    frame = frames[source]
    if not _has(frame, "statut", "dernier_etat"):
        return []
    fault = frame["dernier_etat"].notna() & (frame["statut"] != states.UNKNOWN)
    message = "« {nom} » a un dernier état connu ({valeur}) à côté d’un état établi."
    return _found(frame, fault, "dernier_etat", message)


def _other_postcode(source: str, frames: Frames) -> list[Finding]:
    """B25."""
    frame = frames[source]
    if not _has(frame, "code_postal", "dans_la_base") or "communes" not in frames:
        return []
    communes = frames["communes"].set_index("code_insee")
    own = frame["code_insee"].map(communes["code_postal"])
    fault = frame["code_postal"].notna() & own.notna() & (frame["code_postal"] != own)
    message = "« {nom} » a pour code postal {valeur}, qui n’est pas celui de la commune du point."
    return _found(frame, fault, "code_postal", message)


def _declared_twice(source: str, frames: Frames) -> list[Finding]:
    """B26."""
    frame = frames[source]
    if not _has(frame, "nb_stations_min", "nb_stations_max"):
        return []
    fault = frame["nb_stations_min"] < frame["nb_stations_max"]
    message = "« {nom} » a {valeur} déclarations, dont certaines de la même station."
    return _found(frame, fault, "nb_stations_max", message)


def _reversed_range(source: str, frames: Frames) -> list[Finding]:
    """B27."""
    frame = frames[source]
    lows = [name for name in frame.columns if name.endswith("_min")]
    found: list[Finding] = []
    for low in lows:
        high = f"{low.removesuffix('_min')}_max"
        if high in frame:
            message = f"« {{nom}} » : {low} vaut {{valeur}}, plus que {high}."
            found += _found(frame, frame[low] > frame[high], low, message)
    return found


def _declared_elsewhere(source: str, frames: Frames) -> list[Finding]:
    """B28."""
    frame = frames[source]
    if not _has(frame, "code_insee", "code_insee_declare"):
        return []
    fault = frame["code_insee"] != frame["code_insee_declare"]
    message = "« {nom} » est déclaré dans la commune {valeur}, où il n’est pas."
    return _found(frame, fault, "code_insee_declare", message)


def _drawn_twice(source: str, frames: Frames) -> list[Finding]:
    """B29."""
    frame = frames[source]
    if not _has(frame, "double_de"):
        return []
    message = "« {nom} » est un second contour de la ligne {valeur}."
    return _found(frame, frame["double_de"].notna(), "double_de", message)


def _object_outside(source: str, frames: Frames) -> list[Finding]:
    """B30."""
    frame = frames[source]
    if not _has(frame, "geometry", "communes_declarees") or "communes" not in frames:
        return []
    territory = gpd.GeoSeries(frames["communes"].geometry).union_all()
    fault = ~gpd.GeoSeries(frame.geometry).intersects(territory)
    message = "« {nom} » est hors des deux agglomérations (commune déclarée : {valeur})."
    return _found(frame, fault, "communes_declarees", message)


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


def check(
    source_id: str, frames: Frames, declared: Sequence[DeclaredAnomaly] | None = None
) -> pd.DataFrame:
    """Return the anomalies of a table: one row = one anomaly, columns ``COLUMNS``.

    ``frames`` holds the tables by source id; rules that need ``communes`` or ``qpv`` are skipped
    where they are not there. ``declared`` are the anomalies known and kept, those of the catalog
    if not given; ``declaree`` tells them, with their ``raison``. ``id`` is the identifier of the
    row, or its position in a table that has none. Sorted by rule then ``id``. Nothing is removed
    from the tables and a bad row raises nothing.

    Raises
    ------
    UnknownIdError
        If ``declared`` is not given and the source is not in the catalog.
    """
    return _report(_told(source_id, frames, declared))


def _told(
    source_id: str, frames: Frames, declared: Sequence[DeclaredAnomaly] | None = None
) -> list[dict[str, Any]]:
    known = catalog.source(source_id).anomalies if declared is None else declared
    reasons = {(entry.regle, entry.id): entry.raison for entry in known}
    told = [
        _row(source_id, rule, finding, reasons)
        for rule in RULES.values()
        for finding in CHECKS[rule.code](source_id, frames)
    ]
    return sorted(told, key=itemgetter("regle", "id", "colonne"))


def _report(told: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    rows = pd.DataFrame(told, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS, "str"))
    rows["declaree"] = rows["raison"].notna()
    return rows


def _row(
    source_id: str, rule: Rule, finding: Finding, reasons: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    reason = reasons.get((rule.code, finding.id), reasons.get((rule.code, TOUTES)))
    return {
        "source": source_id,
        "regle": rule.code,
        "gravite": rule.gravite,
        "attendu": rule.attendu,
        "raison": reason,
        **finding._asdict(),
    }


def check_all(frames: Frames) -> pd.DataFrame:
    """Return the anomalies of every table of ``frames``, empty without any; see ``check``."""
    return _report([row for source_id in frames for row in _told(source_id, frames)])


def undeclared_errors(report: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a report that are errors nobody has declared."""
    return report[(report["gravite"] == "erreur") & ~report["declaree"]]


def obsolete(report: pd.DataFrame, declared: Sequence[DeclaredAnomaly]) -> list[DeclaredAnomaly]:
    """Return the declared anomalies that a report no longer finds, to be removed."""
    found = set(zip(report["regle"], report["id"], strict=True))
    found |= {(rule, TOUTES) for rule in report["regle"]}
    return [entry for entry in declared if (entry.regle, entry.id) not in found]
