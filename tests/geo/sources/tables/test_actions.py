"""The facts of the reports tied to a commune."""

from __future__ import annotations

from functools import cache

import pandas as pd

from geo import sources
from geo.core import catalog
from geo.core.schema import validate
from geo.reports.vocabulary import UNITES_MONTANT
from geo.sources.tables import actions


@cache
def table():
    return sources.load("actions")


def test_what_is_shipped_is_what_a_build_gives():
    built = actions.build(catalog.DATA / "actions")
    pd.testing.assert_frame_equal(validate(built, actions.SCHEMA, "actions"), table())


def test_ids_are_unique_and_name_their_report():
    frame = table()
    assert frame["id"].is_unique
    assert (frame["id"].str.split("-").str[0] == frame["source"]).all()


def test_every_fact_is_in_one_of_the_136_communes_or_of_a_whole_territory():
    codes = table()["code_insee"]
    assert set(codes.dropna()) <= set(sources.load("communes")["code_insee"])
    assert (codes.isna() == table()["portee"].eq("territoire")).all()


def test_a_fact_without_commune_has_no_place_no_amount_and_the_words_of_its_report():
    rows = table()[table()["portee"] == "territoire"]
    assert rows["repere"].notna().all()
    assert rows["lieu"].isna().all()
    assert rows["montant"].isna().all()


def test_a_fact_that_repeats_a_figure_says_the_same_number_of_the_same_report():
    figures = sources.load("indicateurs").set_index("id")
    rows = table()[table()["redit"].notna()]
    said = figures.loc[rows["redit"]]
    numbers = rows["montant_eur"].fillna(rows["montant"])
    assert (said["valeur_eur"].fillna(said["valeur"]).to_numpy() == numbers.to_numpy()).all()
    assert (said["source"].to_numpy() == rows["source"].to_numpy()).all()


def test_98_communes_or_more_have_their_own_facts():
    assert table()["code_insee"].nunique() >= 98


def test_the_same_fact_is_not_told_twice_in_the_same_words():
    keys = ["code_insee", "theme", "lieu", "fait", "montant", "annee_debut", "source"]
    assert not table().duplicated(keys).any()


def test_amounts_in_euros_are_converted_and_nothing_else_is():
    frame = table()
    money = frame["unite"].isin(list(UNITES_MONTANT))
    assert (frame["montant_eur"].notna() == money).all()
    row = frame[frame["unite"].eq("M€ HT") & frame["montant"].eq(4.5)].iloc[0]
    assert (row["montant_eur"], row["taxe"]) == (4_500_000, "HT")


def test_a_group_of_amounts_has_several_rows():
    sizes = table()["groupe_montant"].value_counts()
    assert (sizes > 1).all()


def test_a_fact_already_done_is_not_in_the_future():
    frame = table()
    assert not (frame["statut"].eq("réalisé") & (frame["annee_debut"] > 2023)).any()


def test_the_gate_of_hulluch_is_a_fact_of_bruay():
    gate = table()[table()["lieu"].fillna("").str.contains("vannage")]
    assert set(gate["code_insee"]) == {"62178"}


def test_texts_have_typographic_apostrophes_and_no_stray_space():
    frame = table()
    for column in ("fait", "lieu", "objet", "note", "section"):
        values = frame[column].dropna()
        assert not values.str.contains("'").any(), column
        assert (values == values.str.strip()).all(), column
        assert not values.str.contains("  ").any(), column


def test_facts_begin_with_a_capital_and_do_not_end_with_a_full_stop():
    facts = table()["fait"]
    assert facts.str.match(r"^[A-ZÀÉÈÊÎŒ«]").all()
    assert not facts.str.endswith(".").any()
