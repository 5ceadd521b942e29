"""Times along a network drawn by hand, 1 km a side, on the toy territory::

b ---- c        a - b: 1 000 m, everyone          a = (X0, Y0)
|      |        b - c: 1 000 m, everyone
a ---> d        c - d: 1 000 m, everyone, 60 km/h by car
                a > d: 1 000 m, one way for cars and bikes
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import toy
import toy_themes
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from shapely import Point

from geo.access import network, straight
from geo.core.errors import DataFileError, SchemaError
from geo.measures import joins

CORNERS = {"a": (0, 0), "b": (0, 1000), "c": (1000, 1000), "d": (1000, 0)}
H = straight.Hypotheses()


def at(corner, dx=0.0, dy=0.0):
    x, y = CORNERS[corner]
    return Point(toy.X0 + x + dx, toy.Y0 + y + dy)


def points(*places):
    return gpd.GeoSeries(list(places), crs=toy.CRS)


def nodes():
    degrees = toy.lonlat([at(name) for name in CORNERS])
    return pd.DataFrame({"id": list(CORNERS), "lon": degrees["lon"], "lat": degrees["lat"]})


def edge(start, end, **changes):
    every = {
        "de": start,
        "vers": end,
        "longueur_m": 1000.0,
        "vitesse_kmh": None,
        "pied": True,
        "velo": True,
        "voiture": True,
        "sens_unique": False,
    }
    return every | changes


def edges(*more):
    rows = [
        edge("a", "b"),
        edge("b", "c"),
        edge("c", "d", vitesse_kmh=60.0),
        edge("a", "d", sens_unique=True),
        *more,
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def roads():
    return network.network(nodes(), edges())


def minutes(roads, start, end, mode):
    return network.temps(roads, points(start), points(end), H, mode)[0, 0]


def test_a_walker_takes_the_shortest_way_in_both_directions(roads):
    assert minutes(roads, at("a"), at("d"), "pied") == pytest.approx(1000 / 75, abs=0.01)
    assert minutes(roads, at("d"), at("a"), "pied") == pytest.approx(1000 / 75, abs=0.01)


def test_a_bike_respects_one_way_streets(roads):
    assert minutes(roads, at("a"), at("d"), "velo") == pytest.approx(4, abs=0.01)
    assert minutes(roads, at("d"), at("a"), "velo") == pytest.approx(12, abs=0.01)


def test_a_car_goes_at_the_speed_of_the_road_or_at_the_hypothesis(roads):
    assert minutes(roads, at("c"), at("d"), "voiture") == pytest.approx(1, rel=1e-5)
    slow = 1000 / (40000 / 60)
    assert minutes(roads, at("a"), at("b"), "voiture") == pytest.approx(slow, rel=1e-5)
    assert minutes(roads, at("d"), at("a"), "voiture") == pytest.approx(1 + 2 * slow, rel=1e-5)


def test_a_place_off_the_network_joins_it_in_a_straight_line_with_the_detour(roads):
    found = minutes(roads, at("a", dx=-150), at("b"), "pied")
    assert found == pytest.approx((150 * 1.3 + 1000) / 75, abs=0.01)


def test_a_place_too_far_from_the_network_is_not_reached(roads):
    assert np.isinf(minutes(roads, at("a", dx=-1600), at("b"), "pied"))


def test_a_mode_without_any_road_reaches_nothing():
    roads = network.network(nodes(), edges().assign(velo=False))
    assert np.isinf(minutes(roads, at("a"), at("b"), "velo"))
    assert np.isfinite(minutes(roads, at("a"), at("b"), "pied"))


def test_of_two_stretches_between_the_same_crossings_the_shorter_counts():
    doubled = network.network(nodes(), edges(edge("a", "b", longueur_m=750.0)))
    assert minutes(doubled, at("a"), at("b"), "pied") == pytest.approx(10, abs=0.01)


def test_what_no_road_joins_is_not_reached():
    alone = network.network(nodes(), pd.DataFrame([edge("a", "b"), edge("c", "d")]))
    assert np.isinf(minutes(alone, at("a"), at("c"), "pied"))


def test_the_times_of_several_places_stand_in_rows_and_columns(roads):
    found = network.temps(
        roads, points(at("a"), at("a"), at("c")), points(at("b"), at("d")), H, "pied"
    )
    side = 1000 / 75
    assert found == pytest.approx(np.full((3, 2), side), abs=0.01)


def test_a_known_place_has_one_time_and_an_approximate_one_a_range(roads):
    communes = toy.communes()
    frame = toy_themes.table(
        "piscines",
        [
            toy_themes.facility("Exacte", toy.A, at("b")),
            toy_themes.facility("Vague", toy.B),
        ],
    )
    lines = straight.distances(joins.commune_points(communes), frame, communes)
    for mode in straight.MODES:
        ways = network.search_streets(network.graphe(roads, H, mode), lines.origines, lines.cibles)
        found = network.minutes_reseau(ways, lines, H, mode)
        assert found.bas[:, 0] == pytest.approx(found.haut[:, 0])
        assert (found.bas[:, 1] < found.centre[:, 1]).all()
        assert (found.centre[:, 1] < found.haut[:, 1]).all()
        assert (found.bas >= (H.stationnement.bas if mode == "voiture" else 0)).all()


# --- reading ----------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    nodes().to_parquet(tmp_path / network.NOEUDS)
    edges().to_parquet(tmp_path / network.ARETES)
    return tmp_path


def test_without_a_folder_there_is_no_network(tmp_path):
    assert network.load(tmp_path / "routes") is None


def test_a_network_is_read_from_its_two_tables(folder):
    roads = network.load(folder)
    assert minutes(roads, at("a"), at("d"), "pied") == pytest.approx(1000 / 75, abs=0.01)


@pytest.mark.parametrize("name", [network.NOEUDS, network.ARETES])
def test_a_missing_or_truncated_table_is_told(folder, name):
    path = folder / name
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(DataFileError, match=name):
        network.load(folder)
    path.unlink()
    with pytest.raises(DataFileError, match="geo refresh routes"):
        network.load(folder)


def test_a_missing_column_is_told():
    with pytest.raises(SchemaError, match=r"aretes\.parquet : .* absentes : velo"):
        network.network(nodes(), edges().drop(columns="velo"))


def test_a_stretch_that_leads_nowhere_or_has_no_length_is_refused():
    with pytest.raises(SchemaError, match=r"1 tronçon\(s\) sans carrefour connu"):
        network.network(nodes(), edges(edge("a", "z")))
    with pytest.raises(SchemaError, match="longueur_m"):
        network.network(nodes(), edges(edge("a", "c", longueur_m=0.0)))


def test_a_crossing_told_twice_is_refused():
    with pytest.raises(SchemaError, match="deux fois"):
        network.network(pd.concat([nodes(), nodes().iloc[:1]]), edges())


def test_the_search_from_the_places_gives_the_times_from_the_origins():
    rng = np.random.default_rng(62)
    ends = rng.integers(0, 30, size=(2, 120))
    graph = csr_array((rng.random(120) + 0.1, (ends[0], ends[1])), shape=(30, 30))
    start, end = np.arange(20), np.array([3, 7, 3])
    forwards = dijkstra(graph, indices=start)[:, end]
    streets = network.Graphe(points(), graph, graph.T.tocsr())
    assert np.allclose(network._between(streets, start, end), forwards)


# --- searched beforehand ----------------------------------------------------------------------


def places():
    """Two town halls, one told twice, and a pool that is on no street."""
    return points(at("a"), at("c", dx=20), at("a")), points(at("d"), at("b", dy=30), at("d"))


def known_speeds():
    return network.network(nodes(), edges().assign(vitesse_kmh=50.0))


@pytest.mark.parametrize("mode", straight.MODES)
def test_what_was_searched_beforehand_is_what_would_be_found(mode, folder):
    roads, (origins, targets) = known_speeds(), places()
    table = network.precompute(roads, origins, targets, H)
    table.to_parquet(folder / network.TRAJETS)
    known = network.load(folder).connus[mode].entre(origins, targets)
    found = network.search_streets(network.graphe(roads, H, mode), origins, targets)
    assert known.couts == pytest.approx(found.couts)
    assert known.raccords == pytest.approx(found.raccords)
    assert len(table) == 2 * 2 * len(straight.MODES)


@pytest.mark.parametrize("vitesse", [3.0, 6.0])
def test_what_was_searched_beforehand_serves_any_hypothesis(vitesse):
    roads, (origins, targets) = known_speeds(), places()
    other = H.reglees({"pied": vitesse, "detour": 1.6})
    known = network.connus(network.precompute(roads, origins, targets, H))["pied"]
    assert network.en_minutes(known.entre(origins, targets), other, "pied") == pytest.approx(
        network.temps(roads, origins, targets, other, "pied")
    )


def test_a_place_that_was_not_searched_is_not_known():
    origins, targets = places()
    known = network.connus(network.precompute(known_speeds(), origins, targets, H))["pied"]
    assert known.entre(origins, points(at("d", dx=1))) is None
    assert known.entre(points(at("d")), targets) is None
    nobody = known.entre(origins.iloc[:0], targets)
    assert nobody.couts.shape == (0, len(targets))
    assert known.entre(origins, targets.iloc[:0]).couts.shape == (len(origins), 0)


def test_a_search_that_depends_on_a_hypothesis_is_not_done_beforehand(roads):
    assert network.vitesse_inconnue(roads, H, "voiture") == H.voiture.centre
    assert set(network.precompute(roads, *places(), H)["mode"]) == {"pied", "velo"}
    assert network.vitesse_inconnue(known_speeds(), H, "voiture") is None


def test_ways_that_do_not_make_a_whole_are_refused():
    table = network.precompute(known_speeds(), *places(), H)
    with pytest.raises(SchemaError, match="il y manque des trajets"):
        network.connus(table.iloc[1:])
    with pytest.raises(SchemaError, match="absentes : cout"):
        network.connus(table.drop(columns="cout"))
