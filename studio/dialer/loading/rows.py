"""The rows of one call: identified, judged one by one, and written together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import DataError, IntegrityError

from studio.dialer.loading import codes
from studio.dialer.loading.codes import Code
from studio.dialer.loading.judging import Draft, Fault, Judge, Terms
from studio.dialer.records.fields import is_true, text_of
from studio.dialer.records.prospect import Prospect
from studio.dialer.settings.sources import Shape, Source
from studio.dialer.store.store import ProspectStore
from studio.dialer.store.texts import can_be_stored
from studio.dialer.zones.finder import short
from studio.runtime.ports import RowReport

# What the database refuses of a single row, as opposed to failing as a whole.
_ROW_FAILURES = (IntegrityError, DataError, ValueError, OverflowError)

CREATED, UPDATED, UNCHANGED = "Created", "Updated", "Unchanged"


class Batch:
    """One call's work on its rows; lives inside one transaction of the store."""

    def __init__(self, store: ProspectStore, source: Source, terms: Terms, inventory: int | None) -> None:
        self._store = store
        self._source = source
        self._terms = terms
        self._judge = Judge(terms)
        self._new: list[tuple[int, Prospect]] = []
        self._changed: list[tuple[int, Prospect]] = []
        self._held: dict[str, Prospect] = {}
        self._seen: dict[str, int] = {}
        self._inventory = inventory
        self._next_id = store.next_id()
        self._room = 0.0

    def load(self, rows: Sequence[object]) -> list[RowReport]:
        """Judge and store the rows; one report for each, in order."""
        self._room = _room(self._store, self._source, self._inventory, len(rows), self._next_id - 1)
        plan = self._terms.plan
        named: list[tuple[Mapping[str, Any], Shape, str] | None] = []
        for row in rows:
            if isinstance(row, Mapping):
                shape = plan.shape(row)
                key = shape.external_id
                named.append((row, shape, "" if key is None else text_of(row[key])))
            else:
                named.append(None)
        wanted = dict.fromkeys(each[2] for each in named if each is not None and can_be_stored(each[2]))
        self._held = self._store.find(self._source.name, wanted)
        reports = [self._report(number, rows[number - 1], each) for number, each in enumerate(named, start=1)]
        self._save(reports)
        return reports

    def _report(self, number: int, row: object, named: tuple[Mapping[str, Any], Shape, str] | None) -> RowReport:
        if named is None:
            detail = f"{short(text_of(row))!r} is no record with columns"
            return _failed(number, Fault(codes.INVALID_RECORD, detail))
        mapping, shape, external_id = named
        if not external_id:
            return _failed(number, Fault(codes.MISSING_EXTERNAL_ID, self._why_no_id(shape)))
        first = self._seen.setdefault(external_id, number)
        if first != number:
            duplicate = Fault(codes.DUPLICATE_EXTERNAL_ID, f"row {first} has the same external ID")
            return _failed(number, duplicate, external_id)
        held = self._held.get(external_id)
        fault = self._not_ours(held, mapping, shape)
        if fault is not None:
            return _failed(number, fault, external_id)
        return self._judged(number, mapping, shape, external_id, held)

    def _why_no_id(self, shape: Shape) -> str:
        if self._terms.plan.external_id is None:
            return f"source {short(self._source.name)!r} has no map with ExternalID; make one"
        if shape.external_id is None:
            return f"the record has no column {short(self._terms.plan.external_id)!r}, which the map names"
        return f"column {short(shape.external_id)!r} is empty"

    def _not_ours(self, held: Prospect | None, row: Mapping[str, Any], shape: Shape) -> Fault | None:
        """Why a prospect that is held may not be changed by this call."""
        if held is None or held.state == "removed":
            return None
        if held.is_live:
            if held.skill == self._terms.skill.number:
                return None
            return Fault(codes.ACTIVE_ON_ANOTHER_SKILL, f"skill {held.skill} is working on this prospect")
        if held.state == "finalized":
            return Fault(codes.PENDING_CHECK_IN, "finalized; its check-in is still to come")
        if _overrides(row, shape):
            return None
        return Fault(codes.RECORD_FINALIZED, "checked in as finalized; OverrideFinalizationStatuses reopens it")

    def _judged(
        self, number: int, row: Mapping[str, Any], shape: Shape, external_id: str, held: Prospect | None
    ) -> RowReport:
        live = held is not None and held.is_live
        stored = held if held is not None and held.state != "removed" else None
        draft = self._judge.judge(row, shape, external_id, stored, anew=not live)
        if isinstance(draft, Draft) and held is None and self._room <= 0:
            draft = Fault(codes.INVENTORY_LIMIT_EXCEEDED, "the dialer holds as many prospects as it may")
        if isinstance(draft, Draft) and not can_be_stored(external_id):
            draft = Fault(codes.RECORD_NOT_SAVED, "the external ID holds characters that can't be stored")
        if isinstance(draft, Fault):
            return _failed(number, _rejected(draft) if live else draft, external_id)
        if held is not None and live and not held.leaving and _same(held, draft):
            return _loaded(number, external_id, UNCHANGED, draft)
        if held is None:
            self._room -= 1
            prospect = self._started(self._next_id, external_id, draft)
            self._next_id += 1
            self._new.append((number - 1, prospect))
            return _loaded(number, external_id, CREATED, draft)
        if live:
            prospect = replace(
                held,
                priority=draft.fields.get("Priority") is True,
                agent=_agent(draft),
                zones=draft.zones,
                zone_source=draft.zone_source,
                expires=draft.expires,
                modified=self._terms.now,
                fields=draft.fields,
                original=draft.original,
                destinations=draft.destinations,
                leaving=False,  # who loads it again wants it to stay
            )
            if _request(held.fields) != _request(draft.fields) and held.state != "in play":
                _ask_for(prospect, draft.call_at)
        else:
            prospect = self._started(held.id, external_id, draft)
            prospect.finalizations = held.finalizations
        self._changed.append((number - 1, prospect))
        return _loaded(number, external_id, UPDATED if stored is not None else CREATED, draft)

    def _started(self, number: int, external_id: str, draft: Draft) -> Prospect:
        """A prospect at the beginning of a life."""
        terms = self._terms
        priority = draft.fields.get("Priority") is True
        for each in draft.destinations:
            each.attempts, each.final, each.last_attempt = 0, False, None
        prospect = Prospect(
            id=number,
            source=self._source.name,
            external_id=external_id,
            skill=terms.skill.number,
            state="ready" if priority and terms.skill.priority_on_insertion else "fresh",
            priority=priority,
            agent=_agent(draft),
            zones=draft.zones,
            zone_source=draft.zone_source,
            expires=draft.expires,
            created=terms.now,
            modified=terms.now,
            fields=draft.fields,
            original=draft.original,
            destinations=draft.destinations,
        )
        _ask_for(prospect, draft.call_at)
        return prospect

    def _save(self, reports: list[RowReport]) -> None:
        """Write all at once; where the database refuses one, write one by one and report those that it
        refuses.
        """
        try:
            with self._store.part():
                self._store.add([each for _, each in self._new])
                self._store.replace([each for _, each in self._changed])
            return
        except _ROW_FAILURES:
            pass
        for write, some in ((self._store.add, self._new), (self._store.replace, self._changed)):
            for position, prospect in some:
                try:
                    with self._store.part():
                        write([prospect])
                except _ROW_FAILURES as problem:
                    reason = short(str(getattr(problem, "orig", None) or problem), 200)
                    fault = Fault(codes.RECORD_NOT_SAVED, f"the prospect store refused the record: {reason}")
                    held = self._held.get(prospect.external_id)
                    if held is not None and held.is_live:
                        fault = _rejected(fault)
                    reports[position] = _failed(position + 1, fault, prospect.external_id)


