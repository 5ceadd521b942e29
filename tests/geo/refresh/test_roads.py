"""The renewal of the road network: what a road is good for, what is refused, what is kept.

The network of ``fixtures/routes.osm`` is drawn on the toy communes; the same one is written
here as the edges of a graph, so that all but the reading is tested without osmnx.
"""

from __future__ import annotations

import bz2
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import networkx as nx
import numpy as np
import pandas as pd
import pytest
import toy
from shapely import Point

from geo import __main__ as cli
from geo import sources
from geo.access import network, straight
from geo.core import catalog
from geo.core.errors import RefreshError, SchemaError
from geo.refresh import road_checks, road_sources, stretches
from geo.refresh import roads as osm_roads

OSM = Path(__file__).parent / "fixtures" / "routes.osm"
DOC = catalog.ROOT / "docs" / "routes.md"
CORNERS = {
    "1": (0, 0),
    "2": (1000, 0),
    "3": (2000, 0),
    "4": (0, 1000),
    "5": (1000, 1000),
    "6": (2000, 1000),
    "8": (300, 500),
    "9": (400, 500),
}
STREETS = [
    ("1", "2", {"highway": "residential", "maxspeed": "30"}),
    ("2", "3", {"highway": "primary", "maxspeed": "50"}),
    ("1", "4", {"highway": "tertiary"}),
    ("4", "5", {"highway": "residential", "oneway": True}),
    ("5", "6", {"highway": "footway"}),
    ("3", "6", {"highway": "cycleway"}),
    ("2", "5", {"highway": "secondary", "maxspeed": "30 mph"}),
    ("8", "9", {"highway": "service"}),
    ("4", "2", {"highway": "residential", "access": "private"}),
    ("1", "5", {"building": "yes"}),
]
EXPECTED = {
    ("1", "2"): (30.0, True, True, True, False),
    ("1", "4"): (50.0, True, True, True, False),
    ("2", "3"): (50.0, True, True, True, False),
    ("2", "5"): (30 * 1.609344, True, True, True, False),
    ("3", "6"): (np.nan, False, True, False, False),
    ("4", "5"): (30.0, True, True, True, True),
    ("5", "6"): (np.nan, True, False, False, False),
}
"""Speed, on foot, by bike, by car, one way. The island, the private street, the building: out."""


def lonlat(name):
    dx, dy = CORNERS[name]
    return toy.lonlat([Point(toy.X0 + dx, toy.Y0 + dy)]).iloc[0]


def graph():
    """The network as osmnx gives it: an edge each way, but for one-way streets."""
    drawn = nx.MultiDiGraph(crs="epsg:4326")
    for name in CORNERS:
        drawn.add_node(int(name), x=lonlat(name)["lon"], y=lonlat(name)["lat"])
    for start, end, tags in STREETS:
        said = {"length": 1000.0, "oneway": False} | tags
        drawn.add_edge(int(start), int(end), **said)
        if not said["oneway"]:
            drawn.add_edge(int(end), int(start), **said)
    return drawn


def plain():
    return stretches.tables(*stretches.plain(graph()), road_sources.zone(toy.communes()))


def edge(**changes):
    every = {"u": 1, "v": 2, "length": 100.0, "highway": "residential", "oneway": False}
    return stretches.troncons(pd.DataFrame([every | changes]))


def modes(**changes):
    rows = edge(**changes)
    return {mode for mode in straight.MODES if len(rows) and rows[mode].iloc[0]}


@pytest.fixture
def given(tmp_path):
    """A folder of tables in our columns, as ``--from`` takes them."""
    folder = tmp_path / "donnes"
    folder.mkdir()
    nodes, edges = plain()
    nodes.to_parquet(folder / network.NOEUDS)
    edges.to_parquet(folder / network.ARETES)
    return folder


def renew(chemin, racine, **options):
    settings = {"communes": toy.communes(), "carrefours_min": 6} | options
    return osm_roads.refresh_roads(chemin, racine=racine, **settings)


