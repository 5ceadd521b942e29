"""The model of a deck and the stories: figures are those of the pages, never typed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from geo.answers import counts, mining
from geo.answers.commune_figures import chiffres_de
from geo.answers.fiche import fiche
from geo.answers.sentence import synthese
from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.errors import DataFileError, UnknownIdError
from geo.core.model import Selection
from geo.labels import rendu as mots
from geo.labels.formats import NBSP, nombre
from geo.printing import report_slides, slides, stories
from geo.printing.footer import SUITE_CARACTERES
from geo.printing.page.spaces import ordinaire, typographie
from geo.printing.subject import agglomeration


class TestADeck:
    def test_of_two_themes_has_eleven_slides(self, world):
        made = slides.deck(world, slides.Plan("cabbalr", ("piscines", "inondations")))
        assert [slide.id for slide in made.slides] == [
            "titre", "territoire",
            "piscines", "piscines-communes", "piscines-rapports",
            "inondations", "inondations-communes", "inondations-rapports",
            "rapports", "objectifs", "sources",
        ]  # fmt: skip

    def test_of_many_themes_has_one_slide_each(self, world):
        made = slides.deck(world, slides.Plan("call", tuple(catalog.THEMES)))
        assert len(made.slides) == 5 + len(catalog.THEMES)

    @pytest.mark.parametrize("territoire", list(catalog.TERRITORIES))
    def test_the_quartiers_are_coloured_by_their_own_rate(self, world, territoire):
        made = slides.deck(world, slides.Plan(territoire, ("qpv",)))
        slide = next(one for one in made.slides if one.id == "qpv-quartiers")
        view = view_of(world.themes["qpv"], Selection(territoire))
        register = world.base.qpv_population.set_index("code_qpv")["taux_pauvrete_pct"]
        rates = register.reindex(view.rows["code_qpv"])
        low, high = nombre(rates.min()), nombre(rates.max())
        assert f"de {low} à {high}{NBSP}%" in slide.message
        assert [figure.valeur for figure in slide.chiffres] == [high, low]
        known = rates.notna().sum()
        told = f"connu pour {known} sur {len(rates)}" if known < len(rates) else str(len(rates))
        assert told in slide.message
        assert ("connus" in slide.chiffres[0].libelle) == (known < len(rates))
        filled = [one for one in slide.carte.perimetres if one.bord]
        assert len(filled) == known
        assert len(slide.carte.perimetres) == len(rates)
        assert slide.vue.indicateur == "qpv_taux_pauvrete_pct"

    @pytest.mark.parametrize("territoire", list(catalog.TERRITORIES))
    def test_the_mining_basin_is_told_as_the_other_themes(self, world, territoire):
        made = slides.deck(world, slides.Plan(territoire, ("bassin-minier",)))
        kinds = ["bassin-minier", "bassin-minier-communes", "bassin-minier-rapports"]
        assert [one.id for one in made.slides][2:5] == kinds
        shown, bars, reports = made.slides[2:5]
        sigle = catalog.territory(territoire).sigle
        assert made.titre == f"Bassin minier —{NBSP}{sigle}"
        assert shown.vue.theme == bars.vue.theme == reports.vue.theme == "bassin-minier"
        told = mining.synthese(world.bassin(), place_of(world.base, Selection(territoire)))
        assert told.phrase in shown.notes
        assert told.chiffres[:3] == shown.chiffres
        numbers = Counter(re.findall(r"\d+", f"{shown.message} {shown.suite}"))
        assert not numbers - Counter(re.findall(r"\d+", told.phrase))
        shares = world.bassin().mesures.loc[
            world.base.communes["territoire"] == territoire, "part_cites_pct"
        ]
        assert bars.graphique.barres[0][1] == round(float(shares.max()), 1)
        assert catalog.source("cites_minieres").titre in {
            row[0] for row in made.slides[-1].tableau.lignes
        }

    @pytest.mark.parametrize("territoire", list(catalog.TERRITORIES))
    @pytest.mark.parametrize("theme", list(catalog.THEMES))
    def test_figures_are_those_of_the_theme_page(self, world, territoire, theme):
        slide = slides.slide_theme(
            world, view_of(world.themes[theme], Selection(territoire=territoire))
        )
        told = synthese(view_of(world.themes[theme], Selection(territoire=territoire)))
        assert slide.chiffres == told.chiffres[:3]
        assert told.phrase in slide.notes
        apart = re.compile(r"\d+ autres? (est|sont) à part\. ")
        clauses = f"{slide.message} {apart.sub('', slide.suite)}"
        assert not Counter(re.findall(r"\d+", clauses)) - Counter(re.findall(r"\d+", told.phrase))

    @pytest.mark.parametrize("theme", [one for one in catalog.THEMES if one != "qpv"])
    def test_a_slide_says_its_range_and_how_many_are_apart(self, world, theme):
        for group in world.base.groupes.prets:
            view = view_of(world.themes[theme], Selection(communes=group.codes))
            told = synthese(view)
            _, rest = slides.en_bref(told)
            for ends in re.findall(r"entre ([\d,]+ et [\d,]+ k?m)", told.phrase)[:1]:
                assert ends in rest
            counted = counts.compte(theme, view.rows, 2)
            if told.message and counted.etats and re.search(r"autres? (est|sont) à part", rest):
                assert f"{counted.autres} autre" in rest
            assert len(rest) <= SUITE_CARACTERES, rest

    def test_a_commune_has_the_figures_of_its_fiche(self, world, fiches):
        slide = slides.slide_commune(world, "62119")
        assert slide.chiffres == fiches["62119"].chiffres[:3]

    def test_a_commune_of_a_deck_speaks_of_its_themes(self, world):
        made = slides.deck(
            world, slides.Plan("cabbalr", ("piscines", "inondations"), ("62119", "62377"))
        )
        by_id = {one.id: one for one in made.slides}
        for code in ("62119", "62377"):
            slide = by_id[code]
            views = [
                view_of(world.themes[theme], Selection("cabbalr", (code,)))
                for theme in ("piscines", "inondations")
            ]
            pools, works = map(synthese, views)
            expected = pools.chiffres[0], works.chiffres[0], pools.chiffres[1]
            assert slide.chiffres == expected
            assert len(slide.suite) <= SUITE_CARACTERES
            for told in (pools, works):
                assert told.phrase in slide.notes
                assert slides.en_bref(told)[0] in slide.suite
            assert slide.vue.themes == ("piscines", "inondations")
            assert "IRVE" not in slide.source
            assert "recharge" not in slide.carte.description

    def test_a_commune_tells_first_what_is_known_of_it(self, world):
        slide = slides.slide_commune(world, "62119", ("bassin-minier",))
        assert slides.UNKNOWN.isdisjoint(figure.valeur for figure in slide.chiffres[:1])

    def test_an_unreadable_theme_is_told(self, world):
        blind = replace(world, themes={})
        with pytest.raises(UnknownIdError, match="ne sont pas lisibles"):
            slides.deck(blind, slides.Plan("call", ("qpv",)))

    def test_goes_on_without_the_reports(self, world):
        made = slides.deck(replace(world, faits=None), slides.Plan("call", ("piscines",)))
        assert "rapports" not in [slide.id for slide in made.slides]

    @pytest.mark.parametrize("ids", [{"territoire": "x"}, {"themes": ("x",)}, {"communes": ("x",)}])
    def test_an_unknown_id_is_an_error(self, world, ids):
        with pytest.raises(UnknownIdError):
            slides.deck(world, slides.Plan(**{"territoire": "call", "themes": ()} | ids))


@pytest.fixture(scope="module")
def canton(world):
    return next(group for group in world.base.groupes.prets if group.id == "canton-6231")


@pytest.fixture(scope="module")
def du_canton(world, canton):
    plan = slides.Plan(None, ("piscines", "inondations"), groupe=canton.codes)
    return slides.deck(world, plan)


class TestADeckOfAGroup:
    def test_has_the_slides_of_a_territory_under_its_name(self, du_canton):
        assert [slide.id for slide in du_canton.slides] == [
            "titre", "territoire",
            "piscines", "piscines-communes", "piscines-rapports",
            "inondations", "inondations-communes", "inondations-rapports",
            "rapports", "sources",
        ]  # fmt: skip
        name = f"canton de Lillers (21{NBSP}communes sur 22)"
        assert du_canton.titre == f"Piscines et inondations —{NBSP}{name}"

    def test_counts_what_its_communes_count(self, world, du_canton, canton):
        people = world.base.communes.set_index("code_insee")["population"][list(canton.codes)]
        shown = {figure.libelle: figure.valeur for figure in du_canton.slides[1].chiffres}
        assert shown["population municipale"] == nombre(people.sum())
        works = next(slide for slide in du_canton.slides if slide.id == "inondations")
        alone = [
            synthese(view_of(world.themes["inondations"], Selection(communes=(code,)))).chiffres[0]
            for code in canton.codes
        ]
        known = [int(one.valeur) for one in alone if one.libelle.startswith("recensé")]
        assert works.chiffres[0].valeur == nombre(sum(known))

    def test_compares_only_its_communes(self, world, du_canton, canton):
        names = world.base.communes.set_index("code_insee")["nom"][list(canton.codes)]
        charts = [s.graphique for s in du_canton.slides if s.id.endswith("-communes")]
        assert all({nom for nom, _, _ in chart.barres} <= set(names) for chart in charts)

    def test_never_gives_a_figure_of_the_agglomeration_as_its_own(self, world, du_canton, canton):
        labels = set(world.faits.indicateurs["libelle"])
        names = set(world.base.communes.set_index("code_insee")["nom"][list(canton.codes)])
        for slide in du_canton.slides:
            if not slide.id.endswith("rapports"):
                continue
            assert mots.FAITS_SANS_CHIFFRES in slide.suite
            for line in slide.tableau.lignes if slide.tableau else ():
                assert line[0] in names
                assert line[1] not in labels

    def test_counts_its_facts_by_theme(self, world, du_canton, canton):
        facts = world.faits.actions
        facts = facts[facts["code_insee"].isin(canton.codes)]
        slide = next(slide for slide in du_canton.slides if slide.id == "rapports")
        assert f"{len(facts)}{NBSP}faits" in slide.message
        assert sum(value for _, value, _ in slide.graphique.barres) <= len(facts)
        assert slide.graphique.barres[0][1] == facts["theme"].value_counts().max()

    def test_of_all_the_communes_of_an_agglomeration_is_that_of_the_agglomeration(self, world):
        communes = world.base.communes
        codes = tuple(communes.loc[communes["territoire"] == "call", "code_insee"])
        whole = slides.deck(world, slides.Plan("call", ("piscines",)))
        assert slides.deck(world, slides.Plan(None, ("piscines",), groupe=codes)) == whole

    def test_of_unnamed_communes_lists_them_in_its_notes(self, world):
        made = slides.deck(world, slides.Plan(None, (), groupe=("62119", "62498")))
        assert made.titre == "2 communes choisies"
        assert "(Béthune et Lens)" in made.slides[1].notes

    def test_an_unknown_commune_is_an_error(self, world):
        with pytest.raises(UnknownIdError, match="59350"):
            slides.deck(world, slides.Plan(None, (), groupe=("62119", "59350")))


class TestAFigureInADeck:
    def test_a_contradicted_figure_says_so_and_the_notes_explain(self, world):
        slide = report_slides.slide_rapports(world, agglomeration(catalog.territory("call")))[0]
        assert any("contradiction" in row[0] for row in slide.tableau.lignes)
        assert "Contradiction :" in slide.notes

    def test_an_evolution_is_told_in_the_notes_and_is_no_contradiction(self, world):
        slide = report_slides.slide_rapports(world, agglomeration(catalog.territory("cabbalr")))[0]
        assert not any("contradiction" in row[0] for row in slide.tableau.lignes)
        assert "Évolution :" in slide.notes

    def test_the_slide_of_the_aims_holds_those_whose_gap_is_known(self, world):
        slide = report_slides.slide_rapports(world, agglomeration(catalog.territory("cabbalr")))[1]
        assert slide.id == "objectifs"
        assert ["Bornes de recharge visées au total", "100\xa0bornes · 2024"] in [
            list(row[:2]) for row in slide.tableau.lignes
        ]


class TestTheMessage:
    @pytest.mark.parametrize(
        ("phrase", "message", "rest"),
        [
            ("Ici : 2 a ; à part : 1 b. On y va.", "Ici : 2 a.", "À part : 1 b. On y va."),
            ("Ici : 2 a. 9 s’étendent.", "Ici : 2 a.", "9 s’étendent."),
            ("Lens : 3 ; 4 quartiers ; 5.", "Lens : 3.", "4 quartiers ; 5."),
            ("Rien de plus.", "Rien de plus.", ""),
        ],
    )
    def test_is_the_first_clause_and_nothing_is_lost(self, phrase, message, rest):
        assert slides.message_de(phrase) == (message, rest)


class TestFrenchSpaces:
    @pytest.mark.parametrize(
        ("text", "set_"),
        [
            ("Ici : non ; « oui » !", "Ici\u00a0: non\u202f; «\u00a0oui\u00a0»\u202f!"),
            ("1 000 habitants", "1\u202f000\u00a0habitants"),
            ("soit 5 %", "soit 5\u202f%"),
            ("2 piscines", "2\u00a0piscines"),
        ],
    )
    def test_hold_what_must_not_be_parted(self, text, set_):
        assert typographie(text) == set_
        assert ordinaire(typographie(text)) == text
        assert typographie(typographie(text)) == set_


HEADING = "---\ntitre: Essai\nterritoire: call\n---\n"


class TestAStory:
    @pytest.mark.parametrize("nom", stories.noms())
    def test_that_ships_has_its_figures_and_types_none(self, world, nom):
        text = (stories.DOSSIER / f"{nom}.md").read_text(encoding="utf-8")
        prose = "\n".join(
            line for line in text.splitlines() if not line.startswith(("vue :", "chiffres :"))
        )
        assert re.findall(r"\d+", stories.REPERE.sub("", prose)) == []
        made = stories.deck(world, stories.parse(nom))
        assert len(made.slides) >= 8
        assert not any("{" in slide.message + slide.suite for slide in made.slides)

    def test_says_the_sentences_of_a_theme_as_its_slide_does(self, world):
        story = stories.parse_story(
            "essai",
            HEADING + "\n## Un\nvue : carte piscines\n\n{piscines.message}\n\n{piscines.suite}\n",
        )
        slide = stories.deck(world, story).slides[1]
        alone = slides.slide_theme(
            world, view_of(world.themes["piscines"], Selection(territoire="call"))
        )
        assert (slide.message, slide.suite) == (alone.message, alone.suite)

    def test_there_is_one_for_each_territory(self):
        assert {stories.parse(nom).territoire for nom in stories.noms()} == set(catalog.TERRITORIES)

    def test_puts_each_figure_in_its_place(self, world, fiches):
        story = stories.parse_story(
            "essai",
            HEADING + "\n## Un\nvue : carte piscines\nchiffres : ra2021-443\n\n"
            "Il y a {piscines.recensées}.\n\nBéthune : {62119.population}.\n",
        )
        slide = stories.deck(world, story).slides[1]
        told = synthese(view_of(world.themes["piscines"], Selection(territoire="call"))).chiffres[0]
        assert ordinaire(slide.message) == ordinaire(f"Il y a {told.valeur} {told.unite}.")
        here = fiches["62119"].chiffres[0]
        assert ordinaire(slide.suite) == ordinaire(f"Béthune : {here.valeur} {here.unite}.")
        assert [figure.nuance for figure in slide.chiffres] == ["au moins"]
        assert "Rapport d’activités 2021" in slide.source

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("## Un\n\nOui.\n", "ligne 1 : l’en-tête"),
            ("---\ntitre: x\n---\n## Un\n\nOui.\n", "« territoire : … » manque"),
            ("---\ntitre x\n---\n", "ligne 2 : « titre x » n’est pas de la forme"),
            (HEADING, "aucune diapositive"),
            (HEADING + "## Un\nvue : carte qpv\n", "ligne 5 : la diapositive n’a pas de message"),
        ],
    )
    def test_badly_written_is_told_with_its_line(self, text, said):
        with pytest.raises(DataFileError, match=re.escape(said)):
            stories.parse_story("essai", text)

    @pytest.mark.parametrize(
        ("part", "said"),
        [
            ("vue : photo x\n\nOui.", "Vue inconnu : « photo »"),
            ("vue : carte x\n\nOui.", "Thème inconnu : « x »"),
            ("\n{ra2021-99999}", "Chiffre des rapports inconnu : « ra2021-99999 »"),
            ("\n{piscines.1}", "Chiffre inconnu : « piscines.1 »"),
            ("\n{piscines.piscine}", "Chiffre inconnu : « piscines.piscine »"),
            ("vue : commune 00000\n\nOui.", "Commune inconnue : « 00000 »"),
        ],
    )
    def test_that_asks_for_what_is_not_there_is_told_with_its_line(self, world, part, said):
        story = stories.parse_story("essai", f"{HEADING}## Un\n{part}\n")
        with pytest.raises(DataFileError, match=re.escape(f"ligne 5 : {said}")):
            stories.deck(world, story)

    def test_of_an_unknown_name_is_told(self):
        with pytest.raises(UnknownIdError, match="Récit inconnu : « nope »"):
            stories.parse("nope")


def test_the_key_figures_of_a_fiche_are_told_without_the_reports(world):
    made = fiche(world.base, world.themes, None, "62119")
    assert len(chiffres_de(made)) == 3
