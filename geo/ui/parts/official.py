"""The official data that were brought in: what is in place, what was refused, what has changed."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.answers import changes, official
from geo.core.errors import AtlasError
from geo.core.schema import SEPARATEUR
from geo.labels import officielles as mots
from geo.labels.formats import accord, as_html, as_markdown, distance, jour, nombre
from geo.sources.official import folder, journal
from geo.ui import cache, state
from geo.ui.parts import components
from geo.ui.state import Param

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.answers.official import Freshness
    from geo.refresh.official.difference import Difference
    from geo.sources.official import Version

    Since = tuple[str, str | None, Difference]

COMPTES = ("lues", "gardees", "fusionnees", "refusees")
DEPUIS = Param("depuis", (), libre=True, longueur=10)
"""The day since which changes are told, as it is typed; empty: the last publication."""

LISTE_MAX = 60
"""Objects written out on the page; the report has them all."""


def _states() -> list[Freshness]:
    """Return how each official source stands today."""
    today = datetime.now(tz=UTC).astimezone().date()
    return official.states(cache.officielles(), today)


def warn() -> None:
    """Tell of each official source that is too old."""
    for one in _states():
        if one.vieille:
            st.warning(as_markdown(_too_old(one)), icon=":material/schedule:")


def _too_old(one: Freshness) -> str:
    if one.date is None or one.age_jours is None:
        day = "" if one.version is None else jour(one.version.publiee_le)
        return mots.TROP_VIEILLE_SANS_DATE.format(titre=one.titre, jour=day)
    age = accord(one.age_jours, "jour")
    return mots.TROP_VIEILLE.format(titre=one.titre, jour=jour(one.date), age=age)


def section() -> None:
    """Show how each official source stands, and what its last publication changed."""
    states = _states()
    st.header(mots.TITRE_SECTION, anchor=False)
    st.html(f'<p class="atlas-prose">{as_html(mots.AIDE_SECTION)}</p>')
    formats = dict.fromkeys((mots.COLONNES_SOURCES[name] for name in COMPTES), nombre)
    frame = pd.DataFrame([_line(one) for one in states]).rename(columns=mots.COLONNES_SOURCES)
    components.table(frame, mots.LEGENDE_SOURCES, formats)
    components.note(mots.POUR_RAPPORTER)
    st.subheader(mots.TITRE_CHANGE, anchor=False)
    published = [one for one in states if one.version is not None]
    if not published:
        st.html(f"<p>{as_html(mots.RIEN_RAPPORTE)}</p>")
    since = _since_when()
    for source in [one.source for one in states if since]:
        _since(source, since)
    for source in [one.source for one in states if not since]:
        _since_link(source)
    for one in published if not since else []:
        if one.version is not None:
            _changes(one.titre, one.version, cache.publications().get(one.source, []))


def _since_when() -> str:
    """Ask for a day, and return it (``AAAA-MM-JJ``); empty where none is asked."""
    st.text_input(
        mots.DEPUIS_LE,
        key=state.widget_key(DEPUIS.cle),
        help=mots.DEPUIS_AIDE,
        placeholder="JJ/MM/AAAA",
        max_chars=DEPUIS.longueur,
    )
    asked = state.value(DEPUIS.cle).strip()
    if not asked:
        return ""
    found = as_day(asked)
    if found is None:
        st.warning(as_markdown(mots.DEPUIS_ILLISIBLE.format(texte=asked)))
        return ""
    return found.isoformat()


def as_day(text: str) -> date | None:
    """Return the day of a text (JJ/MM/AAAA or AAAA-MM-JJ); ``None`` where it is none."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        with suppress(ValueError):
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    return None


def _since(source: str, day: str) -> None:
    """Show what changed of a source since a day; nothing of one that was never published."""
    # Heavy, and asked for by few: the pages start without it.
    from geo.refresh.official import refreshing  # noqa: PLC0415

    if journal(source, folder()):
        _compared(source, mots.DEPUIS_TEXTE, partial(refreshing.since, jour=day), jour=jour(day))


def _since_link(source: str) -> None:
    """Show what changed of a source since the version that the link of the reader carries."""
    cited = state.cited_version()
    if not cited or source not in changes.official(cited, cache.officielles()):
        return
    from geo.refresh.official import refreshing  # noqa: PLC0415 - see ``_since``

    _compared(
        source,
        mots.DEPUIS_LIEN,
        partial(refreshing.since_version, name=changes.of_mark(cited).get(source)),
    )


def _compared(source: str, line: str, compare: Callable[..., Since], **said: str) -> None:
    """Show an older version of a source beside the one in place; ``line`` says which."""
    from geo.refresh.official import cards  # noqa: PLC0415 - see ``_since``

    fiche = cards.find(source)
    try:
        name, until, change = compare(fiche, folder(), communes=cache.base().communes)
    except AtlasError as error:
        st.warning(as_markdown(error))
        return
    told = change.to_json()
    written = line.format(
        depuis=name,
        date=jour(until) if until else mots.NON_DATEE,
        quoi=changes.counted(source, told["comptes"]),
        **said,
    )
    with st.expander(as_markdown(fiche.titre), icon=":material/difference:", expanded=True):
        html = f"<p>{as_html(written)}</p>" + _communes(source, told) + _objects(told)
        st.html(f'<div class="atlas-prose">{html}</div>')


