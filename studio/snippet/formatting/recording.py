"""The words and signs of a snippet as its author wrote them, and its comments, which no tree has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from studio.snippet.scanner import Scanner
from studio.snippet.strings import Open
from studio.snippet.tokens import CONSTANTS, Token

_BLANKS = " \t\f\v\u00a0"
_INVISIBLE = _BLANKS + "\u200b\ufeff"
_BLANK_RUN = re.compile(f"[{_BLANKS}]+")
_NEW = "new UCN.Data.RESTProxy()"


class Piece(NamedTuple):
    """A word, sign or string: its token's type, the text to print, its line (from 1)."""

    kind: str
    text: str
    line: int


class Comment(NamedTuple):
    """A comment from its ``//`` on, without blanks at its end, and its line (from 1)."""

    text: str
    line: int


class Recorder(Scanner):
    """A scan that keeps what the parser has no use for. Good only for a source without errors."""

    def __init__(self, source: str, rescues: Mapping[int, int]) -> None:
        super().__init__(source, rescues=rescues, quiet=True)
        self.comments: list[Comment] = []
        self._written: dict[tuple[int, int], str] = {}  # by line and column, where the token does not tell it

    def pieces(self) -> list[Piece]:
        """All tokens in order, those for line ends and braces among them."""
        made: list[Piece] = []
        skipped = 0
        for token in self.scan():
            if skipped:
                skipped -= 1
                continue
            kind, _, line, column = token
            text = self._text(token, self._written.get((line, column)))
            made.append(Piece(kind, text, line))
            # One phrase of the author's stands for three tokens.
            skipped = 2 if text == _NEW else 0
        return made

    def close_string(self, string: Open, at: int) -> tuple[None, int]:
        if not self.frames:
            start = self.line_start + string.column - 1
            self._written[string.line, string.column] = self.text[start : at + 1]
        return super().close_string(string, at)

    def _rarer(self, kind: str, start: int, pos: int) -> tuple[Open | None, int]:
        if not self.frames:
            if kind in ("line", "end"):
                self._record_comments(self.text[start:pos])
            elif kind in ("number", "main"):
                self._written[self.line, self.column(start)] = _BLANK_RUN.sub("", self.text[start:pos])
            elif kind == "new":
                self._written[self.line, self.column(start)] = _NEW
        return super()._rarer(kind, start, pos)

    def _record_comments(self, text: str) -> None:
        """Comments of a text that holds nothing but these, line ends and blanks."""
        for number, line in enumerate(text.split("\n"), self.line):
            comment = line.lstrip(_INVISIBLE).rstrip(_BLANKS)
            if comment:
                self.comments.append(Comment(comment, number))

    def _word(self, word: str, start: int, pos: int) -> int:
        if not self.frames and word.lower() in CONSTANTS:
            self._written[self.line, self.column(start)] = word
        return super()._word(word, start, pos)

    def _text(self, token: Token, written: str | None) -> str:
        kind, value, _, _ = token
        if written is not None:
            return written
        if kind == "MEMBER":
            return f".{value}"
        if kind in ("_TO", "_IN", "_FROM"):
            return kind[1:]
        return str(value)
