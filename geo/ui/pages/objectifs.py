"""Objectifs: each aim of the reports, its deadline, its last known value, its state or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.answers import objectives
from geo.labels import commune as mots_commune
from geo.labels import objectifs as mots
from geo.labels import textes
from geo.labels.formats import accord, as_html, nombre
from geo.reports.objectives import ecart_ecrit
from geo.reports.vocabulary import ETATS_OBJECTIF, GENRES_OBJECTIF, THEMES_RAPPORT
from geo.ui import cache, state
from geo.ui.parts import components, downloads, filters, head
from geo.ui.parts.shown import Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE = "objectifs"
FIRST, FIRST_ON_A_PHONE = 8, 3
"""Rows that are shown before a reader asks for all of them; each is a card on a phone."""
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
    """Return rows as they are read, with the columns of both tables and of their details."""
    titles = cache.faits().documents.set_index("id")["titre_court"]
    deadlines = rows["echeance"].astype("object").where(rows["echeance"].notna())
    states = zip(rows["etat"].map(ETATS_OBJECTIF), rows["raison"], strict=True)
    return rows.assign(
        territoire=rows["territoire"].map(textes.TERRITOIRES_RAPPORT),
        theme=rows["theme"].map(THEMES_RAPPORT),
        genre=rows["genre"].map(GENRES_OBJECTIF),
        cible=rows["cible"].fillna(mots_commune.RIEN),
        valeur=rows["valeur"].fillna(mots_commune.RIEN),
        echeance=deadlines.map(str, na_action="ignore").fillna(mots.SANS_ECHEANCE),
        constat=[mots.CONSTAT.format(etat=etat, raison=raison) for etat, raison in states],
        ecart=[ecart_ecrit(row) for row in rows.to_dict("records")],
        document=rows["source"].map(titles),
    )


def _detail(row: Mapping[Any, Any]) -> str:
    """Return what a row opens on, as HTML: its section, theme, kind, gap and remark."""
    lines = [(label, row[name]) for name, label in mots.DETAIL.items()]
    lines.append((mots.REMARQUE, "" if pd.isna(row["note"]) else row["note"]))
    told = (f"{as_html(label)} : {as_html(text)}" for label, text in lines if text)
    return f'<p class="atlas-note">{"<br>".join(told)}</p>'


def _table(rows: pd.DataFrame, columns: Mapping[str, str], titre: str, key: str, noun: str) -> None:
    """Show rows in few columns, the first ones first; each opens on the rest of what is known."""
    most = FIRST_ON_A_PHONE if components.telephone() else FIRST
    every = accord(len(rows), noun)
    shown = components.first(len(rows), most, key, every)
    told = every
    if shown < len(rows):
        told = mots_commune.COMPTE_SUR.format(compte=accord(shown, noun), tous=nombre(len(rows)))
    caption, told_rows = f"{titre} : {told}", _readable(rows.head(shown))
    details = [_detail(row) for row in told_rows.to_dict("records")]
    frame = told_rows[list(columns)].rename(columns=dict(columns))
    st.html(components.tableau_html(frame, caption, {}, plis=details))


def _every() -> pd.DataFrame:
    found: pd.DataFrame = cache.once(("objectifs",), objectives.suivi)
    return found


def ecran(lu: Lecture) -> Ecran:
    """Return what the page shows of what is asked."""
    rows, territoire = _kept(_every(), lu), lu.value("territoire")
    where = mots.TOUS if territoire in {"", TOUS} else textes.TERRITOIRES_RAPPORT[territoire]
    return Ecran(mots.TITRE, objectives.phrase(rows, where), (), None, ())


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows in the order in which they are read: those with a known gap first."""
    states = {key: rank for rank, key in enumerate(ETATS_OBJECTIF)}
    genres = {key: rank for rank, key in enumerate(GENRES_OBJECTIF)}
    first = rows.assign(
        sans=rows["ecart"].isna(), rang=rows["etat"].map(states), autre=rows["genre"].map(genres)
    )
    return rows.loc[first.sort_values(["sans", "autre", "rang"], kind="stable").index]


def _tables(rows: pd.DataFrame) -> None:
    """Show the aims, as many as the sentence counts; what is none, closed; all as a file."""
    aims, apart = objectives.engages(rows), objectives.annonces(rows)
    if not aims.empty:
        _table(_ordered(aims), mots.COLONNES, mots.TABLEAU, "objectifs", "objectif")
    if not apart.empty:
        title = mots.A_PART.format(compte=nombre(len(apart)))
        components.fold(
            title,
            "annonces",
            lambda: _table(
                _ordered(apart), mots.COLONNES_A_PART, mots.ANNONCES, "annonces", "annonce"
            ),
        )
    with st.container(horizontal=True):
        downloads.csv_et_excel(
            rows, "objectifs", ("objectifs", "rapports"), (mots.METHODE,), key="objectifs"
        )
    if not (aims.empty or apart.empty):
        counts = {
            "objectifs": accord(len(aims), "objectif"),
            "annonces": accord(len(apart), "annonce"),
        }
        components.note(mots.FICHIERS.format(**counts))


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
        top.write(montre.titre, montre.phrase, messages, carte=False)
        st.header(mots.TABLEAU, anchor=False)
        components.note(mots.METHODE)
        if rows.empty:
            st.info(mots.AUCUN, icon=":material/search_off:")
        else:
            _tables(rows)
        components.sources_panel(("objectifs", "indicateurs", "actions", "rapports"))

    filters.guarded(page)
