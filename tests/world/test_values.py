"""Shared values: what vanishes by itself, what is limited, and a store that is saved half-way."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from studio.runtime.state import restore_engine, save_engine
from studio.world.settings import WorldSettings
from studio.world.values.settings import ValuesSettings

Bench = Callable[..., Any]

#: Puts its id under a shared name, waits until it is hung up on, and goes on for a while.
CHILD = """
script "child"
    media = Generic

Begin "Begin"
    -> "Put"

Putvalue "Put"
    Scope = BusinessUnit
    Name = {MasterID}List
    Value = {ContactID}
    Method = Append
    Persistent = {p1}
    -> "Wait"

Wait "Wait"
    Seconds = 100
    -> "End"

End "End"

Onrelease "Released"
    -> "Late"

Putvalue "Late"
    Name = late
    Value = {ContactID}
    Method = Append
    -> "Clean up"

Wait "Clean up"
    Seconds = 50
    -> "End"
"""


def seen(run: Any, name: str) -> list[str]:
    found: list[str] = run.engine.ports.values.all("BusinessUnit", "", name)
    return found


def family(run: Any, *persistent: str) -> list[Any]:
    """Contacts of one family, as Spawn would begin them."""
    first = run.start(persistent[0])
    rest = [run.engine.start(run.scripts[0], [each], master=first.master, parent=first.id) for each in persistent[1:]]
    return [first, *rest]


def test_the_list_counts_the_children_that_still_run(bench: Bench) -> None:
    """The substance of the documented pattern: each child stores its id and need not take it away."""
    run = bench(CHILD)
    children = family(run, "False", "False", "False")
    run.go_on(10)
    assert seen(run, "1001list") == [each.id for each in children]
    run.engine.raise_event(children[1].id, "ONRELEASE")
    run.go_on(0)
    assert children[1].alive
    assert seen(run, "1001List") == ["1001", "1003"]
    run.go_on(200)
    assert [each.status for each in children] == ["ended"] * 3
    assert seen(run, "1001List") == []


def test_what_is_persistent_stays(bench: Bench) -> None:
    run = bench(CHILD)
    family(run, "True", "False")
    run.go_on(300)
    assert seen(run, "1001List") == ["1001"]
    run.go_on(24 * 3600)
    assert seen(run, "1001List") == []


def test_what_is_stored_after_the_release_stays_until_the_end(bench: Bench) -> None:
    run = bench(CHILD)
    [contact] = family(run, "False")
    run.engine.raise_event(contact.id, "ONRELEASE")
    run.go_on(49)
    assert seen(run, "late") == ["1001"]
    run.go_on(2)
    assert seen(run, "late") == []


def test_appends_are_limited_within_a_day(bench: Bench) -> None:
    run = bench(CHILD, platform={"appends": 3})
    values = run.engine.ports.values
    place = ("BusinessUnit", "", "q")

    def append(value: str, method: str = "Append") -> bool:
        stored: bool = values.put("", *place, value, method=method, persistent=True, hours=168)
        return stored

    assert [append(each) for each in "abcd"] == [True, True, True, False]
    # What is taken out makes no room: the appends are counted, not the values.
    assert values.first(*place, remove=True) == "a"
    assert not append("e")
    assert append("f", "Insert")
    run.go_on(24 * 3600 - 1)
    assert not append("g")
    run.go_on(1)
    assert [append(each) for each in "hijk"] == [True, True, True, False]
    assert values.all(*place) == ["f", "b", "c", "h", "i", "j"]
    assert values.clear("businessunit", "", "Q") == 6
    assert append("l")


def test_without_limits_everything_is_appended(bench: Bench) -> None:
    run = bench(CHILD, platform="none")
    values = run.engine.ports.values
    assert all(values.put("", "BusinessUnit", "", "q", str(each), method="Append") for each in range(1_200))
    assert len(values.all("BusinessUnit", "", "q")) == 1_200


def test_stated_lists(bench: Bench) -> None:
    run = bench(CHILD, values={"lists": [{"name": "A", "values": ["x"], "hours": 1}, {"name": "b", "values": ["y"]}]})
    values = run.engine.ports.values
    assert dict(values) == {("businessunit", "", "a"): ["x"], ("businessunit", "", "b"): ["y"]}
    run.go_on(3600)
    assert dict(values) == {("businessunit", "", "b"): ["y"]}


def test_a_saved_run_goes_on_the_same(bench: Bench) -> None:
    def made() -> Any:
        return bench(CHILD, platform={"appends": 3})

    whole = made()
    family(whole, "False", "True", "False")
    whole.go_on(50)
    data = json.loads(json.dumps(save_engine(whole.engine)))
    other = made()
    restore_engine(other.engine, data)
    assert save_engine(other.engine) == data
    for each in (whole, other):
        assert seen(each, "1001List") == ["1001", "1002", "1003"]
        each.engine.raise_event("1003", "ONRELEASE")
        each.go_on(20)
        assert seen(each, "1001List") == ["1001", "1002"]
        assert not each.engine.ports.values.put("", "BusinessUnit", "", "1001List", "x", method="Append")
        each.go_on(100)
        assert seen(each, "1001List") == ["1002"]


def test_many_contacts_end_in_no_time(bench: Bench) -> None:
    """Only the lists that a contact has put something into are looked at when it ends."""
    run = bench(CHILD, values={"lists": [{"name": f"n{each}", "values": ["v"] * 50} for each in range(200)]})
    for _ in range(300):
        run.start("False")
    run.go_on(10)
    assert len(list(run.engine.ports.values)) == 500
    run.go_on(1000)
    assert len(list(run.engine.ports.values)) == 200


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "a", "hours": 0}, {"values": ["a"]}, {"name": "a", "of": "b"}]
)
def test_lists_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ValuesSettings.model_validate({"lists": [wrong]})


def test_an_empty_world_has_a_store() -> None:
    assert WorldSettings().values.lists == ()
