"""What the reports say: grids of figures and facts, charts of what compares, contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.answers import comparable, compare
from geo.labels import commune as mots_commune
from geo.labels import reports as mots
from geo.labels import textes
from geo.labels.formats import accord, as_html, as_markdown, cle_de_tri, nombre
from geo.reports import facts, rules
from geo.reports.chosen import COMPARABLES
from geo.reports.vocabulary import (
    GENRES,
    NATURES,
    NIVEAUX,
    ROLES_LIEN,
    STATUTS_ACTION,
    THEMES_RAPPORT,
)
from geo.ui import cache, state
from geo.ui.parts import components, downloads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.answers.comparable import Paire
    from geo.answers.view import ThemeView
    from geo.reports.facts import Faits

GRID_COLUMNS = [
    "valeur_ecrite",
    "libelle",
    "periode",
    "territoire",
    "theme",
    "document",
    "section",
    "contradiction",
    "note",
]
FACT_COLUMNS = [
    "commune",
    "territoire",
    "fait",
    "lieu",
    "montant_ecrit",
    "periode",
    "statut_rapport",
    "theme",
    "document",
    "section",
    "note",
]


SHORT_FIGURES = [
    "valeur_ecrite",
    "libelle",
    "periode",
    "territoire",
    "document",
    "contradiction",
    "note",
]
SHORT_FACTS = [
    "commune",
    "fait",
    "lieu",
    "montant_ecrit",
    "periode",
    "statut_rapport",
    "document",
    "note",
]
"""Columns of the first rows: whose figure it is, who says so, what is to be known of it."""

FEW, FEW_ON_A_PHONE = 5, 3
"""Rows that are shown before a reader asks for all of them; each is a card on a phone."""

OPTIONAL = ("contradiction", "note", "lieu", "montant_ecrit")
"""Columns where an empty cell is nothing to say, not something unknown."""


# --- short first, the rest on demand ------------------------------------------------------------


def _short(
    rows: pd.DataFrame,
    key: str,
    noun: str,
    drawn: Callable[[pd.DataFrame], None],
    few: int = FEW,
) -> bool:
    """Draw the first of some rows, which matter most first; return whether all are asked for.

    Few rows are all drawn; on paper all of them are asked for.
    """
    if state.on_paper():
        return True
    most = FEW_ON_A_PHONE if components.telephone() else few
    shown = components.first(len(rows), most, key, accord(len(rows), noun))
    if shown > most:
        return True
    drawn(rows.head(shown))
    return False


def _table(frame: pd.DataFrame, shown: int, every: int, noun: str) -> None:
    """Show rows as a plain table; what has nothing to say in any of them has no column."""
    told = frame.dropna(axis=1, how="all")
    empty = [name for name in OPTIONAL if name in told and not told[name].fillna("").any()]
    told = told.drop(columns=empty)
    blanks = {
        name: told[name].replace("", None).fillna(mots_commune.RIEN)
        for name in OPTIONAL
        if name in told
    }
    count = accord(shown, noun)
    if shown < every:
        count = mots.PREMIERS.format(compte=count, tous=nombre(every))
    named = told.assign(**blanks).rename(columns=textes.COLONNES)
    st.html(components.tableau_html(named, count, {}))


def first_figures(rows: pd.DataFrame, known: Faits, key: str, few: int = FEW) -> list[str]:
    """Show the ``few`` figures that matter most, or all of them in a grid when a reader asks.

    Return the ids of the rows that are ticked in the grid.
    """

    def first(kept: pd.DataFrame) -> None:
        told = readable_figures(kept, known)[SHORT_FIGURES]
        told = told.drop(columns=["territoire"] if len(rows["territoire"].unique()) == 1 else [])
        _table(told, len(kept), len(rows), "chiffre")

    if _short(facts.par_importance(rows, "valeur_eur", "valeur"), key, "chiffre", first, few):
        return figures_grid(rows, known, key, whole=True)
    return []


def first_facts(rows: pd.DataFrame, key: str) -> None:
    """Show the facts that matter most, or all of them in a grid when a reader asks."""
    if rows.empty:
        st.info(mots.AUCUN_FAIT, icon=":material/search_off:")
        return

    def first(kept: pd.DataFrame) -> None:
        _table(readable_facts(kept)[SHORT_FACTS], len(kept), len(rows), "fait")

    if _short(facts.par_importance(rows, "montant_eur", "montant"), key, "fait", first):
        facts_grid(rows, key, whole=True)


# --- figures ----------------------------------------------------------------------------------


def _badges(known: Faits) -> pd.Series:
    kinds = known.contradictions.set_index("id")["genre"].map(GENRES).str.lower()
    told = known.liens["contradiction"] + " (" + known.liens["contradiction"].map(kinds) + ")"
    return told.groupby(known.liens["ligne"]).agg(lambda ids: ", ".join(sorted(set(ids))))


def readable_figures(rows: pd.DataFrame, known: Faits) -> pd.DataFrame:
    """Return figures as a reader reads them: values, periods and codes written in French."""
    records = rows.to_dict("records")
    return rows.assign(
        valeur_ecrite=[facts.valeur_ecrite(row) for row in records],
        periode=[facts.periode_ecrite(row) for row in records],
        territoire=rows["territoire"].map(textes.TERRITOIRES_RAPPORT),
        theme=rows["theme"].map(THEMES_RAPPORT),
        contradiction=rows["id"].map(cache.once(("badges",), lambda: _badges(known))),
    )[GRID_COLUMNS]


REPEATED = ("territoire", "theme", "document")
"""Columns that a grid does without when every row says the same."""


def _without_constants(frame: pd.DataFrame) -> pd.DataFrame:
    constant = [name for name in REPEATED if name in frame and len(frame[name].unique()) == 1]
    empty = [name for name in ("contradiction",) if name in frame and frame[name].isna().all()]
    return frame.drop(columns=[*constant, *empty])


def figures_grid(rows: pd.DataFrame, known: Faits, key: str, *, whole: bool = False) -> list[str]:
    """Show figures in a sortable grid; return the ids of the rows that are ticked.

    ``whole``: as a plain table, all its rows are shown at once.
    """
    ids = rows["id"].to_list()
    stamp = str(hash(tuple(ids)))
    # Every figure is written once; what is typed to find some of them keeps nothing for all.
    written: pd.DataFrame = cache.once(
        ("chiffres",),
        lambda: readable_figures(known.indicateurs, known).set_axis(known.indicateurs["id"]),
    )
    frame = _without_constants(written.loc[ids]).rename(columns=textes.COLONNES)
    caption = accord(len(frame), "chiffre")
    if components.simple(key, value=components.telephone()):
        components.table(frame, caption, key=key, whole=whole)
        return []
    picked = st.dataframe(
        frame,
        key=f"{key}_{stamp}",
        hide_index=True,
        height=components.grid_height(len(frame)),
        on_select="rerun",
        selection_mode="multi-row",
        placeholder="",
        alt=caption,
        column_config={
            textes.COLONNES["libelle"]: st.column_config.TextColumn(width=420),
            textes.COLONNES["note"]: st.column_config.TextColumn(width=320),
        },
    )
    components.note(mots.CHIFFRES_AIDE)
    return [ids[rank] for rank in picked["selection"]["rows"]]


def figure_card(row: pd.Series, known: Faits) -> None:
    """Show one figure with its document, section, printed form, note and contradictions."""
    title = known.documents.set_index("id").loc[row["source"], "titre"]
    lines = [
        ("Valeur", facts.valeur_ecrite(row)),
        ("Écrit dans le rapport", row["ecrit"]),
        ("Période", f"{facts.periode_ecrite(row)} ({NATURES[row['nature']].lower()})"),
        ("Territoire", textes.TERRITOIRES_RAPPORT[row["territoire"]]),
        ("Rapport", title),
        ("Section", row["section"]),
        ("Note", row["note"]),
        ("Identifiant", row["id"]),
    ]
    items = "".join(
        f"<div><dt>{as_html(label)}</dt><dd>{as_html(text)}</dd></div>"
        for label, text in lines
        if not pd.isna(text)
    )
    st.html(f'<h3>{as_html(row["libelle"])}</h3><dl class="atlas-fiche">{items}</dl>')


def addition(rows: pd.DataFrame, known: Faits) -> None:
    """Show the sum of the ticked rows, or why it would mean nothing."""
    st.subheader(mots.ADDITION, anchor=False)
    result = rules.total(rows, known.liens)
    if isinstance(result, rules.Refus):
        st.warning(f"**Pas d’addition.** {as_markdown(result.raison)}", icon=":material/block:")
        return
    about = "environ " if result.approche else ""
    row: dict[str, Any] = {"valeur": result.valeur, "unite": result.unite, "nuance": None}
    written = as_markdown(facts.valeur_ecrite(row))
    text = f"**{about}{written}** : somme de {accord(result.lignes, 'ligne')}"
    if result.sans_valeur:
        text += f" ({accord(result.sans_valeur, 'ligne')} sans nombre)"
    st.success(f"{text}.", icon=":material/add_circle:")


def contradictions(ids: Sequence[str], known: Faits) -> None:
    """Show the contradictions that concern some figures or facts, closed under one title."""
    links = known.liens[known.liens["ligne"].isin(list(ids))]
    told = known.contradictions[known.contradictions["id"].isin(links["contradiction"])]
    if told.empty:
        return

    def drawn() -> None:
        components.note(textes.CONTRADICTIONS_AIDE)
        st.html("".join(_folded_html(row, known) for row in told.to_dict("records")))

    title = mots.GROUPE.format(titre=textes.CONTRADICTIONS_TITRE, compte=nombre(len(told)))
    components.fold(title, f"contradictions_{told['id'].iloc[0]}", drawn)


def _folded_html(row: dict[Any, Any], known: Faits) -> str:
    """Return a contradiction closed under its title, open on paper."""
    names = pd.concat(
        [known.indicateurs.set_index("id")["libelle"], known.actions.set_index("id")["fait"]]
    )
    concerned = known.liens[known.liens["contradiction"] == row["id"]]
    title = as_html(f"{GENRES[row['genre']]} {row['id']} · {row['sujet']}")
    opened = " open" if state.on_paper() else ""
    return (
        f'<details class="atlas-une-source"{opened}><summary>{title}</summary>'
        f"{_contradiction_html(row, concerned, names)}</details>"
    )


def _contradiction_html(row: dict[Any, Any], links: pd.DataFrame, names: pd.Series) -> str:
    lines = [
        ("Nature", GENRES[str(row["genre"])]),
        ("Où", NIVEAUX[str(row["niveau"])]),
        ("Annoncé", row["annonce"]),
        ("Recalculé ou autre valeur", row["recalcule"]),
    ]
    items = "".join(
        f"<div><dt>{label}</dt><dd>{as_html(text)}</dd></div>"
        for label, text in lines
        if not pd.isna(text)
    )
    concerned = "".join(
        f"<li>{as_html(names.get(link['ligne'], link['ligne']))} "
        f"({ROLES_LIEN[link['role']].lower()}, {as_html(link['ligne'])})</li>"
        for link in links.to_dict("records")
    )
    return (
        f'<p>{as_html(row["explication"])}</p><dl class="atlas-fiche">{items}</dl>'
        f"<p>Chiffres concernés :</p><ul>{concerned}</ul>"
    )


def pairs(known: Faits) -> tuple[Paire, ...]:
    """Return the figures that both agglomérations give, with what the rules say of each."""
    found: tuple[Paire, ...] = cache.once(
        ("paires",), lambda: comparable.paires(known, COMPARABLES)
    )
    return found


def side_by_side(theme: str, known: Faits) -> None:
    """Show the figures of a theme that both agglomérations give, and those refused with why."""
    here = [p for p in pairs(known) if theme in {p.cabbalr["theme"], p.call["theme"]}]
    told = [p for p in here if p.comparable]
    refused = [p for p in here if not p.comparable]
    if told:
        st.subheader(textes.COMPARER_RAPPORTS, anchor=False)
        table = compare.tableau_des_paires(told)
        components.table(table, textes.COMPARER_RAPPORTS)
    if refused:
        table = compare.tableau_des_refus(refused)
        title = mots.GROUPE.format(titre=textes.COMPARER_REFUS, compte=nombre(len(refused)))
        components.fold(
            title, f"refus_{theme}", lambda: components.table(table, textes.COMPARER_REFUS)
        )


# --- facts ------------------------------------------------------------------------------------


def readable_facts(rows: pd.DataFrame) -> pd.DataFrame:
    """Return localised facts as a reader reads them."""
    records = rows.to_dict("records")
    written = [
        "" if pd.isna(row["montant"]) else facts.valeur_ecrite({**row, "valeur": row["montant"]})
        for row in records
    ]
    return rows.assign(
        montant_ecrit=written,
        periode=[facts.periode_ecrite({**row, "nature": None}) for row in records],
        territoire=rows["territoire"].map(textes.TERRITOIRES_RAPPORT),
        statut_rapport=rows["statut"].map(STATUTS_ACTION),
        theme=rows["theme"].map(THEMES_RAPPORT),
    )[FACT_COLUMNS]


def facts_grid(rows: pd.DataFrame, key: str, *, whole: bool = False) -> None:
    """Show localised facts in a sortable grid, or as a plain table; ``whole``: all its rows."""
    if rows.empty:
        st.info(mots.AUCUN_FAIT, icon=":material/search_off:")
        return
    order = rows["commune"].fillna("").map(cle_de_tri).sort_values(kind="stable").index
    told = _without_constants(readable_facts(rows.loc[order]))
    frame = told.dropna(axis=1, how="all").rename(columns=textes.COLONNES)
    widths = {"fait": 420, "note": 320}
    columns = {
        textes.COLONNES[name]: st.column_config.TextColumn(width=width)
        for name, width in widths.items()
    }
    components.grid(frame, key, accord(len(frame), "fait"), columns, whole=whole)


def territory_facts(
    themes: tuple[str, ...],
    territoire: str,
    key: str,
    about: Callable[[pd.DataFrame], pd.Series] | None = None,
) -> None:
    """Show the facts of a whole agglomération on some themes, closed under their title.

    ``about``: which of them speak of the subject; all of them by default. ``territoire``: empty for
    all. They belong to no commune and are never placed on a map.
    """
    kept = (territoire, "departement") if territoire else ()
    asked = facts.Filtre(themes=themes, territoires=kept, portees=("territoire",))
    rows = facts.filter_rows(cache.faits().actions, asked)
    if about is not None:
        rows = rows[about(rows)]
    if rows.empty:
        return

    def drawn() -> None:
        components.note(mots.FAITS_AGGLO_AIDE)
        facts_grid(rows, key)
        offer_files(rows, "actions", f"{key}_fichiers", mots.FAITS_AGGLO_TITRE)

    title = mots.GROUPE.format(titre=mots.FAITS_AGGLO_TITRE, compte=nombre(len(rows)))
    components.fold(title, key, drawn)


# --- downloads --------------------------------------------------------------------------------

NOTES = (
    "Les valeurs sont celles des rapports, jamais corrigées.",
    "Un total de plusieurs années ne se compare pas à une valeur annuelle : voir nature.",
    "Les lignes d’un même groupe_montant parlent du même argent et ne s’additionnent pas.",
)


def offer_files(
    rows: pd.DataFrame, table: str, key: str, objet: str = "", notes: Sequence[str] = ()
) -> None:
    """Offer some rows of a table of the reports as CSV and as a workbook with its sources.

    ``objet`` names them on a page that offers other files; ``notes`` say what they are of.
    """
    frame = rows.drop(columns=["recherche"])
    with st.container(horizontal=True):
        downloads.csv_et_excel(
            frame, table, (table, "rapports"), (*notes, *NOTES), objet=objet, key=key
        )


# --- the projects of a fund ---------------------------------------------------------------------

FCS_COLUMNS = ("axe", "operateur", "titre", "montant", "commune", "note")


def projets_fcs(view: ThemeView) -> None:
    """Show the projects of the Fonds de cohésion sociale of the CABBALR, one by one."""
    selection = view.selection
    if selection.territoire == "call":
        return
    projects = cache.faits().projets_fcs
    if selection.communes:
        projects = projects[projects["code_insee"].isin(selection.communes)]
    if projects.empty:
        return
    st.header(mots.FCS_TITRE, anchor=False)
    total = facts.montant_ecrit(float(projects["montant"].sum()))
    caption = f"{accord(len(projects), 'projet')}, {total}"
    frame = projects[list(FCS_COLUMNS)]
    components.table(frame, caption, {"montant": facts.montant_ecrit})
    title = str(cache.faits().documents.set_index("id")["titre"]["cv2021"])
    told = f"Source : {title}, « {projects['section'].iloc[0]} »."
    components.note(told)


def details(ticked: list[str], known: Faits) -> None:
    """Show the card of each ticked figure, their sum or its refusal, their contradictions."""
    if not ticked:
        return
    rows = known.indicateurs[known.indicateurs["id"].isin(ticked)]
    for _, row in rows.iterrows():
        figure_card(row, known)
    if len(rows) > 1:
        addition(rows, known)
    contradictions(ticked, known)
