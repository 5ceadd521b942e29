"""What is drawn of a text is what is measured of it, and a drawing is always whole."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from matplotlib.figure import Figure

from geo.printing.page.glyphs import printable
from geo.printing.pictures.paper import en_svg, largeur

RARE = "Noyelles\u2011sous\u2011Lens ⚡ مرحبا \x0b"


@pytest.mark.parametrize("style", ["normal", "gras"])
def test_a_text_is_measured_as_it_is_written(style):
    assert largeur(RARE, 12, style) == largeur(printable(RARE), 12, style) > 0


def test_a_control_character_breaks_no_drawing():
    drawn = en_svg(Figure(figsize=(1, 1)), RARE, RARE, RARE)
    root = ET.fromstring(drawn)  # noqa: S314 - written here
    title, description = (one.text for one in root[:2])
    assert title == description == RARE.replace("\x0b", "")
