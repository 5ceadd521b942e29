"""Positions as people write them, the answers on a point, a file of points, an address."""

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import geopandas as gpd
import pandas as pd
import pytest
import toy
import toy_themes
from shapely import Point
from toy_themes import facility, plain

from geo.answers import place
from geo.answers.coordinates.points_file import read_points
from geo.answers.coordinates.position import Position
from geo.answers.place import GeocodageError
from geo.drawing import files


@pytest.fixture
def base():
    return toy_themes.base()


@pytest.fixture
def themes(monkeypatch):
    rows = [
        facility("Site", toy.B, toy.IN_QPV),
        facility("Vague", toy.A),
        facility("Projet", toy.A, toy.INSIDE, statut="projet"),
    ]
    return {kind: toy_themes.theme(monkeypatch, kind, rows) for kind in place.KINDS}


def answer(lieu, base, themes):
    return place.reponses(gpd.GeoSeries([lieu], crs=toy.CRS), base, themes).iloc[0]


def at(x, y):
    return Point(toy.X0 + x, toy.Y0 + y)


class TestTheAnswer:
    def test_tells_the_commune_and_how_far_its_border_is(self, base, themes):
        row = answer(at(200, 500), base, themes)
        assert (row["code_insee"], row["commune"], row["territoire"]) == (
            toy.A,
            "La Carrée",
            "cabbalr",
        )
        assert row["distance_limite_m"] == pytest.approx(200, abs=0.2)
        assert not row["commune_incertaine"]

    def test_tells_the_nearest_school_and_station_and_what_is_not_in_them(self, base, themes):
        degrees = toy.lonlat([at(200, 900), at(1500, 500)])
        school = pd.DataFrame(
            {"id": ["e1", "e2"], "nom": ["École A", "École B"], "commune": ["La Carrée", "B"]}
        ).assign(lon=degrees["lon"], lat=degrees["lat"])
        station = school.assign(nom=["Gare A", "Gare B"])
        places = gpd.GeoSeries([at(200, 500)], crs=toy.CRS)
        found = place.reponses(places, base, themes, {"ecoles": school, "gares": station})
        row = found.iloc[0]
        assert row["ecoles"] == "École A"
        assert row["ecoles_distance_m"] == pytest.approx(400, abs=0.5)
        told = {line.question: line for line in place.en_lignes(row)}
        assert plain(told["École la plus proche"].texte) == (
            "École A (La Carrée), à 400 m à vol d’oiseau"
        )
        assert "TADAO" in told["Gare la plus proche"].reserve
        assert "École la plus proche" not in {
            line.question for line in place.en_lignes(answer(at(200, 500), base, themes))
        }

    def test_doubts_the_commune_near_a_border(self, base, themes):
        row = answer(at(985, 100), base, themes)
        assert row["code_insee"] == toy.A
        assert row["commune_incertaine"]
        assert row["communes_possibles"] == "La Carrée | Équarrie"
        first = place.en_lignes(row)[0]
        assert "À 15 m de la limite" in plain(first.reserve)
        assert "Ce peut être aussi : Équarrie." in first.reserve

    @pytest.mark.parametrize(
        ("lieu", "situation", "metres", "text"),
        [
            ((1200, 500), "dedans", 0, "Dans le quartier Cité du Milieu (QN06201M)"),
            ((750, 500), "bande", 150, "À 150 m du quartier Cité du Milieu : à 300 m au plus"),
            ((200, 500), "dehors", 700, "À 700 m du quartier le plus proche, Cité du Milieu"),
        ],
    )
    def test_tells_the_qpv_or_how_far_it_is(self, base, themes, lieu, situation, metres, text):
        row = answer(at(*lieu), base, themes)
        assert row["situation_qpv"] == situation
        assert row["distance_qpv_m"] == pytest.approx(metres, abs=0.2)
        assert plain(place.en_lignes(row)[1].texte).startswith(text)

    def test_a_hair_outside_a_quarter_is_not_in_the_commune_of_it(self, base, themes):
        row = answer(at(899.98, 500), base, themes)
        assert row["situation_qpv"] == "bande"
        assert row["distance_qpv_m"] == 0
        told = plain(place.en_lignes(row)[1].texte)
        assert told == "À 10 m du quartier Cité du Milieu : à 300 m au plus"

    def test_doubts_the_qpv_at_its_edge(self, base, themes):
        assert answer(at(890, 500), base, themes)["qpv_incertain"]
        assert answer(at(910, 500), base, themes)["qpv_incertain"]
        assert not answer(at(950, 500), base, themes)["qpv_incertain"]

    def test_tells_the_nearest_open_facility_and_says_when_its_place_is_not_known(
        self, base, themes
    ):
        row = answer(at(200, 500), base, themes)
        assert (row["piscines"], row["piscines_approximative"]) == ("Vague", True)
        assert row["piscines_distance_m"] == pytest.approx(300, abs=0.2)
        assert (row["piscines_site"], row["piscines_approximative"]) == ("Site", True)
        assert row["piscines_site_distance_m"] == pytest.approx(1000, abs=0.2)
        line = place.en_lignes(row)[3]
        assert (
            plain(line.texte)
            == "Vague (La Carrée), ouverte selon une source non datée : place inconnue dans sa "
            "commune, dont la mairie est à 300 m"
        )
        assert plain(line.reserve).endswith("la plus proche : Site, à 1,0 km.".replace("1,0", "1"))

    def test_tells_a_facility_whose_place_is_known_without_caution(self, base, themes):
        line = place.en_lignes(answer(at(1300, 500), base, themes))[2]
        told = "Site (Équarrie), ouverte selon une source non datée, à 100 m à vol d’oiseau"
        assert plain(line.texte) == told
        assert line.reserve == ""

    def test_outside_the_territory_says_so_and_nothing_of_what_is_not_known(self, base, themes):
        row = answer(toy.OUTSIDE, base, themes)
        assert pd.isna(row["code_insee"])
        assert row["distance_limite_m"] == pytest.approx(5000, abs=1)
        assert (
            row.drop(labels=["distance_limite_m", "commune_incertaine", "communes_possibles"])
            .isna()
            .all()
        )
        [line] = place.en_lignes(row)
        assert "hors des deux agglomérations, à 5" in line.texte

    def test_without_any_open_facility_says_none(self, base, monkeypatch):
        empty = {"piscines": toy_themes.theme(monkeypatch, "piscines", [])}
        line = place.en_lignes(answer(at(200, 500), base, empty))[2]
        assert line.texte == "Aucune dont l’ouverture soit prouvée"
        assert line.reserve == ""

    def test_names_a_nearer_one_whose_state_is_not_established_and_where_it_stands(
        self, base, monkeypatch
    ):
        rows = [
            facility("Loin", toy.B, at(1500, 500), date="2026-03-16"),
            facility("Doute", toy.A, at(300, 500), statut="non_etabli"),
            facility("Annoncée", toy.A, at(210, 500), "non_etabli", existence="a_confirmer"),
            facility("Voisine", "62999", at(200, 1200), "non_etabli", outside="Ailleurs"),
        ]
        pools = toy_themes.theme(monkeypatch, "piscines", rows)
        last = pools.table["nom"].map({"Annoncée": "projet"}).astype("str")
        known = replace(pools, table=pools.table.assign(dernier_etat=last))
        line = place.en_lignes(answer(at(200, 500), base, {"piscines": known}))[2]
        assert line.question == "Piscine la plus proche"
        assert plain(line.texte) == (
            "Loin (Équarrie), ouverte au 16/03/2026, à 1,3 km à vol d’oiseau"
        )
        assert plain(line.reserve) == (
            "Une autre, dont l’état n’est pas établi, est plus près : Doute (La Carrée), à 100 m."
        )
        near = place.en_lignes(answer(at(200, 990), base, {"piscines": known}))[2]
        assert "Voisine (Ailleurs, hors des deux agglomérations), à 210 m." in plain(near.reserve)

    def test_names_what_may_be_open_where_nothing_is_proven_open(self, base, monkeypatch):
        rows = [facility("Doute", toy.A, at(300, 500), statut="non_etabli")]
        pools = {"piscines": toy_themes.theme(monkeypatch, "piscines", rows)}
        line = place.en_lignes(answer(at(200, 500), base, pools))[2]
        assert line.texte == "Aucune dont l’ouverture soit prouvée"
        assert plain(line.reserve) == (
            "Mais une, dont l’état n’est pas établi, est connue : Doute (La Carrée), à 100 m."
        )

    def test_is_the_same_alone_and_among_others(self, base, themes):
        places = gpd.GeoSeries(
            [at(200, 500), toy.OUTSIDE, at(1200, 500)], index=[7, 3, 5], crs=toy.CRS
        )
        found = place.reponses(places, base, themes)
        assert list(found.index) == [7, 3, 5]
        for label, lieu in places.items():
            alone = answer(lieu, base, themes)
            assert alone["code_insee"] is found.loc[label, "code_insee"] or (
                alone["code_insee"] == found.loc[label, "code_insee"]
                or pd.isna(alone["code_insee"])
            )
            assert str(alone["piscines_distance_m"]) == str(found.loc[label, "piscines_distance_m"])

    def test_is_a_sentence(self, base, themes):
        lieu = Position(50.5, 2.7)
        inside = plain(place.phrase(lieu, answer(at(200, 500), base, themes)))
        assert inside.startswith("Point 50,5")
        assert "La Carrée ; à 700 m du quartier" in inside
        assert place.phrase(lieu, answer(toy.OUTSIDE, base, themes)).endswith(".")


