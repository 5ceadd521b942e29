"""The first view of an address: what its page shows, written in its HTML and kept."""

from __future__ import annotations

import gzip
import html
import random
import re
from urllib.parse import urlencode

import pytest
import streamlit as st
from streamlit import config

from geo.core import catalog
from geo.labels import serve as mots_serve
from geo.labels import textes
from geo.labels.formats import as_html
from geo.ui import cache
from geo.ui.serve import server
from geo.ui.serve.first_view import asked, block, document, preview, routes, shown

DRAWN = 200
CHOICES = {
    "territoire": ["", "tous", "cabbalr", "call"],
    "commune": ["", "62119", "Lens", "62498,62119", "62413", "99999"],
    "etat": ["", "ouverte", "fermee,travaux", "non_etabli"],
    "carte": ["", "communes", "distance_m", "montants", "part_qpv_pct"],
    "classes": ["", "quantiles", "jenks", "inconnue"],
    "couches": ["", "aucune", "piscines,bornes"],
    "service": ["", "dechetteries", "mairies"],
    "mode": ["", "velo", "pied", "pairs", "agglos", "groupe"],
    "minutes": ["", "10"],
    "theme": ["", "eau", "culture"],
    "fiche": ["", "62498"],
}
PAGES = [
    page
    for page in catalog.NAVIGATION
    if page.theme
    or page.id in {"accueil", "bassin_minier", "ma_commune", "acces", "comparer", "themes"}
]


def addresses(count, seed=20261127):
    chance = random.Random(seed)  # noqa: S311 - addresses, not secrets
    for _ in range(count):
        page = chance.choice(PAGES)
        names = chance.sample(sorted(CHOICES), 4)
        query = {name: chance.choice(CHOICES[name]) for name in names}
        yield page, urlencode({name: value for name, value in query.items() if value})


ADDRESSES = list(addresses(DRAWN))


def classes_of(written):
    """The class of each commune that a picture shows."""
    return dict(re.findall(r'<path data-c="(\w+)" data-k="(.)"', written))


def seen_classes(drawn):
    """The class of each commune that a spec shows."""
    layer = next((one for one in drawn.couches if one.genre == "classes"), None)
    if layer is None:
        return {}
    ids = cache.layers()["communes"].ids
    return {i: state for i, state in zip(ids, layer.etats, strict=True) if state != "."}


def text_of(written):
    return html.unescape(re.sub(r"<[^>]*>", " ", written))


def view(chemin="", query=""):
    question = asked.demande(asked.page_at(chemin), query)
    return block.block(question, shown.ecran(question))


class TestAFirstView:
    @pytest.mark.parametrize("chunk", range(8))
    def test_shows_what_its_page_shows_for_addresses_drawn_at_random(self, chunk):
        for page, query in ADDRESSES[chunk::8]:
            question = asked.demande(page, query)
            seen = shown.ecran(question)
            written = block.block(question, seen)
            assert f'<p class="atlas-fixe-phrase">{as_html(seen.phrase)}</p>' in written
            text = " ".join(text_of(written).split())
            for figure in seen.chiffres:
                assert " ".join(figure.libelle.split()) in text
            if seen.carte is None:
                assert "<svg class" not in written
                continue
            expected = seen_classes(seen.carte.spec)
            found = classes_of(written)
            assert found.items() <= expected.items()
            assert set(seen.carte.spec.choix) <= set(found)

    def test_of_the_whole_territory_has_each_of_its_communes(self):
        assert len(classes_of(view())) == 136
        assert len(classes_of(view("piscines", "territoire=call&carte=distance_m"))) == 36

    def test_reads_names_groups_and_capitals_as_the_page_does(self):
        assert view("piscines", "COMMUNE=lens") == view("piscines", "commune=62498")

    def test_drops_a_commune_that_the_territory_does_not_have(self):
        question = asked.demande(asked.page_at("piscines"), "territoire=call&commune=62119")
        assert question.lu.values("commune") == ()

    def test_tells_a_value_that_it_does_not_know(self):
        assert "99999" in view("piscines", "commune=99999")

    def test_has_no_map_where_the_page_has_none(self):
        assert 'data-carte="non"' in view("a-propos")
        assert 'data-carte="non"' in view("comparer", "mode=agglos")

    @pytest.mark.parametrize(
        "query",
        [
            "commune=%3Cscript%3Ealert(1)%3C/script%3E",
            "commune=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E&territoire=%27%22",
            "lat=%3Csvg/onload=alert(1)%3E&lon=2",
            "carte=%00&etat=" + "a," * 5000,
            "&".join(f"c{rank}=1" for rank in range(5000)),
            "commune=%ff%fe",
        ],
    )
    @pytest.mark.parametrize("chemin", ["", "piscines", "acces", "point", "presentation"])
    def test_writes_no_markup_of_an_address(self, chemin, query):
        written = view(chemin, query).lower()
        for hostile in ("<script", "<img src=x", "<svg/onload", "alert(1)>"):
            assert hostile not in written

    def test_follows_the_theme_that_the_address_asks(self):
        assert 'data-theme="dark"' in view("", "embed_options=dark_theme")
        assert 'data-theme="dark"' not in view()


PAGE = (
    '<html lang="en"><head><meta charset="UTF-8" /><title>Streamlit</title>'
    '<!-- the agent API --><link rel="service-desc" href="./_stcore/agent/openapi.json" />'
    '<script type="module" src="x.js"></script></head>'
    "<body><noscript><p>You need to enable JavaScript</p></noscript>"
    '<div id="root"></div></body></html>'
)


def served(chemin="", query=""):
    made = server.page_in_french(PAGE, chemin, query)
    return made.plain("https://atlas.example").decode()


