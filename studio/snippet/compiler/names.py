"""What the parts of the compiler hand on to one another: values, functions, and the parts of what can be assigned to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from studio.snippet import syntax as s

#: Read-only system values [choice].
RESERVED = frozenset({"contactid", "masterid", "busno", "date", "time", "now"})


@dataclass(slots=True)
class Piece:
    """Python text of a value, and what is known of the value.

    ``kind`` is int (a whole number of at most ``bits`` bits), number, text (of at most ``most`` characters, 0 when
    unknown), bool (Python's, for conditions only), object, or "" for anything. ``depth`` counts the brackets within
    brackets. A ``fixed`` piece has no effect and gives the same wherever it stands. ``leaves`` counts the values that a
    text is joined from, ``literal`` is the text of a literal.
    """

    text: str
    kind: str = ""
    depth: int = 0
    bits: int = 0
    most: int = 0
    fixed: bool = False
    leaves: int = 1
    literal: str | None = None

    def held(self, text: str, fixed: bool) -> Piece:
        """What is known of the same value once a local or a constant holds it."""
        return Piece(text, self.kind, 0, self.bits, self.most, fixed, literal=self.literal)


@dataclass(slots=True)
class Ready(s.Node):
    """A part of a tree that has been compiled already."""

    piece: Piece


class Callee:
    """A user function of a script: what calls of it must know, and once its code is there the function itself."""

    __slots__ = ("has_body", "name", "parameters", "run")

    def __init__(self, name: str, parameters: int, has_body: bool) -> None:
        self.name = name
        self.parameters = parameters
        self.has_body = has_body
        #: ``run(variables, run, …)``. One whose snippet does not compile is as one without a body.
        self.run: Callable[..., Any] = self._nothing

    def _nothing(self, variables: Any, run: Any, *arguments: Any) -> Any:
        return run.no_body(self.name)


@dataclass(frozen=True)
class Known:
    """The functions that a piece of code may call, by folded name; all variables that any of them may write, and all
    names that stand in any of them."""

    callees: Mapping[str, Callee] = field(default_factory=dict)
    writes: frozenset[str] = frozenset()
    touches: frozenset[str] = frozenset()

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """What compiled code depends on."""
        shape = ((name, each.name, each.parameters, each.has_body) for name, each in self.callees.items())
        return (tuple(sorted(shape)), self.writes, self.touches)


def parts(target: s.Expression) -> list[s.Member | s.Element]:
    """The members and elements that lead from the name at the root to the target."""
    found: list[s.Member | s.Element] = []
    while isinstance(target, s.Member | s.Element):
        found.append(target)
        target = target.object if isinstance(target, s.Member) else target.array
    return found[::-1]


def path(target: s.Expression) -> tuple[s.Name, list[str | s.Expression]] | None:
    """The name at the root of something that can be assigned to, and the steps from there; None for anything else."""
    steps: list[str | s.Expression] = []
    while not isinstance(target, s.Name):
        if isinstance(target, s.Member):
            steps.append(target.name)
            target = target.object
        elif isinstance(target, s.Element):
            steps.append(target.index)
            target = target.array
        else:
            return None
    return target, steps[::-1]
