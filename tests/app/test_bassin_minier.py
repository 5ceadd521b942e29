"""« Bassin minier »: its sentence, its layers, what is said of absence, a damaged file."""

from __future__ import annotations

from ecran import Ecran

from geo.answers import mining
from geo.drawing.maps import spec
from geo.labels import bassin as mots
from geo.printing.pictures.draw_map import carte_svg
from geo.printing.pictures.map_of_screen import carte_de_ecran
from geo.ui import cache

PAGE = "pages/bassin_minier.py"


def test_the_page_draws_cites_and_terrils_and_tells_them():
    ecran = Ecran(PAGE).open()
    assert not ecran.essai.exception
    drawn = ecran.couches
    shown = {name: drawn[name]["etats"].count("0") for name in drawn if name.startswith("cites")}
    assert shown == {"cites_inscrites": 56, "cites_tampon": 106}
    assert drawn["terrils"]["etats"].count("0") == 91
    assert not {"puits", "cavaliers"} & set(drawn)
    assert "162\u00a0contours de cité minière (56 dans le bien inscrit" in ecran.texte
    for words in ("Maisons et Cités", "jamais zéro", mots.RIEN):
        assert words in ecran.texte


def test_the_reader_chooses_layers_and_a_commune():
    ecran = Ecran(PAGE, couches="puits,cavaliers", commune="62498").open()
    assert not ecran.essai.exception
    drawn = ecran.couches
    assert drawn["puits"]["symbole"] == "hexagone"
    assert drawn["puits"]["etats"].count("0") > 0
    assert "terrils" not in drawn


def test_communes_without_cite_are_hatched_not_zero():
    ecran = Ecran(PAGE, carte="part_cites_pct").open()
    assert ecran.couches["communes"]["etats"].count("-") == 96


def test_a_commune_without_any_object_has_nothing_in_the_source():
    ecran = Ecran(PAGE, commune="62132", couches="terrils").open()
    assert not ecran.essai.exception
    empty = Ecran(PAGE, commune="62847").open()
    assert "n’a rien dans sa source" in empty.texte


def test_a_damaged_layer_is_told_on_this_page(donnees):
    donnees.write_as("terrils.parquet", b"PAR1")
    ecran = Ecran(PAGE).open()
    assert any("terrils" in element.value for element in ecran.essai.error)


def test_the_fiche_of_a_commune_tells_its_cites():
    ecran = Ecran("pages/ma_commune.py", commune="62498", volet="avons").open()
    assert not ecran.essai.exception
    assert "La Mission Bassin Minier recense" in ecran.texte


def test_only_the_page_of_the_basin_reads_it():
    """The first map of another page must not wait for it."""
    assert not set(mining.TABLES) & set(cache.layers())
    assert set(mining.GROUPES.values()) <= set(cache.every_layer())


def test_the_picture_of_the_map_holds_areas_lines_and_shafts():
    """What is drawn on the page is drawn on paper: lines have a width, no theme is asked."""
    ecran = Ecran(PAGE, couches="cites,cavaliers,puits").open()
    assert not ecran.essai.exception
    couches = cache.every_layer()
    drawn = spec.MapSpec(
        couches=(
            spec.LayerSpec("cavaliers", couches["cavaliers"].adresse, "surface", "", ("#7A00C8",)),
            spec.LayerSpec(
                "puits",
                couches["puits_de_mine"].adresse,
                "points",
                "",
                ("#7A00C8", "#7A00C8"),
                symbole="hexagone",
            ),
        ),
        cadre=(50.3, 2.3, 50.6, 3.0),
    )
    carte = carte_de_ecran(cache.exports(), couches, drawn, (), titre="Essai", source="Essai")
    assert len(carte.perimetres) == 569
    assert all(one.contour.area > 0 for one in carte.perimetres)
    assert len(carte.symboles) == 186
    assert carte_svg(carte).startswith(b"<?xml")
