"""The base map: what streamlit-folium sends holds no foreign address and never changes."""

import re

import folium
import pytest
import streamlit_folium

from geo.core import catalog
from geo.drawing.maps import carte, spec

DRAWN = spec.MapSpec(
    couches=(
        spec.LayerSpec(id="communes", url="atlas/x.geojson", genre="classes", titre="</script>"),
    ),
    cadre=(50.4, 2.6, 50.6, 2.8),
)


def sent(drawn=DRAWN):
    """Return all that streamlit-folium sends to the page, as ``st_folium`` makes it."""
    base = carte.base_map()
    base.get_root().render()
    base.render()
    parts = {
        "html": streamlit_folium._get_html(base),
        "header": streamlit_folium._get_header(base),
        "script": streamlit_folium._get_map_string(base),
    }
    parts["group"] = streamlit_folium._get_feature_group_string(carte.drawing(drawn), map=base)
    return parts


def addresses(text):
    return re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"')]*", text)


def test_every_script_and_style_of_the_base_comes_from_this_machine():
    links = [*carte.CarteLocale.default_js, *carte.CarteLocale.default_css]
    assert len(links) == 4
    assert all(url.startswith(carte.STATIC_FROM_FRAME) for _, url in links)


def test_every_script_and_style_of_the_base_exists_or_is_installed_at_set_up():
    for _, url in [*carte.CarteLocale.default_js, *carte.CarteLocale.default_css]:
        path = catalog.STATIC / url.removeprefix(f"{carte.STATIC_FROM_FRAME}/")
        assert "vendor" in path.parts or path.is_file()


@pytest.mark.parametrize("part", ["html", "header", "script", "group"])
def test_nothing_that_is_sent_holds_a_foreign_address(part):
    assert addresses(sent()[part]) == []


def test_the_whole_page_that_folium_would_write_holds_no_foreign_address():
    base = carte.base_map()
    carte.drawing(DRAWN).add_to(base)
    page = base.get_root().render()
    assert "leaflet.js" in page
    assert addresses(page) == []


def test_the_links_of_the_children_are_local_too():
    # st_folium gathers the links of every child of the map.
    base = carte.base_map()
    group = carte.drawing(DRAWN).add_to(base)
    for child in [*base._children.values(), *group._children.values()]:
        for _, url in [*getattr(child, "default_js", []), *getattr(child, "default_css", [])]:
            assert not url.startswith("http")


def test_the_script_of_the_base_is_the_same_on_each_run():
    first, second = sent(), sent()
    assert first["script"] == second["script"]
    assert first["header"] == second["header"]
    assert first["group"] == second["group"]


def test_the_base_is_the_same_whatever_is_drawn_on_it():
    other = spec.MapSpec(couches=(), cadre=(50, 2, 51, 3), sombre=True)
    assert sent(other)["script"] == sent()["script"]
    assert sent(other)["group"] != sent()["group"]


def test_the_group_draws_the_spec_on_the_map_of_the_page():
    group = sent()["group"]
    assert "Atlas.dessiner(map_div, {" in group
    assert DRAWN.to_json() in group
    assert "</script>" not in group


def test_the_stock_map_is_left_as_it_is():
    assert folium.Map.default_js != carte.CarteLocale.default_js
