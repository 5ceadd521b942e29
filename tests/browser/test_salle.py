"""A room in a real browser, the network cut: the speaker's window, a remote, a phone that follows.

One visit for all of it: the deck is the same, and each window is one more page.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from geo.labels import presentation as mots_deck
from geo.labels import salle as mots

DECK = "/presentation?territoire=cabbalr&themes=piscines&ecran=plein&diapo=3"
TOTAL = 8
pytestmark = pytest.mark.browser_context_args(viewport={"width": 1440, "height": 810})


def deck_is_at(page, rang):
    expect(page.locator(".atlas-scene-numero")).to_have_text(f"{rang} / {TOTAL}", timeout=30_000)


def test_the_speaker_a_remote_and_a_phone_are_on_the_slide_of_the_deck(visite, context, browser):
    deck = visite.open(DECK)
    deck_is_at(deck, 3)
    with context.expect_page() as opened:
        deck.get_by_role("button", name=mots_deck.NOTES).click()
    speaker = opened.value
    rank = speaker.locator(".atlas-orateur-rang")
    expect(rank).to_have_text(f"3 / {TOTAL}")
    expect(speaker.get_by_text(mots.ORATEUR_MOTS["liee"])).to_be_visible()
    notes = speaker.locator(".atlas-orateur-notes section:visible")
    expect(notes).to_contain_text("Piscine d’Auchel")
    expect(speaker.locator(".atlas-orateur-ensuite h3")).to_contain_text("distances")
    speaker.keyboard.press("ArrowRight")
    deck_is_at(deck, 4)
    expect(rank).to_have_text(f"4 / {TOTAL}")
    deck.keyboard.press("ArrowLeft")
    expect(rank).to_have_text(f"3 / {TOTAL}")

    speaker.get_by_text(mots.TELEPHONES, exact=True).click()
    speaker.get_by_role("button", name=mots.OUVRIR).click()
    address = speaker.locator(".atlas-orateur-adresse")
    expect(address).to_have_text(re.compile("/suivre/[A-Z]{4}$"))
    follow = address.inner_text()
    speaker.get_by_role("button", name=mots.DONNER_CODE).click()
    code = speaker.locator(".atlas-orateur-code")
    expect(code).to_have_text(re.compile(r"\d{6}"))
    typed = re.search(r"\d{6}", code.inner_text())[0]

    room = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR")
    phone, remote = room.new_page(), room.new_page()
    phone.goto(follow)
    expect(phone.locator("h1")).to_contain_text("piscines")
    remote.goto(follow.replace("suivre", "telecommande") + f"#{typed}")
    expect(remote).not_to_have_url(re.compile("#"))
    remote.get_by_role("button", name=mots.PRENDRE).click()
    remote.get_by_role("button", name=mots.SUIVANTE).click()
    deck_is_at(deck, 4)
    expect(rank).to_have_text(f"4 / {TOTAL}")
    expect(phone.locator(".atlas-suivi-rang")).to_have_text(mots.RANG.format(rang=4, total=TOTAL))
    phone.get_by_role("link", name=mots.MA_COMMUNE).click()
    phone.get_by_role("link", name=mots.REVENIR).click()
    expect(phone).to_have_url(follow)

    deck.keyboard.press("q")
    shown = deck.locator("#atlas-noir")
    expect(shown).to_contain_text(follow.split("//")[1].split("/", 1)[1])
    assert shown.locator("img").evaluate("image => image.decode().then(() => image.width)") > 300
    deck.keyboard.press("Escape")
    speaker.get_by_role("button", name=mots.FERMER).click()
    expect(phone.locator(".atlas-suivi-dit")).to_have_text(mots.SALLE_FINIE)
    assert visite.erreurs_page == []
    assert visite.hotes_etrangers == []
    room.close()
