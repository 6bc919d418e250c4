"""Traces as JSON lines: one object for each event, made to be read by programs and to be compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from studio.runtime.clock import iso, micros
from studio.runtime.events import Event
from studio.runtime.tracing.shown import Shown

#: Of what the lines hold; another number means that traces of before can't be compared.
VERSION = 1

_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode
_PLACE = ("time", "event", "contact", "script", "depth", "action", "kind", "caption")


class JsonTrace:
    """Writes a JSON object for each event: time, kind, contact, place, then what the event holds."""

    def __init__(
        self, write: Callable[[str], object], shown: Shown | None = None, first: Mapping[str, Any] | None = None
    ) -> None:
        """``first`` tells what the run was started with: it becomes the first line."""
        self._write = write
        self._shown = shown or Shown()
        self.wants_changes = self._shown.variables
        if first is not None:
            write(member_line(first))

    def __call__(self, event: Event) -> None:
        self._write(member_line(members_of(event, self._shown)))


def members_of(event: Event, shown: Shown) -> dict[str, Any]:
    """What a line of the trace says of an event.

    A member of the event's own that is called as one of its place has an underscore behind its name.
    """
    line: dict[str, Any] = {"time": iso(event.time), "event": event.kind}
    if event.contact:
        line |= {"contact": event.contact, "script": event.script, "depth": event.depth}
    if event.action is not None:
        line |= {"action": event.action, "kind": event.action_kind, "caption": event.caption}
    changes = list(shown.changes(event))
    for name, value in event.data.items():
        match name:
            case "changes":
                if shown.variables:
                    line[name] = {each.name: each.now for each in changes}
            case "was":
                if shown.marked:
                    line[name] = {each.name: each.was for each in changes}
            case _:
                line[f"{name}_" if name in _PLACE else name] = value
    return line


def member_line(members: Mapping[str, Any]) -> str:
    """An object as one line of JSON, its end included; where a character can't be seen, all that are not ASCII are escaped."""
    text = _encode(members)
    return (text if text.isprintable() else json.dumps(members, default=str)) + "\n"


def event_of(line: Mapping[str, Any]) -> Event:
    """The event that a line of a trace tells of. ValueError, TypeError or KeyError if it is none."""
    data = {name.removesuffix("_"): value for name, value in line.items() if name not in _PLACE}
    return Event(
        micros(datetime.fromisoformat(line["time"])),
        line["event"],
        line.get("contact", ""),
        line.get("script", ""),
        line.get("depth", 0),
        line.get("action"),
        line.get("kind", ""),
        line.get("caption", ""),
        data,
    )
