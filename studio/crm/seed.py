"""Reading leads from a CSV file such as a CRM exports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from studio.crm.wire import KEY, LARGEST_ROW, TEXT_LIMIT, encode
from studio.ordinary import size_of

#: A larger file is no list for this service, in bytes.
LARGEST_FILE = 50_000_000


class LeadsFileError(Exception):
    """The file can't be taken as leads; the message names the file, the line and the way out."""


def read_leads(path: Path, key: str = KEY) -> list[dict[str, str]]:
    """The leads of a CSV file (UTF-8, commas, a heading line), or LeadsFileError.

    Every cell stays the text that it is, blanks around it aside. The column ``key`` must be there, filled, and differ in
    every row; where it is not called LeadId, its value stands under that name too.
    """
    return parse_leads(read_text(path), str(path), key)


def read_text(path: Path) -> str:
    """The text of a list, or LeadsFileError."""
    try:
        if size_of(path) > LARGEST_FILE:
            raise LeadsFileError(f"{path}: larger than {LARGEST_FILE // 1_000_000} MB")
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise LeadsFileError(f"{path}: can't be read: {fault.strerror or fault}") from fault
    except UnicodeDecodeError as fault:
        raise LeadsFileError(f"{path}: is not UTF-8 text; save it as CSV UTF-8") from fault


def parse_leads(text: str, name: str = "leads", key: str = KEY) -> list[dict[str, str]]:
    """The same from text; ``name`` stands for the file in messages."""
    # The file's own line ends must stay inside quoted cells, hence newline="".
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = next(lines, [])
        rows = ((f"line {lines.line_num}", cells) for cells in lines)
        return leads_of(heading, rows, name, key)
    except csv.Error as fault:
        raise LeadsFileError(f"{name}, line {lines.line_num}: {fault}") from fault


def leads_of(
    heading: list[str], rows: Iterable[tuple[str, list[str]]], name: str, key: str = KEY
) -> list[dict[str, str]]:
    """The leads of a table; each of its rows comes with its place in the file ``name``, such as ``line 7``."""
    columns = _heading(heading, name, key)
    found: list[dict[str, str]] = []
    seen: set[str] = set()
    for place, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(columns, cells, f"{name}, {place}", key)
        if row[KEY] in seen:
            raise LeadsFileError(f"{name}, {place}: {key} {row[KEY][:40]} stands there twice")
        seen.add(row[KEY])
        found.append(row)
    return found


def _heading(cells: list[str], name: str, key: str) -> list[str]:
    heading = [KEY if cell.strip().lower() == KEY.lower() else cell.strip() for cell in cells]
    folded = [cell.lower() for cell in heading]
    if key.lower() not in folded:
        raise LeadsFileError(f"{name}: the first line has no column {key}, the CRM's own key")
    if "" in folded or len(set(folded)) < len(folded):
        raise LeadsFileError(f"{name}: the first line has a column without a name, or a name twice")
    if key.lower() != KEY.lower() and KEY in heading:
        raise LeadsFileError(f"{name}: the key is {key}, and there is a column {KEY} besides; take that or rename it")
    return heading


def _row(heading: list[str], cells: list[str], place: str, key: str) -> dict[str, str]:
    if len(cells) > len(heading):
        raise LeadsFileError(f"{place}: {len(cells)} cells under {len(heading)} columns")
    cells = cells + [""] * (len(heading) - len(cells))
    row = {column: cell.strip() for column, cell in zip(heading, cells, strict=True)}
    if KEY not in row:
        own = next(name for name in heading if name.lower() == key.lower())
        row = {KEY: row[own]} | row
    if not row[KEY]:
        raise LeadsFileError(f"{place}: {key} is empty")
    if len(row[KEY]) > TEXT_LIMIT:
        raise LeadsFileError(f"{place}: {key} is longer than {TEXT_LIMIT} characters")
    if len(encode(row)) > LARGEST_ROW:
        raise LeadsFileError(f"{place}: the row is too long for a script's answer ({LARGEST_ROW} bytes)")
    return row
