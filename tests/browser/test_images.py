"""A reader takes a chart and a map away, with the network cut, with the keyboard too."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from geo.labels import presentation as mots
from geo.labels import textes


def link(page, what, genre):
    """The first link to a picture of that kind: its accessible name says what it gives."""
    start = what.partition("«")[0].strip()
    return page.get_by_role("link", name=re.compile(rf"^{start}\s.* en {genre}$")).first


def taken(page, go):
    with page.expect_download() as download:
        go()
    file = download.value
    return file.suggested_filename, Path(file.path())


@pytest.mark.parametrize("what", [mots.IMAGE_CARTE, mots.IMAGE_GRAPHIQUE], ids=["carte", "graphe"])
def test_a_picture_is_taken_away_and_the_page_stays(visite, what):
    page = visite.open("/bornes-de-recharge?territoire=call&volet=graphiques")
    visite.carte()
    png = link(page, what, "PNG")
    box = png.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    name, file = taken(page, png.click)
    assert re.fullmatch(r"atlas-artois_[a-z0-9-]+_[0-9a-f]+\.png", name)
    shades = np.asarray(Image.open(file).convert("L"), dtype=float)
    assert shades.shape[1] >= 1900
    assert shades.std() > 10
    svg = link(page, what, "SVG")
    svg.focus()
    name, file = taken(page, lambda: page.keyboard.press("Enter"))
    assert name.endswith(".svg")
    root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own drawing
    assert root.attrib["role"] == "img"
    # The page is still alive: a filter answers.
    page.get_by_role("radio", name="CABBALR").click()
    expect(page).to_have_url(re.compile("territoire=cabbalr"))
    assert visite.hotes_etrangers == []
    assert visite.erreurs_page == []


@pytest.mark.long
@pytest.mark.browser_context_args(color_scheme="dark")
def test_on_a_dark_page_the_links_are_readable_and_the_picture_is_light(visite):
    page = visite.open("/ma-commune?commune=62119&volet=situer")
    visite.carte()
    reproached = {fault["regle"] for fault in visite.axe()}
    assert reproached <= {"list", "listitem"}  # the menu of Streamlit: see test_pages_servies
    _, file = taken(page, link(page, mots.IMAGE_GRAPHIQUE, "PNG").click)
    shades = np.asarray(Image.open(file).convert("L"), dtype=float)
    assert np.median(shades) == 255


@pytest.mark.long
def test_an_address_that_is_no_longer_known_says_what_to_do(visite):
    page = visite.page
    answer = page.goto("/atlas/images/000000000000000000000000/atlas-artois_absente.png")
    assert answer.status == 404
    expect(page.locator("body")).to_have_text(mots.IMAGE_INCONNUE)
    visite.open("/")
    expect(page.locator("h1")).to_have_text(textes.APPLICATION)
