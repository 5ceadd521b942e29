"""The first screen, measured: the map takes its place, whole, and nothing goes over the edge."""

from __future__ import annotations

from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import expect

LARGES = [(1440, 900), (1366, 768), (1024, 768), (1920, 1080)]
TELEPHONES = [(390, 844), (320, 640)]
PART_DE_LA_CARTE = 0.6
PLUS_HAUT = {1440: 2500, 390: 3500}
"""Width of a screen -> the most that a theme page may be high."""

MESURE = """() => {
    const carte = document.querySelector("#root .atlas-carte").getBoundingClientRect();
    const page = document.querySelector("[data-testid=stMain]");
    const [bas, haut] = [Math.min(carte.bottom, innerHeight), Math.max(carte.top, 0)];
    return {
        part: carte.width * (bas - haut) / (innerWidth * innerHeight),
        entiere: carte.top >= 0 && carte.bottom <= innerHeight,
        deborde: Math.max(document.documentElement.scrollWidth - innerWidth,
            page.scrollWidth - page.clientWidth),
        hauteur: page.scrollHeight,
        dedans: ['.atlas-sur-carte', '.atlas-boite-legende'].every(name => {
            const over = document.querySelector(`#root ${name}`).getBoundingClientRect();
            return over.top >= carte.top + 4 && over.bottom <= carte.bottom - 4
                && over.left >= carte.left + 4 && over.right <= carte.right - 4;
        }),
    };
}"""


AU_REPOS = f"""() => {{
    const vu = JSON.stringify(({MESURE})()) + innerWidth;
    if (window.vu !== vu) [window.vu, window.depuis] = [vu, performance.now()];
    return performance.now() - window.depuis > 400;
}}"""
"""Once the page has taken its new width: the menu opens or folds, the sentence is cut again."""


def measured(visite, width, height):
    visite.page.set_viewport_size({"width": width, "height": height})
    visite.page.wait_for_function("() => innerWidth === " + str(width))
    with suppress(PlaywrightTimeoutError):  # what is still not in its place then is in the measure
        visite.page.wait_for_function(AU_REPOS, timeout=5_000)
    return visite.page.evaluate(MESURE)


NOMS_SUR_UN_SIGNE = """() => {
  const boites = [...document.querySelectorAll(".leaflet-points-pane .leaflet-marker-icon")]
    .map((signe) => signe.getBoundingClientRect());
  return [...document.querySelectorAll(".atlas-nom span")].filter((nom) => {
    const { left, right, top, bottom } = nom.getBoundingClientRect();
    return boites.some((boite) => {
      const [x, y] = [boite.left + boite.width / 2, boite.top + boite.height / 2];
      return x > left && x < right && y > top && y < bottom;
    });
  }).map((nom) => nom.textContent);
}"""
"""The names of communes that hide a symbol."""


@pytest.mark.parametrize("path", ["/acces", "/piscines?commune=62617"])
def test_the_map_takes_the_screen_and_nothing_goes_over_the_edge(visite, path):
    visite.open(path)
    visite.carte()
    assert visite.page.evaluate(NOMS_SUR_UN_SIGNE) == []
    found = {size: measured(visite, *size) for size in [*LARGES, *TELEPHONES]}
    assert {size: one for size, one in found.items() if one["deborde"] > 0} == {}
    assert {size: one for size, one in found.items() if not one["entiere"]} == {}
    assert {size: one["dedans"] for size, one in found.items() if size in LARGES} == dict.fromkeys(
        LARGES, True
    )
    assert {
        size: one
        for size, one in found.items()
        if size in LARGES and one["part"] < PART_DE_LA_CARTE
    } == {}
    assert min(found[size]["part"] for size in TELEPHONES) > 0.38


COUVERTS = """() => {
  const places = (noms) => [...document.querySelectorAll(noms)]
    .map((un) => [un, un.getBoundingClientRect()]).filter(([, { width }]) => width);
  const carte = document.querySelector("#root .atlas-carte").getBoundingClientRect();
  const dessus = places("#root .leaflet-control, #root .atlas-sur-carte, .atlas-boite-legende");
  const couvert = (a) => dessus.some(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 &&
    a.top < b.bottom - 1 && b.top < a.bottom - 1);
  const points = (trait) => [...Array(100).keys()].map((rang) => {
    const la = trait.getPointAtLength(rang / 100 * trait.getTotalLength());
    const { x, y } = la.matrixTransform(trait.getScreenCTM());
    return { left: x - 1, right: x + 1, top: y - 1, bottom: y + 1 };
  });
  return {
    noms: places("#root .atlas-nom span, #root .atlas-territoire span")
      .filter(([, a]) => a.left < carte.right && a.right > carte.left && couvert(a))
      .map(([un]) => un.textContent),
    choix: [...document.querySelectorAll("#root path.atlas-choix")].flatMap(points)
      .filter(couvert).length,
  };
}"""
"""The names, and the points of the outline of the chosen commune, that something hides: buttons,
scale, legend, figures or card."""


