"""Names of one piece of code: how variables are read and written in Python, and what the piece needs round it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from studio.snippet import syntax as s
from studio.snippet.compiler.emit import Emitter

#: Read-only system values [choice].
RESERVED = frozenset({"contactid", "masterid", "busno", "date", "time", "now"})
_WORD = re.compile(r"[a-z_][a-z0-9_$]*")


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
        self.run: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Known:
    """The functions that a piece of code may call, by folded name, and all variables that any of them may write."""

    callees: Mapping[str, Callee] = field(default_factory=dict)
    writes: frozenset[str] = frozenset()

    def key(self) -> tuple[Any, ...]:
        """What compiled code depends on."""
        shape = ((name, each.name, each.parameters, each.has_body) for name, each in self.callees.items())
        return (tuple(sorted(shape)), self.writes)


class Scope:
    """The names of a snippet's body or of a function."""

    def __init__(self, emitter: Emitter, parameters: Iterable[str] = (), in_dict: bool = False) -> None:
        """``in_dict`` keeps the parameters in the dict ``P``, which blocks beside the piece can reach."""
        self._emitter = emitter
        self.parameters = {
            s.fold(name): f"P[{place}]" if in_dict else f"p{place}" for place, name in enumerate(parameters)
        }
        #: Counters of loops that can't change within them: folded name -> the Python local.
        self.counters: dict[str, Piece] = {}
        #: The locals that have to be set up first: H host, L limit, G global variables, R run, B budget.
        self.uses: set[str] = set()

    def use(self, local: str) -> str:
        """One of the locals that are set up first."""
        self.uses.add(local)
        return local

    def read(self, name: s.Name) -> Piece:
        """The value of a variable."""
        folded = s.fold(name.name)
        if not name.main and folded in self.counters:
            return replace(self.counters[folded])
        return Piece(self.place(name))

    def place(self, name: s.Name) -> str:
        """Python text that stands for the variable on either side of ``=``."""
        folded = s.fold(name.name)
        if not name.main and folded in self.parameters:
            return self.parameters[folded]
        return f"{self.frame(name)}[{self.key(folded)}]"

    def whole(self, name: s.Name) -> str:
        """Python text of the value that one part of is about to be written."""
        folded = s.fold(name.name)
        if name.main or folded in self.parameters:
            return self.place(name)
        return f"V.for_part_write({self.key(folded)})"

    def frame(self, name: s.Name) -> str:
        """The variables among which a name is written."""
        return self.use("G") if name.main else "V"

    def key(self, folded: str) -> str:
        """A name as Python text: a plain word as it is, anything else by the table of constants."""
        return f"'{folded}'" if _WORD.fullmatch(folded) else self._emitter.constant(folded)

    def is_reserved(self, name: s.Name) -> bool:
        """Whether the name is a system value's and no parameter's."""
        folded = s.fold(name.name)
        return folded in RESERVED and (name.main or folded not in self.parameters)


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
