"""The slide show in a real browser, the network cut: keys, live map, nothing but the slide."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from geo import sources
from geo.labels import presentation as mots
from geo.labels import textes
from geo.printing.page.spaces import ordinaire

DIAPOS = "territoire=cabbalr&themes=piscines,inondations&commune=62119"
DERNIERE = 12
CANTON_DE_LILLERS = ",".join(sources.load("cantons").query("code_canton == '6231'")["code_insee"])
CACHES = ("stSidebar", "stHeader", "stToolbar", "stDecoration")
pytestmark = pytest.mark.browser_context_args(viewport={"width": 1440, "height": 810})


def numero(page):
    return page.locator(".atlas-scene-numero")


def est_a(page, rang):
    # The first deck of a process is made while the machine may be busy.
    expect(numero(page)).to_have_text(f"{rang} / {DERNIERE}", timeout=30_000)


def message(page):
    return page.locator(".atlas-scene h1")


def chiffres(page):
    found = page.locator(".atlas-scene-valeur").all_inner_texts()
    return [ordinaire(text) for text in found]


@pytest.fixture
def scene(visite):
    """The show, opened at its third slide: piscines."""
    visite.open(f"/presentation?{DIAPOS}&ecran=plein&diapo=3")
    visite.carte()
    est_a(visite.page, 3)
    return visite


def test_only_the_slide_is_seen_and_it_is_readable_from_far_away(scene):
    for test_id in CACHES:
        for found in scene.page.get_by_test_id(test_id).all():
            expect(found).not_to_be_visible()
    sizes = scene.page.evaluate(
        """() => [".atlas-scene h1", ".atlas-scene-valeur"].map(
            css => parseFloat(getComputedStyle(document.querySelector(css)).fontSize))"""
    )
    assert sizes[0] >= 40
    assert sizes[1] >= 54
    box = scene.page.locator(".st-key-scene").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1440, 810)
    carte = scene.page.locator(".atlas-carte").bounding_box()
    assert carte["width"] > 1440 * 0.58
    assert carte["height"] > 400
    expect(scene.communes).to_have_count(100)


LISIBLES = {
    ".atlas-scene-legende .atlas-legende p": 1 / 40,
    ".atlas-scene-legende .atlas-legende li": 1 / 40,
    ".atlas-scene-pied p": 1 / 40,
    ".st-key-scene_commandes button p": 0.018,
    ".st-key-scene_commandes input": 0.018,
}
"""What is written small on a slide -> its least share of the height of the screen."""


@pytest.mark.long
@pytest.mark.parametrize("ecran", [(1024, 768), (1920, 1080)], ids=str)
def test_what_is_written_small_grows_with_the_screen(visite, ecran):
    page = visite.page
    page.set_viewport_size({"width": ecran[0], "height": ecran[1]})
    visite.open(f"/presentation?{DIAPOS}&ecran=plein&diapo=3")
    visite.carte()
    est_a(page, 3)
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    for css, least in LISIBLES.items():
        for found in page.locator(css).all():
            assert found.evaluate(size) / ecran[1] >= least, css
    names = visite.cadre.locator(".atlas-nom span")
    expect(names.first).to_be_visible()
    assert names.first.evaluate(size) / ecran[1] >= 0.022
    frame = page.locator(".st-key-scene_carte").bounding_box()
    legend = page.locator(".atlas-scene-legende").bounding_box()
    assert legend["y"] >= frame["y"]
    assert legend["width"] < 0.5 * frame["width"]
    cut = "element => element.scrollHeight - element.clientHeight"
    assert page.locator(".atlas-scene-legende").evaluate(cut) <= 0


@pytest.mark.long
@pytest.mark.parametrize("territoire", ["cabbalr", "call"])
def test_the_territory_fills_the_map(visite, territoire):
    visite.open(f"/presentation?territoire={territoire}&themes=piscines&ecran=plein&diapo=2")
    visite.carte()
    frame = visite.page.locator(".st-key-scene_carte").bounding_box()
    boxes = visite.communes.evaluate_all(
        "paths => paths.map(path => path.getBoundingClientRect()).filter(box => box.width)"
        ".map(box => [box.left, box.top, box.right, box.bottom])"
    )
    wide = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    tall = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    assert max(wide / frame["width"], tall / frame["height"]) > 0.8


WHOLE = """() => {
    const boxes = [...document.querySelectorAll(".leaflet-contour-pane path")]
        .map(path => path.getBoundingClientRect()).filter(box => box.width);
    const map = document.querySelector(".atlas-carte").getBoundingClientRect();
    return boxes.length > 0 && boxes.every(box => box.left >= map.left && box.top >= map.top
        && box.right <= map.right && box.bottom <= map.bottom);
}"""


@pytest.mark.long
def test_the_territory_stays_whole_when_the_screen_changes(visite):
    visite.page.set_viewport_size({"width": 1920, "height": 1080})
    page = visite.open(f"/presentation?{DIAPOS}&ecran=plein&diapo=2")
    visite.carte()
    page.set_viewport_size({"width": 1280, "height": 720})
    page.wait_for_function(WHOLE)


@pytest.mark.long
def test_few_bars_use_the_height(visite):
    page = visite.open(
        f"/presentation?groupe={CANTON_DE_LILLERS}&themes=inondations&ecran=plein&diapo=4"
    )
    bars = page.locator(".atlas-scene-barre")
    expect(bars).to_have_count(2)
    assert bars.first.bounding_box()["height"] > 60


@pytest.mark.long
def test_a_group_is_shown_as_a_territory_and_its_address_gives_it_back(visite):
    page = visite.open(f"/presentation?groupe={CANTON_DE_LILLERS}&themes=piscines&diapo=3")
    page.get_by_role("button", name=mots.PRESENTER).click()
    expect(message(page)).to_contain_text("canton de Lillers (21")
    expect(page).to_have_url(re.compile("groupe=" + CANTON_DE_LILLERS.replace(",", "(,|%2C)")))
    page.keyboard.press("ArrowRight")
    expect(message(page)).to_contain_text("34\u202f422")
    visite.carte()
    expect(visite.choix).not_to_have_count(0)


@pytest.mark.long
def test_nothing_of_a_slide_leaves_the_screen(visite):
    page = visite.open(f"/presentation?{DIAPOS}&ecran=plein")
    for rang in range(1, DERNIERE + 1):
        est_a(page, rang)
        overflow = page.evaluate(
            """() => [...document.querySelectorAll(
                ".atlas-scene *, .atlas-scene-cote *, .atlas-scene-pied *")]
                .filter(e => e.checkVisibility() && !e.closest(".atlas-cache"))
                .map(e => e.getBoundingClientRect())
                .filter(b => b.width && (b.right > innerWidth || b.bottom > innerHeight)).length"""
        )
        assert overflow == 0, rang
        foot = page.locator(".atlas-scene-pied").bounding_box()["y"]
        body = page.locator(".atlas-scene-cote > *").all()
        for block in body:
            box = block.bounding_box()
            assert box is None or box["y"] + box["height"] <= foot + 1, rang
        if rang < DERNIERE:
            page.keyboard.press("ArrowRight")


def test_the_keys_turn_the_slides_and_their_figures(scene):
    page = scene.page
    before = chiffres(page)
    page.keyboard.press("ArrowLeft")
    est_a(page, 2)
    assert chiffres(page) != before
    page.keyboard.press("PageDown")
    est_a(page, 3)
    assert chiffres(page) == before
    page.keyboard.press("End")
    est_a(page, DERNIERE)
    page.keyboard.press("ArrowRight")
    est_a(page, DERNIERE)
    page.keyboard.press("Home")
    est_a(page, 1)
    page.keyboard.press("PageUp")
    est_a(page, 1)
    expect(page).not_to_have_url(re.compile("diapo="))


def test_the_keys_of_a_remote_turn_the_slides_and_hide_the_wall(scene):
    page = scene.page
    page.keyboard.press("Space")
    est_a(page, 4)
    page.keyboard.press("ArrowUp")
    est_a(page, 3)
    page.keyboard.press("Enter")
    est_a(page, 4)
    page.keyboard.press("ArrowDown")
    est_a(page, 5)
    page.keyboard.type("10")
    est_a(page, 10)
    page.keyboard.press("b")
    expect(page.locator("#atlas-noir")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("#atlas-noir")).to_have_count(0)
    est_a(page, 10)
    page.mouse.move(700, 400)
    expect(page.locator("html[data-repos]")).to_have_count(1)
    page.mouse.move(710, 410)
    expect(page.locator("html[data-repos]")).to_have_count(0)


@pytest.mark.long
def test_no_key_is_lost_when_they_are_faster_than_the_slides(scene):
    for _ in range(5):
        scene.page.keyboard.press("PageDown")
    est_a(scene.page, 8)
    for _ in range(3):
        scene.page.keyboard.press("PageUp")
    est_a(scene.page, 5)


@pytest.mark.long
def test_the_keys_work_from_inside_the_map_which_still_moves(scene):
    page = scene.page
    frame = page.locator(".atlas-carte").bounding_box()
    x, y = frame["x"] + 60, frame["y"] + frame["height"] - 60
    pane = scene.cadre.locator(".leaflet-map-pane")
    place = pane.get_attribute("style")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y - 40, steps=5)
    page.mouse.up()
    expect(pane).not_to_have_attribute("style", place)
    expect(page.locator(".atlas-carte")).to_be_focused()
    page.keyboard.press("ArrowRight")
    est_a(page, 4)


@pytest.mark.long
def test_the_map_is_the_same_frame_from_slide_to_slide(scene):
    page = scene.page
    scene.cadre.evaluate("map => { map.dataset.temoin = 'la'; }")
    for rang in (4, 5, 6):
        page.keyboard.press("ArrowRight")
        est_a(page, rang)
    expect(scene.symboles.first).to_be_visible()
    expect(page.locator(".atlas-carte[data-temoin]")).to_be_visible()


@pytest.mark.long
def test_two_letters_and_enter_show_a_commune_and_the_thread_is_kept(scene):
    page = scene.page
    page.keyboard.type("ab")
    names = page.locator("#atlas-communes li")
    expect(names.first).to_be_visible()
    assert all(re.search(r"\bab", name, re.IGNORECASE) for name in names.all_inner_texts())
    wanted = names.first.inner_text()
    page.keyboard.press("Enter")
    expect(message(page)).to_contain_text(wanted)
    expect(numero(page)).to_have_text(mots.HORS_FIL)
    expect(page).to_have_url(re.compile(r"saut=62\d{3}"))
    expect(names).to_have_count(0)
    scene.carte()
    expect(scene.choix).not_to_have_count(0)
    page.keyboard.press("ArrowRight")
    est_a(page, 4)


@pytest.mark.long
def test_a_commune_of_the_deck_is_reached_at_its_place_with_the_arrows(scene):
    page = scene.page
    page.keyboard.type("be")
    options = page.get_by_role("option")
    expect(options.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.nth(0)).to_have_text("Béthune")
    page.keyboard.press("Enter")
    est_a(page, 9)
    expect(message(page)).to_contain_text("Béthune")


@pytest.mark.long
def test_letters_typed_in_the_map_look_for_a_commune_too(scene):
    page = scene.page
    frame = page.locator(".atlas-carte").bounding_box()
    page.mouse.click(frame["x"] + 40, frame["y"] + frame["height"] - 60)
    page.keyboard.type("lens")
    expect(page.get_by_role("option").first).to_have_text("Lens")
    page.keyboard.press("Escape")
    expect(page.locator("#atlas-communes")).to_have_count(0)
    est_a(page, 3)


@pytest.mark.long
def test_a_click_on_the_map_shows_the_commune(scene):
    rank = scene.communes.evaluate_all(
        """paths => paths.map(path => {
            const box = path.getBoundingClientRect();
            return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === path
                && box.x + box.width / 2 < innerWidth / 2;
        }).lastIndexOf(true)"""
    )
    scene.communes.nth(rank).click()
    expect(numero(scene.page)).to_have_text(mots.HORS_FIL)


def test_escape_goes_back_to_the_preparation_and_the_button_presents_again(scene):
    page = scene.page
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text(mots.TITRE)
    expect(page.get_by_test_id("stSidebar")).to_be_visible()
    expect(page).not_to_have_url(re.compile("ecran="))
    scene.attendre()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("be")
    expect(page.locator("#atlas-communes")).to_have_count(0)
    page.get_by_text(mots.TOUCHES_SEULES).click()
    scene.attendre()
    page.get_by_role("button", name=mots.PRESENTER).click()
    est_a(page, 1)
    page.keyboard.type("be3")  # letters and digits alone do nothing any more, arrows still do
    expect(page.locator("#atlas-communes")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    est_a(page, 2)


def test_slides_are_left_out_moved_and_given_a_title_by_hand(visite):
    page = visite.open("/presentation?territoire=cabbalr")
    rows = page.locator(".atlas-diapos li")
    expect(rows).to_have_count(6)
    rows.nth(2).get_by_role("checkbox").uncheck()
    expect(page).to_have_url(re.compile("sans=rapports"))
    rows.nth(1).get_by_role("button", name="Descendre").press("Enter")
    expect(page).to_have_url(re.compile("ordre=rapports%2Cterritoire"))
    expect(rows.nth(2).get_by_role("button", name="Descendre")).to_be_focused()
    handle, above = (rows.nth(n).locator(".atlas-diapos-poignee") for n in (4, 3))
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), above.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] - 5, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("territoire%2Cquestions%2Cobjectifs"))
    title = rows.nth(0).get_by_role("textbox")
    title.fill("Chez <b>nous")
    title.press("Enter")
    expect(page).to_have_url(re.compile("titres=titre%3AChez"))
    page.get_by_role("button", name=mots.PRESENTER).click()
    expect(message(page)).to_have_text("Chez <b>nous")
    expect(numero(page)).to_have_text("1 / 4")
    assert visite.erreurs_page == []


@pytest.mark.long
def test_f_alone_is_the_full_screen(scene):
    page = scene.page
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement === null")
    est_a(page, 3)


def test_the_figures_on_screen_are_those_of_the_file(scene):
    page = scene.page
    shown = chiffres(page)
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text(mots.TITRE)
    scene.attendre()
    with page.expect_download() as file:
        page.get_by_role("button", name=mots.EN_PPTX).click()
    slides = Presentation(io.BytesIO(Path(file.value.path()).read_bytes())).slides
    assert len(slides) == DERNIERE
    text = ordinaire(" ".join(s.text_frame.text for s in slides[2].shapes if s.has_text_frame))
    assert len(shown) == 3
    for figure in shown:
        assert figure in text


def test_a_whole_show_writes_no_error_and_asks_nobody(scene):
    page = scene.page
    for rang in range(4, DERNIERE + 1):
        page.keyboard.press("ArrowRight")
        est_a(page, rang)
    assert scene.hotes_etrangers == []
    assert scene.erreurs_console == []
    assert scene.erreurs_page == []


def test_a_slide_has_no_fault_of_accessibility(scene):
    assert scene.axe() == []


@pytest.mark.long
def test_a_lost_link_is_told_and_its_return_too(visite):
    page = visite.page
    links = []

    def through(link):
        link.connect_to_server()
        links.append(link)

    page.route_web_socket(re.compile("_stcore/stream"), through)
    visite.open(f"/presentation?{DIAPOS}&ecran=plein&diapo=3")
    est_a(page, 3)
    silent = re.compile("_stcore/(health|host-config)")
    page.route(silent, lambda route: route.abort())
    links[-1].close()
    banner = page.get_by_role("alert").filter(has_text="Liaison perdue")
    expect(banner).to_be_visible()
    expect(message(page)).to_be_visible()
    expect(page.get_by_test_id("stDialog")).not_to_be_visible()
    page.unroute(silent)
    expect(page.get_by_text("Liaison rétablie.")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Liaison rétablie.")).not_to_be_visible(timeout=10_000)
    page.keyboard.press("ArrowRight")
    est_a(page, 4)


@pytest.mark.long
def test_an_older_link_says_so_on_a_slide_without_hiding_its_message(visite):
    page = visite.open(f"/presentation?{DIAPOS}&ecran=plein&diapo=3&version=0123456789")
    notice = page.get_by_test_id("stAlert").filter(has_text="0123456789")
    expect(notice).to_be_visible()
    page.get_by_role("button", name=mots.VERSION_VUE).click()
    expect(notice).to_have_count(0)
    expect(page).not_to_have_url(re.compile("version="))
    est_a(page, 3)


@pytest.mark.long
@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844})
def test_on_a_phone_the_slide_is_one_column_that_scrolls(visite):
    page = visite.open(f"/presentation?{DIAPOS}&ecran=plein&diapo=3")
    visite.carte()
    width = page.locator(".st-key-scene").evaluate("scene => scene.scrollWidth")
    assert width <= 390
    tops = [
        page.locator(css).bounding_box()["y"]
        for css in (".atlas-scene h1", ".atlas-carte", ".atlas-scene-chiffres", ".atlas-scene-pied")
    ]
    assert tops == sorted(tops)
    page.get_by_role("button", name=mots.SUIVANTE).click()
    est_a(page, 4)


@pytest.mark.long
@pytest.mark.parametrize("chemin", ["/", "/ma-commune?commune=62498", "/piscines"])
def test_the_keys_of_the_show_touch_no_other_page(visite, chemin):
    page = visite.open(chemin)
    url = page.url
    page.keyboard.type("be")
    page.keyboard.press("End")
    expect(page.locator("#atlas-communes")).to_have_count(0)
    assert page.url == url
    assert textes.APPLICATION in page.title()
    assert visite.erreurs_page == []
