"""The figures and localised facts of the five reports: loaded, searched, filtered, written.

The values are those of the reports. What is computed here is how they are found and how they are
written in French; what may be added is decided by ``geo.reports.rules``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from geo.core.accents import sans_accent
from geo.labels.formats import NBSP, NON_RENSEIGNE, avec_unite, nombre
from geo.reports.vocabulary import (
    ACCORDEES,
    NATURES_VISEES,
    THEMES_RAPPORT,
    UNITES_MONTANT,
    singulier,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Row: TypeAlias = "pd.Series[Any] | Mapping[Any, Any]"
"""One row of a table, as a Series or as a record."""

MILLION = 1e6
DECIMALS_AT_MOST = 2
SMALL_WORDS = frozenset(
    "a au aux d de des du en et l la le les par pour sur un une dans".split()  # noqa: SIM905
)
"""Words that a search does not need: articles and prepositions."""


@dataclass(frozen=True, slots=True)
class Faits:
    """The tables of the reports.

    ``indicateurs``: one row = a figure of an agglomération (or of the Département).
    ``actions``: one row = a fact, in a commune or of a whole agglomération. ``contradictions``:
    one row = a total that does not add up, or two values for one thing. ``liens``: which rows each
    of them concerns. ``documents``: the five reports. ``projets_fcs``: one row = a project of the
    Fonds de cohésion sociale. The first two carry ``recherche``, the text that is searched, without
    accents nor capitals.
    """

    indicateurs: pd.DataFrame
    actions: pd.DataFrame
    contradictions: pd.DataFrame
    liens: pd.DataFrame
    documents: pd.DataFrame
    projets_fcs: pd.DataFrame


def cle(text: str) -> str:
    """Return a text as it is searched: without accents, capitals nor punctuation, œ as oe."""
    return " ".join(re.findall(r"[a-z0-9]+", sans_accent(text).casefold()))


def _years(frame: pd.DataFrame) -> pd.Series:
    """Return every year that a row covers, as words: « 2020 2021 2022 2023 »."""

    def words(first: Any, last: Any) -> str:
        if pd.isna(last):
            return ""
        start = last if pd.isna(first) else first
        return " ".join(str(year) for year in range(int(start), int(last) + 1))

    pairs = zip(frame["annee_debut"], frame["annee_fin"], strict=True)
    return pd.Series([words(*pair) for pair in pairs], index=frame.index)


def searched(frame: pd.DataFrame, columns: list[str], values: str) -> pd.Series:
    """Return what a search looks into: the words, the theme, the number and the years of a row."""
    numbers = frame[values].map(lambda v: "" if pd.isna(v) else f"{v:.10g}")
    parts = [frame[name].fillna("") for name in columns]
    parts += [frame["theme"].map(THEMES_RAPPORT), numbers, _years(frame)]
    rows = zip(*parts, strict=True)
    return pd.Series([cle(" ".join(row)) for row in rows], index=frame.index)


# --- searching and filtering ------------------------------------------------------------------


def mots(recherche: str) -> list[str]:
    """Return the words of a search that matter; a digit group « 631 858 » is one word."""
    joined = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)", "", recherche)
    return [word for word in cle(joined).split() if word not in SMALL_WORDS]


def find(frame: pd.DataFrame, recherche: str) -> pd.Series:
    """Return which rows hold every word of the search, in any order, from their beginning."""
    kept = pd.Series(data=True, index=frame.index)
    for word in mots(recherche):
        kept &= frame["recherche"].str.contains(rf"\b{re.escape(word)}", regex=True)
    return kept


@dataclass(frozen=True, slots=True)
class Filtre:
    """What a reader asks of the figures or facts; empty means everything."""

    recherche: str = ""
    territoires: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    annees: tuple[int, ...] = ()
    statuts: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    portees: tuple[str, ...] = ()


def _among(frame: pd.DataFrame, column: str, wanted: Collection[str]) -> pd.Series:
    if not wanted or column not in frame:
        return pd.Series(data=True, index=frame.index)
    return frame[column].isin(list(wanted))


def _covers(frame: pd.DataFrame, years: Collection[int]) -> pd.Series:
    if not years:
        return pd.Series(data=True, index=frame.index)
    kept = pd.Series(data=False, index=frame.index)
    for year in years:
        kept |= (frame["annee_debut"] <= year).fillna(False) & (  # noqa: FBT003 - pandas fill value
            frame["annee_fin"] >= year
        ).fillna(False)  # noqa: FBT003 - pandas fill value
    return kept


def filter_rows(frame: pd.DataFrame, filtre: Filtre) -> pd.DataFrame:
    """Return the rows that a filter keeps, in the order of the reports; the index is unchanged."""
    kept = (
        _among(frame, "territoire", filtre.territoires)
        & _among(frame, "theme", filtre.themes)
        & _among(frame, "source", filtre.sources)
        & _among(frame, "nature", filtre.natures)
        & _among(frame, "statut", filtre.statuts)
        & _among(frame, "code_insee", filtre.communes)
        & _among(frame, "portee", filtre.portees)
        & _covers(frame, filtre.annees)
    )
    rows = frame[kept]
    return rows[find(rows, filtre.recherche)] if filtre.recherche else rows


def par_importance(frame: pd.DataFrame, euros: str, nombres: str) -> pd.DataFrame:
    """Return rows with what matters most first: amounts, quantities, then words; recent first.

    ``euros`` and ``nombres``: the columns of the amounts in euros and of all numbers. Rows of one
    kind and year keep their order; what is not dated comes last of its kind.
    """
    kind = -(frame[euros].notna().astype(int) + frame[nombres].notna().astype(int))
    order = pd.DataFrame({"kind": kind, "last": frame["annee_fin"]}).sort_values(
        ["kind", "last"], ascending=[True, False], kind="stable", na_position="last"
    )
    return frame.loc[order.index]


def annees(frame: pd.DataFrame) -> list[int]:
    """Return every year that a row starts or ends with."""
    both = pd.concat([frame["annee_debut"], frame["annee_fin"]]).dropna()
    return sorted({int(year) for year in both})


# --- writing ----------------------------------------------------------------------------------


def _digits(value: float) -> str:
    decimals = next(
        (d for d in range(DECIMALS_AT_MOST) if abs(value * 10**d - round(value * 10**d)) < 1e-9),  # noqa: PLR2004
        DECIMALS_AT_MOST,
    )
    return nombre(value, decimals)


def unite_accordee(unite: str, value: float) -> str:
    """Return a unit as it is written after a value: singular under two (1 commune, 1,5 km)."""
    plural = abs(value) >= 2  # noqa: PLR2004 - French plural
    if plural or unite in UNITES_MONTANT or unite not in ACCORDEES:
        return unite
    return singulier(unite)


def unite_d_ecart(unite: str) -> str:
    """Return the unit of the difference of two values: points between two percentages."""
    return "points" if unite == "%" else unite


def valeur_ecrite(row: Row) -> str:
    """Return a figure as the report gives it: its approximation, number and unit.

    What is multiplied has its sign before its number: « × 2 ».
    """
    value = row["valeur"] if "valeur" in row else row["montant"]
    if pd.isna(value):
        return NON_RENSEIGNE
    number = float(value)
    unite = str(row["unite"])
    written = f"{_digits(number)}{NBSP}{unite_accordee(unite, number)}"
    if unite == "facteur":
        written = f"×{NBSP}{_digits(number)}"
    nuance = row.get("nuance")
    return written if nuance is None or pd.isna(nuance) else f"{nuance} {written}"


def montant_ecrit(euros: Any) -> str:
    """Return an amount in euros, in millions from one million."""
    if euros is None or pd.isna(euros):
        return NON_RENSEIGNE
    amount = float(euros)
    if abs(amount) >= MILLION:
        return avec_unite(amount / MILLION, "M€", DECIMALS_AT_MOST)
    return f"{_digits(amount)}{NBSP}€"


DITES: dict[str, str] = {"cible": "visé", "estimation": "estimé", "convention": "fixé"}
"""Nature of a figure that is not observed -> the word before its year."""


def periode_ecrite(row: Row) -> str:
    """Return the year or the period of a row: 2020, 2020-2023, « visé, 2032 », « non daté ».

    A target without a deadline is « visé, sans échéance ».
    """
    first, last = row["annee_debut"], row["annee_fin"]
    if pd.isna(last):
        years = "non daté"
    elif pd.isna(first) or first == last:
        years = str(int(last))
    else:
        years = f"{int(first)}-{int(last)}"
    word = DITES.get(str(row.get("nature")))
    if word == DITES["cible"] and pd.isna(last):
        return f"{word}, sans échéance"
    return years if word is None else f"{word}, {years}"


# --- series and decompositions, read in a sentence ---------------------------------------------


def lecture_serie(points: pd.DataFrame) -> str:
    """Return a series in a sentence: its values by year, then the distance to its target.

    ``points``: rows of one series as ``geo.reports.rules.series`` returns them.
    """
    aimed = points["nature"].isin(NATURES_VISEES)
    told, targets = points[~aimed], points[aimed]
    parts = [f"{valeur_ecrite(row)} ({periode_ecrite(row)})" for row in told.to_dict("records")]
    parts += [
        f"objectif : {valeur_ecrite(row)} ({_years_only(row)})"
        for row in targets.to_dict("records")
    ]
    if len(told) and len(targets):
        last, aim = told.iloc[-1], targets.iloc[-1]
        gap = abs(float(aim["valeur"]) - float(last["valeur"]))
        unit = unite_accordee(unite_d_ecart(str(last["unite"])), gap)
        parts.append(f"écart à l’objectif : {_digits(gap)}{NBSP}{unit}")
    return " ; ".join(parts) + "."


def _years_only(row: dict[Any, Any]) -> str:
    return periode_ecrite({**row, "nature": None})


def series_de(frame: pd.DataFrame, points: pd.DataFrame) -> list[str]:
    """Return the series with several points that the rows of ``frame`` belong to."""
    return [
        serie for serie in dict.fromkeys(frame["serie"].dropna()) if serie in set(points["serie"])
    ]


def groupes_de(frame: pd.DataFrame) -> list[str]:
    """Return the decompositions with at least two parts among the rows of ``frame``."""
    parts = frame[frame["role"] == "partie"]
    counts = parts["groupe"].value_counts()
    return [group for group in dict.fromkeys(parts["groupe"]) if counts[group] > 1]


# --- by subject -------------------------------------------------------------------------------

BASSIN = re.compile(
    r"\b(?:minier\w*|terrils?|cavaliers?|fosse|unesco|chaine des parcs|trames? verte|"
    r"vallee carreau|entre deux vallees|11 19|corons?)\b"
)
"""What a row of another theme says when it speaks of the mining basin or of its green network."""


def speaks_of_basin(frame: pd.DataFrame, whole: Collection[str]) -> pd.Series:
    """Return whether each row speaks of the mining basin: by its theme, one of ``whole``, or words.

    ``frame`` carries ``theme`` and ``recherche``.
    """
    return frame["theme"].isin(list(whole)) | frame["recherche"].str.contains(BASSIN)


# --- by commune -------------------------------------------------------------------------------


def faits_par_commune(actions: pd.DataFrame, communes: pd.DataFrame) -> pd.Series:
    """Return the number of facts of each commune, on the index of ``communes``."""
    counts = actions["code_insee"].value_counts()
    return communes["code_insee"].map(counts).fillna(0).astype(int)


def montants_par_commune(actions: pd.DataFrame, communes: pd.DataFrame) -> pd.Series:
    """Return the amounts in euros told of each commune, on the index of ``communes``.

    Rows of one ``groupe_montant`` speak of the same money: the largest alone counts. Missing where
    no amount is told.
    """
    told = actions[actions["montant_eur"].notna()]
    key = told["groupe_montant"].fillna(told["id"])
    once = (
        told.assign(cle=key)
        .sort_values("montant_eur")
        .drop_duplicates(["code_insee", "cle"], keep="last")
    )
    return communes["code_insee"].map(once.groupby("code_insee")["montant_eur"].sum())
