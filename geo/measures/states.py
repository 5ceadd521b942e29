"""What is known of the existence and of the state of facilities: masks and counts, one proof each.

Every function takes the rows of a table of facilities (columns ``existence``, ``statut``,
``statut_date``, and ``hors_territoire`` where the table has it) and returns a boolean Series on
their index, or a record. Nothing is changed in place.

What an unknown could change is computed twice: with ``is_open`` (confirmed only) and with
``may_be_open`` (with those whose state is not established); both are said.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from geo.core.model import DATE_REFERENCE

OPEN = ("ouverte", "saisonniere")
"""States in which a facility receives the public, all year or in its season."""

UNKNOWN = "non_etabli"

NOT_EXISTING = ("projet", "demolie", "realise")
"""States of what is no facility today: not built yet, gone, or a work that is finished."""

DEPARTMENT = "départementale"
"""Who runs what the totals of the agglomérations leave apart, in the column ``competence``."""

OUTSIDE = "dehors"
"""What the symbol of a facility outside the agglomérations tells, in the place of a state."""

UNPROVEN = "a_confirmer"
"""What the symbol of a facility whose existence nothing proves tells, in the place of a state."""

REGISTER = "id_installation"
"""Column of a table that a complete national register covers: missing for what is not in it."""

MOTORWAY = "autoroute"
"""Column that names the motorway on whose service area a site stands: it serves who drives there.
"""

READ = (
    "existence",
    "statut",
    "statut_date",
    "dernier_etat",
    "competence",
    "hors_territoire",
    REGISTER,
    MOTORWAY,
)
"""Columns that the states are read from, where the table has them."""

STALE_YEARS = 2
"""Age from which a proof shows its year beside the state."""


def facts(rows: pd.DataFrame, *others: str) -> pd.DataFrame:
    """Return what the states are read from, and the columns ``others``, without the rest.

    Same rows and index. Each mask of a table takes every column of it again, its places included:
    what only counts does it on these few, as plain objects.

    Examples
    --------
    >>> sites = pd.DataFrame({"nom": ["A"], "existence": "attestee", "statut": "ouverte"})
    >>> facts(sites).columns.tolist()
    ['existence', 'statut']
    """
    kept = [name for name in (*READ, *others) if name in rows]
    columns = {name: rows[name].to_list() for name in kept}
    return pd.DataFrame(columns, index=rows.index, dtype=object)


def _attested(rows: pd.DataFrame) -> pd.Series:
    return rows["existence"] == "attestee"


def outside(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row stands outside the agglomérations: never in a total."""
    if "hors_territoire" not in rows:
        return pd.Series(data=False, index=rows.index)
    return rows["hors_territoire"].astype(bool)


def drawn(rows: pd.DataFrame) -> pd.Series:
    """Return the state that the symbol of each row tells: outside the agglomérations, only that.

    What no source proves to exist is not drawn as what exists in an unknown state: totals tell
    them apart.

    Examples
    --------
    >>> sites = {
    ...     "existence": ["attestee", "a_confirmer", "attestee"],
    ...     "statut": ["non_etabli", "non_etabli", "ouverte"],
    ...     "hors_territoire": [False, False, True],
    ... }
    >>> drawn(pd.DataFrame(sites)).tolist()
    ['non_etabli', 'a_confirmer', 'dehors']
    """
    unproven = ~_attested(rows) & (rows["statut"] == UNKNOWN)
    return rows["statut"].mask(unproven, UNPROVEN).mask(outside(rows), OUTSIDE)


