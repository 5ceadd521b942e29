"""The mining basin, as shipped: counts by territory, and sentences that never say « aucun »."""

from __future__ import annotations

import gzip

import pytest

from geo.answers import bundle, mining
from geo.answers.view import place_of
from geo.core.model import Selection
from geo.labels import bassin as mots
from geo.printing.footer import SUITE_CARACTERES


@pytest.fixture(scope="module")
def base():
    return bundle.load_base()


@pytest.fixture(scope="module")
def basin(base):
    return mining.load(base)


@pytest.mark.parametrize(
    ("territoire", "comptes", "zones"),
    [
        (
            "cabbalr",
            {"cites_minieres": 72, "terrils": 50, "puits_de_mine": 88, "batiments_miniers": 29},
            {"bien_inscrit": 25, "zone_tampon": 46, "non_etablie": 1},
        ),
        (
            "call",
            {"cites_minieres": 90, "terrils": 41, "puits_de_mine": 98, "batiments_miniers": 54},
            {"bien_inscrit": 31, "zone_tampon": 49, "non_etablie": 10},
        ),
    ],
)
def test_each_territory_has_its_objects(base, basin, territoire, comptes, zones):
    members = base.communes.loc[base.communes["territoire"] == territoire, "code_insee"]
    of = {name: rows[rows["code_insee"].isin(members)] for name, rows in basin.tables.items()}
    assert {name: len(of[name]) for name in comptes} == comptes
    assert of["cites_minieres"]["protection"].value_counts().to_dict() == zones


def test_lengths_of_communes_add_up_to_what_is_inside(basin):
    total = basin.tables["cavaliers"]["longueur_m"].sum() / 1000
    inside = basin.mesures["cavaliers_km"].sum()
    assert 0.97 * total < inside < total
    assert basin.mesures["cavaliers_inscrits_km"].sum() == pytest.approx(32.4, abs=0.1)


def test_no_measure_is_zero_where_the_source_has_nothing(basin):
    assert not (basin.mesures == 0).any().any()
    assert basin.mesures.notna().any(axis="columns").sum() == 88


def test_every_commune_has_a_sentence_that_agrees_and_never_says_none(base, basin):
    for row in base.communes.index:
        commune = base.communes.loc[[row]]
        told = mining.bilan(basin, commune)
        sentence = mining.phrase(told, "ici")
        assert told.vide == ("rien dans sa source" in sentence)
        assert "aucun" not in sentence
        assert " 0\u00a0" not in sentence
        for one, count in told.comptes.items():
            if count:
                word = mots.COMPTES[one][0 if count == 1 else 1]
                assert f"{count}\u00a0{word}" in sentence


def test_the_sentence_of_a_few_objects():
    told = mining.BilanMinier(
        {"cites": 1, "terrils": 2, "puits": 0, "batiments": 1, "espaces": 0},
        {"bien_inscrit": 0, "zone_tampon": 1, "non_etablie": 0},
        1,
        0,
        1.25,
    )
    assert mining.phrase(told, "à Lens").replace("\u00a0", " ") == (
        "La Mission Bassin Minier recense, à Lens, 1 contour de cité minière (dans la zone "
        "tampon ; il n’est que le reste d’une cité inscrite en partie), 2 terrils, 1 bâtiment "
        "inscrit au patrimoine mondial et 1,2 km de cavaliers (avril 2026)."
    )


@pytest.mark.parametrize(("territoire", "autre"), [("cabbalr", "CALL"), ("call", "CABBALR")])
def test_what_both_agglomerations_count_is_said_of_each(base, basin, territoire, autre):
    told = mining.synthese(basin, place_of(base, Selection(territoire=territoire)))
    shared = (
        f"Comptés aussi dans la {autre} : 1 contour de cité minière, 3 terrils et 1 espace "
        "néonaturel."
    )
    assert told.phrase.replace("\u00a0", " ").endswith(shared)
    slide = told.suite(SUITE_CARACTERES)
    assert len(slide) <= SUITE_CARACTERES
    assert slide.replace("\u00a0", " ").endswith(
        f"Aussi dans la {autre} : 1 contour de cité minière et 3 terrils."
    )
    whole = mining.synthese(basin, place_of(base, Selection()))
    assert "Comptés aussi" not in whole.phrase


def test_what_both_agglomerations_count_makes_up_their_difference(base, basin):
    def count(territoire):
        place = place_of(base, Selection(territoire=territoire))
        return mining.bilan(basin, place.communes, place.voisine[1])

    both, one, other = count(None), count("cabbalr"), count("call")
    assert one.partages == other.partages
    assert not any(both.partages.values())
    for name, shared in one.partages.items():
        assert one.comptes[name] + other.comptes[name] - shared == both.comptes[name]


def test_the_layers_hold_every_object_and_stay_light(basin):
    for name, layer in basin.couches.items():
        assert set(layer.ids) == set(basin.tables[name]["id"])
        assert len(gzip.compress(layer.corps)) < 60_000
