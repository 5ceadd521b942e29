"""The French way of writing numbers, amounts, dates and lists (Babel, locale fr)."""

from __future__ import annotations

import html
import re
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from pyuca import Collator

from geo.core.accents import sans_accent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LOCALE = "fr"
NON_RENSEIGNE = "non renseigné"
DANS_LA_COMMUNE = "dans la commune"
KM = 1000
NBSP = "\N{NO-BREAK SPACE}"
NNBSP = "\N{NARROW NO-BREAK SPACE}"
ARTICLES = ("La ", "Le ", "Les ", "L’", "L'")
"""Ignored when names are sorted: La Couture stands under C."""


def nombre(value: Any, decimales: int = 0) -> str:
    """Return a number with narrow no-break spaces and a decimal comma.

    A missing value gives « non renseigné ». ``decimales`` is the exact count of decimals, except
    for whole values, which never have any: 12, 12,5 with one, 0,40 with two.
    """
    if pd.isna(value):
        return NON_RENSEIGNE
    return _ecrit(float(value), decimales)


@lru_cache(maxsize=65_536)
def _ecrit(number: float, decimales: int) -> str:
    """Return a number as written; kept, since a page writes thousands, mostly the same again."""
    pattern = "#,##0" if number.is_integer() or not decimales else f"#,##0.{'0' * decimales}"
    # Adding 0.0 takes the sign off a negative zero.
    return format_decimal(round(number, decimales) + 0.0, format=pattern, locale=LOCALE)


NUMBER = rf"[-+]?\d{{1,3}}(?:[{NNBSP}{NBSP} ]?\d{{3}})*(?:,\d+)?"
WRITTEN = re.compile(
    rf"(?P<un>{NUMBER})(?: à (?P<autre>{NUMBER}))?(?:{NBSP}(?P<unite>\S+))?"
    rf"|(?P<heures>\d+){NBSP}h{NBSP}(?P<minutes>\d\d)"
)
HOUR = 60


def lus(text: str) -> tuple[tuple[float, ...], str]:
    """Return the numbers of a figure as we write it, and the unit written with them.

    The inverse of ``nombre``, for a program: one number, or the two ends of « 12 à 15 ». A time
    is in minutes. What is no figure (« non renseigné », « moins d’1 min ») gives none.

    Examples
    --------
    >>> lus("3,2 à 5,6"), lus(nombre(25342)), lus("1\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05")
    (((3.2, 5.6), ''), ((25342,), ''), ((65,), 'min'))
    >>> lus("non renseigné")
    ((), '')
    """
    found = WRITTEN.fullmatch(text)
    if found is None:
        return (), ""
    if found["heures"]:
        return (int(found["heures"]) * HOUR + int(found["minutes"]),), "min"
    parts = [part for part in (found["un"], found["autre"]) if part]
    return tuple(_lu(part) for part in parts), found["unite"] or ""


def _lu(written: str) -> float:
    bare = re.sub(rf"[{NNBSP}{NBSP} ]", "", written)
    return float(bare.replace(",", ".")) if "," in bare else int(bare)


def avec_unite(value: Any, unite: str, decimales: int = 0) -> str:
    """Return a number and its unit, never broken across lines."""
    written = nombre(value, decimales)
    return written if written == NON_RENSEIGNE else f"{written}{NBSP}{unite}"


def euros(value: Any) -> str:
    """Return an amount in euros; cents only when there are some."""
    return avec_unite(value, "€", 2)


def distance(metres: Any, *, dans_la_commune: bool = False) -> str:
    """Return a distance for a reader: metres below one kilometre (to 10 m), kilometres above.

    ``dans_la_commune``: the distance is that of a commune to a facility, and zero tells that the
    facility is only known to be in it. Elsewhere zero is a distance like any other.
    """
    if pd.isna(metres):
        return NON_RENSEIGNE
    if dans_la_commune and metres == 0:
        return DANS_LA_COMMUNE
    tens = max(round(float(metres), -1), 10)
    return avec_unite(tens, "m") if tens < KM else avec_unite(metres / KM, "km", 1)


def jour(value: Any) -> str:
    """Return a date as JJ/MM/AAAA from a date or an ISO text; « non renseigné » when missing."""
    if pd.isna(value) or value == "":
        return NON_RENSEIGNE
    day = value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    return format_date(day, "dd/MM/yyyy", locale=LOCALE)


def de(words: str) -> str:
    """Return « de » and some words, elided before a vowel: « d’aucun point », « de 3,5 »."""
    return f"d’{words}" if sans_accent(words[:1]).lower() in tuple("aeiouy") else f"de {words}"


def agree(count: float, singulier: str, pluriel: str | None = None) -> str:
    """Return a noun as its count wants it: in French, singular under two."""
    return singulier if abs(count) < 2 else (pluriel or f"{singulier}s")  # noqa: PLR2004


def accord(count: float, singulier: str, pluriel: str | None = None) -> str:
    """Return the count with its noun: 0 commune, 1,5 commune, 2 communes."""
    return f"{nombre(count, 1)}{NBSP}{agree(count, singulier, pluriel)}"


def enumeration(items: Sequence[str]) -> str:
    """Return « a, b et c »."""
    return format_list(list(items), locale=LOCALE) if items else ""


def as_html(value: Any) -> str:
    """Return a value of a file or of an address as harmless HTML text."""
    return html.escape(str(value), quote=True)


MARKDOWN = re.compile(r"[\\`*_\[\]{}<>#$|~^&!]")
"""What Markdown reads as something else than itself, anywhere in a line."""
JOINER = "\N{WORD JOINER}"
"""Invisible, and not to be broken: parts what a page would take for an address or a shortcode,
which no backslash prevents."""
LIVE = re.compile(r"(?<=:)(?=\S)|(?<=@)|(?<=www)(?=\.)", re.IGNORECASE)


def as_markdown(value: Any) -> str:
    """Return a value of a file or of an address as harmless text for Markdown.

    Nothing of it is a link, a picture, an emphasis, a formula, an icon or HTML. A line end is a
    space: what begins a line could be a title or a list.
    """
    flat = " ".join(str(value).split("\n"))
    escaped = MARKDOWN.sub(lambda found: f"\\{found[0]}", flat)
    return LIVE.sub(JOINER, escaped)


def nom_cherchable(name: str) -> str:
    """Return a name as a list must hold it to be found when typed without accents.

    The lists of Streamlit tell É from E and œ from oe; the capitals of a postal address have
    neither. A name that is plain already stays alone.
    """
    bare = sans_accent(name)
    return name if bare == name else f"{name} · {bare.upper()}"


@cache
def _collator() -> Collator:
    return Collator()


@lru_cache(maxsize=8_192)
def cle_de_tri(name: str) -> tuple[tuple[int, ...], str]:
    """Return the French sorting key of a name: accents and articles do not count first."""
    bare = next((name[len(a) :] for a in ARTICLES if name.startswith(a)), name)
    return tuple(_collator().sort_key(bare.casefold())), name


def sort_rows(names: Iterable[str]) -> list[str]:
    """Return names in French order."""
    return sorted(names, key=cle_de_tri)


def titre_et_unite(titre: str, unite: str) -> str:
    """Return a title followed by its unit, in one pair of brackets.

    Examples
    --------
    >>> titre_et_unite("Densité", "hab./km²")
    'Densité (hab./km²)'
    >>> titre_et_unite("Niveau de vie médian (2021)", "€ par an")
    'Niveau de vie médian (2021, € par an)'
    """
    if titre.endswith(")"):
        return f"{titre[:-1]}, {unite})"
    return f"{titre} ({unite})"
