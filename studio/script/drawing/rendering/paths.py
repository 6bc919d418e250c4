"""Lines of wires as SVG path data, and their arrow heads."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from studio.script.drawing.picture import Point

RADIUS = 7.0
_HEAD, _HALF = 8.0, 3.6


def number(value: float) -> str:
    """A coordinate as SVG writes it: at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def line(points: Sequence[Point]) -> str:
    """A polyline with rounded corners."""
    if not points:
        return ""
    parts = [f"M{_pair(points[0])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(RADIUS, _distance(before, at) / 2, _distance(at, after) / 2)
        if radius < 0.5:
            parts.append(f"L{_pair(at)}")
            continue
        parts.append(f"L{_pair(_towards(at, before, radius))}Q{_pair(at)} {_pair(_towards(at, after, radius))}")
    if len(points) > 1:
        parts.append(f"L{_pair(points[-1])}")
    return "".join(parts)


def curve(points: Sequence[Point]) -> str:
    """A chain of cubic Bézier curves."""
    parts = [f"M{_pair(points[0])}"]
    for at in range(1, len(points) - 2, 3):
        parts.append("C" + " ".join(_pair(each) for each in points[at : at + 3]))
    return "".join(parts)


def head(points: Sequence[Point]) -> str:
    """The arrow head at the end of some points: a small triangle."""
    end = points[-1]
    start = next((each for each in reversed(points[:-1]) if _distance(each, end) > 0.5), (end[0] - 1, end[1]))
    long = _distance(start, end)
    dx, dy = (end[0] - start[0]) / long, (end[1] - start[1]) / long
    back = end[0] - dx * _HEAD, end[1] - dy * _HEAD
    one, other = (back[0] - dy * _HALF, back[1] + dx * _HALF), (back[0] + dy * _HALF, back[1] - dx * _HALF)
    return f"M{_pair(end)}L{_pair(one)}L{_pair(other)}z"


def _pair(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _towards(start: Point, end: Point, far: float) -> Point:
    long = _distance(start, end) or 1.0
    return start[0] + (end[0] - start[0]) * far / long, start[1] + (end[1] - start[1]) * far / long
