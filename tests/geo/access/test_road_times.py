"""The estimate against road times: pairs of the same two ends, and how far they are."""

from __future__ import annotations

import os

import pandas as pd
import pytest
import toy
import toy_themes
from shapely import Point
from toy_themes import facility

from geo.access import road_times, straight
from geo.answers import bundle

TEMPS_ROUTIERS = "ATLAS_TEMPS_ROUTIERS"
"""Variable that names a CSV of road times (see ``geo.access.road_times``), not shipped."""


def by_car(metres):
    h = straight.Hypotheses()
    return h.depart.centre + h.detour.centre * metres / (h.voiture.centre * 1000 / 60)


def test_each_time_is_compared_with_the_estimate_to_the_same_pool_whatever_its_state():
    rows = [
        facility("Fermée", toy.A, Point(toy.X0 + 700, toy.Y0 + 500), statut="fermee"),
        facility("Ouverte", toy.B, Point(toy.X0 + 1300, toy.Y0 + 500)),
    ]
    pools = toy_themes.table("piscines", rows).assign(id_installation=["I1", "I2"])
    times = pd.DataFrame(
        {
            road_times.COMMUNE: [toy.A, toy.A, "99999", toy.A],
            road_times.INSTALLATION: ["I1", "I2", "I1", "I9"],
            road_times.MINUTES: [3.0, 30.0, 1.0, 1.0],
        }
    )
    found = road_times.paired(times, toy.communes(), pools)
    assert len(found) == 2
    away = found["centre"].to_numpy()
    assert away == pytest.approx([by_car(200), by_car(800)], abs=0.01)
    assert found["meme"].tolist() == [False, True]
    assert found["centre_ouverte"].tolist() == [away[1], away[1]]
    told = road_times.ecart(found)
    assert told.temps == 2
    assert told.moyen_min == pytest.approx((abs(away[0] - 3) + 30 - away[1]) / 2)
    assert told.dedans_pct == 50


def test_the_model_is_judged_on_times_that_it_was_not_fitted_to():
    metres = pd.Series([500.0 * rank for rank in range(1, 21)])
    near = metres.clip(upper=straight.PRES_M)
    # Times that the model tells exactly: a start of 2 minutes, then two speeds.
    route = 2 + near / 500 + (metres - near) / 1000
    pairs = pd.DataFrame({"route": route, "metres": metres, "centre": route + 1})
    pairs = pairs.assign(bas=route - 1, haut=route + 2)
    told = road_times.moities(pairs, tirages=20)
    assert told.tirages == 20
    assert told.ajuste_min == pytest.approx(0, abs=1e-9)
    assert (told.publie_min, told.pire_min) == pytest.approx((1, 1))
    assert told.pire_dedans_pct == 100
    noisy = pairs.assign(route=route + [3, -3] * 10)
    assert road_times.moities(noisy, tirages=20).ajuste_min > 2.5
    assert road_times.moities(noisy, tirages=3) == road_times.moities(noisy, tirages=3)


def test_the_estimate_is_close_to_the_road_times_where_they_are_at_hand():
    path = os.environ.get(TEMPS_ROUTIERS)
    if not path:
        pytest.skip(f"{TEMPS_ROUTIERS} ne nomme aucun fichier de temps routiers")
    base = bundle.load_base()
    times = pd.read_csv(path, dtype={road_times.COMMUNE: "str"})
    pairs = road_times.paired(times, base.communes, bundle.equipements(base, "piscines"))
    assert len(pairs) == len(times)
    told = road_times.ecart(pairs)
    assert told.moyen_min <= 1.5
    assert told.dedans_pct >= 90
