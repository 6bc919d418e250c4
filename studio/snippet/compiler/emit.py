"""Lines of Python with the author's place beside each, constants by number, and fresh names."""

from __future__ import annotations

from typing import Any

Place = tuple[int, int]
"""Line and column in the author's text, from 1."""
_SITE = "\0"


class Emitter:
    """Collects the lines of one piece of code.

    What may fail within a line stands on a line of its own in the text that Python gets: CPython's table of lines then
    tells, at no cost while it runs, which part of the author's line it was.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.places: list[Place | None] = []
        self.constants: list[Any] = []
        #: Folded names of the user functions that are called; U0, U1 … in the code.
        self.callees: list[str] = []
        self.indent = 0
        #: None for lines that are no statement's.
        self.place: Place | None = (1, 1)
        self._sites: list[Place] = []
        self._numbers: dict[tuple[type, Any], int] = {}
        self._fresh = 0

    def at(self, line: int, column: int) -> None:
        """What is written from now on stands for this place."""
        self.place = (line, column)

    def sited(self, text: str, place: Place | None) -> str:
        """An expression of which a fault is one at this place, and not at that of its line."""
        if place is None:
            return text
        self._sites.append(place)
        return f"{_SITE}{len(self._sites) - 1}{_SITE}{text}"

    @staticmethod
    def is_sited(text: str) -> bool:
        """Whether a part of an expression has a place of its own; an f-string could not hold it."""
        return _SITE in text

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

    def finished(self) -> tuple[str, list[Place | None]]:
        """The source, and the author's place of each of its lines."""
        lines: list[str] = []
        places: list[Place | None] = []
        for line, place in zip(self.lines, self.places, strict=True):
            # "text SITE number SITE text SITE number SITE text": every second part is the place of what follows it.
            if _SITE not in line:
                lines.append(line)
                places.append(place)
                continue
            # A backslash goes on with the line; brackets would, too, but those cost CPython's parser a lot.
            parts = line.split(_SITE)
            lines += [f"{each}\\" for each in parts[:-1:2]]
            lines.append(parts[-1])
            places.append(place)
            places += [self._sites[int(number)] for number in parts[1::2]]
        return "\n".join(lines) + "\n", places
