"""Cuts a file into lines, and lines into parts: what a line is, before anything is made of it.

Every physical line is read by itself, so a fault never reaches beyond its line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from studio.script.text.faults import Faults
from studio.script.text.grammar import Where, shape
from studio.script.text.lists import read_block_line, read_item_line
from studio.script.text.misfits import explain, guessed_head
from studio.script.text.strings import BLANKS, invisible

T = TypeVar("T")

_PART = re.compile(
    r"""[ \t]*(?:
      (?P<WORD>[A-Za-z_][A-Za-z0-9_]*)
    | (?P<STRING>"[^"]*"|\$"[^"\\]*(?:\\.[^"\\]*)*")
    | (?P<ID>\#-?[0-9]{1,18}(?![0-9]))
    | (?P<ARROW>->) | (?P<ASSIGN>:=) | (?P<COLON>:) | (?P<EQUAL>=)
    | (?P<POSITION>-?[0-9]{1,9},-?[0-9]{1,9}(?:/(?:-?[0-9]{1,9},-?[0-9]{1,9}|-))?)(?=[ \t]|$)
    | (?P<NUMBER>-?[0-9]{1,18})(?=[ \t]|$)
    )""",
    re.VERBOSE,
)
_CASE_VALUE = re.compile(r'[ \t]*((?:(?!->)[^ \t"$])+)')
#: No line has as many parts.
_MOST_PARTS = 8
_BEFORE_REST = frozenset({"EQUAL", "COLON", "ASSIGN"})
_KEYWORDS = {"script": "SCRIPT", "editor": "EDITOR", "case": "CASE"}


class Part(NamedTuple):
    """A piece of a line: its type in the grammar, its value (strings without their quotes), its column from 1."""

    type: str
    value: str
    column: int


@dataclass(slots=True)
class Line:
    """A line that the form knows. ``type`` is its terminal (``TEXT_LINE``); comments are those that belong to it."""

    type: str
    number: int
    parts: list[Part]
    comments: list[str] = field(default_factory=list)

    @property
    def first(self) -> Part:
        return self.parts[0]

    @property
    def last(self) -> Part:
        return self.parts[-1]


class Bad(Exception):
    """What is wrong with a line: code, message, hint and the column from 1."""

    def __init__(self, code: str, message: str, column: int, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.column, self.hint = code, message, column, hint


class Scanner:
    """Gives the lines of a text, ``FAULT`` for one that the form doesn't know.

    ``comments`` holds those that no line has followed yet.
    """

    def __init__(self, source: str, faults: Faults) -> None:
        self._source = source
        self._faults = faults
        self.comments: list[str] = []
        self.in_editor = False

    def __iter__(self) -> Iterator[Line]:
        for number, raw in enumerate(self._source.split("\n"), 1):
            text = raw.strip(" \t\r")
            if not text:
                continue
            if text.startswith("//"):
                self.comments.append(text[2:].strip(" \t\r"))
                continue
            line = self._line(text, number, raw.find(text[0]))
            if line is None:
                yield Line("FAULT", number, [])
                continue
            if self.comments:
                line.comments, self.comments = self.comments, []
            if line.type == "EDITOR_LINE":
                self.in_editor = True
            yield line

    def _line(self, text: str, number: int, indent: int) -> Line | None:
        # Most lines of a script are code.
        if text[0] == "|" and not (self.in_editor or text.startswith('|$"')):
            value, margin = read_block_line(text)
            return Line("BLOCK_LINE", number, [Part("BLOCK", value, indent + margin + 1)])
        where: Where = "member" if self.in_editor else "line"
        try:
            parts = _parts(text, indent, self.in_editor)
            found = shape(where, tuple([each[0] for each in parts]))
            if isinstance(found, str):
                return Line(found.upper(), number, parts)
            column = parts[found.at].column - indent if found.at < len(parts) else len(text) + 1
            rest = text[column - 1 :]
            raise Bad("TX401" if self.in_editor else "TX201", *explain(where, text, rest, column, found.expected))
        except Bad as bad:
            self._faults.add(bad.code, bad.message, bad.hint, line=number, column=bad.column + indent)
        guess = None if self.in_editor else guessed_head(text)
        if guess is None:
            return None
        kind, caption = guess
        type, first = ("HEAD_LINE", "SCRIPT") if kind == "script" else ("ACTION_LINE", "WORD")
        return Line(type, number, [Part(first, kind, 1 + indent), Part("STRING", caption, 1 + indent)])


def _parts(text: str, indent: int, in_editor: bool) -> list[Part]:
    """The parts of a trimmed line; their columns count the ``indent`` before it. Raises Bad, whose column doesn't."""
    first = text[0]
    if first == "|":
        value, margin = _unescaped(read_block_line, text, 2)
        return [Part("BLOCK", value, indent + margin + 1)]
    if first == "-" and text[1:2] in ("", " ", "\t"):
        return [Part("ITEM", _unescaped(read_item_line, text, 3), indent + 3)]
    parts: list[Part] = []
    at, end = 0, len(text)
    while at < end and len(parts) < _MOST_PARTS:
        found = _PART.match(text, at)
        if found is None:
            raise _unknown(text, at)
        kind: str = found.lastgroup  # type: ignore[assignment]  # each way to match has a name
        start, at = found.span(kind)
        value = text[start:at]
        if kind == "WORD":
            if value in _KEYWORDS and (not parts or (in_editor and value == "case" and len(parts) == 1)):
                kind = _KEYWORDS[value]
        elif kind == "STRING":
            value = _string(value, start + 1)
        parts.append(Part(kind, value, indent + start + 1))
        if kind == "CASE":
            at = _case_value(text, at, indent, parts)
        elif kind in _BEFORE_REST or (in_editor and kind == "ARROW"):
            _rest(text, at, indent, kind, parts)
            break
    return parts


