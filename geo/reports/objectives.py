"""How far the aims of the reports are: the gap where it means something, else why it does not.

Pure rules: the tables ``objectifs``, ``indicateurs`` and ``actions`` in, one frame out. An aim is
said on time or late only when the aim and the last known value have the same unit, the same
perimeter and a value that was observed, and when a first value tells the pace; everything else is
refused with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import pandas as pd

from geo.labels import objectifs as mots
from geo.reports.facts import periode_ecrite, unite_d_ecart, valeur_ecrite
from geo.reports.vocabulary import NATURES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Row: TypeAlias = Mapping[Any, Any]

COLONNES_SUIVI = (
    "id",
    "territoire",
    "theme",
    "genre",
    "libelle",
    "cible",
    "unite",
    "echeance",
    "valeur",
    "ecart",
    "etat",
    "raison",
    "source",
    "section",
    "note",
)
"""Columns of the aims followed, in their order."""

SUIVIS = ("objectif", "regle", "mots")
"""Kinds that are aims; the others are forecasts, sizes of projects or contents of programmes."""

OBSERVEES = ("annuel", "instantane")
"""Natures of a value that was observed at a date."""


@dataclass(frozen=True, slots=True)
class Etat:
    """The state of an aim; ``ecart`` is the aim minus the value, missing where it means nothing."""

    etat: str
    raison: str
    ecart: float | None = None


def refus(genre: str, cible: Row, constat: Row | None, raison: str | None) -> str | None:
    """Return why the aim must not be compared with the last known value, else ``None``."""
    if genre in mots.RAISON_GENRES:
        return mots.RAISON_GENRES[genre]
    if raison is not None:
        return raison
    return mots.RAISON_SANS_VALEUR if constat is None else ecart_refuse(cible, constat)


def ecart_refuse(cible: Row, constat: Row) -> str | None:
    """Return why an aim and a value cannot be subtracted, else ``None``."""
    if cible["unite"] != constat["unite"]:
        return mots.RAISON_UNITES.format(cible=cible["unite"], valeur=constat["unite"])
    if cible["territoire"] != constat["territoire"]:
        return mots.RAISON_PERIMETRES
    if constat["nature"] not in OBSERVEES:
        return mots.RAISON_NATURE.format(nature=NATURES[constat["nature"]].lower())
    return mots.RAISON_NON_DATEE if pd.isna(constat["annee_fin"]) else None


def etat(
    *,
    cible: Row,
    constat: Row,
    depart: Row | None,
    sens: str,
    echeance: int | None,
    annee: int,
) -> Etat:
    """Return the state of an aim that may be compared with its last known value.

    ``annee`` is the year in which the question is asked; ``echeance`` the deadline, if any.
    """
    aim, value, seen = float(cible["valeur"]), float(constat["valeur"]), int(constat["annee_fin"])
    gap = aim - value
    reached = gap <= 0 if sens == "hausse" else gap >= 0
    if echeance is None:
        return Etat("non_mesurable", mots.RAISON_SANS_ECHEANCE, gap)
    if echeance < annee:
        told = mots.RAISON_PASSEE_ATTEINTE if reached else mots.RAISON_PASSEE_MANQUE
        if not reached and seen < echeance:
            told = mots.RAISON_PASSEE_AVANT
        return Etat("echeance_passee", told.format(annee=seen), gap)
    if reached:
        return Etat("dans_les_temps", mots.RAISON_ATTEINTE.format(annee=seen), gap)
    if depart is None or ecart_refuse(cible, depart) is not None:
        return Etat("non_mesurable", mots.RAISON_SANS_DEPART, gap)
    first, since = float(depart["valeur"]), int(depart["annee_fin"])
    if not since < seen <= echeance:
        return Etat("non_mesurable", mots.RAISON_SANS_DEPART, gap)
    expected = first + (aim - first) * (seen - since) / (echeance - since)
    ahead = value >= expected if sens == "hausse" else value <= expected
    written = valeur_ecrite({**cible, "valeur": round(expected, 1), "nuance": None})
    told = mots.RAISON_RYTHME.format(annee=seen, attendu=written)
    return Etat("dans_les_temps" if ahead else "en_retard", told, gap)


def suivre(
    objectifs: pd.DataFrame,
    indicateurs: pd.DataFrame,
    actions: pd.DataFrame,
    annee: int,
    releves: Mapping[str, Row] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return one row = an aim followed in ``annee``, in the order of ``objectifs``.

    ``releves``: what the Atlas measures itself, by the id that ``objectifs`` gives, with the
    columns of a figure and ``origine``, its source; the figure of the report where one is missing.

    ``id``, ``territoire``, ``theme``, ``genre``, ``libelle``; ``cible`` and ``valeur`` as they are
    written with their unit, ``valeur`` with its year; ``echeance`` a year; ``ecart`` a number in
    ``unite``, the aim minus the value; ``etat`` (see ``ETATS_OBJECTIF``), ``raison``, ``source``,
    ``section``, ``note``. Missing: ``cible`` and ``unite`` of an aim in words, ``echeance``,
    ``valeur``, ``ecart``, ``note``.
    """
    figures = indicateurs.set_index("id", drop=False).to_dict("index")
    facts = actions.set_index("id", drop=False).to_dict("index")
    rows = [_suivi(one, figures, facts, releves, annee) for one in objectifs.to_dict("records")]
    return pd.DataFrame(rows, columns=list(COLONNES_SUIVI)).astype(
        {"echeance": "Int64", "ecart": "float64"}
    )


