"""What may be compared, and communes and groups side by side, on the toy territory."""

import math
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
import toy
import toy_themes
from toy_themes import facility, plain

from geo.answers import comparable, compare, compare_measures
from geo.answers.comparable import avis
from geo.answers.compare_measures import Entite
from geo.drawing import charts
from geo.reports.chosen import COMPARABLES, Comparable
from geo.sources.facts import load_faits

ROW = {
    "id": "a-1",
    "territoire": "cabbalr",
    "theme": "dechets",
    "libelle": "Déchets",
    "valeur": 120.0,
    "nuance": None,
    "unite": "t",
    "valeur_eur": None,
    "taxe": None,
    "annee_debut": 2021,
    "annee_fin": 2021,
    "nature": "annuel",
    "document": "Rapport",
}


def row(**what):
    return pd.Series(ROW | what)


def rules(one, other, liens=None):
    return [(a.niveau, a.regle) for a in avis(one, other, liens)]


def test_two_figures_of_the_same_year_unit_and_kind_have_nothing_in_their_way():
    assert avis(row(), row(id="b-1", valeur=90.0)) == ()


class TestAComparisonIsRefused:
    @pytest.mark.parametrize("missing", [None, math.nan, pd.NA])
    def test_where_a_value_is_not_known_and_zero_is_a_value(self, missing):
        assert rules(row(), row(valeur=missing)) == [("refus", "inconnue")]
        assert "n’est pas un zéro" in avis(row(valeur=missing), row())[0].raison
        assert rules(row(), row(valeur=0.0)) == []

    def test_between_different_units(self):
        assert rules(row(), row(unite="kg")) == [("refus", "unites")]

    def test_between_a_total_of_several_years_and_a_year(self):
        found = avis(row(annee_debut=2020, annee_fin=2023, nature="periode"), row())
        assert [(a.niveau, a.regle) for a in found] == [("refus", "periode")]
        assert "2020-2023 et 2021" in found[0].raison

    def test_between_totals_of_different_years(self):
        one = row(annee_debut=2020, annee_fin=2023, nature="periode")
        other = row(annee_debut=2019, annee_fin=2021, nature="periode")
        assert rules(one, other) == [("refus", "periode")]
        assert rules(one, one) == []

    def test_between_an_aim_and_what_was_seen(self):
        assert ("refus", "cible") in rules(row(), row(nature="cible"))

    def test_between_with_and_without_tax(self):
        found = rules(row(unite="€ HT", taxe="HT"), row(unite="€ TTC", taxe="TTC"))
        assert found == [("refus", "taxe")]

    def test_between_qpv_of_2015_and_of_2024(self):
        one = row(theme="politique_ville", unite="quartiers")
        assert rules(one, {**one, "generation": 2024}) == [("refus", "generation")]
        assert rules(one, one) == []
        late = row(libelle="Quartiers prioritaires", unite="quartiers", annee_fin=2024)
        assert ("refus", "generation") in rules(one, late)

    def test_and_the_refusals_come_first(self):
        found = avis(row(annee_fin=2020, annee_debut=2020), row(nature="cible"))
        assert [a.niveau for a in found] == ["refus", "reserve"]
        assert comparable.refusee(found)


