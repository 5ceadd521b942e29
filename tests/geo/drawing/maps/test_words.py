"""A map in words: each commune with its value, class, objects and neighbours."""

import json

import pandas as pd
import pytest
import toy
from toy_themes import plain

from geo.core import catalog
from geo.drawing.maps import layers, legend, spec, words
from geo.drawing.maps.classes import classify
from geo.labels import mots_carte as mots
from geo.measures import compass

DENSITY = catalog.indicator("densite")
COLOURS = ["#EEEEEE", "#000000"]
AROUND = compass.around(toy.communes())


@pytest.fixture
def communes():
    return layers.communes_layer(toy.communes())


@pytest.fixture
def pools():
    places = toy.geometries()[:2]
    cards = [
        {"id": "p1", "nom": "Bassin <b>", "etat": "ouverte", "communes": [toy.A]},
        {"id": "p2", "nom": "Grand bain", "communes": [toy.A]},
    ]
    return layers.points_layer("piscines", places, cards)


def choropleth(communes, shown=(toy.A, toy.B), values=(1_000.0, 3_000.0)):
    series = pd.Series(values, index=[toy.A, toy.B])
    classes = classify(series)
    written = {code: f"{value:.0f} hab./km²" for code, value in series.items()}
    colours = COLOURS[: len(classes.effectifs)]
    drawn = spec.choropleth(
        communes, classes, shown, colours=colours, values=written, title="Densité"
    )
    return drawn, legend.of_classes(classes, DENSITY, colours)


def told(drawn, known, blocs=(), **asked):
    described = spec.MapSpec(couches=tuple(drawn), cadre=(0, 0, 1, 1), **asked)
    return words.in_words(described, known, blocs, AROUND)


def test_each_commune_is_told_with_its_value_class_and_neighbours(communes):
    drawn, bloc = choropleth(communes)
    first, second = told([drawn], [communes], [bloc])
    assert (first.nom, second.nom) == ("La Carrée", "Équarrie")
    assert plain(words.sentence(first)) == (
        "Densité : 1000 hab./km², classe « 1 000 » (1 sur 2, de la plus basse à la plus haute). "
        "À l’est, Équarrie."
    )
    assert plain(words.sentence(second)) == (
        "Densité : 3000 hab./km², classe « 3 000 » (2 sur 2, de la plus basse à la plus haute). "
        "À l’ouest, La Carrée."
    )


def test_a_commune_that_is_not_shown_is_neither_told_nor_a_neighbour(communes):
    drawn, bloc = choropleth(communes, shown=[toy.A])
    (only,) = told([drawn], [communes], [bloc])
    assert only.nom == "La Carrée"
    assert words.sentence(only).endswith(f"{mots.SEULE[0].upper()}{mots.SEULE[1:]}.")


def test_objects_are_told_in_their_commune_those_that_are_hidden_are_not(communes, pools):
    flat = spec.plain(communes, [toy.A, toy.B], values={}, title="", colour="#DDDDDD")
    points = spec.LayerSpec("piscines", pools.adresse, "points", "0.", titre="Piscines")
    first, second = told([flat, points], [communes, pools])
    assert first.objets == (("Piscines", ("Bassin <b> (ouverte)",)),)
    assert second.objets == ()
    assert plain(words.sentence(first)) == "Piscines : Bassin <b> (ouverte). À l’est, Équarrie."
    assert "Bassin &lt;b&gt;" in words.html([first])


def test_many_objects_of_a_kind_are_counted(communes):
    cards = [{"id": str(i), "nom": f"Puits {i}", "communes": [toy.A]} for i in range(7)]
    shafts = layers.points_layer("puits", pd.concat([toy.geometries()[:1]] * 7), cards)
    flat = spec.plain(communes, [toy.A], values={}, title="", colour="#DDDDDD")
    points = spec.LayerSpec("puits", shafts.adresse, "points", "0" * 7, titre="Puits")
    (only,) = told([flat, points], [communes, shafts])
    assert plain(words.sentence(only)).startswith("Puits : 7. ")


def test_a_commune_without_data_and_a_hatched_one_say_so(communes):
    drawn, bloc = choropleth(communes, values=(1_000.0, None))
    veil = spec.LayerSpec("voile", communes.adresse, "voile", "0.")
    first, second = told([drawn, veil], [communes], [bloc])
    assert second.classe == "donnée absente"
    assert first.classe == ""  # one class alone tells nothing
    drawn, bloc = choropleth(communes)
    assert told([drawn, veil], [communes], [bloc])[0].classe.endswith(", classe à confirmer")


def test_a_chosen_commune_is_told_first_as_such(communes):
    drawn, bloc = choropleth(communes)
    first, second = told([drawn], [communes], [bloc], choix=(toy.B,))
    assert not first.choisie
    assert words.sentence(second).startswith("Commune choisie. ")


def test_colours_that_the_legend_does_not_tell_make_no_class(communes):
    drawn, _ = choropleth(communes)
    assert words.classes_of(spec.MapSpec((drawn,), (0, 0, 1, 1)), ()) == words.Classes()


def test_a_map_without_communes_has_no_words(communes):
    assert told([], [communes]) == []


def test_the_text_has_one_line_a_commune(communes):
    drawn, bloc = choropleth(communes)
    lines = words.text("Titre", told([drawn], [communes], [bloc])).splitlines()
    assert lines[0] == "Titre"
    assert [line.split("\N{NO-BREAK SPACE}")[0] for line in lines[3:]] == ["La Carrée", "Équarrie"]


def test_the_keyboard_is_told_the_same_words_and_where_to_go(communes):
    drawn, bloc = choropleth(communes)
    asked = spec.MapSpec((drawn,), (0, 0, 1, 1))
    found = json.loads(words.for_keyboard(asked, [communes], [bloc], AROUND))
    first, second = told([drawn], [communes], [bloc])
    assert found["communes"] == {
        toy.A: {"nom": "La Carrée", "dit": words.sentence(first), "voisines": [[toy.B, 2]]},
        toy.B: {"nom": "Équarrie", "dit": words.sentence(second), "voisines": [[toy.A, 6]]},
    }
    assert list(found["communes"]) == [toy.A, toy.B]
    assert found["directions"][2] == "à l’est"


def test_areas_keep_the_communes_that_they_are_told_in():
    layer = layers.areas_layer("qpv", toy.qpv().geometry, ["q"], ["Q"], [[toy.A, toy.B]])
    properties = json.loads(layer.corps)["features"][0]["properties"]
    assert properties == {"id": "q", "nom": "Q", "communes": [toy.A, toy.B]}
