"""What facts are made of: a place in a script, a use of a variable, a thing that is named, a function."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from studio.script.model import Action

#: ``set``: the whole value is replaced. ``touch``: a part of it is (``x.y = 1``, ``x[i] = 1``, ``x.append("a")``).
#: ``declare``: DYNAMIC. ``mention``: a bare word, or a value handed to a function, that may be read or set for all we know.
Mode = Literal["read", "set", "touch", "declare", "mention"]
Sort = Literal["script", "prompt", "skill", "request", "file", "hours", "signal"]
#: A member's name in small letters, an element's fixed position, None for a position that is worked out.
Step = str | int | None


class Place(NamedTuple):
    """Where something stands: action and property, line and column in the property's own text, all from 1.

    Of a property that is a list, ``item`` is the item from 1 and line and column count within it; else 0.
    ``file_line`` is the line of the text form where it is known.
    """

    action: int
    caption: str
    property: str
    line: int = 1
    column: int = 1
    item: int = 0
    file_line: int | None = None


class Use(NamedTuple):
    """One place where a variable stands. ``main`` is True for ``global:name``, ``how`` says in a word in which way.

    ``steps`` lead from the variable to the part that is meant. ``guarded`` is true inside an ``IF test``, which only serves
    the editor; ``tested`` where the value decides something, a condition or a case.
    """

    name: str
    key: str
    main: bool
    mode: Mode
    how: str
    steps: tuple[Step, ...]
    guarded: bool
    tested: bool
    place: Place


class Named(NamedTuple):
    """A thing that the script names. ``dynamic`` is true where a variable is part of the name; ``detail`` is the kind of action,
    for a request its verb."""

    sort: Sort
    name: str
    dynamic: bool
    detail: str
    place: Place


class Definition(NamedTuple):
    """One FUNCTION. ``body`` is false for a header without a block, or with an empty one."""

    name: str
    parameters: tuple[str, ...]
    body: bool
    place: Place


class FunctionCall(NamedTuple):
    """One call of a function by name; a receiver counts as the first of its ``values``."""

    name: str
    key: str
    values: int
    place: Place


class Variable:
    """A variable of the script: its name as it was first written, and every use in the order of actions."""

    def __init__(self, name: str, uses: list[Use] | None = None) -> None:
        self.name = name
        self.uses = uses if uses is not None else []

    @cached_property
    def writes(self) -> list[Use]:
        """Where it gets a value, or a part of one; declarations count."""
        return [each for each in self.uses if each.mode in ("set", "touch", "declare")]

    @cached_property
    def reads(self) -> list[Use]:
        """Where it is read."""
        return [each for each in self.uses if each.mode == "read"]


@dataclass(slots=True)
class FunctionFacts:
    """A function of the script: where it is written, and where it is called."""

    name: str
    definitions: list[Definition] = field(default_factory=list)
    calls: list[FunctionCall] = field(default_factory=list)


def place_of(action: Action, property: str, line: int = 1, column: int = 1, item: int = 0) -> Place:
    """A place in a property's text, with the line of the text form where the script was read from one."""
    known = action.property_lines.get(property)
    file_line = None if known is None else known[0] + (0 if item else line - 1)
    return Place(action.id, action.caption, property, line, column, item, file_line)


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset in a property's text."""
    starts = _starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=8)
def _starts(text: str) -> list[int]:
    """The offsets at which lines begin: many places of one text are asked for in a row."""
    return [0, *(each.end() for each in re.finditer("\r\n|\r|\n", text))]
