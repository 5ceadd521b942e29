"""The first view in a real browser: without JavaScript, without a jump, without a server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

PATHS = ("/", "/piscines?commune=62498")

SHIFTS = """
window.sauts = [];
new PerformanceObserver((liste) => {
  for (const saut of liste.getEntries()) window.sauts.push(saut.value);
}).observe({ type: "layout-shift", buffered: true });
"""
STAYS_MS = 60_000


@pytest.mark.browser_context_args(java_script_enabled=False)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_read_without_javascript(page, path):
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^Carte"))).to_be_visible()
    expect(page.locator(".atlas-sur-carte")).to_be_visible()
    expect(page.locator(".atlas-fixe-cadre .atlas-carte")).not_to_be_visible()
    assert "JavaScript" not in page.locator("body").inner_text()


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_territory_is_chosen_without_javascript(page):
    page.goto("/piscines")
    page.get_by_label("Territoire").select_option("call")
    page.get_by_role("button", name="Voir").click()
    expect(page).to_have_url(re.compile("territoire=call"))
    expect(page.locator(".atlas-fixe-phrase")).to_contain_text("CALL")


@pytest.mark.parametrize("path", PATHS)
def test_the_live_page_takes_its_place_without_a_jump(visite, path):
    visite.page.add_init_script(SHIFTS)
    visite.page.goto(path)
    expect(visite.page.locator("#atlas-fixe")).to_have_count(0, timeout=STAYS_MS)
    expect(visite.page.locator(".atlas-carte[data-pret]")).to_be_visible()
    assert sum(visite.page.evaluate("window.sauts")) < 0.01
    assert visite.erreurs_page == []


def test_the_map_is_live_before_the_page_and_keeps_what_was_clicked(visite):
    page, held = visite.page, []

    def hold(route):
        held.append(route)

    page.route("**/static/js/index.*", hold)
    page.goto("/", wait_until="commit")
    early = page.locator("#atlas-fixe .atlas-carte[data-pret]")
    expect(early).to_be_visible()
    expect(early.get_by_role("button", name="Recadrer")).to_be_visible()
    early.evaluate("(boite) => { boite.dataset.temoin = 'oui'; }")
    size = early.bounding_box()
    page.mouse.click(size["x"] + size["width"] / 2, size["y"] + size["height"] / 2)
    expect(page.locator("#atlas-fixe path.atlas-choix")).not_to_have_count(0)
    expect(page.locator("#atlas-suite")).to_have_count(0)
    for route in held:
        route.continue_()
    expect(page.locator("#atlas-fixe")).to_have_count(0, timeout=STAYS_MS)
    expect(page.locator("#root .atlas-carte[data-temoin]")).to_be_visible()
    expect(page).to_have_url(re.compile("commune=62"))
    assert visite.erreurs_page == []


def test_the_first_view_stays_and_says_so_when_nothing_comes(page):
    page.clock.install()
    page.route("**/static/js/**", lambda route: route.abort())
    page.goto("/piscines")
    expect(page.locator(".atlas-fixe-cadre")).to_be_visible()
    page.clock.run_for(21_000)
    expect(page.locator("#atlas-fixe-avis")).to_be_visible()
    expect(page.locator(".atlas-fixe-cadre")).to_be_visible()


def test_the_still_page_opens_no_websocket(page):
    sockets = []
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.goto("/piscines?vue=fixe")
    expect(page.get_by_role("table")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert sockets == []
    assert page.locator("script").count() == 0


def test_the_agent_api_answers_that_it_is_off(page):
    answer = page.request.post("/_stcore/agent/interact", data={})
    assert answer.status in {403, 404, 405}


NOMS_PX = """() => [...document.querySelectorAll(".atlas-fixe-carte text")]
    .filter((nom) => nom.getClientRects().length && nom.getBoundingClientRect().width)
    .map((nom) => parseFloat(getComputedStyle(nom).fontSize) * nom.getScreenCTM().a)"""


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
@pytest.mark.parametrize("path", ["/piscines", "/?commune=62119"])
def test_the_names_of_the_still_map_are_read_on_a_phone(page, path):
    page.goto(f"{path}{'&' if '?' in path else '?'}vue=fixe")
    sizes = page.evaluate(NOMS_PX)
    assert sizes
    assert min(sizes) >= 11
