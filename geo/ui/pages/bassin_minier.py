"""Bassin minier: what the Mission Bassin Minier counts, on a map, in tables, with the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.answers import mining
from geo.answers.sentence import Chiffre
from geo.answers.view import place_of
from geo.core import catalog, palette
from geo.drawing.maps import colours, legend, spec
from geo.drawing.maps.classes import classify
from geo.labels import bassin as mots
from geo.labels import textes
from geo.labels.formats import NON_RENSEIGNE, accord, cle_de_tri, distance, nombre
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
    panels,
    reports,
)
from geo.ui.parts.downloads import csv_et_excel
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers.bundle import Base
    from geo.answers.mining import Bassin, BilanMinier
    from geo.answers.view import PlaceView
    from geo.drawing.maps.layers import Layer

PAGE = "bassin_minier"
COULEUR = palette.THEMES["bassin_minier"]
PART = "part_cites_pct"
OBJETS = "objets"
PAR_DEFAUT = ("cites", "terrils")
ENTIERS = ("erbm", "npnru")
THEMES_RAPPORT = tuple(THEMES_DES_RAPPORTS)
"""Themes of the reports: mining cités and urban renewal are whole; of the others, what speaks of
the mining basin or of its green network."""

COULEURS = {
    "terrils": palette.SECONDAIRE,
    "cavaliers": palette.ACCENT,
    "batiments": palette.FAITS,
    "espaces": palette.MESURE,
}
FORME = "hexagone"
SOURCES = (*mining.TABLES, "communes", "qpv", "rapports", "actions", "indicateurs")


def page_params(base: Base) -> list[Param]:
    """Return the parameters of the page, in the order of its filters."""
    return [
        filters.param_territoire(),
        filters.param_communes(base),
        Param("couches", tuple(mots.COUCHES), multiple=True),
        Param("carte", tuple(mots.CARTES), defaut=OBJETS),
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


def _surface(
    one: str, layer: Layer, ids: set[str], colour: str, *, dashed: bool = False
) -> spec.LayerSpec:
    symbole = "bande" if dashed else ""
    states = spec.states(layer, ids)
    return spec.LayerSpec(one, layer.adresse, "surface", states, (colour,), symbole=symbole)


def _objects(
    bassin: Bassin, place: PlaceView, lu: Lecture
) -> tuple[list[spec.LayerSpec], tuple[legend.Bloc, ...]]:
    """Return the layers that the reader asked for, and their legend with counts."""
    asked = lu.values("couches") or PAR_DEFAUT
    codes = place.communes["code_insee"]
    stack: list[spec.LayerSpec] = []
    lines: list[legend.Entree] = []
    for one in (name for name in mots.COUCHES if name in asked):
        table = mining.GROUPES[one]
        layer, rows = bassin.couches[table], mining.kept(bassin, table, codes)
        ids, count = set(rows["id"]), nombre(len(rows))
        if one == "cites":
            inscribed = set(rows.loc[rows["protection"] == "bien_inscrit", "id"])
            others = ids - inscribed
            stack += [
                _surface("cites_tampon", layer, others, COULEUR, dashed=True),
                _surface("cites_inscrites", layer, inscribed, COULEUR),
            ]
            parts = (("quartier", inscribed, "bien_inscrit"), ("bande", others, "zone_tampon"))
            lines += [
                legend.Entree(
                    legend.Signe(mark, COULEUR),  # type: ignore[arg-type]
                    mots.LEGENDE_CITES[zone],
                    nombre(len(kept)),
                )
                for mark, kept, zone in parts
            ]
        elif one == "puits":
            shown = spec.states(layer, ids)
            stack.append(
                spec.LayerSpec(
                    one, layer.adresse, "points", shown, (COULEUR, COULEUR), symbole=FORME
                )
            )
            mark = legend.Signe("symbole", COULEUR, FORME, "ouverte", rayon=legend.RAYON)
            lines.append(legend.Entree(mark, mots.COUCHES[one], count))
        else:
            stack.append(_surface(one, layer, ids, COULEURS[one]))
            lines.append(
                legend.Entree(legend.Signe("quartier", COULEURS[one]), mots.COUCHES[one], count)
            )
    return stack, (legend.Bloc(mots.LEGENDE, tuple(lines)),)


def _communes(
    bassin: Bassin, place: PlaceView, layers: dict[str, Layer], lu: Lecture
) -> tuple[spec.LayerSpec, tuple[legend.Bloc, ...]]:
    """Return the communes: plain, or by their share in cités, hatched where nothing is told."""
    shown = place.autour
    codes = list(shown["code_insee"])
    indicator = catalog.indicator(PART)
    values = bassin.mesures.loc[shown.index, PART].set_axis(codes)
    write = map_layers.write_value(indicator)
    written = {code: write(value) for code, value in values.items()}
    layer = layers["communes"]
    if lu.value("carte") != PART:
        flat = spec.plain(layer, codes, values=written, title=indicator.titre, colour=colours.FLAT)
        return flat, ()
    classes = classify(values, zero=True)
    ramp = colours.ramp(COULEUR, len(classes.effectifs), zero=classes.zero)
    drawn = spec.choropleth(
        layer, classes, codes, colours=ramp, values=written, title=indicator.titre
    )
    return drawn, (legend.of_classes(classes, indicator, ramp),)


def _map(bassin: Bassin, place: PlaceView, lu: Lecture, *, sombre: bool) -> CarteMontree:
    layers = cache.layers()
    communes, ramp = _communes(bassin, place, layers, lu)
    objects, blocs = _objects(bassin, place, lu)
    drawn = spec.MapSpec(
        couches=(
            communes,
            map_layers.territory_layer(layers, place.selection.territoire),
            *objects,
        ),
        cadre=spec.frame(place.communes.geometry),
        choix=place.selection.communes,
        sombre=sombre,
        fond=lu.value("fond") or "aucun",  # type: ignore[arg-type]
        textes={"perdu": textes.CARTE_PERDUE},
    )
    cartel = Cartel(
        mots.CARTE.format(lieu=place.nom), map_layers.mentions(mining.CITES, "communes")
    )
    return CarteMontree(drawn, (*ramp, *blocs), cartel)


# --- figures, tables --------------------------------------------------------------------------


def _figures(told: BilanMinier) -> list[Chiffre]:
    source = map_layers.mentions(mining.CITES)

    def count(one: str) -> Chiffre:
        value = told.comptes[one]
        return Chiffre(nombre(value) if value else mots.RIEN, "", mots.CHIFFRES[one], source)

    cites = told.comptes["cites"]
    inside = Chiffre(
        nombre(told.en_qpv) if cites else mots.RIEN,
        mots.CHIFFRE_QPV.format(total=nombre(cites)) if cites else "",
        mots.CHIFFRES["qpv"],
        map_layers.mentions(mining.CITES, "qpv"),
    )
    km = told.cavaliers_km
    lines = Chiffre(
        distance(km * 1000) if km else mots.RIEN, "", mots.CHIFFRES["cavaliers"], source
    )
    return [count("cites"), inside, count("terrils"), lines, count("puits"), count("batiments")]


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
    st.html(components.tableau_html(told, caption, {share: lambda value: nombre(value, 0)}))
    with st.container(horizontal=True):
        csv_et_excel(
            pd.DataFrame(rows.drop(columns="geometry")),
            mining.CITES,
            (mining.CITES, "communes", "qpv"),
            (*place.notes, mots.ABSENCE),
        )


DECIMALES = {PART: 1, "cavaliers_km": 2}
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
    st.html(components.tableau_html(told.rename(columns=mots.COLONNES_COMMUNES), caption, {}))


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked."""
    bassin, place = cache.mining(), place_of(base, filters.selection_of(lu))
    told = mining.bilan(bassin, place.communes)
    carte = _map(bassin, place, lu, sombre=sombre)
    return Ecran(mots.TITRE, mining.phrase(told, place.nom), tuple(_figures(told)), carte, ())


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
                "rapports": lambda: reports.panel(
                    THEMES_RAPPORT, COULEUR, PAGE, lambda rows: speaks_of_basin(rows, ENTIERS)
                ),
                "sources": lambda: components.sources_panel(SOURCES),
            }
        )

    filters.guarded(page)
