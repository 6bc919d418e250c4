"""What happened, in words: an event on one line, and values that fit there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.runtime.events import Event
from studio.runtime.tracing.shown import Change

#: The longest value that is shown.
LONGEST = 60


def visible(text: str) -> str:
    """Text in which nothing can move the cursor or hide: such characters are escaped."""
    return text if text.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def shortened(value: object, longest: int = LONGEST) -> str:
    """A value on one line, cut where it is long; characters that can't be seen are escaped."""
    text = visible(str(value)[: longest + 1])
    return text if len(text) <= longest else text[:longest] + "…"


def value_text(value: str | None, longest: int = LONGEST) -> str:
    """A variable's value on one line."""
    return "(null)" if value is None else shortened(value, longest)


def change_text(change: Change, *, marked: bool, longest: int = LONGEST) -> str:
    """A change of a variable on one line; marked, with what was there before."""
    now = value_text(change.now, longest)
    if marked:
        return f"{change.name}: {value_text(change.was, longest)} → {now}"
    return f"{change.name} = {now}"


def code_of(event: Event) -> list[str]:
    """The line of code that failed, and the caret below it."""
    return str(event.data.get("text", "")).split("\n")[1:] if event.kind == "error" and "line" in event.data else []


def first_line(text: object) -> str:
    """The first line of an error's text."""
    return "".join(each if each.isprintable() else "·" for each in str(text).split("\n")[0])


def clock(time: str) -> tuple[str, str]:
    """Day and time of day of an ISO time."""
    day, _, hour = time.removesuffix("Z").partition("T")
    return day, hour


def place_of(event: Event) -> str:
    """The action at which something happened."""
    return f'#{event.action} {event.action_kind} "{shortened(event.caption)}"' if event.action is not None else ""


def describe(event: Event) -> str:
    """What happened, in words on one line."""
    place = place_of(event)
    data = event.data
    match event.kind:
        case "action":
            branch = f" -> {shortened(data['branch'])}" if data["branch"] else ""
            to = f" (#{data['to']})" if data["to"] is not None else ""
            took = f", {data['seconds']:g} s" if data["seconds"] else ""
            return f"{place}{branch}{to}{took}"
        case "call":
            return f"{place} calls {shortened(data['script'])}"
        case "error" if "line" in data:
            return f"{place} error: {first_line(data['text'])}"
        case "interrupted":
            gone = f", discards {', '.join(data['discarded'])}" if data["discarded"] else ""
            return f"{place} is broken off by {data['by']}{gone}"
        case "parked":
            return f"{place} rests, {data['state']}" + (f" (outcome {data['outcome']})" if data["outcome"] else "")
    return happening(event) or f"{place} {event.kind}: {members(data)}".strip()


def happening(event: Event) -> str:
    """What happened, without the action at which it did; empty where the action is what it is about."""
    data = event.data
    match event.kind:
        case "start":
            given = f", variables {shortened(data['given'])}" if data.get("given") else ""
            return f"contact begins, script {shortened(event.script)}, parameters {data['parameters']}{given}"
        case "return":
            return f"returns from {shortened(data['script'])} with {shortened(data['value'])!r}"
        case "signal" | "signal held" | "signal replaced" | "signal lost" | "signal entered":
            why = f" ({data['why']})" if "why" in data else ""
            return f"{event.kind}: {'|'.join(shortened(each) for each in data.get('values', []))}{why}"
        case "http":
            answer = f"HTTP {data['status']}" if "status" in data else data["failure"]
            return f"{data['method']} {shortened(data['url'])}: {answer}"
        case "end":
            return f"contact {data['status']}" + (f": {data['why']}" if data["why"] else "")
        case "load":
            codes = ", ".join(f"{code} {count}" for code, count in data["failed"].items())
            fault = f", {data['error']}" if data["error"] else ""
            return f"{data['rows']} rows, {data['ok']} created or updated" + (f"; {codes}" if codes else "") + fault
        case "world":
            return members(data, all=True)
    return ""


def members(data: Mapping[str, Any], *, all: bool = False) -> str:
    """What an event holds, one after the other; the text bare."""
    told = (
        visible(str(value)) if name == "text" else f"{name}={shortened(value)}"
        for name, value in data.items()
        if all or value
    )
    return (" " if all else ", ").join(told)
