"""What is known of a place: its commune, its QPV, what is near; one point or a file of points.

Positions are read by ``geo.answers.coordinates``. A place is never guessed: an address is looked
for only on demand, by the geocoder of the Géoplateforme.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import pandas as pd

from geo.answers import ranges
from geo.answers.access.services import ECOLES, GARES
from geo.answers.coordinates.points_file import distinct
from geo.core import catalog
from geo.core.crs import points_from_lonlat, to_metric
from geo.core.errors import AtlasError
from geo.labels import phrases, textes
from geo.labels import place as mots
from geo.labels import states as mots_etats
from geo.labels.formats import avec_unite, distance, enumeration, nombre
from geo.measures import indicators, joins, states

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.coordinates.points_file import Fichier
    from geo.answers.coordinates.position import Position

LIMITE_M = 20.0
"""Distance to the border of a commune under which it is not sure: twice the error of the outlines,
which are drawn to some ten metres."""
LIMITE_QPV_M = 20.0
"""The same for the perimeters of the QPV, generalised to some ten metres."""

GEOMETRIE = "geometry"
"""The column of a map file: one of the same name in the file that was given keeps its values."""
DECIMALES = 6
"""Decimals of the degrees of an answer: 0.1 m."""

KINDS = ("dechets", "piscines", "bornes")
"""Themes to which one goes, in the order of the answers."""

SITES = (ECOLES, GARES)
"""Places without a state whose nearest is told, in the order of the answers."""

GEOCODEUR = "https://data.geopf.fr/geocodage/search"
DELAI_S = 5.0
CHOIX = 5


class GeocodageError(AtlasError, OSError):
    """Raised when the geocoder does not answer, or not as it should."""


# --- answering ----------------------------------------------------------------------------------


def reponses(
    points: gpd.GeoSeries,
    base: Base,
    themes: Mapping[str, ThemeData],
    sites: Mapping[str, pd.DataFrame] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return what is known of each point: one row = a point, on the index of ``points``.

    Parameters
    ----------
    points
        Places, in any declared coordinate system; none is missing.
    base, themes
        The spine, and the themes whose nearest open facility is told; others are ignored.
    sites
        Places without a state, by id of ``SITES``: see ``geo.answers.access.services``.

    Returns
    -------
    pandas.DataFrame
        ``code_insee``, ``commune``, ``territoire`` (missing outside), ``distance_limite_m`` (to
        the border of the commune; outside, to the nearest commune), ``commune_incertaine`` and
        ``communes_possibles`` (names, within ``LIMITE_M``), ``code_qpv``, ``qpv``,
        ``situation_qpv``, ``qpv_proche``, ``distance_qpv_m`` (0 inside), ``qpv_incertain`` (less
        than ``LIMITE_QPV_M`` from its edge); then, for each kind, ``<thème>``, ``<thème>_commune``,
        ``<thème>_distance_m``, ``<thème>_approximative``, and ``<thème>_site``,
        ``<thème>_site_distance_m``: the nearest whose place is really known, ``<thème>_etat``: its
        state and its proof, and ``<thème>_possible``, ``…_commune``, ``…_distance_m``, ``…_etat``,
        ``…_approximative``: a nearer one that may be open, missing without any; and, for each of
        ``sites``, ``<site>``, ``<site>_commune`` and ``<site>_distance_m``. Outside the two
        territories only the first five are told: what is there is not known.
    """
    codes = joins.commune_at(points, base.communes)
    inside = codes.notna()
    by_code = base.communes.set_index("code_insee")
    told = pd.DataFrame(
        {
            "code_insee": codes,
            "commune": codes.map(by_code["nom"]),
            "territoire": codes.map(by_code["territoire"]),
        },
        index=points.index,
    )
    told = told.join(_borders(points, codes, base)).join(_quartiers(points, base))
    for theme_id in (kind for kind in KINDS if kind in themes):
        told = told.join(_nearest(points, themes[theme_id]))
    for site in (site for site in SITES if site in sites):
        told = told.join(_nearest_site(points, site, sites[site]))
    known_outside = [
        *told.columns[:3],
        "distance_limite_m",
        "commune_incertaine",
        "communes_possibles",
    ]
    for name in (name for name in told if name not in known_outside):
        told[name] = told[name].where(inside)
    return told


