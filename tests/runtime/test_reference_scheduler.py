"""The engine against a plain reference scheduler: random scripts, random signals, releases and waits, the same log."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from reference_scheduler import Reference
from reference_scheduler import Script as Plain

from studio.runtime.clock import SECOND
from studio.runtime.engine import Engine
from studio.runtime.events import Event, Steps
from studio.runtime.forking import fork_engine
from studio.runtime.settings import EngineSettings
from studio.runtime.state import restore_engine, save_engine
from studio.script.model import Action, Branch, Script
from studio.script.project import Project

NAMES = ("main", "sub", "deep")
CAPTIONS = ("A", "B", "C", "D")
LIMIT = 20
KINDS = ("Wait", "Wait", "Runsub", "Runsub", "Spawn", "Signal", "Annotation", "Stop", "End", "Return", "Return")


@st.composite
def a_script(draw: st.DrawFn, name: str) -> Plain:
    """A script: Begin, up to four actions wired at random, and perhaps event actions."""
    captions = CAPTIONS[: draw(st.integers(1, 4))]
    events = [each for each in ("Onsignal", "Onrelease") if draw(st.booleans())]
    script: Plain = {"Begin": ("Begin", None, {"Default": "A"})}
    for event in events:
        script[event] = (event, None, {"Default": draw(st.sampled_from(captions))})
    for caption in captions:
        kind = draw(st.sampled_from(KINDS if name != "main" else KINDS[:-2]))
        argument: Any = None
        if kind == "Wait":
            argument = draw(st.sampled_from([0, 1, 2, 5, 5])) * SECOND
        elif kind in ("Runsub", "Spawn"):
            argument = draw(st.sampled_from([*NAMES, "nowhere"]))
        elif kind == "Signal":
            argument = draw(st.sampled_from(["self", "child", "first"]))
        wired = {}
        if kind not in ("Stop", "End", "Return"):
            names = ["Default", "Default", "Error"] if kind in ("Runsub", "Signal") else ["Default"]
            for branch in names:
                if draw(st.integers(0, 5)):
                    wired[branch] = draw(st.sampled_from(captions))
        script[caption] = (kind, argument, wired)
    return script


def real(name: str, plain: Plain) -> Script:
    """The same script for the engine."""
    ids = {caption: number for number, caption in enumerate(plain, 1)}
    actions = []
    for caption, (kind, argument, wired) in plain.items():
        properties: dict[str, Any] = {}
        if kind == "Wait":
            properties["Seconds"] = str(argument / SECOND)
        elif kind in ("Runsub", "Spawn"):
            properties["ScriptName"] = argument
        elif kind == "Signal":
            target = {"self": "{ContactID}", "child": "{SPAWNID}", "first": "1001"}[argument]
            properties |= {"ContactID": target, "Parameters": ["from {ContactID}"]}
        branches = [
            Branch(
                to=ids[to],
                type="default" if branch == "Default" else "branch",
                label="" if branch == "Default" else branch,
            )
            for branch, to in wired.items()
        ]
        actions.append(
            Action(id=ids[caption], kind=kind.upper(), caption=caption, properties=properties, branches=branches)
        )
    return Script(name=name, media="Generic", actions=actions)


Row = tuple[int, str, str, str, str]


class Log:
    """What the engine did, as the reference logs it; by steps."""

    def __init__(self, start: int) -> None:
        self.rows: list[Row] = []
        self._start = start

    def steps(self, steps: Steps) -> None:
        for _, caption, branch, _ in steps:
            self.rows.append((steps.time - self._start, steps.contact.id, steps.script.name, caption, branch))

    def __call__(self, event: Event) -> None:
        pass


class EventLog:
    """The same by an event for each action, which is another loop of the engine."""

    wants_changes = False

    def __init__(self, start: int) -> None:
        self.rows: list[Row] = []
        self._start = start

    def __call__(self, event: Event) -> None:
        if event.kind == "action":
            row = (event.time - self._start, event.contact, event.script, event.caption, event.data["branch"])
            self.rows.append(row)


class Machine(RuleBasedStateMachine):
    """Contacts, signals, releases, waits, subscripts, spawned contacts and ends, in both."""

    @initialize(
        scripts=st.fixed_dictionaries({name: a_script(name) for name in NAMES}),
        mode=st.sampled_from(["last", "queue"]),
        during_sub=st.sampled_from(["hold", "ignore", "interrupt"]),
        during_wait=st.sampled_from(["interrupt", "interrupt", "hold", "ignore"]),
        watched=st.booleans(),
    )
    def begin(self, scripts: dict[str, Plain], mode: str, during_sub: str, during_wait: str, watched: bool) -> None:
        self.reference = Reference(scripts, mode, during_sub, during_wait, LIMIT)
        self.scripts = {name: real(name, plain) for name, plain in scripts.items()}
        stated = EngineSettings(
            signal_mode=mode, signal_during_runsub=during_sub, signal_during_wait=during_wait,
            step_limit=LIMIT, nesting_limit=3, platform={"running_scripts": 100_000},
        )  # fmt: skip
        self.stated = stated
        self.engine = self.new_engine()
        self.base = self.engine.now
        self.log = EventLog(self.base) if watched else Log(self.base)
        self.engine.observe(self.log)
        self.start("main")

    def new_engine(self) -> Engine:
        return Engine(Project(self.scripts.values()).resolve, self.stated)

    @rule(forks=st.booleans())
    def go_on_elsewhere(self, forks: bool) -> None:
        """Another engine takes over: one that reads what this one has saved, or its fork."""
        other = self.new_engine()
        if forks:
            other.share_compiled(self.engine.compiled)
            fork_engine(self.engine, other)
        else:
            restore_engine(other, json.loads(json.dumps(save_engine(self.engine))))
        other.observe(self.log)
        self.engine = other

    @rule(name=st.sampled_from(NAMES))
    def start(self, name: str) -> None:
        if len(self.reference.contacts) < 6:
            self.engine.start(self.scripts[name])
            self.reference.start(name)

    @rule(number=st.integers(1001, 1007), value=st.sampled_from("xyz"))
    def signal(self, number: int, value: str) -> None:
        assert self.engine.signal(str(number), [value]) == self.reference.signal(str(number), value)

    @rule(number=st.integers(1001, 1006))
    def release(self, number: int) -> None:
        self.engine.raise_event(str(number), "ONRELEASE")
        self.reference.release(str(number))

    @rule(seconds=st.sampled_from([0, 0.5, 1, 3, 20]))
    def advance(self, seconds: float) -> None:
        until = self.reference.now + round(seconds * SECOND)
        self.engine.run(self.base + until)
        self.reference.run(until)

    @invariant()
    def agree(self) -> None:
        if not hasattr(self, "engine"):
            return
        assert self.log.rows == self.reference.log
        for contact, expected in zip(self.engine.contacts.values(), self.reference.contacts.values(), strict=True):
            assert contact.status == expected.state, contact.id
            places = [[frame.script.name, frame.script.actions[frame.at].caption] for frame in contact.frames]
            assert places == expected.frames
            assert (None if contact.due is None else contact.due - self.base) == expected.due
            assert [each.kind.capitalize() for each in contact.incoming] == [kind for kind, _ in expected.incoming]


def agree(examples: int) -> None:
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples, stateful_step_count=12, deadline=None, derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_agrees() -> None:
    agree(60)


@pytest.mark.slow
def test_agrees_at_length() -> None:
    agree(int(os.environ.get("STUDIO_SCHEDULER_EXAMPLES", "500")))
