"""Every figure and every fact is of one chapter of its report."""

from __future__ import annotations

import pandas as pd
import pytest

from geo import sources
from geo.reports import coverage

CHAPTERS = pd.DataFrame(
    {
        "id": ["ra2021-c01", "ra2021-c02", "rdd2020-c01", "rdd2020-c02"],
        "document": ["ra2021", "ra2021", "rdd2020", "rdd2020"],
        "sections": ["Eau | Déchets", None, "Eau", "Arbres"],
        "lignes": [None, "ra2021-002 | ra2021-a001", None, None],
    }
)
FIGURES = pd.DataFrame(
    {
        "id": ["ra2021-001", "ra2021-002", "rdd2020-001", "ra2021-003", "ra2021-004"],
        "source": ["ra2021", "ra2021", "rdd2020", "ra2021", "ra2021"],
        "section": ["Eau", "Eau", "Eau", "Déchets", "Sans chapitre"],
    },
    index=[9, 8, 7, 6, 5],
)
FACTS = pd.DataFrame({"id": ["ra2021-a001"], "source": ["ra2021"], "section": ["Déchets"]})


def test_a_row_is_of_the_chapter_that_names_it_then_of_its_heading():
    found = coverage.chapter_of(CHAPTERS, FIGURES)
    assert found.index.tolist() == [9, 8, 7, 6, 5]
    assert found.tolist()[:4] == ["ra2021-c01", "ra2021-c02", "rdd2020-c01", "ra2021-c01"]
    assert found.isna().tolist() == [False, False, False, False, True]


def test_a_chapter_counts_its_figures_and_its_facts():
    counts = coverage.count(CHAPTERS, FIGURES, FACTS)
    assert counts["id"].tolist() == CHAPTERS["id"].tolist()
    assert counts["chiffres"].tolist() == [2, 1, 1, 0]
    assert counts["faits"].tolist() == [0, 1, 0, 0]


@pytest.mark.parametrize("name", ["indicateurs", "actions"])
def test_every_row_of_the_reports_is_of_one_chapter_of_its_report(name):
    rows = sources.load(name)
    found = coverage.chapter_of(sources.load("couverture"), rows)
    assert rows.loc[found.isna(), "id"].tolist() == []
    assert (found.str.rpartition("-")[0] == rows["source"]).all()


@pytest.mark.parametrize("column", ["sections", "lignes"])
def test_a_heading_or_a_row_is_not_claimed_by_two_chapters(column):
    chapters = sources.load("couverture")
    listed = chapters.assign(listed=chapters[column].str.split(" | ", regex=False)).explode(
        "listed"
    )
    listed = listed.dropna(subset="listed")
    assert not listed.duplicated(["document", "listed"]).any()
    known = sources.load("indicateurs"), sources.load("actions")
    real = {key for rows in known for key in rows["section" if column == "sections" else "id"]}
    assert set(listed["listed"]) <= real


def test_no_chapter_of_a_report_gave_nothing():
    counts = coverage.count(
        sources.load("couverture"), sources.load("indicateurs"), sources.load("actions")
    )
    empty = counts[(counts["chiffres"] + counts["faits"]) == 0]
    assert empty["id"].tolist() == []