class TestTheDocument:
    def test_has_the_block_before_anything_that_is_fetched(self):
        whole = served("piscines")
        block_at = whole.index('id="atlas-fixe"')
        for fetched in ("<script", 'rel="stylesheet"', 'type="module"'):
            assert whole.index(fetched) > block_at
        assert whole.index('id="root"') > block_at

    def test_has_no_english_and_no_agent(self):
        whole = served("piscines")
        assert "enable JavaScript" not in whole
        assert "service-desc" not in whole
        assert 'lang="fr"' in whole

    def test_of_an_unknown_page_asks_for_javascript_in_french(self):
        whole = served("rien-ici")
        assert 'id="atlas-fixe"' not in whole
        assert mots_serve.SANS_JAVASCRIPT in whole

    def test_is_compressed_as_it_is_told(self):
        made = server.page_in_french(PAGE, "piscines", "")
        origin = "https://atlas.example"
        assert gzip.decompress(made.gzipped(origin)) == made.plain(origin)
        assert len(made.gzipped(origin)) < 45_000

    def test_announces_the_link_with_a_picture_of_this_host(self):
        whole = served("piscines", "commune=Lens")
        assert '<meta property="og:title" content="Piscines · Atlas Artois">' in whole
        address = "https://atlas.example/atlas/apercu/piscines.png?commune=62498"
        assert f'<meta property="og:image" content="{address}">' in whole
        assert "<title>Piscines · Atlas Artois</title>" in whole

    def test_is_made_once_for_an_address_however_it_is_written(self, monkeypatch):
        st.cache_resource.clear()
        made = []
        real = document.shown.ecran
        monkeypatch.setattr(document.shown, "ecran", lambda q: made.append(1) or real(q))
        for query in ("commune=Lens", "commune=62498", "inconnu=1&commune=62498"):
            served("piscines", query)
        assert made == [1]

    def test_is_not_kept_when_it_holds_what_a_reader_types(self):
        assert asked.demande(asked.page_at("acces"), "ajout=50.43,2.83").libre
        assert not asked.demande(asked.page_at("acces"), "service=piscines").libre

    def test_opens_the_websocket_without_asking_first(self):
        whole = served()
        assert "HOST_CONFIG:{allowedOrigins:[location.origin],useExternalAuthToken:false}" in whole

    def test_tells_a_damaged_file_and_keeps_nothing_of_it(self, tmp_path, monkeypatch):
        st.cache_resource.clear()
        monkeypatch.setattr(catalog, "DATA", tmp_path)
        assert textes.ERREUR_PAGE in text_of(served("piscines"))
        monkeypatch.undo()
        st.cache_resource.clear()
        assert textes.ERREUR_PAGE not in text_of(served("piscines"))


class TestAStillPage:
    def test_has_the_list_the_sources_and_no_script(self):
        whole = served("piscines", "vue=fixe")
        assert "<script" not in whole
        assert 'id="root"' not in whole
        assert "<table" in whole
        assert catalog.source("piscines").producteur in html.unescape(whole)

    def test_is_walked_through_with_forms_that_stay_still(self):
        whole = served("piscines", "vue=fixe&carte=distance_m")
        form = re.search(r"<form.*?</form>", whole, re.DOTALL)[0]
        assert '<input type="hidden" name="vue" value="fixe">' in form
        assert '<input type="hidden" name="carte"' in form or "distance_m" not in whole

    def test_obeys_the_other_view_of_the_access_page(self):
        question = asked.demande(asked.page_at("acces"), "vue=avant&vue=fixe")
        assert question.fixe
        assert question.lu.value("vue") == "avant"
        assert question.dits == ()


class TestAnEmbeddedView:
    def test_is_closed_to_other_sites_by_default(self, monkeypatch):
        monkeypatch.delenv(routes.INTEGRER, raising=False)
        told = routes.embedded_headers(server.HEADERS)
        assert "frame-ancestors 'self'" in told["content-security-policy"]
        assert told["x-frame-options"] == "SAMEORIGIN"

    def test_is_open_to_the_sites_that_are_named_and_to_no_other(self, monkeypatch):
        monkeypatch.setenv(
            routes.INTEGRER, "https://a.fr https://b.fr/x * javascript:1 https://c;d"
        )
        told = routes.embedded_headers(server.HEADERS)
        assert told["content-security-policy"].endswith(
            "frame-ancestors 'self' https://a.fr https://b.fr"
        )
        assert "x-frame-options" not in told

    def test_allows_no_script(self):
        assert "default-src 'none'" in routes.EMBEDDED_SECURITY
        assert "script-src" not in routes.EMBEDDED_SECURITY


LIGHT = 300_000
"""Bytes beyond which a messaging application shows no picture."""


@pytest.mark.parametrize("query", ["", "territoire=call", "commune=62119,62498"])
@pytest.mark.parametrize("path", ["", "quartiers-prioritaires", "acces"])
def test_a_messaging_application_takes_the_picture_of_a_link(path, query):
    drawn = preview.picture(shown.ecran(asked.demande(asked.page_at(path), query)))
    assert len(drawn) < LIGHT


def test_the_picture_of_a_link_is_a_png_of_its_map():
    question = asked.demande(asked.page_at("piscines"), "commune=Lens")
    drawn = preview.picture(shown.ecran(question))
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(drawn) < LIGHT
    nothing = asked.demande(asked.page_at("a-propos"), "")
    assert preview.picture(shown.ecran(nothing)) is None


def test_the_agent_api_of_streamlit_stays_off():
    assert config.get_option("server.enableAgentApi") is False
