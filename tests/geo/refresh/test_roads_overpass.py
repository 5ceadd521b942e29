"""The real download of the road network, from an Overpass service on this machine."""

from __future__ import annotations

import socket
import time
import tomllib
from pathlib import Path

import numpy as np
import overpass
import pandas as pd
import pytest
import shapely
import toy

from geo import __main__ as cli
from geo import sources
from geo.access import network, straight
from geo.answers import bundle
from geo.core.crs import LAMBERT93, to_display
from geo.core.errors import RefreshError, SchemaError
from geo.refresh import road_checks, road_sources, stretches
from geo.refresh import roads as osm_roads

OSM = Path(__file__).parent / "fixtures" / "routes.osm"

osmnx = pytest.importorskip("osmnx", reason="osmnx, facultatif, n’est pas installé")


@pytest.fixture(autouse=True)
def nothing_of_osmnx_stays(monkeypatch, tmp_path):
    """Put its settings back, keep its pauses short, and let it write nowhere else."""
    for name in ("useful_tags_way", "use_cache", "doh_url_template", "overpass_url"):
        monkeypatch.setattr(osmnx.settings, name, getattr(osmnx.settings, name))
    for name in ("http_user_agent", "http_referer", "http_accept_language", "requests_timeout"):
        monkeypatch.setattr(osmnx.settings, name, getattr(osmnx.settings, name))
    for name in ("requests_kwargs", "max_query_area_size"):
        monkeypatch.setattr(osmnx.settings, name, getattr(osmnx.settings, name))
    monkeypatch.setattr(socket, "getaddrinfo", socket.getaddrinfo)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def pauses(monkeypatch):
    """The pauses that osmnx makes, which last no time here."""
    made = []
    monkeypatch.setattr(osmnx._overpass.time, "sleep", made.append)
    return made


@pytest.fixture
def service(pauses):  # noqa: ARG001 - no pause of osmnx lasts
    with overpass.ecoute(overpass.depuis_xml(OSM)) as service:
        yield service


def download(service, racine, **options):
    told = []
    settings = {"communes": toy.communes(), "carrefours_min": 6, "dire": told.append} | options
    return osm_roads.refresh_roads(adresse=service.adresse, racine=racine, **settings), told


def content(racine):
    return {path: path.read_bytes() for path in racine.rglob("*") if path.is_file()}


def installed(racine):
    folder = racine / osm_roads.ROUTES
    return [pd.read_parquet(folder / name) for name in (network.NOEUDS, network.ARETES)]


def refused(service, racine, **options):
    with pytest.raises(RefreshError) as caught:
        download(service, racine, **options)
    assert road_checks.RIEN_N_A_CHANGE in str(caught.value)
    return str(caught.value)


def test_the_network_of_the_service_is_installed_as_it_is_drawn(service, tmp_path):
    found, told = download(service, tmp_path / "data")
    drawn = {"racine": tmp_path / "dessin", "communes": toy.communes(), "carrefours_min": 6}
    osm_roads.refresh_roads(OSM, **drawn)
    for one, other in zip(
        installed(tmp_path / "data"), installed(tmp_path / "dessin"), strict=True
    ):
        pd.testing.assert_frame_equal(one, other)
    assert (found.carrefours, found.troncons) == (6, 7)
    card = tomllib.loads(
        (tmp_path / "data" / "routes" / osm_roads.FICHE).read_text(encoding="utf-8")
    )
    assert card["origine"] == "téléchargement (Overpass, osmnx)"
    assert card["licence"] == "ODbL 1.0"
    assert told[0].startswith(f"Question à {service.adresse}")


def test_the_question_names_who_asks_what_is_read_and_how_long_it_may_take(service, tmp_path):
    download(service, tmp_path / "data")
    (question,), (headers,) = service.questions, service.entetes
    assert headers["User-Agent"] == road_sources.NOTRE_NOM
    assert "osmnx" not in headers.get("referer", "").lower()
    assert f"[timeout:{road_sources.PATIENCE_S}]" in question
    assert stretches.FILTRE in question
    assert [path.name for path in tmp_path.iterdir()] == ["data"], "une réponse a été gardée"


def test_a_zone_asked_in_several_parts_gives_the_same_network(service, tmp_path):
    download(service, tmp_path / "un")
    osmnx.settings.max_query_area_size = 5_000 * 5_000
    before = len(service.questions)
    download(service, tmp_path / "parts")
    assert len(service.questions) - before > 1
    for one, other in zip(installed(tmp_path / "un"), installed(tmp_path / "parts"), strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("code", ["429", "504"])
def test_a_busy_service_is_asked_again_and_the_reader_is_told(service, tmp_path, pauses, code):
    service.suite = [code, code]
    _, told = download(service, tmp_path / "data")
    assert len(service.questions) == 3
    assert [line for line in told if f"occupé (réponse {code})" in line] == [told[1], told[2]]
    assert [pause for pause in pauses if pause] == [55, 55]


def test_a_service_that_stays_busy_is_given_up(service, tmp_path):
    service.suite = ["504"] * 20
    assert f"réponse 504, {road_sources.ESSAIS} fois" in refused(service, tmp_path / "data")
    assert len(service.questions) == road_sources.ESSAIS


def test_a_wait_that_the_service_asks_for_is_told(service, tmp_path, pauses):
    service.attente = 12
    _, told = download(service, tmp_path / "data")
    assert "Overpass demande d’attendre 12 s avant la question…" in told
    assert any(pauses)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("coupe", 'Overpass n’a pas tout envoyé : « runtime error: Query timed out in "query"'),
        ("tronque", "n’a pas pu être téléchargé"),
        ("illisible", "n’a pas pu être téléchargé"),
        ("vide", "n’a pas pu être téléchargé"),
        ("400", "n’a pas pu être téléchargé"),
        ("500", "n’a pas pu être téléchargé"),
    ],
)
def test_an_answer_that_is_not_whole_changes_nothing(service, tmp_path, kind, said):
    download(service, tmp_path / "data")
    before = content(tmp_path / "data")
    service.suite = [kind]
    told = refused(service, tmp_path / "data")
    assert said in told
    assert len(told) < 900
    assert content(tmp_path / "data") == before


