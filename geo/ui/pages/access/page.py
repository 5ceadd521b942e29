"""« Accès aux services »: who is how far from what, what an added facility would change, QPV."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from geo.access import straight
from geo.answers.access.answer import shown, unsure_sides
from geo.answers.access.asked import HYPOTHESES, SERVICES, THEME_OF, Ajout, Demande, read_added
from geo.answers.access.words import (
    a_savoir,
    chiffres,
    fourchette,
    laissees_apart,
    phrase,
    provenance,
)
from geo.answers.view import place_of
from geo.core.palette import ACCENT
from geo.drawing.maps import spec
from geo.drawing.maps.legend import Bloc, Entree, Signe
from geo.labels import access as mots
from geo.labels import rendu as mots_rendu
from geo.labels import textes
from geo.labels.formats import nombre
from geo.ui import cache, state
from geo.ui.pages.access.panels import PLACER, VOLETS, palette, try_place
from geo.ui.parts import components, filter_bar, filters, head, map_layers, map_screen
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    import pandas as pd

    from geo.access.straight import Hypotheses
    from geo.answers.access.answer import Reponse
    from geo.answers.bundle import Base

PAGE = "acces"
SEUILS = tuple(str(minutes) for minutes in straight.SEUILS_MIN)
NON, OUI = "non", "oui"
IN_SIGHT = frozenset({"service", "mode", "ajout", "vue"})
"""Parameters that « Effacer » leaves: what is asked, in sight of the reader."""


# --- what is asked ---


def page_params(base: Base, *, essai: bool) -> list[Param]:
    """Return the parameters of the address; ``essai``: a facility is tried, its panel is open."""
    defaults = straight.Hypotheses()
    settings = [
        Param(
            cle,
            tuple(str(value) for value in getattr(defaults, name).choix),
            defaut=str(getattr(defaults, name).centre),
        )
        for cle, name in HYPOTHESES.items()
    ]
    return [
        filters.param_territoire(),
        filters.param_communes(base),
        Param("service", SERVICES, defaut="piscines"),
        Param("mode", straight.MODES, defaut="voiture"),
        Param("minutes", SEUILS, defaut="20"),
        Param("a_confirmer", (NON, OUI), defaut=NON),
        Param("ajout", (), libre=True),
        Param("vue", tuple(mots.ACCES_SI_VUES), defaut="apres"),
        Param("volet", tuple(VOLETS), defaut="essai" if essai else "communes"),
        Param("fond", tuple(textes.FONDS), defaut="aucun"),
        *settings,
    ]


def _ajout(base: Base, asked: str) -> tuple[Ajout | None, list[str]]:
    """Return the added facility that is asked, and what to tell when it is not understood."""
    found = read_added(asked, base) if asked else None
    if asked and found is None:
        return None, [textes.ACCES_SI_INVALIDE.format(valeur=asked)]
    return found, []


def _hypotheses(lu: Lecture) -> Hypotheses:
    centres = {name: float(lu.value(cle)) for cle, name in HYPOTHESES.items() if lu.value(cle)}
    return straight.Hypotheses().reglees(centres)


def _demande(base: Base, lu: Lecture, ajout: Ajout | None) -> Demande:
    return Demande(
        service=lu.value("service") or "piscines",
        mode=lu.value("mode") or "voiture",  # type: ignore[arg-type]
        minutes=int(lu.value("minutes") or 20),
        a_confirmer=lu.value("a_confirmer") == OUI,
        place=place_of(base, filters.selection_of(lu)),
        hypotheses=_hypotheses(lu),
        ajout=ajout,
        avant=lu.value("vue") == "avant",
    )


# --- filters ---


def _confirm_toggle() -> None:
    key, box = state.widget_key("a_confirmer"), "acces_bascule_a_confirmer"

    def switched() -> None:
        st.session_state[key] = OUI if st.session_state[box] else NON

    st.session_state[box] = state.value("a_confirmer") == OUI
    st.toggle(mots.ACCES_A_CONFIRMER, key=box, on_change=switched, help=mots.ACCES_A_CONFIRMER_AIDE)


def _filters(base: Base, params: list[Param]) -> None:
    components.choose(mots.ACCES_FILTRE_SERVICE, "service", mots.ACCES_SERVICES, 190)
    components.choose(mots.ACCES_FILTRE_MODE, "mode", textes.ACCES_MODES, 130)

    def more() -> None:
        st.segmented_control(
            mots.ACCES_FILTRE_MINUTES, SEUILS, key=state.widget_key("minutes"), required=True
        )
        _confirm_toggle()

    filter_bar.bar(base, [param for param in params if param.cle not in IN_SIGHT], more)


# --- map ---


def _legend(times: pd.DataFrame, asked: Demande) -> Bloc:
    counts = straight.classe_centrale(times["centre"]).value_counts()
    pairs = list(zip(straight.CLASSES, palette(asked), strict=True))
    lines = [
        Entree(Signe("pave", colour), mots.ACCES_CLASSES[name], nombre(counts.get(name, 0)))
        for name, colour in reversed(pairs)
    ]
    unsure = mots.ACCES_HACHURES.format(minutes=asked.minutes)
    lines.append(Entree(Signe("voile"), unsure))
    if asked.ajout is not None and not asked.avant:
        lines.append(Entree(Signe("repere", ACCENT), mots_rendu.EQUIPEMENT_AJOUTE))
    title = f"{asked.noms[0].capitalize()} : {mots.ACCES_CARTE_TITRE}, "
    title += textes.ACCES_MODES[asked.mode].lower()
    return Bloc(title, tuple(lines), mots_rendu.EFFECTIFS)


def _cartel(answer: Reponse, asked: Demande, title: str) -> Cartel:
    place = asked.place.nom
    if asked.ajout is not None and not asked.avant:
        title = mots_rendu.CARTE_AJOUT.format(titre=title, lieu=place, nom=asked.ajout.nom)
    else:
        title = mots_rendu.CARTE_ACCES.format(titre=title, lieu=place)
    return Cartel(title, provenance(answer, asked), note=a_savoir(answer, asked))


def _placing() -> bool:
    return bool(st.session_state.get(PLACER))


def _on_point(lat: float, lon: float) -> None:
    try_place(f"{lat:.5f},{lon:.5f}")
    st.session_state[PLACER] = False


def _map(
    answer: Reponse, asked: Demande, lu: Lecture, *, placing: bool, sombre: bool
) -> CarteMontree:
    layers, communes = cache.layers(), asked.place.autour
    times = shown(answer, asked)[asked.mode].loc[communes.index]
    codes = list(communes["code_insee"])
    ranks = straight.classe_centrale(times["centre"]).map(straight.CLASSES.index).set_axis(codes)
    unsure = set(communes.loc[unsure_sides(answer, asked).loc[communes.index], "code_insee"])
    told = [
        f"{fourchette(row)}, {answer.noms.get(str(row['id']), '')}"
        for row in times.to_dict("records")
    ]
    values = dict(zip(codes, told, strict=True))
    layer = layers["communes"]
    stack = [
        spec.LayerSpec(
            id="communes",
            url=layer.adresse,
            genre="classes",
            etats=spec.states(layer, codes, ranks),
            couleurs=tuple(palette(asked)),
            valeurs=tuple(values.get(code, "") for code in layer.ids),
            titre=f"{asked.noms[0].capitalize()} la plus proche",
        ),
        spec.LayerSpec("voile", layer.adresse, "voile", spec.states(layer, unsure)),
        map_layers.territory_layer(layers, asked.place.selection.territoire),
    ]
    blocs = [_legend(times, asked)]
    if asked.service in THEME_OF:
        data = cache.theme(THEME_OF[asked.service])
        rows = straight.comptes(data.table, a_confirmer=asked.a_confirmer)
        stack.append(map_layers.facility_layer(data, rows, layers))
        blocs.append(map_layers.facility_legend(data, rows))
    pin = None if asked.avant else asked.ajout
    drawn = spec.MapSpec(
        couches=tuple(stack),
        cadre=spec.frame(asked.place.communes.geometry),
        choix=asked.place.selection.communes,
        sombre=sombre,
        fond=lu.value("fond") or "aucun",  # type: ignore[arg-type]
        clic="point" if placing else "commune",
        repere=(round(pin.lat, 5), round(pin.lon, 5)) if pin else None,
        ensuite=tuple(layers[name].adresse for name in THEME_OF if name in layers),
        textes={"perdu": textes.CARTE_PERDUE},
    )
    return CarteMontree(drawn, tuple(blocs), _cartel(answer, asked, blocs[0].titre))


def _ecran(
    answer: Reponse, asked: Demande, lu: Lecture, *, placing: bool = False, sombre: bool
) -> Ecran:
    """Return what the page shows: worked out once for all readers, unless a facility is tried."""

    def make() -> Ecran:
        carte = _map(answer, asked, lu, placing=placing, sombre=sombre)
        figures = tuple(chiffres(answer, asked))
        return Ecran(mots.ACCES_TITRE, phrase(answer, asked), figures, carte, ())

    if asked.mark is None:
        return make()
    chosen = asked.place.selection
    where = (chosen.territoire, "\n".join(chosen.communes), str(asked.minutes), lu.value("fond"))
    way = (answer.sur_reseau, asked.avant, placing, sombre)
    key = ("ecran_acces", *asked.mark, *where, *way, *cache.layers())
    found: Ecran = cache.once(key, make)
    return found


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked."""
    base.require_qpv()
    ajout, told = _ajout(base, lu.value("ajout"))
    asked = _demande(base, lu, ajout)
    montre = _ecran(cache.acces(asked), asked, lu, sombre=sombre)
    return replace(montre, dits=tuple(told))


