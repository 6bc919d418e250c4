"""Scenarios as explorers play them: within bounds, with the steps counted and the branches noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic, has_errors
from studio.testing.coverage import BranchCoverage, BranchKey
from studio.testing.scenario import Case, find_suites, read_suite
from studio.testing.scenario.golden import compare_golden
from studio.testing.scenario.running import begin, go_on, verdicts
from studio.testing.stage import Stage, Unusable

if TYPE_CHECKING:
    from studio.runtime.events import Event, Steps
    from studio.testing.ran import Ran


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many actions and real seconds a run may take."""

    steps: int = 200_000
    seconds: float = 10.0


class Guard:
    """Watches a run and stops it where it takes too much. An observer of steps."""

    only_steps = True

    def __init__(self, pause: Callable[[], None], bounds: Bounds) -> None:
        self._pause = pause
        self._bounds = bounds
        self._end = perf_counter() + bounds.seconds
        self.steps_taken = 0
        self.cut = ""

    def __call__(self, event: Event) -> None:
        """Nothing but steps is of interest."""

    def steps(self, steps: Steps) -> None:
        """Count what was done."""
        self.steps_taken += len(steps.ways)
        if self.steps_taken > self._bounds.steps:
            self._stop("too many actions")
        elif perf_counter() > self._end:
            self._stop("too long")

    def _stop(self, why: str) -> None:
        self.cut = self.cut or why
        self._pause()


@dataclass(slots=True)
class Played:
    """What came of a scenario: passed, failed (``why`` says what did not hold), cut or unusable."""

    verdict: str
    why: list[str] = field(default_factory=list)
    #: Actions that were reached, and branches that were taken.
    reached: set[tuple[str, int]] = field(default_factory=set)
    taken: set[BranchKey] = field(default_factory=set)
    steps: int = 0
    seconds: float = 0.0


def play(
    case: Case,
    stage: Stage,
    bounds: Bounds = Bounds(),  # frozen
    look: Callable[[Ran], None] = lambda ran: None,
    *,
    thorough: bool = True,
    observers: Sequence[Any] = (),
) -> Played:
    """Play a scenario in a world of its own. ``look`` may ask the run before its world is closed.

    ``observers`` watch it too; those with a ``pause`` get what stops the run. Without ``thorough`` it is only told whether the scenario passes.
    """
    began = perf_counter()
    try:
        world = stage.world(case.settings, case.project, case.world_folder)
    except Unusable as fault:
        return Played("unusable", [str(fault)])
    try:
        guard, coverage = Guard(world.engine.pause, bounds), BranchCoverage()
        world.engine.observe(guard)
        for each in (coverage, *observers) if thorough else ():
            if hasattr(each, "pause"):
                each.pause = world.engine.pause
            world.engine.observe(each)
        ran = begin(case, world)
        go_on(case, ran)
        if guard.cut:
            played = Played("cut", [guard.cut])
        else:
            checks = verdicts(case, ran)
            if case.scenario.expect.trace:
                checks.append(compare_golden(case, ran, accept=False))
            wrong = [each.why for each in checks if not each.holds]
            played = Played("failed" if wrong else "passed", wrong)
        if thorough:
            played.reached = {(each.script, each.action) for each in ran.steps}
            played.taken = set(coverage.counts())
        look(ran)
    except Unusable as fault:
        return Played("unusable", [str(fault)])
    finally:
        world.close()
    played.steps, played.seconds = guard.steps_taken, perf_counter() - began
    return played


@dataclass(slots=True)
class Scenes:
    """The scenarios of files. ``problems`` are what is wrong with files; those are not used."""

    cases: list[Case] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    skipped: int = 0

    @property
    def usable(self) -> bool:
        """False if something is wrong with a file."""
        return not has_errors(self.problems)


def scenes_of(paths: Sequence[Path], stage: Stage, only: str = "") -> Scenes:
    """The scenarios of files and folders that are to be explored."""
    found = Scenes()
    for path in paths:
        if not path.exists():
            found.problems.append(Diagnostic("FI001", "error", "there is no such file or folder", file=str(path)))
    for file in find_suites([each for each in paths if each.exists()]):
        suite = read_suite(file, stage)
        found.files.append(file)
        found.problems += suite.problems
        for case in suite.cases if suite.usable else ():
            if only.lower() not in case.name.lower():
                continue
            if case.scenario.skip or case.scenario.explore.skip:
                found.skipped += 1
            else:
                found.cases.append(case)
    return found
