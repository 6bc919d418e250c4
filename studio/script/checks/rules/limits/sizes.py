"""Limits that the platform documents: spoken parts, times, numbers, the size of what an Assign stores."""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import Diagnostic
from studio.script.checks.findings import finding, finding_in_code
from studio.script.checks.rules.literals import number
from studio.script.checks.subject import Subject
from studio.script.facts.places import position
from studio.script.facts.things import sequence_items
from studio.script.limits import string_limit
from studio.script.model import Action

#: Characters of one spoken part [documented].
_SPOKEN = 300
#: Kind, property, least and greatest number, what it is [documented].
_RANGES: tuple[tuple[str, str, float, float, str], ...] = (
    ("REST_API", "TimeOutInMilliSeconds", 1, 90_000, "milliseconds"),
    ("MENU", "Timeout", 0, 60, "seconds"),
    ("MENU", "InterDigitTimeout", 0, 60, "seconds"),
    ("CAPTURE", "Timeout", 0, 60, "seconds"),
    ("CAPTURE", "InterDigitTimeout", 0, 60, "seconds"),
    ("SQLSELECT", "TimeoutSec", 0, 60, "seconds"),
    ("SQLCURSOR", "TimeoutSec", 0, 60, "seconds"),
    ("SQLEXEC", "TimeoutSec", 0, 60, "seconds"),
    ("PUTVALUE", "TTLhrs", 1, 168, "hours"),
    ("REQAGENT", "HighProficiency", 1, 20, ""),
    ("REQAGENT", "LowProficiency", 1, 20, ""),
    ("REQAGENT_DIGITAL", "HighProficiency", 1, 20, ""),
    ("REQAGENT_DIGITAL", "LowProficiency", 1, 20, ""),
    ("REQAGENT_DIGITAL", "Priority", 0, 1000, ""),
    ("COUNTAGENTS", "HighProficiency", 1, 20, ""),
    ("COUNTAGENTS", "LowProficiency", 1, 20, ""),
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Findings about limits."""
    for kind, name, least, most, unit in _RANGES:
        for action in subject.by_kind.get(kind, ()):
            value = number(action, name)
            if value is not None and not least <= value <= most:
                message = f"{name} is {value:g}; the platform takes {least:g} to {most:g}{' ' * bool(unit)}{unit}"
                yield finding("CK807", message, action, "", name)
    for action in subject.script.actions:
        for name in ("Sequence", "sequence"):
            if name in action.properties:
                yield from _spoken(action, name)
    for action in subject.by_kind.get("ASSIGN", ()):
        limit = string_limit(action.text("MaxStringSize"))
        length = len(action.text("Value"))
        if length > limit and "{" not in action.text("Value"):
            message = f"a text of {length} characters; Max String Size is {limit}: Overflow, and nothing is stored"
            yield finding("CK808", message, action, "choose a greater Max String Size", "Value")


def _spoken(action: Action, name: str) -> Iterator[Diagnostic]:
    text = action.text(name)
    if len(text) <= _SPOKEN:
        return
    for offset, item in sequence_items(text):
        length = _length(item[1:])
        if item.startswith("%") and length > _SPOKEN:
            message = f"a spoken part of {length} characters; {_SPOKEN} are allowed"
            place = position(text, offset)
            yield finding_in_code("CK806", message, action, name, *place, "divide it: each part in quotes of its own")


def _length(item: str) -> int:
    """Characters of a part as it stands, without what variables put in."""
    count = depth = 0
    for sign in item:
        depth += (sign == "{") - (sign == "}" and depth > 0)
        count += depth == 0 and sign != "}"
    return count
