"""The contradictions of the reports."""

from __future__ import annotations

from functools import cache

from geo import sources


@cache
def table():
    return sources.load("contradictions")


def test_every_level_is_numbered_without_a_hole():
    for level, rows in table().groupby("niveau"):
        numbers = rows["id"].str[1:].astype(int)
        assert list(numbers) == list(range(1, len(rows) + 1)), level


def test_the_level_is_the_letter_of_the_id():
    assert (table()["id"].str[0] == table()["niveau"]).all()


def test_none_of_the_first_list_is_lost():
    counts = table()["niveau"].value_counts()
    assert counts["A"] >= 15
    assert counts["B"] >= 34
    assert counts["C"] >= 19


def test_a_gap_has_its_unit():
    frame = table()
    assert (frame["ecart"].notna() == frame["unite"].notna()).all()


def test_a_gap_between_documents_names_several_documents():
    several = table()["sources"].str.contains("|", regex=False)
    assert several[table()["niveau"].eq("C")].all()
    assert not several[table()["niveau"].isin(["A", "B"])].any()


def test_explanations_are_short_sentences():
    explanations = table()["explication"]
    assert explanations.str.endswith(".").all()
    assert (explanations.str.len() <= 420).all()
    assert not explanations.str.contains("'").any()


def test_no_explanation_repeats_the_kind_that_is_written_before_it():
    rows = sources.load("contradictions")
    kinds = "Une évolution|Une contradiction|Une imprécision|Non une"
    assert rows.loc[rows["explication"].str.match(kinds), "id"].tolist() == []
