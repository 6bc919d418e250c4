"""Wires between boxes that have their places already: curves from side to side that keep clear of other boxes if they can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from math import hypot

from studio.script.drawing.picture import Box, Point, Wire
from studio.script.drawing.sizes import FIRST_PORT

#: The sides of a box, as editors write them, and which way is out.
NORMAL: dict[str, Point] = {"r": (1, 0), "l": (-1, 0), "t": (0, -1), "b": (0, 1)}
#: Cost of a box in the way; of a pixel of length; of a turn; of leaving against the manner of the editor (right, then down).
IN_THE_WAY, BY_LENGTH, TURN = 900.0, 0.6, 140.0
_LEAVE = {"r": 0.0, "b": 30.0, "t": 60.0, "l": 80.0}
_ARRIVE = {"l": 0.0, "t": 20.0, "b": 50.0, "r": 70.0}
_CELL = 64.0
#: Where a curve is looked at: so many places at least and at most, and one for so many pixels.
_LEAST_STEPS, _MOST_STEPS, _STEP = 14, 30, 40
#: Pixels between points of a wire, and how many there are at most.
_APART, _MOST_POINTS = 7.0, 600


class Boxes:
    """Boxes by where they are, so that one can ask what a point lies in."""

    def __init__(self, boxes: Sequence[Box], margin: float = 4.0) -> None:
        self.boxes, self.margin = boxes, margin
        self.cells: dict[tuple[int, int], list[int]] = {}
        for number, box in enumerate(boxes):
            for x in range(int((box.x - margin) // _CELL), int((box.x + box.width + margin) // _CELL) + 1):
                for y in range(int((box.y - margin) // _CELL), int((box.y + box.height + margin) // _CELL) + 1):
                    self.cells.setdefault((x, y), []).append(number)

    def at(self, point: Point) -> Iterable[int]:
        """The positions of the boxes that a point lies in, margin and all."""
        for number in self.cells.get((int(point[0] // _CELL), int(point[1] // _CELL)), ()):
            box = self.boxes[number]
            if (
                box.x - self.margin < point[0] < box.x + box.width + self.margin
                and box.y - self.margin < point[1] < box.y + box.height + self.margin
            ):
                yield number

    def behind(self, way: Sequence[Point], source: int, target: int) -> set[int]:
        """The boxes that the first straight piece which runs behind any does; a line may touch its own at its ends only."""
        found: set[int] = set()
        last = len(way) - 2
        for number, (one, other) in enumerate(pairwise(way)):
            own = {source} if number == 0 else set()
            own |= {target} if number == last else set()
            steps = min(400, int(hypot(other[0] - one[0], other[1] - one[1]) // 12) + 2)
            for step in range(1, steps):
                share = step / steps
                at = one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
                found.update(each for each in self.at(at) if each not in own)
            if found:
                break
        return found

    def in_the_way(self, points: Sequence[Point], own: set[int]) -> bool:
        """True if a line of straight pieces runs behind a box that is not one of its own."""
        for one, other in pairwise(points):
            steps = min(400, int(hypot(other[0] - one[0], other[1] - one[1]) // 16) + 2)
            for step in range(1, steps):
                share = step / steps
                at = one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
                if any(each not in own for each in self.at(at)):
                    return True
        return False


def port(box: Box, side: str, share: float = 0.5) -> Point:
    """A point on a side of a box, by default its middle; ``share`` goes from 0 (top or left) to 1.

    On the right and on the left the middle is that of the smallest box, so that wires along a row run straight.
    """
    if side in "rl":
        down = min(FIRST_PORT, box.height / 2) if share == 0.5 else box.height * share
        return box.x + (box.width if side == "r" else 0), box.y + down
    return box.x + box.width * share, box.y + (box.height if side == "b" else 0)


def curve_between(start: Point, leave: str, end: Point, arrive: str, label: float = 0.0) -> tuple[Point, ...]:
    """A cubic Bézier curve that leaves and arrives square to the sides; it runs level for longer where a label is to stand."""
    far = hypot(end[0] - start[0], end[1] - start[1])
    (dx, dy), (ax, ay) = NORMAL[leave], NORMAL[arrive]
    towards = (end[0] - start[0]) * dx + (end[1] - start[1]) * dy
    pull = max(26.0, min(label * 1.4, far * 0.7), far * 0.4 if towards > 0 else min(44 + far * 0.22, 170.0))
    back = (start[0] - end[0]) * ax + (start[1] - end[1]) * ay
    hold = max(26.0, far * 0.4 if back > 0 else min(44 + far * 0.22, 170.0))
    return start, (start[0] + dx * pull, start[1] + dy * pull), (end[0] + ax * hold, end[1] + ay * hold), end


def point_on(curve: Sequence[Point], at: float) -> Point:
    """A point of one cubic Bézier curve, 0 its start and 1 its end."""
    rest = 1 - at
    one, two, three, four = rest * rest * rest, 3 * rest * rest * at, 3 * rest * at * at, at * at * at
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve
    return one * ax + two * bx + three * cx + four * dx, one * ay + two * by + three * cy + four * dy


def point_along(points: Sequence[Point], share: float) -> Point:
    """A point of a line of straight pieces, 0 its start and 1 its end."""
    rest = share * sum(hypot(other[0] - one[0], other[1] - one[1]) for one, other in pairwise(points))
    for one, other in pairwise(points):
        long = hypot(other[0] - one[0], other[1] - one[1])
        if rest <= long and long:
            return one[0] + (other[0] - one[0]) * rest / long, one[1] + (other[1] - one[1]) * rest / long
        rest -= long
    return points[-1]


def points_of(wire: Wire) -> list[Point]:
    """Points along a wire, some seven pixels apart, without its ends."""
    long = sum(hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(wire.points))
    steps = min(_MOST_POINTS, int(long / _APART) + 1)
    along = point_on if wire.curved else point_along
    return [along(wire.points, step / steps) for step in range(1, steps)]


def best_sides(boxes: Boxes, source: int, target: int, given: tuple[str, str] | None = None) -> tuple[str, str]:
    """The sides by which a wire should leave and arrive: a short way through few other boxes, the editor's manner preferred.

    Sides that the editor chose (``given``) are kept unless the wire would run behind a box.
    """
    one, other = boxes.boxes[source], boxes.boxes[target]
    own = {source, target}
    if given is not None:
        curve = curve_between(port(one, given[0]), given[0], port(other, given[1]), given[1])
        if not _met(boxes, curve, own)[0]:
            return given
    choices = []
    for leave, arrive in product("rlbt", "lrtb"):
        start, end = port(one, leave), port(other, arrive)
        manner = _LEAVE[leave] + _ARRIVE[arrive] + TURN * (_away(start, leave, end) + _away(end, arrive, start))
        least = BY_LENGTH * hypot(end[0] - start[0], end[1] - start[1]) + manner
        choices.append((least, manner, (leave, arrive), curve_between(start, leave, end, arrive)))
    choices.sort(key=lambda choice: choice[0])
    best, sides = float("inf"), ("r", "l")
    for least, manner, both, curve in choices:
        if least >= best:
            break
        met, long = _met(boxes, curve, own)
        cost = IN_THE_WAY * met + BY_LENGTH * long + manner
        if cost < best:
            best, sides = cost, both
    return sides


def _away(start: Point, side: str, end: Point) -> bool:
    """True if a wire on that side has to turn to come to its other end."""
    dx, dy = NORMAL[side]
    return (end[0] - start[0]) * dx + (end[1] - start[1]) * dy < 24


def behind_curve(boxes: Boxes, curve: tuple[Point, ...], source: int, target: int) -> set[int]:
    """The boxes that a curve runs behind, looked at closely; its own ones where it comes back to them."""
    far = hypot(curve[-1][0] - curve[0][0], curve[-1][1] - curve[0][1])
    steps = max(24, min(200, int(far / 10)))
    hit: set[int] = set()
    for step in range(1, steps):
        away = min(step, steps - step) > steps // 6
        hit.update(each for each in boxes.at(point_on(curve, step / steps)) if each not in (source, target) or away)
    return hit


def _met(boxes: Boxes, curve: tuple[Point, ...], own: set[int]) -> tuple[int, float]:
    """How many boxes a curve runs behind, and how long it is."""
    long = 0.0
    hit: set[int] = set()
    before = curve[0]
    far = hypot(curve[-1][0] - curve[0][0], curve[-1][1] - curve[0][1])
    steps = max(_LEAST_STEPS, min(_MOST_STEPS, int(far / _STEP)))
    for step in range(1, steps + 1):
        at = point_on(curve, step / steps)
        long += hypot(at[0] - before[0], at[1] - before[1])
        before = at
        # Near its ends a wire touches its own boxes; in between it must not run behind them.
        if step < steps:
            hit.update(each for each in boxes.at(at) if each not in own or 2 < step < steps - 2)
    return len(hit), long
