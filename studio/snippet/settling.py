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

    def block(self, items: list[Any], in_loop: bool | None) -> list[Any]:
        """The statements of one block, without functions, BREAK outside a loop and what could not be read.

        ``in_loop`` is None where a head that could not be read may have been a loop's: then BREAK is no fault.
        """
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
            elif in_loop or not isinstance(item, s.Break):
                kept.append(item)
        return kept

    def _inside(self, item: Any, in_loop: bool | None) -> None:
        match item:
            case s.If():
                item.then = self.block(item.then, in_loop)
                item.otherwise = self.block(item.otherwise, in_loop)
            case s.For() | s.ForEach() | s.Repeat():
                item.body = self.block(item.body, True)
            case s.Switch() | s.Select():
                cases: list[Any] = item.cases  # what could not be read among them
                for case in cases:
                    known = in_loop if isinstance(case, s.Case) else in_loop or None
                    case.body = self.block(case.body, known)
                item.cases = [case for case in cases if isinstance(case, s.Case)]
            case s.Function(body=list(body)):
                item.body = self.block(body, False)
            case Broken():
                # What stood before the block is not known: it may have been a loop.
                item.body = self.block(item.body, in_loop or None)
            case s.Break() if in_loop is False:
                hint = "it leaves FOR, FOREACH and REPEAT; RETURN ends a function or the snippet"
                said = "BREAK stands outside a loop"
                self.problems.append(problem("SN106", said, item.line, item.column, hint))
