"""Leads in a file: where their state is kept beside it, and writing the list with where each lead stands."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from studio.crm.source import Lead

#: What is added to the columns of an exported list.
ADDED = ("CrmState", "CrmReason", "CrmAttempts", "CrmDisposition")


def side_url(path: Path) -> str:
    """The URL of the database beside a list in which its state is kept: ``leads.csv.studio.db``.

    The list itself is only read.
    """
    return f"sqlite:///{path.with_name(path.name + '.studio.db')}"


def write_list(leads: Iterable[Lead], to: TextIO) -> int:
    """Write leads as CSV, with state, reason, attempts and disposition behind their own columns; how many.

    A column of a list that is called like one of the added ones is overwritten, so that an exported list can be exported
    again.
    """
    found = list(leads)
    columns = dict.fromkeys(name for each in found for name in each.columns if name not in ADDED)
    lines = csv.writer(to, lineterminator="\n")
    lines.writerow([*columns, *ADDED])
    for each in found:
        cells = [each.columns.get(name, "") for name in columns]
        lines.writerow([*cells, each.state.value, each.reason, each.attempts, each.disposition])
    return len(found)
