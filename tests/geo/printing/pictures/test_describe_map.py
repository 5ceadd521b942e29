"""The maps of the exports: the classes and symbols of the screen, a legend, a scale, a source."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import toy
import toy_themes
from PIL import Image
from toy_themes import facility, plain

from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.model import Selection
from geo.drawing.maps import colours, legend
from geo.drawing.maps.classes import classify
from geo.labels import textes
from geo.printing.pictures import describe_map, draw_map, frames
from geo.printing.pictures.draw_map import carte_png, carte_svg
from geo.printing.pictures.picture_format import Format
from geo.printing.world import gather

SMALL = Format(6, 3.6, 9, 100)
CALL, CABBALR = Selection(territoire="call"), Selection(territoire="cabbalr")


@pytest.fixture
def toy_world(monkeypatch):
    rows = [
        facility("Ouverte", toy.A, toy.INSIDE),
        facility("Fermée", toy.A, toy.BORDER, "fermee"),
        facility("Doute", toy.B, None, "non_etabli"),
        facility("Projet", toy.B, None, "projet"),
    ]
    data = toy_themes.theme(monkeypatch, "dechets", rows)
    return gather(data.base, {"dechets": data}, None)


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture)).convert("L"), dtype=float)


def theme_map(world, theme_id, selection, **asked):
    """Return the map of a theme for a selection."""
    return describe_map.carte_theme(world, view_of(world.themes[theme_id], selection), **asked)


class TestWhatAMapShows:
    def test_the_classes_are_those_of_the_screen(self, world):
        carte = theme_map(world, "piscines", CABBALR)
        data = world.themes["piscines"]
        communes = world.base.communes
        values = data.mesures["distance_m"][communes["territoire"] == "cabbalr"]
        classes = classify(values)
        palette = colours.sequential(data.theme.couleur, len(classes.effectifs))
        assert [area.couleur for area in carte.aires] == [palette[i] for i in classes.indices]
        block = carte.legende[0]
        written = legend.class_labels(classes, catalog.indicator("distance_m"))
        bars = [line for line in block.entrees if line.signe.genre == "pave"]
        assert [line.texte for line in bars] == written[::-1]
        assert [line.effectif for line in bars] == [str(count) for count in classes.effectifs[::-1]]

    def test_the_symbols_are_counted_as_the_sentence_counts_them(self, world):
        carte = theme_map(world, "piscines", CABBALR)
        assert "8\N{NO-BREAK SPACE}piscines recensées" in carte.description
        assert "à part : " in carte.description

    def test_a_count_is_circles_never_a_choropleth(self, world):
        carte = describe_map.carte_theme(
            world, view_of(world.themes["inondations"], CABBALR), indicateur="volume_m3"
        )
        assert carte.cercles
        assert {area.couleur for area in carte.aires} == {colours.FLAT}

    def test_a_count_does_not_colour_the_communes_by_default(self, world):
        assert theme_map(world, "inondations", CABBALR).cercles == ()

    def test_missing_data_is_hatched_and_told(self, toy_world):
        toy_world.themes["dechets"].mesures.loc[0, "distance_m"] = float("nan")
        carte = describe_map.carte_theme(
            toy_world, view_of(toy_world.themes["dechets"], Selection())
        )
        assert [area.couleur == describe_map.ABSENT for area in carte.aires] == [True, False]
        assert textes.DONNEE_ABSENTE in [line.texte for line in carte.legende[0].entrees]
        assert "Donnée absente : 1 commune" in plain(carte.description)

    def test_an_unsure_place_or_state_is_hollow(self, toy_world):
        carte = describe_map.carte_theme(
            toy_world, view_of(toy_world.themes["dechets"], Selection())
        )
        drawn = {symbol.statut: symbol.creux for symbol in carte.symboles}
        assert drawn == {"ouverte": False, "fermee": False, "non_etabli": True, "projet": True}

    def test_a_commune_is_seen_with_its_neighbours(self, world):
        carte = describe_map.carte_commune(world, "62119", ["62126"])
        assert carte.noms[0].texte == "Béthune"
        assert carte.noms[0].fort
        assert "Béthune" in carte.description
        west, south, east, north = carte.cadre
        assert east - west == pytest.approx(north - south)

    def test_the_foot_names_source_date_and_version(self, world):
        foot = theme_map(world, "bornes", CALL).pied
        assert world.edition.version in foot
        assert world.edition.jour.strftime("%d/%m/%Y") in foot
        assert catalog.source("bornes").mention in foot

    @pytest.mark.parametrize("theme", list(catalog.THEMES))
    def test_every_theme_has_a_map_with_a_legend(self, world, theme):
        assert theme_map(world, theme, CALL).legende

    @pytest.mark.parametrize("theme", list(catalog.THEMES))
    def test_the_classes_are_told_apart_in_grey(self, theme):
        grey = [colours.luminance(c) for c in colours.sequential(catalog.theme(theme).couleur, 5)]
        steps = [light - dark for light, dark in pairwise(grey)]
        assert min(steps) > 0.04

    @pytest.mark.parametrize(("most", "length"), [(4999, 2000), (5000, 5000), (12, 10), (1.5, 1)])
    def test_the_scale_bar_is_round(self, most, length):
        assert frames.longueur_ronde(most) == length

    def test_a_frame_takes_the_shape_of_the_picture(self):
        assert frames.widen((0, 0, 1, 1), 2) == (-0.5, 0, 1.5, 1)
        assert frames.widen((0, 0, 1, 1), 0.5) == (0, -0.5, 1, 1.5)


class TestThePicture:
    def test_is_not_blank_and_has_a_legend(self, world):
        shades = pixels(carte_png(theme_map(world, "piscines", CABBALR), SMALL))
        assert shades.shape == (360, 600)
        assert shades.std() > 20
        assert shades[:, 450:].min() < 100  # text and marks, in the column of the legend
        assert shades[-20:, :300].min() < 140  # the source, at the foot
        assert shades[280:330, :120].min() < 80  # the scale bar

    def test_says_its_title_to_those_who_do_not_see_it(self, world):
        carte = theme_map(world, "qpv", CALL)
        root = ET.fromstring(carte_svg(carte))  # noqa: S314 - our own drawing
        names = {child.tag.rpartition("}")[2]: child.text for child in root}
        assert names["title"] == carte.titre
        assert names["desc"] == carte.description
        assert root.attrib["role"] == "img"

    def test_is_the_same_each_time(self, world):
        carte = theme_map(world, "bornes", CALL)
        assert carte_png(carte, SMALL) == carte_png(carte, SMALL)
        assert carte_svg(carte, SMALL) == carte_svg(carte, SMALL)

    def test_opens_no_window_and_asks_nothing_of_pyplot(self, world):
        svg = carte_svg(
            describe_map.carte_territoire(world, place_of(world.base, CALL)), SMALL
        ).decode()
        assert not re.search(r"<image|http://(?!www\.w3\.org|purl\.org|creativecommons)", svg)

    @pytest.mark.parametrize("below", [False, True])
    def test_draws_missing_data_projects_and_crosses(self, toy_world, below):
        toy_world.themes["dechets"].mesures.loc[0, "distance_m"] = float("nan")
        carte = describe_map.carte_theme(
            toy_world, view_of(toy_world.themes["dechets"], Selection(communes=(toy.A,)))
        )
        size = Format(5, 5, 8, 80, titre=True, dessous=below, legende=0.4)
        assert pixels(carte_png(carte, size)).std() > 15

    def test_draws_circles(self, world):
        carte = describe_map.carte_theme(
            world, view_of(world.themes["inondations"], CABBALR), indicateur="volume_m3"
        )
        assert pixels(carte_png(carte, SMALL)).std() > 10

    def test_a_long_text_is_cut_only_at_ordinary_spaces(self):
        text = "un deux 3\u202f000\u00a0km trois"
        lines = draw_map.cut_text(text, 60, 10)
        assert " ".join(lines) == text
        assert len(lines) > 1
