"""How a fiche writes what may be missing, and names its sources."""

from __future__ import annotations

import pandas as pd

from geo.core import catalog
from geo.labels.formats import NON_RENSEIGNE


def texte_connu(value: object) -> str | None:
    """Return a text, or ``None`` where it is missing."""
    return None if value is None or pd.isna(value) or value == "" else str(value)  # type: ignore[call-overload]


def ou_non_renseigne(value: object) -> str:
    """Return a text, or the words for what is not known."""
    return texte_connu(value) or NON_RENSEIGNE


def mention_de(source_id: str) -> str:
    """Return the mention of a source of the catalog."""
    return catalog.source(source_id).mention
