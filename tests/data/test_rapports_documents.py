"""Every printed number against the text of its report, where ``ATLAS_RAPPORTS`` says they are."""

from __future__ import annotations

import re

import pytest

from geo import sources
from geo.reports import documents

pytestmark = pytest.mark.seeds

COPIE = 60
"""Characters in a row that a label may not share with a report."""


@pytest.fixture(scope="module")
def dossier():
    found = documents.dossier_des_documents()
    if found is None:
        pytest.skip("ATLAS_RAPPORTS ne dit pas où sont les textes des cinq rapports")
    return found


@pytest.fixture(scope="module")
def textes(dossier):
    return {
        document.id: plain((dossier / document.fichier).read_text(encoding="utf-8"))
        for document in sources.load("rapports").itertuples()
    }


def plain(text):
    """Give quotes, spaces and apostrophes one form, so that a copy cannot hide behind them."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("*", "")).lower()


@pytest.fixture(scope="module")
def tables():
    projects = sources.load("projets_fcs").assign(source="cv2021")
    return {
        "indicateurs": sources.load("indicateurs"),
        "actions": sources.load("actions"),
        "projets_fcs": projects.assign(id=projects["titre"]),
    }


def test_every_printed_number_occurs_in_its_document(dossier, tables):
    faults = documents.verify_documents(dossier, sources.load("rapports"), tables)
    assert faults.empty, faults.to_string()


def ours(text):
    """Return a label without what it quotes: the title of a project is not a sentence."""
    return plain(re.sub(r"«[^»]*»", "", text))


@pytest.mark.parametrize(("nom", "colonne"), [("indicateurs", "libelle"), ("actions", "fait")])
def test_no_sentence_of_a_report_is_copied(nom, colonne, tables, textes):
    copied = []
    for row in tables[nom].itertuples():
        label = ours(str(getattr(row, colonne)))
        pieces = (label[i : i + COPIE] for i in range(len(label) - COPIE + 1))
        if any(piece in textes[row.source] for piece in pieces):
            copied.append((row.id, label))
    assert copied == []


def test_a_number_changed_by_one_digit_would_be_seen(dossier, tables):
    frame = tables["indicateurs"]
    first = frame[frame["valeur"].eq(6_931_463)].head(1).assign(ecrit="6 931 464")
    faults = documents.verify_documents(dossier, sources.load("rapports"), {"indicateurs": first})
    assert len(faults) == 1
