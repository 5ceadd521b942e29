"""Numbers of a position as a person or a program writes them, before their system is known.

Decimal comma or dot, degrees with minutes and seconds, N S E W O before or after, brackets,
GeoJSON, WKT, the hexadecimal of PostGIS, or metres. What is not sure is refused with its reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from geo.answers.coordinates.systems import SYSTEMES
from geo.core.errors import AtlasError
from geo.labels import coordonnees as mots

if TYPE_CHECKING:
    from collections.abc import Mapping


class PointError(AtlasError, ValueError):
    """Raised when a position cannot be read, with what was expected."""


@dataclass(frozen=True, slots=True)
class Coordinate:
    """One number and what its writing says: ``axe`` is « lat » or « lon » beside N, S, E, W, O."""

    value: float
    axe: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers, latitude or ordinate first as far as is known, before their system is told.

    ``annonce``: the system that a heading names, empty when it names none. ``nommee``: headings
    say which number is which, so that an exchange is to be told, in metres as well.
    """

    first: Coordinate
    second: Coordinate
    annonce: str = ""
    nommee: bool = False

    @property
    def nul(self) -> bool:
        """Whether both numbers are zero: what many programs write where nothing is known."""
        return self.first.value == 0 == self.second.value

    @property
    def texte(self) -> str:
        """The two numbers as they are told in a message: x then y when they are metres."""
        numbers = self.first.value, self.second.value
        if self.nommee and min(map(abs, numbers)) > DEGREES_AT_MOST:
            numbers = numbers[::-1]
        return " ; ".join(map(spelled, numbers))


DEGREES_AT_MOST = 360.0


def spelled(value: float) -> str:
    """Return a number as a message spells it, with a decimal comma."""
    return f"{value:.10g}".replace(".", ",")


# --- one number ---------------------------------------------------------------------------------

MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " "})
"""Signs and spaces of typographers, as a keyboard types them."""

NUMBER = (
    r"[-+]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+"  # thousands parted by a mark
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?"  # or by an apostrophe, as in Switzerland
    r"|(?:\d{1,3}(?:\ \d{3})+|\d+)(?:[.,]\d+)?(?:[eE][-+]?\d{1,2})?)(?![\d])"
)
HEMISPHERE = r"(?:nord|north|sud|south|ouest|west|est|east|[nseow])(?![a-z])"
LABEL = r"(?:latitude|lat|longitude|long|lon|lng|[xy])\s*[:=]?\s*(?=[-+\dnseow])"
DEGREE = r"(?:°|º|degr[ée]s?\b|deg\b|d(?=\s*\d))"
MINUTE = r"(?:''|’’|[\"”“″])"
PRIME = r"['’′‘´`]"
BARE = r"\s(?=\s*\d{1,2}(?:[.,]\d+)?(?:\s+\d{1,2}(?:[.,]\d+)?)?\s*[nseow](?![a-z]))"
"""The space of « 50 31 50 N »: without its letter, three numbers are not taken for one."""
AFTER_LETTER = r"(?(avant)\s(?=\s*\d{1,2}(?:[.,]\d+)?(?!\d))|(?!))"
"""The same of « N 50 31.830 », as the receivers of Garmin write it."""
COORDINATE = rf"""
    (?P<nom>{LABEL})?(?P<avant>{HEMISPHERE}\s*)?
    (?:
        (?P<d>[-+]?\d{{1,3}})\s*(?:{DEGREE}|:|{BARE}|{AFTER_LETTER})\s*(?P<m>\d{{1,2}}(?:[.,]\d+)?)\s*(?:{PRIME}(?!{PRIME})|min\b|m(?=\s*\d)|:)?
        (?:\s*(?P<s>\d{{1,2}}(?:[.,]\d+)?)\s*(?:{MINUTE}|{PRIME}{PRIME}|sec\b|s\b)?)?
      | (?P<n>{NUMBER})\s*(?:{DEGREE}|m(?:[èe]tres?)?(?![a-z\d]))?
    )
    (?(avant)|(?:\s*(?P<apres>{HEMISPHERE}))?)
"""
ONE = re.compile(COORDINATE, re.VERBOSE | re.IGNORECASE)
SOUTH_OR_WEST = ("s", "o", "w")
LATITUDES = ("n", "s")
MANY_DOTS = re.compile(r"[-+]?\d+(?:[.,]\d+){2,}")
THOUSANDS = re.compile(r"[1-9](?:\.\d{3}){2}|[1-9](?:,\d{3}){2}")
"""An ordinate in metres whose thousands are parted by the mark of decimals: « 7.047.496 »."""
LONGEST = 300
"""Characters of the longest writing of a position, a GeoJSON point: beyond, it is another thing."""
SIXTY = 60.0
COARSE_DEGREES, COARSE_METRES = 0.001, 10.0
"""Weight of the last digit of a scientific notation beyond which it is no place any more."""

