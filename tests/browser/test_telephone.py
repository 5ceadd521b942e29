"""A phone, in the dark: one finger scrolls the page, two move the map, a commune opens its card."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

TELEPHONE = {
    "viewport": {"width": 390, "height": 844},
    "user_agent": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari",
    "has_touch": True,
    "is_mobile": True,
    "color_scheme": "dark",
}
DEFILE = "() => document.querySelector('[data-testid=stMain]').scrollTop"
PLACE = """() => {
    const [map, commune] = ['#root .atlas-carte', '.leaflet-classes-pane path']
        .map(name => document.querySelector(name).getBoundingClientRect().x);
    return Math.round(commune - map);
}"""
"""Where a commune stands in the map, in pixels."""
DEUX_DOIGTS = "Deux doigts pour déplacer la carte"

# The page goes on a little after the finger: it has come to rest when ten frames see one place.
POSE = f"""() => {{
  const ici = ({DEFILE})();
  window.posee = window.vue === ici ? (window.posee || 0) + 1 : 0;
  window.vue = ici;
  return window.posee > 10;
}}"""


class Main:
    """What fingers do on the map, as the browser gets it."""

    def __init__(self, page, cadre):
        self.cdp = page.context.new_cdp_session(page)
        self.page, self.cadre = page, cadre

    def milieu(self):
        box = self.cadre.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def pose(self, kind, *places):
        points = [{"x": x, "y": y, "id": rank} for rank, (x, y) in enumerate(places)]
        self.cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def un_doigt(self, up):
        x, y = self.milieu()
        self.pose("touchStart", (x, y))
        for step in range(1, 11):
            self.pose("touchMove", (x, y - up * step / 10))
        self.pose("touchEnd")

    def deux_doigts(self, right):
        x, y = self.milieu()
        self.pose("touchStart", (x - 40, y), (x + 40, y))
        for step in range(1, 6):
            moved = right * step / 5
            self.pose("touchMove", (x - 40 + moved, y), (x + 40 + moved, y))
        self.pose("touchEnd")


@pytest.mark.browser_context_args(**TELEPHONE)
def test_a_finger_scrolls_two_move_the_map_and_a_tap_opens_the_card(visite):
    page = visite.open("/piscines")
    visite.carte()
    expect(visite.cadre).to_have_class(re.compile("atlas-sombre"))
    hand = Main(page, visite.cadre)
    before = page.evaluate(PLACE)

    hand.un_doigt(150)
    page.wait_for_function(f"() => ({DEFILE})() > 60")
    assert page.evaluate(PLACE) == before
    expect(visite.cadre.locator(".atlas-geste")).to_have_text(DEUX_DOIGTS)

    page.wait_for_function(POSE)
    scrolled = page.evaluate(DEFILE)
    hand.deux_doigts(60)
    page.wait_for_function(f"before => ({PLACE})() > before + 30", arg=before)
    assert page.evaluate(DEFILE) == scrolled

    visite.cadre.get_by_role("button", name="Recadrer").tap()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    page.touchscreen.tap(*hand.milieu())
    card = page.locator("#root .atlas-carte-commune")
    expect(card).to_be_visible()
    visite.attendre()
    box, frame = card.bounding_box(), visite.cadre.bounding_box()
    assert box["y"] < frame["y"] + frame["height"]  # over the foot of the map
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert card.evaluate("card => getComputedStyle(card).backgroundColor") == "rgb(16, 32, 45)"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
