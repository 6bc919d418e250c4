"""Blocks, one indent deeper; as functions of their own where CPython would take no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from studio.snippet import syntax as s
from studio.snippet.compiler.emit import Emitter, Place
from studio.snippet.compiler.scope import Scope
from studio.snippet.compiler.writes import Writes

#: CPython takes 100 indents, and 20 loops within one another.
DEEPEST_INDENT = 60
DEEPEST_LOOP = 12
#: Set up first, in this order, each only where it is used.
_SET_UP = {
    "H": "H = R.host",
    "L": "L = R.limit",
    "G": "G = V if V.main is None else V.main",
    "B": "B = R.budget or R.passes()",
}


@dataclass(slots=True)
class Outlined:
    """A block that became a function."""

    lines: list[str] = field(default_factory=list)
    places: list[Place | None] = field(default_factory=list)


class Blocks:
    """Writes the blocks of one piece of code; ``leave_loop`` and ``leave`` are BREAK and RETURN at the present place."""

    def __init__(
        self, emitter: Emitter, scope: Scope, writes: Writes, leave: str, body: Callable[[list[s.Statement]], None]
    ) -> None:
        self.outlined: list[Outlined] = []
        self.leave_loop = "break"
        self.leave = leave
        self._emitter = emitter
        self._scope = scope
        self._writes = writes
        self._body = body
        self._loops = 0
        self._outlining = 0

    @property
    def outermost(self) -> bool:
        """Whether a loop that begins here is within no other one, nor in a block that became a function."""
        return not self._loops and not self._outlining

    @property
    def is_main(self) -> bool:
        """Whether this is a snippet's body: nobody takes what it returns."""
        return self.leave == "return {}"

    @property
    def inside_loop(self) -> bool:
        """Whether a loop of the same function is being written."""
        return self._loops > 0

    def write(self, statements: list[s.Statement]) -> None:
        """A block that is no loop's."""
        self._emitter.indent += 1
        with self._scope.branch():
            if self._emitter.indent > DEEPEST_INDENT:
                self._outline(statements)
            else:
                self._body(statements)
        self._emitter.indent -= 1

    def write_loop(
        self, statements: list[s.Statement], first: Callable[[], None], last: Callable[[], None] | None = None
    ) -> None:
        """A loop's block; ``first`` and ``last`` write what stands before and behind the author's statements."""
        outer = self.leave_loop
        self.leave_loop = "break"
        self._emitter.indent += 1
        self._loops += 1
        self._scope.forget_all(self._writes.of(statements))
        with self._scope.branch():
            first()
            if self._loops > DEEPEST_LOOP or self._emitter.indent > DEEPEST_INDENT:
                self._outline(statements)
            else:
                self._body(statements)
            if last is not None:
                last()
        self._loops -= 1
        self._emitter.indent -= 1
        self.leave_loop = outer

    def _outline(self, statements: list[s.Statement]) -> None:
        """The block as a function beside the piece; it gives None, BREAK, or a 1-tuple with what is returned."""
        emitter, scope = self._emitter, self._scope
        name, result = emitter.fresh("block"), emitter.fresh("r")
        outer = (emitter.lines, emitter.places, emitter.indent, self._loops, self.leave_loop, self.leave)
        known, uses = scope.known, scope.uses
        emitter.lines, emitter.places, emitter.indent, self._loops = [], [], 0, 0
        self.leave_loop, self.leave, scope.known, scope.uses = "return BREAK", "return ({},)", {}, set()
        self._outlining += 1
        emitter.line(f"def {name}(V, R, P):")
        emitter.indent = 1
        self._body(statements)
        set_up(emitter, 1, scope.uses)
        self.outlined.append(Outlined(emitter.lines, emitter.places))
        emitter.lines, emitter.places, emitter.indent, self._loops, self.leave_loop, self.leave = outer
        scope.known, scope.uses = known, uses
        scope.forget_all(self._writes.of(statements))
        self._outlining -= 1
        emitter.line(f"{result} = {name}(V, {scope.use('R')}, P)")
        if self._loops or self.leave_loop != "break":
            emitter.line(f"if {result} is BREAK: {self.leave_loop}")
        emitter.line(f"if {result} is not None: {self.leave.format(result + '[0]')}")


def set_up(emitter: Emitter, mark: int, uses: set[str], given: str = "R") -> None:
    """The first lines of a function, written once it is known what it uses. ``given``: R, or the main function's HL."""
    lines = [text for local, text in _SET_UP.items() if local in uses and local not in given]
    if "R" not in given and uses & {"R", "B"}:
        lines.insert(0, "R = Run(H, L)")
    for line in reversed(lines):
        emitter.insert(mark, line)
