"""A map as one inline SVG: the same states as the spec, words escaped, on its grid."""

from __future__ import annotations

import re
from dataclasses import replace

import geopandas as gpd
import shapely
import shapely.affinity
import toy

from geo.core.crs import to_display
from geo.core.palette import ENCRE
from geo.drawing.maps import spec, still
from geo.drawing.maps.layers import areas_layer, communes_layer, points_layer, territories_layer

COMMUNES = communes_layer(toy.communes())
TERRITORIES = territories_layer(toy.communes())
FRAME = spec.frame(to_display(toy.communes().geometry))


def map_of(*layers, **more):
    return spec.MapSpec(couches=layers, cadre=FRAME, **more)


def flat(etats="01", colours=("#111111", "#222222"), values=("un", "deux")):
    return spec.LayerSpec("communes", COMMUNES.adresse, "classes", etats, colours, valeurs=values)


def drawn(asked, *layers, titre="Carte", description="Deux communes"):
    known = {layer.adresse: still.traces(layer) for layer in (COMMUNES, *layers)}
    return still.svg(asked, known, titre=titre, description=description)


def points(*cards, places=None):
    places = places or [toy.INSIDE] * len(cards)
    return points_layer("piscines", gpd.GeoSeries(places, crs=toy.CRS), cards)


def card(**more):
    return {"id": "p1", "nom": "Piscine", "statut": "ouverte", "approx": False, **more}


def symbols(layer):
    return spec.LayerSpec("piscines", layer.adresse, "points", "", ("#ff0000", "#00ff00"), "cercle")


class TestTheCommunes:
    def test_have_the_states_of_the_spec(self):
        found = re.findall(r'data-c="(\d+)" data-k="(.)"', drawn(map_of(flat("01"))))
        assert found == [(toy.A, "0"), (toy.B, "1")]

    def test_have_the_colour_of_their_class(self):
        written = drawn(map_of(flat("10")))
        assert re.search(r'data-c="62001"[^>]*fill="#222222"', written)
        assert re.search(r'data-c="62002"[^>]*fill="#111111"', written)

    def test_that_are_hidden_are_not_written(self):
        assert 'data-c="62001"' not in drawn(map_of(flat(".0")))

    def test_without_data_are_hatched(self):
        written = drawn(map_of(flat("-0")))
        assert re.search(r'data-c="62001"[^>]*fill="url\(#atlas-h-absent\)"', written)
        assert '<pattern id="atlas-h-absent"' in written

    def test_say_their_name_and_value(self):
        assert "<title>La Carrée : un</title>" in drawn(map_of(flat()))
        assert "<title>La Carrée</title>" in drawn(map_of(flat(values=())))

    def test_that_are_chosen_have_an_outline_more(self):
        assert drawn(map_of(flat(), choix=(toy.A,))) != drawn(map_of(flat()))


