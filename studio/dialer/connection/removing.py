"""Remove Prospects: takes prospects out of the dialer, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from studio.dialer.loading import codes
from studio.dialer.loading.codes import Code
from studio.dialer.records.fields import text_of
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.sources import Source, folded
from studio.dialer.store.history import Happening
from studio.dialer.store.store import ProspectStore
from studio.dialer.store.texts import can_be_stored
from studio.runtime.ports import RowReport


def remove(
    store: ProspectStore, source: Source, rows: Sequence[Any], now: datetime
) -> tuple[list[RowReport], list[Prospect]]:
    """Take out the prospects that rows name: one report for each row, and those that are out now.

    A row is identified as in a load, by the column that the map gives ExternalID; without one by a column of that name
    [choice]. One that is being dialled goes as soon as its call has ended.
    """
    column = source.plan.external_id or "externalid"
    named = [_external_id(row, column) for row in rows]
    reports: list[RowReport] = []
    gone: list[Prospect] = []
    changed: list[Prospect] = []
    with store.transaction():
        held = store.find(source.name, [each for each in named if each and can_be_stored(each)])
        for number, (row, external_id) in enumerate(zip(rows, named, strict=True), start=1):
            prospect = held.get(external_id) if external_id else None
            code, detail = _judged(row, external_id, prospect, column)
            reports.append(RowReport(number, code.text, detail, code.retry, code.check_in, (external_id or "")[:255]))
            if prospect is None or code not in (codes.SUCCESS, codes.RECORD_IN_USE):
                continue
            prospect.modified = now
            prospect.leaving = code is codes.RECORD_IN_USE
            if code is codes.SUCCESS:
                prospect.state, prospect.due = "removed", None
                gone.append(prospect)
            changed.append(prospect)
        store.touch(changed)
        store.history.add(*(Happening(each.id, now, "removed", skill=each.skill) for each in gone))
    return reports, gone


def _judged(row: Any, external_id: str | None, prospect: Prospect | None, column: str) -> tuple[Code, str]:
    if external_id is None:
        return codes.INVALID_RECORD, "the row is no record with columns"
    if not external_id:
        return codes.MISSING_EXTERNAL_ID, f"the record has nothing in a column {column!r}"
    if prospect is None or prospect.state == "removed":
        return codes.NOT_FOUND_OR_REMOVED, "the source has no such prospect, or it was removed"
    if prospect.state == "in play":
        return codes.RECORD_IN_USE, "it is being dialled; it is removed as soon as the call ends"
    return codes.SUCCESS, "Removed"


def _external_id(row: Any, column: str) -> str | None:
    """The external ID in a row, empty where it has none; None where the row is no record."""
    if not isinstance(row, Mapping):
        return None
    return next((text_of(value) for name, value in row.items() if folded(name) == column), "")
