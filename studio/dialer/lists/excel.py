"""Lists as Excel workbooks, .xls and .xlsx: the first sheet, every cell as the text that a person would write for it.

What a cell's number format adds to a number (a leading zero of 00000, the brackets of a phone) is not told by
the library and not guessed: codes that begin with a zero belong in cells of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from studio.dialer.lists.faults import Findings, unusable
from studio.dialer.lists.workbook_guard import refuse_unfit

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class ExcelTable:
    """The first visible sheet of a workbook as rows of cells; read into memory at once."""

    def __init__(self, path: Path, start: bytes) -> None:
        """``start`` are the first bytes; ListError where the file is no workbook, or would fill the memory."""
        self.path = path
        if not start:
            raise unusable(path, "LF008", "the file is empty", "a list has a line of headings, and records below it")
        if not start.startswith((_ZIP, _OLE)):
            hint = "save it as .xlsx, or name it .csv if it is text"
            raise unusable(path, "LF007", "the file is no Excel workbook", hint)
        if start.startswith(_ZIP):
            refuse_unfit(path)
        self._sheet = _first_sheet(path)

    def rows(self, findings: Findings) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, with their numbers in the sheet."""
        try:
            for number, cells in enumerate(self._sheet.iter_rows(), start=1):
                found = [_text(cell) for cell in cells]
                if any(cell.strip() for cell in found):
                    yield number, found
        except (ValueError, OverflowError) as fault:
            raise unusable(self.path, "LF007", f"a cell can't be read: {fault}") from None


def _first_sheet(path: Path) -> Any:
    try:
        from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
    except ImportError:
        hint = 'install it with: pip install "mini-studio[excel]" (or save the list as CSV UTF-8)'
        raise unusable(path, "LF006", "Excel files need python-calamine, which is not installed", hint) from None
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for number, each in enumerate(workbook.sheets_metadata):
            if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible:
                return workbook.get_sheet_by_index(number)
    except (CalamineError, OSError, ValueError) as fault:
        raise unusable(path, "LF007", f"the workbook can't be read: {fault}", "open and save it in Excel") from None
    except BaseException as fault:
        # The library is Rust: where it meets what it did not expect, its panic is no ordinary exception.
        if type(fault).__name__ != "PanicException":
            raise
        raise unusable(path, "LF007", "the workbook can't be read: its parts do not fit together") from None
    raise unusable(path, "LF007", "the workbook has no visible sheet with cells")


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
        return f"{shown:%Y-%m-%d %H:%M:%S}" if shown.year >= 1000 else shown.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("seconds")
    if isinstance(cell, timedelta):
        total = round(cell.total_seconds())
        return f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}"
    return str(cell)
