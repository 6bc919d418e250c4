"""Dynamic objects as JSON, and JSON as dynamic objects; texts that scripts write are read leniently."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.encoder import encode_basestring as _string
from typing import Any

from studio.snippet.dynamic import DEEPEST, Dynamic
from studio.snippet.errors import SnippetError, shown
from studio.snippet.scalars import to_text

#: An object's text is cut here [documented: 32 KB].
LONGEST = 32_768
#: Longer texts are not read at all [choice].
LARGEST = 4_194_304
# A string that is not closed runs to the end of the text: so no part of the text is looked at twice.
_STRINGS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|\'(?:[^\'\\]|\\.)*(?:\'|\\?\Z)', re.DOTALL)
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)
_INNER = re.compile(r"\\.|\"", re.DOTALL)
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def as_json(value: Any, limit: int = LONGEST) -> str:
    """An object as JSON on one line without blanks, every value as a string [documented], null as ``null``.

    Cut at ``limit`` characters, and built no further. A value that is no object gives its text [choice].
    """
    if not isinstance(value, Dynamic):
        return to_text(value)
    parts: list[str] = []
    room = limit
    # Values wait on a stack of our own, so that depth costs no recursion.
    waiting: list[Iterator[Any]] = [iter((value,))]
    closing: list[str] = [""]
    while waiting and room > 0:
        for each in waiting[-1]:
            if each.__class__ is _Raw:
                text = each.text
            elif each.__class__ is Dynamic:
                waiting.append(_opened(each))
                closing.append("]" if each.is_array else "}")
                break
            else:
                text = "null" if each is None else _string(to_text(each))
            parts.append(text)
            room -= len(text)
            if room <= 0:
                break
        else:
            waiting.pop()
            parts.append(closing.pop())
    return "".join(parts)[:limit]


class _Raw:
    """JSON text that stands between values."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def _opened(value: Dynamic) -> Iterator[Any]:
    """The bracket that opens an object, its values, and what stands before each."""
    if value.is_array:
        yield _Raw("[")
        for place, inner in enumerate(value.elements):
            if place:
                yield _Raw(",")
            yield inner
    else:
        yield _Raw("{")
        for place, (name, inner) in enumerate(value.members.items()):
            yield _Raw(("," if place else "") + _string(name) + ":")
            yield inner


# ------------------------------------------------------------------------------------------------- reading
class _Literal(str):
    """The text of a number, which goes back into JSON as it came."""

    __slots__ = ()


def lenient_json(text: str) -> Any:
    """JSON as Python data, numbers as their text; strings may stand in single quotes [inferred].

    SnippetError for text that is no JSON, or nested or large beyond measure.
    """
    source = text.strip()
    if len(source) > LARGEST:
        raise SnippetError(f"the text is too large to read: {len(source)} characters")
    try:
        return _loads(source)
    except ValueError:
        pass
    try:
        return _loads(_STRINGS.sub(_double_quoted, source))
    except ValueError:
        raise SnippetError(f"the text is no JSON: {shown(source)}") from None


def _loads(source: str) -> Any:
    depth = 0
    for found in _BRACKETS.finditer(source):
        first = source[found.start()]
        if first in "[{":
            depth += 1
            if depth > DEEPEST + 1:
                raise SnippetError(f"the JSON is nested more than {DEEPEST} deep")
        elif first != '"':
            depth -= 1
    data = json.loads(source, strict=False, parse_int=_Literal, parse_float=_Literal, parse_constant=_no_number)
    return data if "\\u" not in source else _whole(data)


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _whole(data: Any) -> Any:
    """The data with half surrogate pairs replaced: no text of it could be written anywhere."""
    if isinstance(data, dict):
        return {_HALF_PAIR.sub("\ufffd", name): _whole(each) for name, each in data.items()}
    if isinstance(data, list):
        return [_whole(each) for each in data]
    return _HALF_PAIR.sub("\ufffd", data) if data.__class__ is str else data


def _double_quoted(found: re.Match[str]) -> str:
    """A string in single quotes as one in double quotes."""
    text = found[0]
    if text[0] == '"' or len(text) < 2 or text[-1] != "'":
        return text
    return f'"{_INNER.sub(_escape, text[1:-1])}"'


def _escape(found: re.Match[str]) -> str:
    return {'"': '\\"', "\\'": "'"}.get(found[0], found[0])


def dump_json(value: Any) -> str:
    """Python data from :func:`lenient_json` as JSON, numbers as they were written."""
    if isinstance(value, _Literal):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_string(name)}:{dump_json(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(dump_json(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def parse_dynamic(value: Any) -> Dynamic:
    """The object that JSON or XML text holds; an object is itself, null and empty text give an empty one.

    SnippetError for other text, a bare number or word included [choice].
    """
    if isinstance(value, Dynamic):
        return value
    source = to_text(value).strip().lstrip("\ufeff")
    if not source:
        return Dynamic()
    if source[0] == "<":
        from studio.snippet.xml_text import parse_xml

        return parse_xml(source)
    if source[0] not in "{[":
        raise SnippetError(f"{shown(source)} is neither JSON nor XML of an object")
    found = _value(lenient_json(source))
    assert isinstance(found, Dynamic)
    return found


def _value(data: Any) -> Any:
    """Parsed data as values: numbers and truth keep their words [choice]; a member ``__type`` is dropped."""
    if isinstance(data, dict):
        members = {}
        for name, each in data.items():
            if name != "__type":
                members[name] = _value(each)
        return Dynamic.of(members)
    if isinstance(data, list):
        elements = []
        for each in data:
            elements.append(_value(each))
        return Dynamic.array(elements)
    if isinstance(data, bool):
        return "true" if data else "false"
    return str(data) if isinstance(data, str) else data
