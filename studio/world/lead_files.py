"""Leads from a list of any kind: CSV, tabs, Excel. The dialer's reader of lists serves the CRM here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from studio.crm.seed import LeadsFileError, leads_of, parse_leads, read_text
from studio.crm.wire import KEY
from studio.dialer.lists.faults import ListError
from studio.dialer.lists.files import UNLIMITED, ListFile, read_list
from studio.dialer.lists.matching import match_fields

#: Records that are looked at to find the key.
_SAMPLE = 100


def read_lead_file(path: Path, key: str = "") -> list[dict[str, str]]:
    """The leads of a list, or LeadsFileError.

    ``key`` is the column that tells leads apart. Without it that is ``LeadId`` or, where there is none, the column that
    the importer of calling lists would take for the external ID.
    """
    if path.suffix.lower() == ".csv":
        text = read_text(path)
        return parse_leads(text, str(path), key or _key_of(_heading(text)))
    try:
        found = read_list(path, UNLIMITED)
        own = key or _key_of(list(found.columns), [row.values for row in found.sample(_SAMPLE)])
        return leads_of(list(found.columns), _rows(found), str(path), own)
    except ListError as fault:
        first, more = fault.findings[0], len(fault.findings) - 1
        place = f", row {first.line}" if first.line is not None else ""
        told = f" (and {more} more)" if more else ""
        raise LeadsFileError(f"{path}{place}: {first.message}{told} [{first.code}]") from fault


def _rows(found: ListFile) -> Iterator[tuple[str, list[str]]]:
    for row in found.rows():
        if row.fault:
            raise LeadsFileError(f"{found.path}, row {row.number}: {row.fault}")
        yield f"row {row.number}", [row.values.get(name, "") for name in found.columns]


def _heading(text: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO("".join(islice(io.StringIO(text, newline=""), 1)), newline="")), [])
    except csv.Error:
        return []


def _key_of(columns: list[str], sample: list[dict[str, str]] | None = None) -> str:
    if any(each.strip().lower() == KEY.lower() for each in columns):
        return KEY
    return match_fields([each.strip() for each in columns], sample or []).map.get("ExternalID", KEY)