# --- the page ---


def _volets() -> None:
    with st.container(key="volets"):
        st.segmented_control(
            mots.ACCES_VOLET,
            list(VOLETS),
            format_func=mots.ACCES_VOLETS.__getitem__,
            key=state.widget_key("volet"),
            required=True,
        )


def _body(answer: Reponse, asked: Demande, montre: Ecran) -> None:
    map_screen.show(
        montre.carte,
        "carte_acces",
        state.toggle_commune,
        chiffres=montre.chiffres,
        on_point=_on_point,
        aide=mots.ACCES_CARTE_PLACER if _placing() else mots.ACCES_CARTE_AIDE,
    )
    components.note(laissees_apart(answer, asked))
    if asked.service in textes.ACCES_SERVICE_NOTES:
        components.note(textes.ACCES_SERVICE_NOTES[asked.service])
    st.caption(mots.ACCES_MODE_RESEAU if answer.sur_reseau else mots.ACCES_MODE_ESTIMATION)
    components.let_see()
    _volets()
    VOLETS[state.value("volet")](answer, asked)
    source = () if asked.service == "mairies" else (asked.service,)
    components.sources_panel((*source, "communes", "qpv"))


def render() -> None:
    """Draw the page."""

    def page() -> None:
        base = cache.base()
        base.require_qpv()
        params = page_params(base, essai=bool(st.query_params.get("ajout")))
        messages = state.begin(PAGE, params)
        top = head.draw(lambda: _filters(base, params))
        ajout, wrong = _ajout(base, state.value("ajout"))
        if wrong:
            st.session_state[state.widget_key("ajout")] = ""
        state.end(PAGE, page_params(base, essai=ajout is not None))
        lu = state.asked(params)
        asked = _demande(base, lu, ajout)
        answer = cache.acces(asked)
        montre = _ecran(answer, asked, lu, placing=_placing(), sombre=components.sombre())
        top.write(montre.titre, montre.phrase, [*messages, *wrong])
        _body(answer, asked, montre)

    filters.guarded(page)