def content(racine):
    return {
        path.relative_to(racine): path.read_bytes() for path in racine.rglob("*") if path.is_file()
    }


# --- what a road is good for ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "speed"),
    [
        ("50", 50),
        (50.0, 50),
        ("30 mph", 48.28032),
        (["50", "70"], 60),
        ("50;70", 60),
        ("FR:urban", 50),
        (["50", "signals"], 50),
    ],
)
def test_a_written_limit_is_read(written, speed):
    assert stretches.vitesse_limite(written) == pytest.approx(speed)


@pytest.mark.parametrize("written", [None, np.nan, pd.NA, "", "none", "signals", "500", "0", []])
def test_a_limit_that_says_nothing_usable_is_missing(written):
    assert np.isnan(stretches.vitesse_limite(written))


def test_a_written_limit_replaces_the_speed_of_the_class():
    assert edge()["vitesse_kmh"].tolist() == [stretches.CLASSES["residential"].vitesse_kmh]
    assert edge(maxspeed="20")["vitesse_kmh"].tolist() == [20]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"highway": "residential"}, {"pied", "velo", "voiture"}),
        ({"highway": "motorway"}, {"voiture"}),
        ({"highway": "footway"}, {"pied"}),
        ({"highway": "footway", "bicycle": "designated"}, {"pied", "velo"}),
        ({"highway": "cycleway"}, {"velo"}),
        ({"highway": "cycleway", "foot": "yes"}, {"pied", "velo"}),
        ({"highway": "primary", "foot": "no"}, {"velo", "voiture"}),
        ({"highway": "track"}, {"pied", "velo"}),
        ({"highway": "track", "motor_vehicle": "yes"}, {"pied", "velo", "voiture"}),
        ({"highway": "steps", "motor_vehicle": "yes"}, {"pied"}),
        ({"access": "private"}, set()),
        ({"access": "private", "foot": "yes"}, {"pied"}),
        ({"area": "yes"}, set()),
        ({"highway": "service", "service": "driveway"}, set()),
        ({"highway": ["residential", "footway"]}, {"pied"}),
        ({"highway": ["residential", "construction"]}, set()),
        ({"highway": None}, set()),
        ({"highway": "proposed"}, set()),
    ],
)
def test_who_may_use_a_road_depends_on_its_class_then_on_what_it_says(tags, expected):
    assert modes(**tags) == expected


def test_a_stretch_of_two_classes_has_the_lower_speed():
    assert edge(highway=["primary", "service"])["vitesse_kmh"].tolist() == [15]


def test_where_no_car_goes_no_speed_is_given():
    assert edge(highway="path", maxspeed="50")["vitesse_kmh"].isna().all()


@pytest.mark.parametrize("written", [True, "True", "yes", [True, False]])
def test_one_way_streets_keep_their_direction(written):
    rows = edge(u=9, v=2, oneway=written)
    assert rows[["de", "vers", "sens_unique"]].to_numpy().tolist() == [["9", "2", True]]


def test_the_two_edges_of_a_street_make_one_stretch():
    both = pd.DataFrame(
        {"u": [9, 2], "v": [2, 9], "length": 10.0, "highway": "path", "oneway": False}
    )
    assert stretches.troncons(both)[["de", "vers"]].to_numpy().tolist() == [["2", "9"]]


def test_a_loop_leads_nowhere_and_no_length_is_zero():
    assert edge(v=1).empty
    assert edge(length=0.0)["longueur_m"].tolist() == [stretches.LONGUEUR_MIN_M]


def test_every_class_has_its_reason_and_its_row_in_the_documentation():
    text = DOC.read_text(encoding="utf-8")
    for name, one in stretches.CLASSES.items():
        speed = "–" if one.vitesse_kmh is None else f"{one.vitesse_kmh:g}"
        marks = ["oui" if mode in one.modes else "non" for mode in straight.MODES]
        assert f"| {' | '.join([f'`{name}`', speed, *marks, one.raison])} |" in text


