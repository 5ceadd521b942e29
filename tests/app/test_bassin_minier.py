"""« Bassin minier »: its sentence, its layers, what is said of absence, a damaged file."""

from __future__ import annotations

from ecran import Ecran

from geo.labels import bassin as mots

PAGE = "pages/bassin_minier.py"


def test_the_page_draws_cites_and_terrils_and_tells_them():
    ecran = Ecran(PAGE).start_show()
    assert not ecran.essai.exception
    drawn = ecran.couches
    shown = {name: drawn[name]["etats"].count("0") for name in drawn if name.startswith("cites")}
    assert shown == {"cites_inscrites": 56, "cites_tampon": 106}
    assert drawn["terrils"]["etats"].count("0") == 91
    assert not {"puits", "cavaliers"} & set(drawn)
    assert "162\u00a0cités minières (56 dans le bien inscrit" in ecran.texte
    for words in ("Maisons et Cités", "jamais zéro", mots.RIEN):
        assert words in ecran.texte


def test_the_reader_chooses_layers_and_a_commune():
    ecran = Ecran(PAGE, couches="puits,cavaliers", commune="62498").start_show()
    assert not ecran.essai.exception
    drawn = ecran.couches
    assert drawn["puits"]["symbole"] == "hexagone"
    assert drawn["puits"]["etats"].count("0") > 0
    assert "terrils" not in drawn


def test_communes_without_cite_are_hatched_not_zero():
    ecran = Ecran(PAGE, carte="part_cites_pct").start_show()
    assert ecran.couches["communes"]["etats"].count("-") == 96


def test_a_commune_without_any_object_has_nothing_in_the_source():
    ecran = Ecran(PAGE, commune="62132", couches="terrils").start_show()
    assert not ecran.essai.exception
    empty = Ecran(PAGE, commune="62847").start_show()
    assert "n’a rien dans sa source" in empty.texte


def test_a_damaged_layer_is_told_on_this_page(donnees):
    donnees.write_as("terrils.parquet", b"PAR1")
    ecran = Ecran(PAGE).start_show()
    assert any("terrils" in element.value for element in ecran.essai.error)


def test_the_fiche_of_a_commune_tells_its_cites():
    ecran = Ecran("pages/ma_commune.py", commune="62498").start_show()
    assert not ecran.essai.exception
    assert "La Mission Bassin Minier recense" in ecran.texte
