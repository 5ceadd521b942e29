"""The sentence and the key figures of a selection, theme by theme, on the toy territory."""

from dataclasses import replace

import pandas as pd
import pytest
import toy
import toy_themes
from shapely import Point
from toy_themes import facility, plain

from geo.answers import bundle
from geo.answers.sentence import accueil, synthese
from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.model import Selection
from geo.labels import bornes as mots
from geo.labels import textes
from geo.measures import indicators

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


MARCH = "2026-03-16"
ALL_STATES = [
    *(facility(f"Bassin {n}", toy.A, toy.INSIDE, fact=1, date=MARCH) for n in range(5)),
    facility("Été", toy.B, toy.IN_QPV, statut="saisonniere", fact=1, date=MARCH),
    facility("Close", toy.A, statut="fermee", date=MARCH),
    facility("Doute", toy.B, statut="non_etabli", date="2024"),
    facility("Annoncée", toy.B, statut="projet", existence="a_confirmer"),
    facility("Partie", toy.B, statut="demolie", date="2019"),
    facility("Chantier fini", toy.B, statut="realise", date="2020"),
    facility("Rumeur", toy.B, statut="non_etabli", existence="a_confirmer"),
]


UNDATED_TOO = "2 piscines recensées, toutes deux ouvertes selon des sources de 2022 ou non datées"


class TestTheCounts:
    def test_say_what_is_recorded_then_each_state_with_its_proof(self, theme):
        assert phrase(theme("piscines", ALL_STATES)).startswith(
            "Dans les deux agglomérations, 8 piscines recensées dans 2 communes sur 2 : "
            "6 ouvertes au 16/03/2026 (dont 1 saisonnière), 1 fermée au 16/03/2026, "
            "1 dont l’état n’est pas établi ; à part : 1 réalisée selon un rapport, "
            "1 en projet, 1 démolie et 1 dont l’existence reste à confirmer."
        )

    def test_of_works_are_in_and_out_of_service(self, theme):
        assert phrase(theme("inondations")).startswith(
            "Dans les deux agglomérations, 6 ouvrages recensés dans 1 commune sur 2 : "
            "2 en service selon des sources non datées, 1 en travaux, 2 hors service, "
            "1 dont l’état n’est pas établi."
        )

    @pytest.mark.parametrize("theme_id", FACILITIES)
    def test_never_say_that_none_is_open_beside_an_unknown_state(self, theme, theme_id):
        rows = [facility("Doute", toy.A, toy.INSIDE, statut="non_etabli", fact=90)]
        told = synthese(view_of(theme(theme_id, rows), EVERYTHING))
        assert plain(told.phrase).split(".")[0].endswith(", dont l’état n’est pas établi")
        assert " 0 " not in plain(told.phrase).split(".")[0]
        if theme_id == "bornes":
            assert "y déclare 90 points" in plain(told.phrase)
            assert "dans des sites dont l’état n’est pas établi, 90 points" in plain(told.phrase)
        else:
            assert "90" not in {chiffre.valeur for chiffre in told.chiffres}

    @pytest.mark.parametrize(
        ("rows", "told"),
        [
            (
                [facility("Une", toy.A, date="2022")],
                "1 piscine recensée, ouverte selon une source de 2022",
            ),
            (
                [facility("Été", toy.A, statut="saisonniere", date=MARCH)],
                "1 piscine recensée, ouverte au 16/03/2026 (saisonnière)",
            ),
            (
                [facility("Une", toy.A), facility("Deux", toy.A, date="2022-11")],
                UNDATED_TOO,
            ),
            (
                [facility(f"N{n}", toy.A, date=f"2026-03-{n}") for n in (11, 12, 16)],
                "3 piscines recensées, toutes ouvertes au 16/03/2026",
            ),
            (
                [facility("Une", toy.A, date="2017"), facility("Deux", toy.A, date="2025-01")],
                "2 piscines recensées, toutes deux ouvertes selon des sources de 2017 à 2025",
            ),
            ([facility("Close", toy.A, statut="fermee")], "1 piscine recensée, fermée"),
            (
                [facility("Plan", toy.A, statut="projet", existence="a_confirmer")],
                "aucune piscine recensée ; à part : 1 en projet",
            ),
        ],
    )
    def test_agree_and_date_what_they_say(self, theme, rows, told):
        assert phrase(theme("piscines", rows), IN_A).startswith(f"À La Carrée, {told}.")

    @pytest.mark.parametrize(
        ("theme_id", "start"),
        [
            ("bornes", "À Équarrie, aucun site de recharge recensé."),
            ("dechets", "À Équarrie, aucune déchetterie recensée."),
            ("piscines", "À Équarrie, aucune piscine recensée."),
            ("inondations", "À Équarrie, aucun ouvrage recensé."),
        ],
    )
    def test_of_a_commune_without_any_say_so(self, theme, theme_id, start):
        told = synthese(view_of(theme(theme_id), IN_B))
        assert plain(told.phrase).startswith(start)
        assert told.chiffres[0].valeur == "0"
        assert not told.vide

    @pytest.mark.parametrize("theme_id", FACILITIES)
    def test_of_a_filter_that_keeps_nothing_are_empty(self, theme, theme_id):
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
    def test_of_a_table_without_any_row_are_still_a_sentence(self, theme, theme_id):
        sentence = phrase(theme(theme_id, []))
        assert sentence.startswith("Dans les deux agglomérations, aucun")
        assert sentence.endswith(".")


