"""Layers: valid GeoJSON, features in the order of their ids, addresses that follow the content."""

import hashlib
import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely
import toy
from pandas.testing import assert_frame_equal
from shapely.geometry import shape

from geo.drawing.maps import layers


@pytest.fixture
def communes(toy_communes):
    return toy_communes.to_crs(4326)


def document(layer):
    return json.loads(layer.corps)


def numbers(value):
    if isinstance(value, list):
        for item in value:
            yield from numbers(item)
    else:
        yield value


def every_layer(communes, qpv):
    places = gpd.GeoSeries([toy.INSIDE, toy.IN_QPV], crs=2154).to_crs(4326)
    return [
        layers.communes_layer(communes),
        layers.territories_layer(communes),
        layers.areas_layer("qpv", qpv.geometry, qpv["code_qpv"], qpv["nom"]),
        layers.points_layer("bornes", places, [{"id": "a"}, {"id": "b"}]),
    ]


def test_every_layer_is_geojson_in_degrees_rounded_to_a_metre(communes, toy_qpv):
    for layer in every_layer(communes, toy_qpv):
        content = document(layer)
        assert set(content) == {"type", "features"}
        assert content["type"] == "FeatureCollection"
        for feature in content["features"]:
            assert set(feature) == {"type", "properties", "geometry"}
            coordinates = list(numbers(feature["geometry"]["coordinates"]))
            assert all(round(number, layers.DECIMALS) == number for number in coordinates)
            lons, lats = coordinates[::2], coordinates[1::2]
            assert all(2.6 < lon < 2.8 for lon in lons)
            assert all(50.4 < lat < 50.6 for lat in lats)


def test_the_outer_rings_turn_counter_clockwise(communes, toy_qpv):
    for layer in every_layer(communes, toy_qpv)[:3]:
        for feature in document(layer)["features"]:
            for polygon in shapely.get_parts(shape(feature["geometry"])):
                assert polygon.is_valid
                assert polygon.exterior.is_ccw
                assert polygon.exterior.is_closed


def test_the_inner_rings_turn_the_other_way():
    hole = [(1, 1), (2, 1), (2, 2), (1, 2)]
    ring = shapely.Polygon([(0, 0), (0, 4), (4, 4), (4, 0)], [hole])
    assert not ring.exterior.is_ccw
    areas = gpd.GeoSeries([ring], crs=4326)
    polygon = shape(
        document(layers.areas_layer("qpv", areas, ["a"], ["A"]))["features"][0]["geometry"]
    )
    assert polygon.exterior.is_ccw
    assert not polygon.interiors[0].is_ccw


def test_the_ids_of_a_layer_are_those_of_its_features_in_their_order(communes, toy_qpv):
    for layer in every_layer(communes.iloc[::-1], toy_qpv):
        found = [feature["properties"]["id"] for feature in document(layer)["features"]]
        assert list(layer.ids) == found
    assert layers.communes_layer(communes.iloc[::-1]).ids == (toy.B, toy.A)


def test_a_commune_says_its_name_where_to_write_it_and_its_rank_by_population(communes):
    first, second = (f["properties"] for f in document(layers.communes_layer(communes))["features"])
    assert (first["nom"], first["rang"]) == ("La Carrée", 2)
    assert (second["nom"], second["rang"]) == ("Équarrie", 1)
    lat, lon = first["centre"]
    outline = communes.geometry.iloc[0]
    assert outline.contains(shapely.Point(lon, lat))


def test_a_territory_is_the_union_of_its_communes(communes):
    one = communes.assign(territoire="call")
    layer = layers.territories_layer(one)
    assert layer.ids == ("call",)
    feature = document(layer)["features"][0]
    told = feature["properties"]
    assert (told["id"], told["nom"]) == ("call", "CALL")
    area = gpd.GeoSeries([shape(feature["geometry"])], crs=4326).to_crs(2154).area[0]
    assert area == pytest.approx(2e6, rel=0.01)


def test_the_name_of_a_territory_stands_in_the_free_corner_at_the_east():
    """Two squares side by side, and one to the north of the left one: the north-east is free."""
    squares = [shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)]
    squares.append(shapely.box(0, 1000, 1000, 2000))
    base = shapely.Point(650_000, 7_050_000)
    moved = [shapely.affinity.translate(square, base.x, base.y) for square in squares]
    one = gpd.GeoDataFrame({"territoire": "call"}, geometry=moved, crs=2154, index=range(3))
    feature = document(layers.territories_layer(one))["features"][0]["properties"]
    assert feature["haut"] is True
    lat, lon = feature["lieu"]
    place = gpd.GeoSeries([shapely.Point(lon, lat)], crs=4326).to_crs(2154)[0]
    assert place.distance(shapely.Point(base.x + 2000, base.y + 2000)) < 2


def test_a_facility_without_a_position_is_not_drawn_and_the_others_keep_their_card():
    places = gpd.GeoSeries([None, toy.INSIDE], crs=2154, index=[8, 3]).to_crs(4326)
    layer = layers.points_layer("bornes", places, [{"id": "a"}, {"id": "b", "nom": "B"}])
    assert layer.ids == ("b",)
    assert document(layer)["features"][0]["properties"]["nom"] == "B"


def test_without_any_facility_a_layer_is_empty():
    nothing = gpd.GeoSeries([], crs=4326)
    layer = layers.areas_layer("qpv", nothing, [], [])
    assert layer.ids == ()
    assert document(layer)["features"] == []


def test_a_missing_property_is_null_and_never_the_word_nan():
    places = gpd.GeoSeries([toy.INSIDE, toy.INSIDE], crs=2154).to_crs(4326)
    layer = layers.points_layer("x", places, [{"id": "a", "rayon": 4.0}, {"id": "b"}])
    assert b"NaN" not in layer.corps
    assert document(layer)["features"][1]["properties"]["rayon"] is None


def test_the_address_of_a_layer_follows_its_content(communes):
    layer = layers.communes_layer(communes)
    again = layers.communes_layer(communes)
    other = layers.communes_layer(communes.assign(nom=["Autre", "Équarrie"]))
    assert layer.adresse == again.adresse
    assert layer.adresse != other.adresse
    checksum = hashlib.sha256(layer.corps).hexdigest()
    assert layer.adresse == f"atlas/couches/{checksum[:12]}/communes.geojson"


def test_the_coordinate_system_of_the_frame_changes_nothing(toy_communes, communes):
    assert layers.communes_layer(toy_communes) == layers.communes_layer(communes)


def test_a_layer_leaves_its_frame_unchanged(communes):
    before = communes.copy()
    layers.communes_layer(communes)
    layers.territories_layer(communes)
    assert_frame_equal(pd.DataFrame(communes), pd.DataFrame(before))
