"""Whether a value is what was expected of it; what to say where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.snippet.errors import SnippetError
from studio.snippet.host import PlainHost
from studio.snippet.syntax import fold
from studio.snippet.unit import SnippetUnit
from studio.snippet.values import number_of_text, plain_value
from studio.snippet.variables import Variables
from studio.world.callers.patterns import fits

#: Words by which an expectation says more than a value; a mapping of nothing but these is one.
WORDS = ("is", "not", "like", "contains", "above", "below", "between", "empty", "null", "length")
#: What is said of a variable whose value may not be shown.
HIDDEN = "is hidden, and not as expected"
_SHOWN = 200
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def is_expectation(wanted: Any) -> bool:
    """True for a mapping that compares, ``{above: 3}``, and is no object that a variable has to be like."""
    return isinstance(wanted, Mapping) and bool(wanted) and {_word(each) for each in wanted} <= set(WORDS)


def _word(name: Any) -> Any:
    # YAML reads the name null as nothing at all.
    return "null" if name is None else name


def difference(wanted: Any, found: Any) -> str:
    """What is wrong, in words ("is 3, not 4"); "" if nothing is.

    Texts and numbers are compared as scripts compare them [documented]: ``5`` and ``"5"`` are equal, letter case counts not; null
    is equal to nothing but null [choice].
    """
    if is_expectation(wanted):
        return next((why for word, value in wanted.items() if (why := _compared(_word(word), value, found))), "")
    if same(wanted, found):
        return ""
    if isinstance(wanted, (Mapping, list)) and isinstance(found, (Mapping, list)):
        place = _first_difference(wanted, found)
        return f"is another at {place}" if place else f"is {shown(found)}, not {shown(wanted)}"
    return f"is {shown(found)}, not {shown(wanted)}"


def value_of(variables: Variables, name: str) -> Any:
    """What a variable holds, or a part of one such as ``lead.name`` or ``rows[2]``, as plain data; null if there is none."""
    bare = name.partition(":")[2] or name
    if "." not in bare and "[" not in bare:
        return plain_value(variables[fold(bare.strip())])
    read, _ = SnippetUnit({}).expression(bare)
    try:
        return None if read is None else plain_value(read(variables, PlainHost()))
    except SnippetError:
        return None


def same(wanted: Any, found: Any) -> bool:
    """True if two plain values are equal: objects member by member, lists element by element, letter case of names free."""
    if wanted is None or found is None:
        return wanted is None and found is None
    if isinstance(wanted, Mapping):
        if not isinstance(found, Mapping) or len(wanted) != len(found):
            return False
        known = {str(name).lower(): value for name, value in found.items()}
        return all(
            str(name).lower() in known and same(value, known[str(name).lower()]) for name, value in wanted.items()
        )
    if isinstance(wanted, (list, tuple)):
        return (
            isinstance(found, (list, tuple))
            and len(wanted) == len(found)
            and all(same(one, other) for one, other in zip(wanted, found, strict=True))
        )
    if isinstance(found, (Mapping, list, tuple)):
        return False
    if isinstance(wanted, bool):
        # YAML reads a bare Yes or Off as a truth value, too.
        return _text(found).strip().lower() in (_TRUE if wanted else _FALSE)
    first, second = _text(wanted), _text(found)
    if first.lower() == second.lower():
        return True
    one, other = number_of_text(first), number_of_text(second)
    return one is not None and one == other


def shown(value: Any) -> str:
    """A value in a message."""
    text = "null" if value is None else repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _text(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _compared(word: str, value: Any, found: Any) -> str:
    text = "" if found is None else _text(found)
    match word:
        case "is":
            return "" if same(value, found) else f"is {shown(found)}, not {shown(value)}"
        case "not":
            return f"is {shown(found)}, which it may not be" if same(value, found) else ""
        case "like":
            return "" if fits(str(value), text) else f"is {shown(found)}, which is not like {shown(value)}"
        case "contains":
            held = any(same(value, each) for each in found) if isinstance(found, (list, tuple)) else False
            return "" if held or _text(value).lower() in text.lower() else f"is {shown(found)}, without {shown(value)}"
        case "empty":
            bare = found is None or text == "" or found in ([], {})
            return "" if bare is bool(value) else f"is {shown(found)}"
        case "null":
            return "" if (found is None) is bool(value) else f"is {shown(found)}"
        case "length":
            count = len(found) if isinstance(found, (list, tuple, Mapping)) else len(text)
            return difference(value, count).replace("is ", "has the length ", 1)
    return _measured(word, value, found, text)


def _measured(word: str, value: Any, found: Any, text: str) -> str:
    number = number_of_text(text)
    if number is None:
        return f"is {shown(found)}, which is no number"
    low, high = (value, value) if word != "between" else (value[0], value[1])
    right = {"above": number > low, "below": number < high, "between": low <= number <= high}[word]
    limits = f"{low} to {high}" if word == "between" else f"{word} {value}"
    return "" if right else f"is {shown(found)}, not {limits}"


def _first_difference(wanted: Any, found: Any, place: str = "") -> str:
    """Where two objects or lists differ first."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        known = {str(name).lower(): value for name, value in found.items()}
        for name, value in wanted.items():
            inner = f"{place}.{name}".lstrip(".")
            if str(name).lower() not in known:
                return f"{inner}, which is not there"
            if not same(value, known[str(name).lower()]):
                return _first_difference(value, known[str(name).lower()], inner)
        extra = [name for name in found if str(name).lower() not in {str(each).lower() for each in wanted}]
        return f"{place}.{extra[0]}, which is too much".lstrip(".") if extra else place
    if isinstance(wanted, (list, tuple)) and isinstance(found, (list, tuple)):
        for number, (one, other) in enumerate(zip(wanted, found, strict=False), 1):
            if not same(one, other):
                return _first_difference(one, other, f"{place}[{number}]")
        return f"{place}: {len(found)} elements, not {len(wanted)}"
    return f"{place} ({shown(found)}, not {shown(wanted)})"