class TestAComparisonIsFlagged:
    def test_between_different_years(self):
        found = avis(row(), row(annee_debut=2023, annee_fin=2023))
        assert [(a.niveau, a.regle) for a in found] == [("reserve", "millesime")]
        assert found[0].raison == "Années différentes : 2021 et 2023."

    def test_where_a_year_is_not_known(self):
        assert rules(row(), row(annee_debut=None, annee_fin=None)) == [("reserve", "millesime")]

    def test_between_ht_and_a_tax_that_is_not_told(self):
        found = rules(row(unite="€ HT/hab", taxe="HT"), row(unite="€/hab/an"))
        assert found == [("reserve", "taxe")]

    def test_between_a_state_and_a_value_of_the_year(self):
        assert rules(row(), row(nature="instantane")) == [("reserve", "nature")]

    @pytest.mark.parametrize(("value", "flagged"), [(0.0, True), (4.0, True), (5.0, False)])
    def test_under_five_where_things_are_counted(self, value, flagged):
        one = row(unite="communes", valeur=40.0)
        assert (("reserve", "effectif") in rules(one, {**one, "valeur": value})) is flagged
        assert rules(row(unite="%"), row(unite="%", valeur=value)) == []

    def test_where_a_value_is_about(self):
        found = avis(row(nuance="près de"), row())
        assert [a.regle for a in found] == ["nuance"]
        assert "près de" in found[0].raison

    def test_where_a_report_contradicts_itself(self):
        liens = pd.DataFrame({"ligne": ["a-1", "z"], "contradiction": ["C1", "C2"]})
        found = avis(row(), row(id="b-1"), liens)
        assert [a.regle for a in found] == ["contradiction"]
        assert found[0].raison.endswith(" : C1.")


@pytest.fixture
def base():
    return toy_themes.base()


@pytest.fixture
def themes(monkeypatch):
    rows = [
        facility("Ouest", toy.A, toy.INSIDE, fact=4),
        facility("Ouest bis", toy.A, fact=6),
        facility("Doute", toy.A, statut="non_etabli", fact=90),
        facility("Muette", toy.B, toy.IN_QPV),
    ]
    return {t: toy_themes.theme(monkeypatch, t, rows) for t in ("bornes", "piscines")}


@pytest.fixture
def faits():
    actions = pd.DataFrame({"code_insee": [toy.A, toy.A]})
    return SimpleNamespace(actions=actions)


@pytest.fixture
def measured(base, themes, faits):
    return {m.id: m for m in compare_measures.mesures(base, themes, faits)}


BOTH = (toy.A, toy.B)


class TestAMeasure:
    @pytest.mark.parametrize(
        ("name", "a", "b", "group"),
        [
            ("population", 1000, 3000, 4000),
            ("densite", 1000, 3000, 2000),
            ("part_qpv_pct", 2, 6, 4),
            ("nb_equipements_bornes", 2, 1, 3),
            ("nb_equipements_piscines", 2, 1, 3),
            ("nb_faits", 2, 0, 2),
        ],
    )
    def test_of_a_group_is_computed_from_its_communes(self, measured, name, a, b, group):
        values = measured[name].valeurs()
        assert values[toy.A] == pytest.approx(a, abs=1e-3)
        assert values[toy.B] == pytest.approx(b, abs=1e-3)
        assert measured[name].de(BOTH) == pytest.approx(group, abs=1e-3)
        assert measured[name].de((toy.A,)) == pytest.approx(a, abs=1e-3)

    def test_that_is_not_known_is_not_zero(self, measured):
        points = measured["points_pour_1000_hab_bornes"]
        assert points.valeurs()[toy.A] == pytest.approx(100)
        assert math.isnan(points.valeurs()[toy.B])
        assert math.isnan(points.de((toy.B,)))
        assert points.write_as(points.de((toy.B,))) == "non renseigné"
        assert points.de(BOTH) == pytest.approx(25)

    def test_of_distance_is_the_median_of_the_communes(self, measured):
        distances = measured["distance_m_piscines"]
        assert distances.de(BOTH) == pytest.approx(distances.valeurs().median())
        assert distances.de(("62999",)) != distances.de(("62999",))
        # Three communes, one of them far: their mean would be 400.
        codes = (toy.A, toy.B, "62003")
        uneven = replace(distances, numerateur=pd.Series([100.0, 200.0, 900.0], index=codes))
        assert uneven.de(codes) == 200

    def test_is_left_out_with_a_file_that_cannot_be_read(self, base):
        names = [m.id for m in compare_measures.mesures(base, {}, None)]
        assert names == ["population", "densite", "part_qpv_pct", "part_bande_300m_pct"]


def compared(base, measured, *entites, reference=BOTH):
    found = compare.compare_entities(base, list(measured.values()), entites, reference)
    return {p.mesure.id: p for p in found}


