"""The sentence and the key figures of a selection, theme by theme, on the toy territory."""

import pandas as pd
import pytest
import toy
import toy_themes
from toy_themes import facility, plain

from geo.answers import bundle
from geo.answers.sentence import accueil, synthese
from geo.answers.view import place_of, view_of
from geo.core.model import Selection
from geo.labels import textes

EVERYTHING = Selection()
IN_A, IN_B = Selection(communes=(toy.A,)), Selection(communes=(toy.B,))
FACILITIES = ("bornes", "dechets", "piscines", "inondations")
ROWS = [
    facility("Ouest", toy.A, toy.INSIDE, fact=4),
    facility("Ouest bis", toy.A, toy.INSIDE, fact=6),
    facility("Doute", toy.A, statut="non_etabli", fact=90),
    facility("Chantier", toy.A, statut="travaux", fact=90),
    facility("Ancienne", toy.A, statut="fermee", fact=90),
    facility("Vieille", toy.A, statut="fermee", fact=90),
]


@pytest.fixture
def theme(monkeypatch):
    return lambda theme_id, rows=ROWS: toy_themes.theme(monkeypatch, theme_id, rows)


def phrase(data, selection=EVERYTHING):
    return plain(synthese(view_of(data, selection)).phrase)


def figures(data, selection=EVERYTHING):
    return {
        plain(f"{c.unite} {c.libelle}"): c.valeur
        for c in synthese(view_of(data, selection)).chiffres
    }


class TestTheNameOfASelection:
    @pytest.mark.parametrize(
        ("selection", "name"),
        [
            (EVERYTHING, "dans les deux agglomérations"),
            (Selection(territoire="call"), "dans la CALL"),
            (IN_A, "à La Carrée"),
            (IN_B, "à Équarrie"),
            (Selection(communes=(toy.A, toy.B)), "dans les 2 communes choisies"),
            (Selection(territoire="call", communes=(toy.A, toy.B)), "à Équarrie"),
        ],
    )
    def test_says_what_is_looked_at(self, selection, name):
        assert place_of(toy_themes.base(), selection).nom == name

    @pytest.mark.parametrize(
        ("commune", "name"),
        [("Le Carré", "au Carré"), ("Les Carrés", "aux Carrés"), ("L’Écluse", "à L’Écluse")],
    )
    def test_contracts_the_article_as_french_does(self, commune, name):
        base = toy_themes.base()
        base.communes["nom"] = [commune, "Équarrie"]
        assert place_of(base, IN_A).nom == name