OPEN = facility("Ouest", toy.A, toy.INSIDE, fact=4, date=MARCH)
DOUBT = facility("Doute", toy.B, toy.IN_QPV, statut="non_etabli", fact=4)


class TestTheDistances:
    """The mairies are 1 000 m apart; « Ouest » is 300 m west of that of A, « Doute » at 300 m
    west of that of B: from B it is 1 300 m or 300 m, from A 300 m whatever « Doute » is.
    """

    def test_name_the_farthest_commune_when_nothing_could_change_it(self, theme):
        data = theme("dechets", [OPEN])
        assert (
            "La commune la plus éloignée d’une déchetterie ouverte est Équarrie, à environ 1,3 km "
            "à vol d’oiseau. Hors des deux agglomérations, seuls" in phrase(data)
        )
        told = figures(data)
        assert told["km au plus loin : Équarrie"] == "1,3"
        assert told["km de distance médiane à une déchetterie ouverte"] == "0,8"

    def test_are_a_range_that_names_no_farthest_where_an_unknown_could_change_it(self, theme):
        data = theme("dechets", [OPEN, DOUBT])
        assert (
            "La distance la plus grande jusqu’à une déchetterie ouverte est entre 300 m et 1,3 km "
            "à vol d’oiseau, selon que celles dont l’état n’est pas établi sont ouvertes ou non "
            "(Équarrie)." in phrase(data)
        )
        assert "la plus éloignée" not in phrase(data)
        told = figures(data)
        assert told["km au plus loin, selon les états non établis"] == "0,3 à 1,3"
        label = "km de distance médiane à une déchetterie ouverte, selon les états non établis"
        assert told[label] == "0,3 à 0,8"

    def test_of_a_commune_whose_range_is_another_tell_it(self, theme):
        # From A 300 m whatever « Là » is; from B 1 300 m, or in the commune.
        there = facility("Là", toy.B, statut="non_etabli")
        told = phrase(theme("dechets", [OPEN, there]))
        assert "est entre 300 m et 1,3 km" in told
        assert "(Équarrie : 1,3 km, ou sur place si la sienne est ouverte)." in told

    @pytest.mark.parametrize(
        ("name", "outside", "named"),
        [
            ("Piscine du Parc", None, "la piscine du Parc"),
            ("Aqualys", "Voisine", "Aqualys, à Voisine,"),
            ("Nouveau centre", None, "le nouveau centre"),
        ],
    )
    def test_name_what_the_range_of_a_commune_depends_on(self, theme, name, outside, named):
        # From B 1 300 m to « Ouest », 700 m to what may be open; from A 300 m whatever it is.
        code, near = ("62099" if outside else toy.B), Point(toy.X0 + 1_900, toy.Y0 + 500)
        far = facility("Loin", toy.B, Point(toy.X0 - 200, toy.Y0 + 500), date=MARCH)
        maybe = facility(name, code, near, statut="non_etabli", outside=outside)
        told = phrase(theme("piscines", [far, maybe]))
        assert f"si {named} est ouverte" in told

    def test_give_no_median_of_none(self, theme):
        rows = [facility("Ici", toy.A, date=MARCH), facility("Là", toy.B, date=MARCH)]
        assert not [label for label in figures(theme("dechets", rows)) if "médiane" in label]

    def test_of_one_commune_name_the_nearest_and_the_nearer_one_that_may_be_open(self, theme):
        data = theme("piscines", [OPEN, DOUBT])
        assert (
            "La piscine ouverte la plus proche, Ouest (La Carrée), est à environ 1,3 km à vol "
            "d’oiseau ; une autre, dont l’état n’est pas établi, est plus près : Doute, dans la "
            "commune." in phrase(data, IN_B)
        )
        assert figures(data, IN_B)["km à vol d’oiseau, selon l’état de Doute"] == "0,3 à 1,3"

    def test_of_a_commune_that_has_its_own_say_so(self, theme):
        told = phrase(theme("piscines", [OPEN, DOUBT]), IN_A)
        assert "la plus proche est dans la commune : Ouest, à environ 300 m de la mairie." in told
        assert "Hors des deux" not in told

    def test_show_the_year_of_an_old_proof(self, theme):
        old = facility("Ouest", toy.A, toy.INSIDE, date="2022")
        assert "Ouest (La Carrée, source de 2022), est" in phrase(theme("piscines", [old]), IN_B)

    def test_do_not_call_open_what_no_dated_proof_says(self, theme):
        undated = facility("Ouest", toy.A, toy.INSIDE, fact=4)
        for theme_id, noun in (
            ("piscines", "La piscine donnée pour ouverte la plus proche"),
            ("bornes", "La station de recharge recensée la plus proche"),
        ):
            assert noun in phrase(theme(theme_id, [undated]), IN_B)

    def test_count_what_a_source_cites_outside_and_say_so(self, theme):
        outside = facility("Dehors", "62099", toy.OUTSIDE, date=MARCH, outside="Voisine")
        told = phrase(theme("piscines", [outside]), IN_A)
        assert told.startswith("À La Carrée, aucune piscine recensée.")
        assert (
            "la plus proche, Dehors (Voisine, hors des deux agglomérations), est à environ 5,5 km"
            in told
        )

    def test_name_the_nearest_site_and_tell_apart_one_of_a_motorway(self, theme):
        rows = [
            facility("Aire", toy.B, toy.IN_QPV, fact=6, date=MARCH),
            facility("Ouest", toy.A, toy.INSIDE, fact=4, date=MARCH),
        ]
        data = theme("bornes", rows)
        road = data.table["nom"].map({"Aire": "A26"}).astype("str")
        table = data.table.assign(autoroute=road)
        near = indicators.distance_au_plus_proche(data.base.communes, table)
        data = replace(
            data,
            table=table,
            mesures=data.mesures.assign(distance_m=near["distance_m"]),
            proches=near["id"],
            possibles=near,
        )
        told = phrase(data, IN_B)
        assert "y déclare 6 points de charge, sur des aires d’autoroute seulement." in told
        assert "ouverte la plus proche, Ouest (La Carrée), est à environ 1,3 km" in told
        assert "sur une aire de l’autoroute A26 : Aire, à environ 300 m" in told
        both = phrase(data)
        assert "10 points de charge, dont 6 sur des aires d’autoroute ; sans ceux-ci, 1" in both

    def test_name_the_nearest_where_the_base_declares_nothing(self, theme):
        away = facility("Ouest", toy.A, toy.INSIDE, fact=4, date=MARCH)
        lost = facility("Perdu", toy.B, toy.IN_QPV, "non_etabli", 0, existence="a_confirmer")
        told = phrase(theme("bornes", [away, lost]), IN_B)
        assert "n’y déclare aucun point de charge. La station de recharge ouverte" in told

    def test_are_not_told_where_every_commune_has_its_own_at_an_unknown_place(self, theme):
        data = theme("piscines", [facility("Ici", toy.A), facility("Là", toy.B)])
        assert "vol d’oiseau" not in phrase(data)


