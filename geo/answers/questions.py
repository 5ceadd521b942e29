"""Questions that the data leave open: what a room may ask, and who would know.

Each comes from a row of a table: a facility whose existence or state is not established, figures
of the reports that contradict each other, an aim whose deadline has passed. None is written by
hand, and none is asked where the data answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from geo.core import catalog
from geo.labels import questions as mots
from geo.labels import states as state_words
from geo.measures import states
from geo.reports.rules import contradictions_de

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from geo.reports.facts import Faits


@dataclass(frozen=True, slots=True)
class Question:
    """A question, why it is asked, and the source that leaves it open."""

    texte: str
    pourquoi: str
    source: str


def of_facilities(theme_id: str, rows: pd.DataFrame) -> tuple[Question, ...]:
    """Return a question for each facility that nothing proves, or whose state is not established.

    Those that exist come first: their state changes a total. None for rows that are no facilities.
    """
    if "statut" not in rows:
        return ()
    open_ones = rows[(rows["statut"] == states.UNKNOWN) & ~states.outside(rows)]
    proven = open_ones["existence"] == "attestee"
    ordered = [*open_ones[proven].to_dict("records"), *open_ones[~proven].to_dict("records")]
    return tuple(_of_facility(theme_id, row) for row in ordered)


def _of_facility(theme_id: str, row: Mapping[Hashable, object]) -> Question:
    named = {"nom": str(row["nom"]), "commune": str(row["commune"])}
    asked = mots.ETAT if row["existence"] == "attestee" else mots.EXISTENCE
    last, moment = row.get("dernier_etat"), row.get("statut_date")
    why = mots.RIEN_ECRIT
    if isinstance(last, str):
        told = state_words.last_known(theme_id, last, moment if isinstance(moment, str) else None)
        why = f"{told[0].upper()}{told[1:]}."
    source = row["statut_source"] if isinstance(row["statut_source"], str) else None
    fallback = catalog.source(catalog.theme(theme_id).sources[0]).mention
    return Question(asked.format(**named), why, source or fallback)


def of_figures(faits: Faits, ids: Iterable[str]) -> tuple[Question, ...]:
    """Return a question for each contradiction that concerns figures of the reports."""
    found = contradictions_de(ids, faits.contradictions, faits.liens)
    found = found[found["genre"] == "contradiction"].drop_duplicates("sujet")
    titles = dict(zip(faits.documents["id"], faits.documents["titre_court"], strict=True))
    return tuple(
        Question(
            mots.CONTRADICTION.format(sujet=row["sujet"]),
            str(row["explication"]),
            " ; ".join(titles.get(one.strip(), one) for one in str(row["sources"]).split("|")),
        )
        for row in found.to_dict("records")
    )


def of_aims(aims: pd.DataFrame, faits: Faits) -> tuple[Question, ...]:
    """Return a question for each aim whose deadline has passed and that nothing measures."""
    late = aims[(aims["etat"] == "echeance_passee") & aims["ecart"].isna()]
    latest = late.sort_values("echeance", ascending=False, kind="stable")
    titles = dict(zip(faits.documents["id"], faits.documents["titre_court"], strict=True))
    return tuple(
        Question(
            mots.OBJECTIF.format(libelle=row["libelle"]),
            _late(row),
            titles.get(row["source"], str(row["source"])),
        )
        for row in latest.to_dict("records")
        if not pd.isna(row["echeance"])
    )


def _late(row: Mapping[Hashable, Any]) -> str:
    """Return what an aim was and why nothing is known of it; some are told in words alone."""
    words = mots.SANS_CIBLE if pd.isna(row["cible"]) else mots.CIBLE
    when = words.format(cible=row["cible"], echeance=int(row["echeance"]))
    return f"{when} {row['raison']}"
