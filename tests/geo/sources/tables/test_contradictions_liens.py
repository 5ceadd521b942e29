"""The figures and facts that the contradictions are about."""

from __future__ import annotations

from functools import cache

from geo import sources


@cache
def table():
    return sources.load("contradictions_liens")


def test_both_ends_of_a_link_exist():
    rows = set(sources.load("indicateurs")["id"]) | set(sources.load("actions")["id"])
    assert set(table()["ligne"]) <= rows
    assert set(table()["contradiction"]) <= set(sources.load("contradictions")["id"])


def test_every_false_total_has_its_announced_value_and_its_terms():
    contradictions = sources.load("contradictions")
    for key in contradictions.loc[contradictions["niveau"].eq("A"), "id"]:
        roles = table().loc[table()["contradiction"].eq(key), "role"]
        assert {"annonce", "composante"} <= set(roles), key


SANS_CHIFFRE = {"B22", "C12", "C18", "D4", "D5"}
"""Acronyms, dates and pictures: no figure of the tables is concerned."""


def test_every_other_contradiction_is_linked_to_its_figures():
    linked = set(table()["contradiction"])
    assert set(sources.load("contradictions")["id"]) - linked == SANS_CHIFFRE


def test_a_figure_belongs_to_a_source_of_its_contradiction():
    listed = sources.load("contradictions").set_index("id")["sources"]
    for link in table().itertuples():
        assert link.ligne.split("-")[0] in listed[link.contradiction].split(" | "), link
