"""The filters that every page shares, and what a page does when a file is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import streamlit as st

from geo.answers.named import commune_named, within
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.core.model import Selection, TerritoryId
from geo.labels import textes
from geo.labels.formats import (
    as_markdown,
    cle_de_tri,
    nom_cherchable,
)
from geo.ui import cache, state
from geo.ui.parts import groups
from geo.ui.state import Lecture, Param

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.answers.bundle import Base

TOUS = "tous"


def guarded(render: Callable[[], None]) -> None:
    """Run a page; a damaged file is told in French, on this page only."""
    try:
        render()
    except AtlasError as error:
        st.error(
            f"{textes.ERREUR_PAGE}\n\n{as_markdown(error)}\n\n{textes.ERREUR_AUTRES}",
            icon=":material/database_off:",
        )


def param_territoire() -> Param:
    """Return the territory parameter."""
    return Param("territoire", (TOUS, *get_args(TerritoryId)), defaut=TOUS)


def param_communes(base: Base) -> Param:
    """Return the communes parameter: several codes, checked against the official ones."""
    return Param(
        "commune",
        tuple(base.communes["code_insee"]),
        multiple=True,
        message=textes.COMMUNE_INCONNUE,
        comprendre=lambda text: commune_named(base.communes, cache.anciennes(), text),
        garder=lambda lu: within(base.communes, _territory(lu), lu.values("commune")),
    )


def pick_territoire() -> None:
    """Draw the territory filter."""
    names = {TOUS: textes.TOUS_LES_TERRITOIRES} | {
        t.id: t.sigle for t in catalog.TERRITORIES.values()
    }
    st.segmented_control(
        textes.FILTRE_TERRITOIRE,
        list(names),
        format_func=names.__getitem__,
        key=state.widget_key("territoire"),
        required=True,
    )


def pick_communes(base: Base, territoire: str) -> None:
    """Draw the commune picker: the communes of the territory, in French order, and the groups."""
    communes = base.communes
    if territoire not in {"", TOUS}:
        communes = communes[communes["territoire"] == territoire]
    names = dict(zip(communes["code_insee"], communes["nom"], strict=True))
    key = state.widget_key("commune")
    st.session_state[key] = _inside(base, territoire, st.session_state.get(key, []))
    with st.container(key="avec_groupes_communes"):
        several_communes(textes.FILTRE_COMMUNES, names, key, textes.FILTRE_COMMUNES_VIDE)
        groups.picker(base)


def several(label: str, names: Mapping[str, str], cle: str, placeholder: str) -> None:
    """Draw the choice of several values of a parameter; ``names`` gives them in their order."""
    st.multiselect(
        label,
        list(names),
        format_func=names.__getitem__,
        key=state.widget_key(cle),
        placeholder=placeholder,
        select_all=False,
    )


def several_communes(
    label: str, names: Mapping[str, str], key: str, placeholder: str, *, disabled: bool = False
) -> None:
    """Draw the choice of several communes, in French order; a name is found without its accents."""
    st.multiselect(
        label,
        _by_name(names),
        format_func=lambda code: nom_cherchable(names[code]),
        key=key,
        placeholder=placeholder,
        disabled=disabled,
        select_all=False,
    )


def one_commune(
    label: str,
    names: Mapping[str, str],
    key: str,
    then: Callable[[str | None], None],
    *,
    placeholder: str,
    shown: Mapping[str, str] | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """Draw the choice of one commune, in French order; ``then`` is given the one that is chosen.

    What ``key`` holds in the session is shown as chosen. ``shown``: how each is written, when that
    is not its name alone.
    """
    st.selectbox(
        label,
        _by_name(names),
        index=None,
        format_func=(shown or names).__getitem__,
        key=key,
        placeholder=placeholder,
        on_change=lambda: then(st.session_state[key]),
        width=width,
    )


def _by_name(names: Mapping[str, str]) -> list[str]:
    return sorted(names, key=lambda code: cle_de_tri(names[code]))


def _inside(base: Base, territoire: str, codes: Iterable[str]) -> list[str]:
    """Return the communes that are in a territory; all of them when none is asked."""
    communes = base.communes
    if territoire not in {"", TOUS}:
        communes = communes[communes["territoire"] == territoire]
    known = set(communes["code_insee"])
    return [code for code in codes if code in known]


def _territory(lu: Lecture) -> TerritoryId | None:
    """Return the territory that is asked, ``None`` for both."""
    asked = lu.value("territoire")
    return None if asked in {"", TOUS} else asked  # type: ignore[return-value]


def selection_of(lu: Lecture) -> Selection:
    """Return the selection that is asked."""
    return Selection(
        territoire=_territory(lu),
        communes=lu.values("commune"),
        statuts=lu.values("etat"),
        types=lu.values("type"),
        qpv=lu.values("quartier"),
    )
