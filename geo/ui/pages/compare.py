"""« Comparer »: communes, the two agglomérations, or a commune and its statistical peers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from geo.answers import comparable, compare, compare_measures, compare_view
from geo.answers.compare_view import MODES
from geo.answers.view import place_of
from geo.core import catalog, palette
from geo.core.errors import AtlasError
from geo.core.model import Selection
from geo.drawing import scales
from geo.drawing.maps import colours, spec
from geo.drawing.maps.legend import Bloc, Entree, Signe
from geo.drawing.scales import Reglette
from geo.labels import compare as mots
from geo.labels import ecran as mots_ecran
from geo.labels import rendu as mots_rendu
from geo.labels import textes
from geo.labels.formats import accord, as_html, as_markdown, enumeration, nombre
from geo.reports.chosen import COMPARABLES
from geo.reports.facts import periode_ecrite
from geo.ui import cache, state
from geo.ui.parts import (
    components,
    downloads,
    filters,
    head,
    images,
    map_layers,
    map_screen,
    panels,
)
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.comparable import Avis, Paire
    from geo.answers.compare import Panneau
    from geo.answers.compare_measures import Mesure
    from geo.answers.compare_view import VueDeComparaison

PAGE = "comparer"
FEWEST = 2
PICKER = "choix_comparer"
MODE_PX = 230
"""Width of the list of what is compared: it leaves its line to the communes."""
REPORTS, REPORTS_DARK = palette.ACCENT, palette.ACCENT_SOMBRE
SOURCES = ("communes", "qpv", "bornes", "dechetteries", "piscines", "ouvrages", "actions")
SOURCES_RAPPORTS = (*SOURCES, "indicateurs", "rapports")


def page_params(base: Base) -> list[Param]:
    """Return the parameters of the page."""
    return [
        Param("mode", MODES, defaut=MODES[0]),
        filters.param_communes(base),
        Param("fond", tuple(textes.FONDS), defaut="aucun"),
        panels.param(mots_ecran.VOLETS_COMPARER),
    ]


def _mesures(base: Base) -> tuple[Mesure, ...]:
    """Return every measure that can be computed now: a damaged file takes its own away."""
    themes: dict[str, ThemeData] = {}
    for theme_id in catalog.THEMES:
        try:
            themes[theme_id] = cache.theme(theme_id)
        except AtlasError:
            continue
    try:
        known = cache.faits()
    except AtlasError:
        known = None
    key: tuple[str | bool, ...] = ("comparer", *themes, known is not None)
    found: tuple[Mesure, ...] = cache.once(
        key, lambda: compare_measures.mesures(base, themes, known)
    )
    return found


# --- filters ------------------------------------------------------------------------------------


def _choose(codes: Sequence[str]) -> None:
    """Make these communes the chosen ones, on this page and on the others."""
    st.session_state[state.widget_key("commune")] = list(codes)


def _clicked(code: str) -> None:
    """Add a commune to what is compared, or take it away; its peers in the mode of peers."""
    chosen = list(state.values("commune"))
    if state.value("mode") == "pairs":
        _choose([code])
    else:
        _choose([c for c in chosen if c != code] if code in chosen else [*chosen, code])


def _one_commune(base: Base, code: str | None) -> None:
    names = dict(zip(base.communes["code_insee"], base.communes["nom"], strict=True))
    st.session_state[PICKER] = code
    filters.one_commune(
        mots.COMPARER_UNE_COMMUNE,
        names,
        PICKER,
        lambda chosen: _choose([chosen] if chosen else []),
        placeholder=textes.CHOISIR_MA_COMMUNE,
    )


def _filters(base: Base, params: list[Param]) -> None:
    with (
        st.container(key="filtres"),
        st.container(key="a_choisir", horizontal=True, vertical_alignment="center", gap="small"),
    ):
        components.choose(mots.COMPARER_MODE, "mode", mots.COMPARER_MODES, MODE_PX)
        mode, chosen = state.value("mode"), state.values("commune")
        if mode == "agglos":
            return
        first = chosen[0] if chosen else None
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key="a_comparer"
        ):
            with st.container(width="stretch"):
                if mode == "pairs":
                    _one_commune(base, first)
                else:
                    filters.pick_communes(base, "")
            with st.popover(textes.OPTIONS_CARTE, icon=":material/layers:"):
                components.choose_ground()
                components.clear_filters([param for param in params if param.cle != "mode"])


# --- map ----------------------------------------------------------------------------------------


MARKS = (colours.FLAT, palette.ATTENTE, palette.ACCENT)
"""Communes of the map: the others, those of the spread, those compared."""


def _legend(vue: VueDeComparaison) -> Bloc:
    named = [(MARKS[2], enumeration([e.nom for e in vue.entites if len(e.codes) == 1]))]
    if vue.groupe:
        named = [(MARKS[2], vue.entites[0].nom)]
    if vue.pairs is not None:
        named.append((MARKS[1], vue.etendue))
    named.append((MARKS[0], mots.COMPARER_AUTRES))
    return Bloc("", tuple(Entree(Signe("pave", colour), text) for colour, text in named if text))


def _map_title(base: Base, vue: VueDeComparaison) -> str:
    names = [entite.nom for entite in vue.entites]
    if not names:
        place = place_of(base, Selection()).nom
        return mots_rendu.CARTE_COMMUNES.format(lieu=place)
    if vue.pairs is not None:
        return mots_rendu.CARTE_PAIRS.format(nom=names[0])
    compared = names[:1] if vue.groupe else names
    return mots_rendu.CARTE_COMPAREES.format(noms=enumeration(compared))


def _map(base: Base, vue: VueDeComparaison, lu: Lecture, *, sombre: bool) -> CarteMontree | None:
    if vue.mode == "agglos":
        return None
    layers = cache.layers()
    layer, near = layers["communes"], set() if vue.pairs is None else set(vue.reference)
    states = "".join("2" if c in vue.chosen else "1" if c in near else "0" for c in layer.ids)
    drawn = spec.LayerSpec("communes", layer.adresse, "classes", states, MARKS)
    framed = base.communes["code_insee"].isin({*vue.chosen, *near})
    shown = base.communes[framed] if framed.any() else base.communes
    asked = spec.MapSpec(
        couches=(drawn, map_layers.territory_layer(layers, None)),
        cadre=spec.frame(shown.geometry),
        choix=vue.chosen,
        sombre=sombre,
        fond=lu.value("fond") or "aucun",  # type: ignore[arg-type]
        textes={"perdu": textes.CARTE_PERDUE},
    )
    cartel = Cartel(_map_title(base, vue), map_layers.mentions("communes"))
    return CarteMontree(asked, (_legend(vue),), cartel)


# --- panels, tables -----------------------------------------------------------------------------


def _scale(panneau: Panneau, etendue: str) -> str:
    mesure = panneau.mesure
    scale = Reglette(
        mesure.titre,
        panneau.valeurs,
        panneau.reference,
        etendue,
        (mesure.couleur, colours.mix(mesure.couleur, 0.55)),
        mesure.write_as,
        mesure.write_range,
    )
    return _drawn(scale, mesure.source, panneau.avis)


def _drawn(scale: Reglette, source: str, avis: Sequence[Avis]) -> str:
    """Return a scale with the links to its pictures, what must be known of it, and its source."""
    told = " ".join(one.raison for one in avis)
    links = images.liens_reglette(scale, Cartel(scale.titre, source, note=told))
    note = f"{told} Source : {source}.".strip()
    return scale.html(liens=links, note=note, sombre=components.sombre())


def _panels(vue: VueDeComparaison, panneaux: Sequence[Panneau]) -> None:
    st.header(mots.COMPARER_MESURES, anchor=False)
    components.note(mots.COMPARER_AIDE.format(etendue=vue.etendue))
    if any(len(entite.codes) > 1 for entite in vue.entites):
        components.note(mots.COMPARER_AIDE_EFFECTIF)
    st.html(scales.grille(_scale(panneau, vue.etendue) for panneau in _first(panneaux)))


FIRST_ON_A_PHONE = 6
"""Measures that a phone shows before all of them are asked for."""


def _first(panneaux: Sequence[Panneau]) -> Sequence[Panneau]:
    if not components.telephone():
        return panneaux
    told = accord(len(panneaux), "mesure")
    return panneaux[: components.first(len(panneaux), FIRST_ON_A_PHONE, "mesures", told)]


def _table(vue: VueDeComparaison, panneaux: Sequence[Panneau]) -> None:
    st.header(mots.COMPARER_TABLEAU, anchor=False)
    peers = () if vue.pairs is None else tuple(vue.pairs["nom"])
    frame = compare.tableau(panneaux, peers)
    legend = f"{mots.COMPARER_TABLEAU} : {accord(len(frame), 'mesure')}"
    numbers = dict.fromkeys(frame.columns[1:-1], str)
    components.table(frame, legend, numbers)
    with st.expander(mots.COMPARER_METHODES):
        lines = "".join(
            f"<li><strong>{as_html(p.mesure.titre)}</strong> : {as_html(p.mesure.methode)} "
            f"Source : {as_html(p.mesure.source)}.</li>"
            for p in panneaux
        )
        st.html(f"<ul>{lines}</ul>")


def _peers(vue: VueDeComparaison) -> None:
    """Show who the peers are and why."""
    if vue.pairs is None:
        return
    st.header(mots.COMPARER_PAIRS, anchor=False)
    components.note(mots.COMPARER_PAIRS_METHODE)
    if vue.pairs.empty:
        return
    rows = [
        (
            row.nom,
            catalog.territory(str(row.territoire)).sigle,
            nombre(row.distance, 2),
            nombre(row.population),
            nombre(row.densite),
            nombre(row.part_qpv_pct, 1),
            enumeration([mots.COMPARER_CRITERES[name] for name in str(row.proches).split("|")]),
        )
        for row in vue.pairs.itertuples()
    ]
    frame = pd.DataFrame(rows, columns=list(mots.COMPARER_COLONNES_PAIRS))
    numbers = dict.fromkeys(mots.COMPARER_COLONNES_PAIRS[2:6], str)
    components.table(frame, mots.COMPARER_PAIRS, numbers)


# --- the reports --------------------------------------------------------------------------------


def _pair_scale(paire: Paire) -> str:
    rows = {"cabbalr": paire.cabbalr, "call": paire.call}
    names = {t: f"{catalog.territory(t).sigle}, {periode_ecrite(row)}" for t, row in rows.items()}
    scale = Reglette(
        paire.titre,
        pd.Series(paire.valeurs()).rename(names),
        pd.Series(dtype=float),
        "",
        (REPORTS, REPORTS_DARK),
        paire.write_as,
    )
    source = " ; ".join(dict.fromkeys(str(row["document"]) for row in rows.values()))
    return _drawn(scale, source, paire.avis)


def _reports(base: Base, panneaux: Sequence[Panneau]) -> None:
    """Show what the reports of both agglomérations give, and what must not be put side by side."""
    try:
        known = cache.faits()
    except AtlasError as error:
        st.error(as_markdown(error), icon=":material/database_off:")
        return
    found: tuple[Paire, ...] = cache.once(
        ("paires",), lambda: comparable.paires(known, COMPARABLES)
    )
    st.header(textes.COMPARER_RAPPORTS, anchor=False)
    people = next(p for p in panneaux if p.mesure.id == "population")
    told = [f"{name}, {people.mesure.write_as(value)}" for name, value in people.valeurs.items()]
    components.note(mots.COMPARER_RAPPORTS_AIDE.format(populations=" ; ".join(told)))
    allowed = [paire for paire in found if paire.comparable]
    st.html(scales.grille(_pair_scale(paire) for paire in allowed))
    components.table(compare.tableau_des_paires(allowed), textes.COMPARER_RAPPORTS)
    qpv = next(paire for paire in found if paire.id == "qpv")
    refused = [p for p in found if not p.comparable]
    refused += comparable.refus_des_generations(base, qpv)
    st.header(textes.COMPARER_REFUS, anchor=False)
    components.note(mots.COMPARER_REFUS_AIDE)
    components.table(compare.tableau_des_refus(refused), textes.COMPARER_REFUS)


# --- link, downloads ----------------------------------------------------------------------------


def _link(vue: VueDeComparaison) -> None:
    """Offer the address of the selection, and the same selection on the other pages."""
    st.header(mots.COMPARER_LIEN, anchor=False)
    components.note(mots.COMPARER_LIEN_AIDE)
    query = {"commune": state.SEPARATOR.join(vue.chosen)}
    asked = query if vue.mode == MODES[0] else {"mode": vue.mode, **query}
    here = (st.context.url or "comparer").split("?")[0]
    st.code(f"{here}?{urlencode(asked, safe=state.SEPARATOR)}", language=None, wrap_lines=True)
    st.subheader(mots.COMPARER_AILLEURS, anchor=False)
    with st.container(horizontal=True, gap="small"):
        for page in catalog.NAVIGATION:
            if page.theme:
                components.lien(page.id, page.titre, query)


def _downloads(base: Base, vue: VueDeComparaison, panneaux: Sequence[Panneau]) -> None:
    st.header(textes.TITRE_TELECHARGEMENTS, anchor=False)
    frame = compare.export(panneaux, vue.etendue)
    kept = place_of(base, Selection(communes=vue.chosen)).notes
    with st.container(horizontal=True):
        notes = (*kept, *mots.COMPARER_NOTES)
        downloads.csv_et_excel(frame, f"comparaison_{vue.mode}", SOURCES, notes)


# --- the page -----------------------------------------------------------------------------------


def _compared(base: Base, lu: Lecture) -> tuple[VueDeComparaison, Sequence[Panneau]]:
    measured = _mesures(base)
    mode = lu.value("mode") or MODES[0]
    vue = compare_view.view(base, measured, mode, lu.values("commune"))
    return vue, compare.compare_entities(base, measured, vue.entites, vue.reference)


def _ecran(
    base: Base, lu: Lecture, vue: VueDeComparaison, panneaux: Sequence[Panneau], *, sombre: bool
) -> Ecran:
    return Ecran(
        mots.COMPARER_TITRE,
        compare_view.phrase(base, vue, panneaux),
        compare_view.figures(base, vue, panneaux),
        _map(base, vue, lu, sombre=sombre),
        (),
    )


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked."""
    base.require_qpv()
    return _ecran(base, lu, *_compared(base, lu), sombre=sombre)


