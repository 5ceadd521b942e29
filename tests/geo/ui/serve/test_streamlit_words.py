"""The words of Streamlit that ``static/streamlit.js`` replaces: all of them are still its own."""

import re
from pathlib import Path

import pytest
from streamlit import file_util

from geo.core import catalog

SCRIPT = (catalog.STATIC / "streamlit.js").read_text(encoding="utf-8")
PAIR = re.compile(r'^    "([^"]+)": "([^"]*)",$', re.MULTILINE)
SHEETS = "".join(
    (catalog.STATIC / name).read_text(encoding="utf-8")
    for name in ("page.css", "barre.js", "streamlit.js", "papier.css", "scene.css")
    if (catalog.STATIC / name).exists()
)
PARTS = sorted(set(re.findall(r'data-testid="(st\w+)"', SHEETS)))
"""The parts of Streamlit that our sheets and scripts name."""


@pytest.fixture(scope="module")
def bundle():
    folder = Path(file_util.get_static_dir()) / "static" / "js"
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js")))


def words(name):
    inside = SCRIPT.partition(f"const {name} = {{")[2].partition("};")[0]
    return dict(PAIR.findall(inside))


@pytest.mark.parametrize("name", ["MOTS", "DEBUTS"])
def test_every_word_is_still_one_of_streamlit(bundle, name):
    found = words(name)
    assert len(found) > 8
    assert [word for word in found if word not in bundle] == []


def test_no_word_is_left_in_english():
    assert [word for word, french in words("MOTS").items() if word == french] == ["Format"]


def test_every_part_that_is_named_is_still_there(bundle):
    assert PARTS
    assert [part for part in PARTS if part not in bundle and part[2:] not in bundle] == []


def test_the_menu_tells_that_it_is_open_in_an_attribute_that_streamlit_still_writes(bundle):
    assert "data-collapsed" in bundle
