"""The grammar of the text form at work: what a line is, and which line may stand where.

It runs on the table that lark makes of ``script.lark``. A line is told by the types of its parts alone, and where a line
may stand by the lines before it: both are worked out once for every shape that comes up, and remembered. Lists in the
grammar grow from the left, so there are few places, however long a file is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.script.text.grammar_table import table

Where = Literal["line", "member"]
END = "$END"
Stack = tuple[int, ...]
#: Shapes of lines that are remembered; those of scripts are far fewer.
_MOST_SHAPES = 4096


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Parts that make no line: the index of the first that doesn't fit (their number: the end), and what would."""

    at: int
    expected: tuple[str, ...]


def shape(where: Where, types: tuple[str, ...]) -> str | Mismatch:
    """The name of the line that parts of these types make, such as ``action_line``."""
    known = _SHAPES.get((where, types))
    if known is None:
        known = _parse(where, types)
        if len(_SHAPES) < _MOST_SHAPES:
            _SHAPES[where, types] = known
    return known


_SHAPES: dict[tuple[Where, tuple[str, ...]], str | Mismatch] = {}


def _parse(where: Where, types: tuple[str, ...]) -> str | Mismatch:
    stack: Stack = (table().first[where],)
    for at, each in enumerate(types):
        step = _step(stack, each)
        if not step.fits:
            return Mismatch(at, _expected(step.stack))
        stack = step.stack
    step = _step(stack, END)
    if step.stack[-1] != table().end[where]:
        return Mismatch(len(types), _expected(step.stack))
    return step.made


@dataclass(frozen=True, slots=True)
class _Step:
    """The states after a terminal, or where it was refused; and the rule that was reduced last."""

    stack: Stack
    fits: bool
    made: str = ""


def _step(stack: Stack, terminal: str) -> _Step:
    """One terminal through the table: reductions until it can be taken, or can't."""
    found, states, made = table(), list(stack), ""
    while True:
        entry = found.rows[states[-1]].get(terminal)
        if entry is None:
            return _Step(tuple(states), False, made)
        if entry >= 0:
            return _Step((*states, entry), True, made)
        rule = found.rules[-1 - entry]
        del states[len(states) - rule.size :]
        states.append(found.rows[states[-1]][rule.origin])
        made = rule.method or made


def _expected(stack: Stack) -> tuple[str, ...]:
    """The terminals that fit behind these states."""
    return tuple(sorted(name for name in table().rows[stack[-1]] if name.isupper()))


class _Place:
    """Somewhere between two lines of a file; ``after`` remembers what lines lead to, None for those that don't fit."""

    __slots__ = ("after", "stack")

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.after: dict[str, _Place | None] = {}

    def find(self, line: str) -> _Place | None:
        step = _step(self.stack, line)
        place = _PLACES.setdefault(step.stack, _Place(step.stack)) if step.fits else None
        self.after[line] = place
        return place


_PLACES: dict[Stack, _Place] = {}


class Sequence:
    """Takes line after line, and says which don't fit where they stand."""

    __slots__ = ("_place",)

    def __init__(self) -> None:
        stack: Stack = (table().first["file"],)
        self._place = _PLACES.setdefault(stack, _Place(stack))

    def take(self, line: str) -> bool:
        """True if a line of this type may stand here; if not it is as if it weren't there."""
        place = self._place
        following = place.after[line] if line in place.after else place.find(line)
        if following is None:
            return False
        self._place = following
        return True
