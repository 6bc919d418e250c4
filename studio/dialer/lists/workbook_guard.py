"""Looks at an .xlsx file before the library reads it: a small file may unpack to more than any memory holds.

The library lays a sheet out as a full rectangle. One cell in the last column of the last row makes that 17
thousand million cells, and the process ends without an exception. So the farthest cell is looked for first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from studio.dialer.lists.faults import unusable

#: Bytes of all parts of a workbook, unpacked [our choice].
MOST_BYTES = 1_500_000_000

#: Cells of a sheet's rectangle [our choice]: 500,000 records of 20 columns, some 600 MB of memory.
MOST_CELLS = 10_000_000

_PORTION = 1 << 20
_TAG = re.compile(rb"<(?:[A-Za-z0-9_.-]{1,40}:)?(c|row)(?=[\s/>])([^<>]{0,2000})")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,10})([0-9]{0,12})[\"']")
_LEFT_OVER = 2_100
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def refuse_unfit(path: Path) -> None:
    """ListError where the workbook is damaged, unpacks to too much, or has a cell too far out."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(each.file_size for each in parts) > MOST_BYTES:
                most = MOST_BYTES // 1_000_000
                raise unusable(path, "LF002", f"the workbook unpacks to more than {most:,} MB", "divide the list")
            for part in parts:
                if part.filename.lower().endswith((".xml", ".bin", "/")) or "." not in part.filename:
                    _look_through(path, archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError) as fault:
        message = "the workbook is damaged or locked by a password"
        raise unusable(path, "LF007", f"{message}: {fault}", "open and save it in Excel") from None
    except OSError as fault:
        raise unusable(path, "LF001", f"the file can't be read: {fault.strerror or fault}") from None


def _look_through(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """One part of the archive; only those of sheets have such tags."""
    last_row = last_column = 0
    unplaced = {b"c": 0, b"row": 0}
    kept = b""
    with archive.open(part) as stream:
        while portion := stream.read(_PORTION):
            if not kept and portion.startswith(_UTF16):
                raise unusable(path, "LF007", "the workbook has a part in UTF-16", "open and save it in Excel")
            text = kept + portion
            end = 0
            for found in _TAG.finditer(text):
                if found.end() >= len(text) and len(portion) == _PORTION:
                    break  # the tag may go on in the next portion
                end = found.end()
                place = _PLACE.search(found[2])
                if place is None:
                    unplaced[found[1]] += 1
                    continue
                last_row = max(last_row, int(place[2] or b"0"))
                last_column = max(last_column, _column(place[1]))
            if (last_row + unplaced[b"row"]) * max(last_column, 1) > MOST_CELLS:
                break
            kept = text[max(end, len(text) - _LEFT_OVER) :]
    rows = last_row + unplaced[b"row"]
    if rows * max(last_column, 1) > MOST_CELLS or rows * unplaced[b"c"] > MOST_CELLS * 1_000:
        message = f"the sheet reaches to row {rows:,} and column {last_column:,}: more than {MOST_CELLS:,} cells"
        raise unusable(path, "LF002", message, "delete what stands far from the list, or save it as CSV UTF-8")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
