"""« Présentation » run without a browser: its two states, its address, the figures it shows."""

from __future__ import annotations

import html
import io
import re

import pytest
from ecran import TAGS, Ecran
from pptx import Presentation

from geo.core import catalog
from geo.labels import bassin as mots_bassin
from geo.labels import officielles as mots_officielles
from geo.labels import presentation as mots
from geo.labels import textes
from geo.labels.formats import as_markdown
from geo.printing import slides, stories
from geo.printing.page.spaces import ordinaire
from geo.printing.pptx.deck import deck_pptx
from geo.printing.world import load_world
from geo.ui import cache, state
from geo.ui.pages.presentation import asked, prepare, slide_list
from geo.ui.serve import room

BETHUNE, LENS, ABLAIN = "62119", "62498", "62001"
FICHIER = "pages/presentation.py"
PLAN = {"territoire": "cabbalr", "themes": "piscines,inondations", "commune": BETHUNE}
SCENE = re.compile(r'<div class="atlas-scene (atlas-genre-\w+)[^"]*"(.*?)>')


@pytest.fixture(scope="module")
def donnees_rendues():
    return load_world()


@pytest.fixture(scope="module")
def deck(donnees_rendues):
    return slides.deck(
        donnees_rendues, slides.Plan("cabbalr", ("piscines", "inondations"), (BETHUNE,))
    )


def projetee(**adresse):
    return Ecran(FICHIER, **(PLAN | {"ecran": "plein"} | adresse)).open()


def dit(ecran, balise):
    found = re.search(rf"<{balise}>(.*?)</{balise.split()[0]}>", ecran.html, re.DOTALL)
    return ordinaire(html.unescape(TAGS.sub("", found[1])))


def lus(ecran):
    """The figures of the slide: value and unit, as read."""
    found = re.findall(r'<dd class="atlas-scene-\w+">(.*?)</dd>', ecran.html, re.DOTALL)
    return [ordinaire(html.unescape(TAGS.sub(" ", one))) for one in found]


def attendus(slide):
    return [ordinaire(f"{one.nuance} {one.valeur} {one.unite}") for one in slide.chiffres]


def test_the_deck_of_the_address_is_prepared(deck):
    ecran = Ecran(FICHIER, **PLAN).open()
    assert ecran.exceptions == []
    assert ecran.erreurs == []
    assert ecran.titres == [mots.TITRE]
    assert f"{len(deck.slides)}\N{NO-BREAK SPACE}diapositives" in ecran.phrase
    listed = [one for one in ecran.diapos if one["garde"]]
    assert [(one["titre"], ordinaire(one["message"])) for one in listed] == [
        (one.titre, ordinaire(one.message)) for one in deck.slides
    ]
    assert ecran.adresse == PLAN
    assert len(ecran.essai.get("download_button")) == 2
    assert not SCENE.search(ecran.html)


def test_without_any_choice_a_deck_of_one_territory_is_ready():
    ecran = Ecran(FICHIER).open()
    assert ecran.exceptions == []
    assert ecran.adresse == {"territoire": "cabbalr"}
    assert "5\N{NO-BREAK SPACE}diapositives" in ecran.phrase


def test_the_order_of_the_themes_is_that_of_the_address():
    ecran = Ecran(FICHIER, **(PLAN | {"themes": "inondations,piscines"})).open()
    ids = [one["id"] for one in ecran.diapos]
    assert ids.index("inondations") < ids.index("piscines")


RANGEE = {"sans": "rapports,objectifs", "ordre": "inondations,piscines", "titres": "piscines:Nager"}


