"""The search for ways to branches: scenarios with one change, then worlds that are made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from studio.diagnostics import Diagnostic
from studio.runtime.loading import load
from studio.testing.coverage import BranchKey, wired
from studio.testing.exercise.searching import ways_into
from studio.testing.explorers.bounds import Deadline
from studio.testing.explorers.paths.bases import Base, Grounds, bare
from studio.testing.explorers.paths.changing import Changes
from studio.testing.explorers.paths.inventing import Invented, Inventor
from studio.testing.explorers.paths.proposing import Candidate, Proposal, Proposer
from studio.testing.explorers.paths.trial import Stated, Trial
from studio.testing.stage import Stage

#: So many changes of one scenario are tried, and so many scenarios are changed in turn for one script.
_CHANGES, _TURNS = 250, 12
#: The share of the time that the search may take; the rest is for making scenarios small.
_SEARCHING = 0.7


@dataclass(slots=True)
class Paths:
    """What was found: of all ``branches`` those that no scenario takes are either proposed, unsaid, out of reach or not found."""

    branches: int = 0
    missing: list[BranchKey] = field(default_factory=list)
    out_of_reach: list[BranchKey] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    #: Branches that were taken in a made-up world, but by no scenario, and why not.
    unsaid: dict[BranchKey, str] = field(default_factory=dict)
    #: Scripts that can't start, and scenarios that do not pass as they are.
    problems: list[Diagnostic] = field(default_factory=list)
    failing: list[tuple[str, str]] = field(default_factory=list)
    captions: dict[BranchKey, str] = field(default_factory=dict)
    scenarios: int = 0
    runs: int = 0
    seconds: float = 0.0

    @property
    def proposed(self) -> set[BranchKey]:
        """Branches for which there is a proposal."""
        return {key for each in self.proposals for key in each.takes}

    @property
    def not_found(self) -> list[BranchKey]:
        """Branches to which no inputs were found."""
        known = self.proposed | set(self.unsaid)
        return [each for each in self.missing if each not in known]

    def told(self, key: BranchKey) -> dict[str, Any]:
        """A branch as programs read it."""
        return {
            "script": key.script,
            "action": key.action,
            "caption": self.captions.get(key, ""),
            "branch": key.branch,
        }


class Finder:
    """Finds ways to the branches of some scripts."""

    def __init__(
        self, grounds: Grounds, stage: Stage, seed: int, seeds: int, seconds: float | None, told: Callable[[str], None]
    ) -> None:
        self._grounds = grounds
        self._stage = stage
        self._seed = seed
        self._seeds = seeds
        self._deadline = Deadline(seconds)
        self._searching = Deadline(None if seconds is None else seconds * _SEARCHING)
        self._told = told
        self._trial = Trial(stage)
        self._candidates: list[Candidate] = []
        #: What was taken in made-up worlds, and why the scenario did not do it.
        self._made_up: dict[BranchKey, str] = {}
        self._runs = 0
        self.found = Paths(scenarios=len(grounds.bases))

    def run(self) -> Paths:
        """Look for all branches that no scenario takes."""
        found = self.found
        missing = self._missing()
        self._told(f"{len(missing)} branches are not taken")
        self._change(missing)
        self._told(f"{len(missing)} branches left after changes of scenarios")
        self._invent(missing)
        proposer = Proposer(self._stage, self._trial, lambda: self._deadline.over)
        found.proposals = proposer.proposals(self._candidates)
        proposed = found.proposed
        found.unsaid = {
            key: why for key, why in (self._made_up | proposer.unsaid).items() if key not in proposed and why
        }
        found.runs = self._runs + self._trial.runs
        found.seconds = self._deadline.taken
        return found

    # -------------------------------------------------------------------------------------------- what is missing
    def _missing(self) -> set[BranchKey]:
        """The branches to which a way leads and that no scenario takes."""
        found = self.found
        taken: set[BranchKey] = set()
        for base in self._grounds.bases:
            tried = self._trial(base.head, base.scenario)
            if tried.verdict == "unusable" or not tried.usable:
                found.failing.append((base.case.name if base.case else "", (tried.why or [""])[0]))
            taken |= tried.taken
        for script, _, file in self._grounds.scripts:
            loaded = load(script, self._stage.registry)
            if not loaded.runnable:
                found.problems += [each.placed(file=str(file)) for each in loaded.problems if each.severity == "error"]
            inside = ways_into(loaded)
            keys = wired(script)
            found.branches += len(keys)
            reachable = set(wired(script, inside))
            for key in keys:
                action = script.action(key.action)
                found.captions[key] = action.caption if action is not None else ""
                if key in taken:
                    continue
                (found.missing if key in reachable else found.out_of_reach).append(key)
        return set(found.missing)

    # ---------------------------------------------------------------------------------------- scenarios changed
    def _change(self, missing: set[BranchKey]) -> None:
        """Change scenarios; one that takes something new is changed in turn."""
        for script, project, file in self._grounds.scripts:
            own = [each for each in self._grounds.bases if each.script is script]
            waiting: list[tuple[Base, Stated]] = [(each, each.scenario) for each in own]
            waiting.append((bare(script, project, file), {}))
            changes = Changes(script, project, self._seed)
            turns = 0
            while waiting and missing and turns < _TURNS and not self._searching.over:
                # What takes most of what stands before missing branches comes first.
                base, scenario = waiting.pop(0)
                turns += 1
                tried = self._trial(base.head, scenario)
                if not tried.usable:
                    continue
                self._accept(base, scenario, tried.taken & missing, missing)
                made = changes.of(Base(base.head, scenario, script, project, file, base.case), tried, missing)
                for candidate in islice(made, _CHANGES):
                    if not missing or self._searching.over:
                        break
                    result = self._trial(base.head, candidate)
                    new = result.taken & missing
                    if new:
                        self._accept(base, candidate, new, missing)
                        waiting.append((base, candidate))

    def _accept(self, base: Base, scenario: Stated, new: set[BranchKey], missing: set[BranchKey]) -> None:
        if new:
            self._candidates.append(Candidate(base, scenario, set(new)))
            missing -= new

    # ------------------------------------------------------------------------------------------ made-up worlds
    def _invent(self, missing: set[BranchKey]) -> None:
        for script, project, file in self._grounds.scripts:
            if not missing or self._searching.over:
                break
            base = bare(script, project, file)

            def look(invented: Invented, base: Base = base) -> set[BranchKey]:
                tried = self._trial(base.head, invented.scenario)
                new = tried.taken & missing
                self._accept(base, invented.scenario, new, missing)
                for key in invented.taken - new:
                    why = "; ".join(invented.unsaid) or (tried.why[0] if not tried.usable and tried.why else "")
                    self._made_up[key] = why or "the scenario made of it goes another way"
                return set(invented.taken) & tried.taken

            inventor = Inventor(script, project, self._seed, missing, look, lambda: self._searching.over)
            inventor.invent(self._seeds)
            self._runs += inventor.found.runs