def _line(one: Freshness) -> dict[str, Any]:
    if one.version is None:
        empty = dict.fromkeys((*COMPTES, "age"))
        place = mots.LIVREE_COURT if one.source in official.LIVREES else mots.JAMAIS
        shown = {"titre": one.titre, "en_place": place, "date": one.millesime}
        return {name: (shown | empty).get(name) for name in mots.COLONNES_SOURCES}
    account = one.version.rapport["bilan"]
    return {
        "titre": one.titre,
        "en_place": mots.RAPPORTEE.format(jour=jour(one.version.publiee_le)),
        "date": jour(one.date) if one.date else mots.NON_DATEE,
        "age": None if one.age_jours is None else accord(one.age_jours, "jour"),
        "lues": account["lues"],
        "gardees": account["gardees"],
        **{
            name: sum(count["lignes"] for count in account[name])
            for name in ("fusionnees", "refusees")
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
        html = (
            f"<p>{as_html(told)}</p>"
            + _accepted(report)
            + _written(report)
            + _account(report["bilan"])
            + _communes(version.source, report["difference"])
        )
        html += _objects(report["difference"]) + _history(kept)
        st.html(f'<div class="atlas-prose">{html}</div>')


def _accepted(report: dict[str, Any]) -> str:
    """Return what had stopped a publication, and the reason given to go on."""
    if not report["acceptee"]:
        return ""
    stops = "".join(f"<li>{as_html(one['texte'])}</li>" for one in report["arrets"])
    told = mots.ACCEPTEE.format(raison=report["acceptee"])
    return f"<p>{as_html(told)}</p><ul>{stops}</ul>"


def _written(report: dict[str, Any]) -> str:
    """Return the sentences, slides and sheets that a publication has changed."""
    rows = [{"ou": mots.ICI_PHRASE, "avant": old, "apres": new} for old, new in report["phrases"]]
    rows += report.get("ecrits", [])  # a report of another time has none
    if not rows:
        return ""
    frame = pd.DataFrame(
        {
            mots.OU: [one["ou"] for one in rows],
            mots.AVANT: [one["avant"] or _nothing(one) for one in rows],
            mots.APRES: [one["apres"] or _nothing(one) for one in rows],
        }
    )
    table = components.tableau_html(frame, mots.LEGENDE_ECRITS, {})
    return _folded(mots.PLI_ECRITS, table, len(rows))


def _nothing(one: dict[str, str]) -> str:
    """Return what stands for nothing: the sheets are told by their number, and listed below."""
    return mots.RIEN_ECRIT if one["avant"] or one["apres"] else mots.FICHES_DETAIL


def _history(kept: list[Version]) -> str:
    rows = [
        (
            one.nom,
            jour(one.publiee_le),
            jour(one.date) if one.date else mots.NON_DATEE,
            one.rapport["bilan"]["gardees"],
            one.rapport["acceptee"] or "sans objet",
        )
        for one in kept
    ]
    frame = pd.DataFrame(rows, columns=list(mots.COLONNES_HISTOIRE))
    table = components.tableau_html(
        frame, mots.LEGENDE_HISTOIRE, {mots.COLONNES_HISTOIRE[3]: nombre}
    )
    return _folded(mots.PLI_HISTOIRE, table, len(rows))


def _folded(title: str, table: str, rows: int) -> str:
    """Return a long table closed under its title, open on paper: a phone shows the whole page."""
    opened = " open" if state.on_paper() else ""
    told = as_html(f"{title} ({nombre(rows)})")
    return f"<details{opened}><summary>{told}</summary>{table}</details>"


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
    table = components.tableau_html(pd.DataFrame(rows), legend, {"Nombre": nombre})
    return _folded(mots.PLI_COMPTE, table, len(rows))


def _communes(source: str, change: dict[str, Any]) -> str:
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
    noun = mots.EFFECTIFS.get(source, mots.OBJETS[source])[1]
    legend = mots.LEGENDE_COMMUNES.format(quoi=noun)
    table = components.tableau_html(pd.DataFrame(rows), legend, formats)
    return _folded(mots.PLI_COMMUNES, table, len(rows))


def _objects(change: dict[str, Any]) -> str:
    names = {one["code_insee"]: one["nom"] for one in change["communes"]}
    rows = [
        {"Nom": one["nom"], "Commune": _where(one, names), "Changement": _away(one, told)}
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
    table = components.tableau_html(pd.DataFrame(rows), legend, {})
    return _folded(mots.PLI_OBJETS, table, len(rows))


def _where(one: dict[str, Any], names: dict[str, str | None]) -> str:
    """Return the communes of an object, which may be in several."""
    codes = [code for code in (one.get("code_insee") or "").split(SEPARATEUR) if code]
    return ", ".join(names.get(code) or code for code in codes)


def _away(one: dict[str, Any], what: str) -> str:
    metres = one.get("distance_m")
    return what if metres is None else mots.DE.format(quoi=what, distance=distance(metres))
