"""FOR, FOREACH and REPEAT. Every pass of every loop takes one from the budget of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.snippet import syntax as s
from studio.snippet.compiler.homes import homes
from studio.snippet.compiler.names import Piece

if TYPE_CHECKING:
    from studio.snippet.compiler.statements import Statements

#: A counter is at most so far from its start, for the budget ends there.
_FAR = 1_000_001
_BITS = 54


def write_repeat(to: Statements, node: s.Repeat) -> None:
    """So many passes, counted once."""
    count = to.emitter.fresh("a")
    to.emitter.line(f"{count} = bound({to.expressions.number(node.count).text})")
    with homes(to, node):
        to.emitter.line(f"for _ in range({count}):")
        to.blocks.write_loop(node.body, lambda: _spend(to))


def write_for_each(to: Statements, node: s.ForEach) -> None:
    """One pass for each element of a copy."""
    each = to.emitter.fresh("e")
    array = to.expressions.value(node.array).text

    def first() -> None:
        _spend(to)
        to.assign(node.variable, Piece(each, fixed=True))

    to.scope.forget(s.fold(node.variable.name))
    with homes(to, node):
        to.emitter.line(f"for {each} in elements({array}):")
        to.blocks.write_loop(node.body, first)


def write_for(to: Statements, node: s.For) -> None:
    """A counted loop in the direction that the bounds give, both ends included."""
    start, end = _bound(to, node.start), _bound(to, node.end)
    folded = s.fold(node.variable.name)
    to.scope.forget(folded)
    with homes(to, node):
        if folded in to.writes.of(node.body):
            _changing(to, node, start, end)
        else:
            _steady(to, node, start, end)


def _bound(to: Statements, node: s.Expression) -> Piece:
    made = to.expressions.number(node)
    if isinstance(node, s.Number) and made.kind == "int":
        return made
    name = to.emitter.fresh("a")
    to.emitter.line(f"{name} = bound({made.text})")
    return Piece(name, "int", bits=_BITS, fixed=True)


def _steady(to: Statements, node: s.For, start: Piece, end: Piece) -> None:
    """A loop whose body leaves the counter alone: a range beside the budget. The range comes first, so that the end of it
    takes nothing from the budget."""
    emitter, budget = to.emitter, to.scope.use("B")
    home = None if to.blocks.inside_loop or node.variable.main else to.scope.homes.get(s.fold(node.variable.name))
    counter, step = home.local if home else emitter.fresh("i"), emitter.fresh("s")
    bits = (abs(int(start.text)) + _FAR).bit_length() if start.text.isdigit() else _BITS
    piece = Piece(counter, "int", bits=bits, fixed=True)
    emitter.line(f"{step} = 1 if {start.text} <= {end.text} else -1")
    if home is None:
        emitter.line(f"{counter} = None")
    emitter.line(f"for {counter}, _ in zip(range({start.text}, {end.text} + {step}, {step}), {budget}):")
    to.blocks.write_loop(node.body, lambda: to.assign(node.variable, piece))
    emitter.at(node.line, node.column)
    emitter.line(f"else: {counter} == {end.text} or exhausted({to.scope.use('H')})")


def _changing(to: Statements, node: s.For, start: Piece, end: Piece) -> None:
    """A loop whose body may write the counter: the next value is the present one plus or minus 1 [choice]."""
    emitter = to.emitter
    counter, down = emitter.fresh("i"), emitter.fresh("s")

    def first() -> None:
        _spend(to)
        to.assign(node.variable, Piece(counter, "int", bits=_BITS, fixed=True))

    def last() -> None:
        emitter.at(node.line, node.column)
        emitter.line(f"{counter} = bound({to.expressions.number(node.variable).text}) + (-1 if {down} else 1)")
        emitter.line(f"if {counter} < {end.text} if {down} else {counter} > {end.text}: break")

    emitter.line(f"{counter} = {start.text}")
    emitter.line(f"{down} = {start.text} > {end.text}")
    emitter.line("while True:")
    to.blocks.write_loop(node.body, first, last)


def _spend(to: Statements) -> None:
    to.emitter.line(f"next({to.scope.use('B')}, None) is None and exhausted({to.scope.use('H')})")
