"""Which variables live in Python locals while an outermost loop runs, instead of in the frame's dict.

A local costs a fraction of a dict's entry. Only a loop is worth the lines that fetch a variable before it and put it back
behind it, and only what nothing else can reach meanwhile may leave the frame: no function of the script that the loop
calls, no ``global:`` name, which may be the same variable.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studio.snippet import syntax as s
from studio.snippet.compiler.blocks import DEEPEST_INDENT
from studio.snippet.compiler.names import RESERVED, Piece, path
from studio.snippet.compiler.scope import Home
from studio.snippet.functions import TABLE

if TYPE_CHECKING:
    from studio.snippet.compiler.statements import Statements

#: Blocks within the loop; deeper ones may have to become functions, which see the dict only.
_DEEPEST = 8
#: Variables at most: each costs a line before the loop and one behind it.
_MOST = 40


@dataclass(slots=True)
class _Uses:
    """What a loop does with plain names, all folded; ``written`` has them in the order of the text."""

    read: set[str] = field(default_factory=set)
    written: dict[str, None] = field(default_factory=dict)
    part_written: set[str] = field(default_factory=set)
    main: set[str] = field(default_factory=set)
    calls: bool = False


@contextmanager
def homes(to: Statements, loop: s.For | s.ForEach | s.Repeat) -> Iterator[None]:
    """Round the lines of a loop; nothing where it is within another one or can't have homes."""
    scope, emitter = to.scope, to.emitter
    fits = to.blocks.outermost and emitter.indent + _DEEPEST + 4 <= DEEPEST_INDENT
    found = _found(to, loop) if fits else None
    if found is None:
        yield
        return
    movable = _movable(to, found, found.written.keys() - (found.part_written - scope.own))
    # Put back in the order of the text, they come into the frame in the order in which they would have without this.
    kept = [folded for folded in found.written if folded in movable]
    for folded in sorted(_movable(to, found, found.read - found.written.keys()) - scope.known.keys()):
        local = emitter.fresh("v")
        emitter.line(f"{local} = V[{scope.key(folded)}]")
        scope.learn(folded, Piece(local, fixed=True))
    if not kept or len(kept) > _MOST:
        yield
        return
    variable = "" if isinstance(loop, s.Repeat) else s.fold(loop.variable.name)
    for folded in kept:
        local = emitter.fresh("v")
        # Each pass begins with an assignment to the loop's own variable: what it held before is of no use.
        own = folded in scope.own and folded != variable
        read = folded in found.read and folded != variable
        home = Home(local, "" if own or not read else emitter.fresh("w"))
        present = scope.known[folded].text if folded in scope.known else f"V[{scope.key(folded)}]"
        emitter.line(f"{local} = {present if own or read else 'UNSET'}")
        if home.flag:
            emitter.line(f"{home.flag} = False")
        scope.forget(folded)
        scope.homes[folded] = home
    emitter.line("try:")
    emitter.indent += 1
    yield
    emitter.indent -= 1
    emitter.line("finally:")
    emitter.indent += 1
    for folded in kept:
        home = scope.homes.pop(folded)
        assigned = (
            "" if folded in scope.own and folded != variable else f"if {home.flag or f'{home.local} is not UNSET'}: "
        )
        emitter.line(f"{assigned}V[{scope.key(folded)}] = {home.local}")
    emitter.indent -= 1


def _movable(to: Statements, uses: _Uses, names: set[str]) -> set[str]:
    """Those of some names that nothing but the lines of the loop can reach."""
    found = names - uses.main - RESERVED - to.scope.parameters.keys()
    return found - to.expressions.known.touches if uses.calls else found


def _found(to: Statements, loop: s.Statement) -> _Uses | None:
    """None for a loop that is too deep."""
    uses = _Uses()
    waiting: list[tuple[object, int]] = [(loop, 0)]
    callees = to.expressions.known.callees
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, list):
            waiting += [(each, depth) for each in reversed(node)]
        elif isinstance(node, s.Name):
            (uses.main if node.main else uses.read).add(s.fold(node.name))
        elif isinstance(node, s.Node):
            if depth > _DEEPEST:
                return None
            for name in reversed(s.fields_of(type(node))):
                held = getattr(node, name)
                if isinstance(node, s.Assign | s.Declare | s.For | s.ForEach) and name in ("target", "variable"):
                    _written(held, uses)
                    waiting += [(each, depth) for each in _indexes(held)]
                else:
                    waiting.append((held, depth + (name in ("body", "then", "otherwise"))))
            if isinstance(node, s.Call):
                _called(node, uses, callees)
    return uses


def _indexes(target: s.Expression) -> list[s.Expression]:
    rooted = path(target)
    return [each for each in rooted[1] if not isinstance(each, str)] if rooted is not None else []


def _written(target: s.Expression, uses: _Uses) -> None:
    rooted = path(target)
    if rooted is None:
        return
    base, steps = rooted
    folded = s.fold(base.name)
    if base.main:
        uses.main.add(folded)
        return
    uses.written[folded] = None
    if steps:
        uses.part_written.add(folded)
        uses.read.add(folded)


def _called(node: s.Call, uses: _Uses, callees: Collection[str]) -> None:
    folded = s.fold(node.name)
    if folded in callees:
        uses.calls = True
    elif folded in TABLE and TABLE[folded].mutates_receiver:
        first = node.receiver or (node.arguments[0] if node.arguments else None)
        if first is not None:
            _written(first, uses)
