"""The French way of writing numbers, amounts, dates and lists (Babel, locale fr)."""

from __future__ import annotations

import html
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from pyuca import Collator

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOCALE = "fr"
NON_RENSEIGNE = "non renseigné"
DANS_LA_COMMUNE = "dans la commune"
NBSP = "\N{NO-BREAK SPACE}"
ARTICLES = ("La ", "Le ", "Les ", "L’", "L'")
"""Ignored when names are sorted: La Couture stands under C."""


def nombre(value: object, decimales: int = 0) -> str:
    """Return a number with narrow no-break spaces and a decimal comma.

    A missing value gives « non renseigné ». ``decimales`` is a maximum for whole values and the
    exact count otherwise: 12, 12,5 with one, 0,40 with two.
    """
    if value is None or pd.isna(value):
        return NON_RENSEIGNE
    number = float(value)  # type: ignore[arg-type]
    pattern = "#,##0" + ("." + "0" * decimales if decimales else "")
    if number.is_integer() and abs(number) >= 1:
        pattern = "#,##0"
    return format_decimal(number, format=pattern, locale=LOCALE)


def avec_unite(value: object, unite: str, decimales: int = 0) -> str:
    """Return a number and its unit, never broken across lines."""
    written = nombre(value, decimales)
    return written if written == NON_RENSEIGNE else f"{written}{NBSP}{unite}"


def euros(value: object, decimales: int = 0) -> str:
    """Return an amount in euros; cents only when there are some or when asked."""
    if value is not None and not pd.isna(value) and not float(value).is_integer():  # type: ignore[arg-type]
        decimales = 2
    return avec_unite(value, "€", decimales)


def distance(metres: object) -> str:
    """Return a distance for a reader: metres below one kilometre (to 10 m), kilometres above.

    Zero means that only the commune of the facility is known, and that it is this one.
    """
    if metres is None or pd.isna(metres):
        return NON_RENSEIGNE
    value = float(metres)  # type: ignore[arg-type]
    if value == 0:
        return DANS_LA_COMMUNE
    if value < 1000:  # noqa: PLR2004 - one kilometre
        return avec_unite(round(value, -1), "m")
    return avec_unite(value / 1000, "km", 1)


def jour(value: object) -> str:
    """Return a date as JJ/MM/AAAA from a date or an ISO text; « non renseigné » when missing."""
    if value is None or pd.isna(value) or value == "":
        return NON_RENSEIGNE
    day = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    return format_date(day, "dd/MM/yyyy", locale=LOCALE)


def accord(count: float, singulier: str, pluriel: str | None = None) -> str:
    """Return the count with its noun: singular under two, as French does (0 commune, 1,5 km)."""
    noun = singulier if abs(count) < 2 else (pluriel or f"{singulier}s")  # noqa: PLR2004
    return f"{nombre(count)}{NBSP}{noun}"


def enumeration(items: Sequence[str]) -> str:
    """Return « a, b et c »."""
    return format_list(list(items), locale=LOCALE) if items else ""


def echapper(value: object) -> str:
    """Return a value of a file or of an address as harmless HTML text."""
    return html.escape(str(value), quote=True)


@cache
def _collator() -> Collator:
    return Collator()


@cache
def cle_de_tri(name: str) -> tuple[tuple[int, ...], str]:
    """Return the French sorting key of a name: accents and articles do not count first."""
    bare = next((name[len(a) :] for a in ARTICLES if name.startswith(a)), name)
    return tuple(_collator().sort_key(bare.casefold())), name


def trier(names: Iterable[str]) -> list[str]:
    """Return names in French order."""
    return sorted(names, key=cle_de_tri)