def test_an_arranged_deck_is_prepared_shown_and_exported_alike(deck):
    ecran = Ecran(FICHIER, **(PLAN | RANGEE)).open()
    assert (ecran.exceptions, ecran.avertissements) == ([], [])
    assert ecran.adresse == PLAN | RANGEE
    total = len(deck.slides)
    assert f"{total - 2}\N{NO-BREAK SPACE}diapositives sur {total}" in ecran.phrase
    rows = {one["id"]: one for one in ecran.diapos}
    unticked = [name for name, one in rows.items() if not one["garde"]]
    assert unticked == ["rapports", "objectifs", "questions"]
    assert (rows["piscines"]["titre"], rows["piscines"]["atlas"]) == ("Nager", deck.slides[2].titre)
    third = projetee(diapo="3", **RANGEE)
    assert 'data-diapo="inondations"' in third.html
    assert f">3 / {total - 2}<" in third.html
    sixth = projetee(diapo="6", **RANGEE)
    assert dit(sixth, 'p class="atlas-scene-titre"') == "Nager"
    assert lus(sixth) == attendus(deck.slides[2])
    params = asked.page_params(cache.base(), {})
    lu, _ = state.read(params, {k: [v] for k, v in (PLAN | RANGEE).items()})
    shown = asked.deck_of({}, lu)
    pages = Presentation(io.BytesIO(deck_pptx(shown))).slides
    assert len(pages) == total - 2
    assert pages[5].shapes.title.text_frame.text == "Nager"


def test_an_arrangement_that_is_none_is_told_and_left():
    asked_for = {"sans": "zzz,rapports", "ordre": "<b>", "titres": "zzz:<b>Rien|piscines:Nager"}
    ecran = Ecran(FICHIER, **(PLAN | asked_for)).open()
    assert ecran.exceptions == []
    assert ecran.avertissements == [
        mots.DIAPO_INCONNUE.format(valeur="zzz"),
        as_markdown(mots.DIAPO_INCONNUE.format(valeur="<b>")),
        as_markdown(mots.TITRE_INCONNU.format(valeur="zzz:<b>Rien")),
    ]
    assert ecran.adresse == PLAN | {"sans": "rapports", "titres": "piscines:Nager"}


def test_an_address_that_leaves_no_slide_is_told(deck):
    ecran = Ecran(FICHIER, **PLAN, sans=",".join(one.id for one in deck.slides)).open()
    assert ecran.avertissements == [mots.TOUT_OTE]
    assert ecran.adresse == PLAN
    assert f"{len(deck.slides)}\N{NO-BREAK SPACE}diapositives :" in ecran.phrase


def test_what_the_list_sends_is_understood_and_nothing_else(deck):
    ids = [one.id for one in deck.slides]
    moved = [ids[1], ids[0], *ids[2:]]
    titles = {"piscines": " Nager ", "titre": deck.slides[0].titre, "zzz": "x", "inondations": " "}
    sent = {"ordre": moved, "sans": ["rapports", "zzz"], "titres": titles}
    assert slide_list.understood(deck, sent) == {
        "sans": ["rapports"],
        "avec": [],
        "ordre": moved[:2],
        "titres": "piscines:Nager",
    }
    bare = {"sans": [], "avec": [], "ordre": [], "titres": ""}
    assert slide_list.understood(deck, {}) == bare
    assert slide_list.understood(deck, {"sans": ids, "ordre": ids}) == bare


def test_the_questions_are_offered_and_shown_where_they_are_asked(deck):
    ecran = Ecran(FICHIER, **PLAN).open()
    rows = ecran.diapos
    assert [(one["id"], one["garde"]) for one in rows][-2:] == [
        ("questions", False),
        ("sources", True),
    ]
    total = len(deck.slides)
    shown = projetee(diapo=str(total), avec="questions")
    assert 'data-diapo="questions"' in shown.html
    assert f">{total} / {total + 1}<" in shown.html
    assert "Piscine d’Auchel" in shown.texte
    whole = asked.whole_deck({}, state.read(asked.page_params(cache.base(), {}), {
        key: [value] for key, value in PLAN.items()})[0])  # fmt: skip
    ids = [one.id for one in whole.slides]
    sent = {"ordre": ids, "sans": [one for one in ids if one == "rapports"]}
    assert slide_list.understood(whole, sent)["avec"] == ["questions"]
    assert slide_list.understood(whole, sent)["sans"] == ["rapports"]


@pytest.mark.parametrize("themes", [(one,) for one in catalog.TOLD] + [tuple(catalog.TOLD)])
def test_every_slide_of_a_deck_may_be_arranged(donnees_rendues, themes):
    known = set(asked.slide_ids(cache.base(), asked.stories_now()[0]))
    for territoire in catalog.TERRITORIES:
        made = slides.deck(donnees_rendues, slides.Plan(territoire, themes, (LENS,)))
        assert {one.id for one in made.slides} <= known


