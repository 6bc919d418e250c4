"""One run of a script in one world, within bounds, and what came of it."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from studio.diagnostics import Diagnostic
from studio.runtime.action import Action, Outcome
from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact, Incoming
from studio.runtime.engine import CannotStart
from studio.runtime.loading import LoadedScript
from studio.runtime.unknown import UnknownAction
from studio.script.model import Action as ActionModel
from studio.script.model import Script
from studio.script.project import Project
from studio.snippet.copies import from_plain
from studio.snippet.syntax import fold
from studio.testing.coverage import BranchCoverage
from studio.testing.exercise.choices import Choices
from studio.testing.exercise.drawing import Drawer
from studio.testing.exercise.happenings import Happenings, incoming, plan
from studio.testing.exercise.lexicon import Lexicon
from studio.testing.exercise.network import RandomNetwork
from studio.testing.exercise.outside import Outside
from studio.testing.exercise.watching import Note, Watch
from studio.world.settings import WorldSettings
from studio.world.world import World

if TYPE_CHECKING:
    from studio.runtime.context import Context

BEGIN = "Begin"
#: Bounds of one run [choice]: actions in all, actions without time passing, virtual seconds, real seconds.
STEPS, AT_ONCE, VIRTUAL, REAL = 1_500, 1_000, 86_400, 1.0
#: Values that variables had at the end, kept as words for later runs.
_SEEN = 12


@dataclass(slots=True)
class Ran:
    """What came of one run. ``status`` is ended, waiting, stuck, failed, cut or crashed."""

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


@dataclass(frozen=True, slots=True)
class Ground:
    """What all runs of one script have in common."""

    script: Script
    project: Project
    settings: WorldSettings
    lexicon: Lexicon
    inputs: tuple[str, ...]
    parameters: tuple[str, ...]
    others: tuple[str, ...]


class _Unknown:
    """Counts the kinds that are met and that nobody runs; part of the hook for stand-ins."""

    def __init__(self, found: Counter[str]) -> None:
        self._found = found

    def counted(self, kind: str, run: Callable[[Context], Outcome]) -> Callable[[Context], Outcome]:
        """The same, counted."""

        def counting(context: Context) -> Outcome:
            self._found[kind] += 1
            return run(context)

        return counting


def run_default(ground: Ground, start: str) -> Ran:
    """A run in the world of an empty file."""
    return _guarded(lambda ran: _run(ground, start, ran, None, None))


def run_random(
    ground: Ground,
    start: str,
    seed: str,
    given: Mapping[str, Any] | None = None,
    seen: Sequence[Any] = (),
    wanted: Callable[[str, int], Sequence[str]] = lambda script, action: (),
) -> Ran:
    """A run in a world that is drawn by a seed; ``given`` are decisions that are not drawn."""
    choices = Choices(seed, given)
    drawer = Drawer(ground.lexicon, Random(f"{seed}/words"), list(seen))
    return _guarded(lambda ran: _run(ground, start, ran, Outside(choices, drawer, wanted), choices))


def _guarded(work: Callable[[Ran], None]) -> Ran:
    """A fault of the engine, of an action or of the exercise itself ends one run only, and is told."""
    ran = Ran("ended")
    try:
        work(ran)
    except CannotStart as fault:
        ran.status, ran.problems = "refused", fault.problems
        ran.why = str(fault.problems[0].message) if fault.problems else ""
    except Exception as fault:
        ran.status = "crashed"
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        ran.why = f"{type(fault).__name__}: {fault} ({frame.filename}:{frame.lineno})"
    return ran


def _run(ground: Ground, start: str, ran: Ran, outside: Outside | None, choices: Choices | None) -> None:
    world = World(ground.settings, ground.project)
    engine = world.engine
    watch = Watch(ground.lexicon, STEPS, REAL)
    watch.pause = engine.pause
    unknown = _Unknown(ran.unknown)

    def hook(script: Script, model: ActionModel, action: Action) -> Callable[[Context], Outcome] | None:
        found = outside(script, model, action) if outside is not None else None
        if isinstance(action, UnknownAction):
            return unknown.counted(action.kind_here, found or action.prepare())
        return found or watch.watched(script, model, action)

    engine.stand_in = hook
    engine.observers.clear()
    engine.observe(ran.coverage)
    engine.observe(watch)
    if outside is not None and choices is not None:
        engine.ports.put("http", RandomNetwork(engine, choices, outside.drawer))
    try:
        contact = _begun(ground, start, world, outside)
        engine.run(engine.now + VIRTUAL * SECOND, at_most=True)
        _tell(ran, contact, watch)
        ran.made = choices.made if choices is not None else {}
        ran.notes = watch.notes
    finally:
        world.close()


def _begun(ground: Ground, start: str, world: World, outside: Outside | None) -> Contact:
    engine, script = world.engine, ground.script
    loaded = engine.loaded(script)
    event = None if start == BEGIN else Incoming(start)
    if outside is None:
        return engine.start(script, event=event)
    choices, drawer = outside.choices, outside.drawer
    if event is not None:
        values = choices.choose("event", lambda random: _plain(incoming(drawer, script, start, random)))
        event = Incoming(start, values["values"], fields=values["fields"])
    variables = _variables(ground, start, choices, drawer)
    parameters = [_text(choices.choose(f"parameter {fold(each)}", _drawn(drawer, each))) for each in ground.parameters]
    contact = engine.start(script, parameters if event is None else [], event=event)
    for name, value in variables.items():
        contact.frames[0].variables[fold(name)] = from_plain(value)
    happenings = Happenings(contact, plan(choices, drawer, script, _events(loaded)))
    happenings.begin(engine)
    return contact


def _events(loaded: LoadedScript) -> list[str]:
    return list(loaded.events)


def _variables(ground: Ground, start: str, choices: Choices, drawer: Drawer) -> dict[str, Any]:
    """The variables that somebody else has set: most of them; where an event begins the run, some of the script's own too."""
    found = {}
    for name in ground.inputs:
        value = choices.choose(f"variable {fold(name)}", _maybe(drawer, name, 0.85))
        if value is not None:
            found[name] = value
    for name in ground.others if start != BEGIN else ():
        value = choices.choose(f"variable {fold(name)}", _maybe(drawer, name, 0.25))
        if value is not None:
            found[name] = value
    return found


def _drawn(drawer: Drawer, name: str) -> Callable[[Random], Any]:
    return lambda random: drawer.value(fold(name), random)


def _maybe(drawer: Drawer, name: str, share: float) -> Callable[[Random], Any]:
    return lambda random: drawer.value(fold(name), random) if random.random() < share else None


def _plain(event: Incoming) -> dict[str, Any]:
    return {"values": list(event.values), "fields": dict(event.fields)}


def _tell(ran: Ran, contact: Contact, watch: Watch) -> None:
    status: str = contact.status
    if watch.cut:
        status, ran.why = "cut", watch.cut
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


def _text(value: Any) -> str:
    return "" if value is None else str(value)
