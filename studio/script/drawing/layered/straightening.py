"""Layered layout: small steps are taken out of wires, once vertices have their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: The largest step (pixels) that is taken out in the end, how near vertices stand that move together, how many steps are tried.
_SMALL_STEP, _CLOSE, _MOST_STEPS = 30.0, 0.5, 12
#: How far (pixels) they may come into the room around others for that.
_SLACK = 5.0
#: Longer runs of close vertices move as a whole only, and all do in a graph of more vertices.
_LONGEST_RUN, _LARGEST = 24, 4_000


@dataclass(frozen=True, slots=True)
class Extent:
    """What a vertex takes up across its rank, where wires come in, and how much room stays around it.

    Wires of errors come in ``aside`` of the others.
    """

    size: float
    entry: float
    room: float
    aside: float = 0.0

    def enters(self, error: bool) -> float:
        """Where wires come in."""
        return self.entry + self.aside if error else self.entry


#: What pulls at a vertex: a neighbour, how far it would stand from it for a straight wire, and how much that counts.
Pull = tuple[int, float, float]


def straighten(
    layers: Sequence[Sequence[int]],
    place: list[float],
    extents: Sequence[Extent],
    before: list[list[Pull]],
    after: list[list[Pull]],
) -> None:
    """Moves vertices a little where more wires run straight then: by their wires from before, from after, and again."""
    made = _Straightener(place, extents, before, after)
    for pulls, way in ((before, layers), (after, layers[::-1]), (before, layers)):
        for layer in way:
            made.rank(layer, pulls)


@dataclass(frozen=True, slots=True)
class _Straightener:
    place: list[float]
    extents: Sequence[Extent]
    before: list[list[Pull]]
    after: list[list[Pull]]

    def rank(self, layer: Sequence[int], pulls: list[list[Pull]]) -> None:
        """Moves the runs of vertices that stand close: whole, then parts of them."""
        start = 0
        for number in range(1, len(layer) + 1):
            if number < len(layer) and self.free(layer, number) < _CLOSE:
                continue
            run = layer[start:number]
            self.move(run, -self.room(layer, start), self.room(layer, number), pulls)
            parts = len(run) <= _LONGEST_RUN and len(self.place) <= _LARGEST
            for at in range(1, len(run)) if parts else ():
                self.move(run[:at], -self.room(layer, start), self.room(layer, start + at), pulls)
                self.move(run[at:], -self.room(layer, start + at), self.room(layer, number), pulls)
            start = number

    def free(self, layer: Sequence[int], number: int) -> float:
        """The room that is free before a vertex of a rank (or after the last one)."""
        if not 0 < number < len(layer):
            return _SMALL_STEP
        above = layer[number - 1]
        return self.place[layer[number]] - self.place[above] - self.extents[above].size - self.extents[above].room

    def room(self, layer: Sequence[int], number: int) -> float:
        """How far vertices may move towards the border before a vertex, from either side (pixels)."""
        return max(0.0, min(self.free(layer, number) + _SLACK, _SMALL_STEP))

    def move(self, run: Sequence[int], lowest: float, highest: float, pulls: list[list[Pull]]) -> None:
        """Moves vertices together by the step within the limits with which most wires run straight, if more do than now."""
        steps = {self.place[other] + offset - self.place[each] for each in run for other, offset, _ in pulls[each]}
        near = sorted((step for step in steps if lowest <= step <= highest), key=lambda step: (abs(step), step))
        if not near:
            return
        best, most = 0.0, self.straight(run, 0.0)
        for step in near[:_MOST_STEPS]:
            found = self.straight(run, step)
            if found > most:
                best, most = step, found
        for each in run:
            self.place[each] += best

    def straight(self, run: Sequence[int], step: float) -> float:
        """How much straightness there is after a step."""
        return sum(
            weight
            for each in run
            for pulls in (self.before[each], self.after[each])
            for other, offset, weight in pulls
            if abs(self.place[other] + offset - self.place[each] - step) < 0.05
        )
