"""The state of a page: widgets, session and address kept equal.

The address wins when it changed since we last wrote it (a shared link, the back button); the
session wins when the reader only moved to another page. Values of the address are checked against
the allowed ones; the others are told and ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from geo.core import choices
from geo.labels import textes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

SHARED = frozenset({"territoire", "commune"})
"""Parameters that mean the same on every page and follow the reader from one to the next."""

ROUTER_KEY = "routeur"
"""Session key telling that the router runs the pages."""

VERSION = "version"
"""The version of the data that a cited link was made with; any page may carry it."""
A_VERSION = re.compile(r"[0-9a-f]{6,64}(~[a-z0-9_]{1,40}\.[A-Za-z0-9._-]{1,80}){0,20}")
"""That of the shipped data, then those of the official sources: ``geo.answers.changes.cited``."""

SEPARATOR = ","
LONGEST_TEXT = 120

PAPIER, OUI = "papier", "oui"
"""What asks any page for its sheet of paper: light, its tables whole (static/papier.js)."""


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter of the address and its widget.

    ``defaut`` is the value that is not written in the address; a multiple parameter is empty by
    default. A ``libre`` parameter is any text, cut at ``longueur`` characters.
    ``comprendre`` gives the option that a text surely names (a commune by its name), and what is to
    be told of it, if anything. ``garder`` gives the values of a multiple parameter that go with the
    other parameters of the address (the communes of its territory), and what is to be told of the
    others.
    """

    cle: str
    options: tuple[str, ...]
    multiple: bool = False
    defaut: str = ""
    libre: bool = False
    longueur: int = LONGEST_TEXT
    message: str = textes.VALEUR_INCONNUE
    comprendre: Callable[[str], tuple[str, str] | None] | None = None
    garder: Callable[[Lecture], tuple[tuple[str, ...], str]] | None = None


@dataclass(frozen=True, slots=True)
class Lu:
    """A parameter as read in an address: its value, what is not known in it, what is to be told."""

    valeur: str | list[str]
    inconnus: tuple[str, ...] = ()
    dits: tuple[str, ...] = ()


def widget_key(cle: str) -> str:
    """Return the session key of the widget of a parameter."""
    return f"filtre_{cle}"


@dataclass(frozen=True, slots=True)
class Lecture:
    """What a page is asked, by its widgets or by an address: the value of each parameter."""

    valeurs: Mapping[str, str | list[str]]

    def value(self, cle: str) -> str:
        """Return the value of a single-valued parameter; empty when it is not asked."""
        found = self.valeurs.get(cle) or ""
        return found if isinstance(found, str) else SEPARATOR.join(found)

    def values(self, cle: str) -> tuple[str, ...]:
        """Return the values of a multiple parameter."""
        found = self.valeurs.get(cle) or ()
        return (found,) if isinstance(found, str) else tuple(found)

    def having(self, **changed: str | list[str]) -> Lecture:
        """Return the same with some values changed."""
        return Lecture({**self.valeurs, **changed})


def parse(param: Param, *raws: str) -> Lu:
    """Return a parameter read in an address, where it may stand several times.

    Capitals do not count, nor what stands around a value; a name that is sure is understood. A
    parameter with one value that is given several keeps the first that is known, and tells the
    others.
    """
    if param.libre:
        return Lu(next((raw for raw in raws if raw.strip()), "")[: param.longueur])
    asked = [item for raw in raws for item in (raw.split(SEPARATOR) if param.multiple else [raw])]
    asked = [item for item in dict.fromkeys(item.strip(choices.AUTOUR) for item in asked) if item]
    read = {item: _option(param, item) for item in asked}
    found = list(dict.fromkeys(one[0] for one in read.values() if one is not None))
    unknown = [item for item, one in read.items() if one is None]
    told = tuple(one[1] for one in read.values() if one is not None and one[1])
    if param.multiple:
        return Lu(found, tuple(unknown), told)
    beyond = tuple(textes.VALEUR_EN_TROP.format(cle=param.cle, valeur=value) for value in found[1:])
    return Lu(found[0] if found else param.defaut, tuple(unknown), (*told, *beyond))


def _option(param: Param, item: str) -> tuple[str, str] | None:
    """Return the option that a text of the address means, and what is to be told of it."""
    same = choices.option(param.options, item)
    if same is not None:
        return same, ""
    found = param.comprendre(item) if param.comprendre is not None else None
    return found if found is not None and found[0] in param.options else None


def gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the values of each parameter of an address; capitals of its name do not count."""
    held: dict[str, list[str]] = {}
    for key, raw in pairs:
        held.setdefault(key.strip().casefold(), []).append(raw)
    return held


def _address() -> dict[str, list[str]]:
    return gathered((key, raw) for key in st.query_params for raw in st.query_params.get_all(key))


def _adopted(param: Param, held: Mapping[str, Sequence[str]]) -> tuple[str | list[str], list[str]]:
    """Return the value of a parameter in an address, and what is to be told of it."""
    read = parse(param, *held.get(param.cle, ()))
    told = [param.message.format(cle=param.cle, valeur=one) for one in read.inconnus]
    return _allowed(param, read.valeur), [*read.dits, *told]


def read(
    params: Sequence[Param], held: Mapping[str, Sequence[str]]
) -> tuple[Lecture, tuple[str, ...]]:
    """Return what an address asks a page that nobody has seen yet, and what is to be told of it.

    ``held``: the values of each parameter, as ``gathered`` gives them. No session is needed.
    """
    values, told = {}, []
    for param in params:
        values[param.cle], messages = _adopted(param, held)
        told += messages
    lu, lost = _together(params, Lecture(values))
    return lu, (*told, *lost)


def _together(params: Sequence[Param], lu: Lecture) -> tuple[Lecture, list[str]]:
    """Return the values that go together, and what is to be told of those that do not."""
    told = []
    for param in params:
        if param.garder is not None:
            kept, lost = param.garder(lu)
            lu = lu.having(**{param.cle: list(kept)})
            told += [lost] if lost else []
    return lu, told


def asked(params: Sequence[Param]) -> Lecture:
    """Return what the widgets of a page ask."""
    return Lecture(
        {
            param.cle: list(values(param.cle)) if param.multiple else value(param.cle)
            for param in params
        }
    )


def to_query(params: Sequence[Param], values: Mapping[str, str | list[str]]) -> dict[str, str]:
    """Return the parameters to write in the address: those that differ from the default."""
    query = {}
    for param in params:
        value = values.get(param.cle, [] if param.multiple else param.defaut)
        written = SEPARATOR.join(value) if isinstance(value, list) else value
        if written and written != param.defaut:
            query[param.cle] = written
    return query


def _store(page: str, cle: str) -> str:
    return f"etat_{cle}" if cle in SHARED else f"etat_{page}_{cle}"


def _default(param: Param) -> str | list[str]:
    return [] if param.multiple else param.defaut


def begin(page: str, params: Sequence[Param]) -> list[str]:
    """Give each widget its value before it is drawn; return what to tell of a wrong address."""
    url = {cle: SEPARATOR.join(st.query_params.get_all(cle)) for cle in st.query_params}
    moved = st.session_state.get("page") != page
    st.session_state["page"] = page
    # Without parameters, it is that of a link of the menu, which Back may give again: nobody asked
    # to clear anything, unless the page was shown so, before a choice that Back then undoes.
    if moved and not url:
        st.session_state[_bare(page)] = False
    meant = bool(url) or bool(st.session_state.get(_bare(page)))
    adopted = meant and url != st.session_state.get(f"adresse_{page}")
    held = _address() if adopted else {}
    messages: list[str] = []
    for param in params:
        key, store = widget_key(param.cle), _store(page, param.cle)
        value = st.session_state.get(store, _default(param))
        if adopted:
            value, told = _adopted(param, held)
            messages += told
        elif key in st.session_state and not moved:
            continue
        st.session_state[key] = _allowed(param, value)
    if adopted:
        lu, lost = _together(params, asked(params))
        messages += lost
        for param in params:
            if param.garder is not None:
                st.session_state[widget_key(param.cle)] = list(lu.values(param.cle))
    return messages


def _bare(page: str) -> str:
    """Return the session key telling that the page was shown without any parameter."""
    return f"nue_{page}"


def _allowed(param: Param, value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [item for item in value if item in param.options]
    return value if param.libre or value in param.options else param.defaut


def end(page: str, params: Sequence[Param]) -> None:
    """Keep what the widgets say, in the session and in the address."""
    values = {}
    for param in params:
        value = st.session_state.get(widget_key(param.cle))
        value = _default(param) if value is None else value
        values[param.cle] = value
        st.session_state[_store(page, param.cle)] = value
    query = to_query(params, values) | _cited() | _paper()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)
    st.session_state[f"adresse_{page}"] = query
    if not query:
        st.session_state[_bare(page)] = True


def _cited() -> dict[str, str]:
    """Return the version that the address carries, to be kept in it; what is none is dropped."""
    cited = st.query_params.get(VERSION, "")
    return {VERSION: cited} if A_VERSION.fullmatch(cited) else {}


def _paper() -> dict[str, str]:
    return {PAPIER: OUI} if on_paper() else {}


def on_paper() -> bool:
    """Return whether the address asks for the page as a sheet of paper."""
    return st.query_params.get(PAPIER) == OUI


def cited_version() -> str:
    """Return the version of the data that the link was made with; empty when it tells none."""
    return _cited().get(VERSION, "")


def forget_version() -> None:
    """Take the version out of the address: the reader knows."""
    st.query_params.pop(VERSION, None)


def value(cle: str) -> str:
    """Return the value of a single-valued widget."""
    return str(st.session_state.get(widget_key(cle)) or "")


def values(cle: str) -> tuple[str, ...]:
    """Return the values of a multiple widget."""
    return tuple(st.session_state.get(widget_key(cle)) or ())


def toggle_commune(code: str) -> None:
    """Choose a commune, or give it up if it is already the chosen one."""
    key = widget_key("commune")
    chosen = list(st.session_state.get(key) or [])
    st.session_state[key] = (
        [other for other in chosen if other != code] if code in chosen else [code]
    )


def clear(params: Sequence[Param]) -> Callable[[], None]:
    """Return the callback that puts every filter back to its default."""

    def reset() -> None:
        for param in params:
            st.session_state[widget_key(param.cle)] = _default(param)

    return reset
