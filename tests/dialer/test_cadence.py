"""Which number of a record is dialled next, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chances import Lists
from databases import new_store

from studio.dialer.calling.call_list import CallList, Outcome
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.runtime.ports import LoadRequest

#: A Monday, ten o'clock in New York.
NOW = datetime(2026, 6, 15, 14, tzinfo=UTC)
HOME, CELL, WORK = "+12125550101", "+12125550102", "+12125550103"
SOURCE = Source.model_validate(
    {
        "name": "L",
        "map": {"ExternalID": "id", "PhoneNumber": "home", "Cell": "cell", "Work": "work"},
        "fields": [{"name": "Cell", "type": "Phone"}, {"name": "Work", "type": "Phone"}],
    }
)


def list_of(cadence: dict[str, Any] | None, **retry: Any) -> CallList:
    """A list of one record with three numbers."""
    stated = {"number": 1, "retry": {"minimumRetryMinutes": 1, "maximumAttempts": 50} | retry, "cadence": cadence}
    skill = Skill.model_validate(stated)
    store = new_store()
    row = {"id": "1", "home": HOME, "cell": CELL, "work": WORK}
    assert Loader(store, [skill], [SOURCE]).load(LoadRequest("1", "L", [row]), NOW).rows[0].code == "Success"
    return CallList(store, skill)


def dialled(calls: CallList, times: int, every: int = 10, outcome: Outcome | None = None) -> list[str]:
    """The last digits of the numbers dialled in so many rounds; "-" for a round in which none was."""
    found, now = [], NOW
    for _ in range(times):
        picked = calls.pick(now)
        if picked:
            found.append(calls.attempt(picked[0], outcome or Outcome("No Answer"), now, now)[-1])
        else:
            found.append("-")
        now += timedelta(minutes=every)
    return found


def steps(*fields: str, **more: Any) -> dict[str, Any]:
    return {"steps": [{"field": each} for each in fields]} | more


CASES = {
    "without a cadence the number with the fewest attempts": (None, "123123"),
    "by the steps, again and again": (steps("Cell", "PhoneNumber"), "212121"),
    "a step of several attempts": ({"steps": [{"field": "Cell", "attempts": 2}, {"field": "Work"}]}, "223223"),
    "one field in two steps": (steps("Cell", "Work", "Cell"), "232232"),
    "a single pass, then nothing": (steps("Cell", "Work", attemptMode="Single Pass"), "23----"),
    "a step whose number is missing is passed over": (steps("Fax", "Work"), "333333"),
    "no more than the field may have": (steps("Cell", "Work", maximumAttempts={"Cell": 1}), "233333"),
    "in sequence a resting number is waited for": (steps("Cell", destinationRetryRestMinutes=25), "2--2--"),
    "the next best takes another one meanwhile": (
        steps("Cell", "Work", "Cell", recordRequestMode="Next Best", destinationRetryRestMinutes=25),
        "23-23-",
    ),
}


@pytest.mark.parametrize(("cadence", "numbers"), CASES.values(), ids=CASES.keys())
def test_numbers(cadence: dict[str, Any] | None, numbers: str) -> None:
    assert "".join(dialled(list_of(cadence), len(numbers))) == numbers


def test_hours_of_a_step() -> None:
    evening = {"field": "Cell", "weekdays": {"start": "18:00", "end": "21:00"}}
    calls = list_of({"steps": [evening]})
    local = [(NOW - timedelta(hours=4) + timedelta(hours=each)).hour for each in range(24)]
    rang = dialled(calls, 24, every=60)
    assert [hour for hour, number in zip(local, rang, strict=True) if number == "2"] == [18, 19, 20]


@pytest.mark.parametrize("barred", [False, True])
def test_a_record_that_was_passed_over_comes_up_when_its_hours_begin(barred: bool) -> None:
    evening = {"field": "Work", "weekdays": {"start": "18:05", "end": "21:00"}}
    calls = list_of({"steps": [*([{"field": "Cell"}] if barred else []), evening]})
    calls.restrictions = Lists(frozenset({CELL} if barred else ()))
    begin = NOW + timedelta(hours=8, minutes=5)
    assert [bool(calls.pick(at)) for at in (NOW, begin - timedelta(minutes=1), begin)] == [False, False, True]


def test_next_best_goes_by_hours() -> None:
    evening = {"field": "Cell", "weekdays": {"start": "18:00", "end": "21:00"}}
    calls = list_of({"recordRequestMode": "Next Best", "steps": [evening, {"field": "Work"}]})
    assert dialled(calls, 2) == ["3", "-"]


def test_a_wrong_number_ends_only_that_number() -> None:
    calls = list_of(steps("Cell", "Work", "PhoneNumber"))
    assert dialled(calls, 3, outcome=Outcome("Wrong Party", number_final=True)) == ["2", "3", "1"]
    assert [each.state for each in calls.store.all()] == ["finalized"]


def test_the_end_of_a_single_pass_exhausts() -> None:
    calls = list_of(steps("Cell", attemptMode="Single Pass"), finalizeWhenExhausted=False)
    dialled(calls, 1)
    assert [each.state for each in calls.store.all()] == ["exhausted"]
    assert calls.grant_again(NOW) == 0
    calls.skill = calls.skill.model_copy(update={"cadence": None})
    assert calls.grant_again(NOW) == 1
    assert dialled(calls, 1) == ["1"]
