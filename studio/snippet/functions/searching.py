"""Built-in functions that look for something in text and ask what it is like. Letter case counts unless said otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from studio.snippet.dynamic import Dynamic
from studio.snippet.functions.common import equals_element, is_array, last_place, listed, whole
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.scalars import is_numeric, to_text


def _contains(host: Any, text: Any, part: Any) -> int:
    return 1 if to_text(part) in to_text(text) else 0


def _contains_any_case(host: Any, text: Any, part: Any) -> int:
    return 1 if to_text(part).casefold() in to_text(text).casefold() else 0


def _startswith(host: Any, text: Any, start: Any) -> int:
    return 1 if to_text(text).startswith(to_text(start)) else 0


def _indexof(host: Any, value: Any, part: Any, start: Any = 1) -> int:
    first = max(1, whole(start)) - 1
    if not is_array(value):
        return to_text(value).find(to_text(part), first) + 1
    found = equals_element(part)
    return next((place for place, each in enumerate(listed(value), 1) if place > first and found(each)), 0)


def _lastindexof(host: Any, value: Any, part: Any) -> int:
    if is_array(value):
        elements, found = listed(value), equals_element(part)
        return next((place for place in range(len(elements), 0, -1) if found(elements[place - 1])), 0)
    text, sought = to_text(value), to_text(part)
    return last_place(text, sought) + 1 if sought else max(1, len(text))


def _countof(host: Any, value: Any, part: Any) -> int:
    if value.__class__ is Dynamic:
        return sum(map(equals_element(part), listed(value)))
    sought = to_text(part)
    return to_text(value).count(sought) if sought else 0


def _before(host: Any, text: Any, mark: Any) -> str:
    value, sought = to_text(text), to_text(mark)
    return value.partition(sought)[0] if sought else value


def _after(host: Any, text: Any, mark: Any) -> str:
    value, sought = to_text(text), to_text(mark)
    return value.partition(sought)[2] if sought else ""


def _beforelast(host: Any, text: Any, mark: Any) -> str:
    value, sought = to_text(text), to_text(mark)
    at = last_place(value, sought) if sought else -1
    return value[:at] if at >= 0 else ""


def _afterlast(host: Any, text: Any, mark: Any) -> str:
    value, sought = to_text(text), to_text(mark)
    at = last_place(value, sought) if sought else -1
    return value[at + len(sought) :] if at >= 0 else value


def _between(host: Any, text: Any, begin: Any, end: Any) -> str:
    value, opening, closing = to_text(text), to_text(begin), to_text(end)
    at = value.find(opening)
    if at < 0:
        return ""
    at += len(opening)
    until = value.find(closing, at) if closing else len(value)
    return value[at:until] if until >= 0 else ""


def _equals(host: Any, one: Any, other: Any) -> int:
    return 1 if to_text(one) == to_text(other) else 0


def _equals_any_case(host: Any, one: Any, other: Any) -> int:
    return 1 if to_text(one).casefold() == to_text(other).casefold() else 0


def _compare(host: Any, one: Any, other: Any) -> int:
    left, right = to_text(one), to_text(other)
    return 1 if left > right else -1 if left < right else 0


def _asked(rule: Callable[[str], bool]) -> Callable[[Any, Any], int]:
    return lambda host, value: 1 if rule(to_text(value)) else 0


_STARTS = Function("startswith", forms("text start"), "1 or 0", "Whether the text begins so.", "choice", _startswith,
                   examples=shows('startswith("+61755500100", "+61")', "1"))  # fmt: skip
_ALNUM = Function("isalphanumeric", forms("text"), "1 or 0", "Whether the text is letters and digits alone, one at least.",
                  "choice", _asked(str.isalnum), examples=shows('isalphanumeric("AB12")', "1"))  # fmt: skip
_EQUALS = Function("equalsignorecase", forms("a b"), "1 or 0", "Whether two texts are the same, letter case aside.", "choice",
                   _equals_any_case, examples=shows('equalsignorecase("Sale", "SALE")', "1"))  # fmt: skip
_NUMERIC = Function("isnumeric", forms("text"), "1 or 0",
                    "Whether the text reads as a number: digits with at most one point, a minus before them, blanks at the ends.",
                    "inferred", _asked(is_numeric),
                    examples=shows('isnumeric("-12.5")', "1", 'isnumeric("+61755500100")', "0"))  # fmt: skip
_INDEX = ("Position of the first match in a text, from ``start`` on if that is given; in an array, text with a pipe among them, "
          "index of the element that equals it as text. An object equals only itself. 0 when absent.")  # fmt: skip
_INDEXOF = Function("indexof", forms("text part", "array element", "text part start"), "number", _INDEX, "documented", _indexof,
                    examples=shows('indexof("10:35", ":")', "3", 'indexof("red|green|blue", "blue")', "3"))  # fmt: skip

FUNCTIONS = [
    Function("after", forms("text mark"), "text", "What stands behind the first mark; empty text without one.", "choice",
             _after, examples=shows('after("sip:ann@example.com", ":")', "ann@example.com")),
    Function("afterlast", forms("text mark"), "text", "What stands behind the last mark; the whole text without one.", "choice",
             _afterlast, examples=shows('afterlast("prompts/en/hello.wav", "/")', "hello.wav")),
    Function("before", forms("text mark"), "text", "What stands before the first mark; the whole text without one.", "choice",
             _before, examples=shows('before("10:35", ":")', "10")),
    Function("beforelast", forms("text mark"), "text", "What stands before the last mark; empty text without one.", "choice",
             _beforelast, examples=shows('beforelast("prompts/en/hello.wav", "/")', "prompts/en")),
    Function("between", forms("text begin end"), "text",
             "What stands between the first ``begin`` and the next ``end``; empty text where either is missing. An empty ``begin`` "
             "is the beginning, an empty ``end`` the end.", "choice", _between,
             examples=shows('between("Ann <ann@example.com>", "<", ">")', "ann@example.com")),
    Function("compare", forms("a b"), "number", "-1, 0 or 1 as the first text comes before, equals or comes behind the second.",
             "choice", _compare, examples=shows('compare("apple", "pear")', "-1")),
    Function("contains", forms("text part"), "1 or 0", "Whether the part occurs; letter case counts, empty text occurs in all.",
             "inferred", _contains, examples=shows('contains("a,b", ",")', "1")),
    Function("containsignorecase", forms("text part"), "1 or 0", "Whether the part occurs, letter case aside.", "choice",
             _contains_any_case, examples=shows('containsignorecase("Voice Mail", "mail")', "1")),
    Function("countof", forms("text part", "array element"), "number",
             "How often the part occurs in the text, no two overlapping; in a dynamic array, how many elements equal it.", "choice",
             _countof, examples=shows('countof("a,b,c", ",")', "2")),
    Function("endswith", forms("text end"), "1 or 0", "Whether the text ends so.", "choice",
             lambda host, v, end: 1 if to_text(v).endswith(to_text(end)) else 0,
             examples=shows('endswith("hello.wav", ".wav")', "1")),
    Function("equals", forms("a b"), "1 or 0", "Whether two values are the same as text.", "choice", _equals,
             examples=shows('equals("5", "05")', "0")),
    _EQUALS,
    Function("index", _INDEXOF.forms, "number", "The same as indexof.", "documented", _indexof, same_as="indexof",
             examples=shows('index("red|green|blue", "green")', "2")),
    _INDEXOF,
    Function("isalpha", forms("text"), "1 or 0", "Whether the text is letters alone, one at least.", "choice",
             _asked(str.isalpha), examples=shows('isalpha("Zoë")', "1")),
    _ALNUM, alias("isalnum", _ALNUM),
    Function("isdigits", forms("text"), "1 or 0", "Whether the text is digits 0 to 9 alone, one at least.", "choice",
             _asked(lambda text: text.isascii() and text.isdigit()), examples=shows('isdigits("0148")', "1", 'isdigits("-5")', "0")),
    Function("islower", forms("text"), "1 or 0", "Whether there are letters and none of them is a capital.", "choice",
             _asked(str.islower), examples=shows('islower("abc 1")', "1")),
    _NUMERIC, alias("isnumber", _NUMERIC),
    Function("isupper", forms("text"), "1 or 0", "Whether there are letters and all of them are capitals.", "choice",
             _asked(str.isupper), examples=shows('isupper("EN")', "1")),
    Function("lastindexof", forms("text part", "array element"), "number",
             "Position of the last match, or index of the last element that equals it; 0 when absent.", "choice", _lastindexof,
             examples=shows('lastindexof("a/b/c", "/")', "4")),
    _STARTS, alias("beginswith", _STARTS),
]  # fmt: skip
