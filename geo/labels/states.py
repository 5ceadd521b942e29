"""The words of the states of facilities, once, with the gender and the number of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.labels.formats import agree

if TYPE_CHECKING:
    from collections.abc import Mapping

Genre = Literal["f", "m"]

GENRES: Mapping[str, Genre] = {"inondations": "m", "sites": "m"}
"""Gender of the noun of a theme: « un ouvrage », « une piscine »; feminine unless told here.

« sites »: what the table of charging stations counts, one row a site."""

EN_SERVICE = ("inondations",)
"""Themes whose facilities work rather than receive: in or out of service, not open or closed."""

NON_ETABLI = "état non établi"
A_CONFIRMER = "Existence à confirmer"
"""What a legend calls things that no source proves to exist."""
HORS_TERRITOIRE = "hors des deux agglomérations"


@dataclass(frozen=True, slots=True)
class Mots:
    """The words of one state: ``f`` and ``m`` agree with a noun, ``invariable`` does not."""

    f: str = ""
    m: str = ""
    invariable: str = ""


MOTS: Mapping[str, Mots] = {
    "ouverte": Mots("ouverte", "ouvert"),
    "saisonniere": Mots("saisonnière", "saisonnier"),
    "travaux": Mots(invariable="en travaux"),
    "projet": Mots(invariable="en projet"),
    "realise": Mots("réalisée", "réalisé"),
    "fermee": Mots("fermée", "fermé"),
    "demolie": Mots("démolie", "démoli"),
    "non_etabli": Mots(invariable="à l’état non établi"),
}

MOTS_EN_SERVICE: Mapping[str, Mots] = {
    **MOTS,
    "ouverte": Mots(invariable="en service"),
    "realise": Mots(invariable="aux travaux réalisés"),
    "fermee": Mots(invariable="hors service"),
}

TITRES: Mapping[str, str] = {"non_etabli": "État non établi", "realise": "Travaux réalisés"}
SELON_RAPPORT = "{etat} selon un rapport"
"""A finished thing that is no work: what a report alone tells to be made."""
"""States whose title, alone in a legend or a filter, is not the word that follows a noun."""

SEULS: Mapping[str, str] = {
    "fermee": "Fermée",
    "demolie": "Démolie",
    "non_etabli": TITRES["non_etabli"],
}
"""States where several kinds share a legend."""


def _mots(theme_id: str, statut: str) -> Mots:
    return (MOTS_EN_SERVICE if theme_id in EN_SERVICE else MOTS)[statut]


def agreed(theme_id: str, statut: str, count: float = 1) -> str:
    """Return a state as it follows its noun: « ouvertes », « en service », « fermée »."""
    words = _mots(theme_id, statut)
    if words.invariable:
        return words.invariable
    return agree(count, words.m if GENRES.get(theme_id) == "m" else words.f)


def title(theme_id: str, statut: str) -> str:
    """Return a state as the title of a line: « Ouverte », « En service », « État non établi »."""
    word = TITRES.get(statut) or agreed(theme_id, statut)
    if statut == "realise" and theme_id not in EN_SERVICE:
        word = SELON_RAPPORT.format(etat=agreed(theme_id, statut))
    return word[0].upper() + word[1:]


def titles(theme_id: str, *, season: bool = False) -> dict[str, str]:
    """Return the title of every state of a theme, by its id, in the order of the states.

    ``season``: the open ones stand with those of a season, « Ouverte ou saisonnière ».
    """
    found = {statut: title(theme_id, statut) for statut in MOTS}
    if season:
        found["ouverte"] += f" ou {agreed(theme_id, 'saisonniere')}"
    return found


MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def when(moment: str) -> str:
    """Return a date as precise as its source: « au 16/03/2026 », « en novembre 2022 », « en 2021 ».

    ``moment`` is a year, a month or a day, as the tables write it.
    """
    year, *rest = moment.split("-")
    if not rest:
        return f"en {year}"
    if not rest[1:]:
        return f"en {MOIS[int(rest[0]) - 1]} {year}"
    return f"au {rest[1]}/{rest[0]}/{year}"


def year_of_proof(moment: str) -> str:
    """Return the words that stand beside a state whose proof is old: « source de 2022 »."""
    return f"source de {moment[:4]}"


def last_known(theme_id: str, statut: str, moment: str | None) -> str:
    """Return the last state that a source wrote, as « état à la date de la source (2024) : … »."""
    dated = (
        f"état à la date de la source ({moment[:4]})" if moment else "état de la source, sans date"
    )
    return f"{dated}\N{NO-BREAK SPACE}: {agreed(theme_id, statut)}"
