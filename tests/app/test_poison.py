"""Every text of every table made hostile: no page runs it, shows it as markup, or stops on it."""

from __future__ import annotations

import re

import pytest
from ecran import Ecran
from markdown_it import MarkdownIt

from geo.core import catalog
from tests.poison import BOLD, EMOJI, ICON, Tags

LISTS = {"selectbox", "multiselect"}
"""Elements of Streamlit whose choices are plain text; their labels are not."""
TEXTS = ("body", "label", "help", "caption", "delta", "legend", "title", "placeholder")
UNESCAPED = re.compile(rf"(?<!\\):(?:material/{ICON}|{EMOJI.strip(':')}):|(?<!\\)\$")


def marked(text):
    """Return what Markdown makes of a text: links, images, what is in bold, icons, formulas."""
    found = Tags(MarkdownIt("commonmark").render(text)).faults
    found += re.findall(rf"(?<!\\)\*\*{BOLD}", text)
    return found + UNESCAPED.findall(text)


def texts(kind, proto):
    """Return the texts of an element that Streamlit reads as Markdown."""
    for name in TEXTS:
        told = getattr(proto, name, "")
        if isinstance(told, str) and told:
            yield told
    if kind not in LISTS:
        for one in getattr(proto, "options", ()):
            yield one if isinstance(one, str) else one.content


def every(node):
    """Return the elements and the blocks of a page."""
    for child in getattr(node, "children", {}).values():
        yield child
        yield from every(child)


def faults(ecran):
    """Return what a page would run, or show as markup."""
    found = [fault for piece in ecran.morceaux for fault in Tags(piece).faults]
    for one in every(ecran.essai._tree):
        proto = getattr(one, "proto", None)
        if proto is not None and one.type != "html":
            shown = texts(one.type, proto)
            found += [(one.type, fault) for text in shown for fault in marked(text)]
    return found


QUICK = {"ma_commune", "donnees", "themes", "presentation"}
"""Pages of each kind; the others are for « make test-complet »."""
PAGES = [
    pytest.param(page.fichier, marks=() if page.id in QUICK else pytest.mark.long)
    for page in catalog.NAVIGATION
]
ASKED = {
    "pages/ma_commune.py": {"commune": "62119"},
    "pages/comparer.py": {"commune": "62119,62498"},
    "pages/donnees.py": {"source": "bornes"},
}


def test_no_table_that_has_texts_is_left_out(poisoned):
    assert {source for source, columns in poisoned.items() if not columns} == {
        "contradictions_liens",
        "qpv_communes",
        "qpv_population",
        "revenus",
    }


@pytest.mark.parametrize("fichier", PAGES)
@pytest.mark.usefixtures("poisoned")
def test_a_page_shows_hostile_texts_as_texts(fichier):
    ecran = Ecran(fichier, **ASKED.get(fichier, {})).open()
    assert (ecran.exceptions, ecran.erreurs) == ([], [])
    assert faults(ecran) == []
