"""The card of a commune says what its fiche says, in fewer lines."""

from __future__ import annotations

import pytest

from geo.answers import bundle
from geo.answers.commune_card import COUNTED, NEAREST, card
from geo.answers.fiche import fiche
from geo.core import catalog


@pytest.fixture(scope="module")
def read():
    base = bundle.load_base()
    return base, {one: bundle.theme_data(base, one) for one in catalog.THEMES}


@pytest.mark.parametrize("code", ["62119", "62498", "62413", "62178", "62510"])
def test_each_line_is_that_of_the_fiche(read, code):
    base, themes = read
    brief, whole = card(base, themes, code), fiche(base, themes, None, code)
    assert (brief.nom, brief.sigle) == (whole.identite.nom, whole.identite.sigle)
    assert brief.population == whole.identite.population
    told = dict(brief.lignes)
    for near in whole.proches:
        if near.theme in NEAREST:
            assert near.texte in told[near.libelle]
            assert (near.nom or "") in told[near.libelle]
    for group in whole.equipements:
        if group.theme in COUNTED:
            assert told[group.titre] == group.comptes
    for quartier in whole.qpv.liste:
        assert quartier.nom in told["Quartier prioritaire"]


def test_a_theme_that_cannot_be_read_is_left_out(read):
    base, themes = read
    alone = card(base, {"piscines": themes["piscines"]}, "62119")
    assert [label for label, _ in alone.lignes] == ["Piscine", "Quartier prioritaire"]