class TestTheGrid:
    def test_holds_whole_numbers_and_closes_each_ring(self):
        paths = re.findall(r'data-k=". ?"? d="(M[^"]*)"', drawn(map_of(flat())))
        paths = paths or re.findall(r' d="(M[^"]*z)" fill', drawn(map_of(flat())))
        assert len(paths) == 2
        assert all(re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", path) for path in paths)

    def test_is_finer_for_a_narrow_frame(self):
        wide = replace(map_of(flat()), cadre=(50.0, 2.0, 51.0, 3.0))
        width = [
            float(re.search(r'viewBox="\S+ \S+ (\S+)', drawn(one))[1])
            for one in (wide, replace(wide, cadre=(50.4, 2.6, 50.5, 2.7)))
        ]
        assert width == [1100, 0.1 * 1100 * still.FINER]

    def test_draws_the_two_communes_side_by_side(self):
        trace = still.traces(COMMUNES).fine
        first, second = (one.boite for one in trace.elements)
        assert abs(first[2] - second[0]) <= 8  # the shared edge; the squares turn a little
        assert first[0] < second[0]

    def test_leaves_out_what_the_frame_does_not_see(self):
        far = replace(map_of(flat()), cadre=(40.0, 1.0, 40.5, 1.5))
        assert "data-c" not in drawn(far)


class TestTheFacilities:
    def test_have_the_shape_and_colour_of_their_theme(self):
        layer = points(card())
        written = drawn(map_of(flat(), symbols(layer)), layer)
        assert still.SHAPES["cercle"] in written
        assert 'fill="#ff0000"' in written

    def test_that_are_planned_are_dashed_and_hollow(self):
        layer = points(card(statut="projet"))
        written = drawn(map_of(flat(), symbols(layer)), layer)
        assert "stroke-dasharray" in written
        assert 'fill="#ff0000"' not in written

    def test_that_no_source_proves_are_dashed_in_grey_without_a_rim_that_fills_the_gaps(self):
        layer = points(card(statut="a_confirmer"))
        written = drawn(map_of(flat(), symbols(layer)), layer)
        assert 'stroke="#00ff00" stroke-width="2.2" stroke-dasharray' in written
        assert f'stroke="{ENCRE}" stroke-width="{2.2 + still.RIM_PX}"' not in written

    def test_that_are_not_sure_never_hide_those_that_are_open(self):
        places = [toy.INSIDE, toy.INSIDE]
        layer = points(
            card(nom="Ouverte"),
            card(id="p2", nom="Douteuse", statut="a_confirmer"),
            places=places,
        )
        written = drawn(map_of(flat(), symbols(layer)), layer)
        assert written.index("<title>Douteuse") < written.index("<title>Ouverte")

    def test_that_are_closed_are_crossed(self):
        layer = points(card(statut="fermee"))
        assert still.CROSS in drawn(map_of(flat(), symbols(layer)), layer)

    def test_of_one_place_are_spread(self):
        layer = points(card(), card(id="p2"))
        written = drawn(map_of(flat(), symbols(layer)), layer)
        places = re.findall(r'<g transform="translate\(([^)]*)\)', written)
        assert len(set(places)) == 2

    def test_that_are_hidden_are_not_written(self):
        layer = points(card())
        hidden = replace(symbols(layer), etats=".")
        assert "<title>Piscine</title>" not in drawn(map_of(flat(), hidden), layer)


class TestTheRest:
    def test_a_circle_has_its_radius_and_zero_has_none(self):
        circles = spec.LayerSpec(
            "cercles", COMMUNES.adresse, "cercles", "0.", ("#123456",), rayons=(12.0, 0.0)
        )
        assert drawn(map_of(flat(), circles)).count("<circle") == 1

    def test_an_area_is_hatched_in_its_colour(self):
        layer = areas_layer("qpv", toy.communes().geometry, [toy.QPV, "autre"], ["Cité", "Autre"])
        area = spec.LayerSpec("qpv", layer.adresse, "surface", "0.", ("#aa0000",))
        written = drawn(map_of(flat(), area), layer)
        assert 'stroke="#aa0000"' in written

    def test_an_area_too_small_for_the_grid_writes_no_path(self):
        tiny = gpd.GeoSeries([toy.INSIDE.buffer(0.01), toy.INSIDE.buffer(900)], crs=toy.CRS)
        layer = areas_layer("qpv", tiny, ["1", "2"], ["A", "B"])
        small, large = still.traces(layer).large.elements
        assert small.chemin == ""
        assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", large.chemin)

    def test_a_line_is_neither_closed_nor_filled(self):
        line = shapely.MultiLineString([[(0, 0), (900, 0), (900, 900)]])
        place = shapely.affinity.translate(line, toy.INSIDE.x, toy.INSIDE.y)
        layer = areas_layer("cavaliers", gpd.GeoSeries([place], crs=toy.CRS), ["1"], ["A"])
        one = spec.LayerSpec("cavaliers", layer.adresse, "surface", "0", ("#123456",))
        found = re.search(
            r'<path d="M[^z"]*" fill="none" stroke="#123456"', drawn(map_of(flat(), one), layer)
        )
        assert found

    def test_a_place_has_a_pin(self):
        assert drawn(map_of(flat(), repere=(50.47, 2.73))).count("<path") == (
            drawn(map_of(flat())).count("<path") + 1
        )

    def test_the_names_are_those_of_the_shown_communes(self):
        written = re.findall(r"<text[^>]*>([^<]*)</text>", drawn(map_of(flat("0."))))
        assert written == ["La Carrée"] * 2

    def test_the_names_are_as_large_on_a_phone(self):
        wide, phone = (
            float(size)
            for size in re.findall(
                r'<g class="atlas-noms-[^>]*font-size="([^"]*)"', drawn(map_of(flat()))
            )
        )
        across, high = still.PHONE_PX
        assert still.HEIGHT_PX / high <= phone / wide <= still.WIDTH_PX / across

    def test_what_comes_from_data_is_escaped(self):
        hostile = '"><script>alert(1)</script>'
        layer = points(card(nom=hostile))
        written = drawn(
            map_of(flat(values=(hostile, "")), symbols(layer)),
            layer,
            titre=hostile,
            description=hostile,
        )
        assert "<script" not in written

    def test_an_unknown_layer_is_left_out(self):
        lost = spec.LayerSpec("x", "atlas/couches/0/x.geojson", "classes", "00", ("#fff",))
        assert "<svg" in drawn(map_of(lost))
        assert "data-c" not in drawn(map_of(lost))

    def test_dark_paper_has_light_ink(self):
        assert drawn(map_of(flat(), sombre=True)) != drawn(map_of(flat()))