# --- from a graph to the tables ---------------------------------------------------------------


def assert_expected(nodes, edges):
    assert nodes["id"].tolist() == ["1", "2", "3", "4", "5", "6"]
    columns = ["vitesse_kmh", *straight.MODES, "sens_unique"]
    found = {
        (row.de, row.vers): tuple(getattr(row, c) for c in columns) for row in edges.itertuples()
    }
    assert found.keys() == EXPECTED.keys()
    for key, values in EXPECTED.items():
        assert found[key] == pytest.approx(values, nan_ok=True)


def test_a_graph_becomes_the_two_tables_without_what_nobody_can_use():
    assert_expected(*plain())


def test_the_tables_are_those_that_the_shortest_times_take():
    nodes, edges = plain()
    roads = network.network(nodes, edges)
    places = [Point(toy.X0 + x, toy.Y0 + y) for x, y in (CORNERS["2"], CORNERS["4"])]
    origins = toy.gpd.GeoSeries(places, crs=toy.CRS)
    settings = straight.Hypotheses()
    times = network.temps(roads, origins, origins, settings, "voiture")
    by_30_then_50 = 1000 / (30_000 / 60) + 1000 / (50_000 / 60)
    assert times[0, 1] == pytest.approx(by_30_then_50 + settings.stationnement.centre, abs=0.01)


def test_what_is_outside_of_the_zone_is_left_out():
    zone = road_sources.zone(toy.communes())
    nodes = pd.DataFrame({"id": [1, 2, 3], "x": [2.72, 2.73, 2.0], "y": 50.457})
    edges = pd.DataFrame({"u": [1, 2], "v": [2, 3], "length": 700.0, "highway": "path"})
    crossings, roads = stretches.tables(nodes, edges, zone)
    assert crossings["id"].tolist() == ["1", "2"]
    assert len(roads) == 1


def test_a_street_that_a_car_can_enter_but_not_leave_is_for_walkers_only():
    roads = pd.concat(
        [
            edge(u=1, v=2),
            edge(u=2, v=3),
            edge(u=3, v=4, oneway=True),
        ],
        ignore_index=True,
    )
    found = stretches.sans_ilots(roads).set_index("vers")
    assert found["pied"].tolist() == [True, True, True]
    assert found["voiture"].tolist() == [True, True, False]
    assert np.isnan(found.loc["4", "vitesse_kmh"])
    assert roads["voiture"].all(), "the input has been changed"


# --- what is refused --------------------------------------------------------------------------


def refused(nodes, edges, **options):
    settings = {"communes": toy.communes(), "carrefours_min": 6} | options
    with pytest.raises(SchemaError) as caught:
        road_checks.verify(nodes, edges, **settings)
    return str(caught.value)


def test_a_good_network_is_accepted():
    road_checks.verify(*plain(), toy.communes(), 6)


def test_a_network_cut_short_is_refused():
    assert "6 carrefour(s), au moins 7 attendus" in refused(*plain(), carrefours_min=7)


def test_a_stretch_to_an_unknown_crossing_is_refused():
    nodes, edges = plain()
    assert "2 tronçon(s) sans carrefour connu" in refused(nodes.iloc[1:], edges, carrefours_min=1)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("longueur_m", 0.0, "colonne « longueur_m » : trouvé « 0.0 »"),
        ("longueur_m", np.nan, "longueur_m"),
        ("vitesse_kmh", 500.0, "vitesse_kmh"),
        ("pied", "oui", "pied"),
        ("velo", False, "aucun tronçon ouvert au mode « velo »"),
    ],
)
def test_a_value_that_cannot_be_is_refused(column, value, said):
    nodes, edges = plain()
    told = refused(nodes, edges.assign(**{column: value}))
    assert said in told
    assert "geo build" not in told
    assert road_checks.RIEN_N_A_CHANGE in told


