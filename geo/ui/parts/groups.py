"""The choice of a whole group of communes, beside the list of the communes.

What the popover holds is drawn only while it is open: a closed one costs a page next to nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from geo.labels import groupes as mots
from geo.labels.formats import accord, as_markdown, enumeration, nombre
from geo.measures.groups import LONGUEUR, parse
from geo.ui import state
from geo.ui.parts import components

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.answers.bundle import Base
    from geo.measures.groups import Groupe

EVERYWHERE = ("", "tous")
"""Values of the territory filter that keep both."""


def _key(what: str, cle: str) -> str:
    return f"groupes_{what}_{cle}"


def picker(base: Base, cle: str = "commune", *, disabled: bool = False) -> None:
    """Draw the popover that fills the communes of the parameter ``cle`` with a group."""
    popover = st.popover(
        mots.GROUPE,
        type="tertiary",
        key=_key("ouvert", cle),
        on_change="rerun",
        disabled=disabled,
    )
    if popover.open:
        with popover:
            _ready(base, cle)
            _written(base, cle)


def _offered(base: Base, cle: str) -> dict[str, Groupe]:
    """Return the ready groups by id: those of the territory that the page is about."""
    chosen, territoire = state.values(cle), state.value("territoire")
    groups = base.groupes.prets
    found = {
        group.id: group
        for group in groups
        if group.territoire == territoire
        or (territoire in EVERYWHERE and (group.territoire is None or group.genre == "canton"))
    }
    if len(chosen) == 1 and territoire in EVERYWHERE:
        around = base.groupes.voisines(chosen[0])
        found = {around.id: around, **found}
    return found


def _label(group: Groupe) -> str:
    count = accord(len(group.codes), "commune")
    name = group.nom[0].upper() + group.nom[1:]
    return name if count in name else mots.OPTION.format(nom=name, compte=count)


def _ready(base: Base, cle: str) -> None:
    groups, key = _offered(base, cle), _key("pret", cle)
    now = base.groupes.de(state.values(cle))
    st.session_state[key] = now.id if now is not None and now.id in groups else None

    def picked() -> None:
        asked = st.session_state[key]
        _choose(cle, groups[asked].codes if asked else ())
        st.session_state[_key("ouvert", cle)] = False

    st.selectbox(
        mots.PRET,
        list(groups),
        index=None,
        format_func=lambda ident: _label(groups[ident]),
        key=key,
        placeholder=mots.PRET_VIDE,
        on_change=picked,
    )


def _choose(cle: str, codes: Sequence[str]) -> None:
    st.session_state[state.widget_key(cle)] = list(codes)


def _written(base: Base, cle: str) -> None:
    st.text_area(
        mots.LISTE,
        key=_key("liste", cle),
        max_chars=LONGUEUR,
        height=96,
        placeholder=mots.LISTE_VIDE,
    )
    st.html(f'<p class="atlas-note">{mots.LISTE_AIDE.format(limite=nombre(LONGUEUR))}</p>')
    st.button(
        mots.CHOISIR,
        key=_key("choisir", cle),
        on_click=partial(_read, base, cle),
        icon=":material/playlist_add_check:",
    )
    told = st.session_state.pop(_key("message", cle), "")
    if told:
        st.warning(as_markdown(told), icon=":material/spellcheck:")
        components.refused(told, _key("liste", cle))


def _read(base: Base, cle: str) -> None:
    """Choose the communes of the list; what is not understood is told, and the list stays open."""
    found = parse(str(st.session_state.get(_key("liste", cle)) or ""), base.communes)
    if found.codes:
        _choose(cle, found.codes)
        _widen(base, found.codes)
    told = [] if found.codes else [mots.RIEN]
    if found.incompris:
        named = enumeration([f"« {text} »" for text in found.incompris])
        told.append(mots.INCOMPRIS.format(textes=named))
    st.session_state[_key("message", cle)] = " ".join(told)
    st.session_state[_key("ouvert", cle)] = bool(told)


def _widen(base: Base, codes: Sequence[str]) -> None:
    """Give up the territory filter when a commune that was asked for is in the other one."""
    key = state.widget_key("territoire")
    where = set(base.communes.loc[base.communes["code_insee"].isin(list(codes)), "territoire"])
    if st.session_state.get(key) not in (None, *EVERYWHERE) and where != {st.session_state[key]}:
        st.session_state[key] = EVERYWHERE[1]