class TestTheSentenceOfFacilities:
    @pytest.mark.parametrize(
        ("theme_id", "start"),
        [
            ("bornes", "2 stations de recharge ouvertes"),
            ("dechets", "2 déchetteries ouvertes"),
            ("piscines", "2 piscines ouvertes"),
            ("inondations", "2 ouvrages en service"),
        ],
    )
    def test_counts_what_is_open_and_tells_the_rest_apart(self, theme, theme_id, start):
        closed = "2 hors service" if theme_id == "inondations" else "2 fermées"
        assert phrase(theme(theme_id)).startswith(
            f"Dans les deux agglomérations : {start}, dans 1 commune sur 2 ; "
            f"à part : 1 en travaux, {closed}, 1 à l’état non établi."
        )

    @pytest.mark.parametrize("theme_id", FACILITIES)
    def test_is_about_one_commune_when_one_is_chosen(self, theme, theme_id):
        sentence = phrase(theme(theme_id), IN_A)
        assert sentence.startswith("À La Carrée : 2 ")
        assert "sur 2" not in sentence

    @pytest.mark.parametrize(
        ("theme_id", "start"),
        [
            ("bornes", "À Équarrie : aucune station de recharge recensée."),
            ("dechets", "À Équarrie : aucune déchetterie recensée."),
            ("piscines", "À Équarrie : aucune piscine recensée."),
            ("inondations", "À Équarrie : aucun ouvrage recensé."),
        ],
    )
    def test_of_a_commune_without_any_says_so(self, theme, theme_id, start):
        told = synthese(view_of(theme(theme_id), IN_B))
        assert plain(told.phrase).startswith(start)
        assert told.chiffres[0].valeur == "0"
        assert not told.vide

    @pytest.mark.parametrize("theme_id", ["bornes", "dechets", "piscines"])
    def test_of_a_commune_without_any_says_where_the_nearest_one_is(self, theme, theme_id):
        sentence = phrase(theme(theme_id), IN_B)
        assert "la plus proche, Ouest (La Carrée), est à environ 1,3 km à vol d’oiseau." in sentence

    @pytest.mark.parametrize("theme_id", FACILITIES)
    def test_of_a_filter_that_keeps_nothing_is_empty(self, theme, theme_id):
        for selection in (
            Selection(statuts=("projet",)),
            Selection(types=("inconnu",)),
            Selection(qpv=(toy.QPV,)),
            Selection(territoire="call", communes=(toy.A,)),
        ):
            told = synthese(view_of(theme(theme_id), selection))
            assert told.vide
            assert told.phrase == textes.SELECTION_VIDE
            assert told.chiffres == ()

    @pytest.mark.parametrize("theme_id", FACILITIES)
    def test_of_unconfirmed_facilities_only_counts_none_of_them(self, theme, theme_id):
        rows = [facility("Doute", toy.A, toy.INSIDE, statut="non_etabli", fact=90)]
        told = synthese(view_of(theme(theme_id, rows), EVERYTHING))
        sentence = plain(told.phrase)
        assert " : 0 " in sentence
        assert "à part : 1 à l’état non établi" in sentence
        assert "vol d’oiseau" not in sentence
        assert told.chiffres[0].valeur == "0"
        assert "90" not in {chiffre.valeur for chiffre in told.chiffres}

    @pytest.mark.parametrize("theme_id", FACILITIES)
    def test_of_a_table_without_any_row_is_still_a_sentence(self, theme, theme_id):
        sentence = phrase(theme(theme_id, []))
        assert sentence.startswith("Dans les deux agglomérations : aucun")
        assert sentence.endswith(".")

    @pytest.mark.parametrize("theme_id", FACILITIES)
    def test_in_the_singular_agrees(self, theme, theme_id):
        sentence = phrase(theme(theme_id, ROWS[:1]))
        nouns = ("station de recharge ouverte", "déchetterie ouverte", "piscine ouverte")
        assert any(f" : 1 {noun}, " in sentence for noun in (*nouns, "ouvrage en service"))
        assert "à part" not in sentence


class TestTheFiguresOfATheme:
    def test_of_charging_stations_are_points_and_points_per_inhabitant(self, theme):
        data = theme("bornes")
        assert (
            "La base nationale du 25/10/2025 y déclare 10 à 100 points de charge, "
            "soit 2,50 à 25 pour 1 000 habitants" in phrase(data)
        )
        told = figures(data)
        assert told["points de charge déclarés"] == "10 à 100"
        assert told["points pour 1 000 habitants"] == "2,50 à 25"
        assert told["commune sans site déclaré"] == "1"

    def test_of_one_commune_use_its_own_population(self, theme):
        assert figures(theme("bornes"), IN_A)["points pour 1 000 habitants"] == "10 à 100"

    def test_of_works_are_their_known_volume_and_nothing_more(self, theme):
        data = theme("inondations", [*ROWS[:2], facility("Muet", toy.B, toy.IN_QPV)])
        assert "Leur volume est connu pour 2 ouvrages : 10 m³ au moins." in phrase(data)
        assert figures(data)["m³ de stockage connu"] == "10"

    def test_of_works_without_known_volume_say_so(self, theme):
        data = theme("inondations", [facility("Muet", toy.A, toy.INSIDE)])
        assert phrase(data).endswith("Aucun volume n’est renseigné.")
        assert figures(data)["m³ de stockage connu"] == "non renseigné"

    def test_of_distances_name_the_farthest_commune(self, theme):
        data = theme("dechets")
        assert (
            "La commune la plus éloignée d’une déchetterie à l’état confirmé est Équarrie, "
            "à environ 1,3 km à vol d’oiseau." in phrase(data)
        )
        told = figures(data)
        assert told["km au plus loin : Équarrie"] == "1,3"
        assert told["km de distance médiane à une déchetterie confirmée"] == "0,8"

    def test_of_unconfirmed_ones_stay_out_of_the_totals(self, theme):
        assert figures(theme("dechets"))["déchetterie à l’état non établi"] == "1"
        assert figures(theme("piscines"))["piscine en travaux ou en projet"] == "1"

    @pytest.mark.parametrize("selection", [EVERYTHING, IN_A])
    def test_say_no_distance_where_every_commune_has_its_own_at_an_unknown_place(
        self, theme, selection
    ):
        data = theme("piscines", [facility("Ici", toy.A), facility("Là", toy.B)])
        assert "vol d’oiseau" not in phrase(data, selection)
        assert "dans la commune" not in phrase(data, selection)

    def test_each_have_a_source(self, theme):
        for theme_id in FACILITIES:
            assert all(c.source for c in synthese(view_of(theme(theme_id), EVERYTHING)).chiffres)


