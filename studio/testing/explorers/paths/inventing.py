"""Runs in made-up worlds, each looked at as a scenario as soon as it takes a branch that is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from studio.script.model import Script
from studio.script.project import Project
from studio.testing.coverage import BranchKey
from studio.testing.exercise.running import Ran
from studio.testing.exercise.searching import Search
from studio.testing.explorers.paths.translating import Translator
from studio.testing.explorers.paths.trial import Stated

#: So many runs to one branch are looked at as scenarios.
_LOOKS = 6


class Enough(Exception):
    """Nothing is missing any more, or the time is over."""


@dataclass(frozen=True, slots=True)
class Invented:
    """A run that takes missing branches, as a scenario; ``unsaid`` is what no scenario says of it."""

    scenario: Stated
    taken: frozenset[BranchKey]
    unsaid: tuple[str, ...]


class Inventor(Search):
    """Exercises a script; ``look`` is shown each run that takes missing branches, and says which it found by it."""

    def __init__(
        self,
        script: Script,
        project: Project,
        seed: int,
        missing: set[BranchKey],
        look: Callable[[Invented], set[BranchKey]],
        over: Callable[[], bool],
    ) -> None:
        super().__init__(script, project, seed, None)
        self._translator = Translator(script, project, self._ground.lexicon.read)
        self._missing_here = set(missing)
        self._look = look
        self._over = over
        self._looks: Counter[BranchKey] = Counter()

    def invent(self, seeds: int) -> None:
        """Run until all is found, or so many seeds are used up."""
        with suppress(Enough):
            self.run(seeds)

    def _take(self, start: str, ran: Ran) -> None:
        super()._take(start, ran)
        if self._over():
            raise Enough
        new = {each for each in self._missing_here & set(ran.coverage.counts()) if self._looks[each] < _LOOKS}
        if not new:
            return
        self._looks.update(new)
        scenario = self._translator.scenario(start, ran.made)
        self._missing_here -= self._look(Invented(scenario, frozenset(new), tuple(self._translator.unsaid)))
        if not self._missing_here:
            raise Enough
