"""The list of the five reports."""

from __future__ import annotations

from geo import sources
from geo.reports.vocabulary import DOCUMENTS


def test_there_are_five_reports_in_their_order():
    assert list(sources.load("rapports")["id"]) == list(DOCUMENTS)


def test_each_report_has_its_own_text():
    assert sources.load("rapports")["fichier"].is_unique
