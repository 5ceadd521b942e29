"""What is known of a place: its commune, its QPV, what is near; one point or a file of points.

Positions come as a person writes them (decimal comma or dot, latitude and longitude in either
order, or Lambert-93); each is checked, and what is refused is told with its reason. A place is
never guessed: an address is looked for only on demand, by the geocoder of the Géoplateforme.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import httpx
import numpy as np
import pandas as pd

from geo.core import catalog
from geo.core.crs import LAMBERT93, points_from_lonlat, to_display, to_metric
from geo.core.errors import AtlasError
from geo.drawing.files import neutralise
from geo.labels import textes
from geo.labels.formats import accord, avec_unite, distance, enumeration, nombre
from geo.measures import indicators, joins
from geo.reports.facts import cle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.answers.bundle import Base, ThemeData

LAT_RANGE, LON_RANGE = (41.0, 51.6), (-5.6, 9.9)
"""Degrees of mainland France: outside, a coordinate is a mistake. They do not overlap."""
X_RANGE, Y_RANGE = (90_000.0, 1_250_000.0), (6_040_000.0, 7_120_000.0)
"""Metres of mainland France in Lambert-93."""

LIMITE_M = 20.0
"""Distance to the border of a commune under which it is not sure: twice the error of the outlines,
which are drawn to some ten metres."""
LIMITE_QPV_M = 20.0
"""The same for the perimeters of the QPV, generalised to some ten metres."""

LIGNES_MAX = 2_000
OCTETS_MAX = 1_000_000

KINDS = ("dechets", "piscines", "bornes")
"""Themes to which one goes, in the order of the answers."""

GEOCODEUR = "https://data.geopf.fr/geocodage/search"
DELAI_S = 5.0
CHOIX = 5


class PointError(AtlasError, ValueError):
    """Raised when a position cannot be read, with what was expected."""


class FichierError(AtlasError, ValueError):
    """Raised when a file of points cannot be read at all, with what was expected."""


class GeocodageError(AtlasError, OSError):
    """Raised when the geocoder does not answer, or not as it should."""


# --- reading a position -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Position:
    """A place in WGS 84 degrees, with how it was understood.

    ``inversees``: latitude and longitude were given in the other order. ``lambert``: it was given
    in Lambert-93 metres, whose two ranges cannot be taken for one another.
    """

    lat: float
    lon: float
    inversees: bool = False
    lambert: bool = False


NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
ALLOWED = re.compile(r"[\s\d.,;:+\-/|()°NnEe\u00a0\u202f]*")


def read_number(text: str) -> float:
    """Return a number written with a decimal comma or dot.

    Raises
    ------
    PointError
        If it is not one.
    """
    bare = re.sub(r"[\s\u00a0\u202f°]", "", text)
    if NUMBER.fullmatch(bare) is None:
        raise PointError(textes.POINT_PAS_UN_NOMBRE.format(texte=text.strip()[:40]))
    return float(bare.replace(",", "."))


def position(first: float, second: float) -> Position:
    """Return the place that two numbers mean: degrees in either order, or Lambert-93 metres.

    Raises
    ------
    PointError
        If they are in no system in mainland France.
    """
    if _in(first, LAT_RANGE) and _in(second, LON_RANGE):
        return Position(first, second)
    if _in(second, LAT_RANGE) and _in(first, LON_RANGE):
        return Position(second, first, inversees=True)
    for x, y in ((first, second), (second, first)):
        if _in(x, X_RANGE) and _in(y, Y_RANGE):
            place = to_display(gpd.GeoSeries(gpd.points_from_xy([x], [y]), crs=LAMBERT93)).iloc[0]
            return Position(float(place.y), float(place.x), lambert=True)
    told = f"{_degrees(first)} ; {_degrees(second)}"
    raise PointError(textes.POINT_HORS_FRANCE.format(texte=told))


def _in(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _degrees(value: float) -> str:
    return f"{value:.10g}".replace(".", ",")


def parse(lat: str, lon: str = "") -> Position:
    """Return the place written in one field (« lat, lon ») or in two.

    Raises
    ------
    PointError
        If there are not two numbers, or if they are not in mainland France.
    """
    if lat.strip() and lon.strip():
        return position(read_number(lat), read_number(lon))
    text = lat.strip() or lon.strip()
    found = NUMBER.findall(text)
    if ALLOWED.fullmatch(text) is None or len(found) != 2:  # noqa: PLR2004 - two coordinates
        raise PointError(textes.POINT_DEUX_NOMBRES.format(texte=text[:60]))
    first, second = (float(number.replace(",", ".")) for number in found)
    return position(first, second)


# --- answering ----------------------------------------------------------------------------------


def reponses(points: gpd.GeoSeries, base: Base, themes: Mapping[str, ThemeData]) -> pd.DataFrame:
    """Return what is known of each point: one row = a point, on the index of ``points``.

    Parameters
    ----------
    points
        Places, in any declared coordinate system; none is missing.
    base, themes
        The spine, and the themes whose nearest open facility is told; others are ignored.

    Returns
    -------
    pandas.DataFrame
        ``code_insee``, ``commune``, ``territoire`` (missing outside), ``distance_limite_m`` (to
        the border of the commune; outside, to the nearest commune), ``commune_incertaine`` and
        ``communes_possibles`` (names, within ``LIMITE_M``), ``code_qpv``, ``qpv``,
        ``situation_qpv``, ``qpv_proche``, ``distance_qpv_m`` (0 inside), ``qpv_incertain`` (less
        than ``LIMITE_QPV_M`` from its edge); then, for each kind, ``<thème>``, ``<thème>_commune``,
        ``<thème>_distance_m``, ``<thème>_approximative``, and ``<thème>_site``,
        ``<thème>_site_distance_m``: the nearest whose place is really known. Outside the two
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
    """Return the nearest open facility of a theme, and the nearest whose place is known."""
    open_ones = indicators.ouverts(data.table).set_index("id", drop=False)
    places = open_ones.geometry
    about = open_ones["position_approximative"].astype(bool)
    first = joins.nearest(points, places)
    sure = joins.nearest(points, places[~about])
    kind = data.theme.id
    return pd.DataFrame(
        {
            kind: first["id"].map(open_ones["nom"]),
            f"{kind}_commune": first["id"].map(open_ones["commune"]),
            f"{kind}_distance_m": first["distance_m"].round(1),
            f"{kind}_approximative": first["id"].map(about),
            f"{kind}_site": sure["id"].map(open_ones["nom"]),
            f"{kind}_site_distance_m": sure["distance_m"].round(1),
        }
    )


