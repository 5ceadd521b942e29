"""The registry: nothing declared that is not used, nothing used that is not declared."""

import re

import pytest

from geo.core import catalog
from geo.core.errors import UnknownIdError

CODE = [
    path
    for folder in ("geo", "pages")
    for path in (catalog.ROOT / folder).rglob("*.py")
    if path.name != "catalog.py"
]


def named_in_code(word):
    return any(f'"{word}"' in path.read_text(encoding="utf-8") for path in CODE)


@pytest.mark.parametrize("indicator_id", catalog.INDICATORS)
def test_every_indicator_is_offered_by_a_theme_or_named_in_the_code(indicator_id):
    offered = {name for theme in catalog.THEMES.values() for name in theme.indicateurs}
    assert indicator_id in offered or named_in_code(indicator_id)


def test_every_indicator_of_a_theme_is_declared():
    for theme in catalog.THEMES.values():
        assert set(theme.indicateurs) <= set(catalog.INDICATORS), theme.id


def test_a_record_is_filed_under_its_own_id():
    for records in (catalog.TERRITORIES, catalog.INDICATORS, catalog.THEMES):
        assert all(key == record.id for key, record in records.items())


@pytest.mark.parametrize("theme", catalog.THEMES.values(), ids=lambda theme: theme.id)
def test_every_theme_has_one_page(theme):
    pages = [page for page in catalog.NAVIGATION if page.theme == theme.id]
    assert [page.chemin for page in pages] == [theme.chemin]


def test_every_page_of_a_theme_is_that_of_a_declared_theme():
    themes = {page.theme for page in catalog.NAVIGATION if page.theme is not None}
    assert themes == set(catalog.THEMES)


def test_addresses_ids_and_files_of_pages_are_unique():
    for field in ("id", "chemin", "fichier"):
        values = [getattr(page, field) for page in catalog.NAVIGATION]
        assert len(set(values)) == len(values), field


@pytest.mark.parametrize("page", catalog.NAVIGATION, ids=lambda page: page.id)
def test_a_page_has_an_address_without_accents_and_a_file_named_after_it(page):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|", page.chemin)
    assert page.fichier == f"pages/{(page.chemin or page.id).replace('-', '_')}.py"
    assert (catalog.ROOT / page.fichier).is_file()


def test_every_file_of_pages_is_in_the_navigation():
    files = {f"pages/{path.name}" for path in (catalog.ROOT / "pages").glob("*.py")}
    assert files == {page.fichier for page in catalog.NAVIGATION}


def test_an_unknown_id_lists_the_known_ones():
    with pytest.raises(UnknownIdError, match=r"Thème inconnu : « plages »\. Connus : .*piscines"):
        catalog.theme("plages")


def test_the_colours_of_the_themes_are_distinct():
    colours = [theme.couleur for theme in catalog.THEMES.values()]
    assert len(set(colours)) == len(colours)
