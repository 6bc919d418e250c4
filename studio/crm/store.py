"""The CRM itself: leads in a table, given out by batch and page, taken back by batch and key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from studio.crm.check_in import note_loaded, note_outcome, take_in
from studio.crm.check_out import end_leases, known_page, never_given, new_page
from studio.crm.engines import open_engine, why
from studio.crm.existing import ExistingTable, TableNames
from studio.crm.schema import leads
from studio.crm.source import Counts, Lead, Page
from studio.crm.states import State
from studio.crm.wire import KEY, CrmError, CrmUnavailable, chunks, encode, required, text_of, whole_number

#: How long a lead stays out when nobody reports on it [choice].
LEASE_MINUTES = 15
#: Most rows of a page, and of all pages of a batch, unless the request asks for fewer.
MOST_ROWS = 10_000
#: Most leads of a listing.
MOST_LISTED = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    """The real time, for a CRM that is served on a port."""
    return datetime.now(UTC)


class Crm:
    """A lead source in a database; implements ``source.LeadSource``.

    ``lease_minutes`` after it went out a lead that nobody reported on is offered again, with None never.
    ``url`` is an SQLAlchemy URL (``sqlite://`` in memory, ``sqlite:///leads.db`` a file, ``postgresql://host/name``);
    ``clock`` gives the time in UTC. ``table`` names a table that somebody else keeps; without one the leads are those that
    were added. Several processes may use one database: what one gives out no other does.
    """

    def __init__(
        self,
        url: str = "sqlite://",
        clock: Callable[[], datetime] = utc_now,
        lease_minutes: float | None = LEASE_MINUTES,
        table: TableNames | None = None,
    ) -> None:
        self._clock = clock
        self._lease = None if lease_minutes is None else round(lease_minutes * 60_000)
        self._lock = RLock()
        self._engine = open_engine(url)
        self._rows: ExistingTable | None = None
        if table is not None:
            try:
                with self._transaction() as connection:
                    self._rows = ExistingTable(connection, table)
                    self._rows.take_over(connection)
            except BaseException:
                self.close()
                raise

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine of its store."""
        return self._engine

    def add(self, rows: Iterable[dict[str, str]]) -> int:
        """Put leads into the CRM, in order; gives how many were new.

        A known LeadId stays where it stands; a row of it that was mended takes the place of the old one, unless the lead is
        out.
        """
        with self._transaction() as connection:
            last = connection.scalar(select(func.max(leads.c.position))) or 0
            made = {each["lead_id"]: each for each in map(_lead, rows)}
            known = _known(connection, made) if last else {}
            mended = [
                {"key": key, "now": made[key]["cells"], "of": made[key]["campaign"]}
                for key, cells in known.items()
                if cells not in (None, made[key]["cells"])
            ]
            new = [each for key, each in made.items() if key not in known]
            for start in range(0, len(new), 1_000):
                part = new[start : start + 1_000]
                connection.execute(
                    insert(leads), [each | {"position": last + start + n} for n, each in enumerate(part, 1)]
                )
            if mended:
                connection.execute(_MEND, mended)
            return len(new)

    def check_out(self, batch: Any, page: Any = 1, count: Any = None, wanted: Any = None, campaign: Any = "") -> Page:
        """A page of a batch: leads that are marked as out from now on.

        As many as stay below 32 KB, at most ``count`` on the page and ``wanted`` in the batch (10,000 each
        unless said). The same batch and page asked again gives the same rows, whatever became of them.
        """
        key = required(batch, "batch")
        number = whole_number(page, "page", 1, 1_000_000, 1)
        most = whole_number(count, "count", 1, MOST_ROWS, MOST_ROWS)
        in_all = whole_number(wanted, "wanted", 0, MOST_ROWS, MOST_ROWS)
        with self._transaction() as connection:
            now = self._now()
            self._end_leases(connection, now)
            again = known_page(connection, key, number, now)
            if again is not None:
                return again
            of = text_of(campaign)
            if self._rows is not None and number == 1 and never_given(connection, of, in_all) < in_all:
                # Looking for new rows reads the whole table.
                self._rows.take_over(connection)
            return new_page(connection, key, number, now, count=most, wanted=in_all, campaign=of, rows=self._rows)

    def loaded(self, batch: Any, rows: list[dict[str, Any]]) -> Counts:
        """Records of a batch that the dialer holds now, by LeadId. Once or many times is the same."""
        with self._transaction() as connection:
            return note_loaded(connection, required(batch, "batch"), rows)

    def check_in(self, batch: Any, rows: list[dict[str, Any]]) -> Counts:
        """Take ``{LeadId, ResultCode, Attempts, Disposition, CheckedInAt}`` back, once for a lead and batch.

        The ResultCode decides where a lead stands then (``states.after_check_in``).
        """
        with self._transaction() as connection:
            return take_in(connection, required(batch, "batch"), rows, self._now())

    def outcome(self, record: dict[str, Any]) -> Counts:
        """Note ``{LeadId, Attempts, Disposition}`` of an attempt; the lead stays where it stands."""
        with self._transaction() as connection:
            return note_outcome(connection, record)

    def release(self, reason: Any = "") -> int:
        """Offer leads again that rest as checked in (with this reason, or all), once the cause is mended."""
        wanted = text_of(reason)
        resting = leads.c.state == State.CHECKED_IN
        with self._transaction() as connection:
            changed = connection.execute(
                update(leads)
                .where(*([resting, leads.c.reason == wanted] if wanted else [resting]))
                .values(state=State.IN_CRM, reason="")
            )
            return changed.rowcount

    def summary(self) -> dict[str, Any]:
        """Leads by state and, of those that rest or are finished, by reason."""
        with self._transaction() as connection:
            self._take_over(connection)
            self._end_leases(connection, self._now())
            without_key = self._rows.without_key(connection) if self._rows is not None else 0
            found = connection.execute(
                select(leads.c.state, leads.c.reason, func.count()).group_by(leads.c.state, leads.c.reason)
            ).all()
        states: dict[str, int] = {state.value: 0 for state in State}
        reasons: dict[str, dict[str, int]] = {State.CHECKED_IN.value: {}, State.FINISHED.value: {}}
        # Databases order texts differently.
        for state, reason, count in sorted(tuple(row) for row in found):
            states[state] += count
            if state in reasons:
                reasons[state][reason] = count
        told = {"leads": sum(states.values()), "states": states, "reasons": reasons}
        return told | {"withoutKey": without_key} if self._rows is not None else told

    def lead(self, lead_id: Any) -> Lead | None:
        """One lead with where it stands, or None."""
        with self._transaction() as connection:
            self._end_leases(connection, self._now())
            rows = connection.execute(select(leads).where(leads.c.lead_id == text_of(lead_id))).all()
            found = self._told(connection, rows)
        return found[0] if found else None

    def listing(self, after: Any = 0, count: Any = None) -> list[Lead]:
        """Leads whose position is above ``after``, in order, at most ``count`` (1,000 unless said)."""
        above = whole_number(after, "after", 0, 2**31 - 1, 0)
        most = whole_number(count, "count", 1, MOST_LISTED, MOST_LISTED)
        with self._transaction() as connection:
            if not above:
                self._take_over(connection)
            self._end_leases(connection, self._now())
            rows = connection.execute(
                select(leads).where(leads.c.position > above).order_by(leads.c.position).limit(most)
            ).all()
            return self._told(connection, rows)

    def states(self) -> Iterator[tuple[str, State, str]]:
        """(LeadId, state, reason) of every lead in the order of the file."""
        with self._transaction() as connection:
            self._end_leases(connection, self._now())
            found = connection.execute(
                select(leads.c.lead_id, leads.c.state, leads.c.reason).order_by(leads.c.position)
            ).all()
        for lead_id, state, reason in found:
            yield lead_id, State(state), reason

    def close(self) -> None:
        """Let go of the store."""
        self._engine.dispose()

    def __enter__(self) -> Crm:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _now(self) -> int:
        return (self._clock() - _EPOCH) // timedelta(milliseconds=1)

    def _take_over(self, connection: Connection) -> None:
        if self._rows is not None:
            self._rows.take_over(connection)

    def _told(self, connection: Connection, rows: Iterable[Row[Any]]) -> list[Lead]:
        found = [_as_lead(row) for row in rows]
        if self._rows is None:
            return found
        # A row that was never given out is not with us yet.
        there = self._rows.columns(connection, [each.lead_id for each in found if not each.columns])
        return [each if each.columns else replace(each, columns=there.get(each.lead_id, {})) for each in found]

    def _end_leases(self, connection: Connection, now: int) -> None:
        if self._lease is not None:
            end_leases(connection, now - self._lease)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._lock:
            try:
                with self._engine.begin() as connection:
                    yield connection
            except SQLAlchemyError as fault:
                raise CrmUnavailable(f"the store of the CRM failed: {why(fault)}") from fault


_MEND = (
    update(leads).where(leads.c.lead_id == bindparam("key")).values(cells=bindparam("now"), campaign=bindparam("of"))
)


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, str | None]:
    """The leads that are there already, with their rows; None for one that is out."""
    found: dict[str, str | None] = {}
    for part in chunks(keys):
        asked = select(leads.c.lead_id, leads.c.state, leads.c.cells).where(leads.c.lead_id.in_(part))
        for lead_id, state, cells in connection.execute(asked):
            found[lead_id] = None if state == State.OUT else cells
    return found


def _lead(row: dict[str, str]) -> dict[str, Any]:
    campaign = text_of(next((value for name, value in row.items() if name.lower() == "campaign"), ""))
    return {
        "lead_id": text_of(row[KEY]),
        "campaign": campaign.lower(),
        "cells": encode(row).decode(),
        "state": State.IN_CRM,
    }


def _as_lead(row: Row[Any]) -> Lead:
    state = State(row.state)
    out_since = _iso(row.out_at) if state is State.OUT else None
    return Lead(
        row.lead_id,
        row.position,
        state,
        row.reason,
        row.batch,
        out_since,
        row.given,
        row.attempts,
        row.disposition,
        json.loads(row.cells),
    )


def _iso(milliseconds: int | None) -> str | None:
    if milliseconds is None:
        return None
    return (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


__all__ = ["KEY", "LEASE_MINUTES", "Counts", "Crm", "CrmError", "CrmUnavailable", "Page", "State", "utc_now"]
