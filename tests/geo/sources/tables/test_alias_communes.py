"""The written forms of the names of communes."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from geo import sources
from geo.core import catalog
from geo.core.schema import validate
from geo.reports.vocabulary import cle_commune, sans_article
from geo.sources.tables import alias_communes


@cache
def table():
    return sources.load("alias_communes")


def test_what_is_shipped_is_what_a_build_gives():
    built = alias_communes.build(catalog.DATA / "alias_communes", sources.load("communes"))
    pd.testing.assert_frame_equal(validate(built, alias_communes.SCHEMA, "alias"), table())


@pytest.mark.parametrize(
    ("nom", "cle"),
    [
        ("Fouquières-Lez-Lens", "fouquieres les lens"),
        ("NŒUX LES MINES", "noeux les mines"),
        ("L’Écluse", "l ecluse"),
        ("St Venant", "saint venant"),
        ("Cité 2-5 de Calonne", "cite 2 5 de calonne"),
    ],
)
def test_a_name_is_compared_without_case_accents_and_hyphens(nom, cle):
    assert cle_commune(nom) == cle


def test_the_first_article_is_removed_and_nothing_else():
    assert sans_article("la couture") == "couture"
    assert sans_article("les") == "les"
    assert sans_article("ligny les aire") == "ligny les aire"


def test_official_names_come_first_and_all_of_them():
    official = table()[table()["nature"] == "officiel"]
    assert set(official["code_insee"]) == set(sources.load("communes")["code_insee"])


def test_only_what_is_not_a_commune_has_no_code():
    nowhere = table()["nature"].isin(alias_communes.SANS_COMMUNE)
    assert (table()["code_insee"].isna() == nowhere).all()


def test_homonyms_and_double_names_have_several_communes():
    several = table()[table()["nature"].isin(["homonyme", "double"])]
    assert several.groupby("forme")["code_insee"].nunique().min() > 1


def test_a_form_has_each_commune_once():
    assert not table().duplicated(["forme", "cle", "code_insee", "sources"]).any()