def test_without_a_network_the_command_says_so_at_once(pauses, tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    nobody = overpass.Service({}, [], adresse=f"http://127.0.0.1:{port}/api")
    start = time.monotonic()
    assert f"l’accès à Internet et à {nobody.adresse}" in refused(nobody, tmp_path / "data")
    assert time.monotonic() - start < 5
    assert pauses == []


def test_a_network_cut_short_is_refused_and_the_last_good_copy_is_kept(service, tmp_path):
    download(service, tmp_path / "data")
    before = content(tmp_path / "data")
    service.chemins = service.chemins[:2]
    with pytest.raises(SchemaError, match="au moins 6 attendus"):
        download(service, tmp_path / "data")
    assert content(tmp_path / "data") == before


def test_an_interruption_during_the_download_changes_nothing(
    service, tmp_path, monkeypatch, capsys
):
    download(service, tmp_path / "data")
    before = content(tmp_path / "data")
    service.suite = ["504"]

    def stopped(_seconds):
        raise KeyboardInterrupt

    monkeypatch.setattr(osmnx._overpass.time, "sleep", stopped)
    real = osm_roads.refresh_roads
    monkeypatch.setattr(
        osm_roads,
        "refresh_roads",
        lambda *asked, **options: real(
            *asked, racine=tmp_path / "data", communes=toy.communes(), carrefours_min=6, **options
        ),
    )
    assert cli.main(["refresh", "routes", "--overpass", service.adresse]) == 1
    assert "Interrompu. Le réseau installé" in capsys.readouterr().err
    assert content(tmp_path / "data") == before


def test_a_dry_run_downloads_checks_and_writes_nothing(service, tmp_path):
    found, _ = download(service, tmp_path / "data", essai=True)
    assert found.carrefours == 6
    assert not (tmp_path / "data").exists()


# --- the whole territory ----------------------------------------------------------------------

PAS_M = 380.0


def streets_of_the_136_communes():
    """A service that knows a drawn grid of streets over the communes and what is around them."""
    area = road_sources.zone(sources.load_geo("communes"))
    metric = toy.gpd.GeoSeries([area], crs=4326).to_crs(LAMBERT93)
    west, south, east, north = metric.total_bounds
    x, y = np.meshgrid(np.arange(west, east, PAS_M), np.arange(south, north, PAS_M))
    degrees = to_display(toy.gpd.GeoSeries(shapely.points(x.ravel(), y.ravel()), crs=LAMBERT93))
    nodes = {
        rank: {"type": "node", "id": rank, "lat": point.y, "lon": point.x}
        for rank, point in enumerate(degrees, 1)
    }
    ranks = np.arange(1, x.size + 1).reshape(x.shape)
    lines = [
        line[first : first + 12]
        for grid in (ranks, ranks.T)
        for line in grid
        for first in range(0, len(line) - 1, 11)
    ]
    tags = {"highway": "residential", "maxspeed": "30"}
    ways = [
        {"type": "way", "id": rank, "nodes": line.tolist(), "tags": tags}
        for rank, line in enumerate(lines, 1)
    ]
    return overpass.Service(nodes, ways)


@pytest.mark.usefixtures("pauses")
def test_the_136_communes_are_downloaded_validated_and_timed(tmp_path):
    with overpass.ecoute(streets_of_the_136_communes()) as service:
        osmnx.settings.max_query_area_size = 20_000 * 20_000
        found = osm_roads.refresh_roads(adresse=service.adresse, racine=tmp_path / "data")
        assert len(service.questions) > 1
    assert found.carrefours > road_checks.CARREFOURS_MIN
    roads = network.load(Path(tmp_path / "data" / osm_roads.ROUTES))
    base = bundle.load_base()
    halls, _ = osm_roads._mairies(base.communes)
    for theme in osm_roads.SERVICES:
        table = bundle.theme_data(base, theme).table
        lines = straight.distances(halls, table, base.communes)
        for mode in straight.MODES:
            ways = roads.connus[mode].entre(lines.origines, lines.cibles)
            assert ways is not None, "un trajet que la page demande n’est pas calculé d’avance"
            assert np.isfinite(ways.couts).all()