def _body(base: Base, vue: VueDeComparaison, panneaux: Sequence[Panneau], montre: Ecran) -> None:
    if montre.carte is None:
        components.chiffres(montre.chiffres)
    map_screen.show(
        montre.carte,
        "carte_comparer",
        _clicked,
        chiffres=montre.chiffres,
        aide=mots.COMPARER_CARTE_AIDE,
    )
    advice = compare_view.advice(vue)
    if advice:
        st.info(as_markdown(advice), icon=":material/group_add:")
    components.let_see()

    def table() -> None:
        _table(vue, panneaux)
        _peers(vue)

    sources = SOURCES_RAPPORTS if vue.mode == "agglos" else SOURCES
    known: dict[str, Callable[[], None]] = {
        "mesures": lambda: _panels(vue, panneaux),
        "tableau": table,
        "rapports": lambda: _reports(base, panneaux),
        "liens": lambda: _link(vue),
        "sources": lambda: components.sources_panel(sources),
        "fichiers": lambda: _downloads(base, vue, panneaux),
    }
    absent = set() if vue.mode == "agglos" else {"rapports"}
    absent |= set() if vue.chosen else {"liens"}
    absent |= set() if vue.entites else {"mesures", "tableau", "fichiers"}
    panels.draw(
        {name: draw for name, draw in known.items() if name not in absent},
        mots_ecran.VOLETS_COMPARER,
    )


def render() -> None:
    """Draw the comparison that the address asks for."""

    def page() -> None:
        base = cache.base()
        base.require_qpv()
        params = page_params(base)
        messages = state.begin(PAGE, params)
        top = head.draw(lambda: _filters(base, params), serres=True)
        state.end(PAGE, params)
        lu = state.asked(params)
        vue, panneaux = _compared(base, lu)
        montre = _ecran(base, lu, vue, panneaux, sombre=components.sombre())
        top.write(montre.titre, montre.phrase, messages, carte=montre.carte is not None)
        _body(base, vue, panneaux, montre)

    filters.guarded(page)
