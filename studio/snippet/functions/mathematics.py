"""Built-in functions of mathematics: powers, logarithms, angles in radians. Text that is no number counts as 0."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from studio.snippet import arithmetic
from studio.snippet.arithmetic import clamp
from studio.snippet.errors import SnippetError
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.scalars import to_number, to_text


def _logarithm(name: str, value: Any, root: int | float) -> int | float:
    number = to_number(value)
    if number <= 0 or root <= 0 or root == 1:
        raise SnippetError(f"{name}: there is no logarithm of {to_text(number)} to the base {to_text(root)}")
    if root == 10:
        return clamp(math.log10(number))
    return clamp(math.log2(number) if root == 2 else math.log(number) / math.log(root))


def _sqrt(host: Any, value: Any) -> int | float:
    number = to_number(value)
    if number < 0:
        raise SnippetError(f"sqrt: {to_text(number)} has no square root")
    return clamp(math.sqrt(number))


def _by_double(name: str, rule: Callable[[float], float]) -> Callable[[Any, Any], int | float]:
    """A function of one double; SnippetError where it has no value."""

    def result(host: Any, value: Any) -> int | float:
        number = to_number(value)
        try:
            return clamp(rule(number))
        except (ValueError, OverflowError):
            raise SnippetError(f"{name} of {to_text(number)[:40]} is no number, or too large for one") from None

    return result


_SQRT = Function("sqrt", forms("value"), "number", "The square root.", "choice", _sqrt, errors="a value below 0",
                 examples=shows("sqrt(16)", "4"))  # fmt: skip
_POW = Function("pow", forms("value exponent"), "number", "The power, as by ``^``.", "choice",
                lambda host, a, b: arithmetic.power(a, b), errors="a result that is no number, or too large",
                examples=shows("pow(2, 10)", "1024"))  # fmt: skip
_OUTSIDE = "a value outside -1 to 1"

FUNCTIONS = [
    Function("acos", forms("value"), "number", "The angle of this cosine.", "choice", _by_double("acos", math.acos),
             errors=_OUTSIDE, examples=shows("acos(1)", "0")),
    Function("asin", forms("value"), "number", "The angle of this sine.", "choice", _by_double("asin", math.asin),
             errors=_OUTSIDE, examples=shows("asin(0)", "0")),
    Function("atan", forms("value"), "number", "The angle of this tangent.", "choice", _by_double("atan", math.atan),
             examples=shows("round(4 * atan(1), 4)", "3.1416")),
    Function("cos", forms("angle"), "number", "The cosine.", "choice", _by_double("cos", math.cos), examples=shows("cos(0)", "1")),
    Function("exp", forms("value"), "number", "The power of e.", "choice", _by_double("exp", math.exp),
             errors="a result that is too large", examples=shows("exp(0)", "1")),
    Function("ln", forms("value"), "number", "The natural logarithm.", "choice",
             lambda host, v: _logarithm("ln", v, math.e), errors="a value that is not above 0", examples=shows("ln(1)", "0")),
    Function("log10", forms("value"), "number", "The logarithm to the base 10.", "choice",
             lambda host, v: _logarithm("log10", v, 10), errors="a value that is not above 0", examples=shows("log10(1000)", "3")),
    Function("logn", forms("value base"), "number", "The logarithm of the value to a base.", "documented",
             lambda host, v, base: _logarithm("logn", v, to_number(base)),
             errors="a value or base that is not above 0, a base of 1", examples=shows("logn(8, 2)", "3")),
    Function("pi", forms(""), "number", "The number pi.", "choice", lambda host: math.pi, examples=shows("round(pi(), 5)", "3.14159")),
    _POW, alias("power", _POW),
    Function("sin", forms("angle"), "number", "The sine.", "choice", _by_double("sin", math.sin), examples=shows("sin(0)", "0")),
    _SQRT,
    Function("tan", forms("angle"), "number", "The tangent.", "choice", _by_double("tan", math.tan), examples=shows("tan(0)", "0")),
]  # fmt: skip
