"""A trace that is kept holds what an observer of every event hears, but for changes of variables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from studio.runtime.events import Event
from studio.runtime.tracing import KeptTrace

MAIN = """
script "main"
    media = Generic

Begin "Begin"
    -> "Round"

Loop "Round"
    Repeat = 3
    Repeat -> "Call"
    Finished -> "Tell"

Runsub "Call"
    ScriptName = sub
    -> "Round"

Signal "Tell"
    ContactID = {ContactID}
    -> "Wait"

Wait "Wait"
    Seconds = 5
    -> "End"

Onsignal "Heard"
    -> "Fault"

Snippet "Fault"
    Data:
        | x = 1 / 0
    -> "End"

End "End"
"""
SUB = """
script "sub"
    media = Generic

Begin "Begin"
    -> "Nap"

Wait "Nap"
    Seconds = 1.5
    -> "Back"

Return "Back"
"""


def without_changes(events: list[Event]) -> list[Event]:
    return [
        replace(each, data={name: value for name, value in each.data.items() if name not in ("changes", "was")})
        for each in events
    ]


def test_the_same_events(bench: Callable[..., Any]) -> None:
    watched, kept = bench(MAIN, SUB), bench(MAIN, SUB)
    trace = KeptTrace()
    kept.engine.observers.clear()
    kept.engine.wants_actions = False
    kept.engine.observe(trace)
    for run in (watched, kept):
        run.start()
        run.start()
        run.go_on()
    found = without_changes(list(trace.events()))
    assert len(found) > 60
    assert found == without_changes(watched.events)
