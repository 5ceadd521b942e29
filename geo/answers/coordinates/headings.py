"""Which columns of a file hold a position: the names of the trade, listed once.

A heading is cut in words (« X_WGS84 » gives x, wgs84). One word must say the axis, the others only
the system, or how and whose coordinate it is: « lat_depart » is read as nothing of ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.answers.coordinates import split
from geo.answers.coordinates.systems import DEGRES
from geo.core.accents import sans_accent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.answers.coordinates.split import Rest

METIER: dict[str, str] = {
    "lat, lon": "le modèle de cette page",
    "latitude, longitude": "usage courant ; SIRENE géolocalisé, gares, stations-service",
    "x, y": "usage courant : Lambert-93, ou degrés",
    "coordonneesXY": "schéma national des infrastructures de recharge (IRVE), « [lon, lat] »",
    "Xlongitude, Ylatitude": "ancien schéma IRVE",
    "consolidated_longitude, consolidated_latitude": "IRVE consolidé, data.gouv.fr",
    "long, lat": "Base adresse locale (BAL), avec x et y en Lambert-93",
    "X_L93, Y_L93": "gares de voyageurs, inventaires",
    "X_WGS84, Y_WGS84": "gares de voyageurs, inventaires",
    "Geo Point": "OpenDataSoft, « lat, lon »",
    "geo_point_2d": "OpenDataSoft, « lat, lon »",
    "geom_x_y": "OpenDataSoft, « lat, lon »",
    "_geopoint": "data fair (Koumoul), « lat,lon »",
    "geo_shape": "OpenDataSoft, GeoJSON",
    "equip_x, equip_y": "Data ES, équipements sportifs",
    "GPS_LAT, GPS_LONG": "relevés de terrain, traceurs",
    "Coord_X, Coord_Y": "Géorisques, bases de l’État",
    "coord_x_l93, coord_y_l93": "bases de l’État",
    "lambert_x, lambert_y": "BAN, fichiers de la Poste",
    "POINT_X, POINT_Y": "ArcGIS",
    "XCoord, YCoord": "ArcGIS, QGIS",
    "X_LAMBERT1, Y_LAMBERT1": "fichiers anciens, Lambert I",
    "WKT": "QGIS, export CSV avec géométrie",
    "geometry": "geopandas, export CSV",
    "result_latitude, result_longitude": "géocodage par fichier de la BAN",
    "lat_coor1, lon_coor1": "défibrillateurs (schéma DAE)",
    "adr_lat, adr_lon": "usage courant",
    "coord_geo": "schéma des lieux de covoiturage et voisins",
    "geolocalisation": "usage courant",
    "coordonnees_gps": "usage courant",
    "coordonnees_geographiques": "usage courant",
    "x_3857, y_3857": "export QGIS",
    "X_CC50, Y_CC50": "fichiers de géomètres, zone CC50",
    "X_L2E, Y_L2E": "fichiers anciens, Lambert II étendu",
    "XL93, YL93": "exports de SIG, inventaires départementaux",
    "coordXL93, coordYL93": "bases de l’État",
    "X_LAMB93, Y_LAMB93": "exports de SIG",
    "XLambert93, YLambert93": "exports de SIG",
    "coordxet, coordyet": "FINESS, annuaire des établissements de santé",
    "coordonneeLambertAbscisseEtablissement, coordonneeLambertOrdonneeEtablissement": (
        "SIRENE, stock des établissements"
    ),
    "coordonneeXAIOT, coordonneeYAIOT": "Géorisques, installations classées",
    "abscisse, ordonnee": "relevés, bases de l’État",
    "coordonnee_x, coordonnee_y": "annuaire de l’éducation",
    "X_EPSG3857, Y_EPSG3857": "export QGIS ou PostGIS",
    "X_EPSG2154, Y_EPSG2154": "export QGIS ou PostGIS",
    "meta_geo_point": "SINOE, Data ES, « lat,lon »",
    "coordonneesXY_origine": "fichiers IRVE repris",
    "coordonneesgps": "usage courant",
    "latitude_longitude": "usage courant",
    "stop_lat, stop_lon": "GTFS, arrêts de transport",
    "geo_lat, geo_lon": "usage courant",
    "latitude_centre, longitude_centre": "tables de communes",
    "Xcentroid, Ycentroid": "exports de SIG",
    "the_geom": "PostGIS, GeoServer",
    "wkt_geom": "QGIS, copier-coller",
    "st_astext": "PostGIS",
    "GPSLatitude, GPSLongitude": "photographies (EXIF)",
    "geometry.coordinates.1, geometry.coordinates.0": "GeoJSON mis à plat en colonnes",
    "N_L93, E_L93": "relevés de géomètres",
    "Nord, Est": "relevés de géomètres",
    "XRGF93, YRGF93": "relevés de géomètres",
    "Latitud, Longitud": "applications et traceurs en espagnol",
    "Breitengrad, Längengrad": "applications et traceurs en allemand",
    "breedtegraad, lengtegraad": "fichiers de Belgique, en néerlandais",
}
"""The names met in the files of the trade, and where. Each is recognised by the words below: a test
reads this list."""

LAT_WORDS = frozenset(
    {
        *("lat", "lati", "latitude", "lattitude", "ylat", "ylatitude", "latdd", "latgps"),
        *("latitud", "breite", "breitengrad", "breedtegraad"),
    }
)
LON_WORDS = frozenset(
    {
        *("lon", "long", "lng", "longi", "longitude"),
        *("xlong", "xlon", "xlongitude", "longdd", "longgps"),
        *("longitud", "lange", "laenge", "langengrad", "laengengrad", "lengtegraad"),
    }
)
X_WORDS = frozenset({"x", "easting", "abscisse"})
Y_WORDS = frozenset({"y", "northing", "ordonnee"})

PAIR_WORDS = frozenset(
    {
        *("coordonneesxy", "coordonnees", "coordonnee", "coordinates", "coords", "xy"),
        *("geopoint", "geopoint2d", "geopt", "latlon", "latlong", "latlng", "lonlat", "longlat"),
        *("geolocalisation", "geolocation", "geoloc", "localisation", "wkt", "geom", "geometry"),
        *("geometrie", "geoshape", "coordgeo", "point", "position", "gps", "location", "geojson"),
        *("coordonneesgps", "coordgps", "gpscoord", "thegeom", "wktgeom", "geomwkt", "stastext"),
        *("wkbgeometry", "latitudelongitude", "longitudelatitude", "coordxy", "coordsxy"),
    }
)
LON_FIRST_WORDS = frozenset(
    {
        *("coordonneesxy", "coordxy", "coordsxy", "xy"),
        *("lonlat", "longlat", "longitudelatitude", "wkt", "geojson"),
    }
)
"""Names that say that the longitude comes first."""

SYSTEM_WORDS: dict[str, str] = {
    **dict.fromkeys(("l93", "lambert93", "lamb93", "lb93", "2154", "rgf93"), "lambert93"),
    **dict.fromkeys(("wgs84", "wgs", "4326", "dd", *split.DEGREES - {"d"}), DEGRES),
    **dict.fromkeys(
        ("3857", "900913", "webmercator", "mercator", "pseudomercator"), "web_mercator"
    ),
    **dict.fromkeys(("l2e", "lambert2", "lambert2e", "lii", "l2", "27572"), "lambert2"),
    **dict.fromkeys(("lambert1", "l1", "27561"), "lambert1"),
    **dict.fromkeys(("lambert1c", "27571"), "lambert1c"),
    **dict.fromkeys(("32631", "utm31", "utm31n", "25831"), "utm31"),
    **{f"cc{zone}": f"cc{zone}" for zone in range(42, 51)},
    **{str(3900 + zone): f"cc{zone}" for zone in range(42, 51)},
}

DATUMS = frozenset({"wgs84", "wgs", "rgf93"})
"""They name a system when they stand alone: « WGS 84 / Pseudo-Mercator » is in metres."""
SYSTEM_HEADINGS = frozenset({"epsg", "srid", "crs", "projection", "systeme", "referentiel"})
AROUND_SYSTEMS = frozenset(
    {
        *("code", "libelle", "nom", "type", "de", "des", "du", "coord", "coordonnee"),
        *("coordonnees", "reference", "geographique", "geodesique", "geo", "xy"),
    }
)
"""The words of a heading whose cells name a system: « code_epsg », « libelle_projection »."""

OTHER_WORDS = frozenset(
    {
        *("coord", "coordonnee", "coordonnees", "coor", "coor1", "coordinate", "geo", "gps"),
        *("point", "pt", "pos", "position", "loc", "localisation", "location", "geoloc"),
        *("geolocalisation", "geographique", "geographiques", "geom", "geometry", "geometrie"),
        *("equip", "inst", "adr", "adresse", "site", "station", "result", "consolidated", "stop"),
        *("lambert", "epsg", "decimal", "decimale", "decimales", "decimaux", "en", "de", "la"),
        *("du", "le", "m", "metres", "metre", "2d", "1", "dms", "centroid", "centroide", "zone"),
        *("etendu", "ii", "93", "84", "web", "utm", "31", "cc", "projection", "systeme", "srid"),
        *("n", "e", "w", "o", "nord", "est", "north", "east", "ouest", "west"),
        *("etablissement", "et", "etab", "meta", "origine", "centre", "centroids", "shape", "the"),
        *("aiot", "icpe", "lamb", "wkb", "st", "ref", "saisi", "saisie", "metrique", "d", "s"),
    }
)
"""What may stand beside the axis: how, or of what, a coordinate is."""

GLUED = re.compile(
    r"(?P<avant>coord|coordonnees?|coor|point|pt|pos|position|lambert|lamb|gps|geo|loc|centroide?|)"
    r"(?P<axe>x|y|lat|latitude|lon|lng|long|longitude)"
    r"(?P<apres>coord|coordonnees?|coor|centroide?|gps|et|etab|aiot|lambert|lamb|)"
    r"(?P<systeme>l93|lambert93|lamb93|rgf93|l2e|wgs84|cc[45]\d|)"
)
"""Words that are written as one: « coordxet » is coord, x, et; « YL93 » is y, l93."""

VAGUE = frozenset(
    {
        *("position", "point", "localisation", "location", "geometry", "geom", "gps"),
        *("geo", "coord", "shape", "centroid", "centroide", "emplacement"),
        *("emplacementgps", "lieugps", "gpslocation"),
    }
)
"""Names that may mean something else: their cells tell whether they hold positions."""

LISTED = frozenset({"geompointxy", "geomxy"})
"""Names that only this list tells: words whose meaning depends on each other."""

LETTERS = frozenset({"n", "s", "e", "w", "o", "nord", "est", "north", "east", "ouest", "west"})
"""What differs between two fellows: « Latitude (N) » and « Longitude (E) »."""
NORTHWARD, EASTWARD = frozenset({"n", "nord", "north"}), frozenset({"e", "est", "east"})
"""What names the axis itself, « Nord », « Est »; a letter alone only beside a system, « E_L93 »."""

OURS = "fichier"
"""The word by which an answer of this page marks the columns it was given: not read again."""

BETTER_WORDS = ("consolidated", "result")
"""Columns that a national base has put right come before those as received."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a position stands in a file: the ranks of two columns, or of one that holds both.

    ``noms``: as they are in the file. ``systeme``: the system that they tell, empty when they tell
    none. ``lon_first``: of one column, whether its name says that the longitude comes first.
    ``parts``: what completes each of two columns, by its rank: minutes, seconds, hemisphere.
    ``doubles``: the ranks of the other columns of the very same name, by the rank of each column
    that is read; those that make another pair are left out: they are compared as a pair.
    ``par_ligne``: the rank of the column that tells the system of each line, where there is one.
    """

    lat: int
    lon: int
    noms: tuple[str, ...]
    systeme: str = ""
    lon_first: bool = False
    parts: Mapping[int, Rest] = field(default_factory=dict)
    doubles: Mapping[int, Sequence[int]] = field(default_factory=dict)
    par_ligne: int | None = None

    @property
    def alone(self) -> bool:
        """Whether one column holds both numbers."""
        return self.lat == self.lon


@dataclass(frozen=True, slots=True)
class _Heading:
    rank: int
    nom: str
    axe: str  # « lat », « lon », « x », « y », « pair »
    autour: tuple[str, ...]
    systeme: str
    lon_first: bool = False
    sure: bool = True


LONGEST = 200
"""Letters of a heading that are looked at: a whole line that no separator cuts is none."""


def words(heading: str) -> list[str]:
    """Return the words of a heading, without accents nor capitals: « X_WGS84 » gives x, wgs84."""
    bare = sans_accent(heading[:LONGEST]).replace("°", " deg ")
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", bare)
    found = re.findall(r"[a-z0-9]+", parted.casefold())
    return [part for word in found for part in _parted(word)]


def _parted(word: str) -> list[str]:
    """Return the words that a word is made of: itself, unless it glues an axis to others."""
    if word.startswith("epsg") and word != "epsg":
        return ["epsg", word.removeprefix("epsg")]
    glued = None if _axis(word) or word in PAIR_WORDS else GLUED.fullmatch(word)
    return [part for part in glued.groups() if part] if glued else [word]


def _together(listed: Sequence[str]) -> list[str]:
    """Return words with « lambert 93 » and its like put together again."""
    text = f" {' '.join(listed)} "
    for apart, joined in (
        (" lambert 93 ", " lambert93 "),
        (" l 93 ", " l93 "),
        (" wgs 84 ", " wgs84 "),
        (" rgf 93 ", " rgf93 "),
        (" web mercator ", " webmercator "),
        (" pseudo mercator ", " webmercator "),
        (" lambert ii etendu ", " l2e "),
        (" lambert 2 etendu ", " l2e "),
        (" lambert ii ", " l2e "),
        (" lambert i carto ", " lambert1c "),
        (" lambert 1 carto ", " lambert1c "),
        (" lambert i ", " lambert1 "),
        (" lambert 1 ", " lambert1 "),
        (" lambert nord ", " lambert1 "),
        (" utm 31 ", " utm31 "),
        (" utm 31n ", " utm31 "),
        *((f" cc {zone} ", f" cc{zone} ") for zone in range(42, 51)),
        # The first number of a GeoJSON is the longitude.
        (" coordinates 0 ", " longitude "),
        (" coordinates 1 ", " latitude "),
    ):
        text = text.replace(apart, joined)
    return text.split()


def _understood(rank: int, nom: str) -> _Heading | None:
    """Return what a heading says of a coordinate; None when it is no coordinate."""
    listed = _together(words(nom))
    joined = "".join(listed)
    if joined in PAIR_WORDS | LISTED | VAGUE:
        return _Heading(rank, nom, "pair", (), "", joined in LON_FIRST_WORDS)
    axes = [(word, axis) for word in listed for axis in (_axis(word),) if axis]
    others = [word for word in listed if not _axis(word)]
    told = [SYSTEM_WORDS[word] for word in others if word in SYSTEM_WORDS]
    known = all(
        word in SYSTEM_WORDS or word in OTHER_WORDS or word in PAIR_WORDS for word in others
    )
    system = told[0] if told else ""
    axes = axes or _towards(others, system)
    both = [axis for _, axis in axes]
    if {*both} in ({"lat", "y"}, {"lon", "x"}):
        both = [axis for axis in both if axis in {"lat", "lon"}]
    if len(both) == 1 and (known or (both[0] in {"lat", "lon"} and OURS not in others)):
        # Around the axis, the words that name the system too: x_l93 goes with y_l93.
        around = tuple(word for word in others if word not in LETTERS)
        return _Heading(rank, nom, both[0], around, system, sure=known)
    if not known or not listed:
        return None
    if any(word in PAIR_WORDS for word in others) and not axes:
        lon_first = any(word in LON_FIRST_WORDS for word in others)
        return _Heading(rank, nom, "pair", tuple(others), system, lon_first)
    if sorted(both) in (["lat", "lon"], ["x", "y"]):
        return _Heading(rank, nom, "pair", tuple(others), system, both[0] in {"lon", "x"})
    return None


def _towards(words: Sequence[str], system: str) -> list[tuple[str, str]]:
    """Return the axis of « Nord » or of « E_L93 », as words that tell an axis; nothing else."""
    letters = [word for word in words if word in LETTERS and (system or len(word) > 1)]
    if len(letters) != 1:
        return []
    axis = next((a for a, known in (("y", NORTHWARD), ("x", EASTWARD)) if letters[0] in known), "")
    return [(letters[0], axis)] if axis else []


def system_named(text: str) -> str:
    """Return the system that some words name: « Lambert 93 », « EPSG:3857 »; empty for none.

    Examples
    --------
    >>> system_named("EPSG:2154"), system_named("RGF93 / CC50"), system_named("mètres")
    ('lambert93', 'cc50', '')
    """
    told = [word for word in _together(words(text)) if word in SYSTEM_WORDS]
    found = {SYSTEM_WORDS[word] for word in told if word not in DATUMS}
    found = found or {SYSTEM_WORDS[word] for word in told}
    return found.pop() if len(found) == 1 else ""


def _axis(word: str) -> str:
    for axis, known in (("lat", LAT_WORDS), ("lon", LON_WORDS), ("x", X_WORDS), ("y", Y_WORDS)):
        if word in known:
            return axis
    return ""


def find(header: Sequence[str]) -> list[Columns]:
    """Return every place where a position stands in a file, the best first.

    Degrees before metres, two columns before one, names put right by a national base first, then
    the order of the file.
    """
    parts = split.find([words(nom) for nom in header], {"lat": LAT_WORDS, "lon": LON_WORDS})
    apart = {rank for mine in parts.values() for rank in mine.ranks}
    told = [None if rank in apart else _understood(rank, nom) for rank, nom in enumerate(header)]
    found = [_completed(columns, parts, header) for columns in _found(told, header)]
    if not found:
        return []
    by_line = _tells_systems(header)
    return [
        columns if columns.systeme else replace(columns, par_ligne=by_line)
        for columns in _with_doubles(found, header)
    ]


def _tells_systems(header: Sequence[str]) -> int | None:
    """Return the column that tells the system of each line, « epsg »; None for none, or several."""
    ranks = [
        rank
        for rank, nom in enumerate(header)
        for told in ({*words(nom)},)
        if told & SYSTEM_HEADINGS and told <= SYSTEM_HEADINGS | AROUND_SYSTEMS
    ]
    return ranks[0] if len(ranks) == 1 else None


def _completed(columns: Columns, parts: Mapping[int, Rest], header: Sequence[str]) -> Columns:
    """Return columns with those that complete them, named too."""
    mine = {rank: parts[rank] for rank in (columns.lat, columns.lon) if rank in parts}
    if not mine:
        return columns
    ranks = [(rank, *mine[rank].ranks) for rank in (columns.lat, columns.lon) if rank in mine]
    return replace(columns, noms=tuple(header[at] for told in ranks for at in told), parts=mine)


def _found(told: Sequence[_Heading | None], header: Sequence[str]) -> list[Columns]:
    known = [one for one in told if one is not None and one.sure]
    if not known:
        # « latitude_mairie » says whose it is in a word of its own: read where it stands alone.
        guessed = list(_matched([one for one in told if one is not None], "lat", "lon"))
        return guessed if len(guessed) == 1 else []
    found = [*_matched(known, "lat", "lon"), *_matched(known, "y", "x")]
    taken = {rank for columns in found for rank in (columns.lat, columns.lon)}
    found += [
        Columns(one.rank, one.rank, (one.nom,), one.systeme, one.lon_first)
        for one in known
        if one.axe == "pair" and one.rank not in taken
    ]
    return sorted(found, key=lambda columns: _preference(columns, header))


def _matched(known: Sequence[_Heading], north: str, east: str) -> Iterator[Columns]:
    """Yield the columns that go together: the same words around the two axes, in their order."""
    lats = [one for one in known if one.axe == north]
    lons = [one for one in known if one.axe == east]
    used: set[int] = set()
    for exact in (True, False):
        for lat in lats:
            if not exact and not lat.sure:
                continue
            fellow = next(
                (
                    lon
                    for lon in lons
                    if not {lat.rank, lon.rank} & used
                    and (lon.autour == lat.autour or not exact)
                    and (exact or lat.systeme in {"", lon.systeme} or not lon.systeme)
                ),
                None,
            )
            if fellow is None or lat.rank in used:
                continue
            used |= {lat.rank, fellow.rank}
            system = lat.systeme or fellow.systeme or (DEGRES if north == "lat" else "")
            yield Columns(lat.rank, fellow.rank, (lat.nom, fellow.nom), system)


def _preference(columns: Columns, header: Sequence[str]) -> tuple[int, int, int]:
    listed = set(words(" ".join(columns.noms)))
    better = 0 if listed & set(BETTER_WORDS) else 1
    if columns.alone:
        kind = 1
    elif columns.systeme == DEGRES:
        kind = 0
    elif columns.systeme:
        kind = 2
    else:
        kind = 3
    return kind, better, min(columns.lat, columns.lon) % max(len(header), 1)


def _with_doubles(found: Sequence[Columns], header: Sequence[str]) -> list[Columns]:
    """Return columns with the others of the very same name."""
    paired = {rank for one in found for rank in (one.lat, one.lon)}
    alike: dict[str, list[int]] = {}
    keys = [" ".join(words(nom)) for nom in header]
    for rank, key in enumerate(keys):
        alike.setdefault(key, []).append(rank)
    told = []
    for columns in found:
        others = {
            rank: [other for other in alike[keys[rank]] if other not in paired]
            for rank in dict.fromkeys((columns.lat, columns.lon))
        }
        same = {rank: ranks for rank, ranks in others.items() if ranks}
        told.append(replace(columns, doubles=same) if same else columns)
    return told


def sure_of(columns: Columns) -> bool:
    """Return whether the name of one column can mean nothing else than a position."""
    return columns.alone and "".join(words(columns.noms[0])) not in VAGUE
