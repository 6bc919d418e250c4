"""The grammar of the text form at work: what a line is, and which line may stand where.

A line is told by the types of its parts alone, so every shape of line goes through the parser once and is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

if TYPE_CHECKING:
    from lark import Lark, Token
    from lark.parsers.lalr_interactive_parser import InteractiveParser

Where = Literal["line", "member"]
END = "$END"


class Typed(Protocol):
    """Whatever has the name of a terminal of the grammar."""

    @property
    def type(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Parts that make no line: the index of the first that doesn't fit (their number: the end), and what would."""

    at: int
    expected: tuple[str, ...]


@cache
def _lark() -> Lark:
    from lark import Lark
    from lark.lexer import Lexer

    class Cut(Lexer):
        """Stands for the scanner, which feeds the parser itself."""

        def __init__(self, conf: Any) -> None: ...

        def lex(self, lexer_state: Any, parser_state: Any) -> Any:
            return iter(())

    text = resources.files("studio.grammar").joinpath("script.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer=Cut, start=["file", "line", "member"])


def shape(where: Where, types: tuple[str, ...]) -> str | Mismatch:
    """The name of the line that parts of these types make, such as ``action_line``."""
    known = _SHAPES.get((where, types))
    if known is None:
        known = _parse(where, types)
        if len(_SHAPES) < 4096:
            _SHAPES[where, types] = known
    return known


_SHAPES: dict[tuple[Where, tuple[str, ...]], str | Mismatch] = {}


@dataclass(frozen=True, slots=True)
class _Bare:
    type: str


def _parse(where: Where, types: tuple[str, ...]) -> str | Mismatch:
    from lark import UnexpectedToken

    parser = _lark().parse_interactive(start=where)
    for at, each in enumerate((*types, END)):
        try:
            tree = parser.feed_token(cast("Token", _Bare(each)))
        except UnexpectedToken as error:
            return Mismatch(at, tuple(sorted(error.expected)))
    return str(tree.data)


class Sequence:
    """Takes line after line, and says which don't fit where they stand."""

    __slots__ = ("_parser", "_unexpected")

    def __init__(self) -> None:
        from lark import UnexpectedToken

        self._parser: InteractiveParser = _lark().parse_interactive(start="file")
        self._unexpected = UnexpectedToken

    def take(self, line: Typed) -> bool:
        """True if the line may stand here; if not it is as if it weren't there."""
        try:
            self._parser.feed_token(cast("Token", line))
        except self._unexpected:
            return False
        return True

    def tree(self) -> Any:
        """The lines taken, as ``file`` with ``property``, ``action``, ``branch`` and ``editor``; None without a head."""
        try:
            return cast(Any, self._parser).feed_eof()  # lark has no types for it
        except self._unexpected:
            return None
