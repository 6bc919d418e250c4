"""Making a scenario as small as it can be while it still does what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from studio.script.branches import DEFAULT
from studio.testing.explorers.paths.trial import Stated

#: Members that a scenario has to keep as they are, or that say where something is and not what it is.
_KEPT = frozenset(("name", "script", "caption", "kind", "event", "reaches", "does", "waits", "rests", "requests", "number", "branch", "times", "seed", "error"))  # fmt: skip
#: Members that say how long: short ones are rounder.
_TIMES = frozenset(("after", "delay"))
#: Members whose own members have names that scripts and services give.
_NAMES = frozenset(("parameters", "variables", "fields", "json", "outputs", "set"))
_WHICH = frozenset(("caption", "kind", "script"))
_TRIES = 250
_SIGNS = re.compile(r"([|,;:>=/\\\t&#@~_ -])")
#: A way to a member from the top.
Way = tuple[str | int, ...]


def shrunk(scenario: Stated, holds: Callable[[Stated], bool], over: Callable[[], bool], tries: int = _TRIES) -> Stated:
    """The smallest scenario found for which ``holds`` is true, as it is for the one that is given.

    Whole members are left out first, then values made plainer; until nothing more can go, or ``over`` says so.
    """
    left = tries
    going = True
    while going:
        going = False
        for make in (_fewer, _plainer):
            place = 0
            while (candidate := next(islice(make(scenario), place, None), None)) is not None:
                if left <= 0 or over():
                    return _tidied(scenario)
                left -= 1
                if holds(candidate):
                    # The next one has moved into this place.
                    scenario = candidate
                    going = True
                else:
                    place += 1
    return _tidied(scenario)


def _fewer(scenario: Stated) -> Iterator[Stated]:
    for way, _ in ways(scenario):
        if not _is_kept(way):
            yield without(scenario, way)


def _plainer(scenario: Stated) -> Iterator[Stated]:
    for way, value in ways(scenario):
        if not _is_kept(way):
            yield from (changed(scenario, way, each) for each in _simpler(value, str(way[-1])))
            if isinstance(value, (list, dict)) and value and not _NAMES.isdisjoint(map(str, way[:-1])):
                yield changed(scenario, way, "")


def _is_kept(way: Way) -> bool:
    return way[-1] in _KEPT and _NAMES.isdisjoint(map(str, way[:-1]))


def _simpler(value: Any, name: str) -> Iterator[Any]:
    if name in _TIMES:
        yield from ("1s", "10s", "1m") if isinstance(value, (int, float)) else ()
        return
    match value:
        case bool() | None:
            return
        case int() | float():
            yield from (each for each in (0, 1) if each != value and abs(each) < abs(value))
        case str() if value:
            yield from (each for each in ("", "1", "a") if len(each) < len(value))
            yield from _shorter(value)


def _shorter(text: str) -> Iterator[str]:
    """A text with fewer parts between its signs, or with emptier ones; half of it."""
    parts = _SIGNS.split(text)
    for place in range(len(parts) - 1, 0, -2):
        yield "".join(parts[: place - 1] + parts[place + 1 :])
    for place in range(0, len(parts), 2) if len(parts) > 1 else ():
        for each in ("", "1"):
            if len(each) < len(parts[place]):
                yield "".join([*parts[:place], each, *parts[place + 1 :]])
    if len(text) > 8:
        yield text[: len(text) // 2]
        yield text[len(text) // 2 :]


def ways(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Every member within, those around others first; of lists the last element first."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield (*way, name), inner
            yield from ways(inner, (*way, name))
    elif isinstance(value, list):
        for place in reversed(range(len(value))):
            yield (*way, place), value[place]
            yield from ways(value[place], (*way, place))


def without(value: Any, way: Way) -> Any:
    """A copy with a member left out."""
    step, *further = way
    if isinstance(value, list):
        inner = [] if not further else [without(value[int(step)], tuple(further))]
        return [*value[: int(step)], *inner, *value[int(step) + 1 :]]
    if not further:
        return {name: each for name, each in value.items() if name != step}
    return value | {step: without(value[step], tuple(further))}


def changed(value: Any, way: Way, new: Any) -> Any:
    """A copy with another value for a member."""
    step, *further = way
    inner = new if not further else changed(value[step], tuple(further), new)
    if isinstance(value, list):
        return [*value[: int(step)], inner, *value[int(step) + 1 :]]
    return value | {step: inner}


def _tidied(scenario: Stated) -> Stated:
    """Without empty members, and with lengths of time as people write them."""
    found = {name: value for name, value in scenario.items() if value not in ({}, [])}
    for way, value in list(ways(found)):
        if way[-1] in _TIMES and isinstance(value, (int, float)) and "json" not in way and "variables" not in way:
            found = changed(found, way, f"{value:g}s")
    for way, value in list(ways(found)):
        if way[-1] == "event" and isinstance(value, Mapping) and set(value) == {"event"}:
            found = changed(found, way, value["event"])
    given = {name: value for name, value in found.get("given", {}).items() if value not in ({}, [])}
    if given:
        for each in given.get("stand-ins", []):
            # What is left of it says nothing but that it is there.
            if not set(each) - _WHICH:
                each["branch"] = DEFAULT
        found["given"] = given
    else:
        found.pop("given", None)
    return found
