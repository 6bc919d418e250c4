"""Layered layout, second step: links over several ranks get lanes that pass between the boxes.

All links of one style to one target share a lane: they join it, as roads join, so that a node where many end has one wire
coming in, and the number of lanes stays small. A link back leaves on the far side of its source, turns, runs back in its
lane and turns again before its target; so does a link of a node to itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from studio.script.drawing.layered.ranks import Pair

#: Ranks that all links together may pass in lanes; the longest links beyond that are drawn straight across [choice].
MOST_PASSED = 200_000


@dataclass(slots=True)
class Joint:
    """A connection of two vertices in the gap after a rank (-1: before the first); both on one side make a turn.

    ``source_link`` is the link whose port it leaves by, -1 where it goes on from a lane; ``error`` is that of its links.
    """

    gap: int
    start: int
    end: int
    start_left: bool
    end_left: bool
    group: int
    source_link: int = -1
    error: bool = False


@dataclass(slots=True)
class Lanes:
    """Vertices (nodes, then points of lanes), their ranks, and for each link the joints that it passes."""

    rank: list[int]
    nodes: int
    joints: list[Joint] = field(default_factory=list)
    #: By link: the joints in their order; empty for one that is drawn straight across.
    ways: list[list[int]] = field(default_factory=list)

    def is_lane(self, vertex: int) -> bool:
        """True for a point of a lane."""
        return vertex >= self.nodes


def lanes_of(pairs: Sequence[Pair], styles: Sequence[str], back: Sequence[bool], rank: Sequence[int]) -> Lanes:
    """The lanes of all links."""
    made = Lanes(list(rank), len(rank))
    maker = _Maker(made)
    order = sorted(range(len(pairs)), key=lambda number: abs(rank[pairs[number][0]] - rank[pairs[number][1]]))
    ways: dict[int, list[int]] = {}
    passed = 0
    for number in order:
        source, target = pairs[number]
        maker.begin(target, styles[number], back[number])
        span = abs(rank[target] - rank[source])
        passed += span if span > 1 else 0
        if span > 1 and passed > MOST_PASSED:
            ways[number] = []
        elif back[number]:
            ways[number] = maker.way_back(number, source, target)
        else:
            ways[number] = maker.way_on(number, source, target)
    made.ways = [ways[number] for number in range(len(pairs))]
    return made


class _Maker:
    def __init__(self, made: Lanes) -> None:
        self.made = made
        self.points: dict[tuple[int, int], int] = {}
        self.shared: dict[tuple[int, int], int] = {}
        self.groups: dict[tuple[int, str, bool], int] = {}
        self.group = 0
        self.error = False

    def begin(self, target: int, style: str, back: bool) -> None:
        self.group = self.groups.setdefault((target, style, back), len(self.groups))
        self.error = style == "error"

    def point(self, rank: int) -> int:
        """The lane's point in a rank."""
        key = (self.group, rank)
        if key not in self.points:
            self.points[key] = len(self.made.rank)
            self.made.rank.append(rank)
        return self.points[key]

    def joint(self, gap: int, start: int, end: int, start_left: bool, end_left: bool, link: int = -1) -> int:
        self.made.joints.append(Joint(gap, start, end, start_left, end_left, self.group, link, self.error))
        return len(self.made.joints) - 1

    def along(self, gap: int, start: int, end: int, forwards: bool) -> int:
        """The joint by which a lane goes on: one for all links that share it."""
        key = (self.group, gap)
        if key not in self.shared:
            self.shared[key] = self.joint(gap, start, end, forwards, not forwards)
        return self.shared[key]

    def way_on(self, link: int, source: int, target: int) -> list[int]:
        first, last = self.made.rank[source], self.made.rank[target]
        if last == first + 1:
            return [self.joint(first, source, target, True, False, link)]
        way = [self.joint(first, source, self.point(first + 1), True, False, link)]
        for rank in range(first + 1, last):
            end = self.point(rank + 1) if rank + 1 < last else target
            way.append(self.along(rank, self.point(rank), end, True))
        return way

    def way_back(self, link: int, source: int, target: int) -> list[int]:
        first, last = self.made.rank[source], self.made.rank[target]
        way = [self.joint(first, source, self.point(first), True, True, link)]
        for rank in range(first, last, -1):
            way.append(self.along(rank - 1, self.point(rank), self.point(rank - 1), False))
        way.append(self.turn(last, target))
        return way

    def turn(self, rank: int, target: int) -> int:
        """The joint before the target by which a lane that ran back turns forwards."""
        key = (self.group, rank - 1)
        if key not in self.shared:
            self.shared[key] = self.joint(rank - 1, self.point(rank), target, False, False)
        return self.shared[key]