def test_a_missing_column_is_told():
    nodes, edges = plain()
    assert "colonne attendue absente : velo" in refused(nodes, edges.drop(columns="velo"))


def test_a_network_that_leaves_a_side_of_the_territory_out_is_refused():
    nodes, edges = plain()
    communes = toy.communes()
    east = communes.iloc[[1]].assign(
        nom="Loin", geometry=communes.geometry.iloc[[1]].translate(5000)
    )
    away = toy.lonlat([east.geometry.iloc[0].centroid]).iloc[0]
    east = east.assign(mairie_lon=away["lon"], mairie_lat=away["lat"])
    told = refused(nodes, edges, communes=pd.concat([communes, east], ignore_index=True))
    assert "l’est du territoire n’est pas couvert : il manque 5,0 km" in told
    assert "de la mairie de Loin" in told


# --- from a file to data/routes ---------------------------------------------------------------


def test_tables_of_our_columns_are_installed_with_their_card(given, tmp_path):
    found = renew(given, tmp_path / "data")
    assert (found.carrefours, found.troncons, found.precedent) == (6, 7, False)
    assert found.par_mode == {"pied": 6, "velo": 6, "voiture": 5}
    folder = tmp_path / "data" / "routes"
    assert network.load(folder) is not None
    card = tomllib.loads((folder / osm_roads.FICHE).read_text(encoding="utf-8"))
    assert card["licence"] == "ODbL 1.0"
    assert card["producteur"] == "contributeurs d’OpenStreetMap"
    assert "date_telechargement" not in card
    assert {f["nom"]: f["sha256"] for f in card["fichiers"]} == {
        name: sources.sha256(folder / name)
        for name in (network.NOEUDS, network.ARETES, network.TRAJETS)
    }
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["routes"]


def test_the_card_is_not_one_of_a_shipped_source():
    assert osm_roads.FICHE != "source.toml"
    ignored = (catalog.ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"data/routes/", "data/routes.precedent/"} <= set(ignored)


def test_csv_tables_give_the_same_network(given, tmp_path):
    renew(given, tmp_path / "a")
    for name in (network.NOEUDS, network.ARETES):
        path = given / name
        pd.read_parquet(path).to_csv(path.with_suffix(".csv"), index=False)
        path.unlink()
    renew(given / "aretes.csv", tmp_path / "b")
    for name in (network.NOEUDS, network.ARETES):
        assert sources.sha256(tmp_path / "a/routes" / name) == sources.sha256(
            tmp_path / "b/routes" / name
        )


def test_a_dry_run_writes_nothing(given, tmp_path):
    assert renew(given, tmp_path / "data", essai=True).carrefours == 6
    assert not (tmp_path / "data").exists()


def test_the_previous_network_is_kept(given, tmp_path):
    renew(given, tmp_path / "data")
    first = content(tmp_path / "data" / "routes")
    edges = pd.read_parquet(given / network.ARETES).assign(longueur_m=900.0)
    edges.to_parquet(given / network.ARETES)
    assert renew(given, tmp_path / "data").precedent
    assert content(tmp_path / "data" / "routes.precedent") == first
    assert content(tmp_path / "data" / "routes") != first


def test_a_damaged_network_does_not_replace_the_last_good_copy(given, tmp_path):
    renew(given, tmp_path / "data")
    renew(given, tmp_path / "data")
    good = content(tmp_path / "data" / "routes.precedent")
    (tmp_path / "data" / "routes" / network.ARETES).write_bytes(b"PAR1")
    assert not renew(given, tmp_path / "data").precedent
    assert content(tmp_path / "data" / "routes.precedent") == good
    assert network.load(tmp_path / "data" / "routes") is not None


def test_a_renewal_that_died_between_two_names_leaves_the_previous_network_in_use(given, tmp_path):
    data = tmp_path / "data"
    renew(given, data)
    assert catalog.roads_folder(data) == data / "routes"
    (data / "routes").rename(data / "routes.precedent")
    assert catalog.roads_folder(data) == data / "routes.precedent"
    assert network.load(catalog.roads_folder(data)) is not None
    renew(given, data)
    assert catalog.roads_folder(data) == data / "routes"


