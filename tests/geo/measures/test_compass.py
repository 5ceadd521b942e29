"""Which communes touch, and in which direction."""

import geopandas as gpd
import pytest
import toy
from shapely import Point, box

from geo import sources
from geo.measures import compass


def test_the_toy_communes_are_east_and_west_of_each_other():
    assert compass.around(toy.communes()) == {toy.A: ((toy.B, 2),), toy.B: ((toy.A, 6),)}


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ((0, 1), 0),
        ((1, 1), 1),
        ((1, 0), 2),
        ((1, -1), 3),
        ((0, -1), 4),
        ((-1, -1), 5),
        ((-1, 0), 6),
        ((-1, 1), 7),
        ((1, 2.5), 0),
        ((1, 2.4), 1),
        ((-1, 2.5), 0),
    ],
)
def test_a_direction_is_the_nearest_of_eight(there, expected):
    """An angle of 22.5 degrees parts two of them: its tangent is 1 over 2.414."""
    assert compass.sector(Point(0, 0), Point(*there)) == expected


def test_neighbours_turn_from_the_north():
    places = {"3": (0, 1), "2": (1, 0), "1": (0, -1), "0": (0, 0)}
    squares = [
        box(x * 1_000, y * 1_000, (x + 1) * 1_000, (y + 1) * 1_000) for x, y in places.values()
    ]
    communes = gpd.GeoDataFrame({"code_insee": list(places)}, geometry=squares, crs=toy.CRS)
    assert compass.around(communes)["0"] == (("3", 0), ("2", 2), ("1", 4))


def test_a_direction_is_opposite_from_the_other_side_for_every_real_pair():
    found = compass.around(sources.load_geo("communes"))
    assert len(found) == 136
    for code, near in found.items():
        for other, sector in near:
            assert (code, (sector + 4) % 8) in found[other]
