"""Words, strings and JSON as the text form writes them, and what makes a character invisible."""

from __future__ import annotations

import json
import re
from typing import Any

#: Characters that a reader of a line can't see, or that editors drop: written escaped.
_INVISIBLE = re.compile("[\x00-\x08\n-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_BARE_CASE = re.compile(r'(?:(?!->)[^ \t"$])+\Z')
RESERVED = frozenset({"script", "editor", "case"})
BLANKS = " \t"
#: Lists and objects within one another in a JSON value; exports allow as many in all.
DEEPEST = 100


class Unprintable(ValueError):
    """A model that the text form can't hold; the message says where and why."""


def invisible(text: str) -> bool:
    """True if the text holds a character that can't be seen in a line (a line break is one; a tab is not)."""
    return _INVISIBLE.search(text) is not None


def is_word(name: str) -> bool:
    """True for a name of ASCII letters, digits and _ that doesn't begin with a digit."""
    return _WORD.match(name) is not None


def json_text(value: Any) -> str:
    """A JSON value on one line, invisible characters escaped."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise Unprintable(f"a value that JSON can't hold: {error}") from None
    if too_deep(value, text):
        raise Unprintable(f"a value of more than {DEEPEST} lists and objects within one another")
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def too_deep(value: Any, text: str) -> bool:
    """True for a JSON value of more lists and objects within one another than a script may have; ``text`` is its text."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    depth, level = 0, [value]
    while level := [each for each in level if isinstance(each, dict | list)]:
        depth += 1
        level = [one for each in level for one in (each.values() if isinstance(each, dict) else each)]
    return depth > DEEPEST


def same(one: Any, other: Any) -> bool:
    """Equal as JSON values: 1, 1.0 and true are three values, the order of members means nothing."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(each, other[name]) for name, each in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def escaped(text: str) -> str:
    """The text as ``$"…"``."""
    return "$" + json_text(text)


def quoted(text: str) -> str:
    """A caption or quoted name: ``"…"`` as it is, ``$"…"`` where it holds a quote or something invisible."""
    return escaped(text) if '"' in text or invisible(text) else f'"{text}"'


def name_text(name: str, reserved: frozenset[str] = RESERVED) -> str:
    """A name of a property or member: bare where it is a word and not reserved."""
    return name if is_word(name) and name not in reserved else quoted(name)


def label_text(label: str) -> str:
    """The label of a named branch."""
    return quoted(label) if label == "Default" else name_text(label)


def case_text(value: str) -> str:
    """The value of a case: bare where nothing in it could be taken for something else."""
    return value if _BARE_CASE.match(value) and not invisible(value) else quoted(value)


def one_line(value: str) -> bool:
    """True if a text can stand behind ``=``: seen whole, and equal to itself trimmed."""
    return value == value.strip(BLANKS) and not invisible(value)
