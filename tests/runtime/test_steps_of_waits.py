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


class Pauser(Watcher):
    """Stops the run after so many branches."""

    def __init__(self, engine: Any, most: int) -> None:
        super().__init__()
        self.engine, self.most = engine, most

    def steps(self, steps: Steps) -> None:
        super().steps(steps)
        if len(self.seen) >= self.most:
            self.engine.pause()


def test_a_run_of_waits_alone_can_be_paused_and_goes_on(bench: Callable[..., Any]) -> None:
    """Waits that follow one another have a quick way through the engine: a pause is heard there, too."""
    text = WAITS.format(name="one", seconds=1).replace('"Rest"\n\nStop "Rest"', '"Wait one"')
    run = bench(text)
    run.engine.observers.clear()
    run.engine.wants_actions = False
    pauser = Pauser(run.engine, 10)
    run.engine.observe(pauser)
    contact = run.start()
    began = run.engine.now
    run.go_on(100)
    assert len(pauser.seen) == 10
    assert run.engine.now - began == 9_000_000
    pauser.most = 10**9
    run.go_on(5)
    assert len(pauser.seen) == 15
    assert contact.due == run.engine.now + 1_000_000
