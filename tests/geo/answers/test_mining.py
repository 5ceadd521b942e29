"""The mining basin, as shipped: counts by territory, and sentences that never say « aucun »."""

from __future__ import annotations

import gzip

import pytest

from geo.answers import bundle, mining
from geo.labels import bassin as mots


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
        "La Mission Bassin Minier recense, à Lens, 1 contour de cité minière (1 dans la zone "
        "tampon ; 1 n’est que le reste d’une cité inscrite en partie), 2 terrils, 1 bâtiment "
        "inscrit au patrimoine mondial et 1,2 km de cavaliers (avril 2026)."
    )


def test_the_layers_hold_every_object_and_stay_light(basin):
    for name, layer in basin.couches.items():
        assert set(layer.ids) == set(basin.tables[name]["id"])
        assert len(gzip.compress(layer.corps)) < 60_000
