"""Each page of the navigation: its script alone and through the router, for each territory."""

from __future__ import annotations

import html
import json
import re
from functools import cache as cache_of_python
from urllib.parse import parse_qsl, urlsplit

import pytest
import streamlit as st
from ecran import Ecran

from geo.answers.view import view_of
from geo.core import catalog
from geo.core.model import Selection
from geo.labels import ecran as mots_ecran
from geo.labels import officielles as mots_officielles
from geo.labels import presentation as mots
from geo.labels import textes
from geo.labels import theme as mots_theme
from geo.ui import cache
from geo.ui.parts import components, theme_charts

TERRITOIRES = {"": 136, "cabbalr": 100, "call": 36}
THEMES = [page for page in catalog.NAVIGATION if page.theme]
CARTES = [page for page in catalog.NAVIGATION if page.theme or page.id == "accueil"]
TITRES = {page.id: page.titre for page in THEMES} | {"accueil": textes.APPLICATION}
SANS_FICHIER = {"accueil", "a_propos"}
VISAGES = [
    *(pytest.param(territoire, False, id=territoire or "tous") for territoire in TERRITOIRES),
    pytest.param("", True, id="routeur"),
]
"""Its script alone for each territory, and once through the router."""


def by_id(pages):
    return [pytest.param(page, id=page.id) for page in pages]


def territory_id(territoire):
    return territoire or "tous"


def opened(page, **adresse):
    return Ecran(page.fichier, **adresse).open()


@cache_of_python
def seen(page, territoire=""):
    """The page of a territory, run once for all the tests that only look at it."""
    return opened(page, **({"territoire": territoire} if territoire else {}))


@pytest.mark.parametrize(("territoire", "routeur"), VISAGES)
@pytest.mark.parametrize("entree", by_id(catalog.NAVIGATION))
def test_a_page_shows_its_title_and_no_fault(entree, territoire, routeur, routed):
    ecran = routed(entree) if routeur else seen(entree, territoire)
    assert ecran.exceptions == []
    assert ecran.erreurs == []
    assert ecran.avertissements == []
    [titre] = ecran.titres
    assert titre == TITRES.get(entree.id, titre)
    assert len(ecran.phrase) > 30


@pytest.mark.parametrize("territoire", TERRITOIRES, ids=territory_id)
@pytest.mark.parametrize("entree", by_id(CARTES))
def test_a_map_draws_the_communes_of_the_territory(entree, territoire):
    ecran = seen(entree, territoire)
    assert ecran.vus("communes") == TERRITOIRES[territoire]
    assert ecran.vus("territoires") == (1 if territoire else 2)


@pytest.mark.parametrize("territoire", TERRITOIRES, ids=territory_id)
@pytest.mark.parametrize("entree", by_id(CARTES))
def test_a_page_shows_key_figures_that_are_known(entree, territoire):
    ecran = seen(entree, territoire)
    assert len(ecran.chiffres) >= 3
    assert any(value[0].isdigit() for value in ecran.chiffres)


@pytest.mark.parametrize("entree", by_id(THEMES))
def test_a_theme_makes_the_panel_that_is_open_and_no_other(entree):
    for volet, title in SKELETON.items():
        ecran = opened(entree, volet=volet)
        assert ecran.avertissements == []
        assert [one for one in ecran.rubriques if one in SKELETON.values()] == [title]
        assert bool(ecran.lignes) is (volet == "liste")
        charts = ecran.essai.get("plotly_chart")
        assert bool(charts) is (volet == "graphiques")
        files = [one.proto.label for one in ecran.essai.get("download_button")]
        assert ("GeoJSON" in files) is (volet == "fichiers")


SKELETON = {
    "liste": mots_theme.TITRE_TABLEAU,
    "graphiques": mots_theme.TITRE_GRAPHIQUES,
    "sources": textes.TITRE_SOURCES,
    "fichiers": textes.TITRE_TELECHARGEMENTS,
}
"""Panel -> its title, for those of the theme page alone."""


@pytest.mark.parametrize("entree", by_id(THEMES))
def test_a_theme_tells_the_producer_licence_vintage_and_gaps_of_its_sources(entree):
    ecran = opened(entree, volet="sources")
    for source_id in catalog.theme(entree.theme).sources:
        record = catalog.source(source_id)
        for told in (record.titre, record.producteur, record.licence, record.millesime):
            assert told in ecran.texte
        for gap in record.lacunes:
            assert gap in ecran.texte


def test_the_home_page_tells_how_fresh_each_source_is():
    ecran = seen(catalog.NAVIGATION[0])
    for record in catalog.sources().values():
        assert record.titre in ecran.texte
        assert record.millesime in ecran.texte


def test_the_data_page_tells_every_source():
    page = next(page for page in catalog.NAVIGATION if page.id == "donnees")
    listed, ecran = seen(page), opened(page, volet="origines")
    for record in catalog.sources().values():
        assert record.titre in listed.texte
        for entry in record.fichiers:
            assert entry.sha256[:16] in ecran.texte


