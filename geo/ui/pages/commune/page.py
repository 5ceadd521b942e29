"""« Ma commune »: the fiche of one commune, or the map to choose it from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from geo.answers.commune_figures import chiffres_de
from geo.answers.view import place_of
from geo.core.model import Selection
from geo.drawing.maps import spec
from geo.labels import commune as mots
from geo.labels import ecran as mots_ecran
from geo.labels import rendu as mots_rendu
from geo.labels import textes
from geo.labels.formats import accord
from geo.reports.facts import cle
from geo.reports.vocabulary import THEMES_RAPPORT
from geo.ui import cache, state
from geo.ui.pages.commune import panels as fiche_panels
from geo.ui.parts import (
    components,
    exports_panel,
    filters,
    head,
    map_layers,
    map_screen,
    panels,
)
from geo.ui.parts.images import Cartel
from geo.ui.parts.shown import CarteMontree, Ecran
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from geo.answers.bundle import Base, ThemeData
    from geo.answers.fiche import Fiche

PAGE = "ma_commune"
PICKER = "choix_ma_commune"
MAP_KEY = "carte_ma_commune"


def page_params(base: Base, premiere: str = "") -> list[Param]:
    """Return the parameters; ``premiere`` is the fiche that need not be told."""
    return [
        filters.param_communes(base),
        Param("fiche", tuple(base.communes["code_insee"]), defaut=premiere),
        Param("theme", tuple(THEMES_RAPPORT), multiple=True),
        Param("fond", tuple(textes.FONDS), defaut="aucun"),
        panels.param(mots_ecran.VOLETS_COMMUNE),
    ]


def _choose(code: str | None) -> None:
    """Make a commune the chosen one, on this page and on the others."""
    st.session_state[state.widget_key("commune")] = [code] if code else []


def _clicked(code: str) -> None:
    """Show the fiche of one of several chosen communes; choose any other commune."""
    if code in state.values("commune"):
        st.session_state[state.widget_key("fiche")] = code
    else:
        _choose(code)


def _shown(chosen: Sequence[str]) -> str:
    """Return which of the chosen communes is shown: the one asked for, else the first."""
    key = state.widget_key("fiche")
    if st.session_state.get(key) not in chosen:
        st.session_state[key] = chosen[0]
    return state.value("fiche")


def _labels(communes: pd.DataFrame) -> pd.Series:
    """Return each commune as it is searched: its name, then its line of a postal address.

    The list of Streamlit tells É from E and œ from oe; the postal line has neither.
    """
    return communes["nom"] + " · " + communes["code_postal"] + " " + communes["nom"].map(_postal)


def _postal(name: str) -> str:
    return cle(name).upper()


def _picker(base: Base, code: str | None) -> None:
    """Draw the list of the communes in French order; it follows the address and the map."""
    communes = base.communes
    names = dict(zip(communes["code_insee"], communes["nom"], strict=True))
    labels = dict(zip(communes["code_insee"], _labels(communes), strict=True))
    st.session_state[PICKER] = code
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=420):
            filters.one_commune(
                textes.CHOISIR_MA_COMMUNE,
                names,
                PICKER,
                _choose,
                placeholder=mots.CHOISIR,
                shown=labels,
            )
        chosen = state.values("commune")
        if len(chosen) > 1:
            st.selectbox(
                mots.PARMI.format(compte=accord(len(chosen), "commune")),
                chosen,
                format_func=names.__getitem__,
                key=state.widget_key("fiche"),
                width=280,
            )
        with st.popover(textes.OPTIONS_CARTE, icon=":material/layers:"):
            components.choose_ground()


# --- map --------------------------------------------------------------------------------------


def _map_title(base: Base, code: str | None) -> str:
    if code is None:
        place = place_of(base, Selection()).nom
        return mots_rendu.CARTE_TERRITOIRE.format(lieu=place)
    communes = base.communes
    name = communes.loc[communes["code_insee"] == code, "nom"].iloc[0]
    return mots_rendu.CARTE_COMMUNE.format(nom=name)


def _map(
    base: Base,
    themes: dict[str, ThemeData],
    shown: Sequence[str],
    code: str | None,
    lu: Lecture,
    *,
    sombre: bool,
) -> CarteMontree:
    """Return the communes, the QPV and the facilities; ``shown`` is what the map frames.

    Worked out once for all readers; a theme that cannot be read is not on it.
    """
    ground = lu.value("fond") or "aucun"
    key = ("carte_commune", code, "\n".join(shown), ground, sombre, *themes)
    found: CarteMontree = cache.once(
        key, lambda: _drawn(base, themes, shown, code, ground, sombre=sombre)
    )
    return found


def _drawn(
    base: Base,
    themes: dict[str, ThemeData],
    shown: Sequence[str],
    code: str | None,
    ground: str,
    *,
    sombre: bool,
) -> CarteMontree:
    framed = base.communes[base.communes["code_insee"].isin(shown)]
    stack, seen = map_layers.commune_layers(base, themes, framed, code)
    blocs = [map_layers.facility_legend(data, near) for data, near in seen]
    drawn = spec.MapSpec(
        couches=stack,
        cadre=spec.frame(framed.geometry),
        choix=(code,) if code else (),
        sombre=sombre,
        fond=ground,  # type: ignore[arg-type]
        textes={"perdu": textes.CARTE_PERDUE},
    )
    sources = ["communes", *(data.theme.sources[0] for data, _ in seen)]
    cartel = Cartel(_map_title(base, code), map_layers.mentions(*sources))
    return CarteMontree(drawn, tuple(blocs), cartel)


def _fiche_of(code: str, themes: dict[str, ThemeData]) -> Fiche:
    return cache.fiche(code, tuple(themes), rapports=cache.reports() is not None)


def ecran(base: Base, lu: Lecture, *, sombre: bool = False) -> Ecran:
    """Return what the page shows of what is asked: a commune, or the map to choose one from."""
    themes, chosen = cache.readable(), lu.values("commune")
    if not chosen:
        everyone = list(base.communes["code_insee"])
        carte = _map(base, themes, everyone, None, lu, sombre=sombre)
        return Ecran(mots.TITRE, mots.SANS_COMMUNE, (), carte, ())
    asked = lu.value("fiche")
    code = asked if asked in chosen else chosen[0]
    fiche = _fiche_of(code, themes)
    framed = [code, *(item.code for item in fiche.voisines)]
    carte = _map(base, themes, framed, code, lu, sombre=sombre)
    return Ecran(fiche.identite.nom, fiche.phrase, tuple(chiffres_de(fiche)), carte, ())


# --- the page ---------------------------------------------------------------------------------


def _with_commune(fiche: Fiche, montre: Ecran) -> None:
    code = fiche.identite.code
    map_screen.show(montre.carte, MAP_KEY, _clicked, chiffres=montre.chiffres, fiche=False)
    exports_panel.fiche(code, fiche.identite.nom)
    components.let_see()
    fiche_panels.tell_lost(fiche)
    fiche_panels.draw(fiche, _choose)


def _keep_themes(fiche: Fiche) -> None:
    """Give up the themes that this commune has no fact about."""
    key, present = state.widget_key("theme"), {group.theme for group in fiche.faits or ()}
    st.session_state[key] = [t for t in st.session_state.get(key) or [] if t in present]


def render() -> None:
    """Draw the fiche of one of the communes of the address, or the map to choose one from."""

    def page() -> None:
        base = cache.base()
        params = page_params(base)
        messages = state.begin(PAGE, params)
        chosen = state.values("commune")
        if not chosen:
            state.end(PAGE, params)
            montre = ecran(base, state.asked(params), sombre=components.sombre())
            top = head.draw(lambda: _picker(base, None))
            top.write(montre.titre, montre.phrase, messages)
            map_screen.show(montre.carte, MAP_KEY, _clicked)
            return
        themes = cache.readable()
        fiche = _fiche_of(_shown(chosen), themes)
        _keep_themes(fiche)
        state.end(PAGE, page_params(base, chosen[0]))
        montre = ecran(base, state.asked(params), sombre=components.sombre())
        st.set_page_config(page_title=mots.ONGLET.format(nom=fiche.identite.nom))
        top = head.draw(lambda: _picker(base, fiche.identite.code))
        top.write(montre.titre, montre.phrase, messages)
        _with_commune(fiche, montre)

    filters.guarded(page)
