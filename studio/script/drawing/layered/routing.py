"""Layered layout, last step: the bends of the wires in the gaps between ranks.

In a gap a wire goes straight on, or runs across on a track. Wires of one lane share a track; tracks are ordered so that few
wires cross, and no two wires run on one another unless they lead to the same place.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

from studio.script.drawing.layered.lanes import Joint, Lanes
from studio.script.drawing.layered.straightening import Extent

TRACK = 11.0
#: Beyond so many bundles in one gap their order is by place alone.
MOST_COMPARED = 150
_NEAR = 0.6
#: Wires nearer than that look like one; what that costs, in crossings; room between bundles on one track (pixels).
_TOO_NEAR, _SAME, _APART = 4.0, 8, 8.0


@dataclass(slots=True)
class Bundle:
    """The wires of one group in one gap: where across they end on its left and on its right, and their track."""

    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    track: int = 0
    low: float = 0.0
    high: float = 0.0

    def measure(self) -> None:
        """Sets how far across it reaches."""
        self.low, self.high = min(self.left + self.right), max(self.left + self.right)

    def crossed(self, other: Bundle) -> int:
        """What it costs if this runs before the other: a crossing 1, running on the other's wire much more."""
        out = sum(other.low < each < other.high for each in self.right)
        back = sum(self.low < each < self.high for each in other.left)
        same = sum(abs(one - two) < _TOO_NEAR for one in self.right[:50] for two in other.left[:50])
        return out + back + _SAME * same


@dataclass(slots=True)
class Gap:
    """The bundles of a gap by group, and how many tracks they need."""

    bundles: dict[int, Bundle] = field(default_factory=dict)
    tracks: int = 0


def ends_of(
    joint: Joint, place: Sequence[float], extents: Sequence[Extent], ports: Sequence[float]
) -> tuple[float, float]:
    """Where across a joint starts and ends."""
    leaves = ports[joint.source_link] if joint.source_link >= 0 else extents[joint.start].entry
    return place[joint.start] + leaves, place[joint.end] + extents[joint.end].enters(joint.error)


def gaps_of(lanes: Lanes, ends: Sequence[tuple[float, float]]) -> dict[int, Gap]:
    """Every gap with its bundles on their tracks; ``ends`` by joint, from :func:`ends_of`."""
    gaps: dict[int, Gap] = {}
    for joint, (start, end) in zip(lanes.joints, ends, strict=True):
        gap = gaps.setdefault(joint.gap, Gap())
        if joint.start_left != joint.end_left and abs(start - end) < _NEAR:
            continue
        bundle = gap.bundles.setdefault(joint.group, Bundle())
        (bundle.left if joint.start_left else bundle.right).append(start)
        (bundle.left if joint.end_left else bundle.right).append(end)
    for gap in gaps.values():
        _assign(gap)
    return gaps


def straight(joint: Joint, ends: tuple[float, float]) -> bool:
    """True if a joint needs no track."""
    return joint.start_left != joint.end_left and abs(ends[0] - ends[1]) < _NEAR


def _assign(gap: Gap) -> None:
    """Gives every bundle a track: as few tracks as the order that was found allows."""
    bundles = list(gap.bundles.values())
    for bundle in bundles:
        bundle.measure()
    bundles.sort(key=lambda each: (each.low, each.high))
    if len(bundles) > MOST_COMPARED:
        _by_place(bundles)
    else:
        done: list[Bundle] = []
        for bundle in _in_order(bundles):
            near = [each.track for each in done if each.low - _APART < bundle.high and bundle.low - _APART < each.high]
            bundle.track = max(near, default=-1) + 1
            done.append(bundle)
    gap.tracks = max((each.track for each in bundles), default=-1) + 1


def _by_place(bundles: list[Bundle]) -> None:
    """The first track that is free again, for bundles by where they begin."""
    free: list[int] = []
    taken: list[tuple[float, int]] = []
    count = 0
    for bundle in bundles:
        while taken and taken[0][0] + _APART < bundle.low:
            heapq.heappush(free, heapq.heappop(taken)[1])
        if not free:
            free.append(count)
            count += 1
        bundle.track = heapq.heappop(free)
        heapq.heappush(taken, (bundle.high, bundle.track))


def _in_order(bundles: list[Bundle]) -> list[Bundle]:
    """From left to right, so that few wires cross: repeatedly the one that costs least to be next [choice]."""
    count = len(bundles)
    cost = [[0] * count for _ in range(count)]
    for one in range(count):
        for other in range(count):
            if one != other and bundles[one].low <= bundles[other].high and bundles[other].low <= bundles[one].high:
                cost[one][other] = bundles[one].crossed(bundles[other])
    # What it costs to run before all the others, against running after them.
    debt = [sum(cost[one][other] - cost[other][one] for other in range(count)) for one in range(count)]
    left = set(range(count))
    order = []
    while left:
        following = min(left, key=lambda each: (debt[each], each))
        left.discard(following)
        order.append(bundles[following])
        for each in left:
            debt[each] -= cost[each][following] - cost[following][each]
    return order
