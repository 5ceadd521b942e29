"""Reading copies of the national base of charging stations (IRVE): names, hours, powers.

What the copies write is put in one form here, for the two tables that are made of them. A power
of zero, an hour of 23:57 or an operator written three ways are habits of those who declare.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from geo.sources import merge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PUISSANCE_INCONNUE = 0.0
"""Power that an operator writes when it tells none."""

OPERATEURS = {
    "ELECTRA": "Electra",
    "E-TOTEM": "e-Totem",
    "E-Totem": "e-Totem",
    "Evota Netherlands B.V.": "Evota",
    "Fastned France": "Fastned",
    "Ionity": "IONITY",
    "Izivia": "IZIVIA",
    "Mobilize Fast Charge Network FRANCE": "Mobilize Fast Charge",
    "Power Dot France": "Power Dot",
    "TotalEnergies Marketing France": "TotalEnergies",
    "WAAT SAS": "WAAT",
}
"""Operators written in several ways, or with their legal form -> the name that people know."""

JOURS = {
    "Mo": "lundi",
    "Tu": "mardi",
    "We": "mercredi",
    "Th": "jeudi",
    "Fr": "vendredi",
    "Sa": "samedi",
    "Su": "dimanche",
}
TOUJOURS = "jour et nuit, tous les jours"
"""What « 24/7 » says in French."""
TOUTE_LA_JOURNEE = "00:00-23:57"
"""Hours that Lidl writes for a car park that never closes; the seven days have them."""

OUVERTURE = re.compile(r"([A-Z][a-z](?:[-,][A-Z][a-z])*)\s+(\d{2}:\d{2}-\d{2}:\d{2})")


def read_text(path: Path) -> pd.DataFrame:
    """Read a raw file, every value a text; an empty cell is missing."""
    return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])


def clean(text: str) -> str:
    """Return a text of the base without double spaces, in French typography."""
    return merge.typography(" ".join(text.split()))


def address(text: str) -> str:
    """Return an address without the name of the country, nor what is repeated after it."""
    return clean(re.sub(r"(, France\b.*| France)$", "", text))


def operator(name: str) -> str:
    """Return the name of an operator in one form, without the code that follows a bar."""
    known = " ".join(name.split("|", 1)[0].split())
    return OPERATEURS.get(known, known)


def powers(series: Iterable[float]) -> str | None:
    """Return the known powers, each once, in kW and in order, between bars; none, missing."""
    known = sorted({kw for kw in series if pd.notna(kw) and kw != PUISSANCE_INCONNUE})
    return "|".join(f"{kw:g}" for kw in known) or None


def _days(text: str) -> list[str]:
    names = list(JOURS)
    found: list[str] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += names[names.index(first) : names.index(last or first) + 1]
    return found


def _hour(text: str) -> str:
    hours, minutes = text.split(":")
    return f"{int(hours)}\u00a0h" + (f"\u00a0{minutes}" if minutes != "00" else "")


def _joined(openings: Iterable[str]) -> list[str]:
    """Return openings in order, those that overlap in one: some declare a day twice."""
    told: list[list[str]] = []
    for first, last in sorted(opening.split("-") for opening in openings):
        if told and first <= told[-1][1]:
            told[-1][1] = max(told[-1][1], last)
        else:
            told.append([first, last])
    return [f"{_hour(first)} à {_hour(last)}" for first, last in told]


def _runs(told: dict[str, tuple[str, ...]]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return first day, last day and hours of each run of days that open alike."""
    runs: list[tuple[str, str, tuple[str, ...]]] = []
    names = list(JOURS)
    for day in names:
        if day not in told:
            continue
        if runs and runs[-1][2] == told[day] and names.index(runs[-1][1]) + 1 == names.index(day):
            runs[-1] = (runs[-1][0], day, told[day])
        else:
            runs.append((day, day, told[day]))
    return runs


def hours(text: str) -> str:
    """Return opening hours in French; what is not understood is returned as it is written.

    ``24/7`` becomes « jour et nuit, tous les jours », ``Mo 08:00-12:00, Tu 08:00-12:00`` becomes
    « lundi à mardi : 8 h à 12 h ».
    """
    pieces = OUVERTURE.findall(text)
    told: dict[str, tuple[str, ...]] = {}
    for days, opening in pieces:
        for day in _days(days):
            told[day] = (*told.get(day, ()), opening)
    if text == "24/7" or (len(told) == len(JOURS) and set(told.values()) == {(TOUTE_LA_JOURNEE,)}):
        return TOUJOURS
    runs = [
        f"{JOURS[first]}{f' à {JOURS[last]}' if last != first else ''}\u00a0: "
        + ", ".join(_joined(openings))
        for first, last, openings in _runs(told)
    ]
    return "\u00a0; ".join(runs) or text
