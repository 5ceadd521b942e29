"""« Adresse ou point » as its reader sees it, on the shipped data."""

from __future__ import annotations

import pytest
from ecran import Ecran

from geo.answers import place
from geo.answers.coordinates.grids import TROP_GROS
from geo.drawing import files
from geo.labels import coordonnees as mots
from geo.labels import place as mots_place
from geo.ui.pages import place as place_page

FICHIER = "pages/point.py"
LENS = {"lat": "50.4321", "lon": "2.8315"}


def opened(**adresse):
    ecran = Ecran(FICHIER, **adresse).open()
    assert ecran.exceptions == []
    return ecran


def test_without_any_place_says_what_to_do():
    ecran = opened()
    assert ecran.phrase == mots_place.POINT_VIDE
    assert ecran.carte["clic"] == "point"
    assert ecran.carte["repere"] is None
    assert mots_place.FICHIER_VIE_PRIVEE in opened(volet="fichier").texte


def test_a_place_gets_its_commune_its_qpv_and_what_is_near():
    ecran = opened(**LENS)
    assert ecran.phrase.startswith("Point 50,43210 ; 2,83150 : Lens ; ")
    for noun in ("Déchetterie", "Piscine", "Station de recharge"):
        assert f"{noun} la plus proche" in ecran.texte
    assert ecran.carte["repere"] == [50.4321, 2.8315]
    assert ecran.carte["choix"] == ["62498"]
    assert len(ecran.essai.get("download_button")) == 2


def test_swapped_coordinates_are_put_right_and_told():
    ecran = opened(lat="2,8315 ; 50,4321")
    assert ecran.phrase.startswith("Point 50,43210 ; 2,83150 : Lens")
    assert mots.INVERSEES in ecran.infos


@pytest.mark.parametrize("lat", ["abc", "50", "<script>alert(1)</script>"])
def test_what_is_not_a_place_is_told(lat):
    ecran = opened(lat=lat)
    assert len(ecran.avertissements) == 1
    assert ecran.phrase == mots_place.POINT_VIDE
    assert 'id="atlas-refus" data-champs="filtre_lat filtre_lon"' in ecran.html
    assert "<script>" not in ecran.html


@pytest.mark.parametrize("cle", ["lat", "lon"])
def test_a_link_in_the_address_is_only_told(cle):
    ecran = opened(**{cle: "[Renouvelez votre accès](https://evil.example/login)"})
    [told] = ecran.avertissements
    assert "Renouvelez" in told
    assert "\\[Renouvelez votre accès\\](https:\u2060//evil.example" in told


def test_degrees_minutes_and_seconds_are_read():
    assert "Lens" in opened(lat="50°25’55,56” N", lon="2°49’53,4” E").phrase


def test_outside_the_territory_is_said():
    ecran = opened(lat="48,85", lon="2,35")
    assert "hors des deux agglomérations" in ecran.phrase
    assert mots_place.POINT_DEHORS_AIDE in ecran.texte


def test_a_click_fills_the_fields_and_the_address(monkeypatch):
    state = {}
    monkeypatch.setattr(place_page.st, "session_state", state)
    place_page._place(50.432109, 2.831501)
    assert state == {"filtre_lat": "50.43211", "filtre_lon": "2.83150"}


class TestAnAddress:
    @pytest.fixture
    def asked(self, monkeypatch):
        calls = []

        def answer(question):
            calls.append(question)
            if question == "panne":
                raise place.GeocodageError(mots_place.GEOCODAGE_ABSENT)
            return (place.Adresse("Lens", 50.4321, 2.8315, 0.9),) if question == "Lens" else ()

        monkeypatch.setattr(place, "geocode", answer)
        return calls

    def search(self, words):
        ecran = opened()
        ecran.essai.text_input(key="adresse_cherchee").set_value(words)
        button = next(b for b in ecran.essai.button if b.label == mots_place.ADRESSE_BOUTON)
        button.click().run()
        assert ecran.exceptions == []
        return ecran

    def test_is_never_looked_for_before_the_button(self, asked):
        opened(**LENS)
        assert asked == []

    def test_is_proposed_then_becomes_the_place(self, asked):
        ecran = self.search("Lens")
        assert asked == ["Lens"]
        ecran.essai.button(key="adresse_0").click().run()
        assert ecran.adresse == {"lat": "50.43210", "lon": "2.83150"}
        assert asked == ["Lens"]

    def test_without_a_network_is_told(self, asked):
        ecran = self.search("panne")
        assert asked
        assert ecran.erreurs == [mots_place.GEOCODAGE_ABSENT]
        assert mots_place.ADRESSE_AUCUNE not in ecran.infos

    def test_that_is_not_found_is_told(self, asked):
        assert mots_place.ADRESSE_AUCUNE in self.search("nulle part").infos
        assert asked

    def test_that_is_empty_is_not_sent(self, asked):
        assert mots_place.ADRESSE_VIDE in self.search("  ").avertissements
        assert asked == []


