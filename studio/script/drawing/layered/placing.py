"""Layered layout, fourth step: where across its rank every vertex stands, so that wires run straight where they can."""

from __future__ import annotations

from collections.abc import Sequence

from studio.script.drawing.layered.lanes import Lanes
from studio.script.drawing.layered.straightening import Extent, Pull, straighten

#: How much straightness counts: of a lane; of the first way out of a node; of others; beside a turn.
_LANE, _MAIN, _OTHER, _TURN = 8.0, 4.0, 1.0, 0.4
_ROUNDS = ((5_000, 25), (60_000, 9))
#: Larger ranks are placed by means alone.
_LARGEST_LAYER = 300


def placed(
    lanes: Lanes, layers: Sequence[Sequence[int]], extents: Sequence[Extent], ports: Sequence[float]
) -> list[float]:
    """The start of every vertex across; by link, ``ports`` tells how far across its node it leaves."""
    place = [0.0] * len(lanes.rank)
    for layer in layers:
        at = 0.0
        for vertex in layer:
            place[vertex] = at
            at += extents[vertex].size + extents[vertex].room
    before, after = _pulls(lanes, extents, ports)
    rounds = next((many for most, many in _ROUNDS if len(lanes.joints) <= most), 3)
    for number in range(rounds):
        # The last sweep sees both sides and goes forwards, so that what follows stands straight after what it follows.
        last = number >= rounds - 1
        forwards = number % 2 == 0
        for layer in layers if forwards else list(reversed(layers)):
            _settle(layer, place, extents, before, after, (True, True) if last else (forwards, not forwards))
    straighten(layers, place, extents, before, after)
    lowest = min(place, default=0.0)
    return [each - lowest for each in place]


def _pulls(
    lanes: Lanes, extents: Sequence[Extent], ports: Sequence[float]
) -> tuple[list[list[Pull]], list[list[Pull]]]:
    before: list[list[Pull]] = [[] for _ in lanes.rank]
    after: list[list[Pull]] = [[] for _ in lanes.rank]
    order = _order_of_leaving(lanes)
    for joint in lanes.joints:
        leaves = ports[joint.source_link] if joint.source_link >= 0 else extents[joint.start].entry
        offset = leaves - extents[joint.end].enters(joint.error)
        if joint.start_left == joint.end_left:
            weight = _TURN
        elif lanes.is_lane(joint.start) and lanes.is_lane(joint.end):
            weight = _LANE
        else:
            late = order.get(joint.source_link, 1)
            weight = _OTHER / (1 + late / 10) if late else _MAIN
        (after if joint.start_left else before)[joint.start].append((joint.end, -offset, weight))
        (after if joint.end_left else before)[joint.end].append((joint.start, offset, weight))
    return before, after


def _order_of_leaving(lanes: Lanes) -> dict[int, int]:
    """For each link whether it is the first (0), the second, … that leaves its source."""
    leaving: dict[int, list[int]] = {}
    for joint in lanes.joints:
        if joint.source_link >= 0:
            leaving.setdefault(joint.start, []).append(joint.source_link)
    return {link: at for links in leaving.values() for at, link in enumerate(sorted(links))}


def _settle(
    layer: Sequence[int],
    place: list[float],
    extents: Sequence[Extent],
    before: list[list[Pull]],
    after: list[list[Pull]],
    sides: tuple[bool, bool],
) -> None:
    """Puts a rank's vertices as near to where they are pulled as their order and sizes allow."""
    shift = 0.0
    shifts: list[float] = []
    wishes: list[tuple[float, float]] = []
    for vertex in layer:
        if all(sides):
            pulls = [(other, offset, weight * 2) for other, offset, weight in before[vertex]] + after[vertex]
        else:
            pulls = before[vertex] if sides[0] else after[vertex]
        wanted, weight = _middle(pulls, place) if pulls else (place[vertex], 0.05)
        shifts.append(shift)
        wishes.append((wanted - shift, weight))
        shift += extents[vertex].size + extents[vertex].room
    # In the end most wires are to run straight (medians); before that vertices come together faster by means.
    found = _by_medians(wishes) if all(sides) and len(layer) <= _LARGEST_LAYER else _by_means(wishes)
    for vertex, at, moved in zip(layer, found, shifts, strict=True):
        place[vertex] = at + moved


def _by_means(wishes: Sequence[tuple[float, float]]) -> list[float]:
    """Growing numbers as near to the wishes (number, weight) as can be, by the squares of the distances."""
    blocks: list[list[float]] = []  # weighted sum, weight, how many
    for wanted, weight in wishes:
        blocks.append([wanted * weight, weight, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            total, heavy, many = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + heavy, blocks[-1][2] + many]
    return [total / heavy for total, heavy, many in blocks for _ in range(int(many))]


def _by_medians(wishes: Sequence[tuple[float, float]]) -> list[float]:
    """Growing numbers as near to the wishes (number, weight) as can be, by the distances: many wishes come true."""
    blocks: list[tuple[float, list[tuple[float, float]]]] = []
    for wish in wishes:
        blocks.append((wish[0], [wish]))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            _, last = blocks.pop()
            both = sorted(blocks[-1][1] + last)
            blocks[-1] = (_median(both), both)
    return [at for at, block in blocks for _ in block]


def _median(sorted_wishes: Sequence[tuple[float, float]]) -> float:
    passed, half = 0.0, sum(weight for _, weight in sorted_wishes) / 2
    for where, weight in sorted_wishes:
        passed += weight
        if passed >= half:
            return where
    return sorted_wishes[-1][0]


def _middle(pulls: list[Pull], place: list[float]) -> tuple[float, float]:
    """The weighted median of where a vertex is pulled to, and the sum of the weights."""
    if len(pulls) == 1:
        other, offset, weight = pulls[0]
        return place[other] + offset, weight
    wanted = sorted((place[other] + offset, weight) for other, offset, weight in pulls)
    return _median(wanted), sum(weight for _, weight in wanted)
