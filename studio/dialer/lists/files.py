"""List files as the platform takes them: .csv, .txt and .tab of text in UTF-8, .xls and .xlsx of Excel."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from studio.diagnostics import Diagnostic
from studio.dialer.lists.faults import Findings, ListError, unusable
from studio.dialer.lists.headings import ADDED, Headings, read_headings
from studio.ordinary import size_of

TEXT_ENDINGS = (".csv", ".txt", ".tab", ".tsv")
EXCEL_ENDINGS = (".xls", ".xlsx")


@dataclass(frozen=True, slots=True)
class ListLimits:
    """What a list may hold at most, as the platform says [documented]; None for no limit.

    ``characters`` of a record are judged where it is loaded, as ``Record Too Long``.
    """

    size: int | None = 256 * 1024 * 1024
    records: int | None = 500_000
    characters: int | None = 512


#: No limit at all, for lists that the platform would not take.
UNLIMITED = ListLimits(None, None, None)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One record of a list.

    ``number`` is its row in the file from 1, in text files the line on which it begins. ``cells`` are all its
    cells as they came, ``values`` those under a heading, by heading: text as it came; a record with fewer
    cells than headings lacks the last ones. ``fault`` says why it is no record, empty where it is one.
    """

    number: int
    cells: list[str]
    values: dict[str, str]
    fault: str = ""


class Table(Protocol):
    """Rows of cells, whatever file they come from."""

    def rows(self, findings: Findings) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold anything, with their numbers in the file; faults of the file go to ``findings``."""
        ...


@dataclass(slots=True)
class ListFile:
    """A list file that was looked through once and can be read.

    ``columns`` are its headings, ``count`` its records, ``warnings`` what is odd about it without harm.
    Columns that a file of rejected records has besides (`ADDED`) don't count among its columns.
    """

    path: Path
    columns: tuple[str, ...]
    count: int
    warnings: list[Diagnostic]
    headings: Headings
    table: Table

    def rows(self) -> Generator[ListRow]:
        """The records in the file's order, read anew; ListError where the file has changed and can't be read."""
        findings = Findings(self.path)
        rows = self.table.rows(findings)
        next(rows, None)
        for number, cells in rows:
            yield ListRow(number, cells, self.headings.values(cells), self.headings.fault_of(cells))
        if findings.found:
            raise findings.stop()

    def sample(self, most: int = 100) -> list[ListRow]:
        """The first records."""
        with closing(self.rows()) as rows:
            return [row for row, _ in zip(rows, range(most), strict=False)]


def read_list(path: Path, limits: ListLimits | None = None) -> ListFile:
    """The list in a file, looked through as a whole but not kept: rows are read again from `ListFile.rows`.

    The kind of file is told by its ending [documented], the delimiter of text by its first line. ListError with
    every fault, each with its row and column, where the file can't be used as a list: then nothing of it counts.
    """
    limits = limits or ListLimits()
    table = _table(path, limits)
    findings = Findings(path)
    headings: Headings | None = None
    count = short = 0
    warned: list[Diagnostic] = []
    try:
        for number, cells in table.rows(findings):
            if headings is None:
                headings = read_headings(number, cells, findings)
                continue
            count += 1
            short += len(cells) < headings.width
            if not findings.found and (fault := headings.fault_of(cells)):
                _warn(warned, path, number, fault)
            if limits.records is not None and count > limits.records:
                findings.add(
                    "LF009",
                    f"more than {limits.records:,} records",
                    "divide the list: the platform takes no more in one file",
                    line=number,
                )
                break
    except ListError as fault:
        raise ListError([*findings.all(), *fault.findings]) from None
    if not findings.found and headings is None:
        findings.add("LF008", "the file is empty", "a list has a line of headings, and records below it")
    elif not findings.found and not count:
        findings.add("LF008", "the file has headings and no records")
    if findings.found or headings is None:
        raise findings.stop()
    if short:
        message = f"{short:,} record{'s have' if short > 1 else ' has'} fewer cells than there are headings; the missing ones are left as they are"
        warned.append(Diagnostic("LF202", "warning", message, file=str(path)))
    if headings.added:
        message = f"not read: {', '.join(headings.added)}, which a file of rejected records has besides"
        warned.append(Diagnostic("LF203", "info", message, file=str(path)))
    return ListFile(path, headings.columns, count, warned, headings, table)


def _warn(warned: list[Diagnostic], path: Path, number: int, fault: str) -> None:
    most = 20
    if len(warned) < most:
        warned.append(
            Diagnostic(
                "LF201", "warning", f"{fault}; it is no record and will be rejected", file=str(path), line=number
            )
        )
    elif len(warned) == most:
        warned.append(Diagnostic("LF201", "warning", "more such rows are not shown", file=str(path)))


def _table(path: Path, limits: ListLimits) -> Table:
    """The reader for a file, after a look at what it is."""
    ending = path.suffix.lower()
    try:
        size = size_of(path)
        with path.open("rb") as file:
            start = file.read(8)
    except (OSError, ValueError) as fault:
        raise unusable(path, "LF001", f"the file can't be read: {getattr(fault, 'strerror', None) or fault}") from None
    if ending not in (*TEXT_ENDINGS, *EXCEL_ENDINGS):
        known = ", ".join((*TEXT_ENDINGS, *EXCEL_ENDINGS))
        raise unusable(path, "LF003", f"a list file ends in one of {known}", "save it as one of these")
    if limits.size is not None and size > limits.size:
        most = limits.size // (1024 * 1024)
        raise unusable(path, "LF002", f"the file is larger than {most} MB", "divide the list")
    if ending in EXCEL_ENDINGS:
        from studio.dialer.lists.excel import ExcelTable

        return ExcelTable(path, start)
    from studio.dialer.lists.text_files import TextTable

    return TextTable(path, start, tabs_first=ending in (".tab", ".tsv"))


__all__ = ["ADDED", "UNLIMITED", "ListFile", "ListLimits", "ListRow", "read_list"]
