"""One action alone: the smallest test of a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.runtime.clock import SECOND
from studio.runtime.contact import Contact
from studio.runtime.events import Event
from studio.runtime.properties import Typed
from studio.runtime.tracing.describing import shortened
from studio.script.model import Action, Script
from studio.snippet.copies import from_plain
from studio.snippet.errors import SnippetError
from studio.snippet.values import plain_value
from studio.testing.stage import Stage, Unusable
from studio.world.when.happening import action_fits
from studio.world.when.settings import Answers

if TYPE_CHECKING:
    from studio.runtime.engine import Engine
    from studio.world.world import World

#: Members of a mock that are the answer of a service; those of a stand-in are all others.
_ANSWER = frozenset({"status", "headers", "body", "json", "fault"})
#: Virtual seconds that an action may take.
LONGEST = 86_400
#: Kinds of properties whose value can be told before the action is done.
_TELLABLE = ("text", "expr", "num", "bool", "enum", "value")


@dataclass(frozen=True, slots=True)
class ActionRan:
    """What went into an action and what came out.

    ``inputs`` are its properties as they were worked out, ``before`` and ``after`` the variables of its script, plain;
    ``branch`` is the one taken ("" for none: it ended, or it rests) and ``to`` the caption that it leads to; ``error`` is ``_ERR``
    if it failed; ``seconds`` is virtual time; ``requests`` are (method, url, status or failure).
    """

    caption: str
    inputs: dict[str, Any]
    before: dict[str, Any]
    after: dict[str, Any]
    branch: str
    to: str
    error: str = ""
    seconds: float = 0.0
    requests: list[tuple[str, str, int | str]] = field(default_factory=list)
    events: list[Event] = field(default_factory=list, repr=False)

    @property
    def changed(self) -> dict[str, Any]:
        """The variables that it set to something else."""
        missing = object()
        return {name: value for name, value in self.after.items() if self.before.get(name, missing) != value}

    def __str__(self) -> str:
        lines = [f'"{self.caption}" -> {self.branch or "no branch"}' + (f' ("{self.to}")' if self.to else "")]
        lines += [f"  in:  {name} = {shortened(value)}" for name, value in self.inputs.items()]
        lines += [f"  out: {name} = {shortened(value)}" for name, value in self.changed.items()]
        lines += [f"  {method} {url}: {answer}" for method, url, answer in self.requests]
        return "\n".join(lines + ([f"  error: {self.error}"] if self.error else []))


def run_action(
    script: str | Path | Script,
    caption: str | int,
    variables: Mapping[str, Any] | None = None,
    *,
    mock: Mapping[str, Any] | int | None = None,
    world: str | Path | Mapping[str, Any] | None = None,
    stage: Stage | None = None,
) -> ActionRan:
    """Do one action of a script, with these variables, and nothing before or after it.

    ``caption`` may be the action's id. ``mock`` is what the outside does: a status, or the members of an answer (``status``,
    ``json``, ``body``, ``fault``) for a request, or those of a stand-in (``branch``, ``outputs``, ``error``, ``delay``) instead of the
    action itself. ``world`` is a world file or a mapping. A subscript runs whole. KeyError if there is no such action, Unusable
    if the script can't run.
    """
    stage = stage or Stage()
    found, project = _script(script, stage)
    action = _action(found, caption)
    settings = stage.settings(*_world(world, action, mock))
    folder = None if world is None or isinstance(world, Mapping) else Path(world).parent
    given = {name: from_plain(value) for name, value in (variables or {}).items()}
    with stage.ran(found, project, settings, folder, variables=given) as ran:
        contact, engine = ran.contact, ran.world.engine
        frame = contact.frames[0]
        frame.at = frame.script.index[action.id]
        before = _variables(ran.world, contact)
        inputs = _inputs(ran.world, contact)
        watch = _Until(engine, contact.id)
        engine.observe(watch)
        began = engine.now
        engine.run(began + LONGEST * SECOND, at_most=True)
        done = watch.done
        events = [each for each in ran.events if each.kind != "start"]
        cut = next((place for place, each in enumerate(events) if _is_done(each, contact.id)), len(events) - 1)
        events = events[: cut + 1]
        branch = done.data["branch"] if done is not None else ""
        to = done.data["to"] if done is not None else None
        return ActionRan(
            action.caption,
            inputs,
            before,
            _variables(ran.world, contact),
            branch,
            next((each.caption for each in found.actions if each.id == to), ""),
            next((str(each.data["text"]) for each in events if each.kind == "error" and each.depth == 0), ""),
            (done.time - began) / SECOND if done is not None else 0.0,
            [
                (each.data["method"], each.data["url"], each.data.get("status", each.data.get("failure", "")))
                for each in events
                if each.kind == "http"
            ],
            events,
        )


class _Until:
    """Stops the run as soon as the action of the main script is done."""

    wants_changes = False

    def __init__(self, engine: Engine, contact: str) -> None:
        self._engine = engine
        self._contact = contact
        self.done: Event | None = None

    def __call__(self, event: Event) -> None:
        if self.done is None and _is_done(event, self._contact):
            self.done = event
            self._engine.pause()


def _is_done(event: Event, contact: str) -> bool:
    return event.kind == "action" and event.contact == contact and event.depth == 0


def _script(script: str | Path | Script, stage: Stage) -> tuple[Script, Any]:
    if isinstance(script, Script):
        from studio.script.project import Project

        return (script, Project([script])) if script.file is None else stage.script(Path(script.file))
    return stage.script(Path(script))


def _action(script: Script, caption: str | int) -> Action:
    if isinstance(caption, int):
        found = [each for each in script.actions if each.id == caption]
    else:
        found = [each for each in script.actions if action_fits(caption, each.caption, each.id)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f'"{each.caption}" (#{each.id})' for each in found or script.actions)
    raise KeyError(f"{'several actions are' if found else 'no action is'} called {caption!r}: {known}")


def _world(
    world: str | Path | Mapping[str, Any] | None, action: Action, mock: Mapping[str, Any] | int | None
) -> tuple[Path | None, dict[str, Any]]:
    """The world file, and what is to be changed of it."""
    file = Path(world) if isinstance(world, (str, Path)) else None
    changes = dict(world) if isinstance(world, Mapping) else {}
    if mock is None:
        return file, changes
    stated = {"status": mock} if isinstance(mock, int) else dict(mock)
    if stated.keys() & _ANSWER:
        Answers.model_validate(stated)
        changes["when"] = [{"when": {"requests": "*"}, "do": {"answer": stated}}, *changes.get("when", ())]
    else:
        changes["mock"] = [{"caption": action.caption, **stated}, *changes.get("mock", ())]
    return file, changes


def _variables(world: World, contact: Contact) -> dict[str, Any]:
    frame = contact.frames[0]
    spelled = world.engine.spellings
    return {spelled.get(name, name): plain_value(value) for name, value in frame.variables.items()}


def _inputs(world: World, contact: Contact) -> dict[str, Any]:
    """The action's properties, worked out; chance is left as it was."""
    engine = world.engine
    context = engine.context
    context.point(contact)
    chance = engine.chances.getstate()
    observers, engine.observers = engine.observers, []
    found: dict[str, Any] = {}
    try:
        for each in type(context.action).properties():
            if each.kind not in _TELLABLE:
                continue
            try:
                value = getattr(context.action, each.name)(context)
                value = value.text(context) if isinstance(value, Typed) else value
            except (SnippetError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
                continue
            if value not in (None, "", [], ()):
                found[each.name] = plain_value(value) if not isinstance(value, (list, tuple)) else list(value)
    finally:
        engine.observers = observers
        engine.chances.setstate(chance)
    return found


__all__ = ["ActionRan", "Unusable", "run_action"]
