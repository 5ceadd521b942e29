"""Indicateurs: every figure of the reports, searched as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.labels import indicators as mots
from geo.labels import textes
from geo.labels.formats import accord, nombre
from geo.reports import facts
from geo.reports.vocabulary import DOCUMENTS, NATURES, THEMES_RAPPORT
from geo.ui import cache, state
from geo.ui.parts import components, filters, head, report_charts, reports
from geo.ui.parts.shown import Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from geo.reports.facts import Faits

PAGE = "indicateurs"
LIBRE = "recherche"
TOUS = "tous"


def page_params(known: Faits) -> list[Param]:
    """Return the parameters of the page, in the order of its filters."""
    years = tuple(str(year) for year in facts.annees(known.indicateurs))
    return [
        Param(LIBRE, (), libre=True),
        Param("territoire", (TOUS, *textes.TERRITOIRES_RAPPORT), defaut=TOUS),
        Param("theme", tuple(THEMES_RAPPORT), multiple=True),
        Param("rapport", DOCUMENTS, multiple=True),
        Param("nature", tuple(NATURES), multiple=True),
        Param("annee", years, multiple=True),
    ]


def _filters(known: Faits, params: list[Param]) -> None:
    st.text_input(
        mots.RECHERCHE,
        key=state.widget_key(LIBRE),
        type="search",
        live=True,
        placeholder=mots.RECHERCHE_AIDE,
        icon=":material/search:",
    )
    titles = dict(zip(known.documents["id"], known.documents["titre_court"], strict=True))
    with (
        st.container(key="filtres"),
        st.expander(textes.FILTRES, not components.telephone(), icon=":material/tune:"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        names = {TOUS: "Tous", **textes.TERRITOIRES_RAPPORT}
        st.selectbox(
            textes.FILTRE_TERRITOIRE,
            list(names),
            format_func=names.__getitem__,
            key=state.widget_key("territoire"),
            width=150,
        )
        filters.several(textes.FILTRE_THEMES, THEMES_RAPPORT, "theme", mots.FILTRE_THEMES_VIDE)
        filters.several(mots.FILTRE_SOURCES, titles, "rapport", mots.FILTRE_SOURCES_VIDE)
        filters.several(mots.FILTRE_NATURES, NATURES, "nature", mots.FILTRE_NATURES_VIDE)
        years = {str(year): str(year) for year in facts.annees(known.indicateurs)}
        filters.several(mots.FILTRE_ANNEES, years, "annee", mots.FILTRE_ANNEES_VIDE)
        components.clear_filters(params)


def _filtre(lu: Lecture) -> facts.Filtre:
    territoire = lu.value("territoire")
    return facts.Filtre(
        recherche=lu.value(LIBRE),
        territoires=() if territoire in {"", TOUS} else (territoire,),
        themes=lu.values("theme"),
        sources=lu.values("rapport"),
        natures=lu.values("nature"),
        annees=tuple(int(year) for year in lu.values("annee")),
    )


def ecran(known: Faits, lu: Lecture) -> Ecran:
    """Return what the page shows of what is asked."""
    rows = facts.filter_rows(known.indicateurs, _filtre(lu))
    sentence = (
        f"{accord(len(rows), 'chiffre')} sur {nombre(len(known.indicateurs))}, "
        f"tirés de {accord(rows['source'].nunique(), 'rapport')}, chacun avec sa source."
    )
    return Ecran(mots.INDICATEURS_TITRE, sentence, (), None, ())


def render() -> None:
    """Draw the explorer of the figures of the reports."""

    def page() -> None:
        known = cache.faits()
        params = page_params(known)
        messages = state.begin(PAGE, params)
        top = head.draw()
        _filters(known, params)
        state.end(PAGE, params)
        lu = state.asked(params)
        rows, montre = facts.filter_rows(known.indicateurs, _filtre(lu)), ecran(known, lu)
        top.write(montre.titre, montre.phrase, messages, carte=False)
        if rows.empty:
            st.info(mots.AUCUN_CHIFFRE, icon=":material/search_off:")
            return
        ticked = reports.figures_grid(rows, known, "explorateur")
        reports.details(ticked, known)
        shown = rows[rows["id"].isin(ticked)] if ticked else rows
        if len(shown) < len(known.indicateurs):
            report_charts.comparable_charts(shown, known, "explorateur")
            if not ticked:
                reports.contradictions(rows["id"].to_list(), known)
        else:
            st.info(mots.TOUT_SANS_GRAPHIQUE, icon=":material/filter_alt:")
        st.header(textes.TITRE_TELECHARGEMENTS, anchor=False)
        reports.offer_files(rows, "indicateurs", "explorateur")
        components.sources_panel(("rapports", "indicateurs", "contradictions"))

    filters.guarded(page)