def departmental(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row is run by the Département, which serves it whole: told apart.

    It counts in distances when it is open, and in no total of the agglomérations.
    """
    if "competence" not in rows:
        return pd.Series(data=False, index=rows.index)
    return rows["competence"].eq(DEPARTMENT).fillna(value=False).astype(bool)


def _unsure(rows: pd.DataFrame, last: str) -> pd.Series:
    """Return whether nothing proves each row, last written in the state ``last``."""
    known = rows.get("dernier_etat", pd.Series(index=rows.index, dtype="str"))
    return ~_attested(rows) & (rows["statut"] == UNKNOWN) & (known == last)


def announced(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row was announced by a source, and nothing tells that it was made."""
    return _unsure(rows, "projet")


def begun(rows: pd.DataFrame) -> pd.Series:
    """Return whether works were under way at the last source, and nothing tells that they ended."""
    return _unsure(rows, "travaux")


def unlisted(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row is absent from the register of its table, and nothing proves it.

    What was announced or under works is not looked for there: see ``announced`` and ``begun``.
    """
    if REGISTER not in rows:
        return pd.Series(data=False, index=rows.index)
    unsure = ~_attested(rows) & (rows["statut"] == UNKNOWN) & rows[REGISTER].isna()
    return unsure & ~announced(rows) & ~begun(rows)


def on_motorway(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row stands on a service area of a motorway: nobody's nearest."""
    if MOTORWAY not in rows:
        return pd.Series(data=False, index=rows.index)
    return rows[MOTORWAY].notna()


def is_open(rows: pd.DataFrame) -> pd.Series:
    """Return whether each facility is proven to exist and to be open, all year or in season.

    Examples
    --------
    >>> sites = {"existence": "attestee", "statut": ["ouverte", "saisonniere", "non_etabli"]}
    >>> is_open(pd.DataFrame(sites)).tolist()
    [True, True, False]
    """
    return rows["statut"].isin(OPEN) & _attested(rows)


def may_be_open(rows: pd.DataFrame) -> pd.Series:
    """Return whether each facility is open, or could be: its state is not established.

    What was only announced, and what a complete register does not list, is not thought to be open.

    Examples
    --------
    >>> sites = {"existence": "attestee", "statut": ["ouverte", "fermee", "non_etabli"]}
    >>> may_be_open(pd.DataFrame(sites)).tolist()
    [True, False, True]
    """
    unknown = (rows["statut"] == UNKNOWN) & ~announced(rows) & ~unlisted(rows)
    return is_open(rows) | unknown


def counted(rows: pd.DataFrame) -> pd.Series:
    """Return whether a total counts each row: a facility of the territories proven to exist.

    Projects, demolished things and finished works are counted apart; so are what no source proves
    to exist and what the Département runs.

    Examples
    --------
    >>> sites = {"existence": ["attestee", "attestee", "a_confirmer"], "statut": "fermee"}
    >>> counted(pd.DataFrame(sites)).tolist()
    [True, True, False]
    """
    return exists(rows) & ~outside(rows) & ~departmental(rows)


def exists(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row is a facility proven to exist today, wherever and whoever runs it."""
    return _attested(rows) & ~rows["statut"].isin(NOT_EXISTING)


def is_dated(rows: pd.DataFrame) -> pd.Series:
    """Return whether the proof of the state of each row has a date."""
    return rows["statut_date"].notna()


def first_day(moment: str) -> str:
    """Return the first day that a date covers: « 2022 » and « 2022-11 » begin their period.

    Examples
    --------
    >>> [first_day(moment) for moment in ("2022", "2022-11", "2022-11-08")]
    ['2022-01-01', '2022-11-01', '2022-11-08']
    """
    return f"{moment}-01-01"[:10]


def _oldest() -> str:
    return DATE_REFERENCE.replace(year=DATE_REFERENCE.year - STALE_YEARS).isoformat()


def stale(moment: str) -> bool:
    """Return whether a proof is older than two years at the reference date.

    One known to the year is as old as the first day of it.

    Examples
    --------
    >>> [stale(moment) for moment in ("2022", "2025-11", "2026-11-08")]
    [True, False, False]
    """
    return first_day(moment) < _oldest()


def is_stale(rows: pd.DataFrame) -> pd.Series:
    """Return whether the proof of each state is older than two years; see ``stale``.

    An undated one is not stale but undated, see ``is_dated``.
    """
    found = [not pd.isna(moment) and stale(moment) for moment in rows["statut_date"]]
    return pd.Series(found, index=rows.index, dtype=bool)


@dataclass(frozen=True, slots=True)
class Etats:
    """How many rows are in each state; those outside the agglomérations are in none.

    ``recensees`` = ``ouvertes`` + ``travaux`` + ``fermees`` + ``non_etablies``; ``ouvertes`` holds
    the ``saisonnieres``. Besides: ``projets``, ``demolies``, ``realises``, ``a_confirmer``, what no
    source proves to exist, and ``departementales``, what exists and is told apart. ``date_etat``:
    the latest date of a proof among the open ones, empty when none is dated.
    """

    recensees: int = 0
    ouvertes: int = 0
    saisonnieres: int = 0
    travaux: int = 0
    fermees: int = 0
    non_etablies: int = 0
    projets: int = 0
    demolies: int = 0
    realises: int = 0
    a_confirmer: int = 0
    departementales: int = 0
    date_etat: str = ""


def etats(rows: pd.DataFrame) -> Etats:
    """Return how many rows of a selection are in each state; see ``Etats``.

    Examples
    --------
    >>> sites = {"statut": ["ouverte", "fermee", "projet"], "statut_date": ["2025", None, None]}
    >>> found = etats(pd.DataFrame({"existence": "attestee", **sites}))
    >>> (found.recensees, found.ouvertes, found.fermees, found.projets, found.date_etat)
    (2, 1, 1, 1, '2025')
    """
    # Row by row on plain lists: these are few, and each mask of a table costs more than them all.
    columns = (rows["existence"], rows["statut"], rows["statut_date"], departmental(rows))
    told = zip(*(column.to_list() for column in (outside(rows), *columns)), strict=True)
    here = [row for away, *row in told if not away]
    attested = [row for row in here if row[0] == "attestee"]
    others = Counter(statut for _, statut, _, _ in here)
    existing = [row for row in attested if row[1] not in NOT_EXISTING]
    known = [row for row in existing if not row[3]]
    states = Counter(statut for _, statut, _, _ in known)
    unsure = len([row for row in here if row[1] not in NOT_EXISTING]) - len(existing)
    dates = [str(day) for _, statut, day, _ in known if statut in OPEN and not pd.isna(day)]
    return Etats(
        recensees=len(known),
        ouvertes=sum(states[one] for one in OPEN),
        saisonnieres=states["saisonniere"],
        travaux=states["travaux"],
        fermees=states["fermee"],
        non_etablies=states[UNKNOWN],
        projets=others["projet"],
        demolies=others["demolie"],
        realises=others["realise"],
        a_confirmer=unsure,
        departementales=len(existing) - len(known),
        date_etat=max(dates, default=""),
    )
