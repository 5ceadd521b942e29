"""Every page by its own address, with the network cut."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from geo.core import catalog
from geo.labels import access as mots
from geo.labels import ecran as mots_ecran
from geo.labels import textes

TELEPHONE = {
    "viewport": {"width": 390, "height": 844},
    "user_agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari",
    "has_touch": True,
}
AVEC_CARTE = [page for page in catalog.NAVIGATION if page.theme or page.id == "accueil"]

MOTS_ANGLAIS = re.compile(
    r"\b(open|close|clear|show|hide|search|download|upload|help|sidebar|app|link to|selected|remove"
    r"|copy|expand|collapse|choose|results|dismiss|fullscreen|theme|main)\b",
    re.IGNORECASE,
)
NOMS = """() => ['aria-label', 'title', 'placeholder'].flatMap(name =>
    [...document.querySelectorAll(`#root [${name}]`)]
        .filter(part => !part.closest('.stHtml, .atlas-carte'))
        .map(part => part.getAttribute(name)))"""
"""The names of what Streamlit draws."""

PARTIE = """cibles => {
    const seen = cibles.map(cible => cible.length > 1 ? 'carte'
        : document.querySelector(cible[0])?.closest('[data-testid]')?.dataset.testid || cible[0]);
    return [...new Set(seen.map(part => part.replace(/^stSidebarNavSection.*|^stSidebarNavLink.*/,
        'stSidebarNavItems')))];
}"""


ESPACEES = """() => {
    const feuille = new CSSStyleSheet();
    feuille.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, feuille];
}"""
"""The spacing that WCAG 1.4.12 gives to every text."""

STRUCTURE = """() => {
    const seen = part => part.getClientRects().length > 0;
    const all = name => [...document.querySelectorAll(name)];
    const ids = all('[id]').map(part => part.id);
    const levels = all('h1, h2, h3, h4').filter(seen).map(part => Number(part.tagName[1]));
    const cut = all('#root nav a p, #atlas-barre p, #root button p').filter(seen).filter(part => {
        const box = document.createRange();
        box.selectNodeContents(part);
        const [text, edge] = [box.getBoundingClientRect(),
            part.closest('a, button, #atlas-barre').getBoundingClientRect()];
        return text.right > edge.right + 1 || text.bottom > edge.bottom + 1;
    });
    return {
        doubles: ids.filter((id, rank) => ids.indexOf(id) !== rank),
        sauts: levels.filter((level, rank) => level > (levels[rank - 1] || 0) + 1),
        sansTitre: all('table:not([role])').filter(part =>
            !(part.caption && part.caption.textContent.trim())).length,
        sansPortee: all('table:not([role]) th:not([scope])').length,
        petites: all('#root :is(button, summary), #atlas-barre :is(button, a)').filter(seen)
            .map(part => [part.getBoundingClientRect(), part])
            .filter(([box]) => box.width > 2 && Math.min(box.width, box.height) < 24)
            .map(([, part]) => part.textContent.trim() || part.ariaLabel),
        sansNom: all('#root .st-key-entete input, #atlas-barre input').filter(seen)
            .filter(part => !part.labels.length || part.labels[0].getClientRects().length === 0)
            .filter(part => part.type === 'text' && !part.title).length,
        ici: all('#root nav [aria-current=page]').length,
        nouvelles: all('a[target=_blank]').filter(seen).length,
        coupes: cut.map(part => part.textContent),
    };
}"""
"""What axe does not see: doubled ids, levels that are skipped, tables without a title, small
targets, texts that are cut."""
SAINE = {
    "doubles": [], "sauts": [], "sansTitre": 0, "sansPortee": 0, "petites": [], "ici": 1,
    "sansNom": 0, "nouvelles": 0, "coupes": [],
}  # fmt: skip


SANS_CONTOUR = """() => {
    const parts = [...document.querySelectorAll(
        '#root :is(a[href], button, summary, .atlas-diapos input)')]
        .filter(part => part.tabIndex >= 0 && !part.disabled && part.getClientRects().length > 0);
    const bare = parts.filter(part => {
        part.focus({preventScroll: true});
        const style = getComputedStyle(part);
        return document.activeElement === part &&
            (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2);
    });
    document.activeElement.blur();
    return [parts.length > 10, bare.map(part => part.ariaLabel || part.textContent)];
}"""
"""What the keyboard stands on without being seen there."""


def by_id(pages):
    return [pytest.param(page, id=page.id) for page in pages]


def faults(visite):
    """What axe finds, as (rule, part of the page)."""
    found = visite.axe()
    return {
        (fault["regle"], part)
        for fault in found
        for part in visite.page.evaluate(PARTIE, fault["cibles"])
    }


def assert_nothing_went_wrong(visite):
    assert visite.hotes_etrangers == []
    assert visite.erreurs_console == []
    assert visite.erreurs_page == []


@pytest.mark.parametrize("entree", by_id(catalog.NAVIGATION))
def test_a_page_opens_by_its_address_whole_and_accessible(visite, entree):
    page = visite.open(f"/{entree.chemin}")
    expect(page.locator("h1")).to_have_count(1)
    expect(page).to_have_title(f"{entree.titre} · {textes.APPLICATION}")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(catalog.NAVIGATION))
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    if entree in AVEC_CARTE:
        visite.carte()
        expect(visite.communes).to_have_count(136)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [name for name in page.evaluate(NOMS) if MOTS_ANGLAIS.search(name)] == []
    assert faults(visite) == set()
    page.evaluate(ESPACEES)
    assert page.evaluate(STRUCTURE) == SAINE
    assert page.evaluate(SANS_CONTOUR) == [True, []]
    page.set_viewport_size(TELEPHONE["viewport"])
    page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
    if entree in AVEC_CARTE:
        assert 300 < page.locator(".atlas-carte").bounding_box()["width"] <= 390
    assert_nothing_went_wrong(visite)


VUES = [
    *(f"/acces?volet={volet}" for volet in mots.ACCES_VOLETS),
    *(f"/piscines?volet={volet}" for volet in mots_ecran.VOLETS),
    "/quartiers-prioritaires?volet=rapports",
    "/comparer?commune=62119,62498",
    "/comparer?mode=agglos",
]
"""What pages show when more is asked of them than their address alone."""


@pytest.mark.long
@pytest.mark.parametrize("adresse", VUES)
def test_what_a_page_opens_on_demand_is_accessible_and_fits_a_phone(visite, adresse):
    page = visite.open(adresse)
    assert faults(visite) == set()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("() => document.documentElement.scrollWidth <= innerWidth")
    assert_nothing_went_wrong(visite)


@pytest.mark.browser_context_args(**TELEPHONE)
def test_on_a_phone_the_territory_is_in_sight_and_the_other_filters_behind_a_button(visite):
    page = visite.open("/dechets")
    expect(page.get_by_role("combobox", name=textes.FILTRE_COMMUNES)).to_have_count(0)
    visite.filtrer()
    expect(page.get_by_role("combobox", name=textes.FILTRE_COMMUNES)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("radio", name="CALL").click()
    expect(page).to_have_url(re.compile(r"\?territoire=call$"))
    visite.carte()
    expect(visite.communes).to_have_count(36)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_home_page_draws_the_communes_and_the_37_qpv(visite):
    visite.open("/")
    visite.carte()
    expect(visite.communes).to_have_count(136)
    expect(visite.surfaces).to_have_count(136 + 37)
    expect(visite.cadre.locator(".atlas-territoire")).to_have_text(["CABBALR", "CALL"])


@pytest.mark.long
def test_the_layers_of_the_other_services_come_before_they_are_asked_for(visite):
    with visite.page.expect_response(re.compile(r"/bornes\.geojson$")):
        visite.open("/acces?service=piscines")


@pytest.mark.long
@pytest.mark.parametrize(("territoire", "communes"), [("cabbalr", 100), ("call", 36)])
def test_a_territory_of_the_address_draws_its_communes(visite, territoire, communes):
    visite.open(f"/piscines?territoire={territoire}")
    visite.carte()
    expect(visite.communes).to_have_count(communes)


@pytest.mark.browser_context_args(color_scheme="dark")
@pytest.mark.parametrize("chemin", ["", pytest.param("bornes-de-recharge", marks=pytest.mark.long)])
def test_a_dark_screen_has_a_dark_map_and_readable_words(visite, chemin):
    visite.open(f"/{chemin}")
    visite.carte()
    expect(visite.page.locator(".atlas-carte.atlas-sombre")).to_have_count(1)
    assert faults(visite) == set()
    assert_nothing_went_wrong(visite)


def test_the_first_address_of_a_new_server_may_be_a_page_on_hostile_data(
    application_piegee, visite
):
    """The very first visit of a process is a theme page, and its data hold markup.

    Without the router, Streamlit would run ``pages/`` the old way: no menu in French.
    """
    url, rows = application_piegee
    hostile = rows["balise"]
    dialogs = []
    visite.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page = visite.open(f"{url}/bornes-de-recharge?commune={hostile['code_insee']}")
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(catalog.NAVIGATION))
    expect(page).to_have_title(f"Bornes de recharge · {textes.APPLICATION}")
    visite.carte()
    expect(visite.communes).to_have_count(136)
    names = visite.cadre.locator(".leaflet-tooltip, .leaflet-popup")
    for rank in range(visite.symboles.count()):
        visite.symboles.nth(rank).dispatch_event("click")
        if names.filter(has_text=hostile["nom"]).count():
            break
    expect(names.filter(has_text=hostile["nom"]).first).to_be_visible()
    page.get_by_text(textes.TABLEAU_SIMPLE).first.click()
    expect(page.locator("table th", has_text=hostile["nom"])).to_have_count(1)
    assert dialogs == []
    assert_nothing_went_wrong(visite)


@pytest.mark.long
def test_swapped_coordinates_and_a_missing_file_stop_nothing_else(application_piegee, visite):
    url, rows = application_piegee
    page = visite.open(f"{url}/dechets")
    expect(page.get_by_role("alert")).to_contain_text("data/dechetteries/dechetteries.csv")
    expect(page.get_by_role("alert")).to_contain_text(textes.ERREUR_AUTRES)
    page.get_by_role("link", name="Bornes de recharge").click()
    visite.carte()
    expect(visite.communes).to_have_count(136)
    visite.open(f"{url}/donnees?source=bornes")
    rule = page.locator("tr", has_text="B06").filter(has_text=rows["inverse"]["id"])
    expect(rule).to_have_count(1)
    assert_nothing_went_wrong(visite)
