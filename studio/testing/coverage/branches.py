"""Which branches were taken, and how often, at next to no cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from studio.script.branches import DEFAULT
from studio.script.model import Script

if TYPE_CHECKING:
    from studio.runtime.events import Event, Steps
    from studio.runtime.loading import LoadedScript


class BranchKey(NamedTuple):
    """A branch: the script's name, the action's id, and the branch as the script spells it."""

    script: str
    action: int
    branch: str


class BranchCoverage:
    """Counts branches that were taken. Hand it to :meth:`Engine.observe <studio.runtime.engine.Engine.observe>`.

    One may watch many engines, one after the other. Outcomes for which no branch is wired are not counted.
    """

    def __init__(self) -> None:
        self._counts: Counter[BranchKey] = Counter()
        #: How often each action was done or broken off, by script and id.
        self._actions: Counter[tuple[str, int]] = Counter()
        self._running: dict[int, tuple[LoadedScript, Counter[int]]] = {}

    def __call__(self, event: Event) -> None:
        """Steps aside, an action that is broken off is of interest: it was reached."""
        if event.kind == "interrupted" and event.action is not None:
            self._actions[event.script, event.action] += 1

    def steps(self, steps: Steps) -> None:
        """Count what was taken."""
        script = steps.script
        known = self._running.get(id(script))
        if known is None:
            known = self._running[id(script)] = (script, Counter())
        known[1].update(steps.ways)

    def counts(self) -> Counter[BranchKey]:
        """How often each branch was taken; what never was is not in it."""
        for script, counted in self._running.values():
            for number, count in counted.items():
                way = script.ways[number]
                action = script.actions[way.source].id
                self._actions[script.name, action] += count
                if way.to >= 0:
                    self._counts[BranchKey(script.name, action, way.branch)] += count
        self._running.clear()
        return self._counts

    def actions(self) -> Counter[tuple[str, int]]:
        """How often each action was reached, by script and id; one that a contact is still at when its run ends is not in it."""
        self.counts()
        return self._actions

    def merge(self, other: BranchCoverage) -> None:
        """Add what another one has counted."""
        self.counts().update(other.counts())
        self._actions.update(other.actions())

    def reached(self, script: Script) -> set[BranchKey]:
        """The wired branches of a script that were taken."""
        counts = self.counts()
        return {each for each in wired(script) if each in counts}

    def missed(self, script: Script) -> list[BranchKey]:
        """The wired branches of a script that were never taken, in its order."""
        counts = self.counts()
        return [each for each in wired(script) if each not in counts]


def wired(script: Script, actions: Iterable[int] | None = None) -> list[BranchKey]:
    """The branches of a script, or of some of its actions, that lead to an action."""
    there = {each.id for each in script.actions}
    wanted = there if actions is None else set(actions)
    found = (
        BranchKey(script.name, each.id, branch.label or DEFAULT)
        for each in script.actions
        if each.id in wanted
        for branch in each.branches
        if branch.to in there
    )
    return list(dict.fromkeys(found))