@pytest.mark.parametrize(
    "path",
    [
        "/?commune=62119",
        "/ma-commune?commune=62770",
        *(
            pytest.param(path, marks=pytest.mark.long)
            for path in ("/themes", "/ma-commune?commune=62498")
        ),
    ],
)
@pytest.mark.browser_context_args(viewport={"width": 1024, "height": 768})
def test_what_lies_over_the_map_hides_no_name_and_no_chosen_commune(visite, path):
    visite.open(path)
    visite.carte()
    assert visite.page.evaluate(COUVERTS) == {"noms": [], "choix": 0}


@pytest.mark.long
@pytest.mark.parametrize(
    "path", ["/bornes-de-recharge", "/quartiers-prioritaires?volet=graphiques"]
)
def test_a_theme_page_is_short(visite, path):
    visite.open(path)
    visite.carte()
    for width, most in PLUS_HAUT.items():
        assert measured(visite, width, 900)["hauteur"] <= most


@pytest.mark.long
@pytest.mark.parametrize(
    "path",
    [
        "/ma-commune?commune=62119",
        "/themes",
        "/bassin-minier",
        "/quartiers-prioritaires",
        "/bornes-de-recharge",
        "/dechets",
        "/piscines",
        "/inondations",
    ],
)
def test_what_the_reports_say_is_short(visite, path):
    visite.open(f"{path}{'&' if '?' in path else '?'}volet=rapports")
    visite.carte()
    high = "() => document.querySelector('[data-testid=stMain]').scrollHeight"
    assert visite.page.evaluate(high) <= PLUS_HAUT[1440]


PART = """() => {
  const { top, bottom, width } = document.querySelector("#root .atlas-carte")
    .getBoundingClientRect();
  return {
    part: width * (Math.min(bottom, innerHeight) - top) / (innerWidth * innerHeight),
    entiere: bottom <= innerHeight,
  };
}"""


@pytest.mark.parametrize(
    "size", [pytest.param((1440, 900), marks=pytest.mark.long), (1366, 768)], ids=str
)
@pytest.mark.parametrize(
    "path",
    ["/comparer", "/comparer?commune=62119,62498,62617,62510,62107", "/comparer?commune=xyz"],
)
def test_the_map_of_a_comparison_takes_the_screen_whatever_is_told_over_it(visite, path, size):
    width, height = size
    visite.page.set_viewport_size({"width": width, "height": height})
    visite.open(path)
    visite.carte()
    found = visite.page.evaluate(PART)
    assert found["part"] >= PART_DE_LA_CARTE
    assert found["entiere"]
    if "xyz" in path:
        told = visite.page.locator("#root .st-key-avis_sur_carte")
        expect(told).to_contain_text("xyz")
        told.get_by_role("button", name="Fermer cet avis").click()
        expect(told).to_have_count(0)


@pytest.mark.parametrize(
    "width", [390, *(pytest.param(one, marks=pytest.mark.long) for one in (720, 1024))]
)
def test_the_communes_compared_are_read_on_any_screen(visite, width):
    visite.page.set_viewport_size({"width": width, "height": 768})
    visite.open("/comparer?commune=62119,62498")
    visite.carte()
    for name in ("Béthune", "Lens"):
        chip = visite.page.locator("#root .st-key-filtre_commune").get_by_text(name, exact=True)
        expect(chip).to_be_visible()
        assert chip.evaluate("(un) => un.scrollWidth <= un.clientWidth && un.offsetWidth > 20")


TABLEAU = """() => {
  const cadre = document.querySelector("#root .atlas-defile");
  const rangs = [...cadre.querySelectorAll("tbody tr")].map((rang) => rang.offsetHeight);
  return { coupe: cadre.scrollWidth - cadre.clientWidth, plus_haut: Math.max(...rangs) };
}"""
RANG_AU_PLUS = 110


@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.long), 1366])
def test_the_aims_are_read_at_once_in_a_table_that_nothing_cuts(visite, width):
    visite.page.set_viewport_size({"width": width, "height": 900})
    visite.open("/objectifs")
    found = visite.page.evaluate(TABLEAU)
    assert found["coupe"] == 0
    assert found["plus_haut"] <= RANG_AU_PLUS


COUPE = """() => [...document.querySelectorAll("#root [data-testid=stMain] :is(p, dt, dd, h1, h2)")]
  .filter((un) => un.getClientRects().length && un.getBoundingClientRect().right > innerWidth + 1)
  .map((un) => un.textContent)"""


@pytest.mark.parametrize(
    "path",
    [
        "/comparer",
        "/presentation",
        *(
            pytest.param(path, marks=pytest.mark.long)
            for path in ("/", "/piscines", "/ma-commune?commune=62119")
        ),
    ],
)
@pytest.mark.browser_context_args(viewport={"width": 720, "height": 450}, device_scale_factor=2)
def test_a_page_enlarged_twice_goes_over_no_edge(visite, path):
    page = visite.open(path)
    wide = "() => { const un = document.querySelector('[data-testid=stMain]');"
    assert page.evaluate(f"{wide} return un.scrollWidth - un.clientWidth; }}") == 0
    assert page.evaluate(COUPE) == []


def test_a_sentence_that_is_cut_ends_on_an_ellipsis(visite):
    page = visite.open("/piscines")
    button = page.locator("#root .atlas-suite")
    ends = "(un) => getComputedStyle(un, '::before').content"
    assert button.evaluate(ends) == '"…"'
    button.click()
    assert button.evaluate(ends) == "none"
