"""One position as a person or a program writes it.

Decimal comma or dot, latitude and longitude in either order, degrees with minutes and seconds,
N S E W O before or after, brackets, GeoJSON, WKT, or metres. What is not sure is refused with its
reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from geo.answers.coordinates import systems
from geo.answers.coordinates.systems import DEGRES, LAT_RANGE, LON_RANGE, SYSTEMES, inside
from geo.core.errors import AtlasError
from geo.labels import coordonnees as mots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class PointError(AtlasError, ValueError):
    """Raised when a position cannot be read, with what was expected."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in WGS 84 degrees, with how it was understood.

    ``inversees``: the two numbers were given in the other order than the one announced.
    ``systeme``: the system they were given in, a key of ``SYSTEMES`` or ``DEGRES``.
    """

    lat: float
    lon: float
    inversees: bool = False
    systeme: str = DEGRES


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
        return " ; ".join(map(_told, numbers))


DEGREES_AT_MOST = 360.0


def _told(value: float) -> str:
    return f"{value:.10g}".replace(".", ",")


# --- one number ---------------------------------------------------------------------------------

MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " "})
"""Signs and spaces of typographers, as a keyboard types them."""

NUMBER = (
    r"[-+]?(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+"  # thousands parted by a mark
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?"  # or by an apostrophe, as in Switzerland
    r"|(?:\d{1,3}(?:\ \d{3})+|\d+)(?:[.,]\d+)?(?:[eE][-+]?\d+)?)(?![\d])"
)
HEMISPHERE = r"(?:nord|north|sud|south|ouest|west|est|east|[nseow])(?![a-z])"
LABEL = r"(?:latitude|lat|longitude|long|lon|lng|[xy])\s*[:=]?\s*(?=[-+\dnseow])"
DEGREE = r"(?:°|º|degr[ée]s?\b|deg\b|d(?=\s*\d))"
MINUTE = r"(?:''|’’|[\"”“″])"
PRIME = r"['’′‘´`]"
BARE = r"\s(?=\s*\d{1,2}(?:[.,]\d+)?(?:\s+\d{1,2}(?:[.,]\d+)?)?\s*[nseow](?![a-z]))"
"""The space of « 50 31 50 N »: without its letter, three numbers are not taken for one."""
COORDINATE = rf"""
    (?P<nom>{LABEL})?(?P<avant>{HEMISPHERE}\s*)?
    (?:
        (?P<d>[-+]?\d{{1,3}})\s*(?:{DEGREE}|:|{BARE})\s*(?P<m>\d{{1,2}}(?:[.,]\d+)?)\s*(?:{PRIME}(?!{PRIME})|min\b|m(?=\s*\d)|:)?
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
    if bare.startswith("{"):
        return _of_json(bare, text)
    if WKB.fullmatch(bare):
        return _of_wkb(bare, text)
    wkt = WKT.fullmatch(bare)
    if wkt is not None:
        system = _system_of(wkt["srid"])
        return Pair(coordinate(wkt["y"]), coordinate(wkt["x"]), system, nommee=True)
    found = TWO.fullmatch(bare)
    if found is None or _one_number(found):
        raise PointError(mots.DEUX_NOMBRES.format(texte=text.strip()[:60]))
    first, second = _of_match(found, text), _of_match(found, text, "2")
    if first.axe and first.axe == second.axe:
        raise PointError(mots.DEUX_NOMBRES.format(texte=text.strip()[:60]))
    if "lon" in first.axe or "lat" in second.axe:
        return Pair(second, first)
    if lon_first and not first.axe:
        return Pair(second, first, nommee=True)
    return Pair(first, second, nommee=False)


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


# --- in which system ----------------------------------------------------------------------------


def positions(
    pairs: Sequence[Pair], systeme: str = systems.AUTO
) -> tuple[list[Position | PointError], str]:
    """Return the place of each pair, or why it has none, and the system that is offered for all.

    All are read together: numbers that would be in Lambert-93 far away, every one of them, and
    around the territories in another system are not taken for Lambert-93; that system is offered.
    The offer is empty when there is nothing to offer.
    """
    found = [_understood(one, systeme) for one in pairs]
    places = _in_degrees(found)
    offer = ""
    if systeme == systems.AUTO:
        offer = _all_elsewhere(pairs, found, places)
        if offer:
            metres = [isinstance(one, _Read) and one.systeme == "lambert93" for one in found]
            places = [
                PointError(mots.PROPOSE.format(texte=two.texte, systeme=mots.SYSTEMES[offer]))
                if far
                else place
                for place, two, far in zip(places, pairs, metres, strict=True)
            ]
    told: list[Position | PointError] = []
    for place, two in zip(places, pairs, strict=True):
        if isinstance(place, Position) or offer or systeme != systems.AUTO:
            told.append(place)
            continue
        told.append(_why(two))
    if not offer and systeme == systems.AUTO:
        offer = _offer_of_refused(pairs, told)
    return told, offer


@dataclass(frozen=True, slots=True)
class _Read:
    """Two numbers whose system is known: x and y, or longitude and latitude."""

    x: float
    y: float
    systeme: str
    inversees: bool


def _understood(two: Pair, systeme: str) -> _Read | PointError:
    """Return the system of a pair from the one asked, the one announced, then the ranges."""
    if systeme == DEGRES:
        return _degrees(two) or PointError(
            mots.HORS_SYSTEME.format(texte=two.texte, systeme=mots.SYSTEMES[DEGRES])
        )
    if systeme != systems.AUTO:
        return _metres(two, systeme) or PointError(
            mots.HORS_SYSTEME.format(texte=two.texte, systeme=mots.SYSTEMES[systeme])
        )
    announced = _metres(two, two.annonce) if two.annonce in SYSTEMES else None
    sure = (one.cle for one in SYSTEMES.values() if one.sur)
    return (
        announced
        or _degrees(two)
        or next((read for read in (_metres(two, key) for key in sure) if read), None)
        or PointError(mots.HORS_FRANCE.format(texte=two.texte))
    )


def _degrees(two: Pair) -> _Read | None:
    first, second = two.first.value, two.second.value
    if inside(first, LAT_RANGE) and inside(second, LON_RANGE):
        straight = _Read(second, first, DEGRES, inversees=False)
        crossed = "lon" in two.first.axe or "lat" in two.second.axe
        return None if crossed else straight
    if inside(second, LAT_RANGE) and inside(first, LON_RANGE):
        crossed = "lat" in two.first.axe or "lon" in two.second.axe
        return None if crossed else _Read(first, second, DEGRES, inversees=True)
    return None


def _metres(two: Pair, systeme: str) -> _Read | None:
    place = systems.ordered(two.first.value, two.second.value, SYSTEMES[systeme])
    if place is None:
        return None
    swapped = two.nommee and place[0] != two.second.value
    return _Read(*place, systeme, inversees=swapped)


def _in_degrees(found: Sequence[_Read | PointError]) -> list[Position | PointError]:
    """Return the places, all those of one system reprojected at once."""
    places: list[Position | PointError] = [
        Position(one.y, one.x, one.inversees) if isinstance(one, _Read) else one for one in found
    ]
    for key in {one.systeme for one in found if isinstance(one, _Read)} - {DEGRES}:
        mine = [
            (rank, one)
            for rank, one in enumerate(found)
            if isinstance(one, _Read) and one.systeme == key
        ]
        degrees = systems.to_degrees([one.x for _, one in mine], [one.y for _, one in mine], key)
        for (rank, one), (lon, lat) in zip(mine, degrees, strict=True):
            places[rank] = Position(float(lat), float(lon), one.inversees, key)
    return places


def _all_elsewhere(
    pairs: Sequence[Pair],
    found: Sequence[_Read | PointError],
    places: Sequence[Position | PointError],
) -> str:
    """Return the system to offer when every point in Lambert-93 is far away, and near in it."""
    supposed = [
        (two, place)
        for two, read, place in zip(pairs, found, places, strict=True)
        if isinstance(read, _Read) and read.systeme == "lambert93" and two.annonce != "lambert93"
        if isinstance(place, Position)
    ]
    west, south, east, north = systems.AUTOUR
    near = any(
        inside(place.lon, (west, east)) and inside(place.lat, (south, north))
        for _, place in supposed
    )
    if near or not supposed:
        return ""
    return systems.offered([(two.first.value, two.second.value) for two, _ in supposed]) or ""


def _why(two: Pair) -> PointError:
    """Return why a pair that no system holds is refused: what it may have been."""
    other = systems.offered([(two.first.value, two.second.value)])
    if other is not None:
        return PointError(mots.PROPOSE.format(texte=two.texte, systeme=mots.SYSTEMES[other]))
    kilometres = _in_kilometres(two)
    if kilometres:
        return PointError(mots.KILOMETRES.format(texte=two.texte, lecture=kilometres))
    restored = _restored(two)
    if restored:
        return PointError(mots.DECIMALES_PERDUES.format(texte=two.texte, lecture=restored))
    return PointError(mots.HORS_FRANCE.format(texte=two.texte))


def _offer_of_refused(pairs: Sequence[Pair], told: Sequence[Position | PointError]) -> str:
    """Return the system in which all that was refused would be around the territories."""
    refused = [
        (two.first.value, two.second.value)
        for two, place in zip(pairs, told, strict=True)
        if isinstance(place, PointError)
    ]
    return systems.offered(refused) or ""


def _in_kilometres(two: Pair) -> str:
    """Return what two numbers of Lambert-93 in kilometres are in metres; or nothing.

    Also when one of them alone is in kilometres: a mark that parts thousands was taken for that
    of decimals.
    """
    for y, x in ((two.first.value, two.second.value), (two.second.value, two.first.value)):
        for factor in (1000.0, 1.0):
            if SYSTEMES["lambert93"].holds(x * 1000.0, y * factor):
                return f"{_told(x * 1000.0)} ; {_told(y * factor)}"
    return ""


LOST_DIGITS = 4
"""Digits from which a number out of every range may be one that has lost its decimal mark."""


def _restored(two: Pair) -> str:
    """Return what two numbers would be with the decimal mark that they have lost; or nothing."""
    for one, other in ((two.first, two.second), (two.second, two.first)):
        lat, lon = _mark(one.value, LAT_RANGE, 2), _mark(other.value, LON_RANGE, 1)
        if lat is not None and lon is not None:
            return f"{_told(lat)} ; {_told(lon)}"
    return ""


def _mark(value: float, bounds: tuple[float, float], whole: int) -> float | None:
    """Return a number with its decimal mark after ``whole`` digits, if that is within bounds."""
    if inside(value, bounds):
        return value
    digits = re.sub(r"\D", "", f"{abs(value):.10g}")
    if len(digits) < LOST_DIGITS:
        return None
    sign = -1 if value < 0 else 1
    restored = sign * float(f"{digits[:whole]}.{digits[whole:]}")
    return restored if inside(restored, bounds) else None


# --- the doors ----------------------------------------------------------------------------------


def parse(lat: str, lon: str = "", systeme: str = systems.AUTO) -> Position:
    """Return the place written in one field (« lat, lon ») or in two.

    Raises
    ------
    PointError
        If there are not two numbers, or if they are not in mainland France.
    """
    if lat.strip() and lon.strip():
        two = Pair(coordinate(lat), coordinate(lon))
    else:
        two = pair(lat.strip() or lon.strip())
    [found], _ = positions([two], systeme)
    if isinstance(found, PointError):
        raise found
    return found


def remarque(place: Position, annonce: str = "") -> str:
    """Return how a place was understood, when its writing did not say so itself."""
    told = []
    if place.inversees:
        told.append(mots.INVERSEES if place.systeme == DEGRES else mots.METRES_INVERSES)
    if annonce and annonce != place.systeme:
        told.append(
            mots.AUTRE_SYSTEME.format(
                annonce=mots.SYSTEMES[annonce], systeme=mots.SYSTEMES[place.systeme]
            )
        )
    elif place.systeme not in {DEGRES, annonce}:
        told.append(mots.LUES_COMME.format(systeme=mots.SYSTEMES[place.systeme]))
    return " ".join(told)
