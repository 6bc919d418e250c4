"""Whatever is asked, in whatever order and how often: every lead stands exactly once."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from databases import SERVER, postgresql_schema
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from studio.crm.existing import TableNames
from studio.crm.states import State
from studio.crm.store import Crm

_BATCHES = st.sampled_from(["b1", "b2", "b3"])
_LEADS = st.lists(st.sampled_from([f"L{n}" for n in range(6)]), max_size=4)
_CODES = st.sampled_from(["", "Invalid Phone Number", "Record Not Saved", "Record Finalized", "Update Rejected"])
_STEPS = st.one_of(
    st.tuples(st.just("out"), _BATCHES, st.integers(1, 3), st.integers(1, 3)),
    st.tuples(st.just("loaded"), _BATCHES, _LEADS),
    st.tuples(st.just("in"), _BATCHES, _LEADS, _CODES),
    st.tuples(st.just("wait"), st.integers(1, 20)),
)


_NOW = datetime(2026, 3, 2, tzinfo=UTC)
_STEP_LISTS = st.lists(_STEPS, max_size=25)
_KEYS = [f"L{n}" for n in range(6)]


@pytest.mark.slow
@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(_STEP_LISTS)
def test_the_balance_holds(steps: list[tuple]) -> None:  # type: ignore[type-arg]  # steps differ in shape
    now = [_NOW]
    with Crm(clock=lambda: now[0]) as crm:
        crm.add([{"LeadId": key} for key in _KEYS])
        given_out: dict[tuple[str, int], list[dict[str, str]]] = {}
        for step in steps:
            before = {key: state for key, state, _ in crm.states()}
            match step:
                case ("out", batch, page, count):
                    rows = crm.check_out(batch, page, count=count, wanted=4).rows
                    assert given_out.setdefault((batch, page), rows) == rows
                case ("loaded", batch, keys):
                    counts = crm.loaded(batch, [{"LeadId": key} for key in keys])
                    assert counts.accepted + counts.already + counts.unknown == len(keys)
                case ("in", batch, keys, code):
                    records = [{"LeadId": key, "ResultCode": code} for key in keys]
                    counts = crm.check_in(batch, records)
                    assert counts.accepted + counts.already + counts.unknown == len(keys)
                    settled = list(crm.states())
                    assert crm.check_in(batch, records).accepted == 0
                    assert list(crm.states()) == settled
                case ("wait", minutes):
                    now[0] += timedelta(minutes=minutes)
            after = {key: state for key, state, _ in crm.states()}
            assert sorted(after) == _KEYS
            for key, state in after.items():
                if before[key] is State.IN_DIALER:
                    assert state in (State.IN_DIALER, State.FINISHED)
                if before[key] is State.FINISHED:
                    assert state is State.FINISHED
        for batch in ("b1", "b2", "b3"):
            mine = [row["LeadId"] for (owner, _), rows in given_out.items() if owner == batch for row in rows]
            assert len(set(mine)) == len(mine) <= 4


def _answers(crm: Crm, steps: list[tuple], now: list[datetime]) -> list[Any]:  # type: ignore[type-arg]
    """What a source says to the steps, and where its leads stand in the end."""
    told: list[Any] = []
    for step in steps:
        match step:
            case ("out", batch, page, count):
                told.append(crm.check_out(batch, page, count=count, wanted=4))
            case ("loaded", batch, keys):
                told.append(crm.loaded(batch, [{"LeadId": key} for key in keys]))
            case ("in", batch, keys, code):
                told.append(crm.check_in(batch, [{"LeadId": key, "ResultCode": code, "Attempts": 1} for key in keys]))
            case ("wait", minutes):
                now[0] += timedelta(minutes=minutes)
    now[0] = _NOW
    return [told, crm.summary()["states"], [replace(each, columns={}) for each in crm.listing()]]


@pytest.mark.slow
@settings(max_examples=20, derandomize=True, deadline=None, database=None)
@given(_STEP_LISTS)
def test_every_database_and_every_kind_of_table_says_the_same(steps: list[tuple]) -> None:  # type: ignore[type-arg]
    now = [_NOW]
    with ExitStack() as stack:
        urls = ["sqlite://", f"sqlite:///{stack.enter_context(TemporaryDirectory())}/theirs.db"]
        if SERVER:
            urls.append(stack.enter_context(postgresql_schema()))
        sources = []
        for url in urls:
            crm = stack.enter_context(Crm(url, lambda: now[0]))
            if "theirs" not in url:
                crm.add([{"LeadId": key} for key in _KEYS])
            else:
                with crm.engine.begin() as connection:
                    connection.execute(text("CREATE TABLE people (no TEXT)"))
                    connection.execute(text("INSERT INTO people VALUES (:key)"), [{"key": key} for key in _KEYS])
                names = TableNames("people", key="no", columns={"LeadId": "no"})
                crm = stack.enter_context(Crm(url, lambda: now[0], table=names))
            sources.append(crm)
        first, *others = [_answers(each, steps, now) for each in sources]
        for each in others:
            assert each == first
