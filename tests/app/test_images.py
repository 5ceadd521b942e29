"""The pictures of what a page shows: two links for each map and each chart, that are answered."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from ecran import Ecran

from geo.core import catalog
from geo.ui import cache

VUES = {
    "ma_commune": {"commune": "62119", "volet": "situer"},
    "comparer": {"commune": "62119,62498"},
    "point": {"lat": "50.5", "lon": "2.6"},
    "acces": {"ajout": "62498", "volet": "habitants"},
    "bornes": {"territoire": "call", "etat": "ouverte", "commune": "62498,62510"},
    "inondations": {"carte": "volume_m3"},
    "accueil": {"couches": "qpv,bornes,dechets,piscines,inondations"},
    "indicateurs": {"recherche": "bornes"},
}
"""What is asked of a page for it to show all that it can."""

LIENS = re.compile(r'<a href="(/atlas/images/[^"]+)" aria-label="([^"]+)">(PNG|SVG)</a>')
SANS_CARTE = {"presentation", "indicateurs", "objectifs", "donnees", "a_propos"}
"""Pages without a map that belongs to them: the slides have exports of their own."""


def links(ecran):
    return [
        (address, unescape(told), genre)
        for address, told, genre in LIENS.findall("\n".join(ecran.morceaux))
    ]


def shown(address):
    *_, digest, name = address.split("/")
    return cache.images.find(digest, name.rpartition(".")[0])


def opened(entree):
    ecran = Ecran(entree.fichier, **VUES.get(entree.id, {})).open()
    assert ecran.exceptions == []
    assert ecran.erreurs == []
    return ecran


@pytest.mark.parametrize("entree", catalog.NAVIGATION, ids=lambda entree: entree.id)
def test_every_map_and_chart_of_a_page_has_its_two_links_and_they_draw(entree):
    ecran = opened(entree)
    charts = len(ecran.essai.get("plotly_chart")) + ecran.html.count("<figure ")
    maps = 0 if entree.id in SANS_CARTE else len(ecran.essai.get("bidi_component"))
    assert (maps == 0) == (entree.id in SANS_CARTE)
    found = links(ecran)
    assert [genre for *_, genre in found] == ["PNG", "SVG"] * (charts + maps)
    assert sum("la carte" in told for _, told, _ in found) == 2 * maps
    for address, told, genre in found:
        if genre == "SVG":
            drawn = shown(address).draw_on("svg")
            root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
            title = next(child.text for child in root if child.tag.endswith("title"))
            assert title in told
            assert b"Source\xc2\xa0: " in drawn or b"Source : " in drawn
            assert cache.version().encode() in drawn


@pytest.mark.parametrize(
    "entree", [p for p in catalog.NAVIGATION if p.theme], ids=lambda entree: entree.id
)
def test_the_picture_of_a_theme_is_the_map_that_is_on_screen(entree):
    ecran = opened(entree)
    [address] = [a for a, told, genre in links(ecran) if "la carte" in told and genre == "PNG"]
    kept = shown(address).spec
    for layer in kept.couches:
        on_screen = ecran.couches[layer.id]
        assert (layer.etats, list(layer.couleurs)) == (on_screen["etats"], on_screen["couleurs"])
    assert list(kept.choix) == ecran.carte["choix"]
    assert list(kept.cadre) == ecran.carte["cadre"]


def test_the_filters_of_a_theme_stand_in_the_title_of_its_picture():
    entree = next(p for p in catalog.NAVIGATION if p.id == "bornes")
    told = [text for _, text, _ in links(opened(entree)) if "la carte" in text]
    assert told
    assert all("(état : ouvert)" in text.replace("\u00a0", " ") for text in told)


def test_the_same_view_again_gives_the_same_addresses():
    entree = next(p for p in catalog.NAVIGATION if p.id == "bornes")
    ecran = opened(entree)
    before = links(ecran)
    ecran.essai.run()
    assert links(ecran) == before
