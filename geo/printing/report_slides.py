"""The slides of what the reports say: their figures, or the facts of the communes of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geo.answers.sentence import Chiffre
from geo.answers.view import place_of
from geo.core import palette
from geo.labels import rendu as mots
from geo.labels import textes
from geo.labels.formats import NBSP, accord, nombre
from geo.printing.footer import BARRES, notes_de, sources_de
from geo.printing.model import Graphique, Slide, Tableau, Vue
from geo.printing.objectives import slide_objectifs
from geo.reports.chosen import HEADLINES
from geo.reports.facts import periode_ecrite, valeur_ecrite
from geo.reports.rules import contradictions_de, remarque
from geo.reports.vocabulary import STATUTS_ACTION, THEMES_RAPPORT

if TYPE_CHECKING:
    from geo.answers.view import PlaceView
    from geo.core.model import Territory, Theme
    from geo.printing.subject import Sujet
    from geo.printing.world import Donnees
    from geo.reports.facts import Faits

LIGNES = 6
"""Figures of the reports on a slide: more could not be read from the back of the room."""
COULEUR_FAITS = palette.FAITS
"""Of the bars that count facts of all themes, as on the page of the themes of the reports."""


# --- the reports ------------------------------------------------------------------------------


def rows_of_theme(faits: Faits, territory: Territory, theme: Theme) -> pd.DataFrame:
    """Return the figures of a theme: those of the first page first, then the latest ones.

    The parts of a total are left to their total.
    """
    rows = faits.indicateurs
    kept = rows[
        (rows["territoire"] == territory.id)
        & rows["theme"].isin(list(theme.themes_rapport))
        & (rows["role"] != "partie").fillna(value=True)
        & rows["inclus_dans"].isna()
    ]
    doubtful = _contradicted(faits, kept)
    order = pd.DataFrame(
        {
            "repere": ~kept["id"].isin(list(HEADLINES[territory.id])),
            "reserve": kept["id"].isin(list(doubtful)),
            "annee": -kept["annee_fin"].astype("Float64").fillna(0),
        }
    ).sort_values(["repere", "reserve", "annee"], kind="stable")
    return kept.loc[order.index[:LIGNES]]


def _contradicted(faits: Faits, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Return what contradicts each figure that something contradicts."""
    against = contradictions_de(rows["id"], faits.contradictions, faits.liens)
    against = against[against["genre"] == "contradiction"]
    return {str(line): list(found["explication"]) for line, found in against.groupby("ligne")}


