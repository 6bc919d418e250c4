"""Lines of Python with the author's place beside each, constants by number, and fresh names."""

from __future__ import annotations

from typing import Any

Place = tuple[int, int]
"""Line and column in the author's text, from 1."""


class Emitter:
    """Collects the lines of one piece of code."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: list[Place] = []
        self.constants: list[Any] = []
        #: Folded names of the user functions that are called; U0, U1 … in the code.
        self.callees: list[str] = []
        self.indent = 0
        self.place: Place = (1, 1)
        self._numbers: dict[tuple[type, Any], int] = {}
        self._fresh = 0

    def at(self, line: int, column: int) -> None:
        """What is written from now on stands for this place."""
        self.place = (line, column)

    def line(self, text: str) -> None:
        """A line of code."""
        self.lines.append(" " * self.indent + text)
        self.places.append(self.place)

    def insert(self, mark: int, text: str) -> None:
        """A line of code before those written since ``mark``, the number of lines at that time; the indent as now."""
        self.lines.insert(mark, " " * self.indent + text)
        self.places.insert(mark, self.place)

    def cut(self, mark: int) -> None:
        """Forget the lines written since ``mark``."""
        del self.lines[mark:], self.places[mark:]

    def fresh(self, prefix: str) -> str:
        """A local name that nothing else has."""
        self._fresh += 1
        return f"{prefix}{self._fresh}"

    def constant(self, value: Any) -> str:
        """The name of a constant, text or number, in the code's globals."""
        key = (value.__class__, value)
        if key not in self._numbers:
            self._numbers[key] = len(self.constants)
            self.constants.append(value)
        return f"K{self._numbers[key]}"

    def callee(self, folded: str) -> str:
        """The name of a user function in the code's globals."""
        if folded not in self.callees:
            self.callees.append(folded)
        return f"U{self.callees.index(folded)}"

    def text(self) -> str:
        """The source."""
        return "\n".join(self.lines) + "\n"
