"""Runs of one script, each in a world of its own, within bounds, and what came of them."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic
from studio.runtime.action import Action, Outcome
from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.runtime.engine import CannotStart
from studio.runtime.loading import LoadedScript
from studio.runtime.unknown import UnknownAction
from studio.script.model import Action as ActionModel
from studio.script.model import Script
from studio.testing.coverage import BranchCoverage
from studio.testing.exercise.choices import Choices, random_of
from studio.testing.exercise.drawing import Drawer
from studio.testing.exercise.network import RandomNetwork
from studio.testing.exercise.outside import Outside
from studio.testing.exercise.starting import Ground, begin
from studio.testing.exercise.watching import Note, Watch
from studio.world.world import World

if TYPE_CHECKING:
    from studio.runtime.context import Context

#: Bounds of one run [choice]: virtual and real seconds; and its actions in all, as a multiple of those without time passing.
VIRTUAL, REAL, IN_ALL = 86_400, 1.0, 1.5
#: Values that variables had at the end, kept as words for later runs.
_SEEN = 12


@dataclass(slots=True)
class Ran:
    """What came of one run. ``status`` is ended, waiting, stuck, failed, cut, refused or crashed."""

    status: str
    why: str = ""
    at: tuple[str, int, str] | None = None
    made: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    coverage: BranchCoverage = field(default_factory=BranchCoverage)
    unknown: Counter[str] = field(default_factory=Counter)
    seen: list[Any] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)

    def reached(self) -> set[tuple[str, int]]:
        """The actions that were done, those aside that took no wired branch and compare nothing."""
        taken = {(each.script, each.action) for each in self.coverage.counts()}
        return taken | {(each.script, each.action) for each in self.notes}


class Stage:
    """Where the runs of one script take place. Scripts are compiled once for all of them."""

    def __init__(self, ground: Ground, wanted: Callable[[str, int], Sequence[str]]) -> None:
        self._ground = ground
        self._outside = Outside(wanted)
        self._watch = Watch(ground.lexicon)
        self._unknown: Counter[str] = Counter()
        self._compiled: dict[str, LoadedScript] = {}

    def default(self, start: str) -> Ran:
        """A run in the world of an empty file."""
        return self._guarded(start, None, None)

    def random(self, start: str, seed: str, given: Mapping[str, Any] | None, seen: Sequence[Any]) -> Ran:
        """A run in a world that is drawn by a seed; ``given`` are decisions that are not drawn."""
        drawer = Drawer(self._ground.lexicon, random_of(f"{seed}/words"), list(seen))
        return self._guarded(start, Choices(seed, given), drawer)

    # -------------------------------------------------------------------------------------------- one run
    def _guarded(self, start: str, choices: Choices | None, drawer: Drawer | None) -> Ran:
        """A fault of the engine, of an action or of the exercise itself ends one run only, and is told."""
        ran = Ran("ended")
        try:
            self._run(ran, start, choices, drawer)
        except CannotStart as fault:
            ran.status, ran.problems = "refused", fault.problems
            ran.why = str(fault.problems[0].message) if fault.problems else ""
        except Exception as fault:
            ran.status = "crashed"
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            ran.why = f"{type(fault).__name__}: {fault} ({frame.filename}:{frame.lineno})"
        return ran

    def _run(self, ran: Ran, start: str, choices: Choices | None, drawer: Drawer | None) -> None:
        world = World(self._ground.settings, self._ground.project)
        try:
            engine = world.engine
            at_once = self._ground.settings.step_limit
            self._watch.begin(engine.pause, round(at_once * IN_ALL), REAL)
            self._outside.begin(choices, drawer)
            self._unknown.clear()
            engine.stand_in = self._hook
            engine.share_compiled(self._compiled)
            engine.observers.clear()
            engine.observe(ran.coverage)
            engine.observe(self._watch)
            if choices is not None and drawer is not None:
                engine.ports.put("http", RandomNetwork(engine, choices, drawer))
            contact = begin(self._ground, start, engine, choices, drawer)
            engine.run(engine.now + VIRTUAL * SECOND, at_most=True)
            self._tell(ran, contact)
            ran.made = choices.made if choices is not None else {}
        finally:
            ran.notes = self._watch.notes
            ran.unknown.update(self._unknown)
            world.close()

    def _hook(self, script: Script, model: ActionModel, action: Action) -> Callable[[Context], Outcome] | None:
        """What is called instead of an action; it asks the outside and the watch as they are at each run."""
        found = self._outside(script, model, action)
        if isinstance(action, UnknownAction):
            return self._counted(action.kind_here, found or action.prepare())
        return found or self._watch.watched(script, model, action)

    def _counted(self, kind: str, run: Callable[[Context], Outcome]) -> Callable[[Context], Outcome]:
        """The same; that an action was met that nobody runs is counted."""
        unknown = self._unknown

        def counting(context: Context) -> Outcome:
            unknown[kind] += 1
            return run(context)

        return counting

    def _tell(self, ran: Ran, contact: Contact) -> None:
        status: str = contact.status
        if self._watch.cut:
            status, ran.why = "cut", self._watch.cut
        elif status == "running":
            status = "waiting"
        ran.status = status
        frame = contact.frames[-1]
        action = frame.script.actions[frame.at]
        ran.at = (frame.script.name, action.id, action.caption)
        ran.why = ran.why or contact.why
        for value in list(contact.frames[0].variables.values())[-_SEEN:]:
            if isinstance(value, (int, float)) or (isinstance(value, str) and 0 < len(value) <= 80):
                ran.seen.append(value)
