"""States of facilities: what is open, what may be, what a total counts, how old the proofs are."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.core.model import EXISTENCES, STATUTS
from geo.measures import indicators, states

DATES = [None, "2021", "2022-11", "2024-11-26", "2024-11-27", "2026-03-16", "2024", "2025"]
ROW = st.tuples(
    st.sampled_from(EXISTENCES), st.sampled_from(STATUTS), st.sampled_from(DATES), st.booleans()
)


def rows(*facts):
    columns = ["existence", "statut", "statut_date", "hors_territoire"]
    frame = pd.DataFrame(list(facts), columns=columns, index=range(10, 10 + len(facts)))
    return frame.astype({"statut_date": "str", "hors_territoire": "bool"})


CABBALR = rows(
    *[("attestee", "ouverte", "2026-03-16", False)] * 5,
    ("attestee", "saisonniere", "2026-03-11", False),
    ("attestee", "fermee", "2025-11-05", False),
    ("attestee", "non_etabli", None, False),
    ("a_confirmer", "non_etabli", None, False),
    ("a_confirmer", "projet", "2023", False),
    ("attestee", "demolie", "2012", False),
    ("attestee", "realise", "2020", False),
    ("attestee", "ouverte", "2026-10-01", True),
)
"""Eight pools that exist, and one of each thing that a total must not count."""


def test_a_total_counts_what_exists_and_its_parts_make_the_whole():
    told = states.etats(CABBALR)
    assert told == states.Etats(
        recensees=8,
        ouvertes=6,
        saisonnieres=1,
        fermees=1,
        non_etablies=1,
        projets=1,
        demolies=1,
        realises=1,
        a_confirmer=1,
        date_etat="2026-03-16",
    )


def test_what_the_departement_runs_is_told_apart_and_still_open():
    frame = rows(*[("attestee", "saisonniere", "2026-03-16", False)] * 2)
    frame = frame.assign(competence=pd.Series(["départementale", None], frame.index, dtype="str"))
    told = states.etats(frame)
    assert (told.recensees, told.ouvertes, told.departementales) == (1, 1, 1)
    assert states.is_open(frame).all()


def test_open_needs_both_an_existence_and_a_state():
    frame = rows(("a_confirmer", "ouverte", None, False), ("attestee", "saisonniere", None, False))
    assert states.is_open(frame).tolist() == [False, True]


def test_what_may_be_open_is_open_or_of_unknown_state():
    assert states.may_be_open(CABBALR).sum() == 6 + 2 + 1


def test_what_was_only_announced_or_is_in_no_register_is_not_thought_to_be_open():
    frame = rows(
        ("a_confirmer", "non_etabli", "2021", False),
        ("a_confirmer", "non_etabli", "2025", False),
        ("a_confirmer", "non_etabli", "2021", False),
        ("attestee", "non_etabli", "2026", False),
        ("attestee", "ouverte", "2026", False),
    )
    frame = frame.assign(dernier_etat=["projet", "travaux", "ouverte", "fermee", None])
    assert states.may_be_open(frame).tolist() == [False, True, True, True, True]
    listed = frame.assign(id_installation=[None, None, None, "I1", "I2"])
    assert states.may_be_open(listed).tolist() == [False, True, False, True, True]
    parts = [part(listed).tolist() for part in (states.announced, states.begun, states.unlisted)]
    assert parts == [
        [True, False, False, False, False],
        [False, True, False, False, False],
        [False, False, True, False, False],
    ]


def test_a_service_area_of_a_motorway_is_open_and_is_nobodys_nearest():
    frame = rows(*[("attestee", "ouverte", "2026", False)] * 2).assign(autoroute=["A26", None])
    assert states.is_open(frame).all()
    assert indicators.ouverts(frame).index.tolist() == [11]
    assert indicators.possibles(frame).index.tolist() == [11]
    assert not states.on_motorway(frame.drop(columns="autoroute")).any()


@pytest.mark.parametrize(
    ("date", "stale"),
    [
        (None, False),
        ("2024-11-27", False),
        ("2024-11-26", True),
        ("2024", True),
        ("2024-12", False),
        ("2022-11", True),
        ("2025", False),
    ],
)
def test_a_proof_is_old_after_two_years_at_the_date_of_the_data(date, stale):
    frame = rows(("attestee", "ouverte", date, False))
    assert states.is_stale(frame).tolist() == [stale]
    assert states.is_dated(frame).tolist() == [date is not None]


def test_no_row_gives_a_record_of_zeros():
    assert states.etats(CABBALR.iloc[:0]) == states.Etats()


@given(st.lists(ROW, max_size=20))
def test_every_row_of_the_territories_is_in_one_part_and_one_only(facts):
    frame = rows(*facts)
    told = states.etats(frame)
    assert told.recensees == states.counted(frame).sum()
    assert told.recensees == told.ouvertes + told.travaux + told.fermees + told.non_etablies
    apart = told.projets + told.demolies + told.realises + told.a_confirmer
    assert told.recensees + apart == (~frame["hors_territoire"]).sum()


@given(st.lists(ROW, max_size=20))
def test_confirmed_is_never_more_than_possible_and_the_frame_stays_as_it_was(facts):
    frame = rows(*facts)
    before = frame.copy()
    sure, possible = states.is_open(frame), states.may_be_open(frame)
    assert (possible | ~sure).all()
    assert sure.index.equals(frame.index)
    pd.testing.assert_frame_equal(frame, before)


def test_a_table_that_holds_nothing_outside_keeps_its_index():
    found = states.outside(pd.DataFrame({"statut": ["ouverte", "fermee"]}, index=[8, 3]))
    assert found.to_dict() == {8: False, 3: False}
