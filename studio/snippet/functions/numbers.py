"""Built-in functions on numbers. Text that is no number counts as 0."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from studio.snippet import arithmetic
from studio.snippet.arithmetic import clamp
from studio.snippet.dates import DateTime
from studio.snippet.errors import SnippetError, shown
from studio.snippet.formats import date_text
from studio.snippet.functions.common import whole
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.number_formats import number_text
from studio.snippet.scalars import EXACT, number_text_of, to_number, to_text


def _random(host: Any, bound: Any) -> int | float:
    below = whole(bound)
    if below < 1:
        raise SnippetError(f"random: {to_text(bound)[:40]} is no bound above 0")
    return clamp(host.random(below))


def _randombetween(host: Any, low: Any, high: Any) -> int:
    first, last = whole(low), whole(high)
    if not -EXACT <= first <= last <= EXACT:
        raise SnippetError(f"randombetween: there is no whole number from {to_text(low)[:40]} to {to_text(high)[:40]}")
    found: int = first + host.random(last - first + 1)
    return found


def _round(host: Any, value: Any, digits: Any = 0) -> int | float:
    number, places = to_number(value), whole(digits)
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


def _isinteger(host: Any, value: Any) -> int:
    text = number_text_of(to_text(value))
    return 1 if text is not None and not text.partition(".")[2].strip("0") else 0


def _parity(rest: int) -> Any:
    return lambda host, value: 1 if to_number(value) % 2 == rest else 0


def _tonumber(host: Any, value: Any, *default: Any) -> Any:
    if default and not isinstance(value, DateTime) and (value is None or number_text_of(to_text(value)) is None):
        return default[0]
    return clamp(to_number(value))


def _limited(host: Any, value: Any, low: Any, high: Any) -> int | float:
    least, most = to_number(low), to_number(high)
    if least > most:
        raise SnippetError(f"clamp: {to_text(least)} is more than {to_text(most)}")
    return min(max(to_number(value), least), most)


def _tohex(host: Any, value: Any, digits: Any = 1) -> str:
    width = whole(digits)
    if not 0 <= width <= 99:
        raise SnippetError(f"tohex: {width} is no number of digits from 0 to 99")
    return number_text(to_number(value), f"X{width}")


def _fromhex(host: Any, text: Any) -> int | float:
    digits = to_text(text).strip().lower().removeprefix("0x")
    if not 0 < len(digits) <= 64 or digits.strip("0123456789abcdef"):
        raise SnippetError(f"fromhex: {shown(to_text(text))} is no hexadecimal number")
    return clamp(int(digits, 16))


_CEILING = Function("ceiling", forms("value"), "number", "Rounded up.", "choice", _whole(math.ceil),
                    examples=shows("ceiling(4.01)", "5", "ceiling(-4.9)", "-4"))  # fmt: skip
_TRUNC = Function("trunc", forms("value"), "number", "Without its fraction.", "choice", _whole(math.trunc),
                  examples=shows("trunc(-4.9)", "-4"))  # fmt: skip
_TONUMBER = Function("tonumber", forms("value", "value default"), "number, or what stands in",
                     "The number that the value reads as; what reads as none gives 0, or ``default``. A date gives its days.",
                     "choice", _tonumber, errors="an object, unless there is a default",
                     examples=shows('tonumber(" 12.50 ")', "12.5", 'tonumber("n/a", -1)', "-1"))  # fmt: skip
_INTEGER = Function("isinteger", forms("value"), "1 or 0", "Whether it reads as a number without a fraction.", "choice",
                    _isinteger, examples=shows('isinteger("12.0")', "1", "isinteger(1.5)", "0"))  # fmt: skip

FUNCTIONS = [
    Function("abs", forms("value"), "number", "The value without its sign.", "documented",
             lambda host, v: abs(to_number(v)), examples=shows("abs(-42)", "42")),
    _CEILING, alias("ceil", _CEILING),
    Function("clamp", forms("value low high"), "number", "The value, but no less than ``low`` and no more than ``high``.", "choice",
             _limited, errors="a lower bound above the upper one", examples=shows("clamp(130, 0, 100)", "100")),
    Function("div", forms("value by"), "number", "The whole part of the quotient, as by ``\\``.", "choice",
             lambda host, a, b: arithmetic.int_divide(a, b), errors="division by 0", examples=shows("div(17, 5)", "3")),
    Function("floor", forms("value"), "number", "Rounded down.", "inferred", _whole(math.floor),
             examples=shows("floor(4.9)", "4", "floor(-4.1)", "-5")),
    Function("format", forms("value format"), "text", "A number, or a date, in a .NET format.", "inferred", _format,
             errors="a format that can't be read or asks for more than 99 digits (see Formats)",
             examples=shows('format(7, "00")', "07", 'format(1234.5, "#,##0.00")', "1,234.50", 'format(0.256, "0.0%")', "25.6%")),
    Function("fromhex", forms("text"), "number", "The number of hexadecimal digits, ``0x`` before them or not.", "choice", _fromhex,
             errors="text that is none", examples=shows('fromhex("FF")', "255")),
    Function("iseven", forms("value"), "1 or 0", "Whether it is a whole number that 2 divides.", "choice", _parity(0),
             examples=shows("iseven(4)", "1")),
    _INTEGER, alias("iswhole", _INTEGER),
    Function("isodd", forms("value"), "1 or 0", "Whether it is a whole number that 2 does not divide.", "choice", _parity(1),
             examples=shows("isodd(7)", "1")),
    Function("max", forms("a b"), "number", "The greater of two.", "choice",
             lambda host, a, b: max(to_number(a), to_number(b)), examples=shows("max(12, 3.5)", "12")),
    Function("min", forms("a b"), "number", "The smaller of two.", "inferred",
             lambda host, a, b: min(to_number(a), to_number(b)), examples=shows("min(15, 3)", "3")),
    Function("mod", forms("value by"), "number", "The remainder, with the sign of the value, as by ``%``.", "choice",
             lambda host, a, b: arithmetic.modulus(a, b), errors="division by 0", examples=shows("mod(17, 5)", "2")),
    Function("random", forms("max"), "number", "A whole number from 0, below ``max``.", "documented", _random, pure=False,
             errors="a bound below 1", examples=shows("random(1)", "0", "random(100) < 100", "1")),
    Function("randombetween", forms("low high"), "number", "A whole number from ``low`` to ``high``, both included.", "choice",
             _randombetween, pure=False, errors="bounds with no whole number between them",
             examples=shows("randombetween(6, 6)", "6")),
    Function("round", forms("value", "value digits"), "number", "Rounded, a half away from zero.", "choice", _round,
             errors="digits outside 0 to 15", examples=shows("round(2.5)", "3", "round(2.345, 2)", "2.35")),
    Function("sign", forms("value"), "number", "-1, 0 or 1.", "choice",
             lambda host, v: 1 if (n := to_number(v)) > 0 else -1 if n < 0 else 0, examples=shows("sign(-3)", "-1")),
    Function("tohex", forms("value", "value digits"), "text",
             "A whole number in hexadecimal digits, with zeros before them up to ``digits``.", "choice", _tohex,
             errors="a fraction, digits outside 0 to 99", examples=shows("tohex(255)", "FF", "tohex(10, 4)", "000A")),
    alias("toint", _TRUNC, shows('toint("12.9")', "12")), alias("asinteger", _TRUNC),
    _TONUMBER, alias("asnumber", _TONUMBER),
    _TRUNC, alias("truncate", _TRUNC),
]  # fmt: skip
