"""A world with everything in it, stopped anywhere: what it does before and after is what it does as a whole."""

from __future__ import annotations

import io
import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cases import read_cases

from studio.manual.cases import whole
from studio.runtime.clock import SECOND
from studio.runtime.tracing import JsonTrace
from studio.script.model import Script
from studio.script.project import Project
from studio.script.text import read_text
from studio.world.settings import WorldSettings
from studio.world.stopping import StopAfter
from studio.world.world import World

#: Seeds of the stops: each run is stopped at several of them, one after the other.
SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(8) if seed > 1)]
STOPS = 5


@cache
def stated() -> tuple[WorldSettings, tuple[str, ...]]:
    found: Any = read_cases(Path(__file__).with_name("halves.yaml"))
    return WorldSettings(**found["world"]), tuple(whole(text, name) for name, text in found["scripts"].items())


def script_of(text: str) -> Script:
    script, problems = read_text(text, None)
    assert script is not None, problems
    return script


def new_world() -> tuple[World, io.StringIO]:
    settings, texts = stated()
    return watched(World(settings, Project([script_of(each) for each in texts])))


def watched(world: World) -> tuple[World, io.StringIO]:
    out = io.StringIO()
    world.engine.observe(JsonTrace(out.write))
    return world, out


def begin(world: World) -> int:
    """Begin it; when it is over."""
    script = world.project.resolve("Main", "")
    assert script is not None
    world.start(script)
    assert world.settings.until is not None
    return world.engine.now + round(world.settings.until * SECOND)


@cache
def in_one_go() -> tuple[str, dict[str, Any]]:
    world, out = new_world()
    world.engine.run(begin(world))
    return out.getvalue(), world.save()


def stops(seed: int) -> list[int]:
    """After how many actions each part ends."""
    actions = in_one_go()[0].count('"event": "action"')
    chosen = sorted(random.Random(seed).sample(range(1, actions), STOPS))
    return [after - before for before, after in zip([0, *chosen], chosen, strict=False)]


def agree(parts: list[str], world: World) -> None:
    lines, wanted = "".join(parts).splitlines(), in_one_go()[0].splitlines()
    different = [(one, other) for one, other in zip(lines, wanted, strict=False) if one != other]
    assert different[:1] == []
    assert len(lines) == len(wanted)
    assert world.save() == in_one_go()[1]


def test_everything_is_used() -> None:
    lines = [json.loads(line) for line in in_one_go()[0].splitlines()]
    kinds = {line["event"] for line in lines}
    assert kinds >= {
        "http",
        "mock",
        "signal entered",
        "event",
        "interrupted",
        "released",
        "call",
        "return",
        "error",
        "end",
    }, kinds
    told = {line["text"] for line in lines if line["event"] == "world"}
    assert told >= {
        "SQL", "file written", "shared value stored", "mail", "question", "reply", "message", "presses", "recorded", "queued",
        "answered", "on hold", "callback", "form", "page left", "click", "circuit breaker opens",
        "request waits for its turn",
    }, told  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_saved_and_restored(seed: int) -> None:
    world, out = new_world()
    end = begin(world)
    parts = []
    for actions in stops(seed):
        world.engine.observe(StopAfter(world.engine, actions))
        world.engine.run(end)
        parts.append(out.getvalue())
        saved = json.loads(json.dumps(world.save()))
        world.close()
        world, out = new_world()
        world.restore(saved)
        assert json.loads(json.dumps(world.save())) == saved
    world.engine.run(end)
    agree([*parts, out.getvalue()], world)


@pytest.mark.parametrize("seed", SEEDS)
def test_forked(seed: int) -> None:
    world, out = new_world()
    end = begin(world)
    parts = []
    for actions in stops(seed):
        world.engine.observe(StopAfter(world.engine, actions))
        world.engine.run(end)
        parts.append(out.getvalue())
        fork, out = watched(world.fork())
        # What the first one does from here is no matter to the fork.
        world.engine.run(end)
        world.close()
        world = fork
    world.engine.run(end)
    agree([*parts, out.getvalue()], world)
