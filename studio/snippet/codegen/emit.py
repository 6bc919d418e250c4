"""Lines of Python with the author's place beside each, constants by number, and fresh names."""

from __future__ import annotations

from typing import Any

#: Indents after which a block becomes a function of its own: CPython takes 100 indents and 20 loops within one another.
DEEPEST_INDENT = 60
DEEPEST_LOOP = 12


class Emitter:
    """Collects the lines of one piece of code."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.constants: list[Any] = []
        self.indent = 0
        self.loops = 0
        self._place = (1, 1)
        self._fresh = 0

    def at(self, line: int, column: int) -> None:
        """What is written from now on stands for this place."""
        self._place = (line, column)

    def line(self, text: str) -> None:
        """A line of code."""
        self.lines.append(" " * self.indent + text)
        self.places.append(self._place)

    def fresh(self, prefix: str) -> str:
        """A local name that nothing else has."""
        self._fresh += 1
        return f"{prefix}{self._fresh}"

    def constant(self, value: Any) -> str:
        """The name of a constant in the code's globals."""
        for number, known in enumerate(self.constants[-64:], max(0, len(self.constants) - 64)):
            if known.__class__ is value.__class__ and known == value:
                return f"K{number}"
        self.constants.append(value)
        return f"K{len(self.constants) - 1}"

    def text(self) -> str:
        """The source."""
        return "\n".join(self.lines) + "\n"
