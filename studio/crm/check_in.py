"""Taking leads back, and noting which ones the dialer holds: each report counts once for a lead and batch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from studio.crm.schema import check_ins, leads, page_rows
from studio.crm.source import Counts
from studio.crm.states import State, after_check_in
from studio.crm.wire import KEY, chunks, column, required, text_of, whole_number


@dataclass(frozen=True, slots=True)
class _Known:
    state: State
    batch: str | None
    in_batch: bool
    counted: bool


def ending(source: Any, finalization: Any) -> str:
    """What stands for the batch of a record that the dialer has finished with: its source, and which of its ends it was.

    So a check-in of that end counts once, however often and from whichever run it comes [choice].
    """
    number = whole_number(required(finalization, "finalization"), "finalization", 1, 1_000_000, 1)
    return f"{required(source, 'source')[:200]}, end {number}"


def take_in(connection: Connection, batch: str, rows: list[dict[str, Any]], now: int) -> Counts:
    """Count a set of checked-in records and put their leads where their ResultCode says."""
    records = [_record(number, row, batch, now) for number, row in enumerate(rows, 1)]
    known = _look_up(connection, batch, [each["lead_id"] for each in records])
    counted: list[dict[str, Any]] = []
    moved: list[dict[str, Any]] = []
    already = unknown = 0
    seen: set[str] = set()
    for record in records:
        key = record["lead_id"]
        lead = known.get(key)
        after = after_check_in(record["result_code"], lead.state) if lead else State.IN_CRM
        # An end comes from the dialer and may bear any batch; a failure speaks of a row that this batch was
        # given.
        if lead is None or not (lead.in_batch or after is State.FINISHED):
            unknown += 1
        elif lead.counted or key in seen:
            already += 1
        else:
            seen.add(key)
            counted.append(record)
            if _moves(lead, batch, after):
                moved.append(_move(record, after))
    if counted:
        connection.execute(insert(check_ins), counted)
    if moved:
        connection.execute(_MOVE, moved)
    return Counts(len(counted), already, unknown)


def note_outcome(connection: Connection, record: dict[str, Any]) -> Counts:
    """Note how an attempt at a lead came out; it stays where it stands. An older attempt than the one noted is no news."""
    key = text_of(column(record, KEY))
    attempts = whole_number(column(record, "Attempts"), "Attempts", 0, 1_000_000, 0)
    disposition = text_of(column(record, "Disposition"))
    found = connection.execute(
        select(leads.c.state, leads.c.attempts, leads.c.disposition).where(leads.c.lead_id == key)
    ).first()
    if found is None:
        return Counts(unknown=1)
    known = (found.attempts, found.disposition) == (attempts, disposition)
    if known or found.state == State.FINISHED or attempts < found.attempts:
        return Counts(already=1)
    connection.execute(update(leads).where(leads.c.lead_id == key).values(attempts=attempts, disposition=disposition))
    return Counts(accepted=1)


def note_loaded(connection: Connection, batch: str, rows: list[dict[str, Any]]) -> Counts:
    """Note that the dialer holds the records, whatever the CRM thought; an ended lead stays ended."""
    keys = list(dict.fromkeys(text_of(column(row, KEY)) for row in rows))
    known = _look_up(connection, batch, keys)
    held = {key for key in keys if key in known and known[key].in_batch}
    fresh = [key for key in keys if key in held and known[key].state not in (State.IN_DIALER, State.FINISHED)]
    for part in chunks(fresh):
        connection.execute(
            update(leads).where(leads.c.lead_id.in_(part)).values(state=State.IN_DIALER, reason="", batch=batch)
        )
    unknown = sum(1 for row in rows if text_of(column(row, KEY)) not in held)
    return Counts(len(fresh), len(rows) - unknown - len(fresh), unknown)


_MOVE = (
    update(leads)
    .where(leads.c.lead_id == bindparam("key"))
    .values(
        state=bindparam("after"),
        reason=bindparam("why"),
        attempts=bindparam("tries"),
        disposition=bindparam("outcome"),
        batch=None,
    )
)


def _moves(lead: _Known, batch: str, after: State) -> bool:
    if after is State.FINISHED:
        return True
    # A lead that went to another batch in the meantime is that batch's affair.
    return lead.batch == batch and lead.state in (State.OUT, State.IN_CRM)


def _move(record: dict[str, Any], after: State) -> dict[str, Any]:
    failed = record["result_code"].lower() not in ("", "success")
    return {
        "key": record["lead_id"],
        "after": after,
        "why": record["result_code"] if failed else record["disposition"],
        "tries": record["attempts"],
        "outcome": record["disposition"],
    }


def _record(number: int, row: dict[str, Any], batch: str, now: int) -> dict[str, Any]:
    return {
        "batch": batch,
        "lead_id": text_of(column(row, KEY)),
        "result_code": text_of(column(row, "ResultCode")),
        "attempts": whole_number(column(row, "Attempts"), f"Attempts of record {number}", 0, 1_000_000, 0),
        "disposition": text_of(column(row, "Disposition")),
        "checked_in_at": text_of(column(row, "CheckedInAt")),
        "received_at": now,
    }


def _look_up(connection: Connection, batch: str, keys: list[str]) -> dict[str, _Known]:
    found: dict[str, _Known] = {}
    for part in chunks(dict.fromkeys(keys)):
        mine = set(
            connection.scalars(
                select(page_rows.c.lead_id).where(page_rows.c.batch == batch, page_rows.c.lead_id.in_(part))
            )
        )
        counted = set(
            connection.scalars(
                select(check_ins.c.lead_id).where(check_ins.c.batch == batch, check_ins.c.lead_id.in_(part))
            )
        )
        for lead_id, state, holder in connection.execute(
            select(leads.c.lead_id, leads.c.state, leads.c.batch).where(leads.c.lead_id.in_(part))
        ):
            found[lead_id] = _Known(State(state), holder, lead_id in mine, lead_id in counted)
    return found
