"""Built-in functions on values of any kind, on what is kept of a variable, and for ending a snippet."""

from __future__ import annotations

from typing import Any

from studio.snippet import arrays
from studio.snippet.dates import DateTime
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.rest import RestProxy
from studio.snippet.scalars import to_text, truth


def _throw(host: Any, message: Any) -> None:
    raise SnippetError(to_text(message), code="SN530")


def _as_it_is(host: Any, value: Any, marked: Any = 1) -> Any:
    """The value as it is: which variable is marked only the caller can say."""
    return value


def _isnull(host: Any, value: Any) -> int:
    return 1 if value is None else 0


def _isempty(host: Any, value: Any) -> int:
    return 1 if value is None or value == "" or (value.__class__ is Dynamic and arrays.count(value) == 0) else 0


def _isblank(host: Any, value: Any) -> int:
    return 1 if _isempty(host, value) or (value.__class__ is str and not value.strip()) else 0


def _typeof(host: Any, value: Any) -> str:
    match value:
        case None:
            return "null"
        case str():
            return "text"
        case Dynamic():
            return "array" if value.is_array else "object"
        case DateTime():
            return "date"
        case RestProxy():
            return "proxy"
    return "number"


def _coalesce(host: Any, *given: Any) -> Any:
    return next((each for each in given if not _isempty(host, each)), None)


def _guid(host: Any) -> str:
    digits = [f"{host.random(0x10000):04x}" for _ in range(8)]
    # Version 4, variant 1: chance alone.
    digits[3] = "4" + digits[3][1:]
    digits[4] = "89ab"[int(digits[4][0], 16) % 4] + digits[4][1:]
    return "-".join(("".join(digits[:2]), digits[2], digits[3], digits[4], "".join(digits[5:])))


_GUID = Function("guid", forms(""), "text", "A new identifier of 36 characters, by chance: the world's seed decides it.", "choice",
                 _guid, pure=False, examples=shows("guid().length()", "36"))  # fmt: skip
_EMPTY = Function("isempty", forms("value"), "1 or 0", "Whether it is null, empty text, or an object or array that holds nothing.",
                  "choice", _isempty, examples=shows('isempty("")', "1", 'isempty(" ")', "0"))  # fmt: skip
_BLANK = Function("isblank", forms("value"), "1 or 0", "Whether it is empty, or text of blanks alone.", "choice", _isblank,
                  examples=shows('isblank("  ")', "1"))  # fmt: skip
_COALESCE = Function("coalesce", forms("a b", "a b c", "a b c d"), "the value",
                     "The first value that is neither null nor empty; null if there is none. All are worked out.", "choice", _coalesce,
                     examples=shows('coalesce("", "unknown")', "unknown"))  # fmt: skip
_TEXT = Function("tostring", forms("value"), "text", "The value as text; an object gives its JSON.", "choice",
                 lambda host, v: to_text(v), examples=shows("tostring(1.50)", "1.5"))  # fmt: skip

FUNCTIONS = [
    _COALESCE, _GUID,
    alias("ifempty", _COALESCE),
    Function("ifnull", forms("value other"), "the value", "The value, or the other one if it is null.", "choice",
             lambda host, v, other: other if v is None else v, examples=shows("ifnull(nobodySetThis, 5)", "5", 'ifnull("a", "b")', "a")),
    Function("iif", forms("condition yes no"), "the value",
             "The second value if the first is true, else the third. All are worked out.", "choice",
             lambda host, condition, yes, no: yes if truth(condition) else no, examples=shows('iif(3 > 2, "more", "less")', "more")),
    _BLANK, _EMPTY, alias("isnullorempty", _EMPTY), alias("isnullorwhitespace", _BLANK),
    Function("isnull", forms("value"), "1 or 0", "Whether it is null; empty text is not.", "choice", _isnull,
             examples=shows("isnull(nobodySetThis)", "1", 'isnull("")', "0")),
    Function("isobject", forms("value"), "1 or 0", "Whether it is a dynamic object or array.", "choice",
             lambda host, v: 1 if v.__class__ is Dynamic else 0, examples=shows('isobject(parsejson("[1]"))', "1")),
    alias("newguid", _GUID),
    Function("savetodb", forms("variable", "variable marked"), "the value",
             "Marks the variable for the platform's database; 0 takes the mark back.", "documented", _as_it_is,
             mutates_receiver=True, pure=False, examples=shows('savetodb("x")', "x")),
    Function("setscreenpop", forms("variable", "variable marked"), "the value",
             "Known by name only: taken, and without any effect here.", "inferred", _as_it_is, examples=shows('setscreenpop("x")', "x")),
    Function("throw", forms("message"), "nothing", "Ends the snippet with this message.", "inferred", _throw, pure=False,
             errors="always", examples=shows('throw("no agents")', "error: no agents")),
    _TEXT, alias("asstring", _TEXT), alias("astext", _TEXT),
    Function("typeof", forms("value"), "text", "The kind of a value: null, text, number, date, object, array or proxy.", "choice", _typeof,
             examples=shows('typeof("7")', "text", "typeof(7)", "number")),
]  # fmt: skip
