"""From what the grammar made to the tree that is handed on: findings taken out, functions set apart, BREAK checked."""

from __future__ import annotations

from typing import Any

from studio.diagnostics import Diagnostic
from studio.snippet import syntax as s
from studio.snippet.building import Broken, Noted
from studio.snippet.problems import problem


class Settler:
    """One pass over the statements of a program; :attr:`functions` and :attr:`problems` collect what it finds."""

    def __init__(self) -> None:
        self.functions: list[s.Function] = []
        self.problems: list[Diagnostic] = []

    def block(self, items: list[Any], in_loop: bool) -> list[Any]:
        """The statements of one block, without functions and what could not be read."""
        kept: list[Any] = []
        for item in items:
            if isinstance(item, Noted):
                self.problems.append(item.problem)
                if item.statement is None:
                    continue
                item = item.statement
            self._inside(item, in_loop)
            if isinstance(item, s.Function):
                self.functions.append(item)
            elif isinstance(item, Broken):
                kept.extend(item.body)
            else:
                kept.append(item)
        return kept

    def _inside(self, item: Any, in_loop: bool) -> None:
        match item:
            case s.If():
                item.then = self.block(item.then, in_loop)
                item.otherwise = self.block(item.otherwise, in_loop)
            case s.For() | s.ForEach() | s.Repeat():
                item.body = self.block(item.body, True)
            case s.Switch() | s.Select():
                for case in item.cases:
                    case.body = self.block(case.body, in_loop or isinstance(case, Broken))
                item.cases = [case for case in item.cases if isinstance(case, s.Case)]
            case s.Function(body=list(body)):
                item.body = self.block(body, False)
            case Broken():
                # What stood before the block is not known: it may have been a loop.
                item.body = self.block(item.body, True)
            case s.Break() if not in_loop:
                hint = "it leaves FOR, FOREACH and REPEAT; RETURN ends a function or the snippet"
                said = "BREAK stands outside a loop"
                self.problems.append(problem("SN106", said, item.line, item.column, hint))
