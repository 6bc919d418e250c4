"""SWITCH and SELECT: the first case that holds, asked in order; DEFAULT only when none does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from studio.snippet import syntax as s
from studio.snippet.compiler.names import Ready

if TYPE_CHECKING:
    from studio.snippet.compiler.statements import Statements

#: CPython's compiler goes one step deeper with every ``elif``.
_MOST = 40


def write_cases(to: Statements, node: s.Switch | s.Select) -> None:
    """As ``if`` and ``elif`` where that can be written; else which case it is first, then its block."""
    emitter = to.emitter
    subject: Ready | None = None
    if isinstance(node, s.Switch):
        made = to.expressions.value(node.subject)
        if not made.fixed:
            name = emitter.fresh("v")
            emitter.line(f"{name} = {made.text}")
            made = replace(made, text=name, depth=0, fixed=True)
        # A variable as the subject, with its name: whether that ends in $ counts in a comparison.
        subject = Ready(node.line, node.column, made)
    mark, found = len(emitter.lines), len(to.problems)
    place = emitter.place
    if not _written_as_chain(to, node, subject):
        emitter.cut(mark)
        del to.problems[found:]
        emitter.place = place
        _write_chosen(to, node, subject)


def _condition(to: Statements, node: s.Switch | s.Select, subject: Ready | None, label: s.Expression) -> str:
    if subject is None or not isinstance(node, s.Switch):
        return to.expressions.condition(label)
    textual = isinstance(node.subject, s.Name) and node.subject.name.endswith("$")
    return to.expressions.equality(subject.piece, label, textual)


def _written_as_chain(to: Statements, node: s.Switch | s.Select, subject: Ready | None) -> bool:
    """False if a label needs lines of its own, or a block has both labels and DEFAULT, or there are too many."""
    if len(node.cases) > _MOST or any(each.default and each.labels for each in node.cases):
        return False
    emitter = to.emitter
    mark = len(emitter.lines)
    asked: list[tuple[s.Case, list[str]]] = []
    otherwise: s.Case | None = None
    for case in node.cases:
        if case.default:
            otherwise = otherwise or case
            continue
        # They are asked one after the other, until one holds; the attempt may also be given up.
        with to.scope.branch():
            asked.append((case, [_condition(to, node, subject, label) for label in case.labels]))
        if len(emitter.lines) > mark:
            return False
    for number, (case, conditions) in enumerate(asked):
        for place, (label, condition) in enumerate(zip(case.labels, conditions, strict=True)):
            emitter.at(label.line, label.column)
            head = f"{'elif' if number else 'if'} (" if place == 0 else " or "
            tail = "):" if place == len(conditions) - 1 else ""
            emitter.line(f"{head}{condition}{tail}")
        emitter.at(case.line, case.column)
        to.blocks.write(case.body)
    if otherwise is not None:
        emitter.at(otherwise.line, otherwise.column)
        emitter.line("else:" if asked else "if True:")
        to.blocks.write(otherwise.body)
    return True


def _write_chosen(to: Statements, node: s.Switch | s.Select, subject: Ready | None) -> None:
    emitter = to.emitter
    chosen = emitter.fresh("c")
    default = next((place for place, each in enumerate(node.cases) if each.default), -1)
    emitter.line(f"{chosen} = None")
    for place, case in enumerate(node.cases):
        for label in case.labels:
            emitter.at(label.line, label.column)
            emitter.line(f"if {chosen} is None:")
            emitter.indent += 1
            with to.scope.branch():
                emitter.line(f"if {_condition(to, node, subject, label)}: {chosen} = {place}")
            emitter.indent -= 1
    emitter.line(f"if {chosen} is None: {chosen} = {default}")
    for place, case in enumerate(node.cases):
        emitter.at(case.line, case.column)
        emitter.line(f"if {chosen} == {place}:")
        to.blocks.write(case.body)
