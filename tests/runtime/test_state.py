"""A contact is data: saved as JSON between any two actions and restored elsewhere, it goes on as if never stopped."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from studio.runtime.engine import Engine
from studio.runtime.ports import HttpAnswer, HttpFailure, HttpRequest, Ports
from studio.runtime.settings import EngineSettings
from studio.runtime.state import restore_contact, save_contact
from studio.script.project import Project

MAIN = """
script "main"
    media = Generic

Begin "Begin"
    -> "Make"

Snippet "Make"
    Data:
        | DYNAMIC o
        | o.items[2].name = "x"
        | alias = o.items
        | when = #"2/3/2026 4:05:06 PM"
        | n = 1.5
    -> "Loop"

Loop "Loop"
    Repeat = 2
    CounterName = i
    Repeat -> "Call"
    Finished -> "Ask"

Runsub "Call"
    ScriptName = sub
    ReturnVariable = out
    Parameters: {i}
    -> "Loop"

REST_API "Ask"
    ServiceAddress = https://service.example/
    Verb = GET
    resultSet = answer
    -> "Change"
    OnError -> "Change"

Snippet "Change"
    Data:
        | alias[2].name = "{o.items[2].name}{answer.a}{n}{when}"
        | seen = o.items[2].name.$value
    -> "End"

End "End"
"""

SUB = """
script "sub"
    media = Generic

Begin "Begin"
    Parameters: number
    -> "Wait"

Wait "Wait"
    Seconds = .5
    -> "Back"

Return "Back"
    ReturnValue = {number}{global:out}
"""


class Service:
    """Answers after a while, or not at all."""

    def __init__(self, fails: bool) -> None:
        self.fails = fails

    def send(self, request: HttpRequest, now: datetime) -> HttpAnswer:
        if self.fails:
            raise HttpFailure("no connection", delay=1.0, retry=False)
        return HttpAnswer(200, "OK", {"content-type": "application/json"}, b'{"a": "\xc3\xa9"}', 1.0)


def steps(engine: Engine, contact: Any, seen: list[Any]) -> None:
    """Go on one wake-up at a time, noting what is done."""
    while (due := engine.next_time()) is not None:
        engine.run(due)
        seen.append((engine.now, contact.status, contact.frames[-1].at if contact.frames else None))


@pytest.mark.parametrize("fails", [False, True])
def test_a_contact_goes_on_from_its_saved_state(bench: Callable[..., Any], fails: bool) -> None:
    whole = bench(MAIN, SUB, http=Service(fails))
    contact = whole.start()
    wanted: list[Any] = []
    steps(whole.engine, contact, wanted)
    assert contact.status == "ended"
    for stop in range(len(wanted)):
        first = bench(MAIN, SUB, http=Service(fails))
        running = first.start()
        for _ in range(stop):
            due = first.engine.next_time()
            assert due is not None
            first.engine.run(due)
        data = json.loads(json.dumps(save_contact(running)))
        second = Engine(
            Project(first.scripts).resolve,
            EngineSettings(start=first.engine.settings.start),
            ports=Ports(http=Service(fails)),
        )
        second.now = first.engine.now
        restored = restore_contact(second, data)
        assert save_contact(restored) == data
        seen: list[Any] = []
        steps(second, restored, seen)
        assert seen[-1] == wanted[-1]
        assert restored.frames[0].variables["seen"] == contact.frames[0].variables["seen"]
        assert restored.frames[0].variables["out"] == "21"


def test_another_version_is_refused(bench: Callable[..., Any]) -> None:
    run = bench(MAIN, SUB)
    data = save_contact(run.start())
    with pytest.raises(ValueError, match="version 99"):
        restore_contact(run.engine, data | {"version": 99})


def test_a_script_that_is_not_there(bench: Callable[..., Any]) -> None:
    run = bench(MAIN, SUB)
    data = save_contact(run.start())
    other = Engine(Project([]).resolve)
    with pytest.raises(ValueError, match="not here"):
        restore_contact(other, data)
