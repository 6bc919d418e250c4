"""Reading leads from a CSV file such as a CRM exports."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from studio.crm.wire import KEY, LARGEST_ROW, TEXT_LIMIT, encode
from studio.ordinary import size_of

#: A larger file is no list for this service, in bytes.
LARGEST_FILE = 50_000_000


class LeadsFileError(Exception):
    """The file can't be taken as leads; the message names the file, the line and the way out."""


def read_leads(path: Path) -> list[dict[str, str]]:
    """The leads of a CSV file (UTF-8, commas, a heading line with a column LeadId), or LeadsFileError.

    Every cell stays the text that it is, blanks around it aside. LeadId must be there and differ in every
    row.
    """
    try:
        if size_of(path) > LARGEST_FILE:
            raise LeadsFileError(f"{path}: larger than {LARGEST_FILE // 1_000_000} MB")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise LeadsFileError(f"{path}: can't be read: {fault.strerror or fault}") from fault
    except UnicodeDecodeError as fault:
        raise LeadsFileError(f"{path}: is not UTF-8 text; save it as CSV UTF-8") from fault
    return parse_leads(text, str(path))


def parse_leads(text: str, name: str = "leads") -> list[dict[str, str]]:
    """The same from text; ``name`` stands for the file in messages."""
    # The file's own line ends must stay inside quoted cells, hence newline="".
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[dict[str, str]] = []
    seen: set[str] = set()
    try:
        heading = _heading(next(lines, []), name)
        for cells in lines:
            if not any(cell.strip() for cell in cells):
                continue
            row = _row(heading, cells, f"{name}, line {lines.line_num}")
            if row[KEY] in seen:
                raise LeadsFileError(f"{name}, line {lines.line_num}: LeadId {row[KEY]} stands there twice")
            seen.add(row[KEY])
            found.append(row)
    except csv.Error as fault:
        raise LeadsFileError(f"{name}, line {lines.line_num}: {fault}") from fault
    return found


def _heading(cells: list[str], name: str) -> list[str]:
    heading = [KEY if cell.strip().lower() == KEY.lower() else cell.strip() for cell in cells]
    folded = [cell.lower() for cell in heading]
    if KEY not in heading:
        raise LeadsFileError(f"{name}: the first line has no column {KEY}, the CRM's own key")
    if "" in folded or len(set(folded)) < len(folded):
        raise LeadsFileError(f"{name}: the first line has a column without a name, or a name twice")
    return heading


def _row(heading: list[str], cells: list[str], place: str) -> dict[str, str]:
    if len(cells) > len(heading):
        raise LeadsFileError(f"{place}: {len(cells)} cells under {len(heading)} columns")
    cells += [""] * (len(heading) - len(cells))
    row = {column: cell.strip() for column, cell in zip(heading, cells, strict=True)}
    if not row[KEY]:
        raise LeadsFileError(f"{place}: LeadId is empty")
    if len(row[KEY]) > TEXT_LIMIT:
        raise LeadsFileError(f"{place}: LeadId is longer than {TEXT_LIMIT} characters")
    if len(encode(row)) > LARGEST_ROW:
        raise LeadsFileError(f"{place}: the row is too long for a script's answer ({LARGEST_ROW} bytes)")
    return row
