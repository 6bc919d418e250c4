"""Random histories of the dialer against a plain model of it: loads, attempts, removals, check-ins, clocks, crashes.

The model is written from the rules, not from the program: which code a row gets, who may be dialled now, what an attempt makes of a
record. After every step each record is in exactly one place, as the model has it, and the counts are those of a recount.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from legal_hours import illegal, zones_of_number
from sqlalchemy import event

from studio.dialer.calling.call_list import CallList, Outcome
from studio.dialer.connection.personal_connection import PersonalConnection
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.dialer.store.store import ProspectStore
from studio.runtime.ports import LoadRequest

START = datetime(2026, 3, 7, 15, tzinfo=UTC)  # the day before clocks change
RETRY = {
    "minimumRetryMinutes": 45,
    "maximumAttempts": 4,
    "maximumNumberOfHandledCalls": 2,
    "maximumNumberOfCallbacks": 2,
}
SKILLS = {
    1: Skill.model_validate({"number": 1, "retry": RETRY}),
    2: Skill.model_validate({"number": 2, "retry": RETRY | {"finalizeWhenExhausted": False}}),
}
MAP = {"ExternalID": "id", "PhoneNumber": "home", "Cell": "cell", "ExpirationDate": "exp", "City": "city"}
MAP |= {"OverrideFinalizationStatuses": "again", "Priority": "hot"}
SOURCES = [
    Source.model_validate({"name": name, "map": MAP, "fields": [{"name": "Cell", "type": "Phone"}]}) for name in "AB"
]
#: One zone each, two ambiguous ones, Phoenix without daylight saving, one that is no number, one without a place.
NUMBERS = ["2125550101", "3125550101", "6025550101", "4235550101", "8085550101", "9282830100"]
BAD = ["123", "8005550100"]
LIVE = ("fresh", "ready", "in play", "resting", "callback", "exhausted")


@dataclass
class Number:
    number: str
    attempts: int = 0
    final: bool = False


@dataclass
class Record:
    """A record as the rules have it."""

    skill: int
    numbers: dict[str, Number]
    columns: dict[str, str]
    zones: frozenset[str]
    state: str = "fresh"
    attempts: int = 0
    live: int = 0
    callbacks: int = 0
    due: datetime | None = None
    expires: datetime | None = None
    leaving: bool = False

    def open_numbers(self) -> list[Number]:
        return [each for each in self.numbers.values() if not each.final]

    def may_be_called(self, now: datetime) -> bool:
        return (
            self.state in ("fresh", "ready", "resting", "callback")
            and bool(self.open_numbers())
            and (self.due is None or self.due <= now)
            and (self.expires is None or now < self.expires)
            # A window's last minute hands nothing out.
            and not illegal(now, self.zones)
            and not illegal(now + timedelta(minutes=1), self.zones)
        )


@contextmanager
def torn(store: ProspectStore, after: int) -> Iterator[None]:
    """Within it the statement after so many fails as if the disk had."""
    left = [after]

    def fail(*_: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise sqlite3.OperationalError("disk I/O error")

    event.listen(store.database.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(store.database.engine, "before_cursor_execute", fail)


rows = st.fixed_dictionaries(
    {"id": st.sampled_from(["", "1", "2", "3", "4", "5"])},
    optional={
        "home": st.sampled_from([*NUMBERS, *BAD, ""]),
        "cell": st.sampled_from([*NUMBERS, *BAD, ""]),
        "city": st.sampled_from(["Ogden", "Provo", ""]),
        "exp": st.sampled_from(["2026-03-07", "2026-03-09", "2026-04-01", "soon", ""]),
        "again": st.sampled_from(["true", "false"]),
        "hot": st.sampled_from(["true", "false"]),
    },
)


class Dialer(RuleBasedStateMachine):
    """The dialer beside its model."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.url = "sqlite://"
        self.now = START
        self.model: dict[tuple[str, str], Record] = {}
        self.in_play: dict[tuple[str, str], str] = {}

    @initialize(file=st.booleans())
    def begin(self, file: bool) -> None:
        if file:
            self.url = f"sqlite:///{Path(self.folder.name) / 'dialer.db'}"
        self.open()

    def open(self) -> None:
        self.store = ProspectStore(self.url)
        self.connection = PersonalConnection(self.store, SKILLS.values(), SOURCES)
        self.lists = {number: CallList(self.store, skill) for number, skill in SKILLS.items()}

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
        self.folder.cleanup()

    # ------------------------------------------------------------------------------------------------- loads
    @rule(source=st.sampled_from("AB"), skill=st.sampled_from([1, 2]), some=st.lists(rows, max_size=4))
    def load(self, source: str, skill: int, some: list[dict[str, str]]) -> None:
        result = self.connection.load(LoadRequest(str(skill), source, list(some)), self.now)
        assert not result.error
        seen: set[str] = set()
        for row, report in zip(some, result.rows, strict=True):
            expected = self.judged(source, skill, row, seen)
            assert report.code == expected, (row, report)

    @rule(some=st.lists(rows, min_size=1, max_size=4), after=st.integers(0, 12))
    def load_and_crash(self, some: list[dict[str, str]], after: int) -> None:
        before = [(each.source, each.external_id, each.state, each.fields) for each in self.store.all()]
        with torn(self.store, after):
            result = self.connection.load(LoadRequest("1", "A", list(some)), self.now)
        if not result.error:
            seen: set[str] = set()
            for row in some:
                self.judged("A", 1, row, seen)
            return
        assert {each.code for each in result.rows} == {"Service Unavailable"}
        assert [(each.source, each.external_id, each.state, each.fields) for each in self.store.all()] == before

    def judged(self, source: str, skill: int, row: dict[str, str], seen: set[str]) -> str:
        """The code that a row gets; the model is changed as the load changes the store."""
        name = row["id"]
        if not name:
            return "Missing External ID"
        if name in seen:
            return "Duplicate External ID"
        seen.add(name)
        held = self.model.get((source, name))
        live = held is not None and held.state in LIVE
        if held is not None and live and held.skill != skill:
            return "Active On Another Skill"
        if held is not None and held.state == "finalized":
            return "Pending Check In"
        if held is not None and held.state == "checked in" and row.get("again") != "true":
            return "Record Finalized"
        known = held if held is not None and held.state != "removed" else None
        columns = (dict(known.columns) if known else {}) | {key: row[key] for key in row if key not in ("home", "cell")}
        numbers: dict[str, Number] = {}
        good = bad = False
        for column in ("home", "cell"):
            before = known.numbers.get(column) if known else None
            text = row.get(column)
            if text is None:
                kept = before
                good = good or before is not None
            elif not text:
                continue
            elif text == "123":
                bad, kept = True, before
            else:
                good = True
                kept = before if before is not None and before.number == text else Number(text)
            if kept is not None and kept.number not in [each.number for each in numbers.values()]:
                numbers[column] = kept
        code = "" if good else "Invalid Phone Number" if bad else "Missing Phone Number"
        zones = self.zones(numbers) if good else frozenset()
        expiry = columns.get("exp", "")
        if not code and expiry == "soon":
            code = "Invalid Expiration Date"
        expires = self.end_of(expiry, zones) if expiry and not code else None
        if not code and expires is not None and expires <= self.now:
            code = "Record Expired"
        if not code and not zones:
            code = "Time Zone Not Found"
        if code:
            return "Update Rejected" if live else code
        if live:
            assert held is not None
            held.numbers, held.columns, held.zones, held.expires = numbers, columns, zones, expires
            held.leaving = False
            return "Success"
        for each in numbers.values():
            each.attempts, each.final = 0, False
        self.model[source, name] = Record(skill, numbers, columns, zones, expires=expires)
        return "Success"

    @staticmethod
    def zones(numbers: dict[str, Number]) -> frozenset[str]:
        first = next(iter(numbers.values()), None)
        if first is None or first.number.startswith("800"):
            return frozenset()
        return zones_of_number(f"+1{first.number}")

    @staticmethod
    def end_of(text: str, zones: frozenset[str]) -> datetime:
        day = datetime.fromisoformat(text) + timedelta(days=1)
        ends = [day.replace(tzinfo=ZoneInfo(each)).astimezone(UTC) for each in zones or ["America/New_York"]]
        return min(ends)

    # --------------------------------------------------------------------------------------------- attempts
    @rule(skill=st.sampled_from([1, 2]), how_many=st.integers(1, 3))
    def dial(self, skill: int, how_many: int) -> None:
        calls = self.lists[skill]
        able = {key for key, each in self.model.items() if each.skill == skill and each.may_be_called(self.now)}
        picked = calls.pick(self.now, 100)
        assert {(each.source, each.external_id) for each in picked} == able
        firsts = [self.model[each.source, each.external_id] for each in picked]
        ranks = [(each.state != "callback", each.columns.get("hot") != "true") for each in firsts]
        assert ranks == sorted(ranks)
        for prospect in picked[:how_many]:
            key = (prospect.source, prospect.external_id)
            record = self.model[key]
            number = min(record.open_numbers(), key=lambda each: each.attempts)
            assert calls.start_attempt(prospect, self.now) == f"+1{number.number}"
            number.attempts += 1
            record.attempts += 1
            record.due = record.due if record.state == "callback" else None
            record.state = "in play"
            self.in_play[key] = number.number

    @precondition(lambda self: self.in_play)
    @rule(
        data=st.data(),
        final=st.booleans(),
        wrong=st.booleans(),
        live=st.booleans(),
        back=st.sampled_from([None, 30, 2000]),
    )
    def dispose(self, data: st.DataObject, final: bool, wrong: bool, live: bool, back: int | None) -> None:
        self.settle(data.draw(st.sampled_from(sorted(self.in_play))), final, wrong, live, back)

    def settle(self, key: tuple[str, str], final: bool, wrong: bool, live: bool, back: int | None) -> None:
        number = self.in_play.pop(key)
        record = self.model[key]
        callback = None if back is None or final else self.now + timedelta(minutes=back)
        outcome = Outcome("Any", final, wrong, callback, connected=live)
        held = self.store.get(*key)
        assert held is not None
        after = self.lists[record.skill].record_attempt(held.id, f"+1{number}", outcome, self.now)
        for each in record.numbers.values():
            if each.number == number:
                each.final = each.final or wrong
        was_callback, record.due = record.due is not None, None
        record.live += live
        spent = record.attempts >= 4 or record.live >= 2 or (callback is not None and record.callbacks >= 2)
        if record.leaving:
            record.state, record.leaving = "removed", False
        elif final or not record.open_numbers():
            record.state = "finalized"
        elif spent:
            record.state = "finalized" if record.skill == 1 else "exhausted"
        elif callback is not None:
            record.callbacks += 1
            record.state, record.due = "callback", callback
        elif was_callback and not live:
            record.state, record.due = "callback", self.now + timedelta(minutes=60)
        else:
            record.state, record.due = "resting", self.now + timedelta(minutes=45)
        assert after.state == record.state

    # ------------------------------------------------------------------------------------------ other ends
    @rule(source=st.sampled_from("AB"), name=st.sampled_from("123456"))
    def remove(self, source: str, name: str) -> None:
        result = self.connection.remove(source, [{"id": name}], self.now)
        record = self.model.get((source, name))
        [report] = result.rows
        if record is None or record.state == "removed":
            assert report.code == "Prospects Not Found Or Removed"
        elif record.state == "in play":
            assert report.code == "Record In Use"
            record.leaving = True
        else:
            assert report.code == "Success"
            record.state, record.due = "removed", None

    @rule(skill=st.sampled_from([1, 2]))
    def check_in(self, skill: int) -> None:
        waiting = {key for key, each in self.model.items() if each.skill == skill and each.state == "finalized"}
        found = self.lists[skill].awaiting_check_in()
        assert {(each.source, each.external_id) for each in found} == waiting
        for each in found:
            self.lists[skill].mark_checked_in(each.id, self.now)
            self.model[each.source, each.external_id].state = "checked in"

    @rule(skill=st.sampled_from([1, 2]))
    def expire(self, skill: int) -> None:
        gone = self.lists[skill].finalize_expired(self.now)
        expired = {
            key
            for key, each in self.model.items()
            if each.skill == skill and each.state in LIVE and each.state != "in play"
            and each.expires is not None and each.expires <= self.now
        }  # fmt: skip
        assert {(each.source, each.external_id) for each in gone} == expired
        for key in expired:
            self.model[key].state, self.model[key].due = "finalized", None

    @rule(skill=st.sampled_from([1, 2]))
    def pace(self, skill: int) -> None:
        before = {key for key, each in self.model.items() if each.skill == skill and each.may_be_called(self.now)}
        ready = {key for key in before if self.model[key].state == "ready"}
        assert self.lists[skill].hand_to_pacing(self.now, 100) == len(before - ready)
        for key in before:
            self.model[key].state = "ready"

    @rule(
        zone=st.sampled_from(["America/New_York", "America/Chicago", "America/Phoenix", "Pacific/Honolulu"]),
        edge=st.sampled_from([(7, 59), (8, 0), (20, 58), (20, 59), (21, 0)]),
    )
    def come_to_an_edge(self, zone: str, edge: tuple[int, int]) -> None:
        """The next time that a window opens or shuts somewhere, or a minute beside it."""
        local = self.now.astimezone(ZoneInfo(zone))
        then = local.replace(hour=edge[0], minute=edge[1], second=0, microsecond=0)
        while then.astimezone(UTC) <= self.now:
            then += timedelta(days=1)
        self.now = then.astimezone(UTC)

    @rule(skill=st.sampled_from([1, 2]), rounds=st.integers(1, 5))
    def try_again_and_again(self, skill: int, rounds: int) -> None:
        """Attempts at whoever is next that come to nothing, each after the last one's rest."""
        for _ in range(rounds):
            self.dial(skill, 1)
            for key in sorted(self.in_play):
                self.settle(key, final=False, wrong=False, live=False, back=None)
            self.now += timedelta(minutes=45)

    @rule(minutes=st.sampled_from([1, 10, 45, 60, 300, 900, 1440, 10_000]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def crash(self) -> None:
        """The process ends; another one goes on with what the database has."""
        if self.url == "sqlite://":
            return
        self.store.close()
        self.open()

    # ------------------------------------------------------------------------------------------- the balance
    @invariant()
    def agree(self) -> None:
        if not hasattr(self, "store"):
            return
        held = {(each.source, each.external_id): each for each in self.store.all()}
        assert held.keys() == self.model.keys()
        for key, record in self.model.items():
            found = held[key]
            assert (found.state, found.attempts, found.skill) == (record.state, record.attempts, record.skill), key
            assert found.expires == record.expires or record.state not in LIVE, key
            shown = [(each.number, each.attempts, each.final) for each in found.destinations]
            assert shown == [(f"+1{each.number}", each.attempts, each.final) for each in record.numbers.values()], key
            assert found.attempts <= 4
            assert found.state not in LIVE or found.due == record.due, key
        for number, calls in self.lists.items():
            mine = [each for each in self.model.values() if each.skill == number]
            counts = calls.counts(self.now)
            assert counts.fresh == sum(each.state in LIVE and not each.attempts for each in mine)
            assert counts.ready == sum(each.state == "ready" for each in mine)
            assert counts.available == sum(each.may_be_called(self.now) for each in mine)


def run(examples: int, steps: int) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Dialer,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_agrees() -> None:
    run(12, 30)


@pytest.mark.slow
def test_agrees_for_long() -> None:
    run(int(os.environ.get("STUDIO_DIALER_EXAMPLES", "60")), 60)
