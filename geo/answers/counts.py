"""How many facilities there are, and in which state: the first clause of a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.labels import phrases as mots
from geo.labels import states as mots_etats
from geo.labels.formats import NBSP, accord, enumeration, nombre
from geo.measures import states

if TYPE_CHECKING:
    import pandas as pd

    from geo.measures.states import Etats


WITHOUT_LIST = (("dechetteries", "cabbalr"),)
"""Tables and territories whose public totals are told: no source gives the list of what they count.

The pools have a register; the total of the works counts retention areas only; the waste centres of
the CALL are named by its report.
"""


@dataclass(frozen=True, slots=True)
class Decompte:
    """What is known of some facilities: the counted ones, then those told apart.

    ``tete``: « 8 piscines recensées »; ``lieux``: in how many communes, where several are looked
    at; ``etats``: how many in each state; ``a_part``: what is not counted, kind by kind;
    ``autres``: how many that is.
    """

    tete: str
    lieux: str
    etats: str
    a_part: tuple[str, ...]
    autres: int

    @property
    def phrase(self) -> str:
        """Return all of it, as « 8 piscines recensées dans 8 communes… ; à part : 1 démolie »."""
        return f"{self.tete}{self.lieux}{self.etats}{self._besides}"

    @property
    def message(self) -> str:
        """Return what is counted, in few words: what is apart too where nothing is."""
        return f"{self.tete}{self.etats}" if self.etats else f"{self.tete}{self._besides}"

    @property
    def _besides(self) -> str:
        return f" ; à part : {enumeration(self.a_part)}" if self.a_part else ""


def compte(theme_id: str, rows: pd.DataFrame, communes: int) -> Decompte:
    """Return what is known of some facilities, as « 8 piscines recensées : 6 ouvertes… ».

    What is not counted (what the Département runs, projects, demolished or finished things, those
    whose existence is not attested) is apart. ``communes``: how many are looked at.
    """
    noun = mots.noun_of(theme_id)
    if rows.empty:
        return Decompte(mots.none_known(mots.kind_of(theme_id), noun[0]), "", "", (), 0)
    rows = states.facts(rows, "code_insee", "nom")
    found, theme_id = states.etats(rows), mots.kind_of(theme_id)
    apart = (*_departmental(theme_id, rows), *_apart(theme_id, rows, found))
    known = rows[states.counted(rows)]
    others = int((~states.outside(rows)).sum()) - len(known)
    if not found.recensees:
        local = f"{noun[0]} {mots.LOCALE}" if found.departementales else noun[0]
        return Decompte(mots.none_known(theme_id, local), "", "", apart, others)
    head = f"{accord(found.recensees, *noun)} {mots.agreed(theme_id, 'recensée', found.recensees)}"
    where = ""
    if communes > 1:
        where = f" dans {accord(known['code_insee'].nunique(), 'commune')} sur {communes}"
    return Decompte(head, where, _by_state(theme_id, rows, found), apart, others)


def told(theme_id: str, rows: pd.DataFrame, communes: int) -> str:
    """Return what is known of some facilities, in words; see ``compte``."""
    return compte(theme_id, rows, communes).phrase


def state_words(theme_id: str, rows: pd.DataFrame, statut: str = "ouverte") -> str:
    """Return the state of some facilities and its proof: « ouvertes au 16/03/2026 »."""
    dates, theme_id = list(rows["statut_date"].dropna()), mots.kind_of(theme_id)
    proven = mots.proof(dates, len(rows) - len(dates))
    return f"{mots_etats.agreed(theme_id, statut, len(rows))} {proven}"


def _closed_words(theme_id: str, rows: pd.DataFrame) -> str:
    """Return « fermées », with the proof where one of them has a date."""
    if rows["statut_date"].notna().any():
        return state_words(theme_id, rows, "fermee")
    return mots_etats.agreed(theme_id, "fermee", len(rows))


def public_totals(totals: pd.DataFrame, table: str, territoire: str | None) -> str:
    """Return what public sources count in a territory without a list; empty when none does."""
    if (table, territoire) not in WITHOUT_LIST:
        return ""
    known = totals[(totals["table"] == table) & (totals["territoire"] == territoire)]
    told = [
        mots.TOTAL.format(
            total=nombre(row["total"]), quand=mots_etats.when(row["date"]), source=row["source"]
        )
        for row in known.sort_values("date").to_dict("records")
    ]
    return mots.TOTAUX.format(totaux=" ; ".join(told)) if told else ""


def _by_state(theme_id: str, rows: pd.DataFrame, found: Etats) -> str:
    counted = rows[states.counted(rows)]
    opened = counted[states.is_open(counted)]
    closed = counted[counted["statut"] == "fermee"]
    words = {
        "ouverte": state_words(theme_id, opened) if len(opened) else "",
        "travaux": mots_etats.agreed(theme_id, "travaux", found.travaux),
        "fermee": _closed_words(theme_id, closed),
        states.UNKNOWN: mots.NON_ETABLIE,
    }
    counts = {
        "ouverte": found.ouvertes,
        "travaux": found.travaux,
        "fermee": found.fermees,
        states.UNKNOWN: found.non_etablies,
    }
    season = mots.seasonal(found.saisonnieres, found.ouvertes)
    kept = [statut for statut, count in counts.items() if count]
    if len(kept) == 1:
        every = "" if kept[0] == states.UNKNOWN else mots.all_of_them(theme_id, found.recensees)
        return f", {every}{words[kept[0]]}{season}"
    parts = [
        f"{nombre(counts[statut])}{NBSP}{words[statut]}{season if statut == 'ouverte' else ''}"
        for statut in kept
    ]
    return f" : {', '.join(parts)}"


def _departmental(theme_id: str, rows: pd.DataFrame) -> list[str]:
    """Return each facility that the Département runs, by its name and its state."""
    kept = rows[states.exists(rows) & states.departmental(rows) & ~states.outside(rows)]
    return [
        f"{mots.named(theme_id, name)}, {mots_etats.agreed(theme_id, statut)}"
        for name, statut in zip(kept["nom"], kept["statut"], strict=True)
    ]


def _apart(theme_id: str, rows: pd.DataFrame, found: Etats) -> list[str]:
    pairs = (
        (found.realises, mots.finished(theme_id, found.realises)),
        (found.projets, mots_etats.agreed(theme_id, "projet", found.projets)),
        (found.demolies, mots_etats.agreed(theme_id, "demolie", found.demolies)),
    )
    told = [f"{nombre(count)}{NBSP}{words}" for count, words in pairs if count]
    return [*told, *unproven(theme_id, rows[~states.outside(rows)])]


def unproven(theme_id: str, rows: pd.DataFrame) -> list[str]:
    """Return what is known of the rows that nothing proves to exist: « 1 annoncée… »."""
    parts = (states.announced(rows), states.begun(rows), states.unlisted(rows))
    unsure = (rows["existence"] != "attestee") & ~rows["statut"].isin(states.NOT_EXISTING)
    others = unsure & ~(parts[0] | parts[1] | parts[2])
    writers = (mots.announced, mots.begun, mots.unlisted, lambda *_: mots.EXISTENCE)
    return [
        f"{nombre(int(part.sum()))}{NBSP}{write(theme_id, int(part.sum()))}"
        for part, write in zip((*parts, others), writers, strict=True)
        if part.any()
    ]
