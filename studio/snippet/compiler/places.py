"""From a fault in compiled code back to the author's text."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from studio.snippet.compiler.emit import Place
from studio.snippet.errors import Inside, SnippetError

#: Under this name the globals of compiled code hold where it came from.
ORIGIN = "ORIGIN"
_TOO_MUCH = "this takes more room than there is"


@dataclass(slots=True)
class Origin:
    """Where compiled code came from: the snippet's key, the places of the lines, the functions by their Python names,
    the author's text, and the property that holds it where it is no snippet."""

    key: Any
    places: list[Place | None]
    functions: dict[str, str]
    source: str = ""
    property: str = ""


#: What may end compiled code: faults of the script, and of Python's own those that a script can bring about.
FAULTS = (SnippetError, RecursionError, MemoryError, OverflowError)


def caught(own: Origin) -> SnippetError:
    """The fault that is being handled, with the author's line and column in the snippet that ran.

    Where it happened in a function of another snippet, the place is that of the call, and the message tells the rest.
    """
    cause = sys.exception()
    assert cause is not None
    fault = cause if isinstance(cause, SnippetError) else SnippetError(_TOO_MUCH, code="SN526")
    if fault.line is not None:
        return fault
    place: Place | None = None
    inside: Inside | None = None
    trace = cause.__traceback__
    while trace is not None:
        origin = trace.tb_frame.f_globals.get(ORIGIN)
        if isinstance(origin, Origin):
            here = origin.places[trace.tb_lineno - 1]
            if here is None:
                pass  # what a function does before its first statement belongs to its call
            elif origin is own:
                place, inside = here, None
            else:
                name = origin.functions.get(trace.tb_frame.f_code.co_name, "")
                inside = Inside(name, origin.key, origin.source, *here)
        trace = trace.tb_next
    if inside is not None:
        fault.inside = inside
        fault.message += f" (function {inside.function} of snippet {inside.key}, line {inside.line})"
    if place is None:
        return fault
    fault.source, fault.property = own.source, own.property
    return fault.at(*place)


def running_place() -> Place | tuple[None, None]:
    """The author's place that is being run, for a warning; of the innermost snippet or function."""
    frame = sys._getframe(1)
    for _ in range(20):
        origin = frame.f_globals.get(ORIGIN)
        if isinstance(origin, Origin):
            place = origin.places[frame.f_lineno - 1]
            if place is not None:
                return place
        if frame.f_back is None:
            break
        frame = frame.f_back
    return None, None
