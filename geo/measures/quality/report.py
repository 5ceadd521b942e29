"""The report of quality: every finding of every rule, with its rule and its reason to be kept."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from geo.core import catalog
from geo.measures.quality.findings import CHECKS
from geo.measures.quality.rules import RULES, Rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.core.model import DeclaredAnomaly
    from geo.measures.quality.finding import Finding

    Frames: TypeAlias = Mapping[str, pd.DataFrame]

TOUTES = "*"
"""In a declared anomaly, every row that the rule finds (a gap of the source as a whole)."""

COLUMNS = (
    "source",
    "regle",
    "gravite",
    "id",
    "colonne",
    "valeur",
    "attendu",
    "message",
    "declaree",
    "raison",
)


def check(
    source_id: str, frames: Frames, declared: Sequence[DeclaredAnomaly] | None = None
) -> pd.DataFrame:
    """Return the anomalies of a table: one row = one anomaly, columns ``COLUMNS``.

    ``frames`` holds the tables by source id; rules that need ``communes`` or ``qpv`` are skipped
    where they are not there. ``declared`` are the anomalies known and kept, those of the catalog
    if not given; ``declaree`` tells them, with their ``raison``. ``id`` is the identifier of the
    row, or its position in a table that has none. Sorted by rule then ``id``. Nothing is removed
    from the tables and a bad row raises nothing.

    Raises
    ------
    UnknownIdError
        If ``declared`` is not given and the source is not in the catalog.
    """
    return _report(_told(source_id, frames, declared))


def _told(
    source_id: str, frames: Frames, declared: Sequence[DeclaredAnomaly] | None = None
) -> list[dict[str, Any]]:
    known = catalog.source(source_id).anomalies if declared is None else declared
    reasons = {(entry.regle, entry.id): entry.raison for entry in known}
    told = [
        _row(source_id, rule, finding, reasons)
        for rule in RULES.values()
        for finding in CHECKS[rule.code](source_id, frames)
    ]
    return sorted(told, key=itemgetter("regle", "id", "colonne"))


def _report(told: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    rows = pd.DataFrame(told, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS, "str"))
    rows["declaree"] = rows["raison"].notna()
    return rows


def _row(
    source_id: str, rule: Rule, finding: Finding, reasons: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    reason = reasons.get((rule.code, finding.id), reasons.get((rule.code, TOUTES)))
    return {
        "source": source_id,
        "regle": rule.code,
        "gravite": rule.gravite,
        "attendu": rule.attendu,
        "raison": reason,
        **finding._asdict(),
    }


def check_all(frames: Frames) -> pd.DataFrame:
    """Return the anomalies of every table of ``frames``, empty without any; see ``check``."""
    return _report([row for source_id in frames for row in _told(source_id, frames)])


def undeclared_errors(report: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a report that are errors nobody has declared."""
    return report[(report["gravite"] == "erreur") & ~report["declaree"]]


def obsolete(report: pd.DataFrame, declared: Sequence[DeclaredAnomaly]) -> list[DeclaredAnomaly]:
    """Return the declared anomalies that a report no longer finds, to be removed."""
    found = set(zip(report["regle"], report["id"], strict=True))
    found |= {(rule, TOUTES) for rule in report["regle"]}
    return [entry for entry in declared if (entry.regle, entry.id) not in found]
