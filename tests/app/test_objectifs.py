"""The page of the aims: its table has the rows that its sentence counts, and the rest apart."""

from __future__ import annotations

import html
import re

import pytest
from ecran import Ecran

from geo.answers import objectives
from geo.labels import objectifs as mots

PAGE = "pages/objectifs.py"


def opened(*opened_groups, **adresse):
    ecran = Ecran(PAGE, **adresse).open()
    for key in opened_groups:
        ecran.essai.session_state[key] = True
    ecran.essai.run()
    assert ecran.exceptions == []
    return ecran


def tables(ecran):
    """Return the row headers of each table of the page."""
    found = re.findall(r"<table.*?</table>", ecran.html, re.DOTALL)
    return [
        [html.unescape(name) for name in re.findall(r'<th scope="row">(.*?)</th>', one)]
        for one in found
    ]


@pytest.mark.parametrize("territoire", ["tous", "cabbalr", "call"])
def test_the_table_has_the_aims_that_the_sentence_counts_and_the_rest_is_apart(territoire):
    ecran = opened("tout_objectifs", "pli_annonces", "tout_annonces", territoire=territoire)
    rows = objectives.suivi()
    rows = rows if territoire == "tous" else rows[rows["territoire"] == territoire]
    aims, apart = tables(ecran)
    counted = int(re.search(r": (\d+)\u00a0objectif", ecran.phrase)[1])
    said = int(re.search(r"À part, (\d+)\u00a0annonce", ecran.phrase)[1])
    assert (len(aims), len(apart)) == (counted, said)
    assert sorted(aims + apart) == sorted(rows["libelle"])


def test_a_few_rows_come_first_and_each_opens_on_the_rest():
    ecran = opened()
    [aims] = tables(ecran)
    assert len(aims) == 8
    known = objectives.connus(objectives.suivi(), "cabbalr")["libelle"]
    assert set(known) <= set(aims)
    assert ecran.html.count("<td><details><summary>") == len(aims)
    heads = re.findall(r'<th scope="col">(.*?)</th>', ecran.html)
    assert heads == list(mots.COLONNES.values())


def test_on_paper_every_row_is_there_and_open():
    ecran = opened(papier="oui")
    assert [len(one) for one in tables(ecran)] == [
        len(objectives.engages(objectives.suivi())),
        len(objectives.annonces(objectives.suivi())),
    ]
    assert "<td><details><summary>" not in ecran.html
    assert ecran.html.count("<td><details open><summary>") == len(objectives.suivi())