@dataclass(frozen=True, slots=True)
class Reponse:
    """One line of the answer: what is asked, the answer, what to know of it."""

    question: str
    texte: str
    reserve: str = ""


def en_lignes(row: pd.Series) -> tuple[Reponse, ...]:
    """Return the answer on one point (a row of ``reponses``) as a reader reads it."""
    if pd.isna(row["code_insee"]):
        away = distance(row["distance_limite_m"])
        return (
            Reponse(
                textes.POINT_COMMUNE,
                textes.POINT_DEHORS.format(distance=away),
                _maybe(row) or textes.POINT_DEHORS_AIDE,
            ),
        )
    sigle = catalog.territory(row["territoire"]).sigle
    commune = Reponse(
        textes.POINT_COMMUNE,
        f"{row['commune']} ({row['code_insee']}, {sigle})",
        _maybe(row) or textes.POINT_LIMITE_LOIN.format(distance=distance(row["distance_limite_m"])),
    )
    kinds = [kind for kind in KINDS if kind in row.index]
    return (commune, _qpv(row), *(_kind(row, kind) for kind in kinds))


def _maybe(row: pd.Series) -> str:
    """Return the caution near a border, where the outlines are not sure."""
    if not row["commune_incertaine"]:
        return ""
    others = [n for n in str(row["communes_possibles"]).split(" | ") if n and n != row["commune"]]
    gap = max(float(row["distance_limite_m"]), 0.0)
    told = textes.POINT_LIMITE.format(distance=avec_unite(round(gap), "m"))
    if others:
        told += textes.POINT_LIMITE_AUTRES.format(noms=enumeration(others))
    return told


def _qpv(row: pd.Series) -> Reponse:
    caution = textes.POINT_QPV_INCERTAIN if bool(row["qpv_incertain"]) else ""
    if row["situation_qpv"] == "dedans":
        return Reponse(
            textes.POINT_QPV,
            textes.POINT_QPV_DEDANS.format(nom=row["qpv"], code=row["code_qpv"]),
            caution,
        )
    if pd.isna(row["distance_qpv_m"]):
        return Reponse(textes.POINT_QPV, textes.POINT_QPV_AUCUN)
    near = textes.POINT_QPV_BANDE if row["situation_qpv"] == "bande" else textes.POINT_QPV_DEHORS
    told = near.format(distance=distance(row["distance_qpv_m"]), nom=row["qpv_proche"])
    return Reponse(textes.POINT_QPV, told, caution)


