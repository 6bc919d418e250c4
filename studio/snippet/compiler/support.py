"""What compiled code calls while it runs: stores with their limits, parts of objects, calls of functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from studio.snippet import arrays
from studio.snippet.compiler.names import Callee
from studio.snippet.compiler.places import running_place
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError, shown
from studio.snippet.functions.text import LONGEST
from studio.snippet.host import Host
from studio.snippet.json_text import parse_dynamic
from studio.snippet.scalars import EXACT, to_text

#: Passes of all loops in one run, and functions within functions [choice].
PASSES = 1_000_000
DEPTH = 100
#: Calls of user functions in one run: as with loops, an end must be sure [choice].
CALLS = 2_000_000
#: What one run may put into dynamic objects, in characters; an element counts as 8 [choice].
ROOM = 64 * 1024 * 1024
Steps = tuple[tuple[bool, Any], ...]


class Run:
    """One run of a snippet: its host, limits and budgets."""

    __slots__ = ("budget", "calls", "depth", "host", "limit", "room")

    def __init__(self, host: Host, limit: int) -> None:
        self.host = host
        self.limit = limit
        self.budget: Iterator[int] | None = None
        self.calls = 0
        self.depth = 0
        self.room = ROOM

    def passes(self) -> Iterator[int]:
        """The budget of loop passes, made when the first loop asks for it."""
        self.budget = iter(range(PASSES))
        return self.budget

    def call(self, callee: Callee, variables: Any, *arguments: Any) -> Any:
        """Call a user function. A run ends with its first fault, so the depth needs no setting back then."""
        run = callee.run
        if run is None:
            warn(self.host, "SN504", f"function {callee.name} has no body; it does nothing")
            return None
        depth = self.depth
        self.calls += 1
        if depth >= DEPTH:
            raise SnippetError(f"functions call one another more than {DEPTH} deep")
        if self.calls > CALLS:
            raise SnippetError(f"more than {CALLS:,} calls of functions in one run")
        self.depth = depth + 1
        result = run(variables, self, *arguments)
        self.depth = depth
        if result.__class__ is str and len(result) > LONGEST:
            raise too_long()
        return result

    # -------------------------------------------------------------------------------------------- writing parts
    def put_element(self, value: Any, index: Any, whole: Any) -> Any:
        """What a name holds after one of its elements was written: the object itself, or a new array text."""
        if whole.__class__ is Dynamic or value.__class__ is Dynamic:
            return self.put(value, ((True, index),), whole, "")
        value = cut(value, self.host, self.limit)
        made = arrays.put_element(whole, index, value, self.limit)
        if made.__class__ is not str or len(made) <= self.limit:
            return made
        made = cut(made, self.host, self.limit)
        # An array that is full stays the same object, so that its elements are found without splitting it again.
        return whole if made == whole else made

    def put_member(self, value: Any, name: str, whole: Any, named: str) -> Any:
        """What a name holds after one of its members was written: the object itself."""
        return self.put(value, ((False, name),), whole, named)

    def put(self, value: Any, steps: Steps, whole: Any, named: str) -> Any:
        """What a name holds after one of its parts was written: the object itself, or a new array text.

        ``steps`` lead from the name to the part: (False, member) or (True, index). Objects that are missing on the way
        are made; a scalar on the way is an error, and nothing is overwritten [choice].
        """
        if whole is None and not steps[0][0]:
            warn(self.host, "SN502", f"{named} is not declared DYNAMIC; it was made an object")
        return self._put(whole, steps, 0, value, inside=False)

    def _put(self, holder: Any, steps: Steps, at: int, value: Any, inside: bool) -> Any:
        is_index, key = steps[at]
        if at == len(steps) - 1:
            new = cut(value, self.host, self.limit)
        else:
            known = self._part(holder, is_index, key)
            new = self._put(known, steps, at + 1, value, inside=True)
            if new is known and new is not None:
                return holder
        if not is_index:
            holder = Dynamic() if holder is None else holder
            self._spend(new, 1)
            arrays.set_member(holder, key, new)
            return holder
        if holder is None and inside:
            # An array within an object is a dynamic one, plain values are its elements too [inferred].
            holder = Dynamic.array()
        if holder.__class__ is not Dynamic:
            return cut(arrays.put_element(holder, key, new, self.limit), self.host, self.limit)
        before = len(holder.elements)
        arrays.set_element(holder, key, new)
        self._spend(new, len(holder.elements) - before)
        return holder

    @staticmethod
    def _part(holder: Any, is_index: bool, key: Any) -> Any:
        if is_index:
            return arrays.element(holder, key)
        return holder.members.get(key) if holder.__class__ is Dynamic else None

    def _spend(self, value: Any, elements: int) -> None:
        self.room -= 8 * elements + (len(value) if value.__class__ is str else 0)
        if self.room < 0:
            raise SnippetError(f"more than {ROOM // 1024 // 1024} MB put into objects in one run")


def warn(host: Host, code: str, message: str) -> None:
    """Something odd that does not stop the run, with the place that is being run."""
    line, column = running_place()
    host.warn(code, message, line, column)


def cut(value: Any, host: Host, limit: int) -> Any:
    """A value as it is stored: text above the limit is cut, or an error, as the host has it."""
    if value.__class__ is not str or len(value) <= limit:
        return value
    if host.string_overflow == "error":
        raise SnippetError(f"a text of {len(value)} characters is longer than Max String Size, {limit}")
    warn(host, "SN501", f"a text of {len(value)} characters was cut to Max String Size, {limit}")
    return value[:limit]


def element(value: Any, index: Any, host: Host) -> Any:
    """``value[index]``; an index that there can't be gives null, with a warning."""
    if index.__class__ is not int or index < 1:
        at = arrays.index_of(index)
        if at is None or at < 1:
            warn(host, "SN505", f"there is no element {shown(to_text(index))}; elements count from 1")
            return None
    return arrays.element(value, index)


def joined(parts: tuple[str, ...]) -> str:
    """Many texts as one, as long as that stays bearable."""
    if sum(len(each) for each in parts) > LONGEST:
        raise too_long()
    return "".join(parts)


def too_long() -> SnippetError:
    """The fault of text on its way that grows without bound."""
    return SnippetError(f"a text grew beyond {LONGEST:,} characters")


def save(name: str, value: Any, marked: bool, local: bool, host: Host) -> Any:
    """Mark a variable for the database; in a subscript only a global one can be [documented]."""
    if local:
        warn(host, "SN503", f"savetodb on {name}: in a subscript it works for global: variables only")
    else:
        host.save_to_db(name, value, marked)
    return value


def parsed(source: Any) -> Any:
    """What ``DYNAMIC x FROM y`` makes of y: an object stays itself [choice]."""
    return source if source.__class__ is Dynamic else parse_dynamic(source)


def exhausted() -> NoReturn:
    """The budget of loop passes is used up."""
    raise SnippetError(f"more than {PASSES:,} loop passes in one run")


def reserved(name: str) -> NoReturn:
    """Refuse an assignment to a system value."""
    raise SnippetError(f"{name} is a system value and can't be assigned")


def bound(value: int | float) -> int:
    """A bound of a loop: truncated; SnippetError beyond the whole numbers that are exact."""
    if not -EXACT <= value <= EXACT:
        raise SnippetError(f"{shown(to_text(value))} is too large for a loop to count to")
    return int(value)
