"""A map in one file: it opens without network and says all that the page says."""

from __future__ import annotations

import re

import folium
import pytest
import toy

from geo.core import catalog
from geo.drawing.maps import layers as maps_layers
from geo.drawing.maps import spec
from geo.drawing.maps.legend import Bloc, Entree, Signe
from geo.drawing.maps.standalone import CarteAutonome, Feuillet, standalone

FEUILLET = Feuillet("Piscines <b>", "Dans la CABBALR : 8 piscines.", "Data ES & Insee", "abc123")
COLOURS = ("#aa0000", "#00aa00")
BLOCS = (Bloc("Distance", (Entree(Signe("pave", "#112233"), "0 à 4 km", "12"),)),)

pytestmark = pytest.mark.skipif(
    not (catalog.STATIC / "vendor" / "leaflet" / "leaflet.js").is_file(),
    reason="Leaflet s’installe avec make run",
)


@pytest.fixture(scope="module")
def communes():
    table = toy.communes()
    table.loc[table.index[0], "nom"] = "</script><i>"
    return maps_layers.communes_layer(table)


@pytest.fixture(scope="module")
def document(communes):
    drawn = spec.MapSpec(
        couches=(
            spec.LayerSpec("communes", communes.adresse, "classes", "01", ("#aa0000", "#00aa00")),
        ),
        cadre=(50.4, 2.6, 50.6, 2.8),
    )
    other = maps_layers.Layer("autre", b'{"type":"FeatureCollection","features":[]}', ())
    return standalone(drawn, [communes, other], BLOCS, FEUILLET).decode()


def test_the_file_links_nothing(document):
    links = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="([^"]+)"', document)
    assert [link for link in links if not link.startswith("data:")] == []


def test_leaflet_the_layer_and_the_spec_are_in_the_file(document, communes):
    assert "leafletjs.com" in document
    assert f'Atlas.fournir("{communes.adresse}"' in document
    assert "Atlas.dessiner(map_atlas," in document
    assert "atlas/couches/" in document
    assert "/autre.geojson" not in document


def test_what_stands_around_the_map_is_told_and_escaped(document):
    assert "<h1>Piscines &lt;b&gt;</h1>" in document
    assert "Data ES &amp; Insee" in document
    assert "données abc123" in document
    assert "0 à 4 km" in document
    assert '<html lang="fr">' in document


def test_a_name_of_the_data_never_ends_the_script(document):
    assert "</script><i>" not in document


def test_the_same_map_gives_the_same_bytes(communes):
    drawn = spec.MapSpec(couches=(), cadre=(50.4, 2.6, 50.6, 2.8))
    assert standalone(drawn, [communes], BLOCS, FEUILLET) == standalone(
        drawn, [communes], BLOCS, FEUILLET
    )


def test_the_stock_map_is_left_as_it_is():
    assert folium.Map.default_js
    assert CarteAutonome.default_js == []