class TestTheQuartiers:
    @pytest.fixture
    def data(self):
        return bundle.theme_data(toy_themes.base(), "qpv")

    def test_of_both_territories_are_counted_once_with_their_area(self, data):
        assert phrase(data) == (
            "Dans les deux agglomérations : 1 quartier prioritaire sur 2 communes, "
            "soit 0,1 km² (4 % de la surface). 1 s’étend sur plusieurs communes."
        )

    def test_of_one_commune_are_the_part_that_is_in_it(self, data):
        told = figures(data, IN_B)
        assert told["km² en quartier prioritaire"] == "0,1"
        assert told["% de la surface des communes"] == "6"
        assert phrase(data, IN_B).startswith("À Équarrie : 1 quartier prioritaire sur 1 commune")

    def test_of_a_commune_without_any_are_none(self):
        base = toy_themes.base()
        only_b = base.qpv_communes[base.qpv_communes["code_insee"] == toy.B]
        data = bundle.theme_data(bundle.Base(base.communes, base.qpv, only_b), "qpv")
        told = synthese(view_of(data, IN_A))
        assert told.phrase == "À La Carrée : aucun quartier prioritaire."
        assert told.chiffres[0].valeur == "0"
        assert not told.vide

    def test_of_a_filter_that_keeps_nothing_are_empty(self, data):
        assert synthese(view_of(data, Selection(qpv=("QN06299M",)))).vide
        assert synthese(view_of(data, Selection(territoire="call", communes=(toy.A,)))).vide


class TestTheHomePage:
    def test_says_both_territories(self):
        told = accueil(place_of(toy_themes.base(), EVERYTHING))
        assert plain(told.phrase) == (
            "Dans les deux agglomérations : 4 000 habitants sur 2 km², "
            "dans 2 communes dont 2 touchées par 1 quartier prioritaire."
        )
        assert [plain(c.valeur) for c in told.chiffres] == ["2", "4 000", "2 000", "1"]

    def test_says_one_commune(self):
        told = accueil(place_of(toy_themes.base(), IN_A))
        assert plain(told.phrase) == (
            "À La Carrée : 1 000 habitants sur 1 km², avec 1 quartier prioritaire."
        )

    def test_of_a_commune_of_the_other_territory_is_empty(self):
        assert accueil(
            place_of(toy_themes.base(), Selection(territoire="call", communes=(toy.A,)))
        ).vide


def test_a_synthesis_changes_nothing_of_the_theme(theme):
    data = theme("bornes")
    before = data.table.copy(), data.mesures.copy()
    synthese(view_of(data, EVERYTHING))
    synthese(view_of(data, IN_B))
    pd.testing.assert_frame_equal(data.table, before[0])
    pd.testing.assert_frame_equal(data.mesures, before[1])


def test_no_sentence_holds_a_straight_apostrophe_nor_a_double_space(theme):
    for theme_id in FACILITIES:
        for selection in (EVERYTHING, IN_A, IN_B):
            sentence = synthese(view_of(theme(theme_id), selection)).phrase
            assert "'" not in sentence
            assert "  " not in sentence


@pytest.mark.parametrize(
    ("selection", "note"),
    [
        (Selection(), ()),
        (Selection(territoire="call"), ("Sélection : CALL.",)),
        (Selection(communes=("62498",)), ("Sélection : Lens.",)),
        (Selection(communes=("62523", "62498", "62033")), ("Sélection : canton de Lens.",)),
        (
            Selection(communes=("62498", "62119")),
            ("Sélection : 2 communes choisies (Béthune et Lens).",),
        ),
    ],
)
def test_a_file_says_which_communes_it_holds(selection, note):
    assert place_of(bundle.load_base(), selection).notes == note
