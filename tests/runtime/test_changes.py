"""Which changes of variables an action's event tells of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

WAITING = """
script "main"

Begin "Begin"
    -> "Set"

Snippet "Set"
    Data:
        | x = 1
        | DYNAMIC obj
        | obj.a = 1
    -> "Rest"

Wait "Rest"
    Seconds = 5
    -> "More"

Snippet "More"
    Data:
        | x = 2
        | obj.a = 2
        | gone = "1"
    -> "Sub"

Runsub "Sub"
    ScriptName = sub
    ReturnVariable = out
    -> "Stop"

Stop "Stop"

Onsignal "Told"
    -> "Stop"
"""

SUB = """
script "sub"

Begin "Begin"
    -> "Do"

Snippet "Do"
    Data:
        | own = 7
        | global:x = 3
    -> "Back"

Return "Back"
    ReturnValue = {own}
"""

SAME = """
script "main"

Begin "Begin"
    -> "S"

Snippet "S"
    Data:
        | x = 1
    -> "T"

Snippet "T"
    Data:
        | x = "1"
        | y = x
    -> "Stop"

Stop "Stop"
"""


def changes(run: Any, contact: Any = None) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    return [
        (each.caption, each.data["changes"], each.data["was"])
        for each in run.events
        if each.kind == "action" and each.data["changes"] and (contact is None or each.contact == contact.id)
    ]


def test_each_action_tells_what_it_changed_and_what_was_there(bench: Callable[..., Any]) -> None:
    run = bench(WAITING, SUB)
    run.run()
    assert changes(run) == [
        ("Set", {"x": "1", "obj": '{"a":"1"}'}, {"x": None, "obj": None}),
        ("More", {"x": "2", "obj": '{"a":"2"}', "gone": "1"}, {"x": "1", "obj": '{"a":"1"}', "gone": None}),
        ("Do", {"own": "7", "global:x": "3"}, {"own": None, "global:x": "2"}),
        ("Sub", {"out": "7"}, {"out": None}),
    ]


def test_what_cannot_be_carried_out_tells_its_error(bench: Callable[..., Any]) -> None:
    run = bench(WAITING)
    run.run()
    failed = "script 'sub' not found"
    assert changes(run)[-1] == ("Sub", {"_ERR": failed, "__err": failed}, {"_ERR": None, "__err": None})


def test_what_a_signal_brings_belongs_to_its_onsignal(bench: Callable[..., Any]) -> None:
    run = bench(WAITING, SUB)
    contact = run.run(seconds=1)
    run.engine.signal(contact.id, ["a"])
    run.go_on()
    assert changes(run)[-1] == ("Told", {"SP1": "a", "S1": "0"}, {"SP1": None, "S1": None})


def test_contacts_do_not_take_each_others_changes(bench: Callable[..., Any]) -> None:
    run = bench(WAITING, SUB)
    contacts = [run.start(), run.start()]
    run.go_on()
    first, second = (changes(run, each) for each in contacts)
    assert first == second
    assert len(first) == 4


def test_the_same_text_is_no_change(bench: Callable[..., Any]) -> None:
    run = bench(SAME)
    run.run()
    assert changes(run) == [("S", {"x": "1"}, {"x": None}), ("T", {"y": "1"}, {"y": None})]
