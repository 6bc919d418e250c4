"""The rows of a snippet: statements, heads of blocks, braces and comments, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from studio.snippet.formatting.recording import Comment, Piece
from studio.snippet.formatting.spacing import spaced

_ALONE = frozenset(("ELSE", "DEFAULT"))


@dataclass(slots=True, eq=False)
class Row:
    """One row. ``code`` is a statement or the head of a block.

    ``line`` is where it stood; ``opened`` of a ``{`` is the head of its block, of a ``}`` its ``{``.
    """

    kind: Literal["code", "open", "close", "comment"]
    text: str
    line: int
    head: str = ""  # the type of its first token
    comment: str = ""  # … at its end
    opened: Row | None = None


def rows_of(pieces: Iterable[Piece], comments: Iterable[Comment]) -> list[Row]:
    """The rows in the order of the text, comments at line ends put to the row they go with."""
    rows = list(_rows(pieces))
    return _with_comments(rows, comments)


def _rows(pieces: Iterable[Piece]) -> Iterator[Row]:
    waiting: list[Piece] = []
    last: Row | None = None
    open_: list[Row] = []
    for piece in pieces:
        ends = piece.kind in ("_NL", "_LBRACE", "_RBRACE", "$END")
        if not ends:
            waiting.append(piece)
        if waiting and (ends or piece.kind in _ALONE):
            last = Row("code", spaced(waiting), waiting[0].line, waiting[0].kind)
            waiting = []
            yield last
        if piece.kind == "_LBRACE":
            last = Row("open", "{", piece.line, opened=last)
            open_.append(last)
            yield last
        elif piece.kind == "_RBRACE":
            last = Row("close", "}", piece.line, opened=open_.pop())
            yield last


def _with_comments(rows: list[Row], comments: Iterable[Comment]) -> list[Row]:
    found: list[Row] = []
    at = 0
    for comment in comments:
        first = at
        while at < len(rows) and rows[at].line <= comment.line:
            at += 1
        found += rows[first:at]
        if at and rows[at - 1].line == comment.line:
            _owner(rows, at - 1).comment = comment.text
        else:
            found.append(Row("comment", comment.text, comment.line))
    return found + rows[at:]


def _owner(rows: list[Row], last: int) -> Row:
    """The row that a comment at the end of a line goes with; ``last`` is the last row of that line.

    A FUNCTION in the line, since its comment is the function's help text [documented]; else the head of the block whose
    brace stands last in the line, if it is there too; else that row itself.
    """
    line = rows[last].line
    at = last
    while at >= 0 and rows[at].line == line:
        if rows[at].head == "FUNCTION":
            return rows[at]
        at -= 1
    row = rows[last]
    while row.opened is not None and row.opened.line == line:
        row = row.opened
    return row
