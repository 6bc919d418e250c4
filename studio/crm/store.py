"""The CRM itself: leads in a table, given out by batch and page, taken back by batch and key."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import RLock
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from studio.crm.check_in import KEY, Counts, note_loaded, take_in
from studio.crm.check_out import Page, end_leases, known_page, new_page
from studio.crm.schema import leads, open_engine
from studio.crm.states import State
from studio.crm.wire import CrmError, CrmUnavailable, encode, required, text_of, whole_number

#: How long a lead stays out when nobody reports on it [choice].
LEASE_MINUTES = 15
#: Most rows of a page, and of all pages of a batch, unless the request asks for fewer.
MOST_ROWS = 10_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    """The real time, for a CRM that is served on a port."""
    return datetime.now(UTC)


class Crm:
    """A lead source on its own table [choice: the shape of check-out and check-in].

    ``lease_minutes`` after it went out a lead that nobody reported on is offered again, with None never.
    ``url`` is an SQLAlchemy URL of an SQLite store (``sqlite://`` in memory, ``sqlite:///leads.db`` a file);
    ``clock`` gives the time in UTC. Numbers are taken as text too. Methods raise CrmError for a wrong
    parameter and CrmUnavailable where the store fails, having changed nothing then.
    """

    def __init__(
        self,
        url: str = "sqlite://",
        clock: Callable[[], datetime] = utc_now,
        lease_minutes: float | None = LEASE_MINUTES,
    ) -> None:
        self._clock = clock
        self._lease = None if lease_minutes is None else round(lease_minutes * 60_000)
        self._lock = RLock()
        try:
            self._engine = open_engine(url)
        except SQLAlchemyError as fault:
            raise CrmUnavailable(f"the store of the CRM can't be opened: {_why(fault)}") from fault

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine of its store."""
        return self._engine

    def add(self, rows: Iterable[dict[str, str]]) -> int:
        """Put leads into the CRM, in order; a known LeadId stays as it is. Gives how many were new."""
        with self._transaction() as connection:
            last = connection.scalar(select(func.max(leads.c.position))) or 0
            known = set(connection.scalars(select(leads.c.lead_id)))
            fresh = [row for row in rows if row[KEY] not in known]
            for start in range(0, len(fresh), 1_000):
                part = fresh[start : start + 1_000]
                connection.execute(insert(leads), [_lead(row, last + start + n) for n, row in enumerate(part, 1)])
            return len(fresh)

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
            return again or new_page(connection, key, number, now, most, in_all, text_of(campaign))

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
            self._end_leases(connection, self._now())
            found = connection.execute(
                select(leads.c.state, leads.c.reason, func.count())
                .group_by(leads.c.state, leads.c.reason)
                .order_by(leads.c.state, leads.c.reason)
            ).all()
        states: dict[str, int] = {state.value: 0 for state in State}
        reasons: dict[str, dict[str, int]] = {State.CHECKED_IN.value: {}, State.FINISHED.value: {}}
        for state, reason, count in found:
            states[state] += count
            if state in reasons:
                reasons[state][reason] = count
        return {"leads": sum(states.values()), "states": states, "reasons": reasons}

    def lead(self, lead_id: Any) -> dict[str, Any] | None:
        """One lead with where it stands, or None."""
        with self._transaction() as connection:
            self._end_leases(connection, self._now())
            row = connection.execute(select(leads).where(leads.c.lead_id == text_of(lead_id))).mappings().first()
        if row is None:
            return None
        return {
            "LeadId": row["lead_id"],
            "state": row["state"],
            "reason": row["reason"],
            "batch": row["batch"],
            "outSince": _iso(row["out_at"]) if row["state"] == State.OUT else None,
            "given": row["given"],
            "attempts": row["attempts"],
            "disposition": row["disposition"],
            "columns": json.loads(row["cells"]),
        }

    def states(self) -> Iterator[tuple[str, State, str]]:
        """(LeadId, state, reason) of every lead in the order of the file."""
        with self._transaction() as connection:
            self._end_leases(connection, self._now())
            found = connection.execute(
                select(leads.c.lead_id, leads.c.state, leads.c.reason).order_by(leads.c.position)
            ).all()
        for lead_id, state, reason in found:
            yield lead_id, State(state), reason

    def columns(self) -> Iterator[tuple[str, dict[str, str]]]:
        """(LeadId, columns) of every lead in the order of the file."""
        with self._transaction() as connection:
            found = connection.execute(select(leads.c.lead_id, leads.c.cells).order_by(leads.c.position)).all()
        for lead_id, cells in found:
            yield lead_id, json.loads(cells)

    def close(self) -> None:
        """Let go of the store."""
        self._engine.dispose()

    def __enter__(self) -> Crm:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _now(self) -> int:
        return (self._clock() - _EPOCH) // timedelta(milliseconds=1)

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
                raise CrmUnavailable(f"the store of the CRM failed: {_why(fault)}") from fault


def _lead(row: dict[str, str], position: int) -> dict[str, Any]:
    campaign = text_of(next((value for name, value in row.items() if name.lower() == "campaign"), ""))
    cells = encode(row).decode()
    return {
        "lead_id": row[KEY],
        "position": position,
        "campaign": campaign.lower(),
        "cells": cells,
        "state": State.IN_CRM,
    }


def _iso(milliseconds: int | None) -> str | None:
    if milliseconds is None:
        return None
    return (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _why(fault: SQLAlchemyError) -> str:
    return str(getattr(fault, "orig", None) or fault)[:200]


__all__ = ["KEY", "LEASE_MINUTES", "Counts", "Crm", "CrmError", "CrmUnavailable", "Page", "State", "utc_now"]
