"""What the reports say on a page: only of the place in the filters, no sum without meaning."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest
import streamlit as st
from ecran import Ecran
from streamlit.testing.v1 import AppTest

from geo.core import catalog
from geo.reports import facts
from geo.ui import cache
from geo.ui.parts import reports

THEMES = [page for page in catalog.NAVIGATION if page.theme]


@pytest.mark.parametrize("entree", THEMES, ids=lambda page: page.id)
def test_the_figures_of_a_theme_are_those_of_the_agglomeration_asked(entree, monkeypatch):
    given = {}
    button = st.download_button

    def kept(label, data, file_name, *rest, **options):
        given[options.get("key")] = data
        return button(label, data, file_name, *rest, **options)

    monkeypatch.setattr(st, "download_button", kept)
    ecran = Ecran(entree.fichier, volet="rapports", territoire="call").open()
    for group in ("tout_chiffres", "pli_fichiers"):
        ecran.essai.session_state[f"{group}_{entree.theme}"] = True
    ecran.essai.run()
    assert ecran.exceptions == []
    themes = catalog.theme(entree.theme).themes_rapport
    every = cache.faits().indicateurs
    every = every[every["theme"].isin(themes)]
    here = every[every["territoire"].isin(["call", "departement"])]
    # Were the filter forgotten, more would be seen.
    assert len(here) < len(every)
    grids = [g for g in ecran.essai.dataframe if (g.key or "").startswith("chiffres_")]
    assert [len(grid.value) for grid in grids] == ([] if here.empty else [len(here)])
    if not here.empty:
        text = given[f"csv_panneau_chiffres_{entree.theme}"]().decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
        assert {row["id"] for row in rows} == set(here["id"])


def told(ecran, title):
    """Return the words of the cells of the table that ``title`` begins the caption of."""
    found = re.findall(r"<caption>([^<]*)</caption>(.*?)</table>", ecran.html, re.DOTALL)
    [table] = [rows for caption, rows in found if html.unescape(caption).startswith(title)]
    return table


@pytest.mark.parametrize("entree", THEMES, ids=lambda page: page.id)
def test_a_panel_is_short_first_and_nothing_of_it_is_lost(entree):
    known, themes = cache.faits(), catalog.theme(entree.theme).themes_rapport
    figures = known.indicateurs[known.indicateurs["theme"].isin(themes)]
    here = known.actions["theme"].isin(themes) & (known.actions["portee"] == "commune")
    ecran = Ecran(entree.fichier, volet="rapports").open()
    assert ecran.exceptions == []
    first = told(ecran, f"{reports.FEW}\u00a0chiffres sur")
    assert first.count('<th scope="row"') == reports.FEW
    amounts = figures[figures["valeur_eur"].notna()].sort_values(
        "annee_fin", ascending=False, kind="stable"
    )
    assert facts.valeur_ecrite(amounts.iloc[0]) in html.unescape(first)
    assert list(ecran.essai.dataframe) == []
    for group in ("tout_chiffres", "tout_faits", "pli_panneau", "pli_faits_agglo"):
        ecran.essai.session_state[f"{group}_{entree.theme}"] = True
    ecran.essai.run()
    assert ecran.exceptions == []
    grids = {grid.key.split("_")[0]: grid.value for grid in ecran.essai.dataframe if grid.key}
    assert len(grids["chiffres"]) == len(figures)
    everyone = [len(grid.value) for grid in ecran.essai.dataframe]
    assert int(here.sum()) in everyone


def test_a_sheet_of_paper_has_every_figure_fact_and_contradiction():
    ecran = Ecran("pages/piscines.py", volet="rapports", papier="oui").open()
    assert ecran.exceptions == []
    known = cache.faits()
    figures = known.indicateurs[known.indicateurs["theme"] == "piscines"]
    assert told(ecran, f"{len(figures)}\u00a0chiffres").count('<th scope="row"') == len(figures)
    assert ecran.html.count('<details class="atlas-une-source" open>') >= 1
    assert list(ecran.essai.toggle) == []


def added(*ids):
    """Run the sum of some figures alone."""

    def page(ids):
        from geo.ui import cache  # noqa: PLC0415 - AppTest runs the text of this function alone
        from geo.ui.parts import reports  # noqa: PLC0415

        known = cache.faits()
        rows = known.indicateurs
        reports.addition(rows[rows["id"].isin(ids)], known)

    return AppTest.from_function(page, kwargs={"ids": ids}).run()


def test_figures_that_contradict_each_other_are_not_added():
    known = cache.faits()
    linked = known.liens.merge(known.indicateurs["id"], left_on="ligne", right_on="id")
    lines = linked[linked["contradiction"] == linked["contradiction"].iloc[0]]["ligne"]
    screen = added(*lines)
    assert [str(error) for error in screen.exception] == []
    [warning] = [element.value for element in screen.warning]
    assert warning.startswith("**Pas d’addition.**")
    assert list(screen.success) == []


def test_the_parts_of_a_whole_are_added():
    known = cache.faits().indicateurs
    parts = known[(known["role"] == "partie") & (known["unite"] == "€")]
    group = parts["groupe"].iloc[0]
    rows = parts[parts["groupe"] == group]
    screen = added(*rows["id"])
    assert [str(error) for error in screen.exception] == []
    assert list(screen.warning) == []
    [sentence] = [element.value for element in screen.success]
    row = {"valeur": rows["valeur_eur"].sum(), "unite": "€", "nuance": None}
    assert facts.valeur_ecrite(row) in sentence
    assert f"{len(rows)}\u00a0lignes" in sentence
