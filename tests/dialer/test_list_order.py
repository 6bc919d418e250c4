"""In which order records are dialled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from databases import new_store

from studio.dialer.calling.call_list import CallList, Outcome
from studio.dialer.loading.loader import Loader
from studio.dialer.settings.skills import Skill
from studio.dialer.settings.sources import Source
from studio.runtime.ports import LoadRequest

NOW = datetime(2026, 6, 15, 14, tzinfo=UTC)
FIELDS = ("Score", "CustomerField1", "CustomerField2", "ConfirmationRequired", "Priority")
SOURCE = Source.model_validate(
    {"name": "L", "map": {"ExternalID": "id", "PhoneNumber": "p"} | {each: each for each in FIELDS}}
)
ROWS: dict[str, dict[str, Any]] = {
    "a": {"Score": "5", "CustomerField1": "b"},
    "b": {"Score": "10", "CustomerField1": "ab", "ConfirmationRequired": "true"},
    "c": {"CustomerField1": "a"},
    "d": {"Score": "-1", "Priority": "true", "CustomerField2": "x"},
}
CASES = [
    ([], "dabc"),
    ([{"by": "Score"}], "dabc"),
    ([{"by": "Score", "descending": True}], "dbac"),
    ([{"by": "Customer Field 1"}], "dcba"),
    ([{"by": "Customer Field 1", "descending": True}], "dabc"),
    ([{"by": "Customer Field 2"}], "dabc"),
    ([{"by": "Preview Required", "descending": True}], "dbac"),
    ([{"by": "Created", "descending": True}, {"by": "Score"}], "dabc"),
]


def list_of(order: list[dict[str, Any]]) -> CallList:
    skill = Skill.model_validate({"number": 1, "listManagement": {"order": order}})
    store = new_store()
    rows = [{"id": name, "p": f"212555010{n}"} | row for n, (name, row) in enumerate(ROWS.items())]
    Loader(store, [skill], [SOURCE]).load(LoadRequest("1", "L", rows), NOW)
    return CallList(store, skill)


@pytest.mark.parametrize(("order", "expected"), CASES)
def test_order(order: list[dict[str, Any]], expected: str) -> None:
    assert "".join(each.external_id for each in list_of(order).pick(NOW, 10)) == expected


def test_the_fewest_attempts_first() -> None:
    calls = list_of([{"by": "Attempts"}])
    later = NOW + timedelta(hours=2)
    for name in "da":
        [held] = [each for each in calls.pick(NOW, 4) if each.external_id == name]
        calls.attempt(held, Outcome("No Answer"), NOW, NOW)
    assert "".join(each.external_id for each in calls.pick(later, 10)) == "dbca"


@pytest.mark.parametrize(("order", "expected"), [([], "cdab"), ([{"by": "Score", "descending": True}], "cdba")])
def test_a_callback_that_is_due_comes_before_those_with_priority(order: list[dict[str, Any]], expected: str) -> None:
    calls = list_of(order)
    [held] = [each for each in calls.pick(NOW, 4) if each.external_id == "c"]
    due = NOW + timedelta(hours=1)
    calls.attempt(held, Outcome("Call Back", callback=due, connected=True), NOW, NOW)
    before = due - timedelta(seconds=1)
    assert "".join(each.external_id for each in calls.pick(before, 10)) == expected[1:]
    assert "".join(each.external_id for each in calls.pick(due, 10)) == expected
