"""Built-in functions that take parts of text and change text. Positions count from 1; letter case counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from studio.snippet.dynamic import Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.functions.common import bounded, fits, gathered, listed, whole
from studio.snippet.functions.entry import Function, alias, forms, shows
from studio.snippet.limits import GREATEST_TEXT
from studio.snippet.scalars import to_number, to_text

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


def _append(host: Any, value: Any, text: Any) -> str:
    if value.__class__ is Dynamic:
        raise SnippetError("append adds text; an array gets one more element by array[1 + array.count] = element")
    return bounded(to_text(value) + to_text(text), "append")


def _concat(host: Any, *parts: Any) -> str:
    return gathered((to_text(each) for each in parts), "", "concat")


def _char(host: Any, code: Any) -> str:
    number = to_number(code)
    if not 0 <= number <= 65_535:
        raise SnippetError(f"char: {to_text(number)} is no character code from 0 to 65535")
    return chr(int(number))


def _asc(host: Any, text: Any) -> int:
    value = to_text(text)
    return ord(value[0]) if value else 0


def _charat(host: Any, text: Any, position: Any) -> str:
    at = whole(position)
    return to_text(text)[at - 1 : at] if at > 0 else ""


def _left(host: Any, text: Any, count: Any) -> str:
    return to_text(text)[: max(0, whole(count))]


def _right(host: Any, text: Any, count: Any) -> str:
    wanted = whole(count)
    return to_text(text)[-wanted:] if wanted > 0 else ""


def _mid(host: Any, text: Any, start: Any, count: Any = GREATEST_TEXT) -> str:
    first = max(1, whole(start)) - 1
    return to_text(text)[first : first + max(0, whole(count))]


def _remove(host: Any, text: Any, start: Any, count: Any = GREATEST_TEXT) -> str:
    value, first = to_text(text), max(1, whole(start)) - 1
    return value[:first] + value[first + max(0, whole(count)) :]


def _insert(host: Any, text: Any, position: Any, part: Any) -> str:
    value, at = to_text(text), max(1, whole(position)) - 1
    return bounded(value[:at] + to_text(part) + value[at:], "insert")


def _replace(host: Any, text: Any, old: Any, new: Any) -> str:
    value, out, into = to_text(text), to_text(old), to_text(new)
    if not out:
        return value
    if len(into) > len(out):
        fits(len(value) + value.count(out) * (len(into) - len(out)), "replace")
    return value.replace(out, into)


def _replacefirst(host: Any, text: Any, old: Any, new: Any) -> str:
    value, out = to_text(text), to_text(old)
    return bounded(value.replace(out, to_text(new), 1), "replacefirst") if out else value


def _replicate(host: Any, text: Any, count: Any) -> str:
    value, times = to_text(text), max(0, whole(count))
    fits(len(value) * times, "replicate")
    return value * times if value else ""


def _padding(text: str, width: Any, fill: Any, name: str) -> str:
    """What is missing from a text to that width."""
    missing, unit = whole(width) - len(text), to_text(fill) or " "
    if missing <= 0:
        return ""
    fits(len(text) + missing, name)
    return (unit * (missing // len(unit) + 1))[:missing]


def _padleft(host: Any, text: Any, width: Any, fill: Any = " ") -> str:
    value = to_text(text)
    return _padding(value, width, fill, "padleft") + value


def _padright(host: Any, text: Any, width: Any, fill: Any = " ") -> str:
    value = to_text(text)
    return value + _padding(value, width, fill, "padright")


def _trimmed(blanks: Callable[[str], str], left: bool, right: bool) -> Callable[..., str]:
    """Trimming of blanks, or of the characters that are given."""

    def trim(host: Any, text: Any, characters: Any = None) -> str:
        value = to_text(text)
        if characters is None:
            return blanks(value)
        # A set keeps this linear however many characters there are.
        out = set(to_text(characters))
        start, end = 0, len(value)
        while left and start < end and value[start] in out:
            start += 1
        while right and start < end and value[end - 1] in out:
            end -= 1
        return value[start:end]

    return trim


def _cased(text: str, made: str, how: Any) -> str:
    """Text in another case, character by character where the length would change: as .NET has it."""
    if len(made) == len(text):
        return made
    return "".join(turned if len(turned := how(each)) == 1 else each for each in text)


def _lower(host: Any, text: Any) -> str:
    value = to_text(text)
    return _cased(value, value.lower(), str.lower)


def _upper(host: Any, text: Any) -> str:
    value = to_text(text)
    return _cased(value, value.upper(), str.upper)


def _titlecase(host: Any, text: Any) -> str:
    return _WORD.sub(lambda found: _capital(_lower(host, found[0])), to_text(text))


def _capital(text: str) -> str:
    return _upper(None, text[:1]) + text[1:]


def _reverse(host: Any, value: Any) -> Any:
    if value.__class__ is Dynamic:
        return Dynamic.array(listed(value)[::-1])
    text = to_text(value)
    return "|".join(text.split("|")[::-1]) if "|" in text else text[::-1]


def _only(text: Any, wanted: Any) -> str:
    return "".join(each for each in to_text(text) if wanted(each))


def _keepchars(host: Any, text: Any, characters: Any) -> str:
    return _only(text, set(to_text(characters)).__contains__)


def _removechars(host: Any, text: Any, characters: Any) -> str:
    out = set(to_text(characters))
    return _only(text, lambda each: each not in out)


_MID = "``count`` characters from position ``start``; past the end what there is, a start below 1 counts as 1"
_GROWN = f"a result above {GREATEST_TEXT:,} characters"
_ASC = Function("asc", forms("text"), "number", "The code of the first character, 0 for empty text.", "choice", _asc,
                examples=shows('asc("A")', "65"))  # fmt: skip
_CHAR = Function("char", forms("code"), "text", "The character of that code.", "inferred", _char,
                 errors="a code outside 0 to 65535", examples=shows("char(65)", "A", "char(123)", "{"))  # fmt: skip
_LOWER = Function("lower", forms("text"), "text", "The text in small letters.", "inferred", _lower,
                  examples=shows('lower("Sales.WAV")', "sales.wav"))  # fmt: skip
_UPPER = Function("upper", forms("text"), "text", "The text in capitals.", "inferred", _upper,
                  examples=shows('upper("Sales")', "SALES"))  # fmt: skip
_LTRIM = Function("ltrim", forms("text", "text characters"), "text",
                  "The text without blanks, or without these characters, at its beginning.", "choice", _trimmed(str.lstrip, left=True, right=False),
                  examples=shows('ltrim("0042", "0")', "42"))  # fmt: skip
_RTRIM = Function("rtrim", forms("text", "text characters"), "text",
                  "The text without blanks, or without these characters, at its end.", "choice", _trimmed(str.rstrip, left=False, right=True),
                  examples=shows('rtrim("1.500", "0")', "1.5"))  # fmt: skip
_PADLEFT = Function("padleft", forms("text width", "text width fill"), "text",
                    "The text with blanks, or with ``fill`` again and again, before it up to that width.", "choice", _padleft,
                    errors=_GROWN, examples=shows('padleft("42", 5, "0")', "00042"))  # fmt: skip
_PADRIGHT = Function("padright", forms("text width", "text width fill"), "text",
                     "The text with blanks, or with ``fill`` again and again, behind it up to that width.", "choice",
                     _padright, errors=_GROWN, examples=shows('padright("ab", 5, ".")', "ab..."))  # fmt: skip
_REPLICATE = Function("replicate", forms("text count"), "text", "The text so many times over; a count below 1 gives empty text.",
                      "choice", _replicate, errors=_GROWN, examples=shows('replicate("ab", 3)', "ababab"))  # fmt: skip
_TITLE = Function("titlecase", forms("text"), "text", "Each word with a capital first and small letters behind it.", "choice",
                  _titlecase, examples=shows('titlecase("ann O\'NEIL")', "Ann O'neil"))  # fmt: skip

FUNCTIONS = [
    Function("append", forms("variable text"), "text", "Text added at the end of the variable; null counts as empty.",
             "inferred", _append, errors=f"an object, {_GROWN}", mutates_receiver=True, pure=False,
             examples=shows('append("ab", "cd")', "abcd")),
    _ASC, alias("ascii", _ASC),
    Function("capitalize", forms("text"), "text", "The text with its first character a capital, the rest as it is.", "choice",
             lambda host, v: _capital(to_text(v)), examples=shows('capitalize("new York")', "New York")),
    _CHAR, alias("chr", _CHAR),
    Function("charat", forms("text position"), "text", "The character at a position; empty text outside.", "choice", _charat,
             examples=shows('charat("Sales", 2)', "a")),
    Function("concat", forms("a b", "a b c", "a b c d", "a b c d e"), "text", "The texts one behind the other.", "choice",
             _concat, errors=_GROWN, examples=shows('concat("ext. ", 42)', "ext. 42")),
    Function("digits", forms("text"), "text", "The digits 0 to 9 of the text, all else left out.", "choice",
             lambda host, v: _only(v, "0123456789".__contains__), examples=shows('digits("+1 (214) 555-0148")', "12145550148")),
    Function("insert", forms("text position part"), "text",
             "The text with ``part`` put in so that it begins at the position: below 1 at the beginning, past the end behind it.",
             "choice", _insert, errors=_GROWN, examples=shows('insert("5550148", 4, "-")', "555-0148")),
    Function("keepchars", forms("text characters"), "text", "The text with only these characters left.", "choice", _keepchars,
             examples=shows('keepchars("1.234,50 $", "0123456789,")', "1234,50")),
    Function("left", forms("text count"), "text", "The first characters; all if there are fewer, none for a count below 1.",
             "inferred", _left, examples=shows('left("2145550148", 3)', "214")),
    Function("letters", forms("text"), "text", "The letters of the text, all else left out.", "choice",
             lambda host, v: _only(v, str.isalpha), examples=shows('letters("AB-12 c")', "ABc")),
    _LOWER, alias("lcase", _LOWER), alias("tolower", _LOWER), _LTRIM, alias("trimstart", _LTRIM), alias("trimleft", _LTRIM),
    Function("mid", forms("text start count", "text start"), "text", f"{_MID}; without ``count`` up to the end.", "inferred",
             _mid, examples=shows('mid("2145550148", 4, 3)', "555", 'mid("2145550148", 7)', "0148")),
    Function("normalizespace", forms("text"), "text", "The text with one blank for every run of blanks, and none at its ends.",
             "choice", lambda host, v: " ".join(to_text(v).split()), examples=shows('normalizespace("  Ann   Hale ")', "Ann Hale")),
    _PADLEFT, alias("lpad", _PADLEFT), _PADRIGHT, alias("rpad", _PADRIGHT),
    Function("remove", forms("text start", "text start count"), "text",
             "The text without ``count`` characters, or without all, from position ``start``; a start below 1 counts as 1.",
             "choice", _remove, examples=shows('remove("555-0148", 4, 1)', "5550148", 'remove("Sales team", 6)', "Sales")),
    Function("removechars", forms("text characters"), "text", "The text without any of these characters.", "choice",
             _removechars, examples=shows('removechars("(214) 555-0148", "()- ")', "2145550148")),
    Function("replace", forms("text old new"), "text", "Every occurrence replaced; letter case counts, an empty ``old`` changes nothing.",
             "inferred", _replace, errors=_GROWN, examples=shows('replace("a b c", " ", "_")', "a_b_c")),
    Function("replacefirst", forms("text old new"), "text", "The first occurrence replaced; an empty ``old`` changes nothing.",
             "choice", _replacefirst, errors=_GROWN, examples=shows('replacefirst("a b c", " ", "_")', "a_b c")),
    _REPLICATE, alias("repeat", _REPLICATE, shows('"ab".repeat(3)', "ababab")),
    Function("reverse", forms("text", "array"), "text or array",
             "The characters the other way round; of an array, text with a pipe among them, the elements. A new array.", "choice",
             _reverse, examples=shows('reverse("abc")', "cba", 'reverse("ten|nine|eight")', "eight|nine|ten"), makes="array"),
    Function("right", forms("text count"), "text", "The last characters; all if there are fewer, none for a count below 1.",
             "inferred", _right, examples=shows('right("2145550148", 4)', "0148")),
    _RTRIM, alias("trimend", _RTRIM), alias("trimright", _RTRIM),
    Function("substr", forms("text start count", "text start"), "text", "The same as mid.", "inferred", _mid, same_as="mid",
             examples=shows('substr("+61755500100", 4, 8)', "75550010")),
    Function("substring", forms("text start count", "text start"), "text", "The same as mid; positions count from 1.", "choice",
             _mid, same_as="mid", examples=shows('substring("Sales team", 7)', "team")),
    _TITLE, alias("proper", _TITLE), alias("propercase", _TITLE),
    Function("trim", forms("text", "text characters"), "text",
             "The text without blanks, or without these characters, at either end.", "choice", _trimmed(str.strip, left=True, right=True),
             examples=shows('trim("  Ann ")', "Ann", 'trim("--x-", "-")', "x")),
    _UPPER, alias("ucase", _UPPER), alias("toupper", _UPPER),
]  # fmt: skip