AS_TEXT = re.compile(r"""\s*(?:'(?=[-+=\d])|="(?P<dedans>[^"]*)"\s*$)""")
"""How a spreadsheet keeps a number as a text: « '50.43 », « ="50.43" »."""
ABSENT = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "nan",
        "nc",
        "nd",
        "[nd]",
        "nr",
        "none",
        "null",
        "(null)",
        "\\n",
        "#n/a",
    }
)
"""What programs write where nothing is known, in small letters."""


DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d.*)?|\d{1,2}/\d{1,2}/\d{2,4}")
"""A date: « 5.24 » and its like are taken for one by a spreadsheet."""


def is_absent(text: str) -> bool:
    """Return whether a cell says nothing: empty, or what a program writes for it."""
    return text.strip().casefold() in ABSENT


def _bare(text: str) -> str:
    """Return a cell as a keyboard types it, without what a spreadsheet put around it."""
    found = AS_TEXT.match(text)
    if found is not None:
        text = found["dedans"] if found["dedans"] is not None else text[found.end() :]
    return text.translate(MINUS).strip()


def coordinate(text: str) -> Coordinate:
    """Return one coordinate: a decimal number, or degrees, minutes and seconds.

    Raises
    ------
    PointError
        If it is none, or has lost digits in a spreadsheet.
    """
    bare = _bare(text)
    found = ONE.fullmatch(bare) if len(bare) <= LONGEST else None
    if found is None:
        raise PointError(_no_number(bare).format(texte=text.strip()[:40]))
    return _of_match(found, text)


def _no_number(bare: str) -> str:
    """Return what is told of a text that is no number."""
    if DAY.fullmatch(bare):
        return mots.DATE
    if THOUSANDS.fullmatch(bare):
        return mots.MILLIERS
    return mots.POINTS_DE_TROP if MANY_DOTS.fullmatch(bare) else mots.PAS_UN_NOMBRE


def _of_match(found: re.Match[str], text: str, suffix: str = "") -> Coordinate:
    part: Mapping[str, str | None] = {
        name: found[f"{name}{suffix}"] for name in ("nom", "avant", "d", "m", "s", "n", "apres")
    }
    before, after = (part["avant"] or "").strip().lower(), (part["apres"] or "").lower()
    letter = (before or after)[:1]
    value = _decimal(part["n"], text) if part["n"] else _sexagesimal(part, text)
    if letter in SOUTH_OR_WEST:
        value = -abs(value)
    name = (part["nom"] or "").lower()
    if letter:
        return Coordinate(value, "lat" if letter in LATITUDES else "lon")
    if name:
        return Coordinate(value, "lat" if name.startswith(("lat", "y")) else "lon")
    return Coordinate(value)


def _decimal(written: str, text: str) -> float:
    """Return a number with its thousands parted or not, its decimal mark a comma or a dot."""
    bare = re.sub(r"[ '’]", "", written)
    mark = max(bare.rfind(","), bare.rfind("."))
    if mark >= 0 and len(re.findall(r"[.,]", bare)) > 1:
        bare = re.sub(r"[.,]", "", bare[:mark]) + "." + bare[mark + 1 :]
    bare = bare.replace(",", ".").lower()
    if "e" in bare and _has_lost_digits(bare):
        raise PointError(mots.SCIENTIFIQUE.format(texte=text.strip()[:40]))
    return float(bare)


def _has_lost_digits(scientific: str) -> bool:
    """Return whether the last digit that is written is too coarse for a place.

    « 6,80E+05 » is 1 km wide and « 5,05E+01 » 0.1 degree; « 6,74512E+05 » tells the metre.
    """
    mantissa, _, power = scientific.partition("e")
    last = 10.0 ** (int(power) - len(mantissa.partition(".")[2]))
    return last > (COARSE_DEGREES if abs(float(scientific)) <= DEGREES_AT_MOST else COARSE_METRES)


