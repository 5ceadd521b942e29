"""What was read of each chapter of the five reports, and why something was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pandera.pandas as pa

from geo.core.schema import choice, table, text
from geo.reports.vocabulary import COUVERTURES, DOCUMENTS

if TYPE_CHECKING:
    from pathlib import Path

FICHIER = "couverture.csv"

SCHEMA = table(
    "couverture",
    {
        "id": text(pattern=rf"^({'|'.join(DOCUMENTS)})-c\d{{2}}$", unique=True),
        "document": choice(*DOCUMENTS),
        "chapitre": text(),
        "statut": choice(*COUVERTURES),
        "raison": text(nullable=True),
        "sections": text(nullable=True),
        "lignes": text(nullable=True),
    },
    checks=[
        pa.Check(
            lambda d: d["statut"].eq("couvert") == d["raison"].isna(),
            error="une raison là où il manque quelque chose, et là seulement",
        ),
        pa.Check(
            lambda d: d["sections"].notna() | d["lignes"].notna(),
            error="les titres du rapport, ou les lignes relevées",
        ),
    ],
    unique=["document", "chapitre"],
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = a chapter of a report: covered, but for its drawings, in part or not.

    ``raison`` says what is left out and why, missing where nothing is. ``sections`` are the
    headings of the report that the chapter holds, ``lignes`` the rows of ``indicateurs`` and
    ``actions`` that are its own under a heading of another chapter; either may be missing.

    Source: couverture.
    """
    return pd.read_csv(path, dtype="str")
