"""Which chapter of a report each figure and each fact comes from, and how many a chapter gave."""

from __future__ import annotations

import pandas as pd

from geo.core.schema import SEPARATEUR


def chapter_of(chapters: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Return the chapter of each row: the one that names it, else the one of its heading.

    Several chapters may stand under one heading of a report: all but one of them name their rows.

    Parameters
    ----------
    chapters
        The table ``couverture``: one row = a chapter, with its ``sections`` and its ``lignes``.
    rows
        Figures or facts, with ``id``, ``source`` and ``section``.

    Returns
    -------
    pandas.Series
        Id of the chapter, on the index of ``rows``; missing where no chapter has the row.
    """
    named = _listed(chapters, "lignes").drop_duplicates("lignes").set_index("lignes")["id"]
    headings = _listed(chapters, "sections").rename(columns={"id": "chapitre"})
    below = rows[["source", "section"]].merge(
        headings, how="left", left_on=["source", "section"], right_on=["document", "sections"]
    )
    return rows["id"].map(named).fillna(below["chapitre"].set_axis(rows.index))


def count(chapters: pd.DataFrame, figures: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Return how many rows each chapter gave.

    One row = a chapter, in the order of ``chapters``: ``id``, ``chiffres`` and ``faits``, whole
    numbers, 0 where there are none. A fact on two communes is two rows, as in ``actions``.
    """
    counts = {
        name: chapters["id"].map(chapter_of(chapters, rows).value_counts()).fillna(0).astype(int)
        for name, rows in {"chiffres": figures, "faits": facts}.items()
    }
    return pd.DataFrame({"id": chapters["id"], **counts})


def _listed(chapters: pd.DataFrame, column: str) -> pd.DataFrame:
    split = chapters[column].str.split(SEPARATEUR, regex=False)
    return chapters[["id", "document"]].assign(**{column: split}).explode(column).dropna()
