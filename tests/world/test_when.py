"""Observations: what is waited for, what is done then, and that all of it is plain data."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases
from pydantic import ValidationError

from studio.runtime.clock import SECOND
from studio.runtime.events import Event
from studio.script.project import Project
from studio.script.text import read_text
from studio.testing.ran.steps import Wanted, first_missing, steps_of
from studio.world.settings import WorldSettings
from studio.world.when.expecting import difference
from studio.world.when.settings import Observation
from studio.world.world import World

CASES = read_cases(Path(__file__).parent / "when_cases.yaml")
MARK = "mark"


def project() -> Project:
    """The project of the cases, compiled anew for each world that is made of it."""
    found = []
    for text in CASES["scripts"].split("---\n"):
        script, problems = read_text(text, None)
        assert script is not None, problems
        assert not [each for each in problems if each.severity == "error"], problems
        found.append(script)
    return Project(found)


PROJECT = project()


class Seen:
    """A world with observations, and everything that happened in it."""

    wants_changes = False

    def __init__(self, when: list[dict[str, Any]], world: dict[str, Any] | None = None) -> None:
        stated = copy.deepcopy({**(world or {}), "when": when} if when else world or {})
        for each in stated.get("when", []):
            each.setdefault("do", {"signal": [MARK]})
        self.world = World(WorldSettings.model_validate(stated), PROJECT)
        self.events: list[Event] = []
        self.world.engine.observe(self)

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    def start(self, name: str = "shop\\work") -> Seen:
        script = PROJECT.resolve(name, "")
        assert script is not None
        self.contact = self.world.start(script, ["A", "B"])
        self.began = self.world.engine.now
        return self

    def go_on(self, seconds: float) -> Seen:
        self.world.engine.run(self.world.engine.now + round(seconds * SECOND))
        return self

    @property
    def marks(self) -> list[float]:
        signals = [each for each in self.events if each.kind == "signal" and each.data["values"] == [MARK]]
        signals += [each for each in self.events if each.kind == "signal lost" and each.data["values"] == [MARK]]
        return sorted({(each.time - self.began) / SECOND for each in signals})

    def variable(self, name: str) -> Any:
        found = {each.lower(): value for each, value in self.world.result().contacts[0].variables.items()}
        return found.get(name.lower())


def told(events: list[Event]) -> list[Any]:
    """Everything that happened, as plain data."""
    return [(each.time, each.kind, each.contact, each.caption, json.dumps(each.data, default=str)) for each in events]


@pytest.mark.parametrize("case", CASES["cases"], ids=[each["about"] for each in CASES["cases"]])
def test_observations(case: dict[str, Any]) -> None:
    known = {"about", "run", "when", "world", "seconds", "marks", "done", "steps", "never", "variables", "why", "unmet",
             "ends_at", "ended"}  # fmt: skip
    assert case.keys() <= known
    seen = Seen(case["when"], case.get("world"))
    try:
        seen.start(case.get("run", "shop\\work")).go_on(case.get("seconds", 100))
        reactions = seen.world.reactions
        assert reactions is not None
        assert reactions.differences == case.get("why", [])
        assert [each.title for each, _ in reactions.unmet()] == case.get("unmet", [])
        if "marks" in case:
            assert seen.marks == case["marks"]
        if "done" in case:
            assert reactions.done == case["done"]
        steps = list(steps_of(seen.events))
        wanted = [Wanted.of(each) for each in case.get("steps", [])]
        assert first_missing(wanted, steps) is None, [str(each) for each in steps]
        unwanted = [Wanted.of(each) for each in case.get("never", [])]
        assert [str(step) for step in steps if any(each.fits(step) for each in unwanted)] == []
        for name, value in case.get("variables", {}).items():
            assert difference(value, seen.variable(name)) == "", name
        assert (seen.contact.status == "ended") is case.get("ended", False)
        if "ends_at" in case:
            assert (seen.world.engine.now - seen.began) / SECOND == case["ends_at"]
    finally:
        seen.world.close()


# ------------------------------------------------------------------------------------------------------------- state
def many() -> list[dict[str, Any]]:
    """Observations of every sort, some of which are in the middle of something at any time."""
    return [
        {"when": {"reaches": "Nap"}, "times": "always", "do": [{"after": "4s", "set": {"global:late": "a"}}]},
        {"when": {"waits": "Nap", "stays": "6s"}, "times": 2, "do": {"set": {"global:stayed": True}}},
        {"when": {"does": "Once more", "number": 2}, "times": "always", "do": {"set": {"global:twice": {"a": [1]}}}},
        {"when": {"requests": "*", "number": 2}, "do": {"answer": {"json": {"a": 1}, "delay": "1s"}}},
        {"when": {"after": "21s"}, "do": {"set": {"global:timed": 1}}},
        {"when": {"does": "Help"}, "times": 3, "do": {"expect": {"global:count": 1}}},
        {"when": {"does": "Enough", "branch": "True"}, "do": {"after": "10s", "stop": True}},
    ]


def summary(world: World) -> Any:
    assert world.reactions is not None
    return world.engine.now, world.result().as_json(), world.reactions.state()


@pytest.mark.parametrize("seconds", [0, 3, 7, 11, 13, 20.5, 23, 37])
@pytest.mark.parametrize("way", ["restore", "fork"])
def test_a_world_goes_on_with_its_observations(seconds: float, way: str) -> None:
    seen = Seen(many()).start().go_on(seconds)
    if way == "fork":
        other = seen.world.fork()
    else:
        other = Seen(many()).world
        other.restore(json.loads(json.dumps(seen.world.save())))
    events: list[Event] = []
    kept = Seen([])
    kept.events = events
    other.engine.observe(kept)
    before = len(seen.events)
    seen.go_on(100)
    other.engine.run(seen.began + round((seconds + 100) * SECOND))
    assert told(events) == told(seen.events[before:])
    assert len(events) > 5
    assert summary(other) == summary(seen.world)
    assert summary(other)[2]["done"] == [3, 2, 2, 2, 1, 3, 1]
    assert len(summary(other)[2]["differences"]) == 2


def test_a_fork_leaves_the_world_as_it_is() -> None:
    seen = Seen(many()).start().go_on(11)
    other = seen.world.fork()
    before = summary(seen.world)
    other.engine.run(other.engine.now + 100 * SECOND)
    assert summary(seen.world) == before
    assert summary(other)[2]["seen"] != before[2]["seen"]


def test_a_world_without_observations_is_as_before() -> None:
    """Those that never act change nothing of what happens."""
    routes = {"http": {"routes": [{"prefix": "https://crm.example", "answers": [{"json": {"a": 1}}]}]}}
    never: list[dict[str, Any]] = [
        {"when": {"does": "Nobody"}},
        {"when": {"requests": "*"}, "do": []},
        {"when": {"after": "3s"}, "do": []},
    ]
    bare, watched = Seen([], routes).start().go_on(100), Seen(never, routes).start().go_on(100)
    assert bare.world.reactions is None
    assert bare.world.engine.ports.find("when") is None
    assert told(bare.events) == told(watched.events)
    assert len(bare.events) > 20


def test_only_so_many_differences_are_kept() -> None:
    seen = Seen([{"when": {"does": "Idle"}, "times": "always", "do": {"expect": {"a": 1}}}])
    seen.start("shop\\brain").go_on(100_000)
    assert seen.world.reactions is not None
    assert seen.world.reactions.done == [100]
    assert seen.world.reactions.differences == ["when does Idle: a is null, not 1"] * 50


def test_a_hidden_value_is_not_told() -> None:
    script, problems = read_text(
        'script "s"\n    redact: pin\n\nBegin "Begin"\n    Parameters: pin, who\n    -> "Rest"\n\nStop "Rest"\n', None
    )
    assert script is not None, problems
    observation = {"when": {"rests": "Rest"}, "do": {"expect": {"pin": "9999", "who": "Bob"}}}
    world = World(WorldSettings.model_validate({"when": [observation]}), Project([script]))
    world.start(script, ["4711", "Ann"])
    world.go_on()
    assert world.reactions is not None
    assert world.reactions.differences == [
        "when rests Rest: pin is hidden, and not as expected",
        "when rests Rest: who is 'Ann', not 'Bob'",
    ]


# ----------------------------------------------------------------------------------------------------------- refused
@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({}, "when"),
        ({"when": {}}, "give one of starts, at, after"),
        ({"when": {"does": "a", "after": "1s"}}, "not after and does"),
        ({"when": {"reaches": "a", "branch": "b"}}, "branch belongs to does"),
        ({"when": {"does": "a", "stays": "1s"}}, "stays belongs to waits"),
        ({"when": {"does": "a", "number": 0}}, "number"),
        ({"when": {"at": "25:00"}}, "no time of day"),
        ({"when": {"at": "soon"}}, "'soon' is no time of day such as 17:01, and no ISO time"),
        ({"when": {"at": 24 * 60}}, "1440 is no time of day"),
        ({"when": {"at": 30 * 60}}, "1800 is no time of day"),
        ({"when": {"at": 86_400}}, "86400 is no time of day"),
        ({"when": {"at": -5}}, "-5 is no time of day"),
        ({"when": {"at": 12.5}}, "12.5 is no time of day"),
        ({"when": {"at": True}}, "True is no time of day"),
        ({"when": {"after": "soon"}}, "no length"),
        ({"when": {"after": -1}}, "greater than or equal to 0"),
        ({"when": {"requests": {"adress": "x"}}}, "adress"),
        ({"when": {"does": "a" * 2001}}, "2000"),
        ({"when": {"does": "a"}, "times": 0}, "times"),
        ({"when": {"does": "a"}, "times": "never"}, "times"),
        ({"when": {"does": "a"}, "do": {}}, "say what is done"),
        ({"when": {"does": "a"}, "do": {"after": "1s"}}, "say what is done"),
        ({"when": {"does": "a"}, "do": {"answer": 500}}, "an answer is for a request"),
        ({"when": {"requests": "*"}, "do": {"answer": 500, "after": "1s"}}, "has a delay, no after"),
        ({"when": {"requests": "*"}, "do": {"answer": 99}}, "status"),
        ({"when": {"requests": "*"}, "do": {"answer": "broken"}}, "fault"),
        ({"when": {"requests": "*"}, "do": {"answer": {"json": 1, "body": "1"}}}, "either body or json"),
        ({"when": {"does": "a"}, "do": {"event": "WAIT"}}, "'WAIT' is no event action"),
        ({"when": {"does": "a"}, "do": {"event": {"event": "ONNOTHING"}}}, "is no event action"),
        ({"when": {"does": "a"}, "do": {"press": "call"}}, "press"),
        ({"when": {"does": "a"}, "do": {"say": "x", "confidence": 101}}, "confidence"),
        ({"when": {"does": "a"}, "do": {"set": {"a b": 1}}}, "is no name of a variable"),
        ({"when": {"does": "a"}, "do": {"signal": list("0123456789")}}, "9 items"),
        ({"when": {"does": "a"}, "do": [{"stop": True}] * 101}, "100 items"),
    ],
)  # fmt: skip
def test_what_is_refused(stated: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as fault:
        Observation.model_validate(stated)
    assert message in str(fault.value)


def test_titles() -> None:
    """What messages call an observation that has no name of its own."""
    stated = [{"after": "90s"}, {"at": "17:01"}, {"requests": "POST https://a.example"}, {"does": "If", "branch": True}]
    made = [Observation.model_validate({"when": each}).title for each in stated]
    assert made == ["after 90.0", "at 17:01:00", "requests POST https://a.example", "does If -> True"]
    assert Observation.model_validate({"name": "x", "when": {"does": "y"}}).title == "x"


@pytest.mark.parametrize(
    ("wanted", "found", "why"),
    [
        (5, "5", ""),
        ("5.0", 5, ""),
        ("Ann", "ANN", ""),
        ("Ann", "Bob", "is 'Bob', not 'Ann'"),
        (None, None, ""),
        (None, "", "is '', not null"),
        ("", None, "is null, not ''"),
        (True, "1", ""),
        (True, "yes", ""),
        (False, 0, ""),
        (True, "0", "is '0', not True"),
        ({"a": [1, {"b": 2}]}, {"A": ["1", {"B": 2.0}]}, ""),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, "is another at a[2].b (3, not 2)"),
        ({"a": 1}, {"a": 1, "c": 2}, "is another at c, which is too much"),
        ({"a": 1, "c": 2}, {"a": 1}, "is another at c, which is not there"),
        ([1, 2], [1], "is another at : 1 elements, not 2"),
        ([1, 2], "1|2", "is '1|2', not [1, 2]"),
        ({"is": 3}, 4, "is 4, not 3"),
        ({"not": 3}, 3, "is 3, which it may not be"),
        ({"not": 3}, 4, ""),
        ({"like": "a*c"}, "abc", ""),
        ({"like": "a*"}, "bc", "is 'bc', which is not like 'a*'"),
        ({"contains": "b"}, "abc", ""),
        ({"contains": 2}, [1, 2], ""),
        ({"contains": "x"}, "abc", "is 'abc', without 'x'"),
        ({"above": 3}, 4, ""),
        ({"above": 3}, 3, "is 3, not above 3"),
        ({"below": 3}, "2.5", ""),
        ({"below": 3}, "x", "is 'x', which is no number"),
        ({"between": [1, 2]}, 2, ""),
        ({"between": [1, 2]}, 3, "is 3, not 1 to 2"),
        ({"empty": True}, "", ""),
        ({"empty": True}, None, ""),
        ({"empty": True}, {}, ""),
        ({"empty": False}, "", "is ''"),
        ({"empty": True}, "x", "is 'x'"),
        ({"null": True}, None, ""),
        ({None: True}, None, ""),
        ({None: False}, None, "is null"),
        ({"length": 2}, [1, 2], ""),
        ({"length": {"above": 3}}, "abc", "has the length 3, not above 3"),
        ({"above": 1, "below": 3}, 5, "is 5, not below 3"),
        ({"above": 1, "other": 3}, {"above": 1, "other": 3}, ""),
        ("x" * 300, "y", "is 'y', not '" + "x" * 199 + "…"),
    ],
)
def test_expectations_of_values(wanted: Any, found: Any, why: str) -> None:
    assert difference(wanted, found) == why