def test_every_slide_of_a_story_may_be_arranged(donnees_rendues):
    known = set(asked.slide_ids(cache.base(), asked.stories_now()[0]))
    for nom in stories.noms():
        made = stories.deck(donnees_rendues, stories.parse(nom))
        assert {one.id for one in made.slides} <= known


def test_presenting_starts_at_the_first_slide_and_quitting_comes_back():
    ecran = Ecran(FICHIER, **PLAN).open()
    ecran.essai.button(key="presenter").click().run()
    assert ecran.adresse == PLAN | {"ecran": "plein"}
    assert SCENE.search(ecran.html)[1] == "atlas-genre-titre"
    ecran.essai.button(key="scene_suivante").click().run()
    assert ecran.adresse["diapo"] == "2"
    ecran.essai.button(key="scene_quitter").click().run()
    assert ecran.titres == [mots.TITRE]
    assert "ecran" not in ecran.adresse


def test_each_slide_says_what_the_model_says(deck):
    for rang, slide in enumerate(deck.slides, 1):
        ecran = projetee(diapo=str(rang))
        assert ecran.exceptions == []
        assert lus(ecran) == attendus(slide)
        main = slide.titre if slide.genre == "titre" else slide.message
        assert dit(ecran, "h1") == ordinaire(main)
        assert ordinaire(slide.source) in ordinaire(ecran.texte)
        assert f">{rang} / {len(deck.slides)}<" in ecran.html
        for line in slide.tableau.lignes if slide.tableau else ():
            for cell in line:
                assert ordinaire(cell.split("\n")[0]) in ordinaire(ecran.texte)
        for nom, _, valeur in slide.graphique.barres if slide.graphique else ():
            assert ordinaire(nom) in ordinaire(ecran.texte)
            assert ordinaire(valeur) in ordinaire(ecran.texte)


def test_the_figures_on_screen_are_those_of_the_exported_file(deck):
    exported = Presentation(io.BytesIO(deck_pptx(deck))).slides
    assert len(exported) == len(deck.slides)
    for rang, (slide, page) in enumerate(zip(deck.slides, exported, strict=True), 1):
        if not slide.chiffres:
            continue
        text = ordinaire(" ".join(s.text_frame.text for s in page.shapes if s.has_text_frame))
        for figure in lus(projetee(diapo=str(rang))):
            assert figure in text


@pytest.mark.parametrize(("diapo_", "communes"), [("2", 100), ("3", 100), ("6", 100)])
def test_a_slide_with_a_map_shows_the_territory_alive(diapo_, communes):
    ecran = projetee(diapo=diapo_)
    assert SCENE.search(ecran.html)[1] == "atlas-genre-carte"
    assert ecran.vus("communes") == communes


def test_the_slide_of_a_commune_outlines_it():
    assert projetee(diapo="9").carte["choix"] == [BETHUNE]


def test_a_rank_beyond_the_last_slide_is_the_last_one(deck):
    assert projetee(diapo="77").adresse["diapo"] == str(len(deck.slides))


def test_a_rank_that_is_none_is_told_and_ignored():
    ecran = Ecran(FICHIER, **(PLAN | {"diapo": "zéro"})).open()
    assert ecran.avertissements == [textes.VALEUR_INCONNUE.format(cle="diapo", valeur="zéro")]


@pytest.mark.parametrize(
    ("texte", "code"), [("lens", LENS), ("Béthune", BETHUNE), ("BETH", BETHUNE), (LENS, LENS)]
)
def test_a_commune_is_found_as_it_is_typed(texte, code):
    ecran = projetee(diapo="3")
    ecran.essai.text_input(key="chercher_commune").set_value(texte).run()
    nom = cache.base().communes.set_index("code_insee").loc[code, "nom"]
    assert dit(ecran, "h1").startswith(nom)
    if code == LENS:  # not in the deck: shown aside, the thread is kept
        assert ecran.adresse["saut"] == LENS
        assert ecran.adresse["diapo"] == "3"
        assert mots.HORS_FIL in ecran.html
        ecran.essai.button(key="scene_suivante").click().run()
        assert "saut" not in ecran.adresse
        assert ecran.adresse["diapo"] == "4"
    else:
        assert ecran.adresse["diapo"] == "9"