def drawn(page, territoire=""):
    """How many rows of a theme its map draws: those of its table, and those outside."""
    selection = Selection(territoire=territoire or None)
    return len(view_of(cache.theme(page.theme), selection).drawn)


@pytest.mark.parametrize("territoire", TERRITOIRES, ids=territory_id)
@pytest.mark.parametrize("entree", by_id(THEMES))
def test_the_table_has_as_many_rows_as_the_map_and_the_downloads(entree, territoire):
    ecran = seen(entree, territoire)
    table = catalog.theme(entree.theme).table
    rows = ecran.lignes
    assert ecran.vus(table) == drawn(entree, territoire)
    ecran = opened(entree, volet="fichiers", **({"territoire": territoire} if territoire else {}))
    labels = [button.proto.label for button in ecran.essai.get("download_button")]
    [label] = [label for label in labels if label.startswith("CSV (")]
    assert label.startswith(f"CSV ({rows}\N{NO-BREAK SPACE}ligne")


@pytest.mark.parametrize("entree", by_id(THEMES))
def test_the_simple_table_has_a_caption_and_headers(entree):
    ecran = opened(entree)
    rows = ecran.lignes
    ecran.essai.toggle(key=f"simple_lignes_{entree.theme}").set_value(True).run()
    assert ecran.tableau is None
    [table] = [part for part in ecran.morceaux if f": {components.compte(rows)}</caption>" in part]
    assert table.count('<th scope="row">') == rows
    assert '<th scope="col"' in table


def test_the_map_is_told_in_words_beside_the_table():
    ecran = Ecran("pages/piscines.py", territoire="call", tableau="mots").open()
    [told] = [part for part in ecran.morceaux if "atlas-mots" in part]
    assert told.count("<li>") == TERRITOIRES["call"]
    [lens] = re.findall("<li><strong>Lens</strong>(.*?)</li>", told)
    assert "Piscines" in lens
    assert "à l’est, Loison-sous-Lens ;" in lens
    # How a page is read is no filter: nothing says that one is set.
    assert mots_ecran.FILTRER in [one.proto.popover.label for one in ecran.essai.get("popover")]


def without_result(theme_id):
    """An address that no row of the theme answers: a state that exists, in a commune without it."""
    table = cache.theme(theme_id).table
    if theme_id == "qpv":
        alone = table.loc[~table["codes_communes"].str.contains("|", regex=False)]
        first, last = alone.iloc[0], alone.iloc[-1]
        return {"commune": first["codes_communes"], "quartier": last["id"]}
    statut = table["statut"].iloc[0]
    taken = table.loc[table["statut"] == statut, "code_insee"]
    codes = cache.base().communes["code_insee"]
    return {"commune": codes[~codes.isin(taken)].iloc[0], "etat": statut}


@pytest.mark.parametrize("entree", by_id(THEMES))
def test_a_selection_without_result_says_so_and_keeps_its_map(entree):
    ecran = opened(entree, **without_result(entree.theme))
    assert ecran.avertissements == []
    assert textes.SELECTION_VIDE in ecran.infos
    assert ecran.phrase == textes.SELECTION_VIDE
    assert ecran.vus("communes") == 136
    assert ecran.vus(catalog.theme(entree.theme).table) == 0
    assert ecran.tableau is None
    assert ecran.exceptions == []


@pytest.mark.parametrize("entree", by_id(THEMES))
def test_clearing_the_filters_gives_everything_back(entree):
    ecran = opened(entree, **without_result(entree.theme))
    button = next(b for b in ecran.essai.button if b.label == textes.BOUTON_TOUT_EFFACER)
    button.click().run()
    assert ecran.adresse == {}
    assert textes.SELECTION_VIDE not in ecran.infos
    assert ecran.vus(catalog.theme(entree.theme).table) == drawn(entree)
    assert ecran.lignes


@pytest.mark.long
@pytest.mark.parametrize("entree", by_id([p for p in THEMES if p.theme != "qpv"]))
def test_every_indicator_and_every_way_to_cut_classes_is_drawn(entree):
    for carte in catalog.theme(entree.theme).indicateurs:
        for classes in mots_theme.METHODES_CLASSES:
            ecran = opened(entree, carte=carte, classes=classes)
            assert ecran.exceptions == []
            assert ecran.vus("communes") == 136
            counted = catalog.indicator(carte).nature == "effectif"
            assert ("cercles" in ecran.couches) is counted


# --- the version of the data ------------------------------------------------------------------


@pytest.fixture
def routed(monkeypatch):
    """Open a page by its address, as the router runs it: AppTest only knows the home page."""
    navigation = st.navigation

    def open_page(entree, **adresse):
        def chosen(rubriques, **options):
            navigation(rubriques, **options)
            pages = [page for rubrique in rubriques.values() for page in rubrique]
            [page] = [page for page in pages if page.title == entree.titre]
            page._can_be_called = True
            return page

        monkeypatch.setattr(st, "navigation", chosen)
        return Ecran(**adresse).open()

    return open_page


