"""The one event stream: everything that happens to contacts, in order.

An event is small plain data. ``kind`` is one of :data:`KINDS`, which also says what its ``data`` holds. Observers get
each event as it happens; with no observer none is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

KINDS: dict[str, str] = {
    "start": "a contact begins: script, parameters",
    "action": "an action is done: branch taken, to (next action id), changes (variable: value), error, seconds it took",
    "trace": "a Snippet's TRACE: text",
    "warning": "something odd that did not stop the run: code, text, line, column",
    "error": "an action failed: text (what _ERR holds); for a fault in code also code, line, column, property",
    "unknown": "an action that this library can't run was reached: text",
    "signal": "a signal arrived: values, source",
    "signal held": "it waits until the subscript has returned: values",
    "signal replaced": "a newer one took its place before it was entered: values (of the older)",
    "signal lost": "nothing handles it: values, why",
    "signal entered": "the flow goes on at Onsignal: values",
    "interrupted": "what the contact was doing is broken off: by, at (action id), discarded (script names)",
    "event lost": "an event that nothing handles: event, why",
    "released": "the contact is released and goes on at Onrelease",
    "parked": "the contact rests: outcome, state (waiting or stuck)",
    "call": "a subscript begins: script",
    "return": "a subscript is left: script, value",
    "http": "a request to a service: method, url, status or failure, seconds, try",
    "load": "Create Prospects v2: skill, source, rows, ok, failed {code: count}, error",
    "saved": "a value for the platform's database or the agent's screen: name, value, to",
    "end": "a contact ends: status, why",
    "world": "something outside every contact: text and what belongs to it",
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


class Observer(Protocol):
    """Whoever watches. Set ``wants_changes`` to have the variables compared at every action."""

    wants_changes: bool

    def __call__(self, event: Event) -> None: ...
