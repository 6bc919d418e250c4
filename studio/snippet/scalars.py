"""What single values are as text, as numbers and as conditions."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

from studio.snippet.dates import DateTime
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError, shown

#: A value of Snippet: str, int, float, None, DateTime, Dynamic or RestProxy.
Value = Any
#: Whole numbers beyond this are kept as doubles, as the platform's numbers are.
EXACT = 2**53
_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))[ \t\r\n]*")


def is_numeric(text: str) -> bool:
    """Whether a text reads as a number: an optional minus, digits with at most one point, blanks at the ends [choice]."""
    return _NUMBER.fullmatch(text) is not None


def number_text_of(text: str) -> str | None:
    """The sign, digits and point of a text that reads as a number, without blanks; None for other text."""
    found = _NUMBER.fullmatch(text)
    return None if found is None else found[1]


def number_of_text(text: str) -> int | float | None:
    """The number that a text reads as; None if it reads as none, or as one too large for a double."""
    if text.isdigit() and text.isascii() and len(text) < 16:
        return int(text)
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    digits = found[1]
    if len(digits) < 16 and "." not in digits:
        return int(digits)
    value = float(digits)
    if value.is_integer() and -EXACT <= value <= EXACT:
        return int(value)
    return None if math.isinf(value) else value


def to_number(value: Value) -> int | float:
    """The number that a value counts as in arithmetic: 0 for null and for text that is none [documented for +].

    A date counts by its days since 30 December 1899. SnippetError for an object and for digits beyond all doubles.
    """
    if value.__class__ is int or value.__class__ is float:
        return value  # type: ignore[no-any-return, unused-ignore]  # the class was just looked at
    if value is None:
        return 0
    if value.__class__ is str:
        found = number_of_text(value)
        if found is None:
            if is_numeric(value):
                raise SnippetError(f"{shown(value)} is too large for a number")
            return 0
        return found
    if isinstance(value, DateTime):
        return value.number()
    raise SnippetError(f"{_described(value)} can't be used as a number; name one of its members or elements")


def _described(value: Value) -> str:
    """What an object is, for a message."""
    if not isinstance(value, Dynamic):
        return "an object"
    if value.is_array:
        return f"an array of {len(value.elements)} elements"
    names = list(value.members)
    shown_names = ", ".join(shown(each, 20)[1:-1] for each in names[:3]) + (", …" if len(names) > 3 else "")
    return f"an object with the members {shown_names}" if names else "an object without members"


def to_text(value: Value) -> str:
    """The text of a value: "" for null, whole numbers without a point, never an exponent; an object's JSON."""
    if value.__class__ is str:
        return value  # type: ignore[no-any-return, unused-ignore]  # the class was just looked at
    if value.__class__ is int:
        return str(value)
    if value is None:
        return ""
    if value.__class__ is float:
        return float_text(value)
    if isinstance(value, DateTime):
        return value.text()
    if isinstance(value, Dynamic):
        from studio.snippet.json_text import as_json

        return as_json(value)
    return str(value)


def float_text(value: float) -> str:
    """The shortest text that reads back, with a point and never an exponent or ``-0`` [choice]."""
    text = repr(value)
    if text.endswith(".0"):
        text = text[:-2]
        return "0" if text == "-0" else text
    return format(Decimal(text), "f") if "e" in text else text


def truth(value: Value) -> bool:
    """False for null, "", 0 and the texts 0 and false; true for all else [choice]."""
    if value.__class__ is int:
        return value != 0
    if value.__class__ is str:
        return value not in ("", "0") and value.lower() != "false"
    return value is not None and value != 0
