"""The aims of the five reports, and the figures that follow them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo.core.schema import choice, table, text
from geo.reports.vocabulary import DOCUMENTS, GENRES_OBJECTIF, RELEVES, SENS

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "objectifs.csv"

_CHIFFRE = rf"^({'|'.join(DOCUMENTS)})-\d{{3}}$"
_LIGNE = rf"^({'|'.join(DOCUMENTS)})-a?\d{{3}}$"

SCHEMA = table(
    "objectifs",
    {
        "objectif": text(pattern=_LIGNE, unique=True),
        "genre": choice(*GENRES_OBJECTIF),
        "sens": choice(*SENS, nullable=True),
        "depart": text(nullable=True, pattern=_CHIFFRE),
        "constat": text(nullable=True, pattern=_CHIFFRE),
        "releve": choice(*RELEVES, nullable=True),
        "raison": text(nullable=True),
        "note": text(nullable=True),
    },
    checks=[
        pa.Check(
            lambda d: d["sens"].isna() == d["genre"].eq("mots"),
            error="un sens pour un nombre, aucun pour des mots",
        ),
        pa.Check(
            lambda d: d["depart"].isna() | d["constat"].notna(),
            error="une valeur de départ avec une valeur connue",
        ),
    ],
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = an aim of a report.

    ``objectif`` is the figure (``rdd2020-112``) or the fact (``bilan2023-a117``) that tells it;
    ``genre`` what it is (see ``GENRES_OBJECTIF``); ``sens`` whether the value must rise or fall.
    ``depart`` and ``constat`` are the figures of the start and of the last known value, missing
    where no report gives them; ``releve`` is a later measure of another table, which then is the
    last known value; ``raison`` says why the value of ``constat`` must not be used, or what is not
    known. The state of an aim is never stored: ``geo.reports.objectives`` works it
    out.

    Source: objectifs.
    """
    return pd.read_csv(path, dtype="str")
