"""The official data that were brought in: what is in place, what was refused, what has changed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.answers import official
from geo.labels import officielles as mots
from geo.labels.formats import accord, as_html, as_markdown, distance, jour, nombre
from geo.ui import cache
from geo.ui.parts import components

if TYPE_CHECKING:
    from geo.answers.official import Freshness
    from geo.sources.official import Version

COMPTES = ("lues", "gardees", "fusionnees", "refusees")
LISTE_MAX = 60
"""Objects written out on the page; the report has them all."""


def _states() -> list[Freshness]:
    """Return how each official source stands today."""
    today = datetime.now(tz=UTC).astimezone().date()
    return official.states(cache.officielles(), today)


def warn() -> None:
    """Tell of each official source that is too old."""
    for state in _states():
        if state.vieille:
            told = mots.TROP_VIEILLE.format(
                titre=state.titre, jour=jour(state.date), age=accord(state.age_jours or 0, "jour")
            )
            st.warning(as_markdown(told), icon=":material/schedule:")


def section() -> None:
    """Show how each official source stands, and what its last publication changed."""
    states = _states()
    st.header(mots.TITRE_SECTION, anchor=False)
    st.html(f'<p class="atlas-prose">{as_html(mots.AIDE_SECTION)}</p>')
    formats = dict.fromkeys((mots.COLONNES_SOURCES[name] for name in COMPTES), nombre)
    frame = pd.DataFrame([_line(state) for state in states]).rename(columns=mots.COLONNES_SOURCES)
    components.table(frame, mots.LEGENDE_SOURCES, formats)
    components.note(mots.POUR_RAPPORTER)
    st.subheader(mots.TITRE_CHANGE, anchor=False)
    published = [state for state in states if state.version is not None]
    if not published:
        st.html(f"<p>{as_html(mots.RIEN_RAPPORTE)}</p>")
    for state in published:
        if state.version is not None:
            _changes(state.titre, state.version, cache.publications().get(state.source, []))


def _line(state: Freshness) -> dict[str, Any]:
    if state.version is None:
        empty = dict.fromkeys((*COMPTES, "age"))
        shown = {"titre": state.titre, "en_place": mots.LIVREE_COURT, "date": state.millesime}
        return {name: (shown | empty).get(name) for name in mots.COLONNES_SOURCES}
    account = state.version.rapport["bilan"]
    return {
        "titre": state.titre,
        "en_place": mots.RAPPORTEE.format(jour=jour(state.version.publiee_le)),
        "date": jour(state.date),
        "age": accord(state.age_jours or 0, "jour"),
        "lues": account["lues"],
        "gardees": account["gardees"],
        **{
            name: sum(one["lignes"] for one in account[name]) for name in ("fusionnees", "refusees")
        },
    }


def _changes(titre: str, version: Version, kept: list[Version]) -> None:
    report = version.rapport
    with st.expander(as_markdown(titre), icon=":material/difference:"):
        told = mots.VERSION.format(
            version=version.nom,
            rapportee=mots.RAPPORTEE.format(jour=jour(version.publiee_le)),
            depuis=report["depuis"],
        )
        lines = [told, *(pair[1] for pair in report["phrases"])]
        if report["acceptee"]:
            stops = " ; ".join(one["texte"] for one in report["arrets"])
            lines += [mots.ACCEPTEE.format(raison=report["acceptee"]), stops]
        html = "".join(f"<p>{as_html(line)}</p>" for line in lines)
        html += _account(report["bilan"]) + _communes(report["difference"])
        html += _objects(report["difference"]) + _history(kept)
        st.html(f'<div class="atlas-prose">{html}</div>')


def _history(kept: list[Version]) -> str:
    rows = [
        (
            one.nom,
            jour(one.publiee_le),
            jour(one.date),
            one.rapport["bilan"]["gardees"],
            one.rapport["acceptee"] or "sans objet",
        )
        for one in kept
    ]
    frame = pd.DataFrame(rows, columns=list(mots.COLONNES_HISTOIRE))
    return components.tableau_html(
        frame, mots.LEGENDE_HISTOIRE, {mots.COLONNES_HISTOIRE[3]: nombre}
    )


def _account(account: dict[str, Any]) -> str:
    rows = [
        {
            "Ce qui est dit": (mots.SIGNALEMENTS if sort == "signalements" else mots.RAISONS)[
                one["raison"]
            ],
            "Ligne": told,
            "Nombre": one["lignes"],
            "Exemple": next(iter(one["exemples"]), ""),
        }
        for sort, told in mots.SORTS.items()
        for one in account[sort]
    ]
    if not rows:
        return ""
    lues = accord(account["lues"], "ligne")
    legend = mots.LEGENDE_COMPTE.format(lues=lues)
    return components.tableau_html(pd.DataFrame(rows), legend, {"Nombre": nombre})


def _communes(change: dict[str, Any]) -> str:
    rows = [
        {
            "Commune": one["nom"] or one["code_insee"],
            mots.AVANT: one["avant"],
            mots.APRES: one["apres"],
        }
        for one in change["communes"]
        if one["avant"] != one["apres"]
    ]
    if not rows:
        return ""
    formats = dict.fromkeys((mots.AVANT, mots.APRES), nombre)
    return components.tableau_html(pd.DataFrame(rows), mots.LEGENDE_COMMUNES, formats)


def _objects(change: dict[str, Any]) -> str:
    rows = [
        {"Nom": one["nom"], "Changement": told, "Distance": _away(one)}
        for kind, told in mots.CHANGEMENTS.items()
        for one in change[kind][:LISTE_MAX]
    ]
    if not rows:
        return ""
    total = sum(change["comptes"][kind] for kind in mots.CHANGEMENTS)
    rest = total - len(rows)
    legend = mots.LEGENDE_OBJETS
    if rest:
        legend += mots.SUR.format(vus=nombre(len(rows)), total=nombre(total))
    return components.tableau_html(pd.DataFrame(rows), legend, {})


def _away(one: dict[str, Any]) -> str:
    metres = one.get("distance_m")
    return "" if metres is None else distance(metres)
