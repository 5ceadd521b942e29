"""Thèmes des rapports: for one theme, facts on a map, their list, the figures side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from geo.answers.view import place_of
from geo.core import palette
from geo.core.model import Indicator
from geo.drawing.maps import colours, legend, spec
from geo.labels import rendu as mots_rendu
from geo.labels import report_themes as mots
from geo.labels import textes
from geo.labels.formats import accord, enumeration
from geo.reports import facts
from geo.reports.vocabulary import STATUTS_ACTION, THEMES_RAPPORT
from geo.ui import cache, state
from geo.ui.parts import (
    components,
    filter_bar,
    filters,
    head,
    map_layers,
    map_screen,
    panels,
    report_charts,
    reports,
)
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    import pandas as pd

    from geo.answers.bundle import Base
    from geo.answers.view import PlaceView
    from geo.reports.facts import Faits

PAGE = "themes"
FEW = 3
"""Figures of each agglomération shown before all of them are asked for: they are side by side."""

DEFAULT = "habitat"
FAITS, MONTANTS = "faits", "montants"
COULEUR = palette.FAITS

MEASURES = {
    FAITS: Indicator(FAITS, "Faits cités par les rapports", "faits", "effectif", ""),
    MONTANTS: Indicator(MONTANTS, "Montants cités par les rapports", "€", "effectif", ""),
}


def page_params(base: Base) -> list[Param]:
    """Return the parameters of the page, in the order of its filters."""
    return [
        Param("theme", tuple(THEMES_RAPPORT), defaut=DEFAULT),
        filters.param_territoire(),
        filters.param_communes(base),
        Param("etat", tuple(STATUTS_ACTION), multiple=True),
        Param("carte", (FAITS, MONTANTS), defaut=FAITS),
        panels.param(("liste", "rapports", "sources")),
    ]


def _filters(base: Base, params: list[Param]) -> None:
    st.selectbox(
        mots.FILTRE_THEME,
        list(THEMES_RAPPORT),
        format_func=THEMES_RAPPORT.__getitem__,
        key=state.widget_key("theme"),
        label_visibility="collapsed",
        width=260,
    )

    def more() -> None:
        st.multiselect(
            textes.FILTRE_STATUTS,
            list(STATUTS_ACTION),
            format_func=STATUTS_ACTION.__getitem__,
            key=state.widget_key("etat"),
            placeholder=textes.FILTRE_STATUTS_VIDE,
            select_all=False,
        )
        st.segmented_control(
            textes.FILTRE_INDICATEUR,
            [FAITS, MONTANTS],
            format_func={FAITS: mots.CARTE_FAITS, MONTANTS: mots.CARTE_MONTANTS}.__getitem__,
            key=state.widget_key("carte"),
            required=True,
        )

    shown = [param for param in params if param.cle != "theme"]
    filter_bar.bar(base, shown, more, ground=False)


def _map(place: PlaceView, actions: pd.DataFrame, lu: Lecture, *, sombre: bool) -> CarteMontree:
    communes, selection = place.autour, place.selection
    codes = list(communes["code_insee"])
    measure = MEASURES[lu.value("carte") or FAITS]
    counts = facts.faits_par_commune(actions, communes).set_axis(codes)
    amounts = facts.montants_par_commune(actions, communes).set_axis(codes)
    values = amounts if measure.id == MONTANTS else counts
    written = {
        code: accord(int(counts[code]), "fait")
        + ("" if amounts.isna()[code] else f", {facts.montant_ecrit(amounts[code])}")
        for code in codes
    }
    layers = cache.layers()
    flat = spec.plain(
        layers["communes"], codes, values=written, title=measure.titre, colour=colours.FLAT
    )
    circles, steps = spec.circles(layers["communes"], values, codes, colour=COULEUR)
    drawn = spec.MapSpec(
        couches=(flat, map_layers.territory_layer(layers, selection.territoire), circles),
        cadre=spec.frame(place.communes.geometry),
        choix=selection.communes,
        sombre=sombre,
        textes={"perdu": textes.CARTE_PERDUE},
    )
    cartel = Cartel(_map_title(place, measure, lu), map_layers.mentions("actions"))
    return CarteMontree(drawn, (legend.of_circles(measure, COULEUR, steps),), cartel)


def _map_title(place: PlaceView, measure: Indicator, lu: Lecture) -> str:
    title = mots_rendu.CARTE_FAITS.format(
        mesure=measure.titre,
        theme=THEMES_RAPPORT[lu.value("theme") or DEFAULT],
        lieu=place.nom,
    )
    if not place.selection.statuts:
        return title
    kept = enumeration([STATUTS_ACTION[i].lower() for i in place.selection.statuts])
    return mots_rendu.FILTRES.format(titre=title, filtres=mots_rendu.FILTRE_ETATS.format(noms=kept))


def _phrase(theme: str, where: str, actions: pd.DataFrame, figures: pd.DataFrame) -> str:
    """Return what the reports say; ``where`` names chosen communes: the figures are not theirs."""
    told = actions["code_insee"].nunique()
    if where:
        return mots.THEMES_PHRASE_CHOIX.format(
            theme=THEMES_RAPPORT[theme],
            lieu=where,
            faits=accord(len(actions), "fait localisé", "faits localisés"),
            communes=accord(told, "commune"),
            chiffres=accord(len(figures), "chiffre"),
        )
    return (
        f"{THEMES_RAPPORT[theme]} : {accord(len(figures), 'chiffre')} et "
        f"{accord(len(actions), 'fait localisé', 'faits localisés')} dans "
        f"{accord(told, 'commune')}, aux dates des rapports."
    )


def _side_by_side(figures: pd.DataFrame, known: Faits) -> None:
    st.header(textes.CHIFFRES_TITRE, anchor=False)
    reports.side_by_side(state.value("theme") or DEFAULT, known)
    ids = [i for i in textes.TERRITOIRES_RAPPORT if (figures["territoire"] == i).any()]
    ticked: list[str] = []
    for territoire in ids:
        st.subheader(textes.TERRITOIRES_RAPPORT[territoire], anchor=False)
        rows = figures[figures["territoire"] == territoire]
        ticked += reports.first_figures(rows, known, f"themes_{territoire}", FEW)
    reports.details(ticked, known)
    report_charts.folded_charts(figures, known, "themes", COULEUR)
    if not ticked:
        reports.contradictions(figures["id"].to_list(), known)


@dataclass(frozen=True, eq=False, slots=True)
class VueDesThemes:
    """What the reports say of one theme, in one place: localised facts, figures."""

    theme: str
    place: PlaceView
    actions: pd.DataFrame
    figures: pd.DataFrame


def _vue(base: Base, known: Faits, lu: Lecture) -> VueDesThemes:
    selection, theme = filters.selection_of(lu), lu.value("theme") or DEFAULT
    place = place_of(base, selection)
    actions = facts.filter_rows(
        known.actions,
        facts.Filtre(
            themes=(theme,),
            communes=tuple(place.communes["code_insee"]),
            statuts=selection.statuts,
        ),
    )
    kept = () if selection.territoire is None else (selection.territoire, "departement")
    figures = facts.filter_rows(known.indicateurs, facts.Filtre(themes=(theme,), territoires=kept))
    return VueDesThemes(theme, place, actions, figures)


def _ecran(vue: VueDesThemes, lu: Lecture, *, sombre: bool) -> Ecran:
    where = vue.place.nom if vue.place.selection.communes else ""
    phrase = _phrase(vue.theme, where, vue.actions, vue.figures)
    carte = _map(vue.place, vue.actions, lu, sombre=sombre)
    return Ecran(mots.THEMES_TITRE, phrase, (), carte, ())


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked."""
    return _ecran(_vue(base, cache.faits(), lu), lu, sombre=sombre)


