"""What every source gives once read: its tables, what is compared, the account of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from geo.refresh.official.ledger import Bilan

OBJETS = ("id", "nom", "code_insee", "territoire", "lon", "lat", "effectif", "origine")
"""Columns of what is compared; the others are attributes, compared as they are written.

One row = one object (a station, a school, a QPV). ``effectif``: what it counts for, missing where
it is not known (points of charge); 1 where objects themselves are counted. ``lon``, ``lat``: WGS
84, missing where only the commune is known. ``origine``: who declares it, empty where one
producer declares all.
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A source that was read. ``date``: that of its last update, missing where it tells none."""

    tables: dict[str, pd.DataFrame]
    objets: pd.DataFrame
    bilan: Bilan
    date: str | None
    base: str = ""


def objects(frame: pd.DataFrame, attributs: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return what is compared of a table that has at least ``id``, ``nom`` and ``code_insee``."""
    defaults = {"territoire": None, "lon": None, "lat": None, "effectif": 1, "origine": ""}
    filled = frame.assign(**{k: v for k, v in defaults.items() if k not in frame})
    found = pd.DataFrame(filled[[*OBJETS, *attributs]])
    types = {"lon": "float64", "lat": "float64", "effectif": "Float64"}
    texts = [name for name in found if name not in types]
    return found.astype(types | dict.fromkeys(texts, "str")).sort_values("id", ignore_index=True)
