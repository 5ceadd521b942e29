"""Pupils and pools on the toy territory: two schools, one open pool, one of unknown state.

The school of 62001 is 300 m from the open pool; those of 62002 are about 1 km from it, and the pool
of unknown state stands at their door.
"""

from __future__ import annotations

import pandas as pd
import pytest
import toy
import toy_themes
from shapely import Point

from geo import sources
from geo.answers import bundle, pupils
from geo.core.crs import to_metric

START = to_metric(toy.communes().geometry).centroid


def schools(*rows):
    frame = pd.DataFrame(rows, columns=["id", "nom", "niveau", "code_insee", "eleves", "place"])
    degrees = toy.lonlat(list(frame["place"]))
    return frame.drop(columns="place").assign(lon=degrees["lon"], lat=degrees["lat"])


@pytest.fixture
def near():
    first, second = START.iloc[0], START.iloc[1]
    ecoles = schools(
        ("e1", "École A", "ecole", toy.A, 100, first),
        ("e2", "École B", "ecole", toy.B, 300, second),
        ("c1", "Collège B", "college", toy.B, 50, second),
    )
    piscines = toy_themes.table(
        "piscines",
        [
            toy_themes.facility("Sûre", toy.A, Point(first.x, first.y + 300)),
            toy_themes.facility("Douteuse", toy.B, second, statut="non_etabli"),
            toy_themes.facility("Fermée", toy.B, second, statut="fermee"),
        ],
    )
    communes = toy.communes().to_crs(4326)
    return ecoles, pupils.nearest_pools(ecoles, piscines, communes)


def test_the_nearest_pool_is_told_twice_open_only_then_with_the_unknown(near):
    _, found = near
    assert found["piscine_sure"].tolist() == ["sûre"] * 3
    assert found["piscine_possible"].tolist() == ["sûre", "douteuse", "douteuse"]
    # 300 m on foot: 300 × 1.3 at 75 m a minute.
    assert found["minutes_pied_sure"].iloc[0] == pytest.approx(5.2, abs=0.01)
    assert found["minutes_pied_possible"].iloc[1] == pytest.approx(0, abs=0.01)


def test_pupils_are_counted_from_the_confirmed_to_the_possible(near):
    ecoles, found = near
    assert pupils.pupils_within(ecoles, found, "pied", 10) == (100, 450)
    assert pupils.pupils_within(ecoles, found, "voiture", 10) == (450, 450)
    assert pupils.pupils_within(ecoles[ecoles["id"] == "e2"], found, "pied", 10) == (0, 300)


def test_a_share_is_a_range_only_where_the_unknown_changes_it(near):
    ecoles, found = near
    table = pupils.written(pupils.shares(ecoles, found))
    walk = table[table["Mode"] == "À pied"].iloc[0]
    assert walk.iloc[0] == "Écoles maternelles et élémentaires (400)"
    assert walk["10 min"] == "entre 25\u202f% et 100\u202f%"
    assert table[table["Mode"] == "En voiture"].iloc[0]["10 min"] == "100\u202f%"


def test_the_sentence_says_the_pupils_and_the_range():
    table = pd.DataFrame(
        {
            "groupe": ["ecoles"],
            "mode": ["voiture"],
            "seuil_min": [10],
            "eleves": [400],
            "sure": [100],
            "possible": [200],
        }
    )
    assert pupils.phrase(table, "Dans la CALL") == (
        "Dans la CALL : sur 400\u00a0élèves des écoles maternelles et élémentaires, entre "
        "25\u202f% et 50\u202f% ont une piscine à 10 minutes en voiture."
    )
    assert "aucun élève" in pupils.phrase(table.iloc[:0], "Dans la CALL")


def test_without_any_pool_nobody_has_one(near):
    ecoles, _ = near
    none = toy_themes.table("piscines", [])
    found = pupils.nearest_pools(ecoles, none, toy.communes().to_crs(4326))
    assert pupils.pupils_within(ecoles, found, "voiture", 30) == (0, 0)


def test_every_shipped_school_has_its_pupils_counted_once():
    base = bundle.load_base()
    ecoles = sources.load("ecoles")
    found = pupils.nearest_pools(ecoles, sources.load("piscines"), base.communes)
    table = pupils.shares(ecoles, found)
    totals = table.drop_duplicates("groupe").set_index("groupe")["eleves"].to_dict()
    assert totals == {"ecoles": 46_200, "colleges": 30_216, "lycees": 15_363}
    assert (table["sure"] <= table["possible"]).all()
    assert (table["possible"] <= table["eleves"]).all()
