"""Proposals: few scenarios that take all branches that were found, as small as they can be, checked as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from studio.script.branches import DEFAULT
from studio.script.model import Script
from studio.script.project import Project
from studio.testing.coverage import BranchKey
from studio.testing.explorers.paths.bases import Base
from studio.testing.explorers.paths.shrinking import changed, shrunk, ways
from studio.testing.explorers.paths.trial import BOUNDS, Stated, Trial
from studio.testing.ran.steps import ARROW
from studio.testing.scenario.reading import suite_of
from studio.testing.scenario.running import run_case
from studio.testing.scenario.writing import scenario_text
from studio.testing.stage import Stage
from studio.world.mock.matching import plain


@dataclass(slots=True)
class Candidate:
    """A scenario that takes branches which no other takes."""

    base: Base
    scenario: Stated
    takes: set[BranchKey]


@dataclass(slots=True)
class Proposal:
    """A scenario that is proposed: it passes, and takes these branches. ``text`` is it as a file beside the script."""

    base: Base
    name: str
    scenario: Stated
    takes: list[BranchKey]
    text: str = ""
    file: Path | None = None

    def as_json(self) -> dict[str, Any]:
        """The members that programs read."""
        return {
            "script": str(self.base.file),
            "scenario": self.name,
            "takes": [{"script": each.script, "action": each.action, "branch": each.branch} for each in self.takes],
            "text": self.text,
            "file": str(self.file) if self.file is not None else None,
        }


@dataclass(slots=True)
class Proposer:
    """Makes proposals of candidates."""

    stage: Stage
    trial: Trial
    over: Callable[[], bool]
    #: Branches of candidates that can't be said by a scenario, and why not.
    unsaid: dict[BranchKey, str] = field(default_factory=dict)

    def proposals(self, candidates: Iterable[Candidate]) -> list[Proposal]:
        """Few proposals for all branches that the candidates take."""
        small: list[Candidate] = []
        for each in covering(list(candidates)):
            small.append(self._small(each))
        found: list[Proposal] = []
        for each in covering(small):
            proposal = self._checked(each)
            if proposal is not None:
                found.append(proposal)
        told = {key for each in found for key in each.takes}
        self.unsaid = {key: why for key, why in self.unsaid.items() if key not in told}
        return found

    # ---------------------------------------------------------------------------------------------- smaller
    def _small(self, candidate: Candidate) -> Candidate:
        base, wanted = candidate.base, candidate.takes

        def holds(scenario: Stated) -> bool:
            tried = self.trial(base.head, scenario)
            return wanted <= tried.taken and tried.verdict != "cut"

        scenario = candidate.scenario
        if not self.over() and holds(scenario):
            scenario = shrunk(self._named_requests(base, scenario, holds), holds, self.over)
        return Candidate(base, self._stopped(base, scenario, wanted), wanted)

    def _stopped(self, base: Base, scenario: Stated, wanted: set[BranchKey]) -> Stated:
        """A scenario of which the run does not come to an end is stopped at what it is for."""
        tried = self.trial(base.head, scenario)
        if tried.goes_round:
            tried = self.trial(base.head, scenario, patience=BOUNDS.steps)
        if tried.verdict != "cut":
            return scenario
        there = [key for key in wanted if key in tried.after]
        last = max(there, key=lambda key: tried.after[key], default=None)
        action = action_of(base.project, base.script, last) if last is not None else None
        if last is None or action is None or not action.caption.strip():
            return scenario
        stop = {"when": {"does": action.caption, "branch": last.branch}, "do": {"stop": True}}
        return scenario | {"when": [*scenario.get("when", []), stop]}

    def _named_requests(self, base: Base, scenario: Stated, holds: Callable[[Stated], bool]) -> Stated:
        """Answers to the first, the second request become answers to a service, where that is enough."""
        for place, each in enumerate(scenario.get("when", [])):
            if each.get("when", {}).get("requests") != "*":
                continue
            tried = self.trial(base.head, scenario)
            number = each["when"].get("number", 1)
            for _, _, request in (tried.requests[number - 1 : number], tried.requests)[number > len(tried.requests)]:
                candidate = changed(scenario, ("when", place), {"when": {"requests": request}, "do": each["do"]})
                if holds(candidate):
                    scenario = candidate
                    break
        return scenario

    # ---------------------------------------------------------------------------------------------- checking
    def _checked(self, candidate: Candidate) -> Proposal | None:
        """The proposal, if it passes when it is read from its text; else the reason is noted."""
        base = candidate.base
        order = self.trial(base.head, candidate.scenario).after
        takes = sorted(candidate.takes, key=lambda key: (order.get(key, 0.0), key.script, key.action))
        sayable = [key for key in takes if self._say(base, key) is not None]
        for key in takes:
            if key not in sayable:
                self.unsaid[key] = "the action has no caption"
        if not sayable:
            return None
        name = name_of(base, sayable)
        scenario = {"name": name, **candidate.scenario}
        scenario["expect"] = {"took": [self._say(base, key) for key in sayable]}
        text = scenario_text(base.head.whole(scenario))
        suite = suite_of(yaml.safe_load(text), base.head.file, self.stage)
        why = [each.message for each in suite.problems if each.severity == "error"]
        if suite.usable and suite.cases:
            outcome = run_case(suite.cases[0], self.stage)
            why = [each.why for each in outcome.checks] + [str(each) for each in outcome.problems]
            if outcome.verdict == "passed":
                return Proposal(base, name, scenario, sayable, text)
        for key in sayable:
            self.unsaid[key] = why[0].splitlines()[0] if why else "it does not pass"
        return None

    def _say(self, base: Base, key: BranchKey) -> Any:
        """A branch as a scenario expects it; None where that can't be said."""
        action = action_of(base.project, base.script, key)
        if action is None or not action.caption.strip():
            return None
        same = sum(
            plain(each.caption) == plain(action.caption)
            for script in (base.script, *base.project.scripts())
            for each in script.actions
            if script.name != key.script
        )
        if same or ARROW in action.caption or ARROW in key.branch:
            stated = {"caption": action.caption, "branch": key.branch}
            return stated | ({"script": key.script} if same else {})
        return f"{action.caption} {ARROW} {key.branch}"


def covering(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Few of the candidates that take all branches that any takes: each time the one with the most new ones, then the smallest."""
    left = {key for each in candidates for key in each.takes}
    waiting = list(candidates)
    found = []
    while left and waiting:
        best = max(waiting, key=lambda each: (len(each.takes & left), -_size(each.scenario)))
        new = best.takes & left
        if not new:
            break
        found.append(Candidate(best.base, best.scenario, new))
        left -= new
        waiting.remove(best)
    return found


def _size(scenario: Stated) -> int:
    return sum(1 for _ in ways(scenario))


def name_of(base: Base, takes: Sequence[BranchKey]) -> str:
    """What a proposal is called: the branch by which it is another way, in words."""
    key = next((each for each in reversed(takes) if each.branch != DEFAULT), takes[-1])
    action = action_of(base.project, base.script, key)
    first = f"{action.caption if action is not None else key.action} takes {key.branch}"
    more = len(takes) - 1
    return first + (f", and {more} more branch{'es' * (more > 1)}" if more else "")


def action_of(project: Project, script: Script, key: BranchKey) -> Any:
    """The action of a branch."""
    found = script if script.name == key.script else project.resolve(key.script, "")
    return found.action(key.action) if found is not None else None
