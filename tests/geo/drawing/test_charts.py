"""Charts: bars in order, values written in French, nothing of another library's template."""

import json

import pandas as pd
import plotly.graph_objects as go
import plotly.io
import pytest
from pandas.testing import assert_series_equal

from geo.drawing import charts
from geo.drawing.maps.colours import contrast

VALUES = pd.Series({"Lens": 1500.0, "Avion": None, "Liévin": 2500.0, "Bully": 1500.0})


def bars(**options):
    return charts.barres(VALUES, couleur="#A3195B", **options)


def test_bars_go_from_the_largest_to_the_smallest_and_leave_out_what_is_missing():
    figure = bars()
    bar = figure.data[0]
    assert list(figure.layout.yaxis.ticktext) == ["Liévin", "Lens", "Bully"]
    assert list(bar.y) == list(figure.layout.yaxis.tickvals)
    assert list(bar.x) == [2500, 1500, 1500]
    assert bar.orientation == "h"


def test_each_bar_has_its_value_written_in_french():
    assert bars().data[0].text[0] == "2\u202f500"
    assert bars(write_as=lambda value: f"{value:.0f} m").data[0].text[0] == "2500 m"
    assert bars().layout.separators == ",\u202f"


def test_bars_begin_at_zero():
    assert bars().layout.xaxis.rangemode == "tozero"


def test_the_height_follows_the_number_of_bars():
    one = charts.barres(VALUES[:1], couleur="#A3195B")
    assert bars().layout.height - one.layout.height == 2 * charts.ROW_PX


def test_a_chosen_row_is_outlined():
    assert list(bars(accent=["Lens"]).data[0].marker.line.width) == [0, 2.5, 0]


def test_a_mean_is_a_line_with_its_words():
    figure = bars(moyenne=("médiane", 1500.0))
    assert figure.layout.shapes[0].x0 == 1500
    [note] = figure.layout.annotations
    assert note.text == "médiane : 1\u202f500"
    assert (note.y, note.yanchor) == (0, "top")  # under the bars, never over one
    assert not bars().layout.shapes


@pytest.mark.parametrize("values", [VALUES[1:2], VALUES[:0]], ids=["missing", "none"])
def test_without_any_known_value_there_is_no_bar(values):
    figure = charts.barres(values.astype(float), couleur="#A3195B")
    assert list(figure.data[0].x) == []


def test_the_text_is_readable_on_a_light_and_on_a_dark_page():
    for dark, paper in ((False, "#FFFFFF"), (True, "#10202D")):
        figure = bars(sombre=dark)
        assert contrast(figure.layout.font.color, paper) >= 7
        assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"


def test_a_default_template_of_another_library_does_not_leak(monkeypatch):
    monkeypatch.setattr(plotly.io.templates, "default", "plotly_dark")
    assert bars().layout.template.layout.paper_bgcolor is None


def test_a_chart_changes_nothing_of_its_values():
    before = VALUES.copy()
    bars(accent=["Lens"], moyenne=("médiane", 1500.0))
    assert_series_equal(VALUES, before)


class TestASeries:
    def figure(self):
        return charts.serie(
            ["2020", "2023", "2024"], [10, 25.5, 40], [False, False, True], couleur="#C25100"
        )

    def test_has_one_bar_a_year_in_the_order_given(self):
        figure = self.figure()
        assert list(figure.data[0].y) == [10, 25.5, 40]
        assert list(figure.layout.xaxis.ticktext) == ["2020", "2023", "2024"]

    def test_tells_a_target_by_its_outline_and_in_words(self):
        bar = self.figure().data[0]
        assert bar.marker.color[2] == "rgba(0,0,0,0)"
        assert bar.text[2] == "40 (objectif)"
        assert "objectif" not in bar.text[1]

    def test_needs_as_many_targets_as_values(self):
        with pytest.raises(ValueError, match="zip"):
            charts.serie(["2020"], [1, 2], [False], couleur="#C25100")


class TestALineOfDots:
    def figure(self, accent="Liévin", values=VALUES):
        return charts.points(values, accent=accent, couleur="#A3195B")

    def test_has_one_dot_a_known_value_and_the_chosen_one_stands_out(self):
        others, chosen = self.figure().data
        assert sorted(others.x) == [1500, 1500]
        assert list(chosen.x) == [2500]
        assert chosen.marker.size > others.marker.size

    def test_writes_the_chosen_value_and_the_median(self):
        texts = [note.text for note in self.figure().layout.annotations]
        assert "<b>Liévin : 2\u202f500</b>" in texts
        assert "médiane : 1\u202f500" in texts

    def test_shows_the_others_when_the_chosen_one_is_not_known(self):
        figure = self.figure(accent="Avion")
        assert len(figure.data) == 1
        assert len(figure.data[0].x) == 3

    def test_of_equal_values_still_has_a_width(self):
        low, high = self.figure(values=pd.Series({"Lens": 5.0, "Liévin": 5.0})).layout.xaxis.range
        assert low < 5 < high


def test_every_figure_is_written_as_valid_json():
    figures = [bars(moyenne=("médiane", 1.0)), TestASeries().figure(), TestALineOfDots().figure()]
    for figure in figures:
        assert isinstance(figure, go.Figure)
        assert "NaN" not in json.dumps(figure.to_plotly_json(), default=list)


def test_two_rows_of_the_same_name_keep_their_own_bar():
    same = pd.Series([2.0, 1.0], index=["Cité 10", "Cité 10"])
    assert list(charts.barres(same, couleur="#A3195B").data[0].y) == [0, 1]


def test_a_label_is_cut_in_lines_and_its_markup_is_not_read():
    assert charts.etiquette("<b>Lens</b>") == "&lt;b&gt;Lens&lt;/b&gt;"
    assert "<br>" in charts.etiquette("Fonds de concours versés aux communes de la vallée")


def test_the_markup_of_a_name_is_not_read():
    named = pd.Series({"A <b>&": 1.0, "B": 2.0})
    notes = [
        *charts.points(named, accent="A <b>&", couleur="#A3195B").layout.annotations,
        *charts.comparaison(
            named, named, nom_reference="<i>", couleur="#A3195B"
        ).layout.annotations,
    ]
    texts = [note.text for note in notes]
    assert "<b>A &lt;b&gt;&amp; : 1</b>" in texts
    assert "A &lt;b&gt;&amp; : <b>1</b>" in texts
    assert any(text.startswith("&lt;i&gt; : ") for text in texts)


def test_a_dark_figure_says_the_colours_of_a_light_one():
    light = charts.points(VALUES, accent="Liévin", couleur=("#111111", "#EEEEEE"))
    dark = charts.points(VALUES, accent="Liévin", couleur=("#111111", "#EEEEEE"), sombre=True)
    assert (light.data[1].marker.color, dark.data[1].marker.color) == ("#111111", "#EEEEEE")
    assert dark.layout.meta["claires"] == {"#EEEEEE": "#111111", charts.INK_DARK: charts.INK}
    assert not light.layout.meta
