"""Lists as text: commas, semicolons, tabs or bars between the cells, UTF-8 with or without its mark."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from studio.dialer.lists.faults import Findings, unusable

#: A line of this many characters is no line of a list [our choice].
LONGEST_LINE = 1_000_000

#: A cell of more characters is a quotation mark that was never closed.
LONGEST_CELL = 131_072

_DELIMITERS = (",", ";", "\t", "|")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_MARKS = {
    b"PK\x03\x04": "it is an Excel workbook (or another zip archive); give its name the ending .xlsx",
    b"\xd0\xcf\x11\xe0": "it is an old Excel workbook; give its name the ending .xls",
    b"%PDF": "it is a PDF document",
    b"\xff\xfe": "it is text in UTF-16; save it as CSV UTF-8",
    b"\xfe\xff": "it is text in UTF-16; save it as CSV UTF-8",
}


class TextTable:
    """A text file as rows of cells."""

    def __init__(self, path: Path, start: bytes, *, tabs_first: bool = False) -> None:
        """``start`` are the first bytes; ListError where they are those of something else than text."""
        self.path = path
        self._delimiters = ("\t", *_DELIMITERS) if tabs_first else _DELIMITERS
        for mark, what in _MARKS.items():
            if start.startswith(mark):
                raise unusable(path, "LF004", f"the file is no text in UTF-8: {what}")

    def rows(self, findings: Findings) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, each with the line on which it begins."""
        try:
            # The file's own line ends must stay inside quoted cells, hence newline="".
            with self.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
                yield from self._parsed(_Lines(file, findings), findings)
        except OSError as fault:
            raise unusable(self.path, "LF001", f"the file can't be read: {fault.strerror or fault}") from None

    def _parsed(self, lines: _Lines, findings: Findings) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(lines, delimiter=self._delimiter(lines), strict=True)
        while True:
            begin = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                if not _tell(fault, begin, reader.line_num, findings):
                    return
                continue
            if findings.full:
                return
            if any(cells) and any(cell.strip() for cell in cells):
                yield begin, cells

    def _delimiter(self, lines: _Lines) -> str:
        """What stands between the headings: that which gives the most of them."""
        first = lines.first()
        best, most = self._delimiters[0], 0
        for each in self._delimiters:
            try:
                found = len(next(csv.reader([first], delimiter=each), []))
            except csv.Error:
                continue
            if found > most:
                best, most = each, found
        return best


class _Lines:
    """The lines of a file for the reader: each looked at for what text may not hold."""

    def __init__(self, file: io.TextIOWrapper, findings: Findings) -> None:
        self._file = file
        self._findings = findings
        self._number = 0
        self._ahead: list[str] = []

    def first(self) -> str:
        """The first line that holds anything; the lines up to it are still given by iteration."""
        while True:
            line = self._read()
            if line:
                self._ahead.append(line)
            if not line or line.strip():
                return line

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._ahead.pop(0) if self._ahead else self._read()
        if not line:
            raise StopIteration
        return line

    def _read(self) -> str:
        line = self._file.readline(LONGEST_LINE)
        if not line:
            return line
        self._number += 1
        if len(line) == LONGEST_LINE:
            message = f"the line is longer than {LONGEST_LINE:,} characters"
            raise unusable(
                self._findings.path, "LF005", message, "a list has a line for each record", line=self._number
            )
        if "\0" in line:
            message = "the file holds NUL characters: it is no text"
            column = line.index("\0") + 1
            raise unusable(self._findings.path, "LF005", message, line=self._number, column=column)
        if not line.isascii() and (bad := _NOT_UTF8.search(line)):
            self._findings.add(
                "LF004",
                f"the byte {ord(bad[0]) - 0xDC00:#04x} is not UTF-8",
                "save the file as CSV UTF-8",
                line=self._number,
                column=bad.start() + 1,
            )
        return line


def _tell(fault: csv.Error, begin: int, end: int, findings: Findings) -> bool:
    """Tell a fault of quoting; whether the rows after it can still be read."""
    text = str(fault)
    if "field larger" in text or "unexpected end of data" in text:
        findings.add(
            "LF101",
            "a quotation mark is opened and never closed",
            "close it, or double a mark that is text",
            line=begin,
        )
        return False
    if "expected after" in text:
        message = "something stands behind a closing quotation mark"
        findings.add("LF101", message, 'inside quotes a quotation mark is doubled: ""', line=end)
    else:
        findings.add("LF101", f"the row can't be read: {text}", line=end)
    return not findings.full
