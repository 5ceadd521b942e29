"""What is known of the existence and of the state of facilities: masks and counts, one proof each.

Every function takes the rows of a table of facilities (columns ``existence``, ``statut``,
``statut_date``, and ``hors_territoire`` where the table has it) and returns a boolean Series on
their index, or a record. Nothing is changed in place.

What an unknown could change is computed twice: with ``is_open`` (confirmed only) and with
``may_be_open`` (with those whose state is not established); both are said.
"""

from __future__ import annotations

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

REGISTER = "id_installation"
"""Column of a table that a complete national register covers: missing for what is not in it."""

MOTORWAY = "autoroute"
"""Column that names the motorway on whose service area a site stands: it serves who drives there.
"""

STALE_YEARS = 2
"""Age from which a proof shows its year beside the state."""


def _attested(rows: pd.DataFrame) -> pd.Series:
    return rows["existence"] == "attestee"


def outside(rows: pd.DataFrame) -> pd.Series:
    """Return whether each row stands outside the agglomérations: never in a total."""
    if "hors_territoire" not in rows:
        return pd.Series(data=False, index=rows.index)
    return rows["hors_territoire"].astype(bool)


def drawn(rows: pd.DataFrame) -> pd.Series:
    """Return the state that the symbol of each row tells: outside the agglomérations, only that.

    Examples
    --------
    >>> sites = {"statut": ["ouverte", "non_etabli"], "hors_territoire": [False, True]}
    >>> drawn(pd.DataFrame(sites)).tolist()
    ['ouverte', 'dehors']
    """
    return rows["statut"].mask(outside(rows), OUTSIDE)


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


def first_day(dates: pd.Series) -> pd.Series:
    """Return the first day that each date covers: « 2022 » and « 2022-11 » begin their period.

    ``dates`` are texts, a year, a month or a day; missing stays missing (``NaT``).

    Examples
    --------
    >>> first_day(pd.Series(["2022", "2022-11", "2022-11-08"])).dt.strftime("%d/%m/%Y").tolist()
    ['01/01/2022', '01/11/2022', '08/11/2022']
    """
    return pd.to_datetime((dates.astype("str") + "-01-01").str[:10].where(dates.notna()))


def is_stale(rows: pd.DataFrame) -> pd.Series:
    """Return whether the proof of each state is older than two years at the reference date.

    A proof known to the year is as old as the first day of it; an undated one is not stale but
    undated, see ``is_dated``.
    """
    oldest = pd.Timestamp(DATE_REFERENCE) - pd.DateOffset(years=STALE_YEARS)
    return first_day(rows["statut_date"]) < oldest


def stale(moment: str) -> bool:
    """Return whether one proof is older than two years at the reference date."""
    return bool(is_stale(pd.DataFrame({"statut_date": [moment]})).iloc[0])


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
    here = rows[~outside(rows)]
    known = here[counted(here)]
    states = known["statut"].value_counts()
    others = here["statut"].value_counts()
    unsure = ~_attested(here) & ~here["statut"].isin(NOT_EXISTING)
    dates = known.loc[is_open(known), "statut_date"].dropna()
    return Etats(
        recensees=len(known),
        ouvertes=int(states.reindex(OPEN).sum()),
        saisonnieres=int(states.get("saisonniere", 0)),
        travaux=int(states.get("travaux", 0)),
        fermees=int(states.get("fermee", 0)),
        non_etablies=int(states.get(UNKNOWN, 0)),
        projets=int(others.get("projet", 0)),
        demolies=int(others.get("demolie", 0)),
        realises=int(others.get("realise", 0)),
        a_confirmer=int(unsure.sum()),
        departementales=int((exists(here) & departmental(here)).sum()),
        date_etat=str(dates.max()) if len(dates) else "",
    )
