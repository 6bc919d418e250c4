"""The layered layout of one connected part: ranks, lanes, order, places and bends put together.

It thinks in *along* (the way a flow goes) and *across*; who calls it turns that into right and down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.script.drawing.layered.lanes import Lanes, lanes_of
from studio.script.drawing.layered.ordering import ordered
from studio.script.drawing.layered.placing import placed
from studio.script.drawing.layered.ranks import Pair, backward, ranks
from studio.script.drawing.layered.routing import TRACK, Gap, ends_of, gaps_of, straight
from studio.script.drawing.layered.straightening import Extent

#: Pixels: around lanes; at least between ranks; between the last track and the boxes, where arrows are.
LANE_SIZE = 6.0
LANE_ROOM = 10.0
LEAST_GAP = 46.0
ARROW_ROOM = 20.0
LABEL_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Slot:
    """What a node takes up along and across, and where across wires come in; those of errors stand ``aside`` of that."""

    along: float
    across: float
    entry: float
    aside: float = 0.0


@dataclass(frozen=True, slots=True)
class Way:
    """A link: where across its source's slot it leaves, its style, and the room along that its label needs after the slot."""

    source: int
    target: int
    port: float
    style: str
    label: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """Where slots start and the points of every way, as (along, across), from the end of the source's slot on."""

    slots: tuple[tuple[float, float], ...]
    ways: tuple[tuple[tuple[float, float], ...], ...]
    along: float
    across: float


def layered(slots: Sequence[Slot], ways: Sequence[Way], begins: Sequence[int], room: float) -> Layout:
    """Lays out nodes and links; ``room`` is the least distance across between boxes (pixels)."""
    pairs: list[Pair] = [(way.source, way.target) for way in ways]
    back = backward(len(slots), pairs, begins)
    rank = ranks(len(slots), pairs, back, begins[0] if begins else None)
    lanes = lanes_of(pairs, [way.style for way in ways], back, rank)
    sizes = [slot.across for slot in slots]
    layers = ordered(lanes, lambda link: 0.8 * ways[link].port / max(sizes[ways[link].source], 1.0), begins)
    lane = Extent(LANE_SIZE, LANE_SIZE / 2, LANE_ROOM)
    extents = [Extent(slot.across, slot.entry, room, slot.aside) for slot in slots] + [lane] * (
        len(lanes.rank) - len(slots)
    )
    ports = [way.port for way in ways]
    place = placed(lanes, layers, extents, ports)
    ends = [ends_of(joint, place, extents, ports) for joint in lanes.joints]
    gaps = gaps_of(lanes, ends)
    columns = _columns(slots, ways, lanes, gaps)
    made = _Routes(slots, ways, lanes, place, ends, gaps, columns)
    points = tuple(made.way(number) for number in range(len(ways)))
    starts = tuple((columns.start[lanes.rank[at]], place[at]) for at in range(len(slots)))
    far = [start + slot.across for (_, start), slot in zip(starts, slots, strict=True)]
    return Layout(
        starts,
        points,
        max([columns.end, *(along for each in points for along, _ in each)]),
        max([0.0, *far, *(across for each in points for _, across in each)]),
    )


@dataclass(slots=True)
class _Columns:
    """By rank: where it starts, how wide it is; by gap: where its first track runs."""

    start: list[float]
    width: list[float]
    track: dict[int, float]
    end: float


def _columns(slots: Sequence[Slot], ways: Sequence[Way], lanes: Lanes, gaps: dict[int, Gap]) -> _Columns:
    count = max(lanes.rank, default=-1) + 1
    width = [0.0] * count
    for number, slot in enumerate(slots):
        width[lanes.rank[number]] = max(width[lanes.rank[number]], slot.along)
    labels = [0.0] * count
    for way in ways:
        rank = lanes.rank[way.source]
        labels[rank] = max(labels[rank], slots[way.source].along + way.label - width[rank])
    made = _Columns([], width, {}, 0.0)
    at = 0.0
    for rank in range(-1, count):
        gap = gaps.get(rank)
        tracks = TRACK * (gap.tracks if gap else 0)
        before = 0.0 if rank < 0 else labels[rank] + LABEL_GAP
        made.track[rank] = at + before
        if rank < 0:
            at += tracks + (ARROW_ROOM if tracks else 0.0)
        elif rank < count - 1:
            at += max(LEAST_GAP, before + tracks + ARROW_ROOM)
        else:
            at += before + tracks if tracks else 0.0
        if rank < count - 1:
            made.start.append(at)
            at += width[rank + 1]
    made.end = at
    return made


class _Routes:
    def __init__(
        self,
        slots: Sequence[Slot],
        ways: Sequence[Way],
        lanes: Lanes,
        place: Sequence[float],
        ends: Sequence[tuple[float, float]],
        gaps: dict[int, Gap],
        columns: _Columns,
    ) -> None:
        self.slots, self.links, self.lanes, self.place = slots, ways, lanes, place
        self.ends, self.gaps, self.columns = ends, gaps, columns

    def way(self, number: int) -> tuple[tuple[float, float], ...]:
        """The points of one link, from its source's slot to its target's."""
        link = self.links[number]
        start = self.columns.start[self.lanes.rank[link.source]] + self.slots[link.source].along
        points = [(start, self.place[link.source] + link.port)]
        for at in self.lanes.ways[number]:
            joint = self.lanes.joints[at]
            if not straight(joint, self.ends[at]):
                bundle = self.gaps[joint.gap].bundles[joint.group]
                along = self.columns.track[joint.gap] + bundle.track * TRACK
                points += [(along, self.ends[at][0]), (along, self.ends[at][1])]
        end = self.columns.start[self.lanes.rank[link.target]]
        target = self.slots[link.target]
        enters = target.entry + (target.aside if link.style == "error" else 0.0)
        points.append((end, self.place[link.target] + enters))
        return tuple(_cleaned(points))


def _cleaned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without points that say nothing: doubled ones, and those in the middle of a straight piece."""
    kept: list[tuple[float, float]] = []
    for point in points:
        if kept and abs(kept[-1][0] - point[0]) < 0.01 and abs(kept[-1][1] - point[1]) < 0.01:
            continue
        if len(kept) > 1 and any(
            abs(kept[-2][axis] - kept[-1][axis]) < 0.01
            and abs(kept[-1][axis] - point[axis]) < 0.01
            and (kept[-1][1 - axis] - kept[-2][1 - axis]) * (point[1 - axis] - kept[-1][1 - axis]) > 0
            for axis in (0, 1)
        ):
            kept[-1] = point
            continue
        kept.append(point)
    return kept
