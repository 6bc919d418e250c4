"""How a run begins: parameters, variables that somebody else has set, an event, and what is to happen later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from studio.runtime.contact import Contact, Incoming
from studio.script.catalogue import CALLING
from studio.script.model import Script
from studio.script.project import Project
from studio.snippet.compiler.names import RESERVED
from studio.snippet.copies import from_plain
from studio.snippet.syntax import fold
from studio.testing.exercise.choices import Choices
from studio.testing.exercise.drawing import Drawer
from studio.testing.exercise.happenings import Happenings, incoming, plan
from studio.testing.exercise.lexicon import Lexicon
from studio.world.settings import WorldSettings

if TYPE_CHECKING:
    from studio.runtime.engine import Engine

BEGIN = "Begin"
#: Actions without time passing: so many at least, and so many passes through a script in any case [choice].
AT_ONCE, PASSES = 1_000, 3
#: What a snippet may take here: less than on the platform, for a run is one of many.
_LIMITS = {"loop_passes": 20_000, "calls": 20_000, "object_room": 4 * 1024 * 1024, "seconds": 2}


@dataclass(frozen=True, slots=True)
class Ground:
    """What all runs of one script have in common. ``others`` are variables that the script sets itself, and reads."""

    script: Script
    project: Project
    settings: WorldSettings
    lexicon: Lexicon
    inputs: tuple[str, ...]
    parameters: tuple[str, ...]
    others: tuple[str, ...]


def ground(script: Script, project: Project, seed: int) -> Ground:
    """What can be said of a script before it runs."""
    called = called_by(script, project)
    lexicon = Lexicon([script, *called])
    begins = [each for each in script.actions if each.kind.upper() == "BEGIN"]
    begin = max(begins, key=lambda each: each.id, default=None)
    parameters = tuple(each.strip() for each in begin.items("Parameters") if each.strip()) if begin is not None else ()
    named = {fold(each) for each in parameters}
    inputs = tuple(each for each in lexicon.inputs() if fold(each) not in named)
    known = {fold(each) for each in inputs}
    others = tuple(
        spelled
        for name, spelled in lexicon.read.items()
        if name not in known and name not in RESERVED and name != "test"
    )
    count = len(script.actions) + sum(len(each.actions) for each in called)
    limit = max(AT_ONCE, PASSES * count)
    settings = WorldSettings.model_validate({"seed": seed, "step_limit": limit, "limits": _LIMITS})
    return Ground(script, project, settings, lexicon, inputs, parameters, others)


def called_by(script: Script, project: Project) -> list[Script]:
    """The scripts of the project that a script calls by fixed names, and those that they call."""
    found: dict[str, Script] = {}
    waiting = [script]
    while waiting and len(found) < 50:
        caller = waiting.pop()
        for action in caller.actions:
            if action.kind.upper() not in CALLING:
                continue
            called = project.resolve(action.text("ScriptName"), caller.name)
            if called is not None and called is not script and called.name not in found:
                found[called.name] = called
                waiting.append(called)
    return list(found.values())


def begin(ground: Ground, start: str, engine: Engine, choices: Choices | None, drawer: Drawer | None) -> Contact:
    """Begin the contact of one run; without choices with nothing set and nothing to come."""
    script = ground.script
    event = None if start == BEGIN else Incoming(start)
    if choices is None or drawer is None:
        return engine.start(script, event=event)
    if event is not None:
        values = choices.choose("event", lambda random: _plain(incoming(drawer, script, start, random)))
        event = Incoming(start, values["values"], fields=values["fields"])
    variables = _variables(ground, start, choices, drawer)
    parameters = [_text(choices.choose(f"parameter {fold(each)}", _drawn(drawer, each))) for each in ground.parameters]
    contact = engine.start(script, parameters if event is None else [], event=event)
    for name, value in variables.items():
        contact.frames[0].variables[fold(name)] = from_plain(value)
    events = list(engine.loaded(script).events)
    Happenings(contact, plan(choices, drawer, script, events)).begin(engine)
    return contact


def _variables(ground: Ground, start: str, choices: Choices, drawer: Drawer) -> dict[str, Any]:
    """The variables that somebody else has set: most of them; where an event begins the run, some of the script's own too."""
    wanted = [(name, 0.85) for name in ground.inputs]
    wanted += [(name, 0.25) for name in ground.others] if start != BEGIN else []
    found = {}
    for name, share in wanted:
        value = choices.choose(f"variable {fold(name)}", _maybe(drawer, name, share))
        if value is not None:
            found[name] = value
    return found


def _drawn(drawer: Drawer, name: str) -> Callable[[Random], Any]:
    return lambda random: drawer.value(fold(name), random)


def _maybe(drawer: Drawer, name: str, share: float) -> Callable[[Random], Any]:
    return lambda random: drawer.value(fold(name), random) if random.random() < share else None


def _plain(event: Incoming) -> dict[str, Any]:
    return {"values": list(event.values), "fields": dict(event.fields)}


def _text(value: Any) -> str:
    return "" if value is None else str(value)