def test_what_a_killed_renewal_left_is_swept_and_what_runs_is_left(given, tmp_path):
    data = tmp_path / "data"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [data / f".routes-{gone.pid}-abc", data / ".routes-ancien"]
    running = data / f".routes-{os.getppid()}-abc"
    for folder in (*left, running):
        (folder / "routes").mkdir(parents=True)
    renew(given, data)
    assert not any(folder.exists() for folder in left)
    assert running.is_dir()


def test_a_refresh_that_is_refused_changes_nothing(given, tmp_path):
    renew(given, tmp_path / "data")
    before = content(tmp_path / "data")
    pd.read_parquet(given / network.ARETES).assign(longueur_m=0.0).to_parquet(
        given / network.ARETES
    )
    with pytest.raises(SchemaError):
        renew(given, tmp_path / "data")
    assert content(tmp_path / "data") == before


def test_a_swap_that_fails_puts_the_network_back(given, tmp_path, monkeypatch):
    renew(given, tmp_path / "data")
    before = content(tmp_path / "data")
    rename = Path.rename

    def broken(self, target):
        if self.parent.name.startswith(".routes-"):
            raise PermissionError(13, "refusé", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(PermissionError):
        renew(given, tmp_path / "data")
    assert content(tmp_path / "data") == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("absent.osm", "Il n’y a rien à"),
        ("carte.pbf", "Forme de fichier inconnue : carte.pbf"),
        ("vide", "Ni noeuds.parquet ni noeuds.csv"),
        ("noeuds.csv", "ne se lit pas"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_is_accepted(tmp_path, name, said):
    (tmp_path / "vide").mkdir()
    (tmp_path / "carte.pbf").touch()
    (tmp_path / "noeuds.csv").touch()
    with pytest.raises(RefreshError) as caught:
        renew(tmp_path / name, tmp_path / "data")
    assert said in str(caught.value)
    assert road_sources.FORMES in str(caught.value)


# --- osmnx ------------------------------------------------------------------------------------


def without_osmnx(name):
    if name == "osmnx":
        raise ModuleNotFoundError(name=name)
    return __import__(name)


@pytest.mark.parametrize("chemin", [None, OSM])
def test_without_osmnx_the_message_says_what_to_install(monkeypatch, tmp_path, chemin):
    monkeypatch.setattr(road_sources, "import_module", without_osmnx)
    with pytest.raises(RefreshError) as caught:
        renew(chemin, tmp_path / "data")
    assert "paquet « osmnx »" in str(caught.value)
    assert "pip install -e '.[routes]'" in str(caught.value)


class _FauxOsmnx:
    """As much of osmnx as a download needs, with an answer or a failure of our choosing."""

    def __init__(self, answer):
        self.answer = answer
        self.settings = type("settings", (), {"overpass_url": "https://overpass.invalid"})()
        self.asked = None

    def graph_from_polygon(self, polygon, **options):
        self.asked = (polygon, options)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def simplify_graph(self, drawn, **_options):
        return drawn


def stand_in(monkeypatch, answer):
    fake = _FauxOsmnx(answer)
    there = SimpleNamespace(get=lambda *_, **__: None)
    known = {"osmnx": fake, "requests": there}
    monkeypatch.setattr(
        road_sources, "import_module", lambda name: known.get(name) or __import__(name)
    )
    return fake


@pytest.mark.parametrize("error", [ConnectionError("coupé"), ValueError("réponse vide")])
def test_a_download_that_fails_says_what_to_try_and_changes_nothing(monkeypatch, tmp_path, error):
    stand_in(monkeypatch, error)
    with pytest.raises(RefreshError) as caught:
        renew(None, tmp_path / "data")
    assert "n’a pas pu être téléchargé" in str(caught.value)
    assert "--from" in str(caught.value)
    assert not (tmp_path / "data").exists()


def test_a_download_asks_for_the_communes_and_5_km_around_and_is_dated(monkeypatch, tmp_path):
    fake = stand_in(monkeypatch, graph())
    renew(None, tmp_path / "data")
    zone = toy.gpd.GeoSeries([fake.asked[0]], crs=4326).to_crs(toy.CRS)
    assert zone.total_bounds == pytest.approx(
        [toy.X0 - 5000, toy.Y0 - 5000, toy.X0 + 7000, toy.Y0 + 6000], abs=101
    )
    assert "residential" in fake.asked[1]["custom_filter"]
    assert fake.settings.use_cache is False
    card = (tmp_path / "data" / "routes" / osm_roads.FICHE).read_text(encoding="utf-8")
    assert "date_telechargement" in tomllib.loads(card)


@pytest.mark.parametrize("compressed", [False, True], ids=["osm", "osm.bz2"])
def test_an_osm_file_gives_the_network_that_is_drawn_in_it(tmp_path, compressed):
    pytest.importorskip("osmnx", reason="osmnx, facultatif, n’est pas installé")
    path = OSM
    if compressed:
        path = tmp_path / "routes.osm.bz2"
        path.write_bytes(bz2.compress(OSM.read_bytes()))
    renew(path, tmp_path / "data")
    folder = tmp_path / "data" / "routes"
    nodes, edges = (pd.read_parquet(folder / name) for name in (network.NOEUDS, network.ARETES))
    assert_expected(nodes, edges)
    assert edges["longueur_m"].to_numpy() == pytest.approx(1000, rel=0.01)


def test_a_graphml_file_gives_the_same_network(tmp_path):
    osmnx = pytest.importorskip("osmnx", reason="osmnx, facultatif, n’est pas installé")
    osmnx.save_graphml(graph(), tmp_path / "routes.graphml")
    renew(tmp_path / "routes.graphml", tmp_path / "data")
    folder = tmp_path / "data" / "routes"
    assert_expected(*(pd.read_parquet(folder / name) for name in (network.NOEUDS, network.ARETES)))


@pytest.mark.parametrize("name", ["routes.osm", "routes.osm.bz2", "routes.graphml"])
def test_a_damaged_file_is_told(tmp_path, name):
    pytest.importorskip("osmnx", reason="osmnx, facultatif, n’est pas installé")
    (tmp_path / name).write_bytes(b"<osm><node")
    with pytest.raises(RefreshError, match="ne se lit pas"):
        renew(tmp_path / name, tmp_path / "data")


# --- the command ------------------------------------------------------------------------------


def test_the_command_tells_what_it_found_and_where_it_is(given, tmp_path, monkeypatch, capsys):
    real = osm_roads.refresh_roads
    monkeypatch.setattr(
        osm_roads,
        "refresh_roads",
        lambda chemin, **options: real(
            chemin, racine=tmp_path / "d", communes=toy.communes(), carrefours_min=1, **options
        ),
    )
    told = []
    for extra in (["--dry-run"], [], []):
        assert cli.main(["refresh", "routes", "--from", str(given), *extra]) == 0
        told.append(capsys.readouterr().out)
    assert told[0].startswith("6 carrefours, 7 tronçons (pied 6, velo 6, voiture 5)\nEssai")
    assert "écrit : data/routes. " in told[1]
    assert "le précédent est dans data/routes.precedent" in told[2]


def test_the_command_ends_with_1_and_a_message_on_a_fault(capsys, tmp_path):
    assert cli.main(["refresh", "routes", "--from", str(tmp_path / "rien")]) == 1
    assert "Il n’y a rien à" in capsys.readouterr().err


def test_the_command_knows_what_it_can_renew(capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["refresh", "lune"])
    assert caught.value.code == 2
    assert "'routes')" in capsys.readouterr().err
