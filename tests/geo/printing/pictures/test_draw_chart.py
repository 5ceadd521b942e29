"""The pictures of charts: every text and every value of the figure on screen, and nothing else."""

from __future__ import annotations

import html
import io
import re
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest
from PIL import Image

from geo.core.errors import RenduError
from geo.drawing import charts
from geo.printing.pictures import draw_chart, read_figure
from geo.printing.pictures.draw_chart import (
    ECHELLE,
    FIN,
    LARGEUR,
    MARGE,
    PRES,
    FigureDessinee,
    graphique_png,
    graphique_svg,
)
from geo.printing.pictures.paper import largeur

COULEUR, SOMBRE = "#A3195B", "#7CC4F0"
VALUES = pd.Series({"Lens": 1500.0, "Avion": None, "Liévin": 2500.0, "Bully <les> Mines": 400.0})
PARTS = pd.DataFrame(
    {"10 min au plus": [28.0, 15.0], "10 à 20 min": [70.0, 36.0], "plus de 20 min": [2.0, 49.0]},
    index=["CABBALR", "CALL"],
)


def barres(**options):
    return charts.barres(VALUES, couleur=COULEUR, moyenne=("médiane", 1500.0), **options)


def serie(**options):
    years, values, targets = ["2020", "2023", "2024"], [10, 25.5, 40], [False, False, True]
    return charts.serie(years, values, targets, couleur=COULEUR, **options)


def points(**options):
    return charts.points(VALUES, accent="Liévin", couleur=(COULEUR, SOMBRE), **options)


def comparaison(**options):
    return charts.comparaison(
        VALUES,
        pd.Series([1.0, 2500.0, 800.0]),
        nom_reference="3 communes",
        couleur=(COULEUR, SOMBRE),
        **options,
    )


def empilees(**options):
    couleurs = ["#D9EAF4", "#4B9BC8", "#0077B6"]
    return charts.empilees(PARTS, couleurs=couleurs, **options)


KINDS = {f.__name__: f for f in (barres, serie, points, comparaison, empilees)}


def graphique(figure, **texts):
    said = {"titre": "Titre", "description": "Description", "pied": "Source : ici.", **texts}
    return FigureDessinee(figure=figure.to_plotly_json(), **said)


def drawn(figure, **texts):
    return graphique_svg(graphique(figure, **texts)).decode()


def plain(text):
    return html.unescape(re.sub(r"</?b>", "", text))


def written(svg):
    """Every text of a drawing: the writer leaves each in a comment, above its letters."""
    return [html.unescape(text) for text in re.findall(r"<!-- (.*?) -->", svg, re.DOTALL)]


def told(figure):
    """Every text that a reader sees of a figure, found without the reading under test."""
    described = figure.to_plotly_json()
    layout = described["layout"]
    texts = [text for trace in described["data"] for text in trace.get("text", ())]
    texts += [note["text"] for note in layout.get("annotations", ())]
    for axis in (layout["xaxis"], layout["yaxis"]):
        texts += [line for text in axis.get("ticktext", ()) for line in text.split("<br>")]
    if layout["showlegend"]:
        texts += [trace["name"] for trace in described["data"]]
        texts += list(described["data"][0]["y"])
    return [plain(text) for text in texts if text]


def box(svg, name):
    """Left, top, right and bottom of what is drawn under a name."""
    found = re.search(rf'<g id="{name}">\s*<path d="([^"]*)"', svg)
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", found[1])]
    xs, ys = numbers[::2], numbers[1::2]
    return min(xs), min(ys), max(xs), max(ys)


def fill(svg, name):
    return re.search(rf'<g id="{name}">\s*<path d="[^"]*"[^>]*style="([^"]*)"', svg)[1]


