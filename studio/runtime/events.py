"""The one event stream: everything that happens to contacts, in order.

An event is small plain data. ``kind`` is one of :data:`KINDS`, which also says what its ``data`` holds. Observers get
each event as it happens; with no observer none is made. An observer that has a method ``steps`` gets the actions that were
done in batches instead, as numbers of branches, which costs next to nothing: :class:`Steps`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from studio.runtime.contact import Contact
    from studio.runtime.loading import LoadedScript

KINDS: dict[str, str] = {
    "run": "a run begins: what it was started with (the first line of a trace file)",
    "start": "a contact begins: script, parameters, given (variables by name), event (if it begins at an event action)",
    "action": "an action is done: outcome, branch taken, to (next action id), changes (variable: value), was (variable: value before), seconds it took",
    "trace": "a Snippet's TRACE: text",
    "warning": "something odd that did not stop the run: code, text, line, column",
    "error": "an action failed: text (what _ERR holds); for a fault in code also code, line, column, property",
    "unknown": "an action that this library can't run was reached: text",
    "mock": "a stand-in took the place of the action: outcome, outputs",
    "signal": "a signal arrived: values, source",
    "signal held": "it waits until it may be delivered: values",
    "signal replaced": "a newer one took its place before it was entered: values (of the older)",
    "signal lost": "nothing handles it: values, why",
    "signal entered": "the flow goes on at Onsignal: values",
    "event": "the flow goes on at an event action: event, fields",
    "interrupted": "what the contact was doing is broken off: by, at (action id), discarded (script names)",
    "event lost": "an event that nothing handles: event, why",
    "released": "the contact is released and goes on at Onrelease",
    "parked": "the contact rests: outcome, state (waiting or stuck)",
    "call": "a subscript begins: script",
    "return": "a script is left by its Return: script, value; the main script only where it gives one",
    "run script": "the contact goes over to another script: script",
    "spawn": "another contact is begun: child, script, start",
    "http": "a request to a service: method, url, status or failure, seconds, try",
    "load": "Create Prospects v2: skill, source, rows, ok, failed {code: count}, error",
    "saved": "a value for the platform's database or the agent's screen: name, value, to",
    "end": "a contact ends: status, why",
    "world": "something outside the script: text and what belongs to it",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``time`` is in microseconds since the epoch; ``depth`` counts subscripts from 0."""

    time: int
    kind: str
    contact: str = ""
    script: str = ""
    depth: int = 0
    action: int | None = None
    action_kind: str = ""
    caption: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Steps:
    """Actions that one contact did in one script without virtual time passing between them, in order.

    ``ways`` are numbers of ``script.ways``; ``seconds`` is how long the first of them took.
    """

    time: int
    contact: Contact
    script: LoadedScript
    depth: int
    ways: Sequence[int]
    seconds: float = 0.0

    def __iter__(self) -> Iterator[tuple[int, str, str, int | None]]:
        """(action id, caption, branch, id of the next action or None) of each."""
        script = self.script
        for number in self.ways:
            way = script.ways[number]
            action = script.actions[way.source]
            yield action.id, action.caption, way.branch, script.actions[way.to].id if way.to >= 0 else None

    def events(self) -> Iterator[Event]:
        """The same as events of kind ``action``, without changes of variables."""
        script = self.script
        seconds = self.seconds
        for number in self.ways:
            way = script.ways[number]
            action = script.actions[way.source]
            data: dict[str, Any] = {
                "outcome": way.outcome,
                "branch": way.branch,
                "to": script.actions[way.to].id if way.to >= 0 else None,
                "changes": {},
                "was": {},
                "seconds": seconds,
            }
            seconds = 0.0
            yield Event(
                self.time, "action", self.contact.id, script.name, self.depth,
                action.id, action.kind_here, action.caption, data,
            )  # fmt: skip


class Observer(Protocol):
    """Whoever watches. Set ``wants_changes`` to have the variables compared at every action."""

    wants_changes: bool

    def __call__(self, event: Event) -> None: ...


class StepObserver(Protocol):
    """Whoever wants to know which branches were taken, cheaply: no event of kind ``action`` is made for it."""

    def __call__(self, event: Event) -> None: ...

    def steps(self, steps: Steps) -> None: ...
