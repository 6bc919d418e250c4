"""Reads the first visible sheet of a workbook in a process of its own: ``python workbook_reader.py FILE``.

The library that reads workbooks is written in Rust: a damaged file can end its whole process, and a small one can ask
for more memory than there is. Here that ends this process alone. Each row that holds anything is printed as a line of
JSON, its number in the sheet and its cells as text. Exit code 3: the workbook can't be read, the last line on
standard error says why. Nothing of the package is imported, so that the process starts quickly.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

#: Bytes of memory that reading may take, and of rows that it may print, where the system can hold it to that.
MOST_MEMORY = 4_000_000_000
MOST_PRINTED = 2_000_000_000


def main(path: str) -> int:
    """Print the rows of a workbook; the exit code."""
    _limit()
    try:
        for number, cells in enumerate(_first_sheet(path), start=1):
            found = [_text(cell) for cell in cells]
            if any(cell.strip() for cell in found):
                print(json.dumps([number, found]))
        sys.stdout.flush()
    except BaseException as fault:  # a panic of the library is no ordinary exception
        panic = type(fault).__name__ == "PanicException"
        print("its parts do not fit together" if panic else fault, file=sys.stderr)
        return 3
    return 0


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_FSIZE, MOST_PRINTED)):
        _, highest = resource.getrlimit(kind)
        allowed = most if highest == resource.RLIM_INFINITY else min(most, highest)
        with suppress(ValueError, OSError):  # not every system takes each of them
            resource.setrlimit(kind, (allowed, highest))


def _first_sheet(path: str) -> Any:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    workbook = CalamineWorkbook.from_path(path)
    for number, each in enumerate(workbook.sheets_metadata):
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible:
            return workbook.get_sheet_by_index(number).iter_rows()
    raise ValueError("it has no visible sheet with cells")


def _text(cell: Any) -> str:
    """A cell as text. Whole numbers have no point, dates are ISO 8601, durations hours and minutes."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 1e21 else repr(cell)
    if isinstance(cell, datetime):
        shown = cell.replace(microsecond=0) + timedelta(seconds=cell.microsecond >= 500_000)
        return shown.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("seconds")
    if isinstance(cell, timedelta):
        total = round(cell.total_seconds())
        return f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}"
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
