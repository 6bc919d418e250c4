"""The branch that a Wait takes is told of its own contact, whoever had the turn before, and first thing after a restore."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from studio.runtime.events import Event, Steps
from studio.runtime.state import restore_engine, save_engine

WAITS = """
script "{name}"
    media = Generic

Begin "Begin"
    -> "Wait {name}"

Wait "Wait {name}"
    Seconds = {seconds}
    -> "Rest"

Stop "Rest"
"""


class Watcher:
    """Keeps (contact, caption) of the branches that were taken."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []

    def __call__(self, event: Event) -> None: ...

    def steps(self, steps: Steps) -> None:
        self.seen += [(steps.contact.id, caption) for _, caption, _, _ in steps]


def test_steps_are_those_of_their_own_contact(bench: Callable[..., Any]) -> None:
    texts = [WAITS.format(name="one", seconds=5), WAITS.format(name="two", seconds=3)]
    run = bench(*texts)
    watcher = Watcher()
    run.engine.observe(watcher)
    first, second = (run.engine.start(each) for each in run.scripts)
    run.go_on()
    assert [each for each in watcher.seen if each[1].startswith("Wait")] == [
        (second.id, "Wait two"),
        (first.id, "Wait one"),
    ]


def test_a_wait_is_the_first_thing_after_a_restore(bench: Callable[..., Any]) -> None:
    text = WAITS.format(name="one", seconds=5)
    run = bench(text)
    run.run(seconds=1)
    other = bench(text)
    watcher = Watcher()
    other.engine.observe(watcher)
    restore_engine(other.engine, json.loads(json.dumps(save_engine(run.engine))))
    other.go_on()
    assert watcher.seen == [("1001", "Wait one"), ("1001", "Rest")]
