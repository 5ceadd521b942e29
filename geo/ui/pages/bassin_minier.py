"""Bassin minier: what the Mission Bassin Minier counts, on a map, in tables, with the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.answers import mining
from geo.answers.view import place_of
from geo.core import catalog
from geo.drawing.maps import spec
from geo.labels import bassin as mots
from geo.labels import textes
from geo.labels.formats import NON_RENSEIGNE, accord, cle_de_tri, nombre
from geo.reports.facts import speaks_of_basin
from geo.reports.vocabulary import THEMES_RAPPORT as THEMES_DES_RAPPORTS
from geo.ui import cache, state
from geo.ui.parts import (
    components,
    filter_bar,
    filters,
    head,
    map_layers,
    map_screen,
    mining_map,
    panels,
    reports_panel,
)
from geo.ui.parts.downloads import csv_et_excel
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers.bundle import Base
    from geo.answers.mining import Bassin
    from geo.answers.view import PlaceView

PAGE = "bassin_minier"
THEMES_RAPPORT = tuple(THEMES_DES_RAPPORTS)
"""Themes of the reports: mining cités and urban renewal are whole; of the others, what speaks of
the mining basin or of its green network."""

SOURCES = (*catalog.BASIN.sources, "rapports", "actions", "indicateurs")


def page_params(base: Base) -> list[Param]:
    """Return the parameters of the page, in the order of its filters."""
    return [
        filters.param_territoire(),
        filters.param_communes(base),
        Param("couches", tuple(mots.COUCHES), multiple=True),
        Param("carte", tuple(mots.CARTES), defaut=mining_map.OBJETS),
        Param("fond", tuple(textes.FONDS), defaut="aucun"),
        panels.param(("liste", "rapports", "sources")),
    ]


def _filters(base: Base, params: list[Param]) -> None:
    def more() -> None:
        st.multiselect(
            mots.FILTRE_COUCHES,
            list(mots.COUCHES),
            format_func=mots.COUCHES.__getitem__,
            key=state.widget_key("couches"),
            placeholder=mots.FILTRE_COUCHES_VIDE,
            select_all=False,
        )
        st.selectbox(
            textes.FILTRE_INDICATEUR,
            list(mots.CARTES),
            format_func=mots.CARTES.__getitem__,
            key=state.widget_key("carte"),
        )

    filter_bar.bar(base, params, more)


# --- map --------------------------------------------------------------------------------------


def _map(bassin: Bassin, place: PlaceView, lu: Lecture, *, sombre: bool) -> CarteMontree:
    stack, blocs = mining_map.stack(
        bassin, place, cache.layers(), lu.values("couches"), lu.value("carte")
    )
    drawn = spec.MapSpec(
        couches=stack,
        cadre=spec.frame(place.communes.geometry),
        choix=place.selection.communes,
        sombre=sombre,
        fond=lu.value("fond") or "aucun",  # type: ignore[arg-type]
        textes={"perdu": textes.CARTE_PERDUE},
    )
    cartel = Cartel(
        mots.CARTE.format(lieu=place.nom), map_layers.mentions(mining.CITES, "communes")
    )
    return CarteMontree(drawn, blocs, cartel)


# --- figures, tables --------------------------------------------------------------------------


def _cites_table(bassin: Bassin, place: PlaceView) -> None:
    rows = mining.kept(bassin, mining.CITES, place.communes["code_insee"])
    if rows.empty:
        return
    st.header(mots.CITES, anchor=False)
    order = rows["nom"].map(cle_de_tri).sort_values().index
    told = pd.DataFrame(rows.loc[order, list(mots.COLONNES_CITES)])
    told = told.assign(
        protection=told["protection"].map(mots.PROTECTIONS),
        situation_qpv=told["situation_qpv"].map(mots.SITUATIONS),
        bailleur=told["bailleur"].fillna(NON_RENSEIGNE),
    ).rename(columns=mots.COLONNES_CITES)
    caption = mots.TABLEAU_CITES.format(lieu=place.nom, compte=accord(len(told), "contour"))
    share = mots.COLONNES_CITES["part_qpv_pct"]
    components.table(told, caption, {share: lambda value: nombre(value, 0)})
    with st.container(horizontal=True):
        csv_et_excel(
            pd.DataFrame(rows.drop(columns="geometry")),
            mining.CITES,
            (mining.CITES, "communes", "qpv"),
            (*place.notes, mots.ABSENCE),
        )


DECIMALES = {mining_map.PART: 1, "cavaliers_km": 2}
"""Decimals of the measures that are not counts."""


def _write(column: str) -> Callable[[object], str]:
    decimals = DECIMALES.get(column, 0)
    return lambda value: nombre(value, decimals).replace(NON_RENSEIGNE, mots.RIEN)


def _communes_table(bassin: Bassin, place: PlaceView) -> None:
    st.header(mots.COMMUNES, anchor=False)
    values = bassin.mesures.loc[place.communes.index]
    values = values[values.notna().any(axis="columns")]
    frame = values.assign(commune=place.communes["nom"])[list(mots.COLONNES_COMMUNES)]
    order = frame["commune"].map(cle_de_tri).sort_values().index
    written = {
        name: frame.loc[order, name].map(_write(name)).astype("str")
        for name in mots.COLONNES_COMMUNES
        if name != "commune"
    }
    told = pd.DataFrame({"commune": frame.loc[order, "commune"], **written})
    caption = mots.TABLEAU_COMMUNES.format(compte=components.compte(len(told)))
    components.table(told.rename(columns=mots.COLONNES_COMMUNES), caption)


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked."""
    bassin, place = cache.mining(), place_of(base, filters.selection_of(lu))
    told = mining.synthese(bassin, place)
    carte = _map(bassin, place, lu, sombre=sombre)
    return Ecran(catalog.BASIN.titre, told.phrase, told.chiffres, carte, ())


def render() -> None:
    """Draw the page of the mining basin."""

    def page() -> None:
        base, bassin = cache.base(), cache.mining()
        params = page_params(base)
        messages = state.begin(PAGE, params)
        top = head.draw(lambda: _filters(base, params))
        state.end(PAGE, params)
        lu = state.asked(params)
        place = place_of(base, filters.selection_of(lu))
        told = mining.bilan(bassin, place.communes)
        montre = ecran(base, lu, sombre=components.sombre())
        top.write(montre.titre, montre.phrase, messages)
        map_screen.show(
            montre.carte, "carte_bassin_minier", state.toggle_commune, chiffres=montre.chiffres
        )
        components.let_see()
        components.note(mots.ABSENCE)

        def liste() -> None:
            if told.vide:
                st.info(textes.SELECTION_VIDE, icon=":material/search_off:")
                return
            _cites_table(bassin, place)
            _communes_table(bassin, place)

        panels.draw(
            {
                "liste": liste,
                "rapports": lambda: reports_panel.panel(
                    THEMES_RAPPORT,
                    mining_map.COULEUR,
                    PAGE,
                    lambda rows: speaks_of_basin(rows, catalog.BASIN.themes_rapport),
                ),
                "sources": lambda: components.sources_panel(SOURCES),
            }
        )

    filters.guarded(page)
