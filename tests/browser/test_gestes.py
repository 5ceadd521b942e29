"""What a reader does: choose, click, go from page to page, download, with or without a mouse."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo import sources
from geo.core import catalog
from geo.labels import barre as mots_barre
from geo.labels import coordonnees as mots_coordonnees
from geo.labels import ecran as mots_ecran
from geo.labels import groupes as mots_groupes
from geo.labels import place as mots
from geo.labels import states, textes

LENS = "62498"
FILTRES_MIS = re.compile(r"Filtrer \(\d")
PREMIERE_LIGNE = {"x": 20, "y": 52}
"""The tick box of the first row of the grid, which is a canvas."""

SOUS_LA_SOURIS = """paths => paths.map(path => {
    const box = path.getBoundingClientRect();
    return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === path;
}).lastIndexOf(true)"""
"""The rank of a commune whose middle is not under a symbol or a QPV."""

SYMBOLE_VISIBLE = """symbols => symbols.findIndex(symbol => {
    const box = symbol.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top && symbol.contains(top);
})"""
"""The rank of a symbol that no other covers."""


def commune_of(url):
    found = re.search(r"commune=(62\d{3})", url)
    return found[1] if found else None


def has(parametre):
    return re.compile(rf"[?&]{re.escape(parametre)}(&|$)")


def picked(page):
    return page.locator("[data-tag]")


@pytest.fixture
def dechets(visite):
    visite.open("/dechets")
    visite.carte()
    expect(visite.communes).to_have_count(136)
    return visite


def test_choosing_a_territory_draws_it_and_writes_the_address(dechets):
    sentence = dechets.page.locator(".atlas-phrase").inner_text()
    dechets.page.get_by_role("radio", name="CALL").click()
    expect(dechets.page).to_have_url(has("territoire=call"))
    expect(dechets.communes).to_have_count(36)
    expect(dechets.page.locator(".atlas-phrase")).not_to_have_text(sentence)


def test_a_click_on_a_commune_chooses_it_and_a_second_one_gives_it_up(dechets):
    codes = sources.load_geo("communes")["code_insee"].sort_values().to_list()
    page = dechets.page
    rank = dechets.communes.evaluate_all(SOUS_LA_SOURIS)
    dechets.communes.nth(rank).click()
    expect(page).to_have_url(has(f"commune={codes[rank]}"))
    expect(dechets.choix).not_to_have_count(0)
    expect(page.get_by_role("button", name=FILTRES_MIS)).to_have_count(1)
    dechets.attendre()
    dechets.page.get_by_role("button", name="Recadrer").click(trial=True)
    dechets.communes.nth(rank).click()
    expect(page).not_to_have_url(re.compile("commune="))
    expect(dechets.choix).to_have_count(0)
    expect(page.get_by_role("button", name=FILTRES_MIS)).to_have_count(0)


@pytest.mark.long
def test_a_commune_chosen_in_the_picker_is_outlined(dechets):
    dechets.filtrer()
    choose(dechets.page, "Lens")
    expect(dechets.page).to_have_url(has(f"commune={LENS}"))
    expect(dechets.choix).not_to_have_count(0)


def choose(page, name):
    box = page.get_by_role("combobox", name=textes.FILTRE_COMMUNES)
    box.click()
    box.press_sequentially(name)
    page.get_by_role("option", name=name, exact=True).click()


@pytest.mark.long
def test_a_row_ticked_in_the_table_chooses_its_commune(dechets):
    page = dechets.page
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    expect(grid.locator("canvas").first).to_be_visible()
    grid.click(position=PREMIERE_LIGNE)
    expect(page).to_have_url(re.compile(r"commune=62\d{3}"))
    expect(dechets.choix).not_to_have_count(0)
    dechets.filtrer()
    expect(picked(page)).to_have_count(1)


def test_a_link_restores_the_whole_view(visite):
    asked = f"territoire=call&commune={LENS}&etat=non_etabli&carte=points_de_charge"
    page = visite.open(f"/bornes-de-recharge?{asked}")
    visite.carte()
    expect(visite.communes).to_have_count(36)
    expect(visite.choix).not_to_have_count(0)
    visite.filtrer()
    expect(picked(page)).to_have_text(["Lens", states.title("bornes", "non_etabli")])
    expect(page.get_by_role("radio", name="CALL")).to_be_checked()
    for part in asked.split("&"):
        expect(page).to_have_url(has(part))
    expect(page.get_by_test_id("stAlert")).not_to_contain_text(["ignorée"])


@pytest.mark.long
def test_territory_and_commune_follow_the_reader_and_come_back(visite):
    page = visite.open(f"/dechets?territoire=call&commune={LENS}")
    for name in ("Piscines", "À propos", "Accueil"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.locator("h1")).to_have_text(textes.APPLICATION if name == "Accueil" else name)
        visite.attendre()
        if name != "À propos":
            expect(page).to_have_url(has("territoire=call"))
            expect(page).to_have_url(has(f"commune={LENS}"))
            visite.carte()
            expect(visite.communes).to_have_count(36)


def test_the_back_button_undoes_a_choice(dechets):
    page = dechets.page
    page.get_by_role("radio", name="CALL").click()
    expect(page).to_have_url(has("territoire=call"))
    expect(dechets.communes).to_have_count(36)
    page.go_back()
    expect(dechets.communes).to_have_count(136)
    expect(page).not_to_have_url(re.compile("territoire="))
    expect(page.get_by_role("radio", name=textes.TOUS_LES_TERRITOIRES)).to_be_checked()


def test_one_back_returns_to_the_page_before_with_its_commune(visite):
    page = visite.open(f"/ma-commune?commune={LENS}")
    expect(page.locator("h1")).to_have_text("Lens")
    page.get_by_role("link", name="Piscines", exact=True).click()
    expect(page.locator("h1")).to_have_text("Piscines")
    expect(page).to_have_url(has(f"commune={LENS}"))
    visite.attendre()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Lens")
    expect(page).to_have_url(re.compile(rf"/ma-commune\?commune={LENS}"))


@pytest.mark.long
def test_a_double_click_on_the_map_zooms_and_chooses_nothing(dechets):
    codes = sources.load_geo("communes")["code_insee"].sort_values().to_list()
    rank = dechets.communes.evaluate_all(SOUS_LA_SOURIS)
    before = dechets.communes.nth(rank).bounding_box()["width"]
    dechets.communes.nth(rank).dblclick()
    dechets.page.wait_for_function(
        """([width, rank]) => {
            const path = document.querySelectorAll(".leaflet-classes-pane path")[rank];
            return path && path.getBoundingClientRect().width > 1.5 * width;
        }""",
        arg=[before, rank],
    )
    dechets.attendre()
    assert commune_of(dechets.page.url) is None
    assert len(codes) == 136


@pytest.mark.long
def test_a_click_on_a_symbol_asks_its_place_where_a_place_is_asked(visite):
    page = visite.open("/point")
    visite.carte()
    visite.symboles.nth(visite.symboles.evaluate_all(SYMBOLE_VISIBLE)).click()
    expect(page).to_have_url(has_place())
    expect(page.locator("h2", has_text=mots.POINT_REPONSES)).to_be_visible()


def has_place():
    return re.compile(r"[?&]lat=5\d\.\d+&lon=\d\.\d+")


@pytest.mark.long
def test_the_back_button_returns_to_the_page_before(visite):
    page = visite.open("/dechets")
    page.get_by_role("link", name="Piscines", exact=True).click()
    expect(page.locator("h1")).to_have_text("Piscines")
    visite.attendre()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Déchets")
    visite.carte()
    expect(visite.communes).to_have_count(136)


@pytest.mark.long
@pytest.mark.parametrize("chemin", ["dechets?territoire=cabbalr", "bornes-de-recharge"])
def test_the_downloads_hold_the_rows_of_the_table(visite, chemin):
    page = visite.open(f"/{chemin}")
    page.get_by_text(textes.TABLEAU_SIMPLE).first.click()
    table = page.locator("table.atlas-tableau").first.locator("tbody tr")
    expect(table).not_to_have_count(0)
    rows = table.count()
    page.get_by_role("radio", name=mots_ecran.VOLETS["fichiers"]).click()
    expect(page).to_have_url(re.compile("volet=fichiers"))
    button = page.get_by_role("button", name=re.compile(r"(?<!: )CSV \("))
    expect(button).to_contain_text(f"({rows}")
    visite.attendre()
    with page.expect_download() as csv_file:
        button.click()
    text = Path(csv_file.value.path()).read_text(encoding="utf-8-sig")
    records = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(records) == rows
    assert all(re.fullmatch(r"\d{5}", record["code_insee"]) for record in records)
    with page.expect_download() as geojson:
        page.get_by_role("button", name="GeoJSON").click()
    document = json.loads(Path(geojson.value.path()).read_text(encoding="utf-8"))
    assert document["type"] == "FeatureCollection"
    assert len(document["features"]) == rows


def test_a_commune_is_chosen_with_the_keyboard_alone(dechets):
    page = dechets.page
    figures = page.locator(".atlas-chiffres").first
    before = figures.inner_text()
    box = page.get_by_role("combobox", name=mots_barre.CHERCHER_NOM)
    for _ in range(5):
        page.keyboard.press("Tab")
        if box.evaluate("element => element === document.activeElement"):
            break
    expect(box).to_be_focused()
    page.keyboard.type("lens")
    expect(page.get_by_role("option").first).to_contain_text("Lens")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/dechets.commune={LENS}"))
    expect(page.locator("#atlas-dit")).not_to_be_empty()
    expect(figures).not_to_have_text(before)


@pytest.mark.long
def test_moving_the_map_sends_nothing_to_the_server(visite):
    sent = []

    def keep(frame):
        sent.append(frame)

    visite.page.on("websocket", lambda ws: ws.on("framesent", keep))
    page = visite.open("/dechets")
    visite.carte()
    expect(visite.communes).to_have_count(136)
    visite.attendre()
    pane = visite.cadre.locator(".leaflet-map-pane")
    place = pane.get_attribute("style")
    before = len(sent)
    assert before > 0
    frame = visite.cadre.bounding_box()
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + 120
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=5)
    page.mouse.up()
    expect(pane).not_to_have_attribute("style", place)
    visite.cadre.get_by_role("button", name="Agrandir").click()
    expect(visite.cadre.locator(".leaflet-zoom-anim")).to_have_count(0)
    page.evaluate("() => new Promise(done => requestIdleCallback(done))")
    assert len(sent) == before
    visite.communes.nth(visite.communes.evaluate_all(SOUS_LA_SOURIS)).click()
    expect(page).to_have_url(re.compile("commune="))
    assert len(sent) > before


def test_the_simple_table_is_a_real_table(dechets):
    page = dechets.page
    page.get_by_text(textes.TABLEAU_SIMPLE).first.click()
    table = page.locator("table.atlas-tableau").first
    expect(table.locator("caption")).to_be_visible()
    expect(table.locator('thead th[scope="col"]')).not_to_have_count(0)
    rows = table.locator("tbody tr")
    expect(table.locator('tbody th[scope="row"]')).to_have_count(rows.count())


def test_an_unknown_commune_of_the_address_is_told_and_ignored(visite):
    page = visite.open("/piscines?commune=99999&territoire=atlantide")
    told = page.get_by_role("alert").filter(has_text="Elle est ignorée")
    expect(told).to_have_count(2)
    visite.carte()
    expect(visite.communes).to_have_count(136)


@pytest.mark.long
def test_the_link_to_be_cited_is_copied_with_the_view_of_the_moment(visite):
    page = visite.open("/piscines?territoire=call")
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copie = text; }")
    page.locator(".atlas-citer a").click()
    expect(page.get_by_role("status").filter(has_text="Lien copié.")).to_be_visible()
    assert page.evaluate("window.copie") == f"{page.url}&version={catalog.data_version()}"
    page.goto(page.evaluate("window.copie"))
    visite.attendre()
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    expect(page).to_have_url(re.compile("territoire=call&version="))


@pytest.mark.long
def test_a_canton_is_chosen_in_the_popover_which_then_closes(dechets):
    page = dechets.page
    dechets.filtrer()
    page.get_by_role("button", name=mots_groupes.GROUPE, exact=True).click()
    box = page.get_by_role("combobox", name=mots_groupes.PRET)
    box.fill("Lillers")
    page.get_by_role("option", name="Canton de Lillers").click()
    expect(page.locator(".atlas-phrase")).to_contain_text("ans le canton de Lillers")
    expect(page).to_have_url(re.compile("commune=62023(,|%2C)62028"))
    expect(box).to_have_count(0)
    expect(dechets.choix).not_to_have_count(0)


@pytest.mark.long
@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844}, user_agent="Mobile")
def test_on_a_phone_a_pasted_list_is_read_and_what_is_not_understood_is_told(visite):
    page = visite.open("/piscines")
    visite.filtrer()
    page.get_by_role("button", name=mots_groupes.GROUPE, exact=True).click()
    page.get_by_label(mots_groupes.LISTE).fill("Béthune, lens, Arras")
    page.get_by_role("button", name=mots_groupes.CHOISIR).click()
    expect(page.get_by_text("Non reconnu, donc ignoré")).to_be_visible()
    expect(page.locator(".atlas-phrase")).to_contain_text("2 communes choisies")
    width = page.get_by_role("dialog", name=mots_groupes.GROUPE, exact=True).bounding_box()
    assert width["x"] >= 0
    assert width["x"] + width["width"] <= 390


def test_a_file_may_be_given_on_a_first_visit_that_starts_there(visite):
    page = visite.open("/point?volet=fichier")
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
    expect(page.get_by_text(mots_coordonnees.SANS_COOKIE)).to_be_hidden()
    page.locator("input[type=file]").set_input_files(
        {"name": "points.csv", "mimeType": "text/csv", "buffer": b"lat;lon\n50,4321;2,8315\n"}
    )
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()


def test_a_browser_that_keeps_no_cookie_is_told_in_place_of_the_deposit(visite):
    visite.page.add_init_script(
        "Object.defineProperty(document, 'cookie', { get: () => '', set: () => {} })"
    )
    page = visite.open("/point?volet=fichier")
    expect(page.get_by_text(mots_coordonnees.SANS_COOKIE)).to_be_visible()
    expect(page.get_by_test_id("stFileUploader")).to_be_hidden()
