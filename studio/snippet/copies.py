"""Values copied, told to programs as plain data, and made from plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from studio.snippet.arithmetic import clamp
from studio.snippet.dates import DateTime
from studio.snippet.dynamic import DEEPEST, Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.rest import RestProxy
from studio.snippet.scalars import Value


class Copier:
    """Copies values; an object that stands in several of them is one object in the copies, too."""

    def __init__(self) -> None:
        self._made: dict[int, Dynamic] = {}

    def copy(self, value: Value) -> Value:
        """The value, sharing no object that can be changed in place."""
        if value.__class__ is RestProxy:
            return RestProxy.of(value.state())
        if value.__class__ is not Dynamic:
            return value
        found = self._made.get(id(value))
        return found if found is not None else self._copy(value)

    def _copy(self, value: Dynamic) -> Dynamic:
        made = self._made
        first = made[id(value)] = _shell(value)
        waiting = [(value, first)]
        while waiting:
            old, new = waiting.pop()
            places: Any = new.elements if old.is_array else new.members
            for key, inner in enumerate(old.elements) if old.is_array else old.members.items():
                if inner.__class__ is Dynamic:
                    copied = made.get(id(inner))
                    if copied is None:
                        copied = made[id(inner)] = _shell(inner)
                        waiting.append((inner, copied))
                    places[key] = copied
        return first


def _shell(old: Dynamic) -> Dynamic:
    """An object with the same members or elements: those that are objects themselves are still to be copied."""
    new = Dynamic.__new__(Dynamic)
    new.is_array, new.level = old.is_array, old.level
    new.members, new.elements = old.members.copy(), old.elements.copy()
    return new


def copy_value(value: Value) -> Value:
    """A value that shares no object with the first; objects that stand in it twice are one object in the copy, too."""
    return Copier().copy(value) if value.__class__ is Dynamic else value


def plain_value(value: Value) -> Any:
    """A value for a program that reads JSON: dates as ISO text, objects as dicts, dynamic arrays as lists.

    An object that stands in several places is one and the same dict or list in all of them.
    """
    return _plain(value, {})


def _plain(value: Value, known: dict[int, Any]) -> Any:
    if isinstance(value, DateTime):
        return value.value.isoformat()
    if isinstance(value, Dynamic):
        if id(value) not in known:
            if value.is_array:
                known[id(value)] = [_plain(each, known) for each in value.elements]
            else:
                known[id(value)] = {name: _plain(each, known) for name, each in value.members.items()}
        return known[id(value)]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def from_plain(data: Any, depth: int = 0) -> Value:
    """A value from data as JSON has it: true and false as 1 and 0, objects and lists as dynamic objects.

    SnippetError for numbers that are none and for more than 100 levels.
    """
    if depth > DEEPEST:
        raise SnippetError(f"the data is nested more than {DEEPEST} deep")
    if isinstance(data, bool):
        return int(data)
    if isinstance(data, (int, float)):
        return clamp(data)
    if isinstance(data, dict):
        return Dynamic.of({str(name): from_plain(each, depth + 1) for name, each in data.items()})
    if isinstance(data, (list, tuple)):
        return Dynamic.array([from_plain(each, depth + 1) for each in data])
    if isinstance(data, datetime):
        return DateTime(data.replace(tzinfo=None))
    return data if data is None or isinstance(data, str) else str(data)
