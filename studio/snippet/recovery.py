"""Going on after a syntax error, so that one check tells all of them.

At a token that does not fit, the statement under way is forgotten, the rest of its line skipped, and a token ERROR put in its
place; a block behind it is still read. See `broken` in the grammar.
"""

from __future__ import annotations

from typing import Any

from studio.diagnostics import Diagnostic
from studio.snippet.explain import explain
from studio.snippet.table import Machine
from studio.snippet.tokens import LIMITS, Token

_STOPS = frozenset(("_NL", "_LBRACE", "_RBRACE", "$END"))


def parse_tokens(tokens: list[Token]) -> tuple[list[Any] | None, list[Diagnostic]]:
    """The items of a program, unsettled, and its syntax errors in order. None if not even the rest could be read."""
    machine = Machine("program")
    problems: list[Diagnostic] = []
    index = machine.feed(tokens)
    while index < len(tokens):
        problems.append(explain(tokens, index, machine))
        if len(problems) >= LIMITS.problems:
            return None, problems
        following = _go_on(machine, tokens, index)
        while following is not None and (index := machine.feed(tokens, following)) == following:
            # Nothing was taken: the same token fails again, so it's not worth a second report.
            following = _go_on(machine, tokens, index)
        if following is None:
            return None, problems
    return machine.values[0], problems


def _go_on(machine: Machine, tokens: list[Token], index: int) -> int | None:
    """Bring the machine to where it can take the next line or block. The index to go on with; None to give up."""
    popped = False
    closing = _closed_in_line(tokens, index) if machine.fits("STRING") else 0
    while not machine.fits("ERROR"):
        popped = machine.pop()
    while tokens[index][0] not in _STOPS:
        index += 1
    if closing:
        _, _, line, column = tokens[closing]
        machine.feed([("ERROR", "", line, column), ("_NL", "", line, column)])
        return closing + 1
    kind, _, line, column = tokens[index]
    if kind in ("_NL", "_LBRACE"):
        machine.feed([("ERROR", "", line, column)])
        return index
    if popped:
        return index
    return index + 1 if kind == "_RBRACE" else None


def _closed_in_line(tokens: list[Token], index: int) -> int:
    """For an opening brace that begins no block: the closing one on the same line; 0 if there is none."""
    if tokens[index][0] != "_LBRACE" or tokens[index - 1][0] in _STOPS:
        return 0
    line = tokens[index][2]
    while tokens[index][0] != "$END" and tokens[index][2] == line:
        if tokens[index][0] == "_RBRACE":
            return index
        index += 1
    return 0
