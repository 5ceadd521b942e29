"""The log of the server, one JSON object a line for who collects logs; nothing on readers.

With ``ATLAS_JOURNAL=json``, what this process, Streamlit and uvicorn tell is written so. A fault is
told by its kind and where it happened, never by its words: they may hold what a reader typed.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

JOURNAL = "ATLAS_JOURNAL"
"""Environment: ``json`` for one object a line; plain text otherwise."""
KIND = "json"
OTHERS = ("streamlit", "uvicorn", "uvicorn.error", "asyncio")
"""The loggers that write by themselves."""
FIELDS = ("repere", "donnees")
"""What a record may carry beside its message: the mark of a fault, the version of the data."""


class EnLignes(logging.Formatter):
    """A formatter: a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        told: dict[str, object] = {
            "instant": datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds"),
            "niveau": record.levelname,
            "source": record.name,
            "processus": record.process,
            "message": record.getMessage(),
        }
        told |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            told["faute"] = _fault(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def _fault(error: BaseException) -> dict[str, object]:
    places = [
        f"{Path(one.filename).name}:{one.lineno} {one.name}"
        for one in traceback.extract_tb(error.__traceback__)
    ]
    return {"genre": type(error).__name__, "pile": places}


def start() -> bool:
    """Write the log as it is asked for; return whether it is in JSON."""
    if os.environ.get(JOURNAL, "").strip().casefold() != KIND:
        return False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(EnLignes())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in OTHERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    return True
