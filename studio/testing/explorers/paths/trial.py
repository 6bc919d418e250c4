"""Trying a scenario that stands in no file yet: which branches it takes, and what it asks for on its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND, micros
from studio.testing.coverage import BranchKey
from studio.testing.explorers.scenes import Bounds, play
from studio.testing.scenario.reading import suite_of
from studio.testing.stage import Stage

if TYPE_CHECKING:
    from studio.runtime.events import Event, Steps
    from studio.testing.ran import Ran

#: Bounds of one run [choice].
BOUNDS = Bounds(12_000, 3.0)
#: A run that takes nothing new in so many actions goes round [choice].
_PATIENCE = 2_000
#: After so many runs what was compiled for their worlds is let go of.
_TIDY = 150

#: A scenario as plain data.
Stated = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """What scenarios stand under: the content of a file without scenarios, and the file to which its paths are relative."""

    file: Path
    content: Stated

    def whole(self, *scenarios: Mapping[str, Any]) -> Stated:
        """The content of a file with scenarios."""
        return self.content | {"scenarios": [dict(each) for each in scenarios]}


@dataclass(slots=True)
class Tried:
    """What came of a scenario. ``after`` are the seconds until each branch was first taken; without ``usable`` nothing ran."""

    usable: bool
    verdict: str = ""
    why: list[str] = field(default_factory=list)
    after: dict[BranchKey, float] = field(default_factory=dict)
    reached: set[tuple[str, int]] = field(default_factory=set)
    #: Script, action, and verb and address without what follows a ``?``.
    requests: list[tuple[str, int, str]] = field(default_factory=list)
    seconds: float = 0.0
    #: It was broken off where nothing new came any more.
    goes_round: bool = False

    @property
    def taken(self) -> set[BranchKey]:
        """The branches that were taken."""
        return set(self.after)


class Times:
    """When each branch was first taken. An observer of steps; ``pause`` stops a run that goes round."""

    only_steps = True

    def __init__(self, patience: int) -> None:
        self.first: dict[BranchKey, int] = {}
        self.pause: Callable[[], None] = lambda: None
        self.goes_round = False
        self._patience = patience
        self._since = 0
        self._seen: set[tuple[int, int]] = set()

    def __call__(self, event: Event) -> None:
        """Nothing but steps is of interest."""

    def steps(self, steps: Steps) -> None:
        """Note what is new."""
        script = steps.script
        self._since += len(steps.ways)
        for number in dict.fromkeys(steps.ways):
            way = script.ways[number]
            if way.to >= 0 and (id(script), number) not in self._seen:
                self._seen.add((id(script), number))
                key = BranchKey(script.name, script.actions[way.source].id, way.branch)
                self.first.setdefault(key, steps.time)
                self._since = 0
        if self._since > self._patience:
            self.goes_round = True
            self.pause()


class Trial:
    """Tries scenarios; the same one is run once."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.runs = 0
        self._known: dict[str, Tried] = {}

    def __call__(self, head: Head, scenario: Mapping[str, Any], *, patience: int = _PATIENCE) -> Tried:
        """What comes of a scenario; the run is broken off where it takes nothing new for longer than ``patience``."""
        key = f"{head.file}{id(head.content)}{patience}{scenario!r}"
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 5_000:
                self._known.clear()
            found = self._known[key] = self._run(head, scenario, patience)
        return found

    def _run(self, head: Head, scenario: Mapping[str, Any], patience: int) -> Tried:
        named = {"name": "tried", **scenario}
        suite = suite_of(head.whole(named), head.file, self._stage)
        if not suite.usable or not suite.cases:
            return Tried(False, why=[each.message for each in suite.problems if each.severity == "error"])
        self.runs += 1
        if self.runs % _TIDY == 0:
            self._stage.tidy()
        case = suite.cases[0]
        times, requests = Times(patience), list[tuple[str, int, str]]()

        def look(ran: Ran) -> None:
            requests.extend(
                (each.script, each.action or 0, f"{each.data['method']} {each.data['url'].partition('?')[0]}")
                for each in ran.requests
            )

        played = play(case, self._stage, BOUNDS, look, observers=[times])
        start = micros(case.settings.start)
        return Tried(
            played.verdict != "unusable",
            played.verdict,
            played.why,
            {key: (time - start) / SECOND for key, time in times.first.items()},
            played.reached,
            list(dict.fromkeys(requests)),
            played.seconds,
            times.goes_round,
        )
