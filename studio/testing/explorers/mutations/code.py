"""Small changes of code: each takes the place of one sign, number, text, statement or condition and leaves the rest alone.

The places come from the syntax tree and the scanner, so that comments and the inside of texts are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from studio.snippet import syntax as s
from studio.snippet.scanner import Scanner
from studio.snippet.tokens import Token

_SIGN = re.compile(r"&&?|\|\|?|!=|<>|<=|=<|>=|=>|==+|[-+*/=<>]")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
_WORD = re.compile(r"(true|false)\b", re.IGNORECASE)
_PLAIN = re.compile(r'"[^"{\\\n]*"|\'[^\'{\\\n]*\'')
#: An operator by its one spelling, and what takes its place.
_OTHER = {"=": "!=", "!=": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "+": "-", "-": "+", "*": "/", "/": "*", "&": "|", "|": "&"}  # fmt: skip
#: Tokens between which a statement without a block stands, and those with which one begins that may be left out.
_ENDS = ("_NL", "_LBRACE", "_RBRACE", "$END")
_FRESH = (*_ENDS, "ELSE", "DEFAULT")
_DROPPED = ("ASSIGN", "DYNAMIC", "RETURN", "BREAK", "NAME", "GLOBAL")
#: What a text becomes.
OTHER_TEXT = "other"


class Edit(NamedTuple):
    """A piece of a source that becomes another; ``line`` counts from 1."""

    start: int
    end: int
    new: str
    what: str
    line: int

    def on(self, source: str) -> str:
        """The source with the change."""
        return source[: self.start] + self.new + source[self.end :]


def in_tree(source: str, tree: object) -> Iterator[Edit]:
    """Changes of operators, numbers and texts of a tree."""
    offsets = _offsets(source)
    dates = {id(each.text) for each in s.nodes(tree) if isinstance(each, s.Date)}
    for node in s.nodes(tree):
        if not 0 < node.line <= len(offsets):
            continue
        at = offsets[node.line - 1] + node.column - 1
        match node:
            case s.Binary(operator=operator) if operator in _OTHER:
                found = _SIGN.match(source, at)
                if found:
                    yield Edit(at, found.end(), _OTHER[operator], "another operator", node.line)
            case s.Number(value=value):
                yield from _number(source, at, value, node.line)
            case s.Text() if id(node) not in dates:
                found = _PLAIN.match(source, at)
                if found:
                    quote = source[at]
                    yield Edit(
                        at, found.end(), f"{quote}{other_text(found[0][1:-1])}{quote}", "another text", node.line
                    )


def _number(source: str, at: int, value: int | float, line: int) -> Iterator[Edit]:
    word = _WORD.match(source, at)
    if word:
        yield Edit(at, word.end(), "false" if value else "true", "true and false swapped", line)
        return
    found = _NUMBER.match(source, at)
    if found:
        for by in (1, -1):
            text = f"{value + by:g}" if isinstance(value, float) else str(value + by)
            # A minus sign behind another would be no number.
            yield Edit(at, found.end(), text if value + by >= 0 else f"({text})", "another number", line)


def other_text(text: str) -> str:
    """A text that is not this one."""
    return OTHER_TEXT if text.strip().lower() != OTHER_TEXT else f"an{OTHER_TEXT}"


def in_snippet(source: str, program: s.Program) -> Iterator[Edit]:
    """Changes of a snippet: those of its tree, statements left out, conditions turned round, texts with ``{…}`` in them."""
    tree = [*program.body, *program.functions]
    yield from in_tree(source, tree)
    offsets = _offsets(source)
    tokens = Scanner(source, quiet=True).scan()
    conditions = {(each.line, each.column): each.condition for each in s.nodes(tree) if isinstance(each, s.If)}
    for chunk, following in _statements(tokens):
        start, end = _offset(offsets, chunk[0]), _offset(offsets, following)
        text = source[start:end].rstrip()
        line = chunk[0][2]
        if chunk[0][0] in _DROPPED and following[0] != "_LBRACE":
            yield Edit(start, start + len(text), "", "statement left out", line)
        elif chunk[0][0] == "IF" and len(chunk) > 1 and _turns(conditions.get((line, chunk[0][3]))):
            inner = _offset(offsets, chunk[1])
            yield Edit(
                inner, start + len(text), f"!({source[inner : start + len(text)]})", "condition turned round", line
            )
    for token, following in pairwise(tokens):
        if token[0] == "STRING" and isinstance(token[1], s.Join):
            start, end = _offset(offsets, token), _offset(offsets, following)
            text = source[start:end].rstrip()
            if text[:1] in "\"'" and len(text) > 1 and text[-1] == text[0]:
                yield Edit(start, start + len(text), f"{text[0]}{OTHER_TEXT}{text[0]}", "another text", token[2])


def _turns(condition: s.Expression | None) -> bool:
    """True for a condition that is not turned round by another operator already."""
    return condition is not None and not (isinstance(condition, s.Binary) and condition.operator in ("=", "!="))


def _statements(tokens: Sequence[Token]) -> Iterator[tuple[list[Token], Token]]:
    """The heads of statements, each with the token that follows it."""
    chunk: list[Token] = []
    for each in tokens:
        if each[0] in _FRESH:
            if chunk:
                yield chunk, each
            chunk = []
        else:
            chunk.append(each)


def _offsets(source: str) -> list[int]:
    found = [0]
    for line in source.split("\n"):
        found.append(found[-1] + len(line) + 1)
    return found[:-1]


def _offset(offsets: Sequence[int], token: Token) -> int:
    return offsets[min(token[2], len(offsets)) - 1] + token[3] - 1


def same_meaning(one: object, other: object) -> bool:
    """True if two trees say the same, wherever it stands in their texts."""
    first, second = _plain(one), _plain(other)
    return first == second


def _plain(tree: object) -> object:
    if isinstance(tree, s.Node):
        return (type(tree).__name__, *(_plain(getattr(tree, name)) for name in s.fields_of(type(tree))))
    return [_plain(each) for each in tree] if isinstance(tree, (list, tuple)) else (type(tree).__name__, tree)
