"""The cells of a workbook, read in a process of its own: run by ``workbook``, never imported.

One cell written at the far end of a sheet makes the reader ask for the whole rectangle, hundreds of
gigabytes, and the process ends at once: it must not be the one that serves everybody. Nothing of
the atlas is imported here, so that it starts in a tenth of a second.

It reads a workbook on the standard input and writes one JSON document on the standard output: a
list of sheets, each with its name, whether it is shown, and its rows (line from 1, cells as texts;
no empty row). Its exit codes are those below; 1 is a fault of the library, a signal is a death.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import datetime, time
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

READ, UNREADABLE, TOO_WIDE, TOO_LARGE = 0, 3, 4, 5

MEMORY_BYTES = 1 << 30
"""What the process may take: a workbook of the size that is let in never needs a tenth of it."""
CPU_SECONDS = 20
LINES = 20_000
"""Rows of a sheet that are looked at; beyond, its own limit of points refuses it anyway."""


def main(columns_max: int) -> int:
    """Read the workbook of the standard input; return the exit code."""
    _bound()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        sheets = []
        for one in book.sheets_metadata:
            if one.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(one.name)
            if sheet.total_width > columns_max:
                return TOO_WIDE
            found = sheet.to_python(skip_empty_area=False, nrows=LINES)
            rows = ((line, [*map(cell, cells)]) for line, cells in enumerate(found, start=1))
            told = [(line, cells) for line, cells in rows if any(cells)]
            sheets.append((one.name, one.visible is SheetVisibleEnum.Visible, told))
    except (CalamineError, PasswordError, ZipError):
        return UNREADABLE
    except MemoryError:
        return TOO_LARGE
    sys.stdout.buffer.write(json.dumps(sheets).encode())
    return READ


def _bound() -> None:
    """Bound the memory and the time of this process, where the system knows how."""
    try:
        import resource  # noqa: PLC0415 - unknown to Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cell(value: Any) -> str:
    """Return a cell of a workbook as a text: a whole number without decimals, a date as ISO."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    return "" if value is None else str(value).strip()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
