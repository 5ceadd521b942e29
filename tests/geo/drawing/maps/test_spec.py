"""The spec of a map: as many states as features, circles true to scale, safe in a script."""

import json

import geopandas as gpd
import pandas as pd
import pytest
import toy
from hypothesis import given
from hypothesis import strategies as st

from geo.core.errors import CrsError
from geo.drawing.maps import spec
from geo.drawing.maps.classes import classify
from geo.drawing.maps.layers import Layer

LAYER = Layer("communes", b"{}", ("a", "b", "c", "d"))
VALUES = pd.Series([1.0, None, 3.0, 9.0], index=list("abcd"))


def of_text(text):
    one = spec.LayerSpec(id="communes", url="x", genre="classes", valeurs=(text,), titre=text)
    return spec.MapSpec(couches=(one,), cadre=(50, 2, 51, 3), textes={"perdu": text})


class TestTheStates:
    def test_are_one_character_a_feature_in_the_order_of_the_layer(self):
        assert spec.states(LAYER, ["c", "a"]) == "0.0."

    def test_tell_the_class_and_what_is_missing(self):
        classes = pd.Series({"d": 2, "a": 0, "b": -1})
        assert spec.states(LAYER, "abcd", classes) == "0--2"

    def test_hide_what_is_not_shown_whatever_its_class(self):
        assert spec.states(LAYER, ["d"], pd.Series({"a": 1, "d": 1})) == "...1"
        assert spec.states(LAYER, []) == "...."

    def test_ignore_an_id_that_is_not_in_the_layer(self):
        assert spec.states(LAYER, ["z"]) == "...."


class TestAChoropleth:
    def drawn(self, shown="abcd"):
        return spec.choropleth(
            LAYER,
            classify(VALUES),
            list(shown),
            colours=["#111111", "#222222", "#333333"],
            values={"a": "un", "d": "neuf"},
            title="Densité",
        )

    def test_has_a_state_and_a_value_for_every_feature(self):
        drawn = self.drawn()
        assert drawn.etats == "0-12"
        assert drawn.valeurs == ("un", "", "", "neuf")
        assert drawn.url == LAYER.adresse

    def test_says_no_value_of_what_is_not_shown(self):
        drawn = self.drawn("ab")
        assert drawn.etats == "0-.."
        assert drawn.valeurs == ("un", "", "", "")

    def test_uses_no_more_colours_than_it_has(self):
        drawn = self.drawn()
        assert max(int(state) for state in drawn.etats if state.isdigit()) < len(drawn.couleurs)


def test_plain_communes_have_one_colour_and_their_values():
    drawn = spec.plain(LAYER, ["a", "b"], values={"a": "1", "c": "3"}, title="t", colour="#DDE2E6")
    assert drawn.etats == "00.."
    assert drawn.valeurs == ("1", "", "", "")
    assert drawn.couleurs == ("#DDE2E6",)


