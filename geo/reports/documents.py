"""The texts of the five reports, where every printed number is looked for again."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

import pandas as pd

from geo.core import catalog

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE_DOSSIER = "ATLAS_RAPPORTS"
"""Environment variable: folder of the plain text of the five reports."""


def dossier_des_documents() -> Path | None:
    """Return the folder of the plain text of the reports, or ``None`` if it is not there.

    The environment variable ``ATLAS_RAPPORTS`` names it: the reports are not part of the project.
    """
    named = os.environ.get(VARIABLE_DOSSIER)
    folder = catalog.ROOT / named if named else None
    return folder if folder and folder.is_dir() else None


CHERCHES = {
    "ecrit": "nombre introuvable dans le document",
    "repere": "mots introuvables dans le document",
}
"""Column of what is printed -> what is said when its document does not hold it."""


def verify_documents(
    dossier: Path, documents: pd.DataFrame, tables: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return the rows whose printed number is not found in its document.

    Parameters
    ----------
    dossier
        Folder of the plain texts, named as in ``documents``.
    documents
        The table ``rapports``.
    tables
        Name -> frame with ``id``, ``source`` and ``ecrit``; a missing ``ecrit`` is an implied
        number and is not looked for. Where there is a column ``repere``, its words are looked for
        too.

    Returns
    -------
    pandas.DataFrame
        One row = a fault: ``table``, ``id``, ``source``, ``ecrit``, ``raison``. A document that is
        missing or is not the one that was read is one row, without id. Empty if all is well.
    """
    faults: list[tuple[object, ...]] = []
    texts: dict[str, str] = {}
    for document in documents.itertuples():
        path = dossier / str(document.fichier)
        if not path.is_file():
            faults.append(("rapports", None, document.id, None, f"document absent : {path.name}"))
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != document.sha256:
            faults.append(("rapports", None, document.id, None, "document différent de celui lu"))
        texts[str(document.id)] = content.decode("utf-8")
    for name, frame in tables.items():
        for column, reason in CHERCHES.items():
            if column not in frame:
                continue
            written = frame[frame[column].notna() & frame["source"].isin(list(texts))]
            faults += [
                (name, row["id"], row["source"], row[column], reason)
                for row in written.to_dict("records")
                if not est_ecrit(str(row[column]), texts[str(row["source"])])
            ]
    return pd.DataFrame(faults, columns=["table", "id", "source", "ecrit", "raison"])


def est_ecrit(nombre: str, texte: str) -> bool:
    """Return whether a number stands in a text, whole: « 50 » is not in « 1 250 » nor « 50,5 »."""
    pattern = rf"(?<![\w])(?<!\d[.,]){re.escape(nombre)}(?!\d)(?![.,]\d)"
    return re.search(pattern, texte) is not None