def _sexagesimal(part: Mapping[str, str | None], text: str) -> float:
    degrees = str(part["d"])
    minutes, seconds = (float((part[name] or "0").replace(",", ".")) for name in ("m", "s"))
    if minutes >= SIXTY or seconds >= SIXTY:
        raise PointError(mots.PAS_UN_NOMBRE.format(texte=text.strip()[:40]))
    value = abs(float(degrees)) + minutes / SIXTY + seconds / SIXTY**2
    return -value if degrees.startswith("-") else value


# --- two numbers in one text --------------------------------------------------------------------


def _twice(pattern: str) -> str:
    """Return a pattern with its groups named again, so that it may stand twice in one."""
    named = re.sub(r"\?P<(\w+)>", r"?P<\g<1>2>", pattern)
    return re.sub(r"\(\?\((\w+)\)", r"(?(\g<1>2)", named)


TWO = re.compile(
    rf"[\[(]?\s*{COORDINATE}(?P<entre>\s*[;,|/]\s*|\s+|(?<=[°a-z\"'’”″])(?=[\dnseowlxy+-]))"
    rf"{_twice(COORDINATE)}\s*[\])]?",
    re.VERBOSE | re.IGNORECASE,
)
WKT = re.compile(
    r"(?:SRID\s*=\s*(?P<srid>\d+)\s*;\s*)?(?:MULTI)?POINT\s*(?:Z|M|ZM)?\s*"
    r"\(\s*\(?\s*(?P<x>[^\s(]+)\s+(?P<y>[^\s),]+)[^),]*\)?\s*\)",
    re.IGNORECASE,
)
SHAPES = re.compile(
    r"(?:SRID\s*=\s*\d+\s*;\s*)?(?:MULTIPOINT|(?:MULTI)?(?:LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b"
    r'|\{(?=.*"(?:MultiPoint|(?:Multi)?(?:LineString|Polygon)|GeometryCollection)")',
    re.IGNORECASE | re.DOTALL,
)
"""The start of a geometry that is more than a point, in WKT or in GeoJSON."""
WKB = re.compile(r"(?:\\x|0x)?(?P<octets>0[01](?:[0-9A-F]{2}){20,})", re.IGNORECASE)
"""The geometry of PostGIS, in hexadecimal; a point has 21 bytes at least."""
LINK = re.compile(r"https?://|geo:", re.IGNORECASE)
_DEGREES = r"(-?\d{1,3}\.\d+)"
PLACES_OF_A_LINK = (
    rf"!3d{_DEGREES}!4d{_DEGREES}",  # Google Maps, a place
    rf"[?&]mlat={_DEGREES}&mlon={_DEGREES}",  # OpenStreetMap, a marker
    rf"[?&](?:q|ll|query|center|destination|daddr)={_DEGREES}(?:,|%2C)\+?{_DEGREES}",
    rf"^geo:{_DEGREES},{_DEGREES}",
    rf"@{_DEGREES},{_DEGREES}",
    rf"#map=[\d.]+/{_DEGREES}/{_DEGREES}",
)
"""Where the links to a map have latitude and longitude, the surest first."""
COUPLE = 2
LAT_KEYS, LON_KEYS = ("lat", "latitude", "y"), ("lon", "lng", "long", "longitude", "x")


def pair(text: str, *, lon_first: bool = False) -> Pair:
    """Return the two numbers of one text: « lat, lon », WKT or GeoJSON.

    ``lon_first``: a heading says that the longitude comes first, as in ``coordonneesXY``.

    Raises
    ------
    PointError
        If there are not two.
    """
    bare = _bare(text)
    if SHAPES.match(bare) and not _is_one_point(bare):
        raise PointError(mots.PAS_UN_POINT.format(texte=text.strip()[:60]))
    if len(bare) > LONGEST:
        raise PointError(mots.DEUX_NOMBRES.format(texte=text.strip()[:60]))
    found = _of_a_program(bare, text) or _of_a_person(bare, text, lon_first=lon_first)
    if found is None:
        raise PointError(mots.DEUX_NOMBRES.format(texte=text.strip()[:60]))
    return found


