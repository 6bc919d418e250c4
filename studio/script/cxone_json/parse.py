"""The value of a JSON text, with findings for what Python's own reader would take or raise."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

from studio.script.cxone_json.codes import Faults
from studio.script.faults import shortened

#: Objects within objects; the deepest real export has about ten.
DEEPEST = 100
_TOO_DEEP = object()


def parse_json(text: str, faults: Faults, above: int = 0) -> Any:
    """The document's value, or None with a finding. ``above`` counts the lines of the file before the text."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            for name, count in Counter(name for name, _ in pairs).items():
                if count > 1:
                    faults.add("JS115", f"an object has the member {shortened(name)!r} twice; the last one counts")
        return made

    try:
        found = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=members,
            parse_float=_number_of,
            parse_constant=_number_of,
            parse_int=_whole_number_of,
        )
    except json.JSONDecodeError as fault:
        faults.add("JS101", f"no JSON: {fault.msg}", line=fault.lineno + above, column=fault.colno)
        return None
    except ValueError as fault:
        faults.add("JS101", f"no JSON: {str(fault)[:100]}")
        return None
    except RecursionError:
        found = _TOO_DEEP
    if found is _TOO_DEEP or _deeper(found, DEEPEST):
        faults.add("JS105", f"the document is nested more than {DEEPEST} deep")
        return None
    if found is None:
        faults.add("JS102", "the document is no object")
    return found


def _number_of(text: str) -> float:
    """Python's own reader takes ``NaN`` and turns 1e999 into infinity: neither can be written as JSON again."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:40]} is no number that JSON knows")
    return value


def _whole_number_of(text: str) -> int:
    """Python reads no more than some thousand digits."""
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"a number of {len(text)} digits is too long") from None


def _deeper(value: Any, depth: int) -> bool:
    """True if objects and lists are nested deeper than that."""
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)
