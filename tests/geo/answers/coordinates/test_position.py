"""Positions as people and programs write them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.answers.coordinates import systems
from geo.answers.coordinates.position import Position, parse, remarque
from geo.answers.coordinates.systems import SYSTEMES
from geo.answers.coordinates.written import PointError, coordinate

CARREE = Position(50.4321, 2.8315)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("50.4321", "2.8315"),
        ("50,4321", "2,8315"),
        (" 50,4321° ", "+2,8315"),
        ("50.4321, 2.8315", ""),
        ("50,4321, 2,8315", ""),
        ("50,4321,2,8315", ""),
        ("50,4321 ; 2,8315", ""),
        ("50,4321 2,8315", ""),
        ("50.4321,2.8315", ""),
        ("", "50.4321/2.8315"),
        ("(50.4321° N, 2.8315° E)", ""),
        ("N50.4321 E2.8315", ""),
        ("50.4321N2.8315E", ""),
        ("2,8315 E ; 50,4321 N", ""),
        ("lat : 50.4321, lon : 2.8315", ""),
        ("x = 2.8315, y = 50.4321", ""),
        ("Y = 50.4321", "X = 2.8315"),
        ("50.4321 degrés", "2.8315 deg"),
        ("50,4321\u00a0°\u00a0Nord", "2,8315\u202f° Est"),
        ("POINT (2.8315 50.4321)", ""),
        ('{"type": "Point", "coordinates": [2.8315, 50.4321]}', ""),
        ('{"lon": 2.8315, "lat": 50.4321}', ""),
        ("geo:50.4321,2.8315?z=17", ""),
        ("https://www.openstreetmap.org/?mlat=50.4321&mlon=2.8315#map=17/50.1/2.1", ""),
        ("https://www.openstreetmap.org/#map=17/50.4321/2.8315", ""),
        ("https://www.google.com/maps/@50.4321,2.8315,17z", ""),
        ("https://www.google.com/maps/place/X/@50.1,2.1,17z/data=!3d50.4321!4d2.8315", ""),
        ("https://maps.google.com/?q=50.4321,2.8315", ""),
    ],
)
def test_one_or_two_fields_with_any_mark(lat, lon):
    assert parse(lat, lon) == CARREE


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("50°30'36\"N", "2°45'54\"E"),
        ("50° 30’ 36” N", "2° 45’ 54” E"),
        ("50°30′36″", "2°45′54″"),
        ("50° 30,6' N", "2° 45,9' E"),
        ("50°30'36''N 2°45'54''E", ""),
        ("50:30:36", "2:45:54"),
        ("50 30 36 N, 2 45 54 E", ""),
        ("N 50° 30.6’", "E 2° 45.9’"),
        ("N50 30.600 E2 45.900", ""),
        ("N 50 30 36", "E 2 45 54"),
        ("50d30m36s N 2d45m54s E", ""),
    ],
)
def test_degrees_minutes_and_seconds(lat, lon):
    found = parse(lat, lon)
    assert (found.lat, found.lon) == (pytest.approx(50.51), pytest.approx(2.765))


@pytest.mark.parametrize("lon", ["1,25 O", "1,25° W", "-1,25", "−1,25", "1°15’ Ouest", "O 1,25"])
def test_west_is_negative(lon):
    assert parse("48,5", lon).lon == -1.25


@pytest.mark.parametrize(("lat", "lon"), [("2.8315", "50.4321"), ("2,8315 ; 50,4321", "")])
def test_swapped_is_put_right_and_told(lat, lon):
    found = parse(lat, lon)
    assert found == Position(50.4321, 2.8315, inversees=True)
    assert "inversées" in remarque(found)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ("680000", "7040000"),
        ("7040000", "680000"),
        ("680 000", "7 040 000,0"),
        ("680000,7040000", ""),
        ("680.000,00 m", "7.040.000,00 m"),
        ("680'000", "7’040’000.0"),
        ("SRID=2154;POINT(680000 7040000)", ""),
    ],
)
def test_lambert_93_is_told_by_its_range(x, y):
    found = parse(x, y)
    assert (found.systeme, found.inversees) == ("lambert93", False)
    assert (found.lat, found.lon) == (pytest.approx(50.457134), pytest.approx(2.718776))


def test_a_conic_zone_is_told_by_its_range():
    found = parse("1680000 9250000")
    assert found.systeme == "cc50"
    assert (round(found.lat, 3), round(found.lon, 3)) == (50.449, 2.718)
    assert "CC50" in remarque(found)


@pytest.mark.parametrize(
    ("text", "systeme"),
    [
        ("293939,1 ; 6548310,4", "web_mercator"),
        ("474500 ; 5597500", "utm31"),
        ("621500 ; 2615500", "lambert2"),
        ("621500 ; 1315500", "lambert1c"),
        ("621500 ; 315500", "lambert1"),
    ],
)
def test_a_system_that_shares_its_range_is_offered_then_read_when_chosen(text, systeme):
    with pytest.raises(PointError, match="il n’est pas supposé"):
        parse(text)
    found = parse(text, systeme=systeme)
    assert found.systeme == systeme
    assert (found.lat, found.lon) == (pytest.approx(50.53, abs=0.06), pytest.approx(2.64, abs=0.06))


def test_a_far_point_of_lambert_93_that_no_other_system_would_bring_near_is_read():
    assert parse("652000 ; 6862000").lat == pytest.approx(48.86, abs=0.01)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("abc", "Deux nombres sont attendus"),
        ("50.43", "Deux nombres sont attendus"),
        ("50,2", "Deux nombres sont attendus"),
        ("50.4 2.8 3", "Deux nombres sont attendus"),
        ("50.43 N ; 2.83 N", "Deux nombres sont attendus"),
        ('{"lat": 50', "Deux nombres sont attendus"),
        ('{"lat": [1], "lon": 2}', "Deux nombres sont attendus"),
        ("1" * 400, "Deux nombres sont attendus"),
        ("MULTIPOINT ((2.8 50.4), (2.9 50.5))", "pas un seul point"),
        ("POLYGON ((2.8 50.4, 2.9 50.5, 2.9 50.4, 2.8 50.4))", "pas un seul point"),
        ('{"type": "LineString", "coordinates": [[2.8, 50.4], [2.9, 50.5]]}', "pas un seul point"),
        ('{"type": "Feature", "geometry": null}', "Deux nombres sont attendus"),
        ('{"a":' * 100, "Deux nombres sont attendus"),
        ("https://example.org/50.4321", "Deux nombres sont attendus"),
        ("POINT EMPTY", "Deux nombres sont attendus"),
        ("01" + "FF" * 20, "Deux nombres sont attendus"),
        ("1e400 2", "Deux nombres sont attendus"),
        ("50 ; 2", "degrés entiers"),
        ("0 ; 0", "France métropolitaine"),
        ("50,4 ; 28,3", "France métropolitaine"),
        ("-50,4 ; 2,8", "France métropolitaine"),
        ("505305 ; 26405", "marque décimale semble perdue"),
        ("505.305 ; 26.405", "marque décimale semble perdue"),
        ("6,80E+05 ; 7,04E+06", "notation scientifique"),
    ],
)
def test_what_is_not_a_place_is_refused_with_its_reason(text, reason):
    with pytest.raises(PointError, match=reason):
        parse(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nan", "n’est pas un nombre"),
        ("5_0", "n’est pas un nombre"),
        ("50°75'", "n’est pas un nombre"),
        ("50.530.500", "plusieurs points"),
        ("1e9", "notation scientifique"),
        ("2024-05-30", "est une date"),
        ("30/05/2024", "est une date"),
    ],
)
def test_what_is_not_a_coordinate_is_refused(text, reason):
    with pytest.raises(PointError, match=reason):
        coordinate(text)


def test_a_system_that_is_chosen_is_the_only_one_tried():
    with pytest.raises(PointError, match="n’est pas en France métropolitaine en Lambert-93"):
        parse("50.43 ; 2.83", systeme="lambert93")


@given(st.floats(42.5, 51.0), st.floats(-4.5, 7.5))
def test_degrees_in_any_order_and_mark_are_the_same_place(lat, lon):
    lat, lon = round(lat, 5), round(lon, 5)
    assume(not (lat.is_integer() and lon.is_integer()))  # whole degrees are refused
    french = f"{lat:.5f} ; {lon:.5f}".replace(".", ",")
    assert parse(french) == parse(f"{lat:.5f}", f"{lon:.5f}") == Position(lat, lon)
    assert parse(f"{lon:.5f} {lat:.5f}") == Position(lat, lon, inversees=True)


@given(st.text(max_size=60))
def test_any_text_is_a_place_or_a_refusal(text):
    try:
        found = parse(text)
    except PointError as error:
        assert str(error)  # noqa: PT017 - either is right
    else:
        assert systems.inside(found.lat, (40.0, 53.0))


def test_the_systems_that_are_recognised_do_not_meet():
    sure = [one for one in SYSTEMES.values() if one.sur]
    for one in sure:
        for other in sure:
            apart = (
                one.x[1] < other.x[0]
                or other.x[1] < one.x[0]
                or one.y[1] < other.y[0]
                or other.y[1] < one.y[0]
            )
            assert one is other or apart
