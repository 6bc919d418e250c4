"""Texts and lists compared line by line, in a time that no text can make long.

difflib takes the square of the length and more for texts made to be hard. So what is equal at both ends is set aside, the
steps of its search are counted, and a text that takes more than there is room for counts as replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

#: Steps of the search for one comparison of two files or folders: some two seconds.
_ROOM = 10_000_000
_AROUND = 3

#: What became of a piece: tag (equal, replace, delete, insert), its place before and after.
Step = tuple[str, int, int, int, int]


@dataclass(slots=True)
class Room:
    """The steps that may still be spent on comparing line by line."""

    left: int = _ROOM


class _NoRoom(Exception):
    """The search takes longer than it may."""


class _Counted(SequenceMatcher[str]):
    """Counts what its search costs: for every line before, the lines after that equal it."""

    def __init__(self, before: Sequence[str], after: Sequence[str], room: Room) -> None:
        super().__init__(None, before, after, autojunk=False)
        b2j: dict[str, list[int]] = self.b2j  # type: ignore[attr-defined]  # in every version, but not in the stubs
        self._costs = [0, *accumulate(1 + len(b2j.get(each, ())) for each in before)]
        self._room = room

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """As it was, if there is room for it. Raises _NoRoom."""
        end = len(self._costs) - 1 if ahi is None else ahi
        self._room.left -= self._costs[end] - self._costs[alo]
        if self._room.left < 0:
            raise _NoRoom
        return super().find_longest_match(alo, ahi, blo, bhi)


def steps(before: Sequence[str], after: Sequence[str], room: Room) -> list[Step]:
    """How one sequence becomes the other: pieces in their order, equal ones among them."""
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    found: list[Step] = [("equal", 0, start, 0, start)] if start else []
    found += [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in _middle(one, other, room)]
    if end:
        found.append(("equal", len(before) - end, len(before), len(after) - end, len(after)))
    return found


def _middle(one: Sequence[str], other: Sequence[str], room: Room) -> list[Step]:
    """The steps between two sequences that begin and end differently."""
    if one and other and room.left > 0:
        try:
            return _Counted(one, other, room).get_opcodes()  # type: ignore[return-value]  # its tags are a Literal
        except _NoRoom:
            pass
    if not (one or other):
        return []
    tag = "replace" if one and other else "delete" if one else "insert"
    return [(tag, 0, len(one), 0, len(other))]


def hunks(before: Sequence[str], after: Sequence[str], room: Room) -> list[str]:
    """The differences as the hunks of a unified diff, three equal lines around; [] where there are none."""
    made: list[str] = []
    for group in _grouped(steps(before, after, room)):
        made.append(f"@@ -{_range(group[0][1], group[-1][2])} +{_range(group[0][3], group[-1][4])} @@")
        for tag, a, b, c, d in group:
            if tag == "equal":
                made += [f" {each}" for each in before[a:b]]
            else:
                made += [f"-{each}" for each in before[a:b]]
                made += [f"+{each}" for each in after[c:d]]
    return made


def _grouped(found: list[Step]) -> Iterator[list[Step]]:
    """Steps in groups, long equal pieces between them left out."""
    if not any(each[0] != "equal" for each in found):
        return
    group: list[Step] = []
    for at, (tag, a, b, c, d) in enumerate(found):
        if tag != "equal":
            group.append((tag, a, b, c, d))
            continue
        first, last = at == 0, at == len(found) - 1
        if not (first or last) and b - a <= 2 * _AROUND:
            group.append((tag, a, b, c, d))
            continue
        if not first:
            shown = min(b - a, _AROUND)
            group.append((tag, a, a + shown, c, c + shown))
            yield group
            group = []
        if not last:
            shown = min(b - a, _AROUND)
            group.append((tag, b - shown, b, d - shown, d))
    if group:
        yield group


def _range(start: int, end: int) -> str:
    """A range of lines as diffs write it: from 1, its length where that isn't 1; an empty one from the line before."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + (length > 0)},{length}"