def _rest(text: str, at: int, indent: int, kind: str, parts: list[Part]) -> None:
    rest = text[at:].lstrip(BLANKS)  # its end is trimmed already
    column = indent + len(text) - len(rest) + 1
    if kind == "EQUAL":
        parts.append(Part("TEXT", rest, column))
    elif kind != "COLON":
        parts.append(Part("JSON", rest, column))
    elif rest:
        parts.append(Part("ITEMS", rest, column))


def _case_value(text: str, at: int, indent: int, parts: list[Part]) -> int:
    found = _PART.match(text, at)
    if found is not None and found.lastgroup == "STRING":
        value, start = found["STRING"], found.start("STRING")
        value = _string(value, start + 1)
    else:
        found = _CASE_VALUE.match(text, at)
        if found is None:
            return at
        value, start = found[1], found.start(1)
    parts.append(Part("VALUE", value, indent + start + 1))
    return found.end()


def _string(written: str, column: int) -> str:
    if written[0] == '"':
        return written[1:-1]
    return str(_unescaped(json.loads, written[1:], column))


def _unescaped(read: Callable[[str], T], text: str, column: int) -> T:
    try:
        return read(text)
    except (ValueError, RecursionError):
        raise Bad(
            "TX203",
            "this isn't a valid escaped string",
            column,
            'inside $"…" write \\" for a quote and \\\\ for a backslash',
        ) from None


def _unknown(text: str, at: int) -> Bad:
    rest = text[at:].lstrip(BLANKS)
    column = len(text) - len(rest) + 1
    if rest.startswith(('"', '$"')):
        return Bad("TX202", "the closing quote is missing", column)
    if invisible(rest[0]):
        name = f"U+{ord(rest[0]):04X}"
        return Bad(
            "TX201", f"an invisible character ({name}) stands here", column, "delete it, or type a blank instead"
        )
    message, column, hint = explain("line", text, rest, column, ())
    return Bad("TX201", message, column, hint)
