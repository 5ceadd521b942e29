"""The link with the server, lost and found again: told, and nothing of the reader is lost.

A dead link is a socket that stays open and says nothing, as when a phone leaves the Wi-Fi: the
messages are held back here, and every other request fails.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from visite import FIRST_RUN_MS

from geo.labels import textes

STREAM = re.compile("_stcore/stream")
REQUESTS = re.compile("_stcore/(health|host-config)")
PAGE = "/piscines?territoire=call"
PERDUE = "Liaison perdue"
TOLD_MS = 20_000
"""A dead link is told within 7 s of a choice, and of 17 s without any; the machine may be busy."""


class Cable:
    """The network between the page and the server, that a test cuts and restores."""

    def __init__(self, page):
        self.page, self.cut, self.sockets = page, False, []
        page.route_web_socket(STREAM, self._through)

    def _through(self, socket):
        server = socket.connect_to_server()
        self.sockets.append(socket)
        socket.on_message(lambda message: self.cut or server.send(message))
        server.on_message(lambda message: self.cut or socket.send(message))

    def cut_text(self):
        self.cut = True
        self.page.route(REQUESTS, lambda route: route.abort())

    def retablir(self):
        self.cut = False
        self.page.unroute(REQUESTS)


@pytest.fixture
def cable(page):
    return Cable(page)


def banner(page, text):
    return page.get_by_role("alert").filter(has_text=text)


def choose(page, sigle):
    page.get_by_role("radio", name=sigle).click()


@pytest.mark.long
def test_what_is_chosen_on_a_dead_link_is_told_then_done(visite, cable):
    page = visite.open(PAGE)
    sentence = page.locator(".atlas-phrase")
    expect(sentence).to_contain_text("Dans la CALL")
    cable.cut_text()
    choose(page, "CABBALR")
    expect(banner(page, PERDUE)).to_be_visible(timeout=TOLD_MS)
    expect(sentence).to_contain_text("Dans la CALL")
    # The dead socket is given up: nothing more can be chosen that would be lost.
    expect(page.get_by_role("radio", name="Les deux")).to_be_disabled(timeout=TOLD_MS)
    expect(page.get_by_test_id("stDialog")).not_to_be_visible()
    cable.retablir()
    expect(banner(page, "Votre dernier choix a été repris.")).to_be_visible(timeout=TOLD_MS)
    expect(sentence).to_contain_text("Dans la CABBALR")
    expect(page).to_have_url(re.compile("territoire=cabbalr"))
    expect(page.locator("#atlas-liaison")).to_be_hidden(timeout=TOLD_MS)
    assert len(cable.sockets) == 2


@pytest.mark.long
def test_a_dead_link_is_told_to_a_reader_who_does_nothing(visite, cable):
    page = visite.open(PAGE)
    cable.cut_text()
    expect(banner(page, PERDUE)).to_be_visible(timeout=TOLD_MS)
    cable.retablir()
    expect(banner(page, "Liaison rétablie.")).to_be_visible(timeout=TOLD_MS)
    choose(page, "CABBALR")
    expect(page.locator(".atlas-phrase")).to_contain_text("Dans la CABBALR")


@pytest.mark.long
def test_a_phone_that_slept_longer_than_the_server_remembers_starts_again(visite, cable):
    page = visite.open(PAGE)
    page.evaluate(
        "() => { window.avant = true; const vraie = Date.now; Date.now = () => vraie() + 180000; }"
    )
    cable.sockets[-1].close()
    page.wait_for_function("() => window.avant === undefined", timeout=TOLD_MS)
    visite.attendre()
    expect(page.locator(".atlas-phrase")).to_contain_text("Dans la CALL")
    choose(page, "CABBALR")
    expect(page.locator(".atlas-phrase")).to_contain_text("Dans la CABBALR")


REFUSED = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
"""
"""What a browser does that keeps nothing for a site."""


@pytest.mark.long
def test_a_browser_that_refuses_its_storage_starts_again_too(visite, cable):
    visite.page.add_init_script(REFUSED)
    page = visite.open(PAGE)
    page.evaluate(
        "() => { window.avant = true; const vraie = Date.now; Date.now = () => vraie() + 180000; }"
    )
    cable.sockets[-1].close()
    page.wait_for_function("() => window.avant === undefined", timeout=TOLD_MS)
    expect(page.locator(".atlas-phrase")).to_contain_text("Dans la CALL", timeout=TOLD_MS)


@pytest.mark.long
def test_the_server_started_again_finds_its_readers_where_they_were(visite, servir):
    page = visite.page
    address = "/presentation?territoire=call&themes=piscines&ecran=plein&diapo=3"
    with servir() as url:
        page.goto(f"{url}{address}")
        visite.attendre()
        slide = page.locator(".atlas-scene")
        shown = page.locator("h1").inner_text()
    expect(banner(page, PERDUE)).to_be_visible(timeout=TOLD_MS)
    expect(page.locator("h1")).to_have_text(shown)
    with servir():
        expect(banner(page, "Liaison rétablie.")).to_be_visible(timeout=FIRST_RUN_MS)
        visite.attendre()
        expect(slide).to_have_attribute("data-rang", "3")
        page.keyboard.press("ArrowRight")
        expect(slide).to_have_attribute("data-rang", "4", timeout=TOLD_MS)
        expect(page).to_have_title(re.compile(textes.APPLICATION))


@pytest.mark.long
def test_a_page_that_works_is_never_told_lost(visite, cable):
    page = visite.open(PAGE)
    for sigle, said in (("CABBALR", "la CABBALR"), ("CALL", "la CALL")):
        choose(page, sigle)
        expect(page.locator(".atlas-phrase")).to_contain_text(said)
    page.evaluate("dispatchEvent(new Event('offline'))")  # the cable of the presenter's own machine
    page.evaluate("dispatchEvent(new Event('online'))")
    choose(page, "CABBALR")
    expect(page.locator(".atlas-phrase")).to_contain_text("la CABBALR")
    expect(page.locator("#atlas-liaison")).to_have_count(0)
    assert visite.erreurs_page == visite.erreurs_console == []
    assert len(cable.sockets) == 1