def test_back_from_a_commune_aside_is_the_slide_that_was_left():
    ecran = projetee(diapo="3", saut=LENS)
    ecran.essai.button(key="scene_precedente").click().run()
    assert ecran.adresse["diapo"] == "3"
    assert "saut" not in ecran.adresse


def test_a_name_that_is_none_is_told():
    ecran = projetee(diapo="3")
    ecran.essai.text_input(key="chercher_commune").set_value("<b>zzz").run()
    assert "Aucune commune ne s’appelle « <b>zzz »." in ecran.texte
    assert "<b>zzz" not in ecran.html
    assert ecran.adresse["diapo"] == "3"


def test_a_number_typed_goes_to_that_slide():
    ecran = projetee(diapo="3")
    ecran.essai.text_input(key="chercher_commune").set_value("5").run()
    assert ecran.adresse["diapo"] == "5"


GROUPE = ("62033", "62498", "62523")
"""The canton of Lens."""


def test_a_group_of_the_address_is_the_territory_of_the_deck(donnees_rendues):
    asked = slides.Plan(None, ("piscines",), groupe=GROUPE)
    deck = slides.deck(donnees_rendues, asked)
    adresse = {"groupe": ",".join(GROUPE), "themes": "piscines"}
    ecran = Ecran(FICHIER, **adresse).open()
    assert (ecran.exceptions, ecran.erreurs) == ([], [])
    assert ecran.adresse == adresse
    assert f"{len(deck.slides)}\N{NO-BREAK SPACE}diapositives" in ecran.phrase
    shown = Ecran(FICHIER, **adresse, ecran="plein", diapo="3").open()
    assert dit(shown, 'p class="atlas-scene-titre"') == "Piscines dans le canton de Lens"
    assert lus(shown) == attendus(deck.slides[2])
    assert shown.carte["choix"] == list(GROUPE)


def test_a_group_is_asked_before_its_deck_and_an_agglomeration_takes_its_place():
    ecran = Ecran(FICHIER, territoire="call").open()
    ecran.essai.segmented_control(key="sujet_presentation").set_value("groupe").run()
    assert ecran.exceptions == []
    assert ecran.phrase == mots.GROUPE_A_CHOISIR
    assert len(ecran.essai.get("download_button")) == 0
    ecran.essai.multiselect(key="filtre_groupe").set_value(list(GROUPE)).run()
    assert ecran.adresse == {"groupe": ",".join(GROUPE)}
    assert ecran.diapos[1]["titre"] == "Le territoire : canton de Lens"
    ecran.essai.segmented_control(key="sujet_presentation").set_value("cabbalr").run()
    assert ecran.adresse == {"territoire": "cabbalr"}


def test_communes_chosen_elsewhere_are_told_together_in_one_gesture():
    ecran = Ecran(FICHIER, commune=",".join(GROUPE)).open()
    ecran.essai.button(key="en_faire_le_territoire").click().run()
    assert ecran.exceptions == []
    assert ecran.adresse == {"groupe": ",".join(GROUPE)}
    assert "4\N{NO-BREAK SPACE}diapositives" in ecran.phrase


def test_a_wrong_commune_of_a_group_is_told():
    ecran = Ecran(FICHIER, groupe="62498,99999").open()
    assert ecran.avertissements == [textes.COMMUNE_INCONNUE.format(valeur="99999")]
    assert ecran.adresse == {"groupe": "62498"}


def test_a_story_takes_the_place_of_a_group():
    name = stories.noms()[0]
    ecran = Ecran(FICHIER, groupe="62498", recit=name).open()
    assert (ecran.exceptions, ecran.erreurs) == ([], [])
    assert "groupe" not in ecran.adresse


@pytest.mark.parametrize("nom", stories.noms())
def test_a_ready_story_is_shown_with_its_own_territory(nom, donnees_rendues):
    recit = stories.parse(nom)
    deck = stories.deck(donnees_rendues, recit)
    ecran = Ecran(FICHIER, recit=nom, ecran="plein", diapo="3").open()
    assert ecran.exceptions == []
    assert ecran.erreurs == []
    assert ecran.adresse["territoire"] == recit.territoire
    assert lus(ecran) == attendus(deck.slides[2])
    assert dit(ecran, "h1") == ordinaire(deck.slides[2].message)