class TestTheFiguresOfATheme:
    def test_of_charging_stations_are_points_and_points_per_inhabitant(self, theme):
        data = theme("bornes")
        assert (
            "La base nationale du 25/10/2025 y déclare 370 points de charge, "
            "soit 92,50 pour 1 000 habitants" in phrase(data)
        )
        told = figures(data)
        assert told["points de charge déclarés"] == "370"
        assert told["points pour 1 000 habitants"] == "92,50"
        assert told["commune sans site déclaré"] == "1"

    def test_of_sites_name_both_bases_where_one_is_of_the_first_only(self, theme):
        def source(data):
            return synthese(view_of(data, Selection())).chiffres[0].source

        now = theme("bornes")
        assert source(now) == catalog.source("bornes").mention
        gone = now.table["dans_la_base"].mask(now.table["nom"] == now.table["nom"].iloc[0], "non")
        assert source(replace(now, table=now.table.assign(dans_la_base=gone))) == mots.DEUX_BASES

    def test_of_one_commune_use_its_own_population(self, theme):
        assert figures(theme("bornes"), IN_A)["points pour 1 000 habitants"] == "370"

    def test_of_works_are_their_known_volume_and_nothing_more(self, theme):
        data = theme("inondations", [*ROWS[:2], facility("Muet", toy.B, toy.IN_QPV)])
        assert (
            "Le volume de stockage n’est connu que pour 2 des 3 en service : 10 m³ au moins."
            in phrase(data)
        )
        assert figures(data)["m³ de stockage connu, en service"] == "10"

    @pytest.mark.parametrize(
        ("rows", "told"),
        [
            (ROWS[:2], "Leur volume de stockage est de 10 m³ en tout."),
            (ROWS[:1], "Son volume de stockage est de 4 m³."),
            ([facility("Muet", toy.A)], "Aucun volume de stockage n’est renseigné."),
        ],
    )
    def test_of_works_agree_with_how_many_have_a_volume(self, theme, rows, told):
        assert phrase(theme("inondations", rows)).endswith(told)

    def test_each_have_a_source(self, theme):
        for theme_id in FACILITIES:
            assert all(c.source for c in synthese(view_of(theme(theme_id), EVERYTHING)).chiffres)


