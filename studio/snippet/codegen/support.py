"""What compiled code calls while it runs: stores with their limits, parts of objects, calls of functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.snippet.arrays import element, put_element, set_member
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError, shown
from studio.snippet.host import Host
from studio.snippet.json_text import parse_dynamic
from studio.snippet.scalars import to_text
from studio.snippet.variables import Variables

#: Passes of all loops in one run, and functions within functions [choice].
PASSES = 1_000_000
DEPTH = 100
#: Read-only system values [choice].
RESERVED = frozenset({"contactid", "masterid", "busno", "date", "time", "now"})


class Run:
    """One run of a snippet: its host, limits and budgets."""

    __slots__ = ("budget", "depth", "host", "limit")

    def __init__(self, host: Host, limit: int) -> None:
        self.host = host
        self.limit = limit
        self.budget = iter(range(PASSES))
        self.depth = 0

    def store(self, value: Any) -> Any:
        """A value as it is stored: text above the limit is cut, or an error, as the host has it."""
        if value.__class__ is str and len(value) > self.limit:
            if self.host.string_overflow == "error":
                raise SnippetError(f"a text of {len(value)} characters is longer than Max String Size, {self.limit}")
            self.host.warn("SN501", f"a text of {len(value)} characters was cut to Max String Size, {self.limit}")
            return value[: self.limit]
        return value

    def exhausted(self) -> None:
        """The budget of loop passes is used up."""
        raise SnippetError(f"more than {PASSES:,} loop passes in one run")

    def call(self, function: Callable[..., Any], variables: Variables, *arguments: Any) -> Any:
        """Call a user function; parameters are cut as any stored text."""
        if self.depth >= DEPTH:
            raise SnippetError(f"functions call one another more than {DEPTH} deep")
        self.depth += 1
        try:
            return function(variables, self, *(self.store(each) for each in arguments))
        finally:
            self.depth -= 1

    def put(self, base: Any, steps: tuple[tuple[int, Any], ...], value: Any, named: str = "") -> Any:
        """What a name holds after one of its parts was written: the object itself, or a new array text.

        ``steps`` lead from the name to the part: (0, member) or (1, index). Objects that are missing on the way are made; a
        scalar on the way is an error, and nothing is overwritten [choice].
        """
        if base is None and named and steps[0][0] == 0:
            self.host.warn("SN502", f"{named} is not declared DYNAMIC; it was made an object")
        return self._put(base, steps, 0, value, inside=False)

    def _put(self, holder: Any, steps: tuple[tuple[int, Any], ...], at: int, value: Any, inside: bool) -> Any:
        is_index, key = steps[at]
        last = at == len(steps) - 1
        if not is_index:
            if holder is None:
                holder = Dynamic()
            if last:
                new = self.store(value)
            else:
                known = holder.members.get(key) if holder.__class__ is Dynamic else None
                new = self._put(known, steps, at + 1, value, inside=True)
                if new is known and new is not None:
                    return holder
            set_member(holder, key, new)
            return holder
        if last:
            new = self.store(value)
        else:
            known = element(holder, key)
            new = self._put(known, steps, at + 1, value, inside=True)
            if new is known and new is not None:
                return holder
        if holder is None and inside:
            # An array within an object is a dynamic one, plain values are its elements too [inferred].
            holder = Dynamic.array()
        return self.store(put_element(holder, key, new, self.limit))

    def save_to_db(self, name: str, value: Any, marked: bool, local: bool) -> Any:
        """Mark a variable for the database; in a subscript only a global one can be [documented]."""
        if local:
            self.host.warn("SN503", f"savetodb on {name}: in a subscript it works for global: variables only")
        else:
            self.host.save_to_db(name, value, marked)
        return value

    def declared(self, source: Any) -> Any:
        """What ``DYNAMIC x FROM y`` makes."""
        if source.__class__ is Dynamic:
            return source
        return parse_dynamic(source)

    def no_body(self, name: str) -> None:
        """A function that is nowhere defined with a body does nothing [choice]."""
        self.host.warn("SN504", f"function {name} has no body; it does nothing")


def reserved(name: str) -> None:
    """Refuse an assignment to a system value."""
    raise SnippetError(f"{name} is a system value and can't be assigned")


def bounds(value: int | float) -> int:
    """A bound of a counted loop: truncated."""
    return int(value)


__all__ = ["RESERVED", "Run", "bounds", "reserved", "shown", "to_text"]