class TestAFileOfPoints:
    def test_gets_the_same_answers_and_keeps_its_columns(self, base, themes):
        degrees = toy.lonlat([at(200, 500), toy.OUTSIDE])
        lines = [f"{r.lat};{r.lon};=1+1;x" for r in degrees.itertuples()]
        content = "\n".join(["lat;lon;=cmd;commune", *lines, "bad;2;z;z"]).encode()
        read = read_points(content)
        found = place.reponses_au_fichier(read, base, themes)
        assert found["ligne"].tolist() == [2, 3]
        assert found["commune"].tolist()[0] == "La Carrée"
        assert found["commune (fichier)"].tolist() == ["x", "x"]
        assert len(read.rejets) == 1
        csv = files.to_csv(found, tableur=True).decode("utf-8-sig")
        assert ";=" not in csv
        assert "'=1+1" in csv
        assert "'=cmd" in csv.splitlines()[0]

    def test_in_which_every_line_is_rejected_still_answers(self, base, themes):
        read = read_points(b"lat;lon\na;b\n")
        assert place.reponses_au_fichier(read, base, themes).empty
        assert len(read.rejets) == 1

    def test_tells_how_each_position_was_understood(self, base, themes):
        read = read_points(b"x;y\n680200;7040500\n50.4321;2.8315\n")
        remarks = place.reponses_au_fichier(read, base, themes)["remarque"].tolist()
        assert "Lambert-93" in remarks[0]
        assert "inversées" in remarks[1]

    def test_that_the_page_gave_is_read_again_without_a_name_that_stands_twice(self, base, themes):
        content = b"lat;lon;commune;lat (fichier);nom\n50.4321;2.8315;x;y;z\n"
        for _ in range(3):
            found = place.reponses_au_fichier(read_points(content), base, themes)
            assert found.columns.is_unique
            assert len(found) == 1
            content = files.to_csv(found, tableur=True)
        assert found["lat"].tolist() == [50.4321]


