"""What compiled code calls while it runs: stores with their limits, parts of objects, calls of functions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, NoReturn

from studio.snippet import arrays
from studio.snippet import syntax as s
from studio.snippet.compiler.places import running_place
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError, shown
from studio.snippet.host import Host
from studio.snippet.json_text import as_json, parse_dynamic
from studio.snippet.limits import GREATEST_TEXT
from studio.snippet.scalars import EXACT, to_text

#: The stopwatch is looked at after so many calls, and between two chunks of loop passes.
_CALLS_BETWEEN = 64
#: A chunk of passes that took less seconds is followed by one of twice its size.
_QUICK = 0.005
_GREATEST_CHUNK = 65_536
Steps = tuple[tuple[bool, Any], ...]


class Run:
    """One run of a snippet: its host, limits and budgets."""

    __slots__ = ("_calls", "_started", "budget", "depth", "host", "left", "limit", "limits", "room")

    def __init__(self, host: Host, limit: int) -> None:
        self.host = host
        self.limit = limit
        self.limits = host.limits
        self.budget: Iterator[int] | None = None
        #: Calls that may still lie within one another, and calls until :meth:`enter` has to be asked.
        self.depth = self.limits.call_depth
        self.left = 0
        self._calls = self.limits.calls
        self.room = self.limits.object_room
        self._started = host.stopwatch()

    def passes(self) -> Iterator[int]:
        """The budget of loop passes, made when the first loop asks for it: an item a pass."""
        self.budget = chain.from_iterable(self._chunks())
        return self.budget

    def _chunks(self) -> Iterator[range]:
        """The passes in chunks, small ones where a pass takes long, so that the time is looked at often enough."""
        left, size, before = self.limits.loop_passes, 16, self._started
        while left > 0:
            yield range(min(size, left))
            left -= size
            now = self.check_time()
            size = min(size * 2, _GREATEST_CHUNK) if now - before < _QUICK else max(size // 4, 1)
            before = now

    def check_time(self) -> float:
        """The stopwatch; SnippetError if the time is up."""
        now = self.host.stopwatch()
        if 0 < self.limits.seconds < now - self._started:
            message = f"the snippet ran for more than {self.limits.seconds:g} seconds"
            raise SnippetError(message, code="SN525")
        return now

    def enter(self) -> None:
        """What a function asks where ``depth`` or ``left`` has fallen below 0: SnippetError if that is all there is."""
        if self.depth < 0:
            raise SnippetError(f"functions call one another more than {self.limits.call_depth} deep", code="SN521")
        if self._calls <= 0:
            raise SnippetError(f"more than {self.limits.calls:,} calls of functions in one run", code="SN522")
        self.check_time()
        granted = min(_CALLS_BETWEEN, self._calls)
        self._calls -= granted
        self.left = granted - 1

    def no_body(self, name: str, *arguments: Any) -> None:
        """What a call of a function without a body does."""
        warn(self.host, "SN504", f"function {name} has no body; it does nothing")

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

    def made(self, value: Any, whole: bool) -> Any:
        """A value that a function made; an object counts with its elements, or ``whole``, with all in it."""
        if value.__class__ is Dynamic:
            self._spend(None, _size(value) if whole else len(value.elements) + len(value.members))
        return value

    def _spend(self, value: Any, elements: int) -> None:
        self.room -= 8 * elements + (len(value) if value.__class__ is str else 0)
        if self.room < 0:
            megabytes = self.limits.object_room / 1024 / 1024
            raise SnippetError(f"more than {megabytes:g} MB put into objects in one run", code="SN524")


def _size(value: Dynamic) -> int:
    """How many members and elements an object has, those of objects in it included."""
    seen: set[int] = set()
    count, waiting = 0, [value]
    while waiting:
        each = waiting.pop()
        if id(each) not in seen:
            seen.add(id(each))
            count += len(each.elements) + len(each.members)
            waiting += each.objects()
    return count


def warn(host: Host, code: str, message: str) -> None:
    """Something odd that does not stop the run, with the place that is being run."""
    line, column = running_place()
    host.warn(code, message, line, column)


def cut(value: Any, host: Host, limit: int) -> Any:
    """A value as it is stored: text above the limit is cut, or an error, as the host has it."""
    if value.__class__ is not str or len(value) <= limit:
        return value
    if host.string_overflow == "error":
        message = f"a text of {len(value)} characters is longer than Max String Size, {limit}"
        raise SnippetError(message, code="SN523")
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


def told(value: Any, host: Host) -> str:
    """The text of a value that is neither text nor a whole number; an object's JSON is cut at its limit [documented]."""
    if value.__class__ is not Dynamic:
        return to_text(value)
    longest = host.limits.object_text
    text = as_json(value, longest)
    if len(text) >= longest:
        warn(host, "SN510", f"the JSON of an object was cut at {longest:,} characters")
    return text


def joined(parts: tuple[str, ...]) -> str:
    """Many texts as one, as long as that stays bearable."""
    if sum(len(each) for each in parts) > GREATEST_TEXT:
        raise too_long()
    return "".join(parts)


def returned(value: str) -> str:
    """A text that a function returns; SnippetError if it is longer than text on its way may be."""
    if len(value) > GREATEST_TEXT:
        raise too_long()
    return value


def too_long() -> SnippetError:
    """The fault of text on its way that grows without bound."""
    return SnippetError(f"a text grew beyond {GREATEST_TEXT:,} characters", code="SN523")


def save(name: str, value: Any, marked: bool, local: bool, host: Host) -> Any:
    """Mark a variable for the database; in a subscript only a global one can be [documented]."""
    if local:
        warn(host, "SN503", f"savetodb on {name}: in a subscript it works for global: variables only")
    else:
        host.save_to_db(name, value, marked)
    return value


#: Objects that the platform gives to a script, which has to declare them all the same: what they hold stays [our choice].
GIVEN = frozenset({"_prospectivecontact"})


def is_given(node: s.Declare) -> bool:
    """Whether a plain ``DYNAMIC x`` declares an object that the platform may have given."""
    return node.source is None and isinstance(node.target, s.Name) and s.fold(node.target.name) in GIVEN


def declared(held: Any) -> Any:
    """What such a declaration makes: the object that is there, or an empty one."""
    return held if held.__class__ is Dynamic else Dynamic()


def parsed(source: Any) -> Any:
    """What ``DYNAMIC x FROM y`` makes of y: an object stays itself [choice]."""
    return source if source.__class__ is Dynamic else parse_dynamic(source)


def exhausted(host: Host) -> NoReturn:
    """The budget of loop passes is used up."""
    raise SnippetError(f"more than {host.limits.loop_passes:,} loop passes in one run", code="SN520")


def reserved(name: str) -> NoReturn:
    """Refuse an assignment to a system value."""
    raise SnippetError(f"{name} is a system value and can't be assigned")


def bound(value: int | float) -> int:
    """A bound of a loop: truncated; SnippetError beyond the whole numbers that are exact."""
    if not -EXACT <= value <= EXACT:
        raise SnippetError(f"{shown(to_text(value))} is too large for a loop to count to")
    return int(value)
