from dataclasses import replace

import pandas as pd
import pytest
import toy
import toy_themes

from geo.access import reach
from geo.answers import bundle, compare, compare_measures, fiche, quartiers
from geo.answers.sentence import synthese
from geo.answers.view import view_of
from geo.core import catalog
from geo.core.model import Selection
from geo.drawing.maps import legend
from geo.drawing.maps.classes import classify
from geo.measures.groups import Groupes

NO_CANTON = pd.DataFrame(columns=["code_canton", "nom", "code_insee", "nb_communes"])


@pytest.fixture
def base():
    people = pd.DataFrame({"code_qpv": [toy.QPV], "habitants": pd.array([900], dtype="Int64")})
    incomes = pd.DataFrame(
        {
            "code_insee": [toy.A, toy.B],
            "niveau_vie_median_eur": [20_000.0, None],
            "taux_pauvrete_pct": [None, None],
        }
    )
    plain = toy_themes.base()
    together = Groupes(plain.communes, plain.qpv_communes, NO_CANTON)
    return replace(plain, qpv_population=people, revenus=incomes, groupes=together)


class TestRegister:
    def test_a_qpv_of_both_territories_counts_whole_in_each(self, base):
        for territory in catalog.TERRITORIES:
            told = quartiers.registre(base, territory)
            assert (told.quartiers, told.habitants, told.debordent) == (1, 900, 0)

    def test_one_that_goes_out_counts_with_all_its_inhabitants_and_is_said(self, base):
        outside = replace(base, qpv=base.qpv.assign(hors_territoire_pct=40.0))
        told = quartiers.registre(outside, "call")
        assert (told.habitants, told.debordent) == (900, 900)

    def test_an_unknown_number_makes_the_total_unknown(self):
        told = quartiers.registre(toy_themes.base(), "call")
        assert (told.quartiers, told.habitants) == (1, None)

    def test_the_shipped_totals(self):
        real = bundle.load_base()
        cabbalr, call = (quartiers.registre(real, t) for t in catalog.TERRITORIES)
        assert (cabbalr.quartiers, cabbalr.habitants, cabbalr.debordent) == (16, 37_054, 0)
        assert (call.quartiers, call.habitants, call.debordent) == (22, 62_666, 6_709)


def test_the_key_figures_count_a_qpv_once_whichever_its_communes(base):
    data = bundle.theme_data(base, "qpv")
    figures = {(c.valeur, c.unite) for c in synthese(view_of(data, Selection())).chiffres}
    assert ("900", "habitants") in figures


def test_chosen_communes_have_no_total_of_inhabitants_a_qpv_may_spread_over_others(base):
    data = bundle.theme_data(base, "qpv")
    for chosen in ((toy.A,), (toy.B,), (toy.A, toy.B)):
        told = synthese(view_of(data, Selection(communes=chosen)))
        assert "habitants" not in {c.unite for c in told.chiffres}


def test_unknown_inhabitants_are_not_told():
    data = bundle.theme_data(toy_themes.base(), "qpv")
    assert "habitants" not in {c.unite for c in synthese(view_of(data, Selection())).chiffres}


def test_the_inhabitants_served_are_those_of_the_qpv_within_reach():
    people = pd.Series([900, 600], index=[4, 7], dtype="Int64")
    times = pd.DataFrame(
        {"bas": [8.0, 18.0, 1.0], "centre": [10.0, 21.0, 1.0], "haut": [12.0, 25.0, 1.0]},
        index=[4, 7, 9],
    )
    served = reach.desserte(people, times, 20)
    assert (served.habitants, served.bas, served.centre, served.haut) == (1500, 900, 900, 1500)


class TestIncomes:
    def test_the_secret_is_hatched_and_named_on_the_map(self, base):
        data = bundle.theme_data(base, "qpv")
        indicator = catalog.indicator("niveau_vie_median_eur")
        classes = classify(data.mesures["niveau_vie_median_eur"].set_axis([toy.A, toy.B]))
        last = legend.of_classes(classes, indicator, ["#112233"]).entrees[-1]
        assert (last.signe.genre, last.texte, last.effectif) == (
            "absent",
            "secret statistique",
            "1",
        )

    def test_the_fiche_says_the_value_or_the_secret_with_its_source(self, base):
        for code, expected in ((toy.A, "20 000 € par an"), (toy.B, "secret statistique")):
            lines = {
                line.libelle: line for line in fiche.fiche(base, {}, None, code).identite.lignes
            }
            line = lines["Niveau de vie médian (2021)"]
            assert toy_themes.plain(line.valeur) == expected
            assert line.source == "Insee, Filosofi 2021"

    def test_the_fiche_gives_the_inhabitants_of_the_whole_qpv(self, base):
        found = fiche.fiche(base, {}, None, toy.A).qpv.liste
        assert [item.habitants for item in found] == [900]

    def test_a_median_is_never_averaged(self, base):
        measures = {m.id: m for m in compare_measures.mesures(base, {}, None)}
        median = measures["niveau_vie_median_eur"]
        assert median.de([toy.A]) == 20_000
        assert pd.isna(median.de([toy.B]))
        assert pd.isna(median.de([toy.A, toy.B]))
        group = compare_measures.Entite("g", "Les deux", (toy.A, toy.B))
        where = base.communes.set_index("code_insee")["territoire"]
        assert [one.regle for one in compare.avis_de(median, [group], where)] == ["groupe"]
