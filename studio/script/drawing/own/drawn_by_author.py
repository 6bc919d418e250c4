"""How an editor drew a wire: its bends (``elbows``) and the manner of its line (``lineType``), where a script has them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from studio.script.drawing.own.places import coordinate
from studio.script.drawing.picture import Box, Point

#: More bends than that nobody draws.
MOST_ELBOWS = 60


def elbows(extra: Mapping[str, Any]) -> list[Point]:
    """The bends of a branch in the editor's units: objects with ``x`` and ``y`` or pairs; [] where there are none to use."""
    given = extra.get("elbows")
    if not isinstance(given, list) or not 0 < len(given) <= MOST_ELBOWS:
        return []
    found = [_point(each) for each in given]
    kept = [each for each in found if each is not None]
    return kept if len(kept) == len(found) else []


def _point(given: Any) -> Point | None:
    if isinstance(given, dict):
        given = [given.get("x", given.get("X")), given.get("y", given.get("Y"))]
    if not isinstance(given, list | tuple) or len(given) != 2:
        return None
    x, y = coordinate(given[0]), coordinate(given[1])
    return None if x is None or y is None else (x, y)


class Warp:
    """Where a point of the editor's canvas is in the picture, whose boxes have moved apart: by the boxes on either side."""

    def __init__(self, points: Sequence[Point], boxes: Sequence[Box]) -> None:
        self.xs = _known([(at[0], box.x + box.width / 2) for at, box in zip(points, boxes, strict=True)])
        self.ys = _known([(at[1], box.y + box.height / 2) for at, box in zip(points, boxes, strict=True)])

    def __call__(self, point: Point) -> Point:
        return _between(self.xs, point[0]), _between(self.ys, point[1])


def _known(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """For each canvas coordinate the mean of where its boxes are."""
    groups: dict[float, list[float]] = {}
    for canvas, picture in pairs:
        groups.setdefault(canvas, []).append(picture)
    return sorted((canvas, sum(each) / len(each)) for canvas, each in groups.items())


def _between(known: list[tuple[float, float]], at: float) -> float:
    after = bisect_right(known, (at, float("inf")))
    if after == 0:
        return max(known[0][1] + (at - known[0][0]), known[0][1] - 400)
    if after == len(known):
        return min(known[-1][1] + (at - known[-1][0]), known[-1][1] + 400)
    (low, start), (high, end) = known[after - 1], known[after]
    return start + (at - low) / (high - low) * (end - start)


def orthogonal(start: Point, leave: str, end: Point, arrive: str) -> list[Point] | None:
    """A line of level and upright pieces between two sides that face one another; None for others."""
    if leave + arrive in ("rl", "lr"):
        half = (start[0] + end[0]) / 2
        facing = (end[0] - start[0]) * (1 if leave == "r" else -1) > 0
        return [start, (half, start[1]), (half, end[1]), end] if facing else None
    if leave + arrive in ("bt", "tb"):
        half = (start[1] + end[1]) / 2
        facing = (end[1] - start[1]) * (1 if leave == "b" else -1) > 0
        return [start, (start[0], half), (end[0], half), end] if facing else None
    return None
