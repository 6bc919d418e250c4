"""Whatever is asked, in whatever order and how often: every lead stands exactly once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


@pytest.mark.slow
@settings(max_examples=40, derandomize=True, deadline=None, database=None)
@given(st.lists(_STEPS, max_size=25))
def test_the_balance_holds(steps: list[tuple]) -> None:  # type: ignore[type-arg]  # steps differ in shape
    now = [datetime(2026, 3, 2, tzinfo=UTC)]
    with Crm(clock=lambda: now[0]) as crm:
        crm.add([{"LeadId": f"L{n}"} for n in range(6)])
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
            assert sorted(after) == [f"L{n}" for n in range(6)]
            for key, state in after.items():
                if before[key] is State.IN_DIALER:
                    assert state in (State.IN_DIALER, State.FINISHED)
                if before[key] is State.FINISHED:
                    assert state is State.FINISHED
        for batch in ("b1", "b2", "b3"):
            mine = [row["LeadId"] for (owner, _), rows in given_out.items() if owner == batch for row in rows]
            assert len(set(mine)) == len(mine) <= 4
