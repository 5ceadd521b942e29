"""Every sentence of the shipped data reads as French: number, gender, nothing said twice."""

from __future__ import annotations

import re
from functools import partial

import pytest

from geo.access.straight import MODES, Hypotheses
from geo.answers import bundle
from geo.answers.access import answer, asked, services, words
from geo.answers.sentence import accueil, synthese
from geo.answers.view import place_of, view_of
from geo.core import catalog
from geo.core.model import Selection

NOUNS = (
    "piscine|déchetterie|station|ouvrage|quartier|commune|habitant|point|site|opération|"
    "ouverte|fermée|recensée|recensé|démolie|saisonnière|touchée|prioritaire"
)
PLURAL_OF_ONE = re.compile(rf"(?<![\d,\s])\s[01] (?:{NOUNS})s\b|^[01] (?:{NOUNS})s\b")
SINGULAR_OF_MANY = re.compile(rf"(?<![\d,])(?:[2-9]|[1-9]\d+) (?:{NOUNS})(?!s)\b")
MASCULINE = re.compile(r"ouvrages? (?:recensée|ouverte|fermée)|aucune ouvrage|toutes en service")


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ")


def faults(text):
    """Return what is wrong with a sentence."""
    said = plain(text)
    found = [
        *PLURAL_OF_ONE.findall(said),
        *SINGULAR_OF_MANY.findall(said),
        *MASCULINE.findall(said),
        *re.findall(r"\b0 (?:piscine|déchetterie|station[^,.]*) ouverte", said),
        *re.findall(r"'|  | ,|\.\.|\bnan\b|\bNone\b|<NA>", said),
    ]
    if not said.endswith(".") or not said[0].isupper():
        found.append(said)
    return found


@pytest.fixture(scope="module")
def base():
    return bundle.load_base()


@pytest.fixture(scope="module")
def selections(base):
    """Return both territories, each of them, each commune, each ready group."""
    found = [Selection(), *(Selection(name) for name in catalog.TERRITORIES)]
    found += [Selection(communes=(code,)) for code in base.communes["code_insee"]]
    return found + [Selection(communes=group.codes) for group in base.groupes.prets]


@pytest.mark.parametrize("theme_id", catalog.THEMES)
def test_every_sentence_agrees(base, selections, theme_id):
    data = bundle.theme_data(base, theme_id)
    wrong = {}
    for selection in selections:
        told = synthese(view_of(data, selection))
        figures = [f"X {c.valeur} {c.unite} {c.libelle}." for c in told.chiffres]
        found = [fault for text in (told.phrase, *figures) for fault in faults(text)]
        if found:
            wrong[told.phrase] = found
    assert wrong == {}


def test_the_sentence_of_the_first_page_agrees(base, selections):
    told = [accueil(place_of(base, selection)).phrase for selection in selections]
    assert [(text, found) for text in told if (found := faults(text))] == []


@pytest.mark.parametrize("service", asked.SERVICES)
def test_the_sentence_of_access_agrees(base, selections, service):
    table = services.facilities(base, service, partial(bundle.theme_data, base))
    ground, mairies = answer.terrain(base, service, table), answer.terrain(base, "mairies", None)
    wrong = {}

    def demand(selection):
        place = place_of(base, selection)
        return asked.Demande(
            service,
            MODES[2],
            20,
            a_confirmer=False,
            place=place,
            hypotheses=Hypotheses(),
            ajout=None,
        )

    found = answer.answer_to(base, demand(Selection()), ground, mairies, answer.Chemins())
    for selection in selections:
        here = demand(selection)
        text = words.phrase(found, here)
        if told := faults(text):
            wrong[text] = told
    assert wrong == {}
