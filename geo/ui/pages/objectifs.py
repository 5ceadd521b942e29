"""Objectifs: each aim of the reports, its deadline, its last known value, its state or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.answers import objectives
from geo.labels import commune as mots_commune
from geo.labels import objectifs as mots
from geo.labels import textes
from geo.reports.objectives import ecart_ecrit
from geo.reports.vocabulary import ETATS_OBJECTIF, GENRES_OBJECTIF, THEMES_RAPPORT
from geo.ui import cache, state
from geo.ui.parts import components, downloads, filters, head
from geo.ui.parts.shown import Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = "objectifs"
TOUS = "tous"


def page_params() -> list[Param]:
    """Return the parameters of the page, in the order of its filters."""
    return [
        Param("territoire", (TOUS, *textes.TERRITOIRES_RAPPORT), defaut=TOUS),
        Param("theme", tuple(THEMES_RAPPORT), multiple=True),
        Param("etat", tuple(ETATS_OBJECTIF), multiple=True),
    ]


def _filters(rows: pd.DataFrame, params: Sequence[Param]) -> None:
    present = {key: label for key, label in THEMES_RAPPORT.items() if key in set(rows["theme"])}
    names = {TOUS: "Tous", **textes.TERRITOIRES_RAPPORT}
    with (
        st.container(key="filtres"),
        st.expander(textes.FILTRES, not components.telephone(), icon=":material/tune:"),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        st.selectbox(
            textes.FILTRE_TERRITOIRE,
            list(names),
            format_func=names.__getitem__,
            key=state.widget_key("territoire"),
            width=150,
        )
        for name, label, labels, empty in (
            ("theme", textes.FILTRE_THEMES, present, mots.FILTRE_THEME_VIDE),
            ("etat", mots.FILTRE_ETAT, ETATS_OBJECTIF, mots.FILTRE_ETAT_VIDE),
        ):
            filters.several(label, labels, name, empty)
        components.clear_filters(params)


def _kept(rows: pd.DataFrame, lu: Lecture) -> pd.DataFrame:
    territoire, themes, states = lu.value("territoire"), lu.values("theme"), lu.values("etat")
    kept = pd.Series(data=True, index=rows.index)
    if territoire not in {"", TOUS}:
        kept &= rows["territoire"] == territoire
    if themes:
        kept &= rows["theme"].isin(themes)
    if states:
        kept &= rows["etat"].isin(states)
    return rows[kept]


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    titles = cache.faits().documents.set_index("id")["titre_court"]
    sources = [
        mots_commune.SECTION.format(source=titles[source], section=section)
        for source, section in zip(rows["source"], rows["section"], strict=True)
    ]
    deadlines = rows["echeance"].astype("object").where(rows["echeance"].notna())
    return rows.assign(
        territoire=rows["territoire"].map(textes.TERRITOIRES_RAPPORT),
        theme=rows["theme"].map(THEMES_RAPPORT),
        etat=rows["etat"].map(ETATS_OBJECTIF),
        genre=rows["genre"].map(GENRES_OBJECTIF),
        echeance=deadlines.map(str, na_action="ignore").fillna(mots.SANS_ECHEANCE),
        ecart=[ecart_ecrit(row) for row in rows.to_dict("records")],
        source=sources,
    )[list(mots.COLONNES)].rename(columns=mots.COLONNES)


def _every() -> pd.DataFrame:
    found: pd.DataFrame = cache.once(("objectifs",), objectives.suivi)
    return found


def ecran(lu: Lecture) -> Ecran:
    """Return what the page shows of what is asked."""
    rows, territoire = _kept(_every(), lu), lu.value("territoire")
    where = mots.TOUS if territoire in {"", TOUS} else textes.TERRITOIRES_RAPPORT[territoire]
    return Ecran(mots.TITRE, objectives.phrase(rows, where), (), None, ())


def render() -> None:
    """Draw the page of the aims of the reports."""

    def page() -> None:
        every = _every()
        params = page_params()
        messages = state.begin(PAGE, params)
        top = head.draw()
        _filters(every, params)
        state.end(PAGE, params)
        lu = state.asked(params)
        rows, montre = _kept(every, lu), ecran(lu)
        top.write(montre.titre, montre.phrase, messages)
        st.header(mots.TABLEAU, anchor=False)
        components.note(mots.METHODE)
        if rows.empty:
            st.info(mots.AUCUN, icon=":material/search_off:")
        else:
            order = {key: rank for rank, key in enumerate(ETATS_OBJECTIF)}
            genres = {key: rank for rank, key in enumerate(GENRES_OBJECTIF)}
            first = rows.assign(
                sans=rows["ecart"].isna(),
                rang=rows["etat"].map(order),
                autre=rows["genre"].map(genres),
            )
            shown = rows.loc[first.sort_values(["sans", "autre", "rang"], kind="stable").index]
            caption = f"{mots.TABLEAU} : {components.compte(len(shown))}"
            components.table(_readable(shown), caption)
            with st.container(horizontal=True):
                downloads.csv_et_excel(
                    rows, "objectifs", ("objectifs", "rapports"), (mots.METHODE,), key="objectifs"
                )
        components.sources_panel(("objectifs", "indicateurs", "actions", "rapports"))

    filters.guarded(page)
