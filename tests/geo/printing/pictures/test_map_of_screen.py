"""The picture of the map on screen: the same features, classes, colours and legend."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import get_args, get_type_hints
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PIL import Image

from geo.answers import bundle, stations
from geo.core import catalog
from geo.core.crs import to_metric
from geo.core.errors import RenduError
from geo.drawing.maps import colours, legend, spec
from geo.drawing.maps.classes import classify
from geo.printing.pictures import describe_map
from geo.printing.pictures.draw_map import carte_png, carte_svg
from geo.printing.pictures.grounds import PX
from geo.printing.pictures.map_of_screen import carte_de_ecran
from geo.printing.pictures.picture_format import Format

SMALL = Format(6, 3.6, 9, 100, titre=True)
BETHUNE, LENS = "62119", "62498"
WHOLE = (50.35, 2.2, 50.72, 3.05)


@pytest.fixture(scope="module")
def couches(world):
    return bundle.every_layer(bundle.base_layers(world.base), world.themes.__getitem__)


def layer_spec(couches, nom, genre, **what):
    return spec.LayerSpec(nom, couches[nom].adresse, genre, **what)


def only(couche, *ids):
    return spec.states(couche, ids)


def seen(world, couches, *layers, blocs=(), **what):
    described = spec.MapSpec(layers, **({"cadre": WHOLE} | what))
    return carte_de_ecran(world, couches, described, blocs, titre="Titre", source="Ici")


def test_each_commune_has_the_colour_of_the_screen(world, couches):
    data = world.themes["piscines"]
    communes = world.base.communes
    shown = communes[communes["territoire"] == "call"]
    values = data.mesures.loc[shown.index, "distance_m"].set_axis(shown["code_insee"])
    values.iloc[3] = float("nan")
    classes = classify(values)
    palette = colours.sequential(data.theme.couleur, len(classes.effectifs))
    layer = spec.choropleth(
        couches["communes"], classes, list(values.index), colours=palette, values={}, title=""
    )
    carte = seen(world, couches, layer)
    drawn = {area.contour.wkb: area.couleur for area in carte.aires}
    for code, state in zip(couches["communes"].ids, layer.etats, strict=True):
        outline = world.fonds.communes[code].contour.wkb
        hidden_or_absent = {spec.HIDDEN: None, spec.ABSENT: describe_map.ABSENT}
        if state in hidden_or_absent:
            assert drawn.get(outline) == hidden_or_absent[state]
        else:
            assert drawn[outline] == palette[int(state)]
    assert sum(area.couleur == describe_map.ABSENT for area in carte.aires) == 1
    assert len(carte.aires) == 36


def test_the_facilities_shown_keep_their_place_state_and_colour(world, couches):
    theme = catalog.theme("bornes")
    table = world.themes["bornes"].table
    kept = table[table["statut"].isin(["ouverte", "non_etabli"])].head(30)
    layer = layer_spec(
        couches,
        "bornes",
        "points",
        etats=spec.states(couches["bornes"], set(kept["id"])),
        couleurs=(theme.couleur, colours.GREY_TO_CONFIRM),
        symbole=theme.symbole,
    )
    carte = seen(world, couches, layer)
    known = world.fonds.symboles["bornes"]
    assert set(carte.symboles) == {known[row] for row in kept.index if row in known}
    assert {s.couleur for s in carte.symboles if s.statut == "ouverte"} == {theme.couleur}


def test_circles_keep_their_radius_and_stand_on_their_commune(world, couches):
    values = world.base.communes.set_index("code_insee")["population"].astype(float)
    layer, _ = spec.circles(couches["communes"], values, [BETHUNE, LENS], colour="#123456")
    carte = seen(world, couches, layer)
    rank = couches["communes"].ids.index(LENS)
    at = {(circle.x, circle.y): circle for circle in carte.cercles}
    assert len(at) == 2
    assert at[world.fonds.communes[LENS].centre].rayon == layer.rayons[rank] * PX


def test_quarters_bands_veils_and_outlines_are_those_that_are_shown(world, couches):
    code = world.base.qpv["code_qpv"].iloc[0]
    carte = seen(
        world,
        couches,
        layer_spec(couches, "qpv", "surface", etats=only(couches["qpv"], code), couleurs=("#A",)),
        layer_spec(
            couches,
            "bande",
            "surface",
            etats=only(couches["bande"], code),
            couleurs=("#B",),
            symbole="bande",
        ),
        layer_spec(couches, "communes", "voile", etats=only(couches["communes"], LENS)),
        layer_spec(couches, "territoires", "contour", etats=only(couches["territoires"], "call")),
    )
    assert [(one.bande, one.couleur) for one in carte.perimetres] == [(True, "#B"), (False, "#A")]
    assert carte.perimetres[1].contour.equals(world.fonds.qpv[code])
    assert carte.voiles == (world.fonds.communes[LENS].contour,)
    assert carte.limites == (world.fonds.territoires["call"],)


def test_the_choice_the_pin_and_the_frame_are_those_of_the_screen(world, couches):
    x, y = world.fonds.communes[LENS].centre
    carte = seen(
        world, couches, choix=(LENS,), repere=(50.43, 2.83), cadre=(50.40, 2.77, 50.46, 2.87)
    )
    assert carte.choix == (world.fonds.communes[LENS].contour,)
    assert abs(carte.repere[0] - x) < 3000
    assert abs(carte.repere[1] - y) < 3000
    west, south, east, north = carte.cadre
    assert west < carte.repere[0] < east
    assert south < carte.repere[1] < north
    assert "Lens" in [line.texte for line in carte.legende[-1].entrees]
    assert "Lens" in carte.description


def test_the_legend_is_told_whole_and_the_foot_names_source_date_and_version(world, couches):
    bloc = legend.Bloc("Densité", (legend.Entree(legend.Signe("pave", "#123456"), "1 à 2", "3"),))
    carte = seen(world, couches, blocs=(bloc,))
    assert carte.legende[0] == bloc
    assert "Densité : 1 à 2 (3)." in carte.description
    assert carte.pied.startswith("Source : Ici ;")
    assert world.edition.version in carte.pied


def test_every_name_is_written_only_when_the_screen_is_near_enough(world, couches):
    plain = spec.plain(
        couches["communes"], list(couches["communes"].ids), values={}, title="", colour="#DDDDDD"
    )
    assert len(seen(world, couches, plain).noms) == describe_map.NOMS_TERRITOIRE
    near = seen(world, couches, plain, cadre=(50.40, 2.77, 50.46, 2.87))
    assert len(near.noms) == len(couches["communes"].ids)


def test_a_layer_that_has_changed_since_is_told(world, couches):
    old = spec.LayerSpec("communes", "atlas/couches/000000000000/communes.geojson", "classes")
    with pytest.raises(RenduError, match="Rechargez la page"):
        seen(world, couches, old)


def pixels(carte):
    return np.asarray(Image.open(io.BytesIO(carte_png(carte, SMALL))).convert("L"), dtype=float)


@pytest.mark.parametrize("what", ["voile", "repere", "choix"])
def test_the_veil_the_pin_and_the_choice_are_seen_on_the_map(world, couches, what):
    plain = layer_spec(couches, "communes", "classes", couleurs=("#DDE2E6",))
    plain = replace(plain, etats=only(couches["communes"], LENS))
    veil = layer_spec(couches, "communes", "voile", etats=only(couches["communes"], LENS))
    near = {"cadre": (50.40, 2.77, 50.46, 2.87)}
    layers = (plain, veil) if what == "voile" else (plain,)
    added = {"repere": {"repere": (50.43, 2.83)}, "choix": {"choix": (LENS,)}}.get(what, {})
    before, after = (
        seen(world, couches, plain, **near),
        seen(world, couches, *layers, **near, **added),
    )
    on_the_map = np.abs(pixels(before) - pixels(after))[60:300, :400]
    assert on_the_map.max() > 100


@pytest.mark.parametrize("genre", get_args(get_type_hints(legend.Signe)["genre"]))
def test_every_mark_is_drawn_in_the_legend(world, couches, genre):
    def drawn(*signs):
        lines = tuple(legend.Entree(sign, "ceci") for sign in signs)
        return pixels(seen(world, couches, blocs=(legend.Bloc("Signes", lines),)))

    blank = legend.Signe("cercle", "#FFFFFF", rayon=7)
    sign = legend.Signe(genre, "#A3195B", "carre", "ouverte", rayon=7)
    assert np.abs(drawn(sign) - drawn(blank)).max() > 60


def test_a_long_title_goes_on_under_itself(world, couches):
    title = "Un titre bien trop long pour une seule ligne de la carte " * 3
    carte = carte_de_ecran(
        world, couches, spec.MapSpec((), WHOLE), (), titre=title.strip(), source="Ici"
    )
    ET.fromstring(carte_svg(carte, SMALL))  # noqa: S314 - our own drawing
    shades = pixels(carte)
    assert shades[:, -6:].min() > 250  # nothing runs off the page


def test_points_that_no_theme_counts_are_drawn_where_the_layer_says(world, couches):
    known = stations.load(world.base)
    layer = known.couche
    described = spec.LayerSpec(
        "hydrometrique",
        layer.adresse,
        "points",
        spec.states(layer, {"E366601001"}),
        ("#0B6E75", "#0B6E75"),
        symbole="losange",
    )
    carte = seen(world, couches | {layer.nom: layer}, described)
    (mark,) = carte.symboles
    place = to_metric(known.table.set_index("id").geometry)["E366601001"]
    assert (mark.x, mark.y) == pytest.approx((place.x, place.y), abs=1)
    assert (mark.forme, mark.couleur, mark.creux) == ("losange", "#0B6E75", False)
    assert b"#0b6e75" in carte_svg(carte, SMALL).lower()