@pytest.mark.parametrize("entree", by_id(catalog.NAVIGATION))
def test_each_page_gives_a_link_of_its_view_with_the_version_of_the_data(entree, routed):
    ecran = routed(entree, territoire="call")
    [lien] = re.findall(r'<p class="atlas-note atlas-citer">.*?href="([^"]*)"', ecran.html)
    asked = dict(parse_qsl(urlsplit(html.unescape(lien)).query))
    assert asked == ecran.adresse | {"version": cache.version()}


@pytest.mark.parametrize("entree", by_id(catalog.NAVIGATION))
def test_each_page_tells_that_its_link_was_made_with_other_data(entree, routed):
    told = mots.VERSION_AUTRE.format(
        quoi=mots_officielles.LIVREES_AUTRES.format(citee="0123456789", version=cache.version())
    )
    ecran = routed(entree, version="0123456789")
    assert len(ecran.titres) == 1
    assert ecran.avertissements == [told]
    assert ecran.adresse["version"] == "0123456789"


REPONSES = [page for page in catalog.NAVIGATION if page.theme] + [
    page for page in catalog.NAVIGATION if page.id in {"acces", "comparer", "point", "ma_commune"}
]


@pytest.mark.parametrize("entree", by_id(REPONSES))
def test_the_answer_of_a_page_is_sent_before_what_stands_under_it(entree, monkeypatch):
    """A page is stopped where it lets its answer be seen: nothing of the answer may be missing."""
    place = {"lat": "50.43", "lon": "2.83"}
    asked = {"point": place, "comparer": {"commune": "62119,62498"}}
    monkeypatch.setattr(components, "let_see", st.stop)
    ecran = opened(entree, **asked.get(entree.id, {"commune": "62498"}))
    assert ecran.phrase
    assert ecran.carte is not None
    assert ecran.chiffres or entree.id == "point"
    assert "<figure " not in ecran.html  # the panels come after
    assert textes.TITRE_SOURCES not in ecran.rubriques
    assert ecran.essai.dataframe.len == 0


AVEC_FICHIERS = {
    "point": {"lat": "50.43", "lon": "2.83"},
    "acces": {"volet": "fichiers"},
    "comparer": {"volet": "fichiers", "commune": "62119,62498"},
    "donnees": {"volet": "fichiers"},
    **{page.id: {"volet": "fichiers", "commune": "62498"} for page in THEMES},
}
"""What opens the files of a page, where a chosen commune is not enough."""


@pytest.mark.parametrize("entree", by_id(catalog.NAVIGATION))
def test_the_name_of_each_file_of_a_page_has_the_version_of_the_data(entree, monkeypatch):
    names = []
    button = st.download_button

    def kept(label, data, file_name, *rest, **options):
        names.append(file_name)
        return button(label, data, file_name, *rest, **options)

    monkeypatch.setattr(st, "download_button", kept)
    opened(entree, **AVEC_FICHIERS.get(entree.id, {"commune": "62498"}))
    assert names or entree.id in SANS_FICHIER
    assert [name for name in names if cache.version() not in name] == []


@pytest.mark.parametrize(
    ("others", "told"),
    [(0, ""), (1, ", et 1 commune choisie"), (2, ", et 2 communes choisies")],
)
def test_a_chart_does_not_say_in_the_lead_of_a_commune_that_is_not(others, told):
    indicator = next(iter(catalog.INDICATORS.values()))
    title = theme_charts.bars_title(indicator, 12, others).replace("\N{NO-BREAK SPACE}", " ")
    assert title.endswith(f"12 communes en tête{told}")


def test_the_title_of_the_bars_counts_them():
    ecran = opened(
        next(page for page in THEMES if page.id == "dechets"),
        volet="graphiques",
        commune="62498",
    )
    [figure] = [json.loads(c.proto.spec) for c in ecran.essai.get("plotly_chart")][:1]
    bars = [bar for trace in figure["data"] if trace["type"] == "bar" for bar in trace["x"]]
    told = " ".join(ecran.texte.replace("\N{NO-BREAK SPACE}", " ").split())
    [leading] = {int(n) for n in re.findall(r"(\d+) communes en tête", told)}
    others = re.findall(r"en tête, et (\d+) commune", told)
    assert (leading, len(bars)) == (12, 12 + (int(others[0]) if others else 0))


def test_on_paper_a_table_is_whole_and_plain():
    ecran = opened(THEMES[0], papier="oui")
    rows = cache.theme(THEMES[0].theme).table
    assert ecran.essai.get("arrow_data_frame") == []
    [table] = [part for part in ecran.morceaux if "<table" in part]
    assert table.count('<th scope="row">') == len(rows)
    assert ecran.adresse["papier"] == "oui"


@pytest.mark.parametrize("fichier", ["pages/objectifs.py", "pages/indicateurs.py"])
def test_nothing_is_offered_to_clear_where_nothing_is_set(fichier):
    def offered(**adresse):
        essai = Ecran(fichier, **adresse).open().essai
        return any(button.label == textes.BOUTON_TOUT_EFFACER for button in essai.button)

    assert not offered()
    assert offered(territoire="call")
