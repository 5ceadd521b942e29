"""The map at the keyboard: one stop, walked by the arrows, each commune told."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from geo.labels import mots_carte as mots

LOISON = "62523"
EN_CARTE = "() => Boolean(document.activeElement.closest('.atlas-carte'))"
ARRET = "() => document.activeElement === document.querySelector('#root .atlas-carte')"
PLUS = 60
"""More stops than there are before the end of a map."""

SANS_CHEMIN = """async () => {
    const [lien] = [...document.querySelectorAll('.atlas-images a')];
    const mots = await (await fetch(lien.href.replace(/[.]png$/, '.json'))).json();
    const couche = performance.getEntriesByType('resource').map(({name}) => name)
        .find(name => name.endsWith('/communes.geojson'));
    const {features} = await (await fetch(couche)).json();
    const lieux = new Map(features.map(({properties}) => [properties.id, properties.centre]));
    const vues = new Set(['62498']);
    for (const code of vues) for (const vers of [0, 90, 180, 270]) {
        const suivante = AtlasClavier.prochaine(lieux, mots.communes[code].voisines, code, vers);
        if (suivante) vues.add(suivante);
    }
    return [...lieux.keys()].filter(code => !vues.has(code));
}"""
"""The communes that the arrows never reach from Lens."""


def to_the_map(page):
    """Press Tab until the focus is in the map; return how many stops it takes to leave it."""
    for _ in range(PLUS):
        page.keyboard.press("Tab")
        if page.evaluate(EN_CARTE):
            break
    assert page.evaluate(ARRET)


def test_the_map_is_one_stop_that_is_walked_and_told(visite):
    page = visite.open("/piscines")
    visite.carte()
    told = page.locator("#atlas-dit")
    to_the_map(page)
    expect(told).to_have_text(re.compile(r"^Lens\. .*classe «.* Au nord-est, Vendin-le-Vieil ;"))
    expect(visite.cadre).to_have_attribute("aria-label", mots.CLAVIER["carte"].format(total=136))
    page.keyboard.press(" ")
    expect(page.locator(".leaflet-popup-content")).to_contain_text("de Lens")
    page.keyboard.press("ArrowRight")
    expect(told).to_have_text(re.compile(r"^Loison-sous-Lens\. .* à l’ouest, Lens\.$"))
    expect(visite.cadre.get_by_role("tooltip", name="Loison-sous-Lens")).to_be_visible()
    expect(page.locator(".leaflet-popup-content")).to_have_count(0)
    page.keyboard.press("PageDown")
    expect(told).to_have_text(re.compile(r"^Loos-en-Gohelle\. "))
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name=mots.CLAVIER["touches"])
    expect(keys).to_contain_text(mots.TOUCHES[0][1])
    page.keyboard.press("Escape")
    expect(keys).to_have_count(0)
    assert page.evaluate(ARRET)
    assert page.evaluate(SANS_CHEMIN) == []
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("commune=62528"))
    expect(page.locator(".atlas-carte-commune summary").first).to_have_text("Loos-en-Gohelle")
    page.keyboard.press("Tab")
    assert not page.evaluate(EN_CARTE)  # a second Tab: one stop in all
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(ARRET)
    for _ in ("what is open", "the map"):
        page.keyboard.press("Escape")
    expect(visite.cadre).not_to_be_focused()


TELEPHONE = {"width": 390, "height": 844}


def test_what_streamlit_leaves_out_is_mended(visite):
    """Its menu has outlines, opens with the focus inside and closes; its own menu is in sight."""
    page = visite.open("/a-propos")
    first = page.get_by_test_id("stSidebarNavLink").first
    page.locator("#atlas-barre input").focus()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    assert first.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    expect(page.get_by_role("list", name="Thèmes")).to_be_visible()
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.locator("[aria-current=page]")).to_have_text(re.compile("À propos"))
    page.get_by_role("button", name="Réglages").click()
    expect(page.get_by_role("menuitemradio", name="Sombre")).to_be_visible()
    page.keyboard.press("Escape")
    page.set_viewport_size(TELEPHONE)
    menu = page.get_by_role("button", name="Menu", exact=True)
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.click()
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    menu.click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Comparer").click()
    expect(page).to_have_url(re.compile("/comparer$"))
    expect(menu).to_have_attribute("aria-expanded", "false")
