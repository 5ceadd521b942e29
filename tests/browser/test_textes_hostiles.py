"""Every text of every table made hostile: a real browser runs none, and is led nowhere."""

from __future__ import annotations

import pytest

from geo.core import catalog
from geo.labels import textes
from tests.poison import BOLD, EVIL, ICON

ASKED = {
    "ma_commune": "commune=62119",
    "comparer": "commune=62119,62498",
    "acces": "service=piscines&minutes=10",
    "donnees": "source=bornes",
}
QUICK = {"ma_commune", "bornes", "donnees"}
"""Pages of each kind; the others are for « make test-complet »."""
PAGES = [
    pytest.param(
        f"/{page.chemin}?{ASKED.get(page.id, '')}",
        id=page.id,
        marks=() if page.id in QUICK else pytest.mark.long,
    )
    for page in catalog.NAVIGATION
]
DECK = "territoire=cabbalr&themes=qpv,bornes,piscines"
OTHERS = [
    f"/presentation?{DECK}&ecran=plein&diapo=3",
    f"/orateur?{DECK}",
    "/piscines?vue=fixe",
    "/ma-commune?commune=62498&vue=fixe",
    "/integrer/bornes-de-recharge",
]

WATCH = "window.pwn = () => { window.__pwn = (window.__pwn || 0) + 1; };"
OPEN = """() => {
    document.querySelectorAll('details').forEach(one => { one.open = true; });
    [...document.querySelectorAll('.atlas-symbole, .leaflet-interactive')].slice(0, 40)
        .forEach(one => {
            one.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
            one.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        });
}"""
"""What is closed is opened, and the symbols of the map are asked for their words."""
FOUND = f"""() => {{
    const all = name => [...document.querySelectorAll(name)];
    const handlers = all('body *').filter(one =>
        [...one.attributes].some(({{ name }}) => name.startsWith('on')));
    const led = all('[href], [src], [action], [data]').filter(one =>
        ['href', 'src', 'action', 'data'].some(name =>
            /^(javascript:|x$)/i.test(one.getAttribute(name) || '')
                || (one.getAttribute(name) || '').startsWith('{EVIL}')));
    const bold = all('strong, b, em, h1, h2, h3').filter(one =>
        one.textContent.trim() === '{BOLD}');
    const icons = all('[data-testid="stIconMaterial"], [translate="no"]').filter(one =>
        one.textContent.trim() === '{ICON}');
    return {{
        run: window.__pwn || 0,
        parts: [...handlers, ...led, ...bold, ...icons, ...all('.katex, svg[onload]')]
            .map(one => one.outerHTML.slice(0, 200)),
    }};
}}"""


def assert_nothing_lives(page, where):
    page.evaluate(OPEN)
    assert (where, page.evaluate(FOUND)) == (where, {"run": 0, "parts": []})


@pytest.fixture
def hostile(application_empoisonnee, visite):
    """A visit of the application on hostile data; what runs is counted, dialogs are told."""
    dialogs = []
    visite.page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    visite.page.add_init_script(WATCH)
    yield visite, application_empoisonnee
    assert dialogs == []
    assert visite.hotes_etrangers == []
    assert visite.erreurs_page == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_runs_no_text_of_the_data_nor_leads_to_it(hostile, address):
    visite, url = hostile
    page = visite.open(f"{url}{address}")
    assert_nothing_lives(page, address)
    simple = page.get_by_text(textes.TABLEAU_SIMPLE)
    if simple.count():
        simple.first.click()
        visite.attendre()
        assert_nothing_lives(page, address)


def test_the_hostile_texts_are_there_as_texts(hostile):
    visite, url = hostile
    page = visite.open(f"{url}/ma-commune?commune=62119")
    assert f"**{BOLD}**" in page.locator("main, #root").first.inner_text()


def test_no_page_without_streamlit_runs_a_text_of_the_data(hostile):
    visite, url = hostile
    for address in OTHERS:
        visite.page.goto(f"{url}{address}")
        visite.page.wait_for_load_state("networkidle")
        assert_nothing_lives(visite.page, address)