def _borders(points: gpd.GeoSeries, codes: pd.Series, base: Base) -> pd.DataFrame:
    """Return how far each point is from the border of its commune, and which ones are as near."""
    outlines = to_metric(base.communes.geometry)
    places = to_metric(points)
    names = base.communes["nom"].to_numpy()
    own = pd.Series(codes).map(
        pd.Series(range(len(base.communes)), index=base.communes["code_insee"])
    )
    edges = outlines.boundary.array
    gaps = [
        float(edges[int(rank)].distance(place))
        if not pd.isna(rank)
        else float(outlines.distance(place).min())
        for place, rank in zip(places, own, strict=True)
    ]
    point, commune = outlines.sindex.query(places, predicate="dwithin", distance=LIMITE_M)
    possible = [" | ".join(sorted(names[commune[point == rank]])) for rank in range(len(points))]
    limit = pd.Series(gaps, index=points.index, dtype=float)
    return pd.DataFrame(
        {
            "distance_limite_m": limit.round(1),
            "commune_incertaine": limit <= LIMITE_M,
            "communes_possibles": pd.Series(possible, index=points.index, dtype="str"),
        }
    )


def _quartiers(points: gpd.GeoSeries, base: Base) -> pd.DataFrame:
    by_code = base.qpv.set_index("code_qpv")
    names = by_code["nom"]
    codes = joins.qpv_at(points, base.qpv)
    near = joins.nearest(points, by_code.geometry)
    edge = joins.nearest(points, to_metric(by_code.geometry).boundary)
    return pd.DataFrame(
        {
            "code_qpv": codes,
            "qpv": codes.map(names),
            "situation_qpv": joins.situation_qpv(points, base.qpv),
            "qpv_proche": near["id"].map(names),
            "distance_qpv_m": near["distance_m"].round(1),
            "qpv_incertain": edge["distance_m"] <= LIMITE_QPV_M,
        }
    )


def _nearest(points: gpd.GeoSeries, data: ThemeData) -> pd.DataFrame:
    """Return the nearest open facility, that whose place is known, and one that may be open."""
    open_ones = indicators.ouverts(data.table).set_index("id", drop=False)
    places = open_ones.geometry
    about = open_ones["position_approximative"].astype(bool)
    first = joins.nearest(points, places)
    sure = joins.nearest(points, places[~about])
    kind = data.theme.id
    told = pd.DataFrame(
        {
            kind: first["id"].map(open_ones["nom"]),
            f"{kind}_commune": first["id"].map(_towns(open_ones)),
            f"{kind}_etat": first["id"].map(_proofs(kind, open_ones)),
            f"{kind}_distance_m": first["distance_m"].round(1),
            f"{kind}_approximative": first["id"].map(about),
            f"{kind}_site": sure["id"].map(open_ones["nom"]),
            f"{kind}_site_distance_m": sure["distance_m"].round(1),
        }
    )
    return told.join(_possible(points, data, first["distance_m"]))


def _towns(rows: pd.DataFrame) -> pd.Series:
    """Return where facilities are, on their index: outside the agglomérations, it is said."""
    return rows["commune"].mask(
        states.outside(rows), rows["commune"] + f", {mots_etats.HORS_TERRITOIRE}"
    )


def _proofs(kind: str, rows: pd.DataFrame) -> pd.Series:
    """Return the state of open facilities and its proof, on their index."""
    dates = [[] if pd.isna(one) else [str(one)] for one in rows["statut_date"]]
    told = [
        f"{mots_etats.agreed(kind, str(state))} {phrases.proof(known, 1 - len(known))}"
        for state, known in zip(rows["statut"], dates, strict=True)
    ]
    return pd.Series(told, index=rows.index, dtype="str")


def _possible(points: gpd.GeoSeries, data: ThemeData, known: pd.Series) -> pd.DataFrame:
    """Return the nearest facility that may be open, where it is nearer than the open one."""
    kind, rows = data.theme.id, indicators.possibles(data.table).set_index("id", drop=False)
    near = joins.nearest(points, rows.geometry)
    closer = known.fillna(np.inf) - near["distance_m"] > ranges.SAME_M
    ids = near["id"].where(closer)
    # Of those that are told alone: there are a hundred others, at a hundredth of a second each.
    unsure = {one: ranges.unsure_words(kind, rows.loc[[one]]) for one in ids.dropna().unique()}
    name = f"{kind}_possible"
    return pd.DataFrame(
        {
            name: ids.map(rows["nom"]),
            f"{name}_commune": ids.map(_towns(rows)),
            f"{name}_distance_m": near["distance_m"].where(closer).round(1),
            f"{name}_etat": ids.map(pd.Series(unsure, dtype="str")),
            f"{name}_approximative": ids.map(rows["position_approximative"].astype(bool)),
        }
    )