class TestCircles:
    def test_have_an_area_proportional_to_the_value(self):
        for value in (10, 25, 50, 100):
            ratio = (spec.radius(value, 100) / spec.radius(100, 100)) ** 2
            assert ratio == pytest.approx(value / 100, rel=0.02)

    def test_have_the_largest_radius_for_the_largest_value(self):
        assert spec.radius(7, 7) == spec.RADIUS_MAX

    def test_are_still_seen_when_they_are_small(self):
        assert spec.radius(1, 1_000_000) == spec.RADIUS_MIN

    @pytest.mark.parametrize("value", [0, -3, float("nan")])
    def test_are_not_drawn_without_a_value(self, value):
        assert spec.radius(value, 10) == 0
        assert spec.radius(value, 0) == 0

    def test_have_one_radius_a_feature(self):
        values = pd.Series({"a": 0.0, "b": 25.0, "c": None, "d": 100.0})
        drawn, steps = spec.circles(LAYER, values, "abcd", colour="#A3195B")
        assert drawn.etats == ".0.0"
        assert drawn.rayons == (0, spec.radius(25, 100), 0, spec.RADIUS_MAX)
        assert steps == [(value, spec.radius(value, 100)) for value in (100, 40, 10)]

    def test_are_on_the_scale_of_what_is_shown(self):
        values = pd.Series({"a": 10.0, "d": 1000.0})
        drawn, steps = spec.circles(LAYER, values, ["a"], colour="#A3195B")
        assert drawn.rayons == (spec.RADIUS_MAX, 0, 0, 0)
        assert steps[0] == (10, spec.RADIUS_MAX)

    def test_have_no_legend_without_any_value(self):
        drawn, steps = spec.circles(LAYER, VALUES * 0, "abcd", colour="#A3195B")
        assert drawn.etats == "...."
        assert steps == []

    @pytest.mark.parametrize("largest", [1, 2, 3, 7, 12])
    def test_of_small_counts_have_a_legend_of_distinct_whole_numbers(self, largest):
        _, steps = spec.circles(LAYER, pd.Series({"a": float(largest)}), "a", colour="#A3195B")
        values = [value for value, _ in steps]
        assert values
        assert all(value >= 1 and value.is_integer() for value in values)
        assert len(set(values)) == len(values)


class TestTheFrame:
    def test_holds_the_shapes_with_a_margin_south_west_north_east(self, toy_communes):
        shapes = toy_communes.to_crs(4326).geometry
        south, west, north, east = spec.frame(shapes)
        bounds = shapes.total_bounds
        assert south < bounds[1] < bounds[3] < north
        assert west < bounds[0] < bounds[2] < east
        assert north - bounds[3] == pytest.approx(spec.MARGIN, abs=1e-4)

    def test_is_in_degrees_or_an_error(self, toy_communes):
        with pytest.raises(CrsError):
            spec.frame(toy_communes.geometry)

    def test_of_one_point_is_not_empty(self):
        one = gpd.GeoSeries([toy.INSIDE], crs=2154).to_crs(4326)
        south, west, north, east = spec.frame(one)
        assert south < north
        assert west < east


class TestTheFrameBesideALegend:
    """The toy territory is twice as wide as high; on a map of that ratio it fills the frame."""

    @pytest.fixture
    def shapes(self, toy_communes):
        return toy_communes.to_crs(4326).geometry

    def test_is_the_frame_when_nothing_is_hidden(self, shapes):
        assert spec.frame_beside(shapes, (0.1, 0.1), 8.0) == spec.frame(shapes)

    def test_is_widened_to_the_east_until_the_corner_is_free(self, shapes):
        south, west, north, east = spec.frame_beside(shapes, (0.3, 1.0), 1.5)
        plain = spec.frame(shapes)
        assert (south, west, north) == plain[:3]
        covered = east - 0.3 * (east - west)
        assert shapes.total_bounds[2] <= covered
        assert plain[3] > plain[3] - 0.3 * (plain[3] - west) < shapes.total_bounds[2]

    def test_is_the_widest_when_nothing_frees_the_corner(self, shapes):
        _, west, _, east = spec.frame_beside(shapes, (1.0, 1.0), 1.5)
        plain = spec.frame(shapes)
        assert east - west == pytest.approx((plain[3] - west) * 1.6, abs=1e-4)


class TestTheJson:
    def test_cannot_end_a_script(self):
        written = of_text("</script><script>alert(1)</script><!--").to_json()
        assert "<" not in written
        assert json.loads(written)["couches"][0]["titre"].startswith("</script>")

    @given(st.text(max_size=40))
    def test_says_the_same_text_whatever_it_is(self, text):
        written = of_text(text).to_json()
        assert "<" not in written
        assert "\n" not in written
        assert json.loads(written)["textes"]["perdu"] == text

    def test_is_small(self):
        drawn = TestAChoropleth().drawn()
        assert len(spec.MapSpec((drawn,), (50, 2, 51, 3)).to_json()) < 500
