"""Names of one piece of code: how variables are read and written in Python, and what is known of them on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from studio.snippet import syntax as s
from studio.snippet.compiler.emit import Emitter
from studio.snippet.compiler.names import RESERVED, Piece

_WORD = re.compile(r"[a-z_][a-z0-9_$]*")
#: So many variables at most are followed at a time: what is known has to be looked through at each call.
_FOLLOWED = 200


@dataclass(frozen=True, slots=True)
class Home:
    """The Python local that holds a variable while a loop runs; ``flag`` is the local that tells whether it was
    assigned, "" where that is known."""

    local: str
    flag: str = ""


class Scope:
    """The names of a snippet's body or of a function.

    Code is written in the order in which it runs, so that a scope can follow what a variable holds: ``known`` gives the
    local or constant that was stored last. What a block does to that is forgotten behind it, see :meth:`branch`.
    """

    def __init__(self, emitter: Emitter, parameters: Iterable[str] = (), in_dict: bool = False) -> None:
        """``in_dict`` keeps the parameters in the dict ``P``, which blocks beside the piece can reach."""
        self._emitter = emitter
        self.parameters = {
            s.fold(name): f"P[{place}]" if in_dict else f"p{place}" for place, name in enumerate(parameters)
        }
        self.known: dict[str, Piece] = {}
        #: Variables that have certainly been assigned in this frame.
        self.own: set[str] = set()
        #: Variables that live in locals of their own within the present loop.
        self.homes: dict[str, Home] = {}
        #: The locals that have to be set up first: H host, L limit, G global variables, R run, B budget.
        self.uses: set[str] = set()
        self._keys: dict[str, str] = {}
        self._changed: list[str] = []
        self._taken: list[str] = []
        self._branches = 0

    def use(self, local: str) -> str:
        """One of the locals that are set up first."""
        self.uses.add(local)
        return local

    # --------------------------------------------------------------------------------------------- places
    def read(self, name: s.Name) -> Piece:
        """The value of a variable."""
        known = None if name.main else self.known.get(s.fold(name.name))
        return Piece(self.place(name)) if known is None else known

    def place(self, name: s.Name) -> str:
        """Python text that stands for the variable on either side of ``=``."""
        folded = s.fold(name.name)
        if not name.main:
            if folded in self.parameters:
                return self.parameters[folded]
            if folded in self.homes:
                return self.homes[folded].local
        return f"{self.frame(name)}[{self.key(folded)}]"

    def whole(self, name: s.Name) -> str:
        """Python text of the value that one part of is about to be written."""
        folded = s.fold(name.name)
        if name.main or folded in self.parameters or folded in self.homes:
            return self.place(name)
        if folded in self.known and folded in self.own:
            return self.known[folded].text
        return f"V.for_part_write({self.key(folded)})"

    def frame(self, name: s.Name) -> str:
        """The variables among which a name is written."""
        return self.use("G") if name.main else "V"

    def key(self, folded: str) -> str:
        """A name as Python text: a plain word as it is, anything else by the table of constants."""
        known = self._keys.get(folded)
        if known is None:
            known = f"'{folded}'" if _WORD.fullmatch(folded) else self._emitter.constant(folded)
            self._keys[folded] = known
        return known

    def is_reserved(self, name: s.Name) -> bool:
        """Whether the name is a system value's and no parameter's."""
        folded = s.fold(name.name)
        return folded in RESERVED and (name.main or folded not in self.parameters)

    # --------------------------------------------------------------------------------------------- writing
    def store(self, name: s.Name, text: str, made: Piece) -> None:
        """The line that stores a value; ``made`` says what is known of it."""
        folded, place = s.fold(name.name), self.place(name)
        if name.main or place.startswith("P["):
            self._emitter.line(f"{place} = {text}")
            self.forget(folded)
            return
        home = self.homes.get(folded)
        if home is not None or folded in self.parameters:
            if place != text:
                self._emitter.line(f"{place} = {text}")
            if home is not None and home.flag:
                self._emitter.line(f"{home.flag} = True")
            self.learn(folded, made.held(place, fixed=False))
            return
        if made.fixed and made.text == text:
            self._emitter.line(f"{place} = {text}")
            self.learn(folded, made.held(text, fixed=True))
        else:
            local = self._emitter.fresh("x")
            self._emitter.line(f"{place} = {local} = {text}")
            self.learn(folded, made.held(local, fixed=True))
        if folded not in self.own:
            self.own.add(folded)
            self._taken.append(folded)

    # --------------------------------------------------------------------------------------------- knowledge
    def learn(self, folded: str, made: Piece) -> None:
        """A local or constant holds what is stored under this name now."""
        self._changed.append(folded)
        if folded in RESERVED:
            return
        if len(self.known) >= _FOLLOWED:
            self._changed += self.known
            self.known.clear()
        self.known[folded] = made

    def forget(self, folded: str) -> None:
        """Something else may be stored under this name now."""
        if self.known.pop(folded, None) is not None:
            self._changed.append(folded)

    def forget_all(self, names: frozenset[str]) -> None:
        """Something else may be stored under any of these names now."""
        for folded in [each for each in self.known if each in names]:
            self.forget(folded)

    @contextmanager
    def branch(self) -> Iterator[None]:
        """Round code that may run or not: what it changes is not known behind it."""
        changed, taken = len(self._changed), len(self._taken)
        self._branches += 1
        yield
        self._branches -= 1
        for folded in self._changed[changed:]:
            self.known.pop(folded, None)
        self.own.difference_update(self._taken[taken:])
        del self._taken[taken:]
        if not self._branches:
            self._changed.clear()
