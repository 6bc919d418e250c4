"""Bending the inputs of a run: at random, or so that a comparison that was met goes the other way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Any

from studio.snippet.scalars import number_of_text
from studio.testing.exercise.comparisons import Side
from studio.testing.exercise.drawing import Drawer
from studio.testing.exercise.lexicon import around
from studio.testing.exercise.watching import Note

_SIGNS = re.compile(r"([|,;:>=/\\\t&#@~_-]+)")
_DIGITS = "0491570156123456789"


def bent(made: dict[str, Any], notes: Sequence[Note], drawer: Drawer, random: Random) -> dict[str, Any]:
    """Other decisions, made of those of an earlier run; those that are left out are drawn anew."""
    given = dict(made)
    for _ in range(random.choice((1, 1, 2, 3))):
        chance = random.random()
        if notes and chance < 0.65:
            _towards(given, random.choice(notes), drawer, random)
        elif given and chance < 0.9:
            _other(given, drawer, random)
        elif given:
            key = random.choice(list(given))
            given[key] = closed(given[key], _reshaped(opened(given[key]), random))
    return given


# --------------------------------------------------------------------------------------------- towards a value
def _towards(given: dict[str, Any], note: Note, drawer: Drawer, random: Random) -> None:
    """Make one side of a comparison what the other is, or lies beside."""
    left, operator, right = note.comparison
    sides = [(left, note.left, right, note.right), (right, note.right, left, note.left)]
    side, seen, other, others = random.choice([each for each in sides if not each[0].known])
    wanted = _wanted(side, operator, seen, other, others, random)
    if wanted is None:
        return
    was = random.choice(seen) if seen else None
    if was not in (None, ""):
        keys = list(given)
        random.shuffle(keys)
        for key in keys:
            changed, hit = replaced(opened(given[key]), _text(was), wanted, random)
            if hit:
                given[key] = closed(given[key], changed)
                return
    _put(given, side, wanted, drawer, random)


def _wanted(side: Side, operator: str, seen: Sequence[Any], other: Side, others: Sequence[Any], random: Random) -> Any:
    if operator == "truth":
        return random.choice((1, 0, "", "true"))
    if not others:
        return None
    value = random.choice(others)
    number = value if isinstance(value, (int, float)) else number_of_text(_text(value))
    if side.measure and not other.measure:
        if number is None:
            return None
        size = max(0, min(int(number) + random.choice((-1, 0, 1, 2)), 400))
        return _sized(_text(random.choice(seen)) if seen else "", size, side.measure)
    if number is not None:
        return random.choice(around(number))
    return value


def _sized(text: str, size: int, measure: str) -> str:
    """A text of a length, or an array with a count, that begins as another does."""
    if measure == "count":
        parts = text.split("|") if text else []
        parts += [parts[-1] if parts else "1"] * (size - len(parts))
        return "|".join(parts[:size])
    return (text + _DIGITS * (1 + size // len(_DIGITS)))[:size]


def _put(given: dict[str, Any], side: Side, wanted: Any, drawer: Drawer, random: Random) -> None:
    """Set a variable from outside, where it comes from there; else put the value somewhere where it may be found."""
    places = [each for each in given if each.startswith(("variable ", "parameter ")) and each.endswith(f" {side.name}")]
    calls = [key for key, each in given.items() if isinstance(each, dict) and side.name in _names(each)]
    if places and not side.steps:
        given[random.choice(places)] = wanted
    elif calls and not side.steps:
        key = random.choice(calls)
        values = given[key]["values"]
        name = next(each for each in values if each.lower().removeprefix("global:") == side.name)
        given[key] = given[key] | {"values": values | {name: wanted}}
    else:
        _put_before(given, side, wanted, drawer, random)


def _put_before(given: dict[str, Any], side: Side, wanted: Any, drawer: Drawer, random: Random) -> None:
    """Change something from which a variable gets its value: the value as it is, a piece of it, or one that was seen."""
    sources = drawer.sources(side.name) | {side.name}
    inputs = [each for each in given if each.startswith(("variable ", "parameter "))]
    near = [each for each in inputs if each.partition(" ")[2] in sources]
    calls = [
        (key, name)
        for key, each in given.items()
        if isinstance(each, dict)
        for name in each.get("values", ())
        if isinstance(each.get("values"), dict) and name.lower().removeprefix("global:") in sources
    ]
    value = wanted if random.random() < 0.5 else drawer.word(random)
    if calls and random.random() < 0.5:
        key, name = random.choice(calls)
        given[key] = given[key] | {"values": given[key]["values"] | {name: value}}
    elif near or inputs:
        key = random.choice(near or inputs)
        piece = isinstance(given[key], str) and random.random() < 0.6
        given[key] = _with_piece(given[key], _text(wanted), random) if piece else value


def opened(decision: Any) -> Any:
    """What may be bent of a decision: the values that it brings, not the branch, the status or the time."""
    match decision:
        case {"values": values, "outcome": _}:
            return values
        case {"body": body}:
            return body
        case [{"kind": _}, *_]:
            return [{"values": each["values"], "fields": each["fields"]} for each in decision]
        case dict():
            return {}
    return decision


def closed(decision: Any, changed: Any) -> Any:
    """The decision with what was bent put back."""
    match decision:
        case {"values": _, "outcome": _}:
            return decision | {"values": changed}
        case {"body": _}:
            return decision | {"body": _text(changed)}
        case [{"kind": _}, *_]:
            pairs = zip(decision, changed, strict=False)
            return [each | {"values": _texts(new["values"]), "fields": _fields(new["fields"])} for each, new in pairs]
        case dict():
            return decision
    return changed


def _texts(values: Any) -> list[str]:
    return [_text(each) for each in values] if isinstance(values, list) else []


def _fields(values: Any) -> dict[str, str]:
    return {name: _text(each) for name, each in values.items()} if isinstance(values, dict) else {}


def _names(call: dict[str, Any]) -> list[str]:
    values = call.get("values")
    return [each.lower().removeprefix("global:") for each in values] if isinstance(values, dict) else []


def replaced(value: Any, seen: str, wanted: Any, random: Random) -> tuple[Any, bool]:
    """A value in which something that was seen is what was wanted, and whether it was there."""
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        for key in keys:
            changed, hit = replaced(value[key], seen, wanted, random)
            if hit:
                return value | {key: changed}, True
        return value, False
    if isinstance(value, list):
        places = list(range(len(value)))
        random.shuffle(places)
        for place in places:
            changed, hit = replaced(value[place], seen, wanted, random)
            if hit:
                return [*value[:place], changed, *value[place + 1 :]], True
        return value, False
    if value is None or isinstance(value, bool):
        return value, False
    text = _text(value)
    if text.strip().lower() == seen.strip().lower():
        return wanted, True
    return _within(text, seen, _text(wanted), random) if isinstance(value, str) else (value, False)


def _within(text: str, seen: str, wanted: str, random: Random) -> tuple[str, bool]:
    parts = _SIGNS.split(text)
    places = [at for at, each in enumerate(parts) if each.strip().lower() == seen.strip().lower() and each.strip()]
    if places:
        parts[random.choice(places)] = wanted
        return "".join(parts), True
    if len(seen) >= 2 and seen in text:
        return text.replace(seen, wanted, 1), True
    return text, False


# -------------------------------------------------------------------------------------------------- at random
def _other(given: dict[str, Any], drawer: Drawer, random: Random) -> None:
    """Draw something anew: it is left out here, or a variable gets another value."""
    key = random.choice(list(given))
    word, _, name = key.partition(" ")
    if word in ("variable", "parameter") and random.random() < 0.7:
        given[key] = drawer.value(name, random)
    else:
        del given[key]


def _reshaped(value: Any, random: Random) -> Any:
    """A text with its parts in another order or number; a call with other values."""
    if isinstance(value, str):
        parts = _SIGNS.split(value)
        at = random.randrange(len(parts))
        match random.randrange(4):
            case 0:
                parts = [*parts, random.choice(("|", ",")), *parts]
            case 1:
                del parts[at : at + 2]
            case 2:
                parts[at:at] = parts[max(0, at - 2) : at]
            case _:
                parts[at] = random.choice(parts)
        return "".join(parts)[:4_000]
    if isinstance(value, list) and value:
        at = random.randrange(len(value))
        return random.choice(([*value, value[at]], value[:at], value[::-1]))
    if isinstance(value, dict) and value:
        key = random.choice(list(value))
        return value | {key: _reshaped(value[key], random)} if isinstance(value[key], (dict, list, str)) else value
    return value


def _with_piece(text: str, piece: str, random: Random) -> str:
    """A text with one more piece somewhere, or with a piece of it replaced."""
    parts = _SIGNS.split(text)
    at = random.randrange(0, len(parts), 2)
    if random.random() < 0.5 and len(parts) > 1:
        parts[at] = piece
        return "".join(parts)
    sign = random.choice([each for each in parts[1::2] if each] or ["|", ","])
    return text + sign + piece if text else piece


def _text(value: Any) -> str:
    return "" if value is None else str(value)
