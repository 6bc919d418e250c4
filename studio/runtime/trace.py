"""Traces: the event stream as JSON lines, and as text for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TextIO

from studio.runtime.clock import iso
from studio.runtime.events import Event, Steps

#: The longest value that the text trace shows.
_SHOWN = 60


class JsonTrace:
    """Writes one JSON object a line for each event: time, kind, contact, place, then what the event holds."""

    wants_changes = True

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def __call__(self, event: Event) -> None:
        line: dict[str, Any] = {"time": iso(event.time), "event": event.kind}
        if event.contact:
            line |= {"contact": event.contact, "script": event.script, "depth": event.depth}
        if event.action is not None:
            line |= {"action": event.action, "kind": event.action_kind, "caption": event.caption}
        self._out.write(json.dumps(line | event.data, ensure_ascii=False, default=str) + "\n")


class TextTrace:
    """Writes a line for each event: time, contact, place and what happened; variables that changed stand below."""

    wants_changes = True

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def __call__(self, event: Event) -> None:
        clock = iso(event.time)[:-1].replace("T", " ")
        who = f"{event.contact} " if event.contact else ""
        indent = "  " * event.depth
        self._write(f"{clock}  {who}{indent}{describe(event)}")
        for line in _code(event):
            self._write(f"{'':25}{'':{len(who)}}{indent}{line}")
        for name, value in event.data.get("changes", {}).items():
            self._write(f"{'':25}{'':{len(who)}}{indent}    {name} = {'(null)' if value is None else shortened(value)}")


def shortened(value: object) -> str:
    """A value on one line, cut where it is long; characters that can't be seen are escaped."""
    text = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in str(value)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _code(event: Event) -> list[str]:
    """The line of code that failed, and the caret below it."""
    return str(event.data.get("text", "")).split("\n")[1:] if event.kind == "error" and "line" in event.data else []


def describe(event: Event) -> str:
    """What happened, in words on one line."""
    place = f'#{event.action} {event.action_kind} "{shortened(event.caption)}"' if event.action is not None else ""
    data = event.data
    values = "|".join(shortened(each) for each in data.get("values", []))
    match event.kind:
        case "action":
            branch = f" -> {shortened(data['branch'])}" if data["branch"] else ""
            to = f" (#{data['to']})" if data["to"] is not None else ""
            took = f", {data['seconds']:g} s" if data["seconds"] else ""
            return f"{place}{branch}{to}{took}"
        case "start":
            return f"contact begins, script {shortened(event.script)}, parameters {data['parameters']}"
        case "call":
            return f"{place} calls {shortened(data['script'])}"
        case "return":
            return f"returns from {shortened(data['script'])} with {shortened(data['value'])!r}"
        case "signal" | "signal held" | "signal replaced" | "signal lost" | "signal entered":
            why = f" ({data['why']})" if "why" in data else ""
            return f"{event.kind}: {values}{why}"
        case "interrupted":
            gone = f", discards {', '.join(data['discarded'])}" if data["discarded"] else ""
            return f"{place} is broken off by {data['by']}{gone}"
        case "http":
            answer = f"HTTP {data['status']}" if "status" in data else data["failure"]
            return f"{data['method']} {shortened(data['url'])}: {answer}"
        case "error" if "line" in data:
            first = str(data["text"]).split("\n")[0]
            return f"{place} error: {''.join(each if each.isprintable() else '·' for each in first)}"
        case "parked":
            return f"{place} rests, {data['state']}" + (f" (outcome {data['outcome']})" if data["outcome"] else "")
        case "end":
            return f"contact {data['status']}" + (f": {data['why']}" if data["why"] else "")
        case "load":
            codes = ", ".join(f"{code} {count}" for code, count in data["failed"].items())
            fault = f", {data['error']}" if data["error"] else ""
            return f"{data['rows']} rows, {data['ok']} created or updated" + (f"; {codes}" if codes else "") + fault
        case "world":
            return " ".join(
                f"{value}" if name == "text" else f"{name}={shortened(value)}" for name, value in data.items()
            )
    rest = ", ".join(
        f"{value}" if name == "text" else f"{name}={shortened(value)}" for name, value in data.items() if value
    )
    return f"{place} {event.kind}: {rest}".strip()


class PathRecorder:
    """Keeps the way of each contact: script, action id, caption and branch taken, in order."""

    def __init__(self) -> None:
        self._steps: dict[str, list[Steps]] = {}
        #: What was restored, before the steps.
        self._earlier: dict[str, list[tuple[str, int, str, str]]] = {}

    def __call__(self, event: Event) -> None:
        """Nothing but the steps is of interest."""

    def steps(self, steps: Steps) -> None:
        """Note what was done."""
        self._steps.setdefault(steps.contact.id, []).append(steps)

    def path(self, contact: str) -> list[tuple[str, int, str, str]]:
        """The way of a contact."""
        return self._earlier.get(contact, []) + [
            (steps.script.name, action, caption, branch)
            for steps in self._steps.get(contact, [])
            for action, caption, branch, _ in steps
        ]

    def state(self) -> dict[str, Any]:
        """All paths as plain data."""
        return {contact: [list(step) for step in self.path(contact)] for contact in {**self._earlier, **self._steps}}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from saved paths."""
        self._steps = {}
        self._earlier = {
            contact: [(step[0], step[1], step[2], step[3]) for step in path] for contact, path in state.items()
        }
