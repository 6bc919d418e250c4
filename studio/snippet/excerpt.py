"""The line of a source that a finding is about, with a caret below its place: for people, on a screen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category, east_asian_width

#: A longer line is cut to a window of so many cells of the screen [choice].
WINDOW = 100
#: At least so many of them stay for what begins at the place, where there is so much.
_AHEAD = 40
#: What a tab is shown as.
_TAB = " " * 4
_CUT = "…"


def excerpt(source: str, line: int, column: int) -> str:
    """Two lines of text: a line of the source, and a caret below the character at the column. Both count from 1.

    What is cut off is told by ``…``, a tab is four blanks, and a character that can't be seen stands as its escape. A
    column outside the line is its nearest end. Empty text for a line that the source does not have.
    """
    lines = _lines(source)
    if not 1 <= line <= len(lines):
        return ""
    text = lines[line - 1]
    at = min(max(column - 1, 0), len(text))
    # A character takes a cell or more, combining ones aside: no more of a line of any length is looked at.
    before, after = text[max(at - WINDOW, 0) : at], text[at : at + WINDOW]
    ahead = _fitting(after, _AHEAD)
    behind = _fitting(reversed(before), WINDOW - _width(ahead))
    ahead = _fitting(after, WINDOW - _width(behind))
    left = ("" if len(behind) == at else _CUT) + "".join(reversed(behind))
    right = "".join(ahead) + ("" if len(ahead) == len(text) - at else _CUT)
    return f"{(left + right).rstrip()}\n{' ' * _width(left)}^"


@lru_cache(maxsize=4)
def _lines(source: str) -> tuple[str, ...]:
    """The lines as the scanner counts them: other characters that break lines elsewhere don't here."""
    return tuple(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _fitting(characters: Iterable[str], room: int) -> list[str]:
    """The first characters that fit into so many cells, as they are shown."""
    taken = []
    for each in characters:
        shown = _TAB if each == "\t" else each if each.isprintable() else ascii(each)[1:-1]
        room -= _width(shown)
        if room < 0:
            break
        taken.append(shown)
    return taken


def _width(shown: Iterable[str]) -> int:
    """The cells of a screen that a text takes: two for a wide character, none for a combining one."""
    return sum(
        2 if east_asian_width(each) in "WF" else 0 if category(each) in ("Mn", "Me") else 1
        for part in shown
        for each in part
    )
