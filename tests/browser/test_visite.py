"""The tools of the browser tests themselves: a check that sees nothing would pass everywhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


def test_the_home_page_opens(visite):
    page = visite.open()
    expect(page.get_by_test_id("stApp")).to_be_visible()


def test_a_foreign_host_is_refused_and_kept(visite):
    visite.page.evaluate("fetch('https://exemple.invalid/suivi.js').catch(() => null)")
    assert "https://exemple.invalid/suivi.js" in visite.hotes_etrangers


def test_what_the_security_policy_stops_is_kept_too(visite):
    visite.open()
    visite.page.evaluate(
        """() => new Promise(done => {
            document.addEventListener('securitypolicyviolation', () => done(), { once: true });
            fetch('https://exemple.invalid/suivi.js').catch(() => null);
        })"""
    )
    assert "https://exemple.invalid/suivi.js" in visite.hotes_etrangers


def test_a_foreign_web_socket_is_refused_and_kept(visite):
    visite.open()
    visite.page.evaluate("void new WebSocket('wss://exemple.invalid/suivi')")
    assert "wss://exemple.invalid/suivi" in visite.hotes_etrangers


def test_errors_of_the_console_and_of_scripts_are_kept(visite):
    visite.open()
    before = len(visite.erreurs_console)
    with visite.page.expect_event("pageerror"):
        visite.page.evaluate(
            "() => { console.error('raté'); setTimeout(() => { throw new Error('perdu') }) }"
        )
    assert "raté" in visite.erreurs_console[before]
    assert any("perdu" in error for error in visite.erreurs_page)


def test_axe_sees_an_image_without_text(visite):
    page = visite.open()
    page.evaluate("document.body.append(document.createElement('img'))")
    assert "image-alt" in {violation["regle"] for violation in visite.axe()}


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_a_test_may_ask_for_a_phone(visite):
    visite.open()
    assert visite.page.evaluate("innerWidth") == 390
