"""Coverage against a count made from the raw trace of the same scenarios, by other code."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from studio.runtime.tracing import JsonTrace
from studio.script.branches import DEFAULT
from studio.testing.coverage import Coverage, CoverageData
from studio.testing.scenario import read_suite, run_case
from studio.testing.stage import Stage
from studio.world.world import World

SCRIPTS = Path(__file__).resolve().parents[3] / "scripts"
SUITES = sorted(SCRIPTS.rglob("test_*.yaml"))


class Traces:
    """Writes down the trace of every world as JSON lines."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []

    def watch(self, world: World) -> None:
        world.engine.observe(JsonTrace(lambda line: self.lines.append(json.loads(line))))


def played(file: Path, watcher: Any) -> Stage:
    stage = Stage(watchers=[watcher])
    suite = read_suite(file, stage)
    assert suite.usable, suite.problems
    for each in suite.cases:
        assert run_case(each, stage).passed, each.name
    return stage


def covered(file: Path) -> CoverageData:
    coverage = Coverage()
    stage = played(file, coverage)
    return coverage.data([each for project in stage.projects() for each in project.every()])


@pytest.mark.parametrize("file", SUITES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_branches_and_actions_are_those_of_the_raw_trace(file: Path) -> None:
    traces = Traces()
    played(file, traces)
    taken: Counter[tuple[str, int, str]] = Counter()
    done: Counter[tuple[str, int]] = Counter()
    for line in traces.lines:
        if line["event"] == "action":
            done[line["script"], line["action"]] += 1
            if line["to"] is not None:
                taken[line["script"], line["action"], line["branch"]] += 1
        elif line["event"] == "interrupted":
            done[line["script"], line["action"]] += 1
    data = covered(file)
    assert data.scripts
    for script in data.scripts.values():
        for action in script.actions.values():
            for name, hits in action.branches.items():
                assert hits == taken.pop((script.name, action.id, name), 0), (script.name, action.caption, name)
            # One at which a contact still is when its scenario ends has no line of its own.
            assert action.hits == done[script.name, action.id] or (action.hits, done[script.name, action.id]) == (1, 0)
    assert not taken


def test_every_wired_branch_of_a_script_is_counted() -> None:
    stage = Stage()
    script, project = stage.script(SCRIPTS / "create_prospects" / "load_prospects.studio")
    data = Coverage().data([script])
    found = data.scripts[script.name]
    wires = [(each.id, branch.label or DEFAULT) for each in script.actions for branch in each.branches]
    assert sorted(wires) == sorted((each.id, name) for each in found.actions.values() for name in each.branches)
    assert data.percent("branches") == data.percent("actions") == 0.0
    assert project.scripts()
