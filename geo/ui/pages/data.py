"""Données et qualité: each source, its freshness, what is wrong with it, the downloads."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo import sources
from geo.answers import exports, tables
from geo.core import catalog
from geo.core.errors import AtlasError
from geo.labels import adresses, textes
from geo.labels import data as mots
from geo.labels import ecran as mots_ecran
from geo.labels.formats import accord, as_html, as_markdown, jour, nombre
from geo.measures import quality
from geo.reports import coverage
from geo.reports.vocabulary import COUVERTURES, GENRES, NIVEAUX
from geo.ui import cache, state
from geo.ui.parts import components, downloads, filters, head, official, panels
from geo.ui.state import Param

if TYPE_CHECKING:
    from geo.answers.bundle import DataState
    from geo.core.model import Source

PAGE = "donnees"
TOUTES = "toutes"


def _overview(health: DataState) -> pd.DataFrame:
    records = catalog.sources()
    counts = health.anomalies.groupby(["source", "declaree"]).size()
    return pd.DataFrame(
        {
            "Jeu de données": [record.titre for record in records.values()],
            "Lignes": [health.lignes.get(i) for i in records],
            "Anomalies déclarées": [int(counts.get((i, True), 0)) for i in records],
            "Anomalies à traiter": [int(counts.get((i, False), 0)) for i in records],
            "Millésime": [record.millesime for record in records.values()],
            "Consulté le": [jour(record.date_acces) for record in records.values()],
            "Licence": [record.licence for record in records.values()],
        }
    )


def _file_lines(record: Source) -> str:
    items = "".join(
        f"<li>{as_html(entry.nom)} ({'reçu' if entry.role == 'brut' else 'construit'}) : "
        f"<code>{entry.sha256[:16]}…</code></li>"
        for entry in record.fichiers
    )
    return f"<p>Fichiers et empreintes SHA-256 :</p><ul>{items}</ul>"


def _description(record: Source) -> str:
    parts = [part.strip() for part in record.description.split("\n\n") if part.strip()]
    return "".join(f"<p>{as_html(part)}</p>" for part in parts)


def _datasets(health: DataState) -> None:
    """Show what is shipped, in a table."""
    st.header(mots.JEUX_TITRE, anchor=False)
    formats = dict.fromkeys(("Lignes", "Anomalies déclarées", "Anomalies à traiter"), nombre)
    components.table(_overview(health), mots.JEUX_LEGENDE, formats)


def _origins() -> None:
    """Show where each dataset comes from: one line each, the rest on demand."""
    st.header(mots.JEUX_DETAIL, anchor=False)
    records = catalog.sources()
    more = {
        i: f'<div class="atlas-prose">{_description(record)}{_file_lines(record)}</div>'
        for i, record in records.items()
    }
    st.html(components.sources_html(tuple(records), more))


def _anomalies(health: DataState) -> None:
    st.header(mots.QUALITE_TITRE, anchor=False)
    st.html(f'<p class="atlas-prose">{as_html(mots.QUALITE_AIDE)}</p>')
    titles = {i: record.titre for i, record in catalog.sources().items()}
    st.selectbox(
        "Jeu de données",
        [TOUTES, *titles],
        format_func=lambda i: "Tous les jeux de données" if i == TOUTES else titles[i],
        key=state.widget_key("source"),
    )
    wanted = state.value("source")
    rows = health.anomalies
    if wanted not in {"", TOUTES}:
        rows = rows[rows["source"] == wanted]
    if rows.empty:
        st.success("Aucune anomalie relevée.", icon=":material/check_circle:")
        return
    frame = pd.DataFrame(
        {
            "Règle": rows["regle"] + " · " + rows["regle"].map(lambda r: quality.RULES[r].titre),
            "Jeu de données": rows["source"].map(titles),
            "Ligne": rows["id"],
            "Constat": rows["message"],
            "Gravité": rows["gravite"].map(mots.GRAVITES),
            "Raison de la garder": rows["raison"].fillna("à traiter"),
        }
    )
    caption = f"{accord(len(frame), 'anomalie')} relevée{'s' if len(frame) > 1 else ''}"
    components.table(frame, caption)
    _rules()


def _rules() -> None:
    with st.expander("Les règles", icon=":material/rule:"):
        frame = pd.DataFrame(
            {
                "Règle": [f"{rule.code} · {rule.titre}" for rule in quality.RULES.values()],
                "Attendu": [rule.attendu for rule in quality.RULES.values()],
                "Gravité": [mots.GRAVITES[rule.gravite] for rule in quality.RULES.values()],
                "Pourquoi": [rule.explication for rule in quality.RULES.values()],
            }
        )
        components.table(frame, f"{nombre(len(frame))} règles")


GENERATION_ANCIENNE = 2015
"""The generation of QPV that the reports speak of, as the table writes it."""


def _generations() -> None:
    st.header(mots.GENERATIONS_TITRE, anchor=False)
    st.html(f'<p class="atlas-prose">{as_html(mots.GENERATIONS_AIDE)}</p>')
    try:
        frame = sources.load("qpv_generations")
    except AtlasError as error:
        st.error(as_markdown(error))
        return
    old = frame[frame["generation"] == GENERATION_ANCIENNE]
    shown = pd.DataFrame(
        {
            "Code 2015": old["code"],
            "Quartier": old["nom"],
            "Code 2024": old["code_correspondant"],
            "Ce qui a changé": old["statut_2024"].str.lower().map({"modifie": "périmètre modifié"}),
        }
    )
    with st.expander(mots.GENERATIONS_TITRE, icon=":material/compare_arrows:"):
        components.table(shown, accord(len(shown), "quartier"))


def _coverage() -> None:
    """Show what was read of each chapter of the reports, and why something is left out."""
    st.header(mots.COUVERTURE_TITRE, anchor=False)
    st.html(f'<p class="atlas-prose">{as_html(mots.COUVERTURE_AIDE)}</p>')
    try:
        documents, read = sources.load("rapports"), sources.load("couverture")
        found = coverage.count(read, sources.load("indicateurs"), sources.load("actions"))
    except AtlasError as error:
        st.error(as_markdown(error))
        return
    chapters = read.merge(found, on="id")
    for document, title in zip(documents["id"], documents["titre"], strict=True):
        rows = chapters[chapters["document"] == document]
        counts = rows["statut"].value_counts()
        told = ", ".join(
            accord(counts[key], *words)
            for key, words in mots.COUVERTURE_RESUME.items()
            if key in counts
        )
        frame = pd.DataFrame(
            {
                "Chapitre": rows["chapitre"],
                "Relevé": rows["statut"].map(COUVERTURES),
                "Chiffres": rows["chiffres"],
                "Faits": rows["faits"],
                "Ce qui manque et pourquoi": rows["raison"].fillna(mots.COUVERTURE_RIEN),
            }
        )
        with st.expander(as_markdown(f"{title} : {told}"), icon=":material/checklist:"):
            caption = f"{title} : {accord(len(rows), 'chapitre')}"
            components.table(frame, caption, key=f"couverture_{document}")


def _contradictions() -> None:
    """Show every contradiction of the reports, level by level."""
    st.header(textes.CONTRADICTIONS_TITRE, anchor=False)
    st.html(f'<p class="atlas-prose">{as_html(textes.CONTRADICTIONS_AIDE)}</p>')
    try:
        known = cache.faits()
    except AtlasError as error:
        st.error(as_markdown(error))
        return
    titles = dict(zip(known.documents["id"], known.documents["titre_court"], strict=True))
    for niveau, label in NIVEAUX.items():
        rows = known.contradictions[known.contradictions["niveau"] == niveau]
        frame = pd.DataFrame(
            {
                "Repère": rows["id"],
                "Nature": rows["genre"].map(GENRES),
                "Sujet": rows["sujet"],
                "Annoncé": rows["annonce"],
                "Recalculé ou autre valeur": rows["recalcule"],
                "Explication": rows["explication"],
                "Rapports": rows["sources"].map(
                    lambda ids: " ; ".join(titles.get(i, i) for i in ids.split(" | "))
                ),
            }
        )
        with st.expander(
            as_markdown(f"{label} : {nombre(len(rows))}"), icon=":material/compare_arrows:"
        ):
            components.table(frame, f"{label} : {nombre(len(rows))}", key=f"ecarts_{niveau}")


NOT_MAPPED = frozenset({"indicateurs", "contradictions", "objectifs", "revenus"})


def _file(table: str, kind: exports.FormatDeTable) -> bytes:
    return exports.content(tables.table(table), table, kind)


def _downloads() -> None:
    st.header(textes.TITRE_TELECHARGEMENTS, anchor=False)
    st.html(f'<p class="atlas-prose">{as_html(mots.TELECHARGEMENTS_AIDE)}</p>')
    table = st.selectbox("Table", list(tables.COLONNES), key="table_a_telecharger")
    name = downloads.nom_de_fichier(table)
    with st.container(horizontal=True):
        for kind in (exports.FORMATS | {"csv": exports.POUR_TABLEUR}).values():
            if kind.geographique and table in NOT_MAPPED:
                continue
            st.download_button(
                kind.titre,
                partial(_file, table, kind),
                f"{name}.{kind.extension}",
                kind.mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"telecharger_{kind.extension}",
            )


def _addresses() -> None:
    st.subheader(adresses.ADRESSES_TITRE, anchor=False)
    for told in (adresses.ADRESSES_AIDE, adresses.DESCRIPTION_LIEN):
        st.html(f'<p class="atlas-prose">{as_html(told)}</p>')


def _reports() -> None:
    _coverage()
    _contradictions()
    _generations()


def _files() -> None:
    _downloads()
    _addresses()


def _params() -> list[Param]:
    return [
        Param("source", (TOUTES, *catalog.sources()), defaut=TOUTES),
        official.DEPUIS,
        panels.param(mots_ecran.VOLETS_DONNEES),
    ]


def _open_asked() -> None:
    """Open what the address asks something of without naming a panel: checks, or changes."""
    if panels.VOLET in st.query_params:
        return
    if state.value("source") not in {"", TOUTES}:
        st.session_state[state.widget_key(panels.VOLET)] = "controles"
    elif state.value(official.DEPUIS.cle):
        st.session_state[state.widget_key(panels.VOLET)] = "officielles"


def render() -> None:
    """Draw the page of the data and of their quality."""

    def page() -> None:
        params = _params()
        arrives = state.widget_key(panels.VOLET) not in st.session_state
        messages = state.begin(PAGE, params)
        if arrives:
            _open_asked()
        health = cache.data_state()
        rows = sum(health.lignes.values())
        to_fix = int((~health.anomalies["declaree"].astype(bool)).sum())
        head.draw().write(
            mots.DONNEES_TITRE,
            f"{accord(len(health.lignes), 'jeu', 'jeux')} de données, "
            f"{accord(rows, 'ligne')}, version {cache.version()}. "
            f"{accord(len(health.anomalies), 'anomalie')} relevées par les contrôles, dont "
            f"{nombre(to_fix)} sans explication déclarée.",
        )
        components.avertissements(messages)
        for source_id, reason in health.illisibles.items():
            st.error(as_markdown(f"{source_id} : {reason}"), icon=":material/database_off:")
        official.warn()
        panels.draw(
            {
                "jeux": lambda: _datasets(health),
                "origines": _origins,
                "officielles": official.section,
                "controles": lambda: _anomalies(health),
                "rapports": _reports,
                "fichiers": _files,
            },
            mots_ecran.VOLETS_DONNEES,
        )
        state.end(PAGE, params)

    filters.guarded(page)
