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
    },
    checks=[
        pa.Check(
            lambda d: d["statut"].eq("couvert") == d["raison"].isna(),
            error="une raison là où il manque quelque chose, et là seulement",
        ),
    ],
    unique=["document", "chapitre"],
)


def read(path: Path) -> pd.DataFrame:
    """Return one row = a chapter of a report: covered, in part or not, and why not.

    ``raison`` is missing where nothing is left out.

    Source: couverture.
    """
    return pd.read_csv(path, dtype="str")