class TestTheQuartiers:
    @pytest.fixture
    def data(self):
        return bundle.theme_data(toy_themes.base(), "qpv")

    def test_of_both_territories_are_counted_once_with_their_area(self, data):
        assert phrase(data) == (
            "Dans les deux agglomérations, 1 quartier prioritaire sur 2 communes, "
            "soit 0,1 km² (4 % de la surface). Il s’étend sur plusieurs communes."
        )

    def test_of_one_territory_say_which_are_also_in_the_other(self, data):
        told = synthese(view_of(data, Selection(territoire="cabbalr")))
        assert plain(told.phrase).endswith("communes, aussi dans la CALL.")
        people = [one.libelle for one in told.chiffres if one.unite.startswith("habitant")]
        assert people in ([], [textes.QPV_HABITANTS_A_CHEVAL])

    @pytest.mark.parametrize(
        ("territoire", "several", "shared"), [("cabbalr", 11, "CALL"), ("call", 9, "CABBALR")]
    )
    def test_as_shipped_both_count_the_one_that_they_share(self, territoire, several, shared):
        data = bundle.theme_data(bundle.load_base(), "qpv")
        told = synthese(view_of(data, Selection(territoire=territoire)))
        assert plain(told.phrase).endswith(
            f"{several} d’entre eux s’étendent sur plusieurs communes, dont 1 aussi dans la "
            f"{shared}."
        )
        assert textes.QPV_HABITANTS_A_CHEVAL in [one.libelle for one in told.chiffres]

    def test_of_one_commune_are_the_part_that_is_in_it(self, data):
        told = figures(data, IN_B)
        assert told["km² en quartier prioritaire"] == "0,1"
        assert told["% de la surface de la commune"] == "6"
        assert phrase(data, IN_B).startswith("À Équarrie, 1 quartier prioritaire, soit 0,1 km²")

    def test_of_a_commune_without_any_are_none(self):
        base = toy_themes.base()
        only_b = base.qpv_communes[base.qpv_communes["code_insee"] == toy.B]
        data = bundle.theme_data(bundle.Base(base.communes, base.qpv, only_b), "qpv")
        told = synthese(view_of(data, IN_A))
        assert told.phrase == "À La Carrée, aucun quartier prioritaire."
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
            "dans 2 communes, toutes deux touchées par 1 quartier prioritaire."
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