def _kind(row: pd.Series, kind: str) -> Reponse:
    noun = textes.NOMS_THEMES[kind][0]
    question = textes.POINT_PROCHE.format(nom=noun.capitalize())
    if pd.isna(row[kind]):
        return Reponse(question, textes.POINT_AUCUN)
    metres = float(row[f"{kind}_distance_m"])
    name = f"{row[kind]} ({row[f'{kind}_commune']})"
    if not row[f"{kind}_approximative"]:
        return Reponse(question, textes.POINT_A.format(nom=name, distance=_metres(metres)))
    caution = textes.POINT_APPROCHE
    if not pd.isna(row[f"{kind}_site"]):
        caution += textes.POINT_SITE.format(
            nom=row[f"{kind}_site"], distance=_metres(float(row[f"{kind}_site_distance_m"]))
        )
    return Reponse(
        question, textes.POINT_ENVIRON.format(nom=name, distance=_metres(metres)), caution
    )


def _metres(metres: float) -> str:
    """Return a distance as written; a point on a facility is at less than ten metres."""
    return distance(max(metres, 1.0))


def phrase(place: Position, row: pd.Series) -> str:
    """Return one sentence on a point (a row of ``reponses``)."""
    where = textes.POINT_LIEU.format(lat=_place(place.lat), lon=_place(place.lon))
    if pd.isna(row["code_insee"]):
        return (
            f"{where} : {textes.POINT_DEHORS.format(distance=distance(row['distance_limite_m']))}"
        )
    parts = [str(row["commune"]), _qpv(row).texte]
    told = f"{where} : {parts[0]} ; {parts[1][0].lower()}{parts[1][1:]}"
    return told if told.endswith(".") else f"{told}."


def _place(value: float) -> str:
    return nombre(round(value, 5), 5)


# --- a file of points ---------------------------------------------------------------------------