def _of_a_program(bare: str, text: str) -> Pair | None:
    """Return the two numbers of GeoJSON, of a link to a map, or of a geometry of a database."""
    if bare.startswith("{"):
        return _of_json(bare, text)
    if LINK.match(bare):
        return _of_link(bare, text)
    if WKB.fullmatch(bare):
        return _of_wkb(bare, text)
    wkt = WKT.fullmatch(bare)
    if wkt is None:
        return None
    system = _system_of(wkt["srid"])
    return Pair(coordinate(wkt["y"]), coordinate(wkt["x"]), system, nommee=True)


def _of_a_person(bare: str, text: str, *, lon_first: bool) -> Pair | None:
    """Return two numbers as they are typed; None when there are not two, or both of one axis."""
    found = TWO.fullmatch(bare)
    if found is None or _one_number(found):
        return None
    first, second = _of_match(found, text), _of_match(found, text, "2")
    if first.axe and first.axe == second.axe:
        return None
    if "lon" in first.axe or "lat" in second.axe:
        return Pair(second, first)
    if lon_first and not first.axe:
        return Pair(second, first, nommee=True)
    return Pair(first, second, nommee=False)


def _of_link(bare: str, text: str) -> Pair:
    """Return the two numbers of a link to a map: that of its marker, else of its middle."""
    for pattern in PLACES_OF_A_LINK:
        found = re.search(pattern, bare, re.IGNORECASE)
        if found is not None:
            return Pair(Coordinate(float(found[1])), Coordinate(float(found[2])))
    raise PointError(mots.DEUX_NOMBRES.format(texte=text.strip()[:60]))


def _is_one_point(bare: str) -> bool:
    """Return whether what may be several points holds one only: « MULTIPOINT ((2.83 50.43)) »."""
    short = bare[:LONGEST]
    return bool(WKT.fullmatch(short)) or (short.startswith("{") and short.count("[") <= COUPLE)


def _system_of(srid: object) -> str:
    """Return the system of an EPSG code; empty when it is none of ours."""
    named = {str(one.epsg): one.cle for one in SYSTEMES.values()}
    return named.get(str(srid), "")


def _of_wkb(bare: str, text: str) -> Pair:
    """Return the two numbers of a point as PostGIS writes it."""
    try:
        shape = shapely.from_wkb(bytes.fromhex(WKB.fullmatch(bare)["octets"]))  # type: ignore[index]
    except shapely.errors.GEOSException:
        raise PointError(mots.DEUX_NOMBRES.format(texte=text.strip()[:60])) from None
    if not isinstance(shape, shapely.Point) or shape.is_empty:
        raise PointError(mots.PAS_UN_POINT.format(texte=f"{shape.geom_type} {text.strip()[:40]}"))
    system = _system_of(shapely.get_srid(shape))
    return Pair(Coordinate(shape.y), Coordinate(shape.x), system, nommee=True)


def _one_number(found: re.Match[str]) -> bool:
    """Return whether a comma between two whole numbers is more likely a decimal mark: « 50,2 »."""
    whole = all(re.fullmatch(r"[-+]?\d{1,4}", found[name] or "") for name in ("n", "n2"))
    return whole and found["entre"] == "," and not (found["apres"] or found["avant"])


def _of_json(bare: str, text: str) -> Pair:
    """Return the two numbers of a GeoJSON point, or of an object that names them."""
    try:
        read: Any = json.loads(bare)
    except ValueError:
        raise PointError(mots.DEUX_NOMBRES.format(texte=text.strip()[:60])) from None
    inner = (read.get("geometry") or read) if isinstance(read, dict) else read
    numbers = inner.get("coordinates") if isinstance(inner, dict) else None
    if isinstance(numbers, list) and len(numbers) == 1 and isinstance(numbers[0], list):
        [numbers] = numbers  # a MultiPoint of one point
    if isinstance(numbers, list) and len(numbers) >= COUPLE:
        lon, lat = numbers[:COUPLE]
    else:
        lat = next((read[key] for key in LAT_KEYS if key in read), None)
        lon = next((read[key] for key in LON_KEYS if key in read), None)
    if isinstance(lat, list | dict) or isinstance(lon, list | dict) or lat is None or lon is None:
        raise PointError(mots.DEUX_NOMBRES.format(texte=text.strip()[:60]))
    return Pair(coordinate(str(lat)), coordinate(str(lon)), nommee=True)
