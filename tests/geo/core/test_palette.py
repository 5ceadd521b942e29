"""One colour is said in one place: what cannot import the palette repeats it to the letter."""

from __future__ import annotations

import re

import pytest

from geo.core import palette
from geo.core.catalog import ROOT

HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
KNOWN = {
    colour.upper()
    for value in vars(palette).values()
    for colour in (value.values() if isinstance(value, dict) else [value])
    if isinstance(colour, str) and HEX.fullmatch(colour)
}
CODE = [p for p in (ROOT / "geo").rglob("*.py") if p.name != "palette.py"]
SETTINGS = [ROOT / ".streamlit" / "config.toml", *(ROOT / "geo").rglob("*.typ")]
WHITE = {"#FFFFFF"}


def test_no_module_writes_a_colour_but_white():
    written = {
        f"{path.relative_to(ROOT)} {colour}"
        for path in CODE
        for colour in HEX.findall(path.read_text(encoding="utf-8"))
        if colour.upper() not in WHITE
    }
    assert written == set()


@pytest.mark.parametrize("path", SETTINGS, ids=lambda path: path.name)
def test_settings_and_templates_only_write_colours_of_the_palette(path):
    written = {c.upper() for c in HEX.findall(path.read_text(encoding="utf-8"))}
    assert written <= KNOWN | WHITE