A = Entite(toy.A, "La Carrée", (toy.A,))
B = Entite(toy.B, "Équarrie", (toy.B,))
ALL = Entite("tout", "Tout", BOTH)


class TestSideBySide:
    def test_each_measure_has_its_values_and_the_spread_of_the_reference(self, base, measured):
        panel = compared(base, measured, A, B)["densite"]
        assert panel.valeurs.to_dict() == {"La Carrée": 1000, "Équarrie": 3000}
        assert [panel.borne(b) for b in compare.BORNES] == [
            panel.mesure.write_bare(v) for v in (1000, 2000, 3000)
        ]

    def test_the_count_of_a_group_has_no_spread_of_communes(self, base, measured):
        panels = compared(base, measured, ALL)
        assert panels["population"].reference.empty
        assert panels["population"].borne("min") == "sans objet"
        assert len(panels["densite"].reference) == 2

    def test_what_is_not_known_is_told(self, base, measured):
        panel = compared(base, measured, A, B)["points_pour_1000_hab_bornes"]
        assert "Non renseigné pour Équarrie." in [a.raison for a in panel.avis]
        group = compared(base, measured, ALL)["points_pour_1000_hab_bornes"]
        assert plain(group.avis[0].raison) == "Non renseigné pour Tout (1 commune)."

    def test_small_counts_and_approximate_places_are_told(self, base, measured):
        panels = compared(base, measured, A, B)
        count = panels["nb_equipements_piscines"]
        assert [a.regle for a in count.avis] == ["effectif", "etat"]
        assert count.avis[1].raison.startswith("Pour La Carrée, un équipement au moins n’est pas")
        assert "plus proche" not in count.avis[1].raison
        assert [a.regle for a in panels["distance_m_piscines"].avis] == ["position"]
        assert "pour La Carrée :" in panels["distance_m_piscines"].avis[0].raison

    def test_facts_of_two_territories_are_told_apart(self, base, measured):
        assert [a.regle for a in compared(base, measured, A, B)["nb_faits"].avis] == ["rapports"]
        assert compared(base, measured, A)["nb_faits"].avis == ()

    def test_the_table_has_one_row_a_measure_and_says_what_to_know(self, base, measured):
        panels = list(compared(base, measured, A, B).values())
        frame = compare.tableau(panels, ["Équarrie"])
        assert len(frame) == len(panels)
        assert list(frame.columns)[1:3] == ["La Carrée", "Équarrie"]
        assert (frame["À savoir"] != "").all()

    def test_the_export_leaves_a_missing_value_missing(self, base, measured):
        frame = compare.export(list(compared(base, measured, A, B).values()), "communes")
        lost = frame[(frame["indicateur"] == "points_pour_1000_hab_bornes")]
        told = lost.set_index(["role", "nom"])["valeur"]
        assert math.isnan(told["comparé", "Équarrie"])
        assert ("communes", "Équarrie") not in told.index
        assert set(frame["role"]) == {"comparé", "communes"}

    def test_the_sentence_tells_each_or_the_range(self, base, measured):
        told = plain(compare.phrase(list(compared(base, measured, A, B).values())))
        first, second = told.split(" ; ")
        assert first.startswith("La Carrée : 1 000 habitants, 1 000 hab./km² et 2")
        assert second.startswith("Équarrie : 3 000 habitants, 3 000 hab./km² et 6")
        assert told.endswith("% en quartier prioritaire.")
        three = list(compared(base, measured, A, ALL, B).values())
        assert plain(compare.phrase(three)).startswith(
            "La Carrée, Tout et Équarrie : de 1 000 à 4 000 habitants, de 1 000 à 3 000 hab./km²"
        )

    def test_the_sentence_of_the_peers_counts_what_is_above_their_median(self, base, measured):
        panels = list(compared(base, measured, B, reference=(toy.A,)).values())
        told = plain(compare.phrase_des_pairs("Équarrie", ["La Carrée"], panels))
        assert "les plus semblables à Équarrie sont La Carrée" in told
        assert "est au-dessus de leur médiane pour 6, au-dessous pour 3." in told
        assert "n’a pas de pair" in compare.phrase_des_pairs("Équarrie", [], panels)


