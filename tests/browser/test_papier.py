"""A page on paper: light even from a dark screen, the map beside its legend, tables whole."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from geo.labels import presentation as mots

FEUILLE = "html[data-papier][data-feuille=prete]"
OCTETS = 40_000
"""A sheet with a map and a table weighs more; an empty one, a few thousand."""

POSEE = """() => {
    const place = name => document.querySelector(name).getBoundingClientRect();
    const [map, legend, block] = ['#root .atlas-carte', '.atlas-boite-legende',
        '.stMainBlockContainer'].map(place);
    const table = document.querySelector('.atlas-tableau');
    return {
        fond: getComputedStyle(document.querySelector('.stApp')).backgroundColor,
        encre: getComputedStyle(document.querySelector('h1')).color,
        cote: map.right <= legend.left && legend.right <= block.right + 1,
        tableau: table.getBoundingClientRect().right <= block.right + 1,
        lignes: table.tBodies[0].rows.length,
        touches: [...document.querySelectorAll('#root :is(button, input, select, canvas)')]
            .filter(one => one.getClientRects().length).length,
    };
}"""


@pytest.mark.browser_context_args(color_scheme="dark")
def test_ctrl_p_prints_a_light_sheet_with_all_that_the_page_tells(visite):
    page = visite.open("/piscines?territoire=call")
    visite.carte()
    page.evaluate("window.print = () => { window.imprimee = location.search; }")
    page.keyboard.press("Control+p")
    expect(page.locator(FEUILLE)).to_have_count(1, timeout=20_000)
    page.wait_for_function("() => window.imprimee")
    assert "papier=oui" in page.evaluate("window.imprimee")
    found = page.evaluate(POSEE)
    assert found.pop("lignes") >= 8
    assert found == {
        "fond": "rgb(255, 255, 255)",
        "encre": "rgb(22, 34, 46)",
        "cote": True,
        "tableau": True,
        "touches": 0,
    }
    expect(page.locator(".atlas-carte.atlas-sombre")).to_have_count(0)
    expect(page.locator(".atlas-citer .atlas-sur-papier")).to_contain_text(
        re.compile(r"/piscines\?territoire=call&version=[0-9a-f]+$")
    )
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(sheet) > OCTETS
    # page.pdf tells the page that it has been printed: the reader is taken back.
    expect(page).to_have_url(re.compile(r"/piscines\?territoire=call$"))
    expect(page.locator("html[data-papier]")).to_have_count(0)
    expect(page.locator(".atlas-carte.atlas-sombre")).to_have_count(1)
    expect(page.get_by_role("link", name=mots.IMPRIMER)).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        *(
            pytest.param(path, marks=pytest.mark.long)
            for path in ("/", "/ma-commune?commune=62119", "/acces", "/comparer?commune=62119")
        ),
        "/donnees",  # without a map, nothing moves any more when the first view goes
    ],
)
def test_a_sheet_is_not_empty_and_holds_in_its_width(visite, path):
    visite.page.goto(f"{path}{'&' if '?' in path else '?'}papier=oui")
    page = visite.page
    expect(page.locator(FEUILLE)).to_have_count(1, timeout=60_000)
    wide = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('.stMainBlockContainer *')]"
        ".filter(one => !one.parentElement.closest('.atlas-carte'))"  # shapes out of its frame
        ".map(one => one.getBoundingClientRect().right))"
        " - document.querySelector('.stMainBlockContainer').getBoundingClientRect().right"
    )
    assert wide <= 4
    assert len(page.pdf(prefer_css_page_size=True, print_background=True)) > OCTETS


AU_MILIEU = """() => {
    const box = name => document.querySelector(name).getBoundingClientRect();
    const map = box('#root .atlas-carte'), one = box('#root .atlas-carte path.atlas-choix');
    const away = (low, high, from, to) => Math.abs((low + high - from - to) / 2 / (to - from));
    return {
        x: away(one.left, one.right, map.left, map.right),
        y: away(one.top, one.bottom, map.top, map.bottom),
        part: one.height / map.height,
    };
}"""


def test_the_chosen_commune_is_in_the_middle_of_the_map_of_its_sheet(visite):
    page = visite.page
    page.goto("/ma-commune?commune=62443&papier=oui")
    expect(page.locator(FEUILLE)).to_have_count(1, timeout=20_000)
    found = page.evaluate(AU_MILIEU)
    assert found["x"] < 0.2
    assert found["y"] < 0.2
    assert found["part"] > 0.2
