"""Built-in functions on numbers. Text that is no number counts as 0."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from studio.snippet.arithmetic import clamp
from studio.snippet.dates import DateTime
from studio.snippet.errors import SnippetError
from studio.snippet.formats import date_text, number_text
from studio.snippet.functions.entry import Function, forms
from studio.snippet.scalars import to_number, to_text


def _logn(host: Any, value: Any, base: Any) -> int | float:
    number, root = to_number(value), to_number(base)
    if number <= 0 or root <= 0 or root == 1:
        raise SnippetError(f"logn: there is no logarithm of {to_text(number)} to the base {to_text(root)}")
    if root == 10:
        return clamp(math.log10(number))
    return clamp(math.log2(number) if root == 2 else math.log(number) / math.log(root))


def _sqrt(host: Any, value: Any) -> int | float:
    number = to_number(value)
    if number < 0:
        raise SnippetError(f"sqrt: {to_text(number)} has no square root")
    return clamp(math.sqrt(number))


def _random(host: Any, bound: Any) -> int:
    below = int(to_number(bound))
    if below < 1:
        raise SnippetError(f"random: {to_text(bound)[:40]} is no bound above 0")
    found: int = host.random(below)
    return found


def _round(host: Any, value: Any, digits: Any = 0) -> int | float:
    number, places = to_number(value), int(to_number(digits))
    if not 0 <= places <= 15:
        raise SnippetError(f"round: {places} is no number of digits from 0 to 15")
    if number.__class__ is int:
        return number
    with localcontext(prec=400):
        exact = Decimal(repr(number)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return clamp(float(exact))


def _format(host: Any, value: Any, pattern: Any) -> str:
    if isinstance(value, DateTime):
        return date_text(value.value, to_text(pattern), host.utc_offset(value.value))
    return number_text(to_number(value), to_text(pattern))


def _whole(rule: Any) -> Any:
    return lambda host, value: clamp(rule(to_number(value)))


FUNCTIONS = [
    Function("abs", forms("value"), "number", "The value without its sign.", "documented",
             lambda host, v: abs(to_number(v))),
    Function("ceil", forms("value"), "number", "Rounded up; the same as ceiling.", "choice", _whole(math.ceil)),
    Function("ceiling", forms("value"), "number", "Rounded up.", "choice", _whole(math.ceil)),
    Function("floor", forms("value"), "number", "Rounded down.", "inferred", _whole(math.floor)),
    Function("format", forms("value format"), "text", "A number, or a date, in a .NET format.", "inferred", _format,
             errors="a format that asks for too much, a quote that is not closed"),
    Function("logn", forms("value base"), "number", "The logarithm of the value to a base.", "documented", _logn,
             errors="a value or base that is not above 0, a base of 1"),
    Function("max", forms("a b"), "number", "The greater of two.", "choice",
             lambda host, a, b: max(to_number(a), to_number(b))),
    Function("min", forms("a b"), "number", "The smaller of two.", "inferred",
             lambda host, a, b: min(to_number(a), to_number(b))),
    Function("random", forms("max"), "number", "A whole number from 0, below ``max``.", "documented", _random,
             errors="a bound below 1"),
    Function("round", forms("value", "value digits"), "number", "Rounded, a half away from zero.", "choice", _round,
             errors="digits outside 0 to 15"),
    Function("sqrt", forms("value"), "number", "The square root.", "choice", _sqrt, errors="a value below 0"),
    Function("trunc", forms("value"), "number", "Without its fraction.", "choice", _whole(math.trunc)),
]  # fmt: skip
