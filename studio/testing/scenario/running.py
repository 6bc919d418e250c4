"""Running one scenario, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as time_of_day
from typing import Any, Literal

from studio.diagnostics import Diagnostic
from studio.runtime.clock import SECOND, micros
from studio.runtime.contact import Incoming
from studio.script.catalogue import kind_of
from studio.script.model import Script
from studio.snippet.copies import from_plain
from studio.testing.ran import Check, Ran
from studio.testing.scenario.golden import compare_golden
from studio.testing.scenario.judging import judge
from studio.testing.scenario.reading import Case
from studio.testing.stage import Stage, Unusable
from studio.world.when.reacting import due_at
from studio.world.world import A_DAY, World

Verdict = Literal["passed", "failed", "skipped", "unusable"]


@dataclass(slots=True)
class Outcome:
    """What came of a scenario. ``checks`` are those that do not hold; ``story`` tells how the script ran."""

    case: Case
    verdict: Verdict
    checks: list[Check] = field(default_factory=list)
    story: str = ""
    problems: list[Diagnostic] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """True for one that passed, or was skipped."""
        return self.verdict in ("passed", "skipped")

    def as_json(self) -> dict[str, Any]:
        """The members that programs read."""
        return {
            "file": str(self.case.file),
            "line": self.case.line,
            "scenario": self.case.name,
            "verdict": self.verdict,
            "failures": [each.why for each in self.checks],
            "story": self.story,
            "diagnostics": [each.as_json() for each in self.problems],
            "seconds": round(self.seconds, 4),
        }


def run_case(case: Case, stage: Stage, *, accept: bool = False) -> Outcome:
    """Run a scenario in a world of its own and compare. With ``accept`` golden traces are written, not compared."""
    began = time.perf_counter()
    if case.scenario.skip:
        return Outcome(case, "skipped", story=case.scenario.skip)
    try:
        world = stage.world(case.settings, case.project, case.world_folder)
    except Unusable as fault:
        return Outcome(case, "unusable", problems=fault.problems)
    try:
        ran = begin(case, world)
        go_on(case, ran)
        checks = [each for each in verdicts(case, ran) if not each.holds]
        if case.scenario.expect.trace:
            found = compare_golden(case, ran, accept=accept)
            checks += [found] if not found.holds else []
        # The checks are told beside the story.
        ran.told = []
        text = ran.story() if checks else ""
    except Unusable as fault:
        return Outcome(case, "unusable", problems=fault.problems)
    finally:
        world.close()
    seconds = time.perf_counter() - began
    return Outcome(case, "failed" if checks else "passed", checks, text, list(ran.problems), seconds)


def begin(case: Case, world: World) -> Ran:
    """Begin a scenario in its world. Unusable if its script can't start."""
    given = case.scenario.given
    event = None
    if given.begin_at is not None:
        kind = kind_of(given.begin_at.event)
        name = kind.name if kind is not None else given.begin_at.event
        event = Incoming(name, list(given.begin_at.values), fields=dict(given.begin_at.fields))
    variables = {name: from_plain(value) for name, value in given.variables.items()}
    return Stage.begin(world, case.script, placed(case.script, given.parameters), variables, event)


def go_on(case: Case, ran: Ran) -> None:
    """Go on to the end of a scenario."""
    ran.world.go_on(end_of(case, ran.world), at_most=case.scenario.given.until is None)


def end_of(case: Case, world: World) -> int:
    """When a scenario ends at the latest, in microseconds: as it says, else as its world says, at most after a day."""
    until, settings = case.scenario.given.until, world.settings
    start = micros(settings.start)
    if until is None:
        return start + round((settings.until if settings.until is not None else A_DAY) * SECOND)
    if isinstance(until, (datetime, time_of_day)):
        return due_at(until, start, world.engine.zone)
    return start + round(until * SECOND)


def verdicts(case: Case, ran: Ran) -> list[Check]:
    """The checks of everything that a scenario expects, and of everything that it waits for."""
    found = list(judge(ran, case.scenario.expect))
    for each in case.always:
        found += judge(ran, each)
    reactions = ran.world.reactions
    if reactions is not None:
        found += [Check(False, why) for each, why in reactions.unmet() if not each.optional]
        found += [Check(False, each) for each in reactions.differences]
    broken = [each for each in ran.result.diagnostics if each.severity == "error"]
    return [*found, *(Check(False, str(each)) for each in broken)]


def placed(script: Script, parameters: Mapping[str, str] | tuple[str, ...]) -> dict[str, str]:
    """Parameters by p1, p2, …: a name of Begin stands for its position."""
    if not isinstance(parameters, Mapping):
        return {f"p{position}": value for position, value in enumerate(parameters, 1)}
    known = {name.lower(): f"p{position}" for position, name in enumerate(script.parameters(), 1)}
    found = {known.get(name.lower(), name.lower()): value for name, value in parameters.items()}
    last = max((int(name[1:]) for name in found if name[1:].isdecimal()), default=0)
    # What lies between two that are given is empty.
    return {f"p{position}": found.get(f"p{position}", "") for position in range(1, last + 1)}
