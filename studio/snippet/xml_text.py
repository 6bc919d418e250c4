"""Dynamic objects as XML, and XML as dynamic objects. No document type and no entity of its own is ever read.

Each member is an element of its name, the elements of an array repeat it, the root is called ``root`` [choice].
Attributes and child elements are both members; text beside them is the member ``$value``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from studio.snippet.dynamic import DEEPEST, Dynamic
from studio.snippet.errors import SnippetError
from studio.snippet.json_text import LARGEST, LONGEST
from studio.snippet.scalars import to_text

_NO_NAME = re.compile(r"[^A-Za-z0-9_.\-\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_xml(value: Any, limit: int = LONGEST) -> str:
    """An object as XML, cut at ``limit`` characters and built no further. What is no object gives its text [choice].

    Characters that XML can't hold are left out; those that no name may have become ``_``.
    """
    if not isinstance(value, Dynamic):
        return to_text(value)
    parts: list[str] = []
    room = limit
    waiting = [_within("root", value)]
    while waiting and room > 0:
        each = next(waiting[-1], None)
        if each is None:
            waiting.pop()
        elif isinstance(each, str):
            parts.append(each)
            room -= len(each)
        else:
            waiting.append(_within(*each))
    return "".join(parts)[:limit]


def _within(name: str, value: Dynamic) -> Iterator[str | tuple[str, Dynamic]]:
    """The text of one element, and in their places the objects that stand in it."""
    tag = _tag(name)
    yield f"<{tag}>"
    for inner, each in [("item", each) for each in value.elements] if value.is_array else value.members.items():
        if each.__class__ is not Dynamic:
            yield _plain(each) if inner == "$value" else _leaf(inner, each)
        elif not each.is_array or value.is_array:
            yield inner, each
        else:
            for one in each.elements:
                yield (inner, one) if one.__class__ is Dynamic else _leaf(inner, one)
    yield f"</{tag}>"


def _tag(name: str) -> str:
    name = _NO_NAME.sub("_", name)
    return name if name[:1].isalpha() or name[:1] == "_" else f"_{name}"


def _plain(value: Any) -> str:
    text = _NO_TEXT.sub("", to_text(value))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _leaf(name: str, value: Any) -> str:
    tag = _tag(name)
    return f"<{tag}>{_plain(value)}</{tag}>"


# ------------------------------------------------------------------------------------------------- reading
class _Reader:
    """Takes the parser's events and builds the objects, innermost first."""

    def __init__(self) -> None:
        self.root = Dynamic()
        self._open: list[tuple[dict[str, Any], list[str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > DEEPEST:
            raise SnippetError(f"the XML is nested more than {DEEPEST} deep")
        members: dict[str, Any] = {}
        for key, text in attributes.items():
            if key != "xmlns" and not key.startswith("xmlns:"):
                self._put(members, key, text)
        self._open.append((members, []))

    def text(self, text: str) -> None:
        if self._open:
            self._open[-1][1].append(text)

    def end(self, name: str) -> None:
        members, texts = self._open.pop()
        text = "".join(texts)
        if members or not self._open:
            if text.strip():
                members["$value"] = text.strip()
            made: Any = Dynamic.of({key: _made(each) for key, each in members.items()})
        else:
            made = text
        if self._open:
            self._put(self._open[-1][0], name, made)
        else:
            self.root = made

    def refuse(self, *_: Any) -> None:
        raise SnippetError("XML with a document type or entities of its own is not read")

    @staticmethod
    def _put(members: dict[str, Any], name: str, value: Any) -> None:
        """A member, or one more element of it. The prefix of a name falls away: no script could write it."""
        name = name.rpartition(":")[2]
        if name == "__type":
            return
        if name not in members:
            members[name] = value
        elif isinstance(members[name], list):
            members[name].append(value)
        else:
            members[name] = [members[name], value]


def _made(value: Any) -> Any:
    return Dynamic.array(value) if isinstance(value, list) else value


def parse_xml(source: str) -> Dynamic:
    """The object that an XML text holds: what stands in its root. SnippetError for what is no XML."""
    if len(source) > LARGEST:
        raise SnippetError(f"the text is too large to read: {len(source)} characters")
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.text
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    try:
        parser.Parse(source.encode("utf-8", "replace"), True)
    except expat.ExpatError as fault:
        raise SnippetError(f"the text is no XML: {fault}") from None
    return reader.root