@contextmanager
def geocode(answer, status=200, wait=0.0):
    """Answer as the geocoder does, on this machine; yield the address and what is asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            time.sleep(wait)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/search", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


FOUND = {
    "type": "FeatureCollection",
    "features": [
        {
            "geometry": {"type": "Point", "coordinates": [2.8315, 50.4321]},
            "properties": {"label": "1 Place Jean Jaurès 62300 Lens", "score": 0.97},
        }
    ],
}


class TestAnAddress:
    def test_is_asked_once_with_its_words_and_a_limit(self):
        with geocode(json.dumps(FOUND).encode()) as (url, asked):
            [found] = place.geocode("1 place Jean-Jaurès, Lens", url)
        assert found == place.Adresse("1 Place Jean Jaurès 62300 Lens", 50.4321, 2.8315, 0.97)
        assert len(asked) == 1
        assert (
            asked[0].startswith("/search?q=1%20place%20Jean-Jaur%C3%A8s") or "q=1+place" in asked[0]
        )
        assert asked[0].endswith("&limit=5")

    def test_that_is_not_known_gives_nothing(self):
        with geocode(b'{"features": []}') as (url, _):
            assert place.geocode("nulle part", url) == ()

    @pytest.mark.parametrize(
        "answer", [b"<html>", b"{}", b"[]", b'{"features": [{}]}', b'{"features": 3}']
    )
    def test_whose_answer_is_not_readable_is_told(self, answer):
        with geocode(answer) as (url, _), pytest.raises(GeocodageError, match="n’est pas lisible"):
            place.geocode("Lens", url)

    def test_that_is_refused_tells_the_code(self):
        with geocode(b"", status=429) as (url, _), pytest.raises(GeocodageError, match="code 429"):
            place.geocode("Lens", url)

    def test_that_is_too_slow_is_told(self, monkeypatch):
        monkeypatch.setattr(place, "DELAI_S", 0.1)
        with (
            geocode(b"{}", wait=0.5) as (url, _),
            pytest.raises(GeocodageError, match="5 secondes"),
        ):
            place.geocode("Lens", url)

    def test_without_a_network_says_that_the_rest_works(self):
        with geocode(b"{}") as (url, _):
            pass
        with pytest.raises(GeocodageError, match="restent utilisables"):
            place.geocode("Lens", url)

    def test_goes_to_the_geoplateforme_within_five_seconds(self):
        assert place.GEOCODEUR == "https://data.geopf.fr/geocodage/search"
        assert place.DELAI_S == 5
