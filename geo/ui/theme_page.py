"""The skeleton of a theme page, the same for every theme.

Title, filters and sentence, the map with its figures and legend, then one panel at a time: list,
charts, what the theme has of its own, reports, sources, files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.core import catalog
from geo.core.model import STATUTS
from geo.drawing import files
from geo.drawing.maps.classes import METHODES
from geo.labels import ecran as mots_ecran
from geo.labels import textes
from geo.labels import theme as mots
from geo.labels.formats import cle_de_tri, titre_et_unite
from geo.ui import cache, state
from geo.ui.parts import (
    charging,
    components,
    downloads,
    filter_bar,
    filters,
    head,
    images,
    map_layers,
    map_screen,
    panels,
    pools,
    quartiers,
    reports,
    reports_panel,
    schools,
    stations,
    theme_charts,
    theme_screen,
    theme_tables,
)
from geo.ui.parts.theme_words import statut_names
from geo.ui.state import Param

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers.bundle import ThemeData
    from geo.answers.view import ThemeView
    from geo.ui.parts.shown import CarteMontree

    Panneau = Callable[[ThemeView], None]

PANNEAUX: dict[str, tuple[Panneau, ...]] = {
    "bornes": (charging.panel,),
    "inondations": (stations.stations_panel,),
    "piscines": (pools.water_surface, schools.pupils_panel),
    "qpv": (quartiers.habitants, reports.projets_fcs),
}
"""Theme -> what it has of its own, in its panel of analyses; the others have no such panel."""


# --- filters ----------------------------------------------------------------------------------


def page_params(data: ThemeData) -> list[Param]:
    """Return the parameters of a theme page, in the order of its filters."""
    theme = data.theme
    params = [filters.param_territoire(), filters.param_communes(data.base)]
    if theme.table == "qpv":
        params.append(Param("quartier", tuple(data.table["id"]), multiple=True))
    else:
        params.append(Param("etat", _statuts(data), multiple=True))
        types = tuple(sorted(data.table["type"].dropna().unique(), key=cle_de_tri))
        params.append(Param("type", types, multiple=True))
    params.append(
        Param("carte", map_layers.map_choices(data), defaut=map_layers.map_choices(data)[0])
    )
    params.append(Param("classes", METHODES, defaut="jenks"))
    params.append(Param("fond", tuple(textes.FONDS), defaut="aucun"))
    params += [panels.param(_panel_names(theme.id)), theme_tables.param()]
    return params


def _statuts(data: ThemeData) -> tuple[str, ...]:
    """Return the states that some facility of the theme has."""
    present = set(data.table["statut"])
    return tuple(statut for statut in STATUTS if statut in present)


def _panel_names(theme_id: str) -> list[str]:
    return [name for name in mots_ecran.VOLETS if name != "analyses" or theme_id in PANNEAUX]


def _pick_rows(data: ThemeData) -> None:
    if data.theme.table == "qpv":
        names = dict(zip(data.table["id"], data.table["nom"], strict=True))
        st.multiselect(
            mots.FILTRE_QPV,
            sorted(names, key=lambda code: cle_de_tri(names[code])),
            format_func=names.__getitem__,
            key=state.widget_key("quartier"),
            placeholder=mots.FILTRE_QPV_VIDE,
            select_all=False,
        )
        return
    statuts = statut_names(data)
    st.multiselect(
        textes.FILTRE_STATUTS,
        _statuts(data),
        format_func=statuts.__getitem__,
        key=state.widget_key("etat"),
        placeholder=textes.FILTRE_STATUTS_VIDE,
        help=mots.STATUTS_AIDE,
        select_all=False,
    )


def _map_options(data: ThemeData) -> None:
    choices = [i for i in map_layers.map_choices(data) if i != map_layers.SANS_INDICATEUR]
    indicators = {i: catalog.indicator(i) for i in choices}
    names = {i: titre_et_unite(record.titre, record.unite) for i, record in indicators.items()}
    names[map_layers.SANS_INDICATEUR] = mots.SANS_INDICATEUR
    if data.theme.table != "qpv":
        types = sorted(data.table["type"].dropna().unique(), key=cle_de_tri)
        st.multiselect(
            mots.FILTRE_TYPES,
            types,
            key=state.widget_key("type"),
            placeholder=mots.FILTRE_TYPES_VIDE,
            select_all=False,
        )
    st.selectbox(
        textes.FILTRE_INDICATEUR,
        map_layers.map_choices(data),
        format_func=names.__getitem__,
        key=state.widget_key("carte"),
    )
    st.selectbox(
        mots.FILTRE_CLASSES,
        METHODES,
        format_func=mots.METHODES_CLASSES.__getitem__,
        key=state.widget_key("classes"),
    )


def _filters(data: ThemeData, params: list[Param]) -> None:
    def more() -> None:
        _pick_rows(data)
        _map_options(data)

    filter_bar.bar(data.base, params, more)


# --- sources, downloads -----------------------------------------------------------------------


def offer_files(view: ThemeView) -> None:
    """Offer the rows of the selection as files; they are made when asked."""
    st.header(textes.TITRE_TELECHARGEMENTS, anchor=False)
    data, rows, said = view.data, view.rows, view.place.notes
    frame = pd.DataFrame(rows.drop(columns="geometry"))
    with st.container(horizontal=True):
        downloads.csv_et_excel(frame, data.theme.table, data.theme.sources, said)
        st.download_button(
            "GeoJSON",
            lambda: files.to_geojson(rows),
            f"{downloads.nom_de_fichier(data.theme.table)}.geojson",
            "application/geo+json",
            icon=":material/map:",
            on_click="ignore",
        )


# --- the page ---------------------------------------------------------------------------------


def _analyses(view: ThemeView) -> None:
    for panneau in PANNEAUX[view.theme.id]:
        panneau(view)


def _nothing() -> None:
    st.info(textes.SELECTION_VIDE, icon=":material/search_off:")


def _panels(view: ThemeView, montree: CarteMontree, *, vide: bool) -> None:
    """Draw the panel that is open; those that show the rows of the selection need some."""
    theme = view.theme
    of_rows: dict[str, Callable[[], None]] = {
        "liste": lambda: theme_tables.tables(
            view, theme_screen.liste, lambda: images.in_words(montree)
        ),
        "graphiques": lambda: theme_charts.chart_panel(view),
        "fichiers": lambda: offer_files(view),
    }
    of_theme: dict[str, Callable[[], None]] = {
        "analyses": lambda: _analyses(view),
        "rapports": lambda: reports_panel.panel(theme.themes_rapport, theme.couleur, theme.id),
        "sources": lambda: components.sources_panel(theme.sources),
    }
    if vide:
        of_rows = dict.fromkeys(of_rows, _nothing)
    known = of_rows | of_theme
    panels.draw({name: known[name] for name in _panel_names(theme.id)})


def render(theme_id: str) -> None:
    """Draw a whole theme page."""

    def page() -> None:
        data = cache.theme(theme_id)
        params = page_params(data)
        messages = state.begin(theme_id, params)
        top = head.draw(lambda: _filters(data, params))
        state.end(theme_id, params)
        lu = state.asked(params)
        shown = theme_screen.seen(data, filters.selection_of(lu))
        view, resume = shown.view, shown.resume
        top.write(data.theme.titre, resume.phrase, messages)
        montree = theme_screen.carte(view, lu, sombre=components.sombre())
        map_screen.show(
            montree,
            f"carte_{theme_id}",
            state.toggle_commune,
            chiffres=() if resume.vide else resume.chiffres,
        )
        components.let_see()
        _panels(view, montree, vide=resume.vide)

    filters.guarded(page)
