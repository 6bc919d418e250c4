"""Exploring one scenario: each of its calls fails in each way, in a run of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.model import Script
from studio.testing.explorers.bounds import Deadline
from studio.testing.explorers.faults.calls import Call, calls_of, error_branches
from studio.testing.explorers.faults.judging import FAILED, HUNG, SWALLOWED, Tried, judged
from studio.testing.explorers.faults.ways import Way, ways_of, with_fault
from studio.testing.explorers.invariants import Invariants
from studio.testing.explorers.scenes import Bounds, Guard
from studio.testing.ran import Ran
from studio.testing.scenario import Case
from studio.testing.scenario.reading import suite_of
from studio.testing.scenario.running import begin, go_on
from studio.testing.scenario.writing import file_of
from studio.testing.stage import Stage, Unusable

#: One run with a fault may take so much.
_BOUNDS = Bounds(steps=100_000, seconds=10.0)


@dataclass(slots=True)
class FaultsExplored:
    """What came of one scenario. ``branches`` are the wired branches for failures of the scripts that it ran, with a fault or without."""

    case: Case
    calls: list[Call] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)
    #: Branches for failures that were taken without any fault.
    reached: set[tuple[str, int]] = field(default_factory=set)
    branches: list[tuple[str, int, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    cut: bool = False
    seconds: float = 0.0

    def all_reached(self) -> set[tuple[str, int]]:
        """Every branch for failures that was taken, with a fault or without."""
        return self.reached.union(*(each.reached for each in self.tried))

    def scenario(self, tried: Tried) -> dict[str, Any]:
        """The content of a scenario file in which a call fails in this way; it fails where that is bad."""
        return _file(self.case, tried.call, tried.way, Invariants(self.case).stated_here, tried)


def explore_faults(
    case: Case,
    stage: Stage,
    *,
    seconds: float | None = None,
    seed: int = 1,
    told: Callable[[Tried], None] = lambda each: None,
) -> FaultsExplored:
    """Let every call of a scenario fail in turn, in every way; ``told`` is called after each.

    With ``seconds`` it stops there: the seed decides which were tried by then.
    """
    deadline = Deadline(seconds)
    found = FaultsExplored(case)
    invariants = Invariants(case)
    try:
        world = stage.world(case.settings, case.project, case.world_folder)
    except Unusable as fault:
        found.problems = fault.problems
        return found
    try:
        base = begin(case, world)
        go_on(case, base)
        found.broken = invariants.broken(base)
        if found.broken:
            return found
        found.branches = list(error_branches(_scripts(base)))
        found.reached = _taken(base, found.branches)
        found.calls = calls_of(base, case.scenario.given.stand_ins + case.settings.mock)
        wanted = [(call, way) for call in found.calls for way in ways_of(call, case)]
        if deadline.limited:
            Random(seed).shuffle(wanted)
        for call, way in wanted:
            if deadline.over:
                found.cut = True
                break
            tried = _try(found, stage, base, call, way, invariants)
            if tried is not None:
                found.tried.append(tried)
                told(tried)
    except Unusable as fault:
        found.problems = fault.problems
    finally:
        world.close()
        found.seconds = deadline.taken
    return found


def _try(found: FaultsExplored, stage: Stage, base: Ran, call: Call, way: Way, invariants: Invariants) -> Tried | None:
    """What came of one call that failed; None where no scenario can say it."""
    case = found.case
    content = _file(case, call, way, invariants.stated_here, None)
    suite = suite_of(content, case.file, stage)
    if not suite.usable or not suite.cases:
        return None
    faulty = suite.cases[0]
    world = stage.world(faulty.settings, faulty.project, faulty.world_folder)
    try:
        guard = Guard(world.engine.pause, _BOUNDS)
        world.engine.observe(guard)
        ran = begin(faulty, world)
        go_on(faulty, ran)
        found.branches = list(dict.fromkeys((*found.branches, *error_branches(_scripts(ran)))))
        return judged(call, way, base, ran, guard.cut, [] if guard.cut else invariants.broken(ran))
    finally:
        world.close()


def _file(case: Case, call: Call, way: Way, always: dict[str, Any], tried: Tried | None) -> dict[str, Any]:
    scenario = with_fault({"when": [], **case.stated}, call, way)
    if always:
        scenario["always"] = {**scenario.get("always", {}), **always}
    if tried is not None:
        expected = _expected(tried)
        if expected:
            scenario["expect"] = expected
    return file_of(case, case.file.parent, scenario)


def _expected(tried: Tried) -> dict[str, Any]:
    """What a scenario expects so that it fails where the script does badly."""
    if tried.verdict in (FAILED, HUNG):
        return {"status": tried.was}
    # Whichever way it went on: somebody has to look at what went wrong.
    return {"errors": "none"} if tried.verdict == SWALLOWED else {}


def _scripts(ran: Ran) -> list[Script]:
    """The scripts that a run has been in."""
    known = {each.name: each for each in ran.world.project.scripts()} | {ran.script.name: ran.script}
    return [known[name] for name in dict.fromkeys(each.script for each in ran.steps) if name in known]


def _taken(ran: Ran, branches: list[tuple[str, int, str]]) -> set[tuple[str, int]]:
    from studio.testing.explorers.faults.calls import is_error

    wired = {(script, action) for script, action, _ in branches}
    return {
        (each.script, each.action)
        for each in ran.steps
        if each.branch and is_error(each.branch) and (each.script, each.action) in wired
    }