def _remarks(faits: Faits, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Return every remark on each figure: contradictions, evolutions and imprecisions."""
    told = contradictions_de(rows["id"], faits.contradictions, faits.liens)
    return {
        str(line): [remarque(row) for row in found.to_dict("records")]
        for line, found in told.groupby("ligne")
    }


def tableau_des_chiffres(faits: Faits, rows: pd.DataFrame, titre: str) -> Tableau:
    """Return figures of the reports as a table; one that is contradicted says so."""
    doubtful = _contradicted(faits, rows)
    lines = tuple(
        (
            "\n".join([str(row["libelle"]), *([mots.RESERVE] if row["id"] in doubtful else [])]),
            valeur_ecrite(row),
            periode_ecrite(row),
            str(row["document"]),
        )
        for row in rows.to_dict("records")
    )
    return Tableau(titre, mots.COLONNES_CHIFFRES, lines, (1,), (4, 1.6, 1.6, 2))


def _said_of_figures(faits: Faits, rows: pd.DataFrame) -> str:
    """Return where each figure stands in its report, and what must be known to read it."""
    doubtful = _remarks(faits, rows)
    lines = []
    for row in rows.to_dict("records"):
        lines.append(f"{row['libelle']} : {row['document']}, {row['section']}")
        lines += [
            mots.NOTES_RESERVE.format(libelle=row["libelle"], texte=text)
            for text in doubtful.get(str(row["id"]), [])
        ]
    return "\n".join(lines)


def chiffre_de(row: pd.Series) -> Chiffre:
    """Return a figure of a report as a key figure."""
    number, _, unit = valeur_ecrite({**row.to_dict(), "nuance": None}).partition(NBSP)
    nuance = "" if pd.isna(row["nuance"]) else str(row["nuance"])
    label = f"{row['libelle']} ({periode_ecrite(row)})"
    return Chiffre(number, unit, label, str(row["document"]), nuance)


def slide_des_chiffres(
    faits: Faits, rows: pd.DataFrame, name: str, titre: str, vue: Vue | None
) -> Slide:
    """Return a slide that lists figures of the reports; the first one is its message."""
    first = rows.iloc[0]
    message = mots.RAPPORTS_MESSAGE.format(
        libelle=first["libelle"], valeur=valeur_ecrite(first), periode=periode_ecrite(first)
    )
    source = sources_de(rows["document"])
    return Slide(
        id=name,
        genre="contenu",
        titre=titre,
        message=message,
        tableau=tableau_des_chiffres(faits, rows, titre),
        source=source,
        notes=notes_de(source, textes.RAPPORTS_DISENT_AIDE, _said_of_figures(faits, rows)),
        vue=vue,
    )


def slide_rapports_du_theme(donnees: Donnees, about: Sujet, theme: Theme) -> list[Slide]:
    """Return the slide of what the reports say on a theme; none when they say nothing."""
    if donnees.faits is None:
        return []
    if about.territoire is None:
        return _faits_du_theme(donnees.faits, theme, place_of(donnees.base, about.selection))
    rows = rows_of_theme(donnees.faits, about.territoire, theme)
    if rows.empty:
        return []
    title = mots.RAPPORTS_DU_THEME.format(theme=theme.titre)
    name = f"{theme.id}-rapports"
    return [slide_des_chiffres(donnees.faits, rows, name, title, Vue(theme=theme.id))]


def slide_rapports(donnees: Donnees, about: Sujet) -> list[Slide]:
    """Return the highlights of the reports; none when they cannot be read."""
    if donnees.faits is None:
        return []
    if about.territoire is None:
        return _faits_par_theme(donnees.faits, place_of(donnees.base, about.selection))
    wanted = list(HEADLINES[about.territoire.id][:LIGNES])
    rows = donnees.faits.indicateurs.set_index("id", drop=False).loc[wanted]
    return [
        slide_des_chiffres(donnees.faits, rows, "rapports", mots.RAPPORTS, Vue()),
        *slide_objectifs(about.territoire),
    ]


# --- the facts of a group -----------------------------------------------------------------------


def _faits_du_theme(faits: Faits, theme: Theme, place: PlaceView) -> list[Slide]:
    """Return the slide of the latest facts of a theme in a group; none when there are none."""
    rows = _faits_du_groupe(faits, place)
    rows = rows[rows["theme"].isin(list(theme.themes_rapport))]
    if rows.empty:
        return []
    latest = rows.assign(fin=rows["annee_fin"].astype("Float64").fillna(0))
    shown = latest.sort_values("fin", ascending=False, kind="stable")[:LIGNES]
    title = mots.RAPPORTS_DU_THEME.format(theme=theme.titre)
    lines = tuple(
        (
            str(row["commune"]),
            str(row["fait"]),
            STATUTS_ACTION[str(row["statut"])],
            periode_ecrite({**row, "nature": None}),
            str(row["document"]),
        )
        for row in shown.to_dict("records")
    )
    source = sources_de(shown["document"])
    more = mots.FAITS_RECENTS.format(compte=len(shown)) if len(shown) < len(rows) else ""
    told = [f"{row['commune']} : {row['fait']} ({row['section']})" for _, row in shown.iterrows()]
    return [
        Slide(
            id=f"{theme.id}-rapports",
            genre="contenu",
            titre=title,
            message=_message_des_faits(rows, place, mots.FAITS_SUR_CE_THEME),
            suite=f"{more} {mots.FAITS_SANS_CHIFFRES}".strip(),
            tableau=Tableau(title, mots.COLONNES_DES_FAITS, lines, (), (2, 5, 1.5, 1.2, 2)),
            source=source,
            notes=notes_de(source, *told),
            vue=Vue(theme=theme.id),
        )
    ]


def _faits_par_theme(faits: Faits, place: PlaceView) -> list[Slide]:
    """Return the slide that counts the facts of a group by theme; none when there are none."""
    rows = _faits_du_groupe(faits, place)
    if rows.empty:
        return []
    counts = rows["theme"].map(THEMES_RAPPORT).value_counts(sort=True)[:BARRES]
    bars = tuple((str(nom), float(n), nombre(n)) for nom, n in counts.items())
    source = sources_de(rows["document"])
    told = f"{mots.FAITS_PAR_THEME} : {' ; '.join(f'{nom}, {text}' for nom, _, text in bars)}."
    return [
        Slide(
            id="rapports",
            genre="contenu",
            titre=mots.RAPPORTS,
            message=_message_des_faits(rows, place),
            suite=mots.FAITS_SANS_CHIFFRES,
            graphique=Graphique(
                mots.FAITS_PAR_THEME, mots.FAITS_UNITE[1], COULEUR_FAITS, bars, told
            ),
            source=source,
            notes=notes_de(source, told),
            vue=Vue(),
        )
    ]


def _faits_du_groupe(faits: Faits, place: PlaceView) -> pd.DataFrame:
    rows = faits.actions
    return rows[rows["code_insee"].isin(list(place.communes["code_insee"]))]


def _message_des_faits(rows: pd.DataFrame, place: PlaceView, on: str = "") -> str:
    where = place.nom
    total, named = len(place.communes), rows["code_insee"].nunique()
    sentence = mots.FAITS_MESSAGE if total > 1 else mots.FAITS_MESSAGE_SEULE
    return sentence.format(
        lieu=where[0].upper() + where[1:],
        faits=accord(len(rows), *mots.FAITS_UNITE),
        sujet=on,
        communes=accord(named, "commune"),
        total=total,
    )