class TestEntities:
    def test_the_agglomerations_are_groups_of_their_communes(self, base):
        assert [(e.nom, e.codes) for e in compare.agglomerations(base)] == [
            ("CABBALR", (toy.A,)),
            ("CALL", (toy.B,)),
        ]

    def test_communes_stand_in_french_order(self, base):
        assert [e.nom for e in compare.entites(base, [toy.B, toy.A])] == [
            "La Carrée",
            "Équarrie",
        ]


@pytest.fixture(scope="module")
def reports():
    return load_faits()


class TestTheFiguresOfBothReports:
    def test_exist_one_of_each_territory(self, reports):
        rows = reports.indicateurs.set_index("id")
        for one in COMPARABLES:
            assert rows.loc[one.cabbalr, "territoire"] == "cabbalr", one.id
            assert rows.loc[one.call, "territoire"] == "call", one.id
        assert len({one.id for one in COMPARABLES}) == len(COMPARABLES)

    def test_tell_what_differs(self, reports):
        found = {p.id: p for p in comparable.paires(reports, COMPARABLES)}
        cost = [a.regle for a in found["dechets-cout"].avis]
        assert cost == ["taxe", "millesime", "perimetre"]
        assert found["dechets-cout"].comparable
        assert found["proch-emploi"].avis == ()
        assert {p.id for p in found.values() if not p.comparable} == {
            "proch-emploi-bilan",
            "chomage",
            "conseillers-energie",
        }

    def test_are_written_in_one_unit(self, reports):
        pair = next(p for p in comparable.paires(reports, COMPARABLES) if p.id == "anah")
        assert pair.valeurs() == {"cabbalr": 5_640_532.0, "call": 3_800_000.0}
        assert plain(pair.write_as(pair.valeurs()["call"])) == "3,80 M€"

    def test_say_nothing_of_a_difference_that_is_not_known(self, reports):
        one = Comparable("x", "X", "rdd2020-338", "ra2021-346", "")
        [pair] = comparable.paires(reports, (one,))
        assert "perimetre" not in [a.regle for a in pair.avis]

    def test_qpv_of_the_reports_are_never_compared_with_those_of_2024(self, reports, base):
        pair = next(p for p in comparable.paires(reports, COMPARABLES) if p.id == "qpv")
        refused = comparable.refus_des_generations(base, pair)
        assert [p.avis[0].regle for p in refused] == ["generation", "generation"]
        assert [p.call["valeur"] for p in refused] == [1, 1]
        assert "2015 et ceux de 2024" in compare.tableau_des_refus(refused).iloc[0, 3]


class TestTheChart:
    def draw(self, values, reference):
        return charts.comparaison(
            pd.Series(values, dtype=float),
            pd.Series(reference, dtype=float),
            nom_reference="communes",
            couleur="#12426B",
        )

    def test_writes_each_value_and_the_spread(self):
        figure = self.draw({"A": 3, "B": math.nan}, {"x": 1, "y": 2, "z": 6})
        texts = [plain(a.text) for a in figure.layout.annotations]
        assert texts == [
            "A : <b>3</b>",
            "B : <b>non renseigné</b>",
            "communes : de 1 à 6, médiane 2",
        ]
        assert list(figure.data[0].x) == [3]
        assert list(figure.data[0].y) == [0]
        assert list(figure.data[1].x) == [1, 2, 6]

    def test_without_a_spread_begins_at_zero(self):
        figure = self.draw({"A": 3, "B": 4}, {})
        assert len(figure.data) == 1
        low, high = figure.layout.xaxis.range
        assert low < 0
        assert high > 4

    def test_of_equal_or_unknown_values_still_has_a_scale(self):
        for values in ({"A": 0.0}, {"A": math.nan}):
            low, high = self.draw(values, {}).layout.xaxis.range
            assert low < high