def _nearest_site(points: gpd.GeoSeries, name: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the nearest of places that all count and whose point is known."""
    known = rows.set_index("id")
    near = joins.nearest(points, points_from_lonlat(known))
    return pd.DataFrame(
        {
            name: near["id"].map(known["nom"]),
            f"{name}_commune": near["id"].map(known["commune"]),
            f"{name}_distance_m": near["distance_m"].round(1),
        }
    )


@dataclass(frozen=True, slots=True)
class ReponseDeLieu:
    """One line of the answer: what is asked, the answer, what to know of it."""

    question: str
    texte: str
    reserve: str = ""


def en_lignes(row: pd.Series) -> tuple[ReponseDeLieu, ...]:
    """Return the answer on one point (a row of ``reponses``) as a reader reads it."""
    if pd.isna(row["code_insee"]):
        away = distance(row["distance_limite_m"])
        return (
            ReponseDeLieu(
                mots.POINT_COMMUNE,
                mots.POINT_DEHORS.format(distance=away),
                _maybe(row) or mots.POINT_DEHORS_AIDE,
            ),
        )
    sigle = catalog.territory(row["territoire"]).sigle
    commune = ReponseDeLieu(
        mots.POINT_COMMUNE,
        f"{row['commune']} ({row['code_insee']}, {sigle})",
        _maybe(row) or mots.POINT_LIMITE_LOIN.format(distance=distance(row["distance_limite_m"])),
    )
    kinds = [kind for kind in KINDS if kind in row.index]
    sites = [name for name in SITES if name in row.index and not pd.isna(row[name])]
    return (
        commune,
        _qpv(row),
        *(_kind(row, kind) for kind in kinds),
        *(_site(row, name) for name in sites),
    )


def _site(row: pd.Series, name: str) -> ReponseDeLieu:
    noun = textes.ACCES_NOMS[name][0].capitalize()
    place = f"{row[name]} ({row[f'{name}_commune']})"
    away = distance(float(row[f"{name}_distance_m"]))
    return ReponseDeLieu(
        mots.POINT_PROCHE.format(nom=noun),
        mots.POINT_A.format(nom=place, distance=away),
        textes.ACCES_SERVICE_NOTES[name],
    )


def _maybe(row: pd.Series) -> str:
    """Return the caution near a border, where the outlines are not sure."""
    if not row["commune_incertaine"]:
        return ""
    others = [n for n in str(row["communes_possibles"]).split(" | ") if n and n != row["commune"]]
    gap = max(float(row["distance_limite_m"]), 0.0)
    told = mots.POINT_LIMITE.format(distance=avec_unite(round(gap), "m"))
    if others:
        told += mots.POINT_LIMITE_AUTRES.format(noms=enumeration(others))
    return told


def _qpv(row: pd.Series) -> ReponseDeLieu:
    caution = mots.POINT_QPV_INCERTAIN if bool(row["qpv_incertain"]) else ""
    if row["situation_qpv"] == "dedans":
        return ReponseDeLieu(
            mots.POINT_QPV,
            mots.POINT_QPV_DEDANS.format(nom=row["qpv"], code=row["code_qpv"]),
            caution,
        )
    if pd.isna(row["distance_qpv_m"]):
        return ReponseDeLieu(mots.POINT_QPV, mots.POINT_QPV_AUCUN)
    near = mots.POINT_QPV_BANDE if row["situation_qpv"] == "bande" else mots.POINT_QPV_DEHORS
    told = near.format(distance=distance(row["distance_qpv_m"]), nom=row["qpv_proche"])
    return ReponseDeLieu(mots.POINT_QPV, told, caution)


def _kind(row: pd.Series, kind: str) -> ReponseDeLieu:
    noun = textes.NOMS_THEMES[kind][0]
    question = mots.POINT_PROCHE.format(nom=noun.capitalize())
    if pd.isna(row[kind]):
        told = _closer(row, kind, mots.POINT_SEULE)
        return ReponseDeLieu(question, mots.POINT_AUCUN, told)
    closer = _closer(row, kind, mots.POINT_PLUS_PRES)
    metres = float(row[f"{kind}_distance_m"])
    name = f"{row[kind]} ({row[f'{kind}_commune']})"
    name = mots.POINT_ETAT.format(nom=name, etat=row[f"{kind}_etat"])
    if not row[f"{kind}_approximative"]:
        return ReponseDeLieu(
            question, mots.POINT_A.format(nom=name, distance=distance(metres)), closer
        )
    caution = mots.POINT_APPROCHE
    if not pd.isna(row[f"{kind}_site"]):
        caution += mots.POINT_SITE.format(
            nom=row[f"{kind}_site"], distance=distance(float(row[f"{kind}_site_distance_m"]))
        )
    return ReponseDeLieu(
        question,
        mots.POINT_ENVIRON.format(nom=name, distance=distance(metres)),
        f"{caution} {closer}".strip(),
    )


def _closer(row: pd.Series, kind: str, words: str) -> str:
    """Return the nearer facility whose state is not established; empty without any."""
    name = f"{kind}_possible"
    if pd.isna(row[name]):
        return ""
    return words.format(
        etat=row[f"{name}_etat"],
        nom=f"{row[name]} ({row[f'{name}_commune']})",
        environ="environ " if row[f"{name}_approximative"] else "",
        distance=distance(float(row[f"{name}_distance_m"])),
    )


def phrase(place: Position, row: pd.Series) -> str:
    """Return one sentence on a point (a row of ``reponses``)."""
    where = mots.POINT_LIEU.format(lat=_place(place.lat), lon=_place(place.lon))
    if pd.isna(row["code_insee"]):
        return f"{where} : {mots.POINT_DEHORS.format(distance=distance(row['distance_limite_m']))}"
    parts = [str(row["commune"]), _qpv(row).texte]
    told = f"{where} : {parts[0]} ; {parts[1][0].lower()}{parts[1][1:]}"
    return told if told.endswith(".") else f"{told}."


def _place(value: float) -> str:
    return nombre(round(value, 5), 5)


# --- a file of points ---------------------------------------------------------------------------


def reponses_au_fichier(
    fichier: Fichier,
    base: Base,
    themes: Mapping[str, ThemeData],
    sites: Mapping[str, pd.DataFrame] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return the file with the answers: one row = a point that was read, in the order of the file.

    ``ligne``, ``lat``, ``lon``, ``remarque`` (how it was understood), the answers of ``reponses``,
    then the columns of the file; one of the same name as ours, or as the geometry of a map file,
    ends with « (fichier) ».
    """
    found = reponses(points_from_lonlat(fichier.points), base, themes, sites)
    ours = pd.DataFrame(
        {
            "ligne": fichier.points.index,
            "lat": fichier.points["lat"].round(DECIMALES),
            "lon": fichier.points["lon"].round(DECIMALES),
            "remarque": fichier.points["remarque"],
        },
        index=found.index,
    ).join(found)
    theirs = fichier.lignes.set_axis(
        distinct(fichier.lignes.columns.tolist(), [*ours.columns, GEOMETRIE]), axis="columns"
    )
    return ours.join(theirs).reset_index(drop=True)


# --- an address ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Adresse:
    """An address that the geocoder proposes, with its place and how sure it is (0 to 1)."""

    libelle: str
    lat: float
    lon: float
    score: float


def geocode(question: str, url: str = GEOCODEUR) -> tuple[Adresse, ...]:
    """Return the addresses that the geocoder of the Géoplateforme proposes, best first.

    It needs the network and sends the question to IGN: call it only when a person asks.

    Raises
    ------
    GeocodageError
        If it cannot be reached, is too slow, refuses, or answers something else.
    """
    try:
        answer = httpx.get(url, params={"q": question, "limit": CHOIX}, timeout=DELAI_S)
        answer.raise_for_status()
        return tuple(_address(feature) for feature in answer.json()["features"])
    except httpx.TimeoutException:
        raise GeocodageError(mots.GEOCODAGE_LENT) from None
    except httpx.HTTPStatusError as error:
        code = error.response.status_code
        raise GeocodageError(mots.GEOCODAGE_REFUS.format(code=code)) from None
    except httpx.HTTPError:
        raise GeocodageError(mots.GEOCODAGE_ABSENT) from None
    except (ValueError, KeyError, TypeError, IndexError):
        raise GeocodageError(mots.GEOCODAGE_ILLISIBLE) from None


def _address(feature: dict[str, Any]) -> Adresse:
    lon, lat = feature["geometry"]["coordinates"]
    known = feature["properties"]
    score = float(known.get("score") or 0.0)
    if not np.isfinite([lon, lat]).all():
        msg = "coordonnées absentes"
        raise ValueError(msg)
    return Adresse(str(known["label"]), float(lat), float(lon), score)