def render() -> None:
    """Draw the page of one theme of the reports."""

    def page() -> None:
        base, known = cache.base(), cache.faits()
        params = page_params(base)
        messages = state.begin(PAGE, params)
        top = head.draw(lambda: _filters(base, params))
        state.end(PAGE, params)
        lu = state.asked(params)
        vue = _vue(base, known, lu)
        theme, actions, figures = vue.theme, vue.actions, vue.figures
        montre = _ecran(vue, lu, sombre=components.sombre())
        top.write(montre.titre, montre.phrase, messages)
        map_screen.show(montre.carte, "carte_themes", state.toggle_commune)
        components.let_see()

        def liste() -> None:
            st.header(textes.FAITS_TITRE, anchor=False)
            reports.facts_grid(actions, f"faits_{theme}")
            if not actions.empty:
                reports.offer_files(actions, "actions", "themes_faits", notes=vue.place.notes)
            reports.territory_facts(
                (theme,), vue.place.selection.territoire or "", f"faits_agglo_{theme}"
            )

        def rapports() -> None:
            if figures.empty:
                st.info(textes.SELECTION_VIDE, icon=":material/search_off:")
                return
            _side_by_side(figures, known)
            reports.offer_files(figures, "indicateurs", "themes_chiffres")

        panels.draw(
            {
                "liste": liste,
                "rapports": rapports,
                "sources": lambda: components.sources_panel(("rapports", "actions", "indicateurs")),
            }
        )

    filters.guarded(page)
