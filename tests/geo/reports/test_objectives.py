"""The aims of the reports, followed: on time, late, passed, or refused with a reason."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import sources
from geo.answers import objectives as answers
from geo.reports import objectives
from geo.reports.vocabulary import ETATS_OBJECTIF


def chiffre(valeur, annee=2023, **autres):
    """A toy figure of the CABBALR: stations at a date."""
    return {
        "valeur": float(valeur),
        "unite": "bornes",
        "territoire": "cabbalr",
        "nature": "instantane",
        "annee_debut": annee,
        "annee_fin": annee,
        "nuance": None,
        **autres,
    }


CIBLE = chiffre(100, 2030, nature="cible")


def etat(valeur, depart=None, *, sens="hausse", echeance=2030, annee=2026, cible=CIBLE):
    return objectives.etat(
        cible=cible,
        constat=chiffre(valeur),
        depart=depart,
        sens=sens,
        echeance=echeance,
        annee=annee,
    )


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    # From 20 in 2020 to 100 in 2030: 8 a year, so 44 are expected in 2023.
    [(44, "dans_les_temps"), (43, "en_retard"), (60, "dans_les_temps"), (20, "en_retard")],
)
def test_the_pace_is_a_straight_line_from_the_start_to_the_deadline(valeur, attendu):
    found = etat(valeur, chiffre(20, 2020))
    assert found.etat == attendu
    assert found.ecart == 100 - valeur
    assert "44" in found.raison


def test_the_value_of_the_line_has_not_the_nuance_of_the_aim():
    cible = CIBLE | {"nuance": "environ"}
    found = etat(44, chiffre(20, 2020), cible=cible)
    assert "44" in found.raison
    assert "environ" not in found.raison


def test_what_must_fall_is_on_time_below_the_line():
    cible = chiffre(0, 2030, nature="cible")
    # From 100 in 2020 to 0 in 2030: 70 are expected in 2023.
    assert etat(70, chiffre(100, 2020), sens="baisse", cible=cible).etat == "dans_les_temps"
    assert etat(71, chiffre(100, 2020), sens="baisse", cible=cible).etat == "en_retard"


def test_an_aim_without_a_start_cannot_be_said_late():
    assert etat(50).etat == "non_mesurable"
    assert etat(100).etat == "dans_les_temps"


def test_a_passed_deadline_says_whether_the_last_known_value_reached_it():
    passed, reached = etat(55, echeance=2024), etat(120, echeance=2024)
    assert (passed.etat, passed.ecart) == ("echeance_passee", 45)
    assert passed.raison.startswith("Pas atteint en 2023, avant l’échéance")
    assert etat(55, echeance=2023, annee=2026).raison.startswith("Pas atteint en 2023, dernière")
    assert reached.raison.startswith("Atteint en 2023")


def test_the_year_of_the_deadline_is_not_passed():
    # From 0 in 2020 to 100 in 2026: 50 are expected in 2023.
    assert etat(49, chiffre(0, 2020), echeance=2026).etat == "en_retard"


def test_an_aim_without_a_deadline_has_a_gap_and_no_state():
    found = etat(55, echeance=None)
    assert (found.etat, found.ecart) == ("non_mesurable", 45)


@pytest.mark.parametrize(
    ("constat", "mot"),
    [
        (None, "Aucun rapport"),
        (chiffre(55, unite="%"), "« % »"),
        (chiffre(55, territoire="call"), "périmètre"),
        (chiffre(55, nature="periode"), "total de plusieurs années"),
        (chiffre(55, nature="estimation"), "estimation"),
        (chiffre(55, annee_fin=pd.NA), "datée"),
    ],
)
def test_what_does_not_compare_is_refused_with_its_reason(constat, mot):
    reason = objectives.refus("objectif", CIBLE, constat, None)
    assert mot in reason
    assert reason.endswith(".")


def test_what_compares_is_not_refused():
    assert objectives.refus("objectif", CIBLE, chiffre(55), None) is None


@pytest.mark.parametrize("genre", ["prevision", "projet", "programme", "mots"])
def test_what_is_no_measured_aim_is_refused_whatever_its_value(genre):
    assert objectives.refus(genre, CIBLE, chiffre(55), None) is not None


@given(
    st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.integers(2020, 2040), st.booleans()
)
def test_a_value_that_reached_its_aim_is_never_late(aim, value, first, deadline, rising):
    found = etat(
        value,
        chiffre(first, 2019),
        sens="hausse" if rising else "baisse",
        echeance=deadline,
        cible=chiffre(aim, deadline, nature="cible"),
    )
    reached = value >= aim if rising else value <= aim
    assert found.etat in ETATS_OBJECTIF
    assert not (reached and found.etat == "en_retard")


POOLS = chiffre(131, 2026, unite="m²", territoire="call", origine="recensement national")


def suivi(releves=None):
    return objectives.suivre(
        sources.load("objectifs"),
        sources.load("indicateurs"),
        sources.load("actions"),
        2026,
        releves or {},
    )


def test_a_later_measure_of_the_atlas_prolongs_the_figure_of_a_report_with_its_source():
    told, alone = (
        suivi(releves).set_index("id").loc["ra2021-443"]
        for releves in ({"piscines_call": POOLS}, None)
    )
    assert (told["valeur"], told["ecart"]) == ("131\u00a0m² (recensement national, 2026)", 69)
    assert (alone["valeur"], alone["ecart"]) == ("133\u00a0m² (2018)", 67)
    assert told["genre"] == "seuil"


def test_the_measure_of_the_atlas_is_that_of_the_register():
    assert answers.releves()["piscines_call"]["valeur"] == 131


def test_every_target_of_the_reports_is_followed_once():
    figures = sources.load("indicateurs")
    targets = set(figures.loc[figures["nature"] == "cible", "id"])
    assert targets <= set(sources.load("objectifs")["objectif"])
    assert suivi()["id"].is_unique


def test_every_state_has_its_reason_and_a_gap_its_value():
    rows = suivi()
    assert rows["raison"].str.endswith(".").all()
    assert rows.loc[rows["ecart"].notna(), "valeur"].notna().all()
    assert set(rows["etat"]) <= set(ETATS_OBJECTIF)


@pytest.mark.parametrize(
    ("id_", "etat_", "ecart", "valeur"),
    [
        # 100 stations aimed at in 2024, 55 in 2023.
        ("rdd2020-112", "echeance_passee", 45, "55"),
        ("ra2021-237", "echeance_passee", 5, "13"),
        ("ra2021-211", "non_mesurable", 11, "14"),
        # The share of the bicycle times four, against a share in percent.
        ("bilan2023-059", "non_mesurable", None, "2"),
        # 1 669 homes of all kinds, against 591 mining ones.
        ("bilan2023-094", "non_mesurable", None, "669"),
        ("bilan2023-080", "non_mesurable", None, None),
        # Aims of one year, against what another year or several made.
        ("rdd2020-461", "echeance_passee", None, "7\u202f243"),
        ("rdd2020-463", "echeance_passee", None, "3"),
    ],
)
def test_the_state_of_known_aims(id_, etat_, ecart, valeur):
    row = suivi().set_index("id").loc[id_]
    assert row["etat"] == etat_
    assert (row["ecart"] == ecart) if ecart is not None else pd.isna(row["ecart"])
    assert valeur in row["valeur"] if valeur else row["valeur"] is None or pd.isna(row["valeur"])


def test_an_aim_is_told_with_its_target_and_a_gap_with_its_unit():
    rows = suivi().set_index("id")
    assert rows.loc["ra2021-443", "cible"] == "au moins 200\u00a0m²"
    assert set(rows["genre"]) > {"seuil"}
    assert objectives.ecart_ecrit({"ecart": None, "unite": "m²"}) == ""
    assert objectives.ecart_ecrit({"ecart": 69.0, "unite": "m²"}) == "69\u00a0m²"


def test_an_aim_in_words_has_neither_target_nor_unit_even_with_an_amount():
    aims, actions = sources.load("objectifs"), sources.load("actions")
    words = aims[aims["objectif"].isin(actions["id"])]
    costed = actions.assign(unite="M€", montant=12.0)
    rows = objectives.suivre(words, sources.load("indicateurs"), costed, 2026)
    assert len(rows) == len(words) > 0
    assert rows[["cible", "unite"]].isna().all(axis=None)
    facts = actions.set_index("id")["fait"]
    assert rows["libelle"].tolist() == facts[rows["id"]].tolist()


@pytest.mark.parametrize(("gap", "written"), [(11.0, "11\u00a0points"), (1.0, "1\u00a0point")])
def test_between_two_percentages_the_gap_is_in_points(gap, written):
    assert objectives.ecart_ecrit({"ecart": gap, "unite": "%"}) == written


def test_an_aim_of_a_kind_that_is_not_measured_says_its_kind():
    rows = suivi()
    told = rows[~rows["genre"].isin(objectives.SUIVIS)]
    assert len(told)
    assert told["etat"].eq("non_mesurable").all()
    assert not told["raison"].str.contains("None").any()


def test_a_target_that_is_reached_says_since_which_year():
    assert "2023" in etat(100).raison
