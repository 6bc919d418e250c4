"""Layered layout, third step: the order of vertices within a rank, so that few wires cross."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from studio.script.drawing.layered.lanes import Lanes

#: Rounds of sweeps for small and for large graphs, by joints.
_ROUNDS = ((3_000, 16), (20_000, 8), (100_000, 3))

#: A neighbour and where in it the joint ends: 0 its first port, below 1 its last one.
_End = tuple[int, float]


def ordered(lanes: Lanes, port: Callable[[int], float], begins: Sequence[int]) -> list[list[int]]:
    """The vertices of each rank in their order. ``port`` tells where on its node a link leaves: 0 first, below 1 last."""
    before, after, beside = _neighbours(lanes, port)
    layers = _first_order(lanes, after, before, begins)
    rounds = next((many for most, many in _ROUNDS if len(lanes.joints) <= most), 1)
    best, fewest = layers, crossings(lanes, layers, port)
    for number in range(rounds):
        if not fewest:
            break
        layers = [list(each) for each in layers]
        _sweep(layers, before if number % 2 == 0 else after, beside, forwards=number % 2 == 0)
        found = crossings(lanes, layers, port)
        if found < fewest:
            best, fewest = layers, found
    return best


def _neighbours(
    lanes: Lanes, port: Callable[[int], float]
) -> tuple[list[list[_End]], list[list[_End]], list[list[_End]]]:
    count = len(lanes.rank)
    before: list[list[_End]] = [[] for _ in range(count)]
    after: list[list[_End]] = [[] for _ in range(count)]
    beside: list[list[_End]] = [[] for _ in range(count)]
    for joint in lanes.joints:
        at = port(joint.source_link) if joint.source_link >= 0 else 0.3
        if joint.start_left == joint.end_left:
            beside[joint.start].append((joint.end, 0.3))
            beside[joint.end].append((joint.start, at))
        else:
            left, right = (joint.start, joint.end) if joint.start_left else (joint.end, joint.start)
            before[right].append((left, at if joint.start_left else 0.3))
            after[left].append((right, 0.3))
    return before, after, beside


def _first_order(
    lanes: Lanes, after: list[list[_End]], before: list[list[_End]], begins: Sequence[int]
) -> list[list[int]]:
    """Each rank in the order in which a walk from the beginnings, breadth first, comes by."""
    layers: list[list[int]] = [[] for _ in range(max(lanes.rank, default=-1) + 1)]
    seen = bytearray(len(lanes.rank))
    for root in [*begins, *range(len(lanes.rank))]:
        waiting = deque([root])
        while waiting:
            at = waiting.popleft()
            if seen[at]:
                continue
            seen[at] = 1
            layers[lanes.rank[at]].append(at)
            waiting.extend(each for each, _ in after[at] if not seen[each])
            if lanes.is_lane(at):
                waiting.extend(each for each, _ in before[at] if not seen[each])
    return layers


def _sweep(layers: list[list[int]], fixed: list[list[_End]], beside: list[list[_End]], *, forwards: bool) -> None:
    """Orders each rank by the middle of its neighbours in the rank before it (or after it)."""
    place: dict[int, float] = {vertex: at for layer in layers for at, vertex in enumerate(layer)}
    for layer in layers if forwards else reversed(layers):
        wanted = {}
        for vertex in layer:
            ends = fixed[vertex] or beside[vertex]
            wanted[vertex] = sum(place[each] + at for each, at in ends) / len(ends) if ends else place[vertex]
        layer.sort(key=wanted.__getitem__)
        for at, vertex in enumerate(layer):
            place[vertex] = at


def crossings(lanes: Lanes, layers: list[list[int]], port: Callable[[int], float]) -> int:
    """How many pairs of wires cross between ranks, turns aside."""
    place: dict[int, int] = {vertex: at for layer in layers for at, vertex in enumerate(layer)}
    gaps: dict[int, list[tuple[float, int]]] = {}
    for joint in lanes.joints:
        if joint.start_left != joint.end_left:
            left, right = (joint.start, joint.end) if joint.start_left else (joint.end, joint.start)
            at = port(joint.source_link) if joint.source_link >= 0 else 0.3
            gaps.setdefault(joint.gap, []).append((place[left] + at, place[right]))
    return sum(_inversions([right for _, right in sorted(pairs)]) for pairs in gaps.values())


def _inversions(numbers: list[int]) -> int:
    """Pairs that stand in the wrong order, by a Fenwick tree."""
    size = max(numbers, default=0) + 2
    tree = [0] * size
    found = 0
    for seen, number in enumerate(numbers):
        at = number + 1
        while at:
            found -= tree[at]
            at &= at - 1
        found += seen
        at = number + 1
        while at < size:
            tree[at] += 1
            at += at & -at
    return found