def _suivi(
    one: Row,
    figures: Mapping[Any, Row],
    facts: Mapping[Any, Row],
    releves: Mapping[str, Row],
    annee: int,
) -> dict[str, object]:
    aim = figures.get(one["objectif"]) or facts[one["objectif"]]
    numbered = one["objectif"] in figures
    seen: Row | None = None if pd.isna(one["constat"]) else figures[one["constat"]]
    measured: Row | None = None if pd.isna(one["releve"]) else releves.get(str(one["releve"]))
    seen = seen if measured is None else measured
    start: Row | None = None if pd.isna(one["depart"]) else figures[one["depart"]]
    deadline = _deadline(aim, str(one["genre"]))
    reason = refus(
        str(one["genre"]), aim, seen, None if pd.isna(one["raison"]) else str(one["raison"])
    )
    if reason is None and seen is not None:
        found = etat(
            cible=aim,
            constat=seen,
            depart=start,
            sens=str(one["sens"]),
            echeance=deadline,
            annee=annee,
        )
    else:
        past = one["genre"] in SUIVIS and deadline is not None and deadline < annee
        found = Etat("echeance_passee" if past else "non_mesurable", str(reason))
    return {
        "id": one["objectif"],
        "territoire": aim["territoire"],
        "theme": aim["theme"],
        "genre": one["genre"],
        "libelle": aim["libelle"] if numbered else aim["fait"],
        "cible": valeur_ecrite(aim) if numbered else None,
        "unite": aim["unite"] if numbered else None,
        "echeance": deadline,
        "valeur": None if seen is None else f"{valeur_ecrite(seen)} ({_when(seen)})",
        "ecart": found.ecart,
        "etat": found.etat,
        "raison": found.raison,
        "source": aim["source"],
        "section": aim["section"],
        "note": one["note"],
    }


def _when(seen: Row) -> str:
    """Return the year of a value, and its source when it is no report."""
    origin = seen.get("origine")
    return periode_ecrite(seen) if origin is None else f"{origin}, {periode_ecrite(seen)}"


def _deadline(aim: Row, genre: str) -> int | None:
    """Return the last year of an aim; a rule or a threshold holds without end."""
    last = aim["annee_fin"]
    return None if genre in {"regle", "seuil"} or pd.isna(last) else int(last)


def ecart_ecrit(row: Row) -> str:
    """Return a gap as it is read, with its unit; empty where there is none."""
    gap = row["ecart"]
    if pd.isna(gap):
        return ""
    unite = unite_d_ecart(str(row["unite"]))
    return valeur_ecrite({"valeur": float(gap), "unite": unite, "nuance": None})
