"""The panels of the fiche of a commune, written in the order in which they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from geo.answers import changes, objectives
from geo.core import catalog, palette
from geo.core.errors import AtlasError
from geo.drawing import charts
from geo.labels import commune as mots
from geo.labels import ecran as mots_ecran
from geo.labels import objectifs as mots_objectifs
from geo.labels import rendu as mots_rendu
from geo.labels import textes
from geo.labels import transports as mots_transports
from geo.labels.formats import accord, as_html, as_markdown, enumeration, nombre
from geo.measures.groups import TAILLES
from geo.reports.facts import Filtre, filter_rows
from geo.reports.vocabulary import ETATS_OBJECTIF, THEMES_RAPPORT
from geo.ui import cache, state
from geo.ui.parts import components, mining, panels, reports

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.answers.fiche import Fait, Fiche, Ligne
    from geo.answers.fiche_facilities import Equipement, Equipements
    from geo.answers.ranks import Rang

ACCENT, ACCENT_DARK = palette.ACCENT, palette.ACCENT_SOMBRE
SOURCES = (
    "communes",
    "qpv",
    "bornes",
    "dechetteries",
    "piscines",
    "ouvrages",
    "gares",
    "arrets_cars",
    "actions",
    "rapports",
)


def _source(*mentions: str) -> None:
    components.note(mots.SOURCE.format(source=" ; ".join(dict.fromkeys(mentions))))


def _table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    caption: str,
    numbers: Sequence[str] = (),
) -> None:
    """Show rows as an HTML table; the columns of ``numbers`` stand on the right, as written."""
    frame = pd.DataFrame(list(rows), columns=list(columns))
    formats: dict[str, Callable[[object], str]] = dict.fromkeys(numbers, str)
    st.html(components.tableau_html(frame, caption, formats))


def _line_html(line: Ligne, site: str | None) -> str:
    value = as_html(line.valeur)
    if site is not None and line.valeur == site and site.startswith(("http://", "https://")):
        value = f'<a href="{value}" rel="noopener noreferrer" style="color:inherit">{value}</a>'
    return f"<div><dt>{as_html(line.libelle)}</dt><dd>{value}</dd></div>"


def _who(fiche: Fiche) -> None:
    st.header(mots.QUI, anchor=False)
    lines = "".join(_line_html(line, fiche.identite.site) for line in fiche.identite.lignes)
    st.html(f'<dl class="atlas-fiche">{lines}</dl>')
    _source(*(line.source for line in fiche.identite.lignes))


def _have(fiche: Fiche) -> None:
    st.header(mots.AVONS, anchor=False)
    _qpv(fiche)
    empty = [group for group in fiche.equipements if not (group.connus or group.a_confirmer)]
    for group in fiche.equipements:
        if group not in empty:
            _facilities(group)
    if empty:
        names = enumeration([textes.COUCHES_NOMS[group.theme].lower() for group in empty])
        st.write(as_markdown(mots.EQUIPEMENTS_AUCUN.format(noms=names)))
    for one in changes.of_communes(cache.officielles(), {fiche.identite.code}):
        components.note(one.phrase)


def _qpv(fiche: Fiche) -> None:
    qpv = fiche.qpv
    if not qpv.liste:
        st.write(mots.QPV_AUCUN)
        _source(qpv.source)
        return
    names = enumeration([item.nom for item in qpv.liste])
    title = catalog.theme("qpv").titre
    told = mots.EQUIPEMENTS_COMPTES.format(titre=title, comptes=names)
    with st.expander(as_markdown(told), expanded=state.on_paper()):
        _qpv_table(fiche)


def _qpv_table(fiche: Fiche) -> None:
    qpv = fiche.qpv
    numbers = mots.COLONNES_QPV[2:]
    _table(
        mots.COLONNES_QPV,
        [
            (
                item.nom,
                item.code,
                nombre(item.surface_km2, 2),
                nombre(item.part_commune_pct, 1),
                nombre(item.part_qpv_pct, 1),
                nombre(item.habitants),
            )
            for item in qpv.liste
        ],
        accord(len(qpv.liste), *textes.NOMS_THEMES["qpv"]),
        numbers,
    )
    components.note(qpv.note)
    _source(qpv.source)


def _facilities(group: Equipements) -> None:
    theme = catalog.theme(group.theme)
    told = mots.EQUIPEMENTS_COMPTES.format(titre=theme.titre, comptes=group.comptes)
    with st.expander(as_markdown(told), expanded=state.on_paper()):
        if group.connus:
            noun = textes.NOMS_THEMES[group.theme]
            _facilities_table(group.connus, accord(len(group.connus), *noun))
        if group.a_confirmer:
            caption = mots.EQUIPEMENTS_CONFIRMER.format(titre=theme.titre)
            _facilities_table(group.a_confirmer, caption)
        _source(group.source)


def _facilities_table(items: Sequence[Equipement], caption: str) -> None:
    _table(
        mots.COLONNES_EQUIPEMENTS,
        [
            (
                item.nom,
                item.type,
                item.etat,
                item.detail,
                item.annee,
                item.position,
                item.remarque or mots.RIEN,
                item.source,
            )
            for item in items
        ],
        caption,
    )


def _trains(fiche: Fiche) -> None:
    """Show what the timetables say; without them, their page of the data says why."""
    if fiche.transports is None:
        return
    st.subheader(mots_transports.TITRE, anchor=False)
    _table(
        mots_transports.COLONNES,
        [(told.libelle, told.valeur, told.source) for told in fiche.transports.constats],
        mots_transports.TITRE,
    )
    components.note(mots_transports.NOTE)


def _near(fiche: Fiche) -> None:
    if not fiche.proches:
        return
    st.header(mots.PRES, anchor=False)
    _table(
        mots.COLONNES_PRES,
        [(item.libelle, item.nom, item.commune, item.texte, item.source) for item in fiche.proches],
        mots.PRES_LEGENDE,
    )
    components.note(mots.PRES_NOTE)
    _trains(fiche)


def _fact_row(theme: str, fact: Fait) -> tuple[str, ...]:
    notes = [fact.note] if fact.note else []
    notes += fact.contradictions
    return (
        theme,
        fact.fait,
        fact.lieu or mots.RIEN,
        fact.etat,
        fact.periode,
        fact.montant or mots.RIEN,
        mots.SECTION.format(source=fact.source, section=fact.section),
        " ".join(notes) or mots.RIEN,
    )


def _elsewhere(fiche: Fiche) -> None:
    """Say where the facts of the whole agglomération are: they are not facts of this commune."""
    asked = Filtre(territoires=(fiche.identite.territoire,), portees=("territoire",))
    rows = filter_rows(cache.faits().actions, asked)
    components.note(
        mots.RAPPORTS_AGGLO.format(
            sigle=fiche.identite.sigle, faits=accord(len(rows), "autre fait", "autres faits")
        )
    )


FIRST, FIRST_ON_A_PHONE = 10, 4
"""Rows that are shown before a reader asks for all of them; each is a card on a phone."""


def _first(rows: list[tuple[str, ...]], key: str, compte: str) -> list[tuple[str, ...]]:
    """Return the first rows, all of them when they are few, asked for, or on paper."""
    most = FIRST_ON_A_PHONE if components.telephone() else FIRST
    return rows[: components.first(len(rows), most, key, compte)]


def _count(shown: int, every: int, noun: str) -> str:
    told = accord(shown, noun)
    return mots.COMPTE_SUR.format(compte=told, tous=nombre(every)) if shown < every else told


def _said(fiche: Fiche) -> None:
    st.header(mots.RAPPORTS, anchor=False)
    if fiche.faits is None:
        return  # told above the panels
    _elsewhere(fiche)
    if not fiche.faits:
        told = mots.RAPPORTS_AUCUN.format(nom=fiche.identite.nom)
        st.write(as_markdown(f"{told} {mots.RAPPORTS_AUCUN_SUITE}"))
        return
    counts = {group.theme: len(group.faits) for group in fiche.faits}
    if len(counts) > 1:
        st.multiselect(
            mots.RAPPORTS_FILTRE,
            list(counts),
            format_func=lambda theme: f"{THEMES_RAPPORT[theme]} ({counts[theme]})",
            key=state.widget_key("theme"),
            placeholder=mots.RAPPORTS_FILTRE_VIDE,
            select_all=False,
        )
    wanted = state.values("theme") or tuple(counts)
    groups = [group for group in fiche.faits if group.theme in wanted]
    said = [(group.titre, fact) for group in groups for fact in group.faits]
    every = [_fact_row(*one) for one in said]
    rows = _first(every, "faits", accord(len(every), "fait"))
    if len(rows) < len(every):
        ranked = sorted(said, key=lambda one: one[1].rang)
        rows = [_fact_row(*one) for one in ranked[: len(rows)]]
    _table(mots.COLONNES_FAITS, rows, _count(len(rows), fiche.nb_faits, "fait"))
    components.note(mots.RAPPORTS_NOTE)
    actions = cache.faits().actions
    kept = (actions["code_insee"] == fiche.identite.code) & actions["theme"].isin(list(wanted))
    reports.offer_files(actions[kept], "actions", "ma_commune")


def _for_all(fiche: Fiche) -> None:
    """Offer what is told of the whole agglomération, closed where the commune has its own facts."""
    if not fiche.reperes:
        return
    sigle = fiche.identite.sigle
    _fold(mots.TOUTES.format(sigle=sigle), "reperes", lambda: _marks(fiche), fiche)
    _fold(mots_objectifs.FICHE_TITRE.format(sigle=sigle), "objectifs", lambda: _aims(fiche), fiche)


def _fold(title: str, key: str, draw: Callable[[], None], fiche: Fiche) -> None:
    if fiche.faits:
        components.fold(title, key, draw)
        return
    st.header(as_markdown(title), anchor=False)
    draw()


def _marks(fiche: Fiche) -> None:
    """Show the figures that the reports give for every commune of the agglomération."""
    every: list[tuple[str, ...]] = [
        (
            item.libelle,
            item.valeur,
            item.periode,
            mots.SECTION.format(source=item.source, section=item.section),
            item.note or mots.RIEN,
        )
        for item in fiche.reperes
    ]
    rows = _first(every, "reperes", accord(len(every), "chiffre"))
    caption = _count(len(rows), len(every), "chiffre")
    _table(mots.COLONNES_REPERES, rows, caption, ("Valeur",))
    components.note(mots.TOUTES_NOTE)


def _aims(fiche: Fiche) -> None:
    """Show the aims of the agglomération whose gap is known, and where the others are."""
    identite = fiche.identite
    try:
        rows = objectives.connus(cache.once(("objectifs",), objectives.suivi), identite.territoire)
    except AtlasError as error:
        st.warning(as_markdown(error), icon=":material/database_off:")
        return
    titles = cache.faits().documents.set_index("id")["titre_court"]
    every: list[tuple[str, ...]] = [
        (
            row["libelle"],
            " · ".join([row["cible"], objectives.echeance_ecrite(row)]),
            row["valeur"],
            f"{ETATS_OBJECTIF[row['etat']]}. {row['raison']}",
            mots.SECTION.format(source=titles[row["source"]], section=row["section"]),
        )
        for row in rows.to_dict("records")
    ]
    shown = _first(every, "objectifs", accord(len(every), "objectif"))
    _table(mots_objectifs.FICHE_COLONNES, shown, mots_objectifs.FICHE_LEGENDE)
    components.lien(
        "objectifs",
        mots_objectifs.FICHE_LIEN.format(sigle=identite.sigle),
        {"territoire": identite.territoire},
    )


def _compare(fiche: Fiche) -> None:
    st.header(mots.SITUER, anchor=False)
    bounds = enumeration([nombre(bound) for bound in TAILLES[1:]])
    note = mots.SITUER_NOTE.format(
        compte=len(fiche.classe.codes), classe=fiche.classe.libelle, bornes=bounds
    )
    components.note(note)
    _table(
        mots.COLONNES_RANGS,
        [
            (
                rang.titre,
                rang.valeur,
                f"{rang.texte} ({rang.ordre})" if rang.rang else rang.texte,
                rang.mediane,
                rang.etendue,
                rang.source,
            )
            for rang in fiche.rangs
        ],
        mots.SITUER_LEGENDE,
    )
    drawn = [rang for rang in fiche.rangs if len({value for _, value in rang.valeurs}) > 1]
    columns = st.columns(2, gap="large")
    for number, rang in enumerate(drawn):
        with columns[number % 2]:
            _dots(rang, fiche)


def _dots(rang: Rang, fiche: Fiche) -> None:
    nom, size = fiche.identite.nom, fiche.classe
    figure = charts.points(
        pd.Series(dict(rang.valeurs)),
        accent=nom,
        couleur=(ACCENT, ACCENT_DARK),
        write_as=lambda value: nombre(value, rang.decimales),
        sombre=components.sombre(),
    )
    told = f"{nom} : {rang.valeur} ; médiane : {rang.mediane} ; {rang.etendue}."
    components.graphique(
        figure,
        f"rang_{rang.id}",
        f"{rang.titre} ({rang.unite})",
        told,
        source=rang.source,
        contexte=mots_rendu.PARMI.format(nom=nom, compte=len(size.codes), classe=size.libelle),
    )


def _neighbours(fiche: Fiche, choose: Callable[[str], None]) -> None:
    """Offer the neighbours, under the map that shows them.

    Buttons, not links to this same page: those leave the address of the browser unchanged.
    """
    st.header(mots.VOISINES, anchor=False)
    with st.container(horizontal=True, gap="small"):
        for item in fiche.voisines:
            st.button(
                as_markdown(item.nom),
                key=f"voisine_{item.code}",
                on_click=choose,
                args=(item.code,),
            )


def tell_lost(fiche: Fiche) -> None:
    """Tell what cannot be read now, whatever the panel: it is no absence."""
    if fiche.absents:
        st.warning(
            as_markdown(mots.THEMES_ABSENTS.format(noms=enumeration(list(fiche.absents)))),
            icon=":material/database_off:",
        )
    if fiche.faits is None:
        st.warning(mots.RAPPORTS_ABSENTS, icon=":material/database_off:")


def draw(fiche: Fiche, choose: Callable[[str], None]) -> None:
    """Draw the panel that is open; ``choose`` makes a neighbour the chosen commune."""

    def have() -> None:
        _have(fiche)
        mining.of_commune(fiche.identite.code)

    def near() -> None:
        _near(fiche)
        _neighbours(fiche, choose)

    def said() -> None:
        _said(fiche)
        _for_all(fiche)

    panels.draw(
        {
            "qui": lambda: _who(fiche),
            "avons": have,
            "pres": near,
            "rapports": said,
            "situer": lambda: _compare(fiche),
            "sources": lambda: components.sources_panel(SOURCES),
        },
        mots_ecran.VOLETS_COMMUNE,
    )
