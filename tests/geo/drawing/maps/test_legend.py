"""The legend: written values, counts, harmless HTML, no foreign address."""

import dataclasses
import re
from html.parser import HTMLParser
from typing import get_args, get_type_hints
from urllib.parse import unquote

import pandas as pd
import pytest
from toy_themes import plain

from geo.core import catalog, palette
from geo.drawing.maps import legend
from geo.drawing.maps.classes import classify

RATE = catalog.indicator("part_qpv_pct")
DISTANCE = catalog.indicator("distance_m")
COUNT = catalog.indicator("points_de_charge")
NASTY = "<script>alert('x')</script>\"&"
VALUES = pd.Series([0.0, 1.25, 1.25, 12.5, None])
COLOURS = ["#EEEEEE", "#888888", "#000000"]


class Reader(HTMLParser):
    """Checks that every element is closed, and keeps the texts of the lines."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.lines = [], set(), []

    def handle_starttag(self, tag, _attributes):
        self.tags.add(tag)
        if tag != "img":
            self.open.append(tag)
        if tag == "li":
            self.lines.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "li" in self.open:
            self.lines[-1] += f" {data}"


def read(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    assert reader.tags <= {"div", "p", "ul", "li", "span", "img"}
    return [plain(line.strip()) for line in reader.lines]


class TestTheLabelsOfClasses:
    def test_are_the_bounds_and_one_value_when_they_are_equal(self):
        labels = legend.class_labels(classify(VALUES), RATE)
        assert [plain(label) for label in labels] == ["0", "1,2", "12,5"]

    def test_of_a_distance_are_in_kilometres(self):
        labels = legend.class_labels(classify(pd.Series([300.0, 1250.0]), classes=1), DISTANCE)
        assert labels == ["0,3 à 1,2"]


class TestTheLegendOfAChoropleth:
    def html(self, indicator=RATE, values=VALUES):
        return legend.html([legend.of_classes(classify(values), indicator, COLOURS)])

    def test_goes_from_high_to_low_with_counts_then_what_is_absent(self):
        assert read(self.html()) == ["12,5 (1)", "1,2 (2)", "0 (1)", "donnée absente (1)"]

    def test_says_nothing_of_absent_values_when_there_are_none(self):
        assert "donnée absente" not in self.html(values=VALUES.dropna())

    def test_says_what_it_measures_in_which_unit(self):
        html = self.html()
        assert "Part de la commune en quartier prioritaire (%)" in html
        assert "entre parenthèses : communes" in html

    def test_escapes_its_words(self):
        html = self.html(dataclasses.replace(RATE, titre=NASTY, unite=NASTY))
        read(html)
        assert "<script" not in html

    def test_needs_one_colour_a_class(self):
        with pytest.raises(ValueError, match="zip"):
            legend.html([legend.of_classes(classify(VALUES), RATE, COLOURS[:2])])


class TestTheLegendOfCircles:
    def test_has_one_line_a_value(self):
        html = legend.html([legend.of_circles(COUNT, "#C25100", [(1000.0, 26.0), (100.0, 8.2)])])
        assert read(html) == ["1 000", "100"]
        assert 'r="26.0"' in unquote(html)

    def test_escapes_its_words(self):
        html = legend.html(
            [legend.of_circles(dataclasses.replace(COUNT, titre=NASTY), "#C25100", [])]
        )
        assert "<script" not in html
        assert read(html) == []


class TestTheLegendOfSymbols:
    @pytest.mark.parametrize("theme_id", ["bornes", "dechets", "piscines", "inondations"])
    def test_has_one_line_a_state_that_is_on_the_map(self, theme_id):
        html = legend.html(
            [
                legend.of_symbols(
                    catalog.theme(theme_id), ["non_etabli", "ouverte"], approximate=False
                )
            ]
        )
        opened = {"inondations": "En service", "bornes": "Ouvert"}.get(theme_id, "Ouverte")
        assert read(html) == [opened, "État non établi"]
        assert catalog.theme(theme_id).couleur in unquote(html)

    def test_tells_the_approximate_positions_and_what_sizes_mean(self):
        html = legend.html(
            [
                legend.of_symbols(
                    catalog.theme("bornes"), [], approximate=True, sized="Plus de points <b>"
                )
            ]
        )
        assert read(html) == ["Position approximative"]
        assert "Plus de points &lt;b&gt;" in html

    def test_draws_every_state_of_facilities_otherwise(self):
        theme = catalog.theme("bornes")
        drawn = {
            re.search(
                r'src="([^"]*)"',
                legend.html([legend.of_symbols(theme, [statut], approximate=False)]),
            )[1]
            for statut in (
                "ouverte",
                "travaux",
                "fermee",
                "non_etabli",
                "a_confirmer",
                "realise",
                "dehors",
            )
        }
        assert len(drawn) == 7

    def test_names_what_stands_outside_and_the_works_that_are_finished(self):
        told = [
            read(legend.html([legend.of_symbols(catalog.theme(one), states, approximate=False)]))
            for one, states in (("piscines", ["dehors"]), ("inondations", ["realise"]))
        ]
        assert told == [["Hors des deux agglomérations"], ["Travaux réalisés"]]
        shared = legend.of_themes([], ["realise", "dehors"], approximate=False)
        assert read(legend.html([shared])) == ["Travaux réalisés", "Hors des deux agglomérations"]

    def test_what_no_source_proves_is_no_unknown_state(self):
        seen = ["ouverte", "non_etabli", "a_confirmer"]
        alone = legend.of_symbols(catalog.theme("piscines"), seen, approximate=False)
        shared = legend.of_themes([], seen, approximate=False)
        for bloc in (alone, shared):
            assert read(legend.html([bloc]))[-2:] == ["État non établi", "Existence à confirmer"]

    def test_escapes_the_title_of_the_theme(self):
        theme = dataclasses.replace(catalog.theme("bornes"), titre=NASTY)
        assert "<script" not in legend.html(
            [legend.of_symbols(theme, ["ouverte"], approximate=True)]
        )


def test_the_legend_of_the_qpv_tells_the_band_only_when_it_is_drawn():
    assert read(legend.html([legend.of_qpv("#A3195B", band=False)])) == [
        "Quartier prioritaire (2024)"
    ]
    assert len(read(legend.html([legend.of_qpv("#A3195B", band=True)]))) == 2


def test_several_themes_share_one_legend_and_what_outlines_mean():
    themes = [catalog.theme("bornes"), catalog.theme("piscines")]
    statuts = {"ouverte", "projet", "fermee", "non_etabli"}
    bloc = legend.of_themes(themes, statuts, approximate=True)
    assert read(legend.html([bloc])) == [
        "Bornes de recharge",
        "Piscines",
        "En travaux ou en projet",
        "Fermée",
        "État non établi",
        "Position approximative",
    ]


@pytest.mark.parametrize("genre", get_args(get_type_hints(legend.Signe)["genre"]))
def test_every_mark_can_be_written_on_the_page(genre):
    sign = legend.Signe(genre, "#A3195B", "carre", "ouverte", rayon=7)
    assert read(legend.html([legend.Bloc("", (legend.Entree(sign, "ceci", "3"),))])) == ["ceci (3)"]


def test_no_legend_calls_a_foreign_address():
    pages = [
        legend.html([legend.of_classes(classify(VALUES), RATE, COLOURS)]),
        legend.html([legend.of_circles(COUNT, "#C25100", [(10.0, 26.0)])]),
        legend.html(
            [legend.of_symbols(catalog.theme("piscines"), ["ouverte", "fermee"], approximate=True)]
        ),
        legend.html([legend.of_qpv("#A3195B", band=True)]),
    ]
    for page in pages:
        addresses = set(re.findall(r"https?://[^\"'\s>]+", unquote(page)))
        # The name of the SVG language, which no browser fetches.
        assert addresses <= {"http://www.w3.org/2000/svg"}


def test_the_pin_is_filled_as_on_the_map_on_both_grounds():
    pin = legend.Bloc("", (legend.Entree(legend.Signe("repere", palette.ACCENT), "le lieu"),))
    light, dark = legend.html([pin], inline=True), legend.html(legend.on_dark([pin]), inline=True)
    assert f'fill="{palette.ACCENT}" stroke="{palette.PAPIER}"' in light
    assert f'fill="{palette.ACCENT_SOMBRE}" stroke="{palette.PAPIER_SOMBRE}"' in dark
