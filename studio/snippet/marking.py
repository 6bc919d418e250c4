"""Marks in a snippet: which of its lines are run, and how its conditions turn out, for coverage.

A mark is a statement of its own, put before each line that holds one and into each way that a condition can go. The tree of the
author stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from studio.snippet import syntax as s


@dataclass(frozen=True, slots=True)
class Decision:
    """A condition of the author's: an IF, a CASE, or a SWITCH or SELECT of which no case may hold.

    ``ways`` are the ways that it can go, with the number of the mark of each.
    """

    line: int
    column: int
    word: str
    ways: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Marks:
    """The marks of one snippet; ``hits`` has one place for each: 1 once it was passed."""

    #: Line and the number of its mark.
    lines: dict[int, int] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    hits: list[int] = field(default_factory=list)

    def new(self) -> int:
        """The number of another mark."""
        self.hits.append(0)
        return len(self.hits) - 1


def marked(program: s.Program) -> tuple[s.Program, Marks]:
    """The same program with marks, and what they stand for."""
    marks = Marks()
    functions = [
        replace(each, body=None if each.body is None else _block(each.body, marks)) for each in program.functions
    ]
    return s.Program(_block(program.body, marks), functions), marks


def _block(statements: Sequence[s.Statement], marks: Marks) -> list[s.Statement]:
    found: list[s.Statement] = []
    last = 0
    for each in statements:
        # A line with several statements is one line.
        if each.line != last and not isinstance(each, s.Function):
            last = each.line
            number = marks.lines.get(last)
            if number is None:
                number = marks.lines[last] = marks.new()
            found.append(s.Mark(each.line, each.column, number))
        found.append(_statement(each, marks))
    return found


def _statement(node: s.Statement, marks: Marks) -> s.Statement:
    match node:
        case s.If():
            yes, no = marks.new(), marks.new()
            marks.decisions.append(Decision(node.line, node.column, "IF", (("true", yes), ("false", no))))
            return replace(
                node,
                then=[_mark(node, yes), *_block(node.then, marks)],
                otherwise=[_mark(node, no), *_block(node.otherwise, marks)],
            )
        case s.Switch() | s.Select():
            return _cases(node, marks)
        case s.For() | s.ForEach() | s.Repeat():
            return replace(node, body=_block(node.body, marks))
    return node


def _cases(node: s.Switch | s.Select, marks: Marks) -> s.Switch | s.Select:
    cases = []
    for each in node.cases:
        number = marks.new()
        word = "DEFAULT" if each.default and not each.labels else "CASE"
        marks.decisions.append(Decision(each.line, each.column, word, (("taken", number),)))
        cases.append(replace(each, body=[_mark(each, number), *_block(each.body, marks)]))
    if not any(each.default for each in node.cases):
        number = marks.new()
        word = "SWITCH" if isinstance(node, s.Switch) else "SELECT"
        marks.decisions.append(Decision(node.line, node.column, word, (("no case", number),)))
        cases.append(s.Case(node.line, node.column, [], True, [_mark(node, number)]))
    return replace(node, cases=cases)


def _mark(node: s.Node, number: int) -> s.Mark:
    return s.Mark(node.line, node.column, number)