class TestAFile:
    def sent(self, content):
        ecran = opened(volet="fichier")
        ecran.essai.file_uploader(key=place_page.UPLOAD).set_value(
            ("points.csv", content, "text/csv")
        ).run()
        assert ecran.exceptions == []
        return ecran

    def test_gets_its_answers_and_its_rejected_lines(self):
        ecran = self.sent(b"nom;lat;lon\na;50,4321;2,8315\nb;x;2\n")
        answers, rejected = (grid.value for grid in ecran.essai.dataframe)
        assert answers["commune"].tolist() == ["Lens"]
        assert rejected["nom"].tolist() == ["b"]
        labels = [b.proto.label for b in ecran.essai.get("download_button")]
        assert [label.replace("\u00a0", " ") for label in labels] == [
            "CSV (1 ligne)",
            "Excel",
            f"{mots_place.FICHIER_REJETS} : CSV (1 ligne)",
            f"{mots_place.FICHIER_REJETS} : Excel",
        ]

    def test_that_cannot_be_read_is_told(self):
        ecran = self.sent(b"rien")
        assert ecran.erreurs == [mots.VIDE]

    def test_over_the_limit_after_a_good_one_leaves_none_of_its_answers(self):
        ecran = self.sent(b"nom;lat;lon\na;50,4321;2,8315\n")
        assert len(ecran.essai.dataframe) == 1
        ecran.essai.file_uploader(key=place_page.UPLOAD).set_value(
            ("gros.csv", TROP_GROS, "text/csv")
        ).run()
        assert ecran.erreurs == [mots.TROP_GROS]
        assert list(ecran.essai.dataframe) == []
        assert place_page.ANSWERED not in ecran.essai.session_state

    @pytest.mark.parametrize(
        "name", ["points.json", "points.pdf", "points", "points.csv.crdownload"]
    )
    def test_of_any_name_is_told_by_its_content_and_leaves_no_older_answer(self, name):
        ecran = self.sent(b"nom;lat;lon\na;50,4321;2,8315\n")
        deposit = ecran.essai.file_uploader(key=place_page.UPLOAD)
        assert list(deposit.proto.type) == []
        deposit.set_value((name, b'{"type": "FeatureCollection"}', "application/json")).run()
        assert "JSON" in ecran.erreurs[0]
        assert list(ecran.essai.dataframe) == []

    def test_that_the_page_gave_is_read_again(self):
        ecran = self.sent(b"nom;lat;lon\na;50,4321;2,8315\n")
        content = files.to_csv(ecran.essai.dataframe[0].value, tableur=True)
        again = self.sent(content)
        assert again.essai.dataframe[0].value["commune"].tolist() == ["Lens"]

    def test_in_another_system_is_offered_and_read_on_a_click(self):
        ecran = self.sent(b"nom;x;y\na;315199,2;6520500\n")
        assert "Web Mercator" in ecran.essai.dataframe[0].value["raison"][0]
        ecran.essai.button(key="relire_en").click().run()
        assert ecran.adresse == {"systeme": "web_mercator", "volet": "fichier"}
        assert ecran.essai.dataframe[0].value["commune"].tolist() == ["Lens"]

    def test_stays_in_the_session_and_goes_with_it(self):
        ecran = self.sent(b"lat;lon\n50.4;2.8\n")
        assert place_page.ANSWERED in ecran.essai.session_state
        assert place_page.ANSWERED not in opened(volet="fichier").essai.session_state


def test_a_damaged_theme_is_told_and_the_others_answer(donnees):
    donnees.write_as("piscines.csv", b"abime")
    ecran = opened(**LENS)
    assert "Données illisibles pour : piscines." in ecran.avertissements[0]
    assert "Déchetterie la plus proche" in ecran.texte
    assert "Piscine la plus proche" not in ecran.texte
