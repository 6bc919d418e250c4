"""Variables from a JSON file, and variables as JSON: what commands that run bare snippets read and tell."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studio.diagnostics import Diagnostic
from studio.snippet.compiler.names import RESERVED as SYSTEM
from studio.snippet.copies import from_plain, plain_value
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError, shown
from studio.snippet.syntax import fold
from studio.snippet.tokens import RESERVED

#: A larger file is not read [choice].
LARGEST = 1_048_576
#: Variables are told up to about so many characters of JSON: an object that stands in many places is told in each [choice].
MOST_TOLD = 33_554_432
#: What a value takes besides its text.
_EACH = 24
_NAME = re.compile("[A-Za-z_][A-Za-z0-9_$]*")


@dataclass(slots=True)
class Given:
    """Variables to begin with: values by folded name, and the names as they were written."""

    values: dict[str, Any] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)


def read_given(file: Path | None) -> tuple[Given | None, list[Diagnostic]]:
    """The variables in a JSON file, none without a file; None and why not where it can't be used."""
    from studio.script.files import read_source

    if file is None:
        return Given(), []
    text, problems = read_source(file)
    if text is None:
        return None, problems
    made, problems = _given(text)
    return made, [each.placed(file=str(file)) for each in problems]


def _given(text: str) -> tuple[Given | None, list[Diagnostic]]:
    if len(text) > LARGEST:
        return None, [_fault("FI002", f"the file has {len(text):,} characters; {LARGEST:,} is the most for variables")]
    try:
        data = json.loads(
            text, object_pairs_hook=_members, parse_int=_whole, parse_float=float, parse_constant=_no_number
        )
    except json.JSONDecodeError as fault:
        return None, [
            Diagnostic("FI007", "error", f"the file is no JSON: {fault.msg}", line=fault.lineno, column=fault.colno)
        ]
    except ValueError as fault:
        return None, [_fault("FI007", str(fault))]
    except RecursionError:
        return None, [_fault("FI007", "the JSON is nested too deep")]
    if not isinstance(data, dict):
        return None, [_fault("FI007", "the file holds no JSON object", 'it is {"name": value, …}')]
    made, problems = Given(), []
    for name, value in data.items():
        misnamed = _name_fault(name, made)
        if misnamed is not None:
            problems.append(misnamed)
            continue
        made.spellings[fold(name)] = name
        try:
            made.values[fold(name)] = _value(value)
        except SnippetError as refusal:
            problems.append(_fault("FI007", f"variable {name}: {refusal.message}"))
    return (None if problems else made), problems


def _name_fault(name: str, made: Given) -> Diagnostic | None:
    folded = fold(name)
    if not _NAME.fullmatch(name):
        return _fault("FI008", f"{shown(name)} is no name of a variable", "letters, digits, _ and $, no digit first")
    if folded in RESERVED:
        return _fault("FI008", f"{name} is a reserved word and names no variable")
    if folded in SYSTEM:
        return _fault("FI008", f"{name} is a system value that can only be read", "--now sets the clock")
    if folded in made.spellings:
        message = f"{name} is the same variable as {made.spellings[folded]}"
        return _fault("FI008", message, "letter case does not count")
    return None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise ValueError(f"{shown(twice)} stands twice in one object")
    return made


def _value(data: Any) -> Any:
    """A value from JSON data. SnippetError for a number that is none and for more levels than objects can have.

    An object is put into its place while it is still empty: that costs the same at every depth.
    """
    if not isinstance(data, (dict, list)):
        return from_plain(data)
    whole = _empty(data)
    waiting = [(whole, data)]
    while waiting:
        made, source = waiting.pop()
        named = source.items() if isinstance(source, dict) else (("", each) for each in source)
        for name, each in named:
            inner = _empty(each) if isinstance(each, (dict, list)) else from_plain(each)
            if isinstance(source, dict):
                made.set(name, inner)
            else:
                made.append(inner)
            if isinstance(inner, Dynamic):
                waiting.append((inner, each))
    return whole


def _empty(data: dict[str, Any] | list[Any]) -> Dynamic:
    return Dynamic() if isinstance(data, dict) else Dynamic.array()


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < 17 else float(digits)


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no value of JSON")


def _fault(code: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, "error", message, hint)


# ------------------------------------------------------------------------------------------------- telling
def told(variables: Mapping[str, Any], spellings: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Variables as JSON data by the names as written; and those left out, because all of it would be too large."""
    made: dict[str, Any] = {}
    left_out = []
    room = MOST_TOLD
    known: dict[int, int] = {}
    for folded, value in variables.items():
        name = spellings.get(folded, folded)
        weight = _weight(value, known) + len(name)
        if weight > room:
            left_out.append(name)
            continue
        room -= weight
        made[name] = _finite(plain_value(value)) if isinstance(value, float) else plain_value(value)
    return made, left_out


def _weight(value: Any, known: dict[int, int]) -> int:
    """About how many characters of JSON a value takes when every object is written wherever it stands."""
    if not isinstance(value, Dynamic):
        return _EACH + (len(value) if isinstance(value, str) else 0)
    if id(value) not in known:
        if value.is_array:
            inner = sum(_weight(each, known) for each in value.elements)
        else:
            inner = sum(len(name) + _weight(each, known) for name, each in value.members.items())
        known[id(value)] = _EACH + inner
    return known[id(value)]


def _finite(number: float) -> float | None:
    """JSON has no infinity; arithmetic makes none either."""
    return number if math.isfinite(number) else None
