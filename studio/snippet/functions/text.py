"""Built-in functions on text. Positions count from 1; letter case counts."""

from __future__ import annotations

from typing import Any

from studio.snippet import arrays
from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions.entry import Function, forms
from studio.snippet.scalars import is_numeric, to_number, to_text

#: Text on its way is not cut, but it may not grow without bound either [choice].
LONGEST = 1_048_576


def _append(host: Any, value: Any, text: Any) -> str:
    if value.__class__ is Dynamic:
        raise SnippetError("append adds text; an array gets one more element by array[1 + array.count] = element")
    return to_text(value) + to_text(text)


def _char(host: Any, code: Any) -> str:
    number = to_number(code)
    if not 0 <= number <= 65_535:
        raise SnippetError(f"char: {to_text(number)} is no character code from 0 to 65535")
    return chr(int(number))


def _asc(host: Any, text: Any) -> int:
    value = to_text(text)
    return ord(value[0]) if value else 0


def _contains(host: Any, text: Any, part: Any) -> int:
    return 1 if to_text(part) in to_text(text) else 0


def _indexof(host: Any, value: Any, part: Any) -> int:
    sought = to_text(part)
    if value.__class__ is Dynamic:
        found: list[Any] = [to_text(each) for each in value.elements]
    elif value.__class__ is str and "|" in value:
        found = arrays.split(value)
    else:
        return to_text(value).find(sought) + 1
    return found.index(sought) + 1 if sought in found else 0


def _count_of(value: Any) -> int:
    return int(to_number(value))


def _left(host: Any, text: Any, count: Any) -> str:
    return to_text(text)[: max(0, _count_of(count))]


def _right(host: Any, text: Any, count: Any) -> str:
    wanted = _count_of(count)
    return to_text(text)[-wanted:] if wanted > 0 else ""


def _mid(host: Any, text: Any, start: Any, count: Any) -> str:
    first = max(1, _count_of(start)) - 1
    return to_text(text)[first : first + max(0, _count_of(count))]


def _replace(host: Any, text: Any, old: Any, new: Any) -> str:
    value, out, into = to_text(text), to_text(old), to_text(new)
    if not out:
        return value
    if len(into) > len(out) and len(value) + value.count(out) * (len(into) - len(out)) > LONGEST:
        raise SnippetError(f"replace: the text would grow beyond {LONGEST} characters")
    return value.replace(out, into)


def _split(host: Any, text: Any, delimiter: Any) -> str:
    value, divider = to_text(text), to_text(delimiter)
    return value.replace(divider, "|") if divider else value


def _throw(host: Any, message: Any) -> None:
    raise SnippetError(to_text(message))


def _isnumeric(host: Any, value: Any) -> int:
    return 1 if is_numeric(to_text(value)) else 0


_MID = "``count`` characters from position ``start``; past the end what there is, a start below 1 counts as 1"

FUNCTIONS = [
    Function("append", forms("variable text"), "text", "Text added at the end of the variable; null counts as empty.",
             "inferred", _append, errors="an object",
             mutates_receiver=True),
    Function("asc", forms("text"), "number", "The code of the first character, 0 for empty text.", "choice", _asc),
    Function("char", forms("code"), "text", "The character of that code.", "inferred", _char,
             errors="a code outside 0 to 65535"),
    Function("contains", forms("text part"), "1 or 0", "Whether the part occurs; letter case counts.", "inferred", _contains),
    Function("count", forms("array"), "number", "How many elements there are.", "inferred", lambda host, v: arrays.count(v)),
    Function("endswith", forms("text end"), "1 or 0", "Whether the text ends so.", "choice",
             lambda host, v, end: 1 if to_text(v).endswith(to_text(end)) else 0),
    Function("index", forms("array element", "text part"), "number", "The same as indexof.", "choice", _indexof),
    Function("indexof", forms("array element", "text part"), "number",
             "Position of the first match in a text, index of the equal element in an array; 0 when absent.",
             "documented", _indexof),
    Function("isnumeric", forms("text"), "1 or 0", "Whether the text reads as a number.", "inferred", _isnumeric),
    Function("left", forms("text count"), "text", "The first characters.", "inferred", _left),
    Function("length", forms("text"), "number", "Characters, pipes included.", "inferred",
             lambda host, v: arrays.length(v)),
    Function("lower", forms("text"), "text", "The text in small letters.", "inferred", lambda host, v: to_text(v).lower()),
    Function("mid", forms("text start count"), "text", f"{_MID}.", "inferred", _mid),
    Function("replace", forms("text old new"), "text", "Every occurrence replaced; an empty ``old`` changes nothing.",
             "inferred", _replace, errors=f"a result above {LONGEST} characters"),
    Function("right", forms("text count"), "text", "The last characters.", "inferred", _right),
    Function("size", forms("array"), "number", "How many elements there are.", "documented",
             lambda host, v: arrays.count(v)),
    Function("split", forms("text delimiter"), "array", "The text with every delimiter turned into a pipe.", "inferred", _split),
    Function("startswith", forms("text start"), "1 or 0", "Whether the text begins so.", "choice",
             lambda host, v, start: 1 if to_text(v).startswith(to_text(start)) else 0),
    Function("substr", forms("text start count"), "text", f"{_MID}.", "inferred", _mid),
    Function("throw", forms("message"), "nothing", "Ends the snippet with this message.", "inferred", _throw,
             errors="always"),
    Function("trim", forms("text"), "text", "The text without blanks at either end.", "choice",
             lambda host, v: to_text(v).strip()),
    Function("upper", forms("text"), "text", "The text in capitals.", "inferred", lambda host, v: to_text(v).upper()),
]  # fmt: skip
