"""The place of two numbers: in which system they are, in which order, and where that is.

What is not sure is refused with its reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.answers.coordinates import systems
from geo.answers.coordinates.systems import DEGRES, LAT_RANGE, LON_RANGE, SYSTEMES, inside
from geo.answers.coordinates.written import Pair, PointError, coordinate, pair, spelled
from geo.labels import coordonnees as mots

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    degrees = _degrees(two)
    if degrees is not None and _has_whole_degrees(two):
        return PointError(mots.DEGRES_ENTIERS.format(texte=two.texte))
    sure = (one.cle for one in SYSTEMES.values() if one.sur)
    return (
        announced
        or degrees
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


def _has_whole_degrees(two: Pair) -> bool:
    """Return whether both numbers have lost their minutes or their decimals, or never had any."""
    return two.first.value.is_integer() and two.second.value.is_integer()


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
    if _degrees(two) is not None and _has_whole_degrees(two):
        return PointError(mots.DEGRES_ENTIERS.format(texte=two.texte))
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


KM = 1000.0


def _in_kilometres(two: Pair) -> str:
    """Return what two numbers of Lambert-93 in kilometres are in metres; or nothing.

    Also when one of them alone is in kilometres: a mark that parts thousands was taken for that
    of decimals.
    """
    for y, x in ((two.first.value, two.second.value), (two.second.value, two.first.value)):
        for factor in (KM, 1.0):
            if SYSTEMES["lambert93"].holds(x * KM, y * factor):
                return f"{spelled(x * KM)} ; {spelled(y * factor)}"
    return ""


LOST_DIGITS = 4
"""Digits from which a number out of every range may be one that has lost its decimal mark."""


def _restored(two: Pair) -> str:
    """Return what two numbers would be with the decimal mark that they have lost; or nothing."""
    for one, other in ((two.first, two.second), (two.second, two.first)):
        lat, lon = _mark(one.value, LAT_RANGE, 2), _mark(other.value, LON_RANGE, 1)
        if lat is not None and lon is not None:
            return f"{spelled(lat)} ; {spelled(lon)}"
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
