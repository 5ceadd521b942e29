"""Water surface for ten thousand inhabitants: by hand on two territories, then as properties."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import sources
from geo.measures import pools, states

COMMUNES = pd.DataFrame(
    {"territoire": ["cabbalr", "cabbalr", "call"], "population": [15_000, 5_000, 10_000]}
)
BASSINS = pd.DataFrame(
    {
        "id_installation": ["I1", "I1", "I2", "I3"],
        "territoire": ["cabbalr", "cabbalr", "cabbalr", "call"],
        "surface_m2": [250.0, 50.0, 100.0, 400.0],
    }
)


def pool(install, *, competence="communale", existence="attestee", statut="ouverte"):
    return {
        "id_installation": install,
        "competence": competence,
        "existence": existence,
        "statut": statut,
    }


def test_a_territory_without_inhabitants_has_no_rate():
    nobody = COMMUNES.assign(population=[15_000, 5_000, 0])
    table = pools.water_surface(BASSINS, pd.DataFrame([pool("I3")]), nobody)
    assert table.loc["call", ["surface_m2", "population"]].tolist() == [400.0, 0]
    assert pd.isna(table.loc["call", "m2_pour_10000_hab"])
    assert table.loc["cabbalr", "m2_pour_10000_hab"] == 0


def test_the_surface_of_a_territory_is_that_of_the_basins_of_its_pools():
    known = pd.DataFrame([pool("I1"), pool("I3"), pool(None)])
    table = pools.water_surface(BASSINS, known, COMMUNES)
    assert table.loc["cabbalr"].tolist() == [1, 2, 300.0, 20_000, 150.0]
    assert table.loc["call"].tolist() == [1, 1, 400.0, 10_000, 400.0]


def test_a_territory_without_any_basin_has_none_and_not_nothing():
    table = pools.water_surface(BASSINS, pd.DataFrame([pool("I1")]), COMMUNES)
    assert table.loc["call", ["piscines", "surface_m2", "m2_pour_10000_hab"]].tolist() == [0, 0, 0]


def test_a_pool_of_the_departement_or_that_no_longer_stands_is_not_of_the_territory():
    known = pd.DataFrame(
        [pool("I1"), pool("I2", competence="départementale"), pool("I3", statut="demolie")]
    )
    assert states.counted(known).tolist() == [True, False, False]


@given(st.lists(st.floats(1, 2000), min_size=1, max_size=6))
def test_the_rate_grows_with_the_surface_and_never_counts_a_basin_twice(surfaces):
    basins = pd.DataFrame(
        {"id_installation": "I1", "territoire": "call", "surface_m2": sorted(surfaces)}
    )
    twice = pd.DataFrame([pool("I1"), pool("I1")])
    table = pools.water_surface(basins, twice, COMMUNES)
    assert table.loc["call", "surface_m2"] == pytest.approx(sum(surfaces))
    fewer = pools.water_surface(basins.iloc[:-1], twice, COMMUNES)
    assert fewer.loc["call", "m2_pour_10000_hab"] < table.loc["call", "m2_pour_10000_hab"]


def test_the_register_gives_4604_m2_in_the_cabbalr_and_3173_5_in_the_call():
    piscines = sources.load("piscines")
    known = piscines[states.counted(piscines)]
    table = pools.water_surface(sources.load("bassins"), known, sources.load("communes"))
    assert table["surface_m2"].to_dict() == {"cabbalr": 4604.0, "call": 3173.5}
    assert table["piscines"].to_dict() == {"cabbalr": 8, "call": 4}
