"""The one exception of running Snippet code: a fault of the script, told in its author's terms."""

from __future__ import annotations

from typing import Any, NamedTuple


class Inside(NamedTuple):
    """A place in a function of another snippet: the function, the snippet's key, its code, line and column in that."""

    function: str
    key: Any
    source: str
    line: int
    column: int


class SnippetError(Exception):
    """A run-time fault of a script.

    ``message`` is what ends up in ``_ERR``; ``line`` and ``column`` count from 1 in the snippet, None while unknown.
    ``code`` is the stable code of the kind of fault, SN500 for one that has no code of its own. Once its place is known,
    ``source`` is the code that line and column lie in, and ``property`` the action's property that holds it, "" for a
    Snippet's. ``inside`` tells of a fault in a function of another snippet; line and column are then those of the call.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None, code: str = "SN500") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.code = code
        self.source: str | None = None
        self.property = ""
        self.inside: Inside | None = None

    def at(self, line: int | None, column: int | None) -> SnippetError:
        """The same fault with its place filled in where it is still unknown."""
        if self.line is None:
            self.line, self.column = line, column
        return self

    def __str__(self) -> str:
        """The message with its place, as ``_ERR`` has it."""
        if self.line is None:
            return self.message
        column = f", column {self.column}" if self.column is not None else ""
        return f"line {self.line}{column}: {self.message}"


def shown(value: object, limit: int = 40) -> str:
    """A value's text for a message: quoted, one line, shortened to ``limit`` characters."""
    text = str(value)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return '"' + "".join(each if each.isprintable() else "·" for each in text) + '"'