NAMES = {
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
}
"""What the two columns may be called, once without accents nor capitals."""


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file of points.

    ``points``: one row = a point that was read, indexed by its line in the file: ``lat``, ``lon``,
    ``inversees``, ``lambert``. ``lignes``: every line of the file as it was written, same index.
    ``rejets``: one row = a line that was not: ``ligne``, ``raison``, then its cells.
    """

    points: pd.DataFrame
    lignes: pd.DataFrame
    rejets: pd.DataFrame


def _decode(content: bytes) -> str:
    if len(content) > OCTETS_MAX:
        raise FichierError(textes.FICHIER_TROP_GROS)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FichierError(textes.FICHIER_ILLISIBLE)


def _columns(header: Sequence[str]) -> tuple[int, int]:
    """Return the rank of the column of latitudes, or of ordinates, and that of the other."""
    keys = [cle(name) for name in header]
    found = []
    for what in ("lat", "lon"):
        ranks = [rank for rank, key in enumerate(keys) if key in NAMES[what]]
        if len(ranks) != 1:
            listed = enumeration([f"« {name[:40]} »" for name in header if name.strip()])
            raise FichierError(textes.FICHIER_COLONNES.format(colonnes=listed or "aucune"))
        found.append(ranks[0])
    return found[0], found[1]


def read_csv_points(content: bytes) -> Fichier:
    """Return the points of a CSV file, and the lines that are refused with their reasons.

    Separated by « ; », « , » or tabs; UTF-8, UTF-16 or Windows; decimal commas or dots. Columns
    ``lat`` and ``lon`` (or ``latitude``, ``longitude``), or ``x`` and ``y`` (Lambert-93 metres, or
    degrees, told by their range). Empty lines are left out.

    Raises
    ------
    FichierError
        If it is too large, is not text, has no header with the two columns, or no line.
    """
    text = _decode(content)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
        lines = [(reader.line_num, cells) for cells in reader if any(c.strip() for c in cells)]
    except csv.Error:
        raise FichierError(textes.FICHIER_ILLISIBLE) from None
    if len(lines) < 2:  # noqa: PLR2004 - a header and one line
        raise FichierError(textes.FICHIER_VIDE)
    if len(lines) - 1 > LIGNES_MAX:
        raise FichierError(textes.FICHIER_TROP_LONG.format(compte=nombre(len(lines) - 1)))
    header = [name.strip() for name in lines[0][1]]
    lat, lon = _columns(header)
    names = _unique(header)
    kept: dict[int, dict[str, Any]] = {}
    written: dict[int, dict[str, str]] = {}
    refused: list[dict[str, Any]] = []
    for number, cells in lines[1:]:
        record = dict(zip(names, [*cells, *[""] * len(names)], strict=False))
        try:
            if len(cells) != len(names):
                raise PointError(_miscounted(len(cells), len(names), separator))  # noqa: TRY301
            place = _cell_position(cells[lat], cells[lon])
        except PointError as error:
            refused.append({"ligne": number, "raison": str(error), **record})
            continue
        written[number] = record
        kept[number] = {
            "lat": place.lat,
            "lon": place.lon,
            "inversees": place.inversees,
            "lambert": place.lambert,
        }
    index = pd.Index(list(kept), name="ligne", dtype="int64")
    return Fichier(
        pd.DataFrame(
            list(kept.values()), index=index, columns=["lat", "lon", "inversees", "lambert"]
        ),
        pd.DataFrame(list(written.values()), index=index, columns=names),
        pd.DataFrame(refused, columns=["ligne", "raison", *names]),
    )


def _unique(header: Sequence[str]) -> list[str]:
    """Return names of columns that are distinct, harmless in a spreadsheet, and not ours."""
    names: list[str] = []
    for rank, name in enumerate(header, start=1):
        bare = neutralise(name) or f"colonne {rank}"
        taken = {*names, "ligne", "raison"}
        names.append(bare if bare not in taken else f"{bare} ({rank})")
    return names


def _miscounted(found: int, expected: int, separator: str) -> str:
    told = textes.FICHIER_CELLULES.format(compte=accord(found, "valeur"), attendu=expected)
    return told + (textes.FICHIER_VIRGULE if separator == "," and found > expected else "")


def _cell_position(lat: str, lon: str) -> Position:
    for text, name in ((lat, "latitude (ou y)"), (lon, "longitude (ou x)")):
        if not text.strip():
            raise PointError(textes.FICHIER_ABSENTE.format(nom=name))
    return position(read_number(lat), read_number(lon))


def reponses_au_fichier(
    fichier: Fichier, base: Base, themes: Mapping[str, ThemeData]
) -> pd.DataFrame:
    """Return the file with the answers: one row = a point that was read, in the order of the file.

    ``ligne``, ``lat``, ``lon``, ``remarque`` (how it was understood), the answers of ``reponses``,
    then the columns of the file; one of the same name as ours ends with « (fichier) ».
    """
    found = reponses(points_from_lonlat(fichier.points), base, themes)
    remarks = [_remark(row) for row in fichier.points.itertuples()]
    ours = pd.DataFrame(
        {
            "ligne": fichier.points.index,
            "lat": fichier.points["lat"].round(6),
            "lon": fichier.points["lon"].round(6),
            "remarque": pd.Series(remarks, index=found.index, dtype="str"),
        }
    ).join(found)
    theirs = fichier.lignes.rename(
        columns={name: f"{name} (fichier)" for name in fichier.lignes if name in ours}
    )
    return ours.join(theirs).reset_index(drop=True)


def _remark(row: Any) -> str:
    told = []
    if row.inversees:
        told.append(textes.POINT_INVERSEES)
    if row.lambert:
        told.append(textes.POINT_LAMBERT)
    return " ".join(told)


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
        raise GeocodageError(textes.GEOCODAGE_LENT) from None
    except httpx.HTTPStatusError as error:
        code = error.response.status_code
        raise GeocodageError(textes.GEOCODAGE_REFUS.format(code=code)) from None
    except httpx.HTTPError:
        raise GeocodageError(textes.GEOCODAGE_ABSENT) from None
    except (ValueError, KeyError, TypeError, IndexError):
        raise GeocodageError(textes.GEOCODAGE_ILLISIBLE) from None


def _address(feature: dict[str, Any]) -> Adresse:
    lon, lat = feature["geometry"]["coordinates"]
    known = feature["properties"]
    score = float(known.get("score") or 0.0)
    if not np.isfinite([lon, lat]).all():
        msg = "coordonnées absentes"
        raise ValueError(msg)
    return Adresse(str(known["label"]), float(lat), float(lon), score)