def test_an_address_made_with_other_data_says_so():
    autre = "0123456789"
    ecran = Ecran(version=autre).open()
    told = mots.VERSION_AUTRE.format(
        quoi=mots_officielles.LIVREES_AUTRES.format(citee=autre, version=cache.version())
    )
    assert ecran.avertissements == [told]
    assert ecran.adresse["version"] == autre
    [compris] = [one for one in ecran.essai.button if one.label == mots.VERSION_VUE]
    compris.click().run()
    assert ecran.avertissements == []
    assert "version" not in ecran.adresse


def test_an_address_made_with_these_data_says_nothing():
    ecran = Ecran(version=cache.version(), territoire="call").open()
    assert ecran.avertissements == []
    assert ecran.adresse == {"territoire": "call", "version": cache.version()}


def test_what_is_not_a_version_is_dropped():
    ecran = Ecran(version="<img src=x>").open()
    assert ecran.avertissements == []
    assert "version" not in ecran.adresse


def test_a_commune_offers_its_fiche():
    ecran = Ecran("pages/ma_commune.py", commune=LENS).open()
    labels = [one.proto.label for one in ecran.essai.get("download_button")]
    assert {mots.FICHE_PDF, mots.FICHE_PPTX} <= set(labels)


def test_in_a_room_the_address_is_on_the_wall_and_no_file_is_taken(monkeypatch):
    monkeypatch.setenv("ATLAS_LECTURE_SEULE", "1")
    monkeypatch.setenv("ATLAS_SALLE_PORT", "8501")
    monkeypatch.setenv("ATLAS_SALLE_ADRESSE", "192.0.2.7")
    assert "http://192.0.2.7:8501" in Ecran(FICHIER, **PLAN).open().texte
    assert "data:image/svg+xml" in projetee(diapo="1").html
    point = Ecran("pages/point.py", volet="fichier").open()
    assert mots.LECTURE_SEULE in point.infos
    assert len(point.essai.get("file_uploader")) == 0


def test_the_wall_gives_the_address_of_today_and_tells_the_others(monkeypatch):
    monkeypatch.setenv("ATLAS_SALLE_PORT", "8501")
    here = ["192.0.2.7", "198.51.100.4"]
    monkeypatch.setattr(room, "adresses", lambda: tuple(here))
    text = Ecran(FICHIER, **PLAN).open().texte
    assert "http://192.0.2.7:8501" in text
    assert mots.SALLE_AUTRES.format(autres="198.51.100.4") in text
    here[:] = ["203.0.113.9"]
    assert "http://203.0.113.9:8501" in Ecran(FICHIER, **PLAN).open().texte


def test_a_room_without_network_gives_no_code_that_leads_nowhere(monkeypatch):
    monkeypatch.setenv("ATLAS_SALLE_PORT", "8501")
    monkeypatch.setattr(room, "adresses", tuple)
    ecran = Ecran(FICHIER, **PLAN).open()
    assert mots.SALLE_SANS_RESEAU in ecran.texte
    assert "data:image/svg+xml" not in ecran.html
    assert "data:image/svg+xml" not in projetee(diapo="1").html


def test_the_mining_basin_is_offered_and_shown_with_its_map():
    prepared = Ecran(FICHIER, territoire="call", themes="bassin-minier").open()
    assert (prepared.exceptions, prepared.erreurs) == ([], [])
    assert "Bassin minier" in prepared.phrase
    shown = Ecran(FICHIER, territoire="call", themes="bassin-minier", ecran="plein", diapo="3")
    assert "terrils" in dit(shown.open(), "h1")
    assert mots_bassin.LEGENDE_CITES["bien_inscrit"] in shown.html


def test_what_one_letter_or_digit_does_is_switched_off_and_stays_so():
    ecran = Ecran(FICHIER, **PLAN).open()
    ecran.essai.toggle(key=prepare.KEYS_ALONE).set_value(False).run()
    ecran.essai.button(key="presenter").click().run()
    assert "data-muettes" in SCENE.search(ecran.html)[2]
    assert "data-muettes" not in SCENE.search(projetee().html)[2]
