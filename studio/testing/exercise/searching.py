"""Exercising one script: from each of its starts, first in a default world, then in random ones, guided by what they reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random
from time import perf_counter

from studio.runtime.loading import LoadedScript, load
from studio.runtime.registry import library
from studio.script.branches import DEFAULT
from studio.script.graph import reachable
from studio.script.model import Script
from studio.script.project import Project
from studio.testing.coverage import BranchCoverage, BranchKey, wired
from studio.testing.exercise.bending import bent
from studio.testing.exercise.choices import random_of
from studio.testing.exercise.drawing import Drawer
from studio.testing.exercise.running import Ran, Stage
from studio.testing.exercise.starting import BEGIN, ground
from studio.testing.exercise.watching import Note, outcome_of

#: Inputs that are kept because they reached something new; and how many are bent for each that is drawn afresh.
_KEPT, _BENT = 80, 4
#: Values seen at the end of runs that serve as words.
_WORDS = 200


@dataclass(slots=True)
class Exercised:
    """What came of one script. ``wired`` are the branches to which a way leads from a start, ``cut_off`` the others."""

    script: Script
    starts: list[str]
    wired: list[BranchKey]
    cut_off: list[BranchKey]
    coverage: BranchCoverage
    runs: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    places: Counter[tuple[str, str, int, str, str]] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    refused: list[Ran] = field(default_factory=list)
    crashed: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def missed(self) -> list[BranchKey]:
        """The branches that no run took although a way leads to them."""
        counts = self.coverage.counts()
        return [each for each in self.wired if each not in counts]

    def reached(self) -> int:
        """How many of the wired branches were taken."""
        return len(self.wired) - len(self.missed())


class Search:
    """Exercises one script of a project."""

    def __init__(self, script: Script, project: Project, seed: int, seconds: float | None) -> None:
        self._seed = seed
        self._end = None if seconds is None else perf_counter() + seconds
        self._loaded = load(script, library())
        starts = ([BEGIN] if self._loaded.begin is not None else []) + list(self._loaded.events)
        inside = ways_into(self._loaded)
        known = set(wired(script, inside))
        self.found = Exercised(
            script,
            starts,
            [each for each in wired(script) if each in known],
            [each for each in wired(script) if each not in known],
            BranchCoverage(),
        )
        self._ground = ground(script, project, seed)
        self._stage = Stage(self._ground, self._wanted)
        self._kept: list[tuple[str, Ran]] = []
        self._words: list[object] = []
        #: Which ways the comparisons of an action went together: a run that is the first to turn one is worth keeping.
        self._held: set[tuple[str, int, tuple[bool, ...]]] = set()

    def run(self, seeds: int, *, stop: bool = False) -> Exercised:
        """The runs: one in a default world and so many in random ones from each start."""
        begun = perf_counter()
        random = random_of(f"{self._seed}/{self.found.script.name}")
        for start in self.found.starts:
            self._take(start, self._stage.default(start))
            if self.found.refused:
                # Nothing of this script runs.
                return self.found
        for number in range(seeds):
            if stop and not self.found.missed():
                break
            for start in self.found.starts:
                if self._end is not None and perf_counter() > self._end:
                    self.found.seconds = perf_counter() - begun
                    return self.found
                seed = f"{self._seed}/{self.found.script.name}/{start}/{number}"
                self._take(start, self._stage.random(start, seed, None, self._words))
                for turn in range(_BENT):
                    self._bend(start, f"{seed}/{turn}", random)
        self.found.seconds = perf_counter() - begun
        return self.found

    def _bend(self, start: str, seed: str, random: Random) -> None:
        """A run in the world of one that reached something new, bent."""
        kept = [ran for at, ran in self._kept if at == start]
        if not kept:
            return
        missing = self._missing()
        near = [each for each in kept if not missing.isdisjoint(each.reached())]
        chosen = random.choice(near if near and random.random() < 0.7 else kept[-8:] if random.random() < 0.4 else kept)
        # What variables were in that very run is worth as much as what they were in all others.
        seen = chosen.seen if chosen.seen and random.random() < 0.5 else self._words
        drawer = Drawer(self._ground.lexicon, random, seen)
        narrow = [each for each in chosen.notes if (each.script, each.action) in missing]
        notes = narrow if narrow and random.random() < 0.4 else chosen.notes
        given = bent(chosen.made, notes, drawer, random)
        self._take(start, self._stage.random(start, seed, given, self._words))

    def _missing(self) -> set[tuple[str, int]]:
        """Actions of which a branch was never taken."""
        counts = self.found.coverage.counts()
        return {(each.script, each.action) for each in self.found.wired if each not in counts}

    def _wanted(self, script: str, action: int) -> list[str]:
        """Outcomes of an action that no run has taken."""
        counts = self.found.coverage.counts()
        model = self.found.script.action(action) if script == self.found.script.name else None
        if model is None:
            return []
        return [
            f"case {each.label}" if each.type == "custom" else each.label or DEFAULT
            for each in model.branches
            if BranchKey(script, action, each.label or DEFAULT) not in counts
        ]

    def _take(self, start: str, ran: Ran) -> None:
        found = self.found
        found.runs += 1
        found.ended[ran.status] += 1
        found.unknown.update(ran.unknown)
        if ran.status == "refused":
            found.refused.append(ran)
            return
        if ran.status == "crashed":
            found.crashed[ran.why] = found.crashed.get(ran.why, 0) + 1
        if ran.status in ("stuck", "failed", "cut") and ran.at is not None:
            found.places[(ran.status, *ran.at, ran.why)] += 1
        before = len(found.coverage.counts()) + len(self._held)
        found.coverage.merge(ran.coverage)
        self._held.update(_turns(ran.notes))
        if len(found.coverage.counts()) + len(self._held) > before and ran.made:
            self._kept.append((start, ran))
            del self._kept[:-_KEPT]
        self._words = list(dict.fromkeys([*ran.seen, *self._words]))[:_WORDS]


def _turns(notes: Sequence[Note]) -> Iterator[tuple[str, int, tuple[bool, ...]]]:
    """For each pass through an action, which of its comparisons held."""
    for _, passed in groupby(notes, lambda each: each.visit):
        found = list(passed)
        yield found[0].script, found[0].action, tuple(outcome_of(each) for each in found)


def ways_into(loaded: LoadedScript) -> set[int]:
    """Ids of the actions to which a way leads from a start."""
    entries = [*([loaded.begin] if loaded.begin is not None else []), *loaded.events.values()]
    return reachable(loaded.source, [loaded.actions[each].id for each in entries])
