import geopandas as gpd
import pytest
import shapely
import toy
from shapely import MultiPolygon, Polygon, box

from geo import sources
from geo.core.crs import to_metric
from geo.drawing.maps.layers import communes_layer
from geo.drawing.maps.outlines import DRAWN_DETAIL_M, drawn_outlines


@pytest.fixture(scope="module")
def communes():
    return sources.load_geo("communes")


def test_the_communes_of_a_map_still_share_their_borders(communes):
    drawn = drawn_outlines(communes)
    assert drawn.index.equals(communes.index)
    assert drawn.columns.equals(communes.columns)
    assert shapely.coverage_is_valid(to_metric(drawn).geometry.to_numpy())
    assert drawn.geometry.is_valid.all()


def test_a_map_carries_a_third_of_the_points(communes):
    exact, drawn = communes_layer(communes), communes_layer(drawn_outlines(communes))
    assert drawn.ids == exact.ids
    assert len(drawn.corps) < len(exact.corps) * 0.45


def test_the_table_is_left_as_it_is(communes):
    before = communes.geometry.copy()
    drawn_outlines(communes)
    assert communes.geometry.geom_equals_exact(before, 0).all()


def test_a_bend_is_straightened_only_when_it_is_small():
    """On the shared edge of two squares: 50 m by 50 m goes, 400 m by 400 m stays."""
    middle, top = toy.X0 + toy.SIDE, toy.Y0 + toy.SIDE

    def pair(bend):
        edge = [(middle, toy.Y0 + 300), (middle + bend, toy.Y0 + 300 + bend / 2)]
        edge += [(middle, toy.Y0 + 300 + bend)]
        west = Polygon([(toy.X0, toy.Y0), (middle, toy.Y0), *edge, (middle, top), (toy.X0, top)])
        east = box(middle, toy.Y0, middle + toy.SIDE, top).difference(west)
        shapes = [MultiPolygon([west]), MultiPolygon([east])]
        return gpd.GeoDataFrame({"code_insee": [toy.A, toy.B]}, geometry=shapes, crs=toy.CRS)

    small, large = (to_metric(drawn_outlines(pair(bend))).area[0] for bend in (50, 400))
    assert 50 < DRAWN_DETAIL_M < 400
    assert small == pytest.approx(toy.SIDE**2, rel=1e-6)
    assert large == pytest.approx(toy.SIDE**2 + 400 * 400 / 2, rel=1e-6)
