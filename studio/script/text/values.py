"""Reads the properties of an action or of the head."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from studio.script.text.drafts import Block, Values
from studio.script.text.faults import Faults
from studio.script.text.lists import split_items
from studio.script.text.scanner import Line, Part
from studio.script.text.strings import too_deep


def read_property(lines: Sequence[Line], into: Values, faults: Faults) -> None:
    """Adds the property that these lines make: its own line, and those of its value below it."""
    head = lines[0]
    name = head.first.value
    if name in into.values:
        message = f"{name} is set a second time; it is set in line {into.heads[name]} already"
        faults.add("TX206", message, line=head.number, column=head.first.column, property=name)
        return
    value, place = _value(lines, faults)
    into.values[name] = value
    into.places[name] = place
    into.heads[name] = head.number
    comments = [(at, comment) for at, line in enumerate(lines) for comment in line.comments]
    if comments:
        into.comments[name] = comments


def _value(lines: Sequence[Line], faults: Faults) -> tuple[Any, tuple[int, int]]:
    head = lines[0]
    place = (head.number, head.last.column)
    if head.type == "TEXT_LINE":
        return head.last.value, place
    if head.type == "ITEMS_LINE":
        return read_items(head.last, head.number, faults), place
    if head.type == "JSON_LINE":
        return read_json(head.last, head.number, faults, default=""), place
    below = lines[1:]
    if not below:
        return [], place
    place = (below[0].number, below[0].first.column)
    texts = [each.first.value for each in below]
    return (Block(texts) if below[0].type == "BLOCK_LINE" else texts), place


def read_items(part: Part, line: int, faults: Faults) -> list[str]:
    """The items of a list of one line."""
    try:
        return split_items(part.value)
    except ValueError as error:
        faults.add("TX201", str(error), "write one item a line, each behind `- `", line=line, column=part.column)
        return []


def read_json(part: Part, line: int, faults: Faults, default: Any = None) -> Any:
    """The JSON value of a part; the default, and a fault, where it isn't one."""
    try:
        value = json.loads(part.value, parse_constant=_refuse)
        if too_deep(value, part.value):
            raise RecursionError
        return value
    except json.JSONDecodeError as error:
        message, column = f"not a JSON value: {error.msg}", part.column + error.pos
    except ValueError as error:
        message, column = f"not a JSON value: {error}", part.column
    except RecursionError:
        message, column = "this JSON value is nested too deeply", part.column
    hint = "behind := stands JSON; text stands behind ="
    faults.add("TX203", message, hint if not part.value.startswith(("{", "[")) else "", line=line, column=column)
    return default


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")
