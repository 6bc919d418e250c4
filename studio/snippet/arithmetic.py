"""Arithmetic on values. Each operation gives a number and raises SnippetError where there is none."""

from __future__ import annotations

import math

from studio.snippet.errors import SnippetError
from studio.snippet.scalars import EXACT, Value, to_number, to_text


def clamp(number: int | float) -> int | float:
    """A result as it is stored: whole numbers as int up to 2^53, doubles else; SnippetError for what is no number."""
    if isinstance(number, int):
        if -EXACT <= number <= EXACT:
            return number
        try:
            return float(number)
        except OverflowError:
            raise SnippetError("the result is too large for a number") from None
    if math.isinf(number) or math.isnan(number):
        raise SnippetError("the result is too large for a number, or none at all")
    return int(number) if number.is_integer() and -EXACT <= number <= EXACT else number


def add(left: Value, right: Value) -> int | float:
    """Sum; text that is no number counts as 0: ``+`` does not join text [documented]."""
    return clamp(to_number(left) + to_number(right))


def subtract(left: Value, right: Value) -> int | float:
    """Difference."""
    return clamp(to_number(left) - to_number(right))


def multiply(left: Value, right: Value) -> int | float:
    """Product."""
    return clamp(to_number(left) * to_number(right))


def divide(left: Value, right: Value) -> int | float:
    """Quotient; division by zero is an error [choice]."""
    one, other = _operands(left, right)
    return clamp(one / other)


def int_divide(left: Value, right: Value) -> int | float:
    """Quotient, truncated toward zero [choice]."""
    one, other = _operands(left, right)
    if isinstance(one, int) and isinstance(other, int):
        quotient = abs(one) // abs(other)
        return clamp(quotient if (one < 0) == (other < 0) else -quotient)
    return clamp(math.trunc(clamp(one / other)))


def modulus(left: Value, right: Value) -> int | float:
    """Remainder, with the sign of the left side [choice]."""
    one, other = _operands(left, right)
    if isinstance(one, int) and isinstance(other, int):
        rest = abs(one) % abs(other)
        return rest if one >= 0 else -rest
    return clamp(math.fmod(one, other))


def power(left: Value, right: Value) -> int | float:
    """Power, by doubles."""
    one, other = to_number(left), to_number(right)
    try:
        return clamp(math.pow(one, other))
    except (OverflowError, ValueError):
        raise SnippetError(f"{to_text(one)} ^ {to_text(other)} is no number, or too large for one") from None


def negate(value: Value) -> int | float:
    """The number with the other sign."""
    return clamp(-to_number(value))


def _operands(left: Value, right: Value) -> tuple[int | float, int | float]:
    one, other = to_number(left), to_number(right)
    if other == 0:
        raise SnippetError(f"division of {to_text(one)} by zero")
    return one, other
