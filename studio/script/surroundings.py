"""What is around a line of the text form: the action that it belongs to, and the other actions of the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.script.branches import DEFAULT, normal
from studio.script.text.faults import Faults, TooManyFaults
from studio.script.text.scanner import Line, Scanner

_PROPERTY_LINES = frozenset({"TEXT_LINE", "ITEMS_LINE", "JSON_LINE", "NAME_LINE"})


@dataclass(slots=True)
class Head:
    """The head of an action: kind in capitals unless it was quoted, caption, id if it has one, and its line."""

    kind: str
    caption: str
    id: int | None
    line: int


@dataclass(slots=True)
class Surroundings:
    """What is known of a place in a text.

    ``kind`` is that of the action around, None above the first one; ``in_head`` says that a head stands above it then.
    ``properties`` (in small letters) and ``branches`` (as outcomes) are those that the action, or the head, has already.
    """

    line: int
    in_head: bool = False
    in_editor: bool = False
    kind: str | None = None
    media: str = ""
    properties: set[str] = field(default_factory=set)
    branches: set[str] = field(default_factory=set)
    actions: list[Head] = field(default_factory=list)


def surroundings(source: str, line: int) -> Surroundings:
    """What is around a line (from 1) of a text; lines that the form doesn't know are passed over."""
    found = Surroundings(line)
    scanner = Scanner(source, Faults(None))
    try:
        for each in scanner:
            if each.type == "EDITOR_LINE":
                found.in_editor = each.number < line
                break
            _take(found, each)
    except TooManyFaults:
        pass  # What was read so far has to do.
    return found


def _take(found: Surroundings, line: Line) -> None:
    if line.type == "HEAD_LINE":
        found.in_head = found.in_head or line.number < found.line
    elif line.type == "ACTION_LINE":
        found.actions.append(_head(line))
        if line.number < found.line:
            found.kind = found.actions[-1].kind
            found.properties, found.branches = set(), set()
    elif line.type in _PROPERTY_LINES:
        if line.first.value == "media" and not found.actions:
            found.media = line.last.value
        if _is_around(found):
            found.properties.add(line.first.value.lower())
    elif line.type in ("BRANCH_LINE", "CASE_LINE") and _is_around(found):
        found.branches.add(_outcome(line))


def _is_around(found: Surroundings) -> bool:
    """True if the last action read is the one around the line, or the head is."""
    return not found.actions or found.actions[-1].line < found.line


def _head(line: Line) -> Head:
    kind, caption = line.parts[0], line.parts[1]
    id = int(line.parts[2].value[1:]) if len(line.parts) > 2 else None
    return Head(kind.value.upper() if kind.type == "WORD" else kind.value, caption.value, id, line.number)


def _outcome(line: Line) -> str:
    first = line.first
    if first.type == "CASE":
        return f"case {line.parts[1].value}"
    return DEFAULT if first.type == "ARROW" else normal(first.value)
