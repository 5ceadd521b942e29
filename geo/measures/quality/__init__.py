"""What is wrong or incomplete in the tables, told row by row; nothing is dropped, nothing fixed.

A rule has a code that never changes, a severity, and parameters named in ``rules``. ``check``
applies to a table every rule whose columns it has, so that a new table is checked for free. An
anomaly that we know and keep is declared, with its reason, in the ``source.toml`` of its source.
"""

from geo.measures.quality.findings import CHECKS
from geo.measures.quality.report import (
    COLUMNS,
    TOUTES,
    check,
    check_all,
    obsolete,
    undeclared_errors,
)
from geo.measures.quality.rules import RULES

__all__ = [
    "CHECKS",
    "COLUMNS",
    "RULES",
    "TOUTES",
    "check",
    "check_all",
    "obsolete",
    "undeclared_errors",
]
