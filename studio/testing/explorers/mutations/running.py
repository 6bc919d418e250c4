"""Playing scenarios with mutants in the place of scripts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from studio.runtime.loading import load
from studio.script.model import Script
from studio.script.names import folded
from studio.testing.coverage import BranchKey
from studio.testing.exercise.choices import random_of
from studio.testing.explorers.bounds import Deadline
from studio.testing.explorers.mutations.making import SAME, Made, make
from studio.testing.explorers.mutations.mutant import Mutant
from studio.testing.explorers.scenes import Bounds, Played, play
from studio.testing.scenario import Case
from studio.testing.stage import Stage

#: What came of a mutant: a scenario failed, or a run had to be cut; no scenario noticed; none reaches it; there was no time.
Fate = Literal["killed", "cut", "survived", "not reached", "not run"]
FATES: tuple[Fate, ...] = ("killed", "cut", "survived", "not reached", "not run")
#: A run may take so many times what it takes without a change, and so much in any case [choice].
_TIMES, _STEPS, _SECONDS = 10, 5_000, 1.5


@dataclass(slots=True)
class Tried:
    """A mutant and what came of it: the scenario that noticed it, and the first thing that did not hold."""

    mutant: Mutant
    fate: Fate
    scenario: str = ""
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """The members that programs read."""
        return self.mutant.as_json() | {"fate": self.fate, "scenario": self.scenario, "why": self.why}


@dataclass(slots=True)
class Mutations:
    """What came of all mutants. ``broken`` are scenarios that fail without any change: they are not used."""

    tried: list[Tried] = field(default_factory=list)
    made: list[Made] = field(default_factory=list)
    broken: list[tuple[Case, Played]] = field(default_factory=list)
    scenarios: int = 0
    runs: int = 0
    seconds: float = 0.0

    def count(self, *fates: Fate) -> int:
        """How many mutants came to one of these ends."""
        return sum(each.fate in fates for each in self.tried)

    @property
    def score(self) -> int | None:
        """Mutants that were noticed, in per cent of those that were run, rounded down; None if none was."""
        noticed, run = self.count("killed", "cut"), self.count("killed", "cut", "survived")
        return noticed * 100 // run if run else None

    @property
    def survivors(self) -> list[Tried]:
        """The mutants that no scenario noticed."""
        return [each for each in self.tried if each.fate == "survived"]


class Runner:
    """Runs the mutants of all scripts that scenarios reach."""

    def __init__(self, stage: Stage, cases: Sequence[Case], seed: int = 1, seconds: float | None = None) -> None:
        self._stage = stage
        self._seed = seed
        self._deadline = Deadline(seconds)
        self.found = Mutations(scenarios=len(cases))
        self._scenes: list[tuple[Case, Played]] = []
        for case in cases:
            self._known(case)

    def _known(self, case: Case) -> None:
        """Play a scenario as it is: only one that passes can notice anything."""
        # The first time, scripts are compiled and tables are filled.
        play(case, self._stage)
        played = play(case, self._stage)
        self.found.runs += 2
        if played.verdict == "passed":
            self._scenes.append((case, played))
            # Quick ones come first.
            self._scenes.sort(key=lambda each: each[1].seconds)
        else:
            self.found.broken.append((case, played))

    def run(self, told: Callable[[Tried], None] = lambda each: None) -> Mutations:
        """Try every mutant; with a time limit as many as there is time for, in an order that the seed decides."""
        found = self.found
        places: dict[int, int] = {}
        for script in self._scripts():
            made = make(script, self._stage.registry)
            found.made.append(made)
            for mutant in made.mutants:
                places[id(mutant)] = len(places)
        order = [mutant for made in found.made for mutant in made.mutants]
        random_of(f"mutations/{self._seed}").shuffle(order)
        for mutant in order:
            tried = self._try(mutant)
            if tried is None:
                of = next(each for each in found.made if each.script is mutant.original)
                of.left_out[SAME] += 1
                continue
            found.tried.append(tried)
            told(tried)
        found.tried.sort(key=lambda each: places[id(each.mutant)])
        found.seconds = self._deadline.taken
        return found

    def _scripts(self) -> list[Script]:
        """The scripts that the scenarios run, as their projects know them."""
        found: dict[int, Script] = {}
        for case, played in self._scenes:
            known = {folded(each.name): each for each in (*case.project.scripts(), case.script)}
            for name in sorted({folded(name) for name, _ in played.reached}):
                if name in known:
                    found.setdefault(id(known[name]), known[name])
        return sorted(found.values(), key=lambda each: (each.name, each.file or ""))

    def _try(self, mutant: Mutant) -> Tried | None:
        """What comes of a mutant; None for one that can't start, whatever stands outside."""
        original = mutant.original
        scenes = [each for each in self._scenes if _reaches(each[1], mutant) and _has(each[0], original)]
        if not scenes:
            return Tried(mutant, "not reached")
        if self._deadline.over:
            return Tried(mutant, "not run")
        for case, usual in scenes:
            found = self._noticed(mutant, case, usual)
            if found is not None:
                starts = not mutant.place or load(mutant.changed, self._stage.registry).runnable
                return found if starts else None
        return Tried(mutant, "survived")

    def _noticed(self, mutant: Mutant, case: Case, usual: Played) -> Tried | None:
        project = self._stage.instead(case.project, mutant.changed)
        bounds = Bounds(usual.steps * _TIMES + _STEPS, usual.seconds * _TIMES + _SECONDS)
        script = mutant.changed if case.script is mutant.original else case.script
        try:
            played = play(replace(case, script=script, project=project), self._stage, bounds, thorough=False)
        finally:
            self._stage.forget(project)
        self.found.runs += 1
        match played.verdict:
            case "passed":
                return None
            case "cut":
                return Tried(mutant, "cut", case.name, played.why[0])
        return Tried(mutant, "killed", case.name, played.why[0] if played.why else "")


def _reaches(played: Played, mutant: Mutant) -> bool:
    name, number = mutant.original.name, mutant.action.id
    if not mutant.branches:
        return (name, number) in played.reached
    return any(BranchKey(name, number, each) in played.taken for each in mutant.branches)


def _has(case: Case, script: Script) -> bool:
    return case.script is script or any(each is script for each in case.project.scripts())
