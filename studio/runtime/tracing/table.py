"""The trace as a table: a row for each action, with the other events as rows between them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from studio.runtime.clock import iso
from studio.runtime.events import Event
from studio.runtime.tracing.describing import change_text, clock, describe, first_line, happening, visible
from studio.runtime.tracing.shown import Shown

#: What a row is, for whoever colours it.
HEAD, DAY, ACTION, FAILED, EVENT = "head", "day", "action", "failed", "event"

#: Title and width of each column; to the right of the line those that take what is left, by their share.
_FIXED = {"time": 12, "contact": 7, "depth": 5, "id": 5, "next": 5, "seconds": 8}
_SHARES = {"script": 16, "type": 14, "caption": 26, "branch": 12, "changes": 48, "_ERR": 30}
_COLUMNS = (
    "time", "contact", "script", "depth", "id", "type", "caption", "branch", "next", "seconds", "changes", "_ERR",
)  # fmt: skip
_RIGHT = {"depth", "id", "next", "seconds"}
_GAP = 2
#: Nothing can be read in less.
NARROWEST = 120
#: For files.
WIDE = sum(_FIXED.values()) + sum(_SHARES.values()) + _GAP * (len(_COLUMNS) - 1)


class TableTrace:
    """Writes a row for each action: when, where, what, which way it took, what it changed, and its error.

    The rows are written as they come, so the columns are as wide as ``width`` makes them, and what is longer is cut.
    ``write`` gets each line and what it is.
    """

    def __init__(self, write: Callable[[str, str], None], shown: Shown | None = None, width: int = WIDE) -> None:
        self._write = write
        self._shown = shown or Shown()
        self.wants_changes = self._shown.variables
        self._width = max(width, NARROWEST)
        self._widths = _widths(self._width)
        self._day = ""
        #: The error of the action that each contact is at, until its row is written.
        self._errors: dict[str, str] = {}
        write(self._line(_COLUMNS), HEAD)
        write("  ".join("-" * width for width in self._widths), HEAD)

    def __call__(self, event: Event) -> None:
        day, hour = clock(iso(event.time))
        if day != self._day:
            self._day = day
            self._write(day, DAY)
        if event.kind == "action":
            self._action(event, hour)
            return
        if event.kind == "error":
            self._errors[event.contact] = first_line(event.data["text"])
        elif event.kind == "end":
            self._errors.pop(event.contact, None)
        self._event(event, hour)

    def _action(self, event: Event, hour: str) -> None:
        data = event.data
        error = self._errors.pop(event.contact, "")
        changes = ", ".join(change_text(each, marked=self._shown.marked) for each in self._shown.changes(event))
        to = data["to"]
        cells = [
            hour, event.contact, event.script, str(event.depth), str(event.action), event.action_kind, event.caption,
            data["branch"], "" if to is None else str(to), f"{data['seconds']:g}" if data["seconds"] else "", changes, error,
        ]  # fmt: skip
        self._write(self._line(cells), FAILED if error else ACTION)

    def _event(self, event: Event, hour: str) -> None:
        """Time, contact, script and depth in their columns, and what happened over all the others."""
        told = f"{event.kind}: {happening(event)}" if event.kind in ("http", "load", "world") else describe(event)
        cells = [hour, event.contact, event.script, str(event.depth) if event.contact else ""]
        start = self._line(cells, len(cells))
        left = self._width - len(start) - _GAP - 2
        self._write(f"{start}  * {_cut(visible(told), left)}".rstrip(), FAILED if event.kind == "error" else EVENT)

    def _line(self, cells: Sequence[str], first: int = len(_COLUMNS)) -> str:
        padded = [
            _padded(visible(cell), width, right=name in _RIGHT)
            for cell, width, name in zip(cells, self._widths[:first], _COLUMNS[:first], strict=True)
        ]
        line = (" " * _GAP).join(padded)
        return line.rstrip() if first == len(_COLUMNS) else line


def _widths(width: int) -> list[int]:
    left = width - sum(_FIXED.values()) - _GAP * (len(_COLUMNS) - 1)
    whole = sum(_SHARES.values())
    return [_FIXED[name] if name in _FIXED else max(4, left * _SHARES[name] // whole) for name in _COLUMNS]


def _cells(text: str) -> int:
    """How many cells of a line a text takes: characters of East Asia take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _cut(text: str, width: int) -> str:
    if _cells(text) <= width:
        return text
    kept = text[: max(1, width - 1)]
    while kept and _cells(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"


def _padded(text: str, width: int, *, right: bool) -> str:
    text = _cut(text, width)
    blanks = " " * (width - _cells(text))
    return blanks + text if right else text + blanks