def _agent(draft: Draft) -> int | None:
    """The agent whom the record is for."""
    agent = draft.fields.get("Agent")
    return agent if isinstance(agent, int) else None


def _request(fields: Mapping[str, Any]) -> tuple[Any, ...]:
    """When a record asks to be called, as it is written."""
    return tuple(fields.get(name) for name in ("CallRequestDateTime", "PreferredCallTime"))


def _ask_for(prospect: Prospect, at: datetime | None) -> None:
    """Let a prospect wait for the time at which it asks to be called; without one it waits no longer for that."""
    if at is not None:
        prospect.state, prospect.due = "callback", at
    elif prospect.state == "callback":
        prospect.state, prospect.due = ("resting" if prospect.attempts else "fresh"), None


def _room(store: ProspectStore, source: Source, inventory: int | None, wanted: int, given: int) -> float:
    """How many new prospects the store and the source may still take, exactly where it may be fewer than ``wanted``.

    ``given`` is how many numbers the store has given out, so that it holds no more prospects than these: only near a
    limit they are counted, which takes the longer the more there are.
    """
    room = float("inf")
    if inventory is not None:
        room = inventory - (given if given + wanted <= inventory else store.live_count())
    limit = source.inventory_limit
    if limit is not None:
        room = min(room, limit - (given if given + wanted <= limit else store.live_count(source.name)))
    return room


def _overrides(row: Mapping[str, Any], shape: Shape) -> bool:
    for column, key in shape.filled:
        if column.name == "OverrideFinalizationStatuses":
            return is_true(text_of(row[key])) is True
    return False


def _same(held: Prospect, draft: Draft) -> bool:
    return (
        held.fields == draft.fields
        and [(each.field, each.kind, each.number) for each in held.destinations]
        == [(each.field, each.kind, each.number) for each in draft.destinations]
        and held.zones == draft.zones
        and held.zone_source == draft.zone_source
        and held.expires == draft.expires
        and held.original == draft.original
    )


def _rejected(fault: Fault) -> Fault:
    code: Code = codes.UPDATE_REJECTED
    return Fault(code, f"{fault.code.text}: {fault.detail}")


def _failed(number: int, fault: Fault, external_id: str = "") -> RowReport:
    code = fault.code
    return RowReport(number, code.text, fault.detail, code.retry, code.check_in, external_id[:255])


def _loaded(number: int, external_id: str, detail: str, draft: Draft) -> RowReport:
    return RowReport(
        number,
        codes.SUCCESS.text,
        detail,
        codes.SUCCESS.retry,
        codes.SUCCESS.check_in,
        external_id,
        ", ".join(draft.zones),
        draft.zone_source,
        tuple(draft.warnings),
    )