def take(pieces, text):
    """Take a text out of the drawing; in several styles, it is several pieces in a row."""
    for count in (1, 2):
        for start in range(len(pieces) - count + 1):
            if "".join(pieces[start : start + count]).split() == text.split():
                del pieces[start : start + count]
                return
    pytest.fail(f"{text} is not in {pieces}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_the_figure_is_written_once_and_nothing_else_is(kind):
    figure = KINDS[kind]()
    pieces = written(drawn(figure, contexte="Contexte", note="Note."))
    for own in ("Titre", "Contexte", "Note.", "Source : ici."):
        pieces.remove(own)
    for text in told(figure):
        take(pieces, text)
    assert pieces == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_drawn_by_its_kind_in_the_colours_of_a_light_page(kind):
    assert drawn(KINDS[kind](sombre=True)) == drawn(KINDS[kind]())


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_not_blank_and_twice_as_fine_as_its_drawing(kind):
    picture = Image.open(io.BytesIO(graphique_png(graphique(KINDS[kind]()))))
    assert picture.width == LARGEUR * ECHELLE * FIN
    shades = np.asarray(picture.convert("L"), dtype=float)
    assert shades.std() > 12
    assert shades[:150].min() < 60  # the title
    assert shades[-150:].min() < 140  # the source


def test_lying_bars_follow_their_values_from_zero():
    svg = drawn(barres())
    boxes = [box(svg, f"barre-0-{rank}") for rank in range(3)]
    widths = [right - left for left, _, right, _ in boxes]
    assert widths == pytest.approx(
        [2500 * widths[0] / 2500, 1500 * widths[0] / 2500, 400 * widths[0] / 2500], rel=1e-4
    )
    names = largeur("Bully <les> Mines", 15)
    assert [left for left, *_ in boxes] == [pytest.approx((MARGE + names + PRES) * ECHELLE)] * 3
    assert boxes[0][2] < LARGEUR * ECHELLE
    assert [top for _, top, *_ in boxes] == sorted(top for _, top, *_ in boxes)
    median = box(svg, "trait-0")
    assert median[0] == pytest.approx(boxes[1][2], abs=0.01)


def test_a_chosen_bar_is_outlined_and_the_others_are_not():
    svg = drawn(charts.barres(VALUES, couleur=COULEUR, accent=["Lens"]))
    assert "stroke: #16222e" in fill(svg, "barre-0-1")
    assert "stroke: #" not in fill(svg, "barre-0-0")


def test_standing_bars_follow_their_values_and_a_target_is_hollow():
    svg = drawn(serie())
    boxes = [box(svg, f"barre-0-{rank}") for rank in range(3)]
    heights = [bottom - top for _, top, _, bottom in boxes]
    assert heights == pytest.approx([heights[2] * v / 40 for v in (10, 25.5, 40)], rel=1e-4)
    assert len({bottom for *_, bottom in boxes}) == 1
    assert "fill: none" in fill(svg, "barre-0-2")
    assert f"fill: {COULEUR.lower()}" in fill(svg, "barre-0-0")


def middles(svg, serie, count):
    return [(b[0] + b[2]) / 2 for b in (box(svg, f"point-{serie}-{i}") for i in range(count))]


def test_dots_stand_where_their_values_are():
    svg = drawn(points())
    low, high = middles(svg, 0, 2)[::-1]  # Lens 1 500, Bully 400
    [chosen] = middles(svg, 1, 1)
    assert (high - low) / (chosen - low) == pytest.approx((1500 - 400) / (2500 - 400), rel=1e-4)
    assert f"fill: {COULEUR.lower()}" in fill(svg, "point-1-0")


def test_compared_rows_share_one_scale_with_the_spread():
    svg = drawn(comparaison())
    lens, lievin, bully = middles(svg, 0, 3)
    first, last, third = middles(svg, 1, 3)
    unit = (last - first) / (2500 - 1)
    assert [lens, lievin, bully, third] == pytest.approx(
        [first + (value - 1) * unit for value in (1500, 2500, 400, 800)], rel=1e-4
    )
    assert 'id="point-0-3"' not in svg  # Avion is not known: its row says so, without a dot


def test_stacked_segments_fill_their_bar_in_order_with_a_legend():
    svg = drawn(empilees())
    whole = box(svg, "barre-2-0")[2] - box(svg, "barre-0-0")[0]
    for row, name in enumerate(PARTS.index):
        start = box(svg, "barre-0-0")[0]
        for rank, share in enumerate(PARTS.loc[name]):
            left, _, right, _ = box(svg, f"barre-{rank}-{row}")
            assert left == pytest.approx(start, abs=0.01)
            assert (right - left) / whole == pytest.approx(share / 100, rel=1e-4)
            start = right
    for rank, name in enumerate(PARTS):
        assert (
            fill(svg, f"legende-{name}").split(";")[0] == fill(svg, f"barre-{rank}-0").split(";")[0]
        )


def test_a_drawing_says_what_it_is_to_those_who_do_not_see_it():
    root = ET.fromstring(drawn(barres(), titre="A & B", description="Dit <tout>"))  # noqa: S314
    names = {child.tag.rpartition("}")[2]: child.text for child in root}
    assert (names["title"], names["desc"]) == ("A & B", "Dit <tout>")
    assert root.attrib["role"] == "img"
    assert root.attrib["width"] == "1200pt"


def test_the_same_chart_gives_the_same_file():
    assert graphique_png(graphique(barres())) == graphique_png(graphique(barres()))


UNKNOWN = {
    "une trace": lambda f: f.add_trace(go.Pie(values=[1])),
    "une forme": lambda f: f.add_shape(type="rect", x0=0, x1=1, y0=0, y1=1),
    "une grille": lambda f: f.update_xaxes(showgrid=True),
    "une couleur de fond": lambda f: f.update_layout(plot_bgcolor="#FF0000"),
    "un titre": lambda f: f.update_layout(title="Titre"),
    "une échelle": lambda f: f.update_xaxes(type="log"),
    "une barre d’erreur": lambda f: f.update_traces(error_x={"array": [1, 1, 1]}),
    "un motif": lambda f: f.update_traces(marker_pattern_shape="/"),
    "une flèche": lambda f: f.add_annotation(x=1, y=1, text="ici", showarrow=True),
    "un lien": lambda f: f.add_annotation(x=1, y=1, text="<a href='x'>ici</a>", showarrow=False),
    "une légende ailleurs": lambda f: f.update_layout(legend_orientation="v"),
    "un modèle": lambda f: f.update_layout(template="plotly_dark"),
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_not_known_is_an_error_never_left_out(what):
    figure = barres()
    UNKNOWN[what](figure)
    with pytest.raises(RenduError, match="ne sait pas dessiner"):
        read_figure.parse(figure.to_plotly_json())


def test_two_bars_of_one_name_would_hide_one_another():
    figure = charts.empilees(
        pd.DataFrame({"a": [1.0, 2.0]}, index=["CALL", "CALL"]), couleurs=["#000000"]
    )
    with pytest.raises(RenduError):
        read_figure.parse(figure.to_plotly_json())


def test_a_long_legend_goes_on_over_several_lines():
    wide = pd.DataFrame(
        {f"une classe de temps au nom long {i}": [25.0] for i in range(4)}, index=["CALL"]
    )
    rows = draw_chart._legend_rows(
        read_figure.parse(charts.empilees(wide, couleurs=["#000000"] * 4).to_plotly_json())
    )
    assert [len(row) for row in rows] == [2, 2]
