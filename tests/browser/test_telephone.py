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


HAUT_AU_PLUS = 3_500
PAGES = [
    "/",
    "/?commune=62119",
    "/ma-commune?commune=Noyelles-l%C3%A8s-Vermelles",
    "/quartiers-prioritaires?commune=62498",
    "/bornes-de-recharge",
    "/dechets",
    "/piscines",
    "/inondations",
    "/bassin-minier",
    "/acces",
    "/comparer?commune=62119,62498,62617",
    "/point?lat=50.53&lon=2.64",
    "/themes",
    "/indicateurs",
    "/objectifs",
    "/donnees",
    "/a-propos",
    "/presentation",
    "/ma-commune?commune=62119&volet=rapports",
    "/themes?volet=rapports",
    "/bassin-minier?volet=rapports",
    "/quartiers-prioritaires?volet=rapports",
    "/bornes-de-recharge?volet=rapports",
    "/dechets?volet=rapports",
    "/piscines?volet=rapports",
    "/inondations?volet=rapports",
]
COURTES = {
    "/",
    "/?commune=62119",
    "/bassin-minier",
    "/comparer?commune=62119,62498,62617",
    "/objectifs",
    "/donnees",
    "/ma-commune?commune=62119&volet=rapports",
    "/piscines?volet=rapports",
}
"""Pages of each kind, for every run; the others have the same parts."""
MESURES = """() => {
  const page = document.querySelector("[data-testid=stMain]");
  const vu = (un) => un.getClientRects().length && getComputedStyle(un).visibility !== "hidden";
  const enLigne = (un) => un.tagName === "A" && getComputedStyle(un).display === "inline";
  // A field, a chip and a slide answer as a whole; a closed menu is not there.
  const ENTIERS = `[data-testid=stSelectbox], [data-testid=stMultiSelect],
    [data-testid=stSidebar], [data-testid=stCheckbox] input, .atlas-diapos, .atlas-cache,
    .atlas-passer, .leaflet-marker-icon`;
  const petits = [...document.querySelectorAll(
    "a[href], button, summary, input, [data-testid=stCheckbox] label")].filter((un) => {
    const { x, y, width, height } = un.getBoundingClientRect();
    if (!vu(un) || un.closest(ENTIERS) || enLigne(un) || un.disabled || width <= 2 ||
      getComputedStyle(un).clipPath !== "none") return false;
    const [dw, dh] = getComputedStyle(un, "::after").position === "absolute" ? [20, 20] : [0, 0];
    return width + dw < 43.5 || height + dh < 43.5;
  });
  const places = (noms) => [...document.querySelectorAll(noms)].filter(vu)
    .map((un) => [un, un.getBoundingClientRect()]);
  const dessus = places("#root .leaflet-control, #root .atlas-sur-carte");
  const couverts = places("#root .atlas-nom span, #root .atlas-territoire span")
    .filter(([, a]) => dessus.some(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 &&
      a.top < b.bottom - 1 && b.top < a.bottom - 1));
  const nommer = (un) => `${un.getAttribute("aria-label") || un.textContent}`.trim().slice(0, 40);
  return {
    haut: page.scrollHeight,
    deborde: Math.max(document.documentElement.scrollWidth - innerWidth,
      page.scrollWidth - page.clientWidth),
    petits: [...new Set(petits.map(nommer))],
    couverts: couverts.map(([un]) => un.textContent),
    champs: [...document.querySelectorAll("input:not([type=checkbox]), textarea, select")]
      .filter((un) => vu(un) && parseFloat(getComputedStyle(un).fontSize) < 16).map(nommer),
  };
}"""


@pytest.mark.browser_context_args(**TELEPHONE | {"color_scheme": "light"})
@pytest.mark.parametrize(
    "path",
    [pytest.param(one, marks=() if one in COURTES else pytest.mark.long) for one in PAGES],
)
def test_a_page_holds_on_a_phone_and_is_touched_with_a_finger(visite, path):
    page = visite.open(path)
    if visite.cadre.count():
        visite.carte()
    found = page.evaluate(MESURES)
    assert found.pop("haut") <= HAUT_AU_PLUS
    assert found == {"deborde": 0, "petits": [], "couverts": [], "champs": []}
