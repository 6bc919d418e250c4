"""Comparison: numbers and text that reads as numbers by value, dates as dates, all else as text, ordinal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from studio.snippet.dates import DateTime, parse
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.rest import RestProxy
from studio.snippet.scalars import Value, number_of_text, number_text_of, to_text

if TYPE_CHECKING:
    from studio.snippet.host import Host

#: Numbers of no more characters than this differ as doubles whenever they differ at all.
_SAFE = 15
#: With anything else at its beginning a text reads as no number.
_START = frozenset("0123456789-. \t\r\n")


def compare(left: Value, right: Value, textual: bool = False, host: Host | None = None) -> int:
    """-1, 0 or 1 as the left side is less than, equal to or more than the right one.

    ``textual`` compares as text whatever the values are: a variable whose name ends in ``$`` takes part
    [documented]. ``host`` tells the zone of ISO text with an offset; without one it is read as UTC. SnippetError
    for an object [choice].
    """
    if isinstance(left, (Dynamic, RestProxy)) or isinstance(right, (Dynamic, RestProxy)):
        raise SnippetError("an object is neither less nor more than something; name one of its members")
    return _ordered(left, right, textual, host)


def equal(left: Value, right: Value, textual: bool = False, host: Host | None = None) -> bool:
    """Whether two values are the same in a comparison; an object equals only itself [choice]."""
    if left.__class__ is right.__class__ and (left is right or left == right):
        return True
    if isinstance(left, (Dynamic, RestProxy)) or isinstance(right, (Dynamic, RestProxy)):
        return left is right
    return _ordered(left, right, textual, host) == 0


def _ordered(left: Value, right: Value, textual: bool, host: Host | None) -> int:
    if not textual:
        # Null counts as "" beside text and as 0 beside anything else; two nulls are equal.
        if left is None:
            left = "" if right.__class__ is str else 0
        if right is None:
            right = "" if left.__class__ is str else 0
        found = _by_value(left, right, host)
        if found is not None:
            return found
    return _order(to_text(left), to_text(right))


def _by_value(left: Value, right: Value, host: Host | None) -> int | None:
    """The order of two values that compare as numbers or dates; None where they compare as text."""
    if left.__class__ is str:
        if right.__class__ is str:
            return _texts(left, right)
        found = _beside_text(right, left, host)
        return None if found is None else -found
    if right.__class__ is str:
        return _beside_text(left, right, host)
    return _order(_days(left), _days(right))


def _days(value: Value) -> Value:
    return value.number() if isinstance(value, DateTime) else value


def _order(one: Any, other: Any) -> int:
    return 1 if one > other else -1 if one < other else 0


def _texts(left: str, right: str) -> int | None:
    if left[:1] not in _START or right[:1] not in _START:
        return None
    if len(left) <= _SAFE and len(right) <= _SAFE and (left + right).isdecimal() and (left + right).isascii():
        return _order(int(left), int(right))
    one = number_text_of(left)
    other = None if one is None else number_text_of(right)
    if one is None or other is None:
        return None
    if len(one) <= _SAFE and len(other) <= _SAFE:
        return _order(float(one), float(other))
    return _exact(one, other)


def _exact(one: str, other: str) -> int:
    """The order of two numbers by their digits, however many there are."""
    first, second = _parts(one), _parts(other)
    if first[0] != second[0]:
        return 1 if first[0] > second[0] else -1
    size = _order(first[1:], second[1:])
    return size if first[0] >= 0 else -size


def _parts(digits: str) -> tuple[int, int, str, str]:
    """Sign, length of the whole part, whole part, fraction: their order is that of the numbers' sizes."""
    whole, _, fraction = digits.lstrip("-").partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    sign = 0 if not whole and not fraction else -1 if digits[0] == "-" else 1
    return sign, len(whole), whole, fraction


def _beside_text(value: Value, text: str, host: Host | None) -> int | None:
    """The order of a number or date against a text."""
    dated = value if isinstance(value, DateTime) else None
    if dated is not None:
        date = parse(text, host)
        if date is not None:
            return _order(dated.value, date.value)
        value = dated.number()
    number = number_of_text(text)
    if number is not None:
        return _order(value, number)
    # A comparison, not a conversion: what is asked of 1 is asked of "true" as well.
    word = text.strip().lower() if dated is None else ""
    if word in ("true", "false"):
        return _order(value, 1 if word == "true" else 0)
    digits = number_text_of(text)
    return None if digits is None else _exact(to_text(value), digits)
