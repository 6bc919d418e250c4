"""Ways round other boxes, of level and upright pieces, for wires that no curve takes past them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from studio.script.drawing.own.curves import Boxes, points_of, port
from studio.script.drawing.picture import Box, Point, Wire

#: Pixels: how far a way keeps from the boxes that it passes, and how long a turn counts.
CLEAR, TURN = 16.0, 60.0
#: What a piece of some twelve pixels counts that runs on another wire, and how near that is.
ON_OTHERS, NEAR = 30.0, 6.0
#: Boxes that are found in the way are passed in their turn, so often.
_ROUNDS = 3
#: So many of these boxes, of the levels by them, and of the ways, the shortest first, are looked at.
_MOST_PASSED, _MOST_LEVELS, _MOST_TRIED = 12, 12, 40


class Taken:
    """Where wires run already."""

    def __init__(self, wires: Iterable[Wire]) -> None:
        self.cells: set[tuple[int, int]] = set()
        for wire in wires:
            self.add(wire)

    def add(self, wire: Wire) -> None:
        """Notes a wire's way."""
        for x, y in points_of(wire):
            self.cells.add((int(x // NEAR), int(y // NEAR)))

    def ran_on(self, way: Sequence[Point]) -> int:
        """How many places of a way are on other wires; one that crosses them has few."""
        found = 0
        for one, other in pairwise(way):
            steps = min(400, int(hypot(other[0] - one[0], other[1] - one[1]) // 12) + 1)
            for step in range(1, steps):
                x, y = (start + (end - start) * step / steps for start, end in zip(one, other, strict=True))
                found += (int(x // NEAR), int(y // NEAR)) in self.cells
        return found


def round_about(field: Boxes, source: int, target: int, met: Iterable[int], taken: Taken) -> tuple[Point, ...] | None:
    """The points of the shortest way round the boxes that a wire met; None where none of those tried is clear."""
    one, other = field.boxes[source], field.boxes[target]
    if source == target:
        return None
    passed = {*met} - {source, target}
    for _ in range(_ROUNDS):
        near = [field.boxes[each] for each in sorted(passed)[:_MOST_PASSED]]
        ways = sorted((_cost(way), way) for way in _ways(one, other, near))
        best: tuple[float, tuple[Point, ...]] | None = None
        more: set[int] = set()
        for cost, way in ways[:_MOST_TRIED]:
            if best is not None and cost >= best[0]:
                break
            hit = field.behind(way, source, target)
            more |= hit
            whole = cost if hit else cost + ON_OTHERS * taken.ran_on(way)
            if not hit and (best is None or whole < best[0]):
                best = whole, way
        if best is not None:
            return best[1]
        if more - {source, target} <= passed:
            return None
        passed |= more - {source, target}
    return None


def _cost(way: Sequence[Point]) -> float:
    return sum(hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(way)) + TURN * len(way)


def _ways(one: Box, other: Box, passed: Sequence[Box]) -> Iterable[tuple[Point, ...]]:
    """Ways with one turn, and those along a level above or below, or an upright left or right of what is to be passed."""
    for leave in "rl":
        for arrive in "tb":
            start, end = port(one, leave), port(other, arrive)
            yield start, (end[0], start[1]), end
            start, end = port(one, arrive), port(other, leave)
            yield start, (start[0], end[1]), end
    near = [one, other, *passed]
    levels = {each for box in near for each in (box.y - CLEAR, box.y + box.height + CLEAR)}
    for level in _nearest(levels, one.y, other.y):
        yield from _along(one, other, level)
    uprights = {each for box in near for each in (box.x - CLEAR, box.x + box.width + CLEAR)}
    for upright in _nearest(uprights, one.x, other.x):
        for way in _along(_turned(one), _turned(other), upright):
            yield tuple((y, x) for x, y in way)


def _nearest(places: set[float], one: float, other: float) -> list[float]:
    return sorted(places, key=lambda each: (abs(each - one) + abs(each - other), each))[:_MOST_LEVELS]


def _turned(box: Box) -> Box:
    """The box with right and down exchanged."""
    return Box(box.key, box.y, box.x, box.height, box.width, box.family, box.kind, box.title, ())


def _along(one: Box, other: Box, level: float) -> Iterable[tuple[Point, ...]]:
    """Ways that run along a level: from and to the sides that face it, or by a stub from a side."""
    for before in _to_level(one, level):
        for after in _to_level(other, level):
            yield *before, *reversed(after)


def _to_level(box: Box, level: float) -> Iterable[tuple[Point, ...]]:
    middle, height = box.x + box.width / 2, box.y + min(26.0, box.height / 2)
    if level > box.y + box.height:
        yield (middle, box.y + box.height), (middle, level)
    elif level < box.y:
        yield (middle, box.y), (middle, level)
    for border, out in ((box.x + box.width, CLEAR), (box.x, -CLEAR)):
        yield (border, height), (border + out, height), (border + out, level)
