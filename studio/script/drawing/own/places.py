"""The author's own places: which of a script's coordinates can be used, and how far they must move apart for boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from studio.script.drawing.diagram import Diagram
from studio.script.drawing.picture import Point
from studio.script.drawing.sizes import Measured

#: No editor puts anything further away (its units are pixels).
FURTHEST = 1_000_000
#: So many of the nodes must have a place of their own.
LEAST_APART = 0.8
#: Editors draw icons about 96 apart where these pictures have boxes: distances grow by these factors, and gaps end at these.
SCALE_X, SCALE_Y = 1.6, 0.95
LARGEST_X, LARGEST_Y = 360.0, 190.0
ROOM_X, ROOM_Y = 60.0, 32.0
#: Nodes of one column may stand that far from one another sideways (editor units).
COLUMN = 20
_CELL = 16.0


def own_places(diagram: Diagram) -> list[Point] | None:
    """The places that an editor gave the nodes, as it has them; None where there are none to go by.

    Of the web canvas and the Desktop canvas, the one with more places of their own; every node must have one.
    """
    best: list[Point] | None = None
    most = 0
    for which in (0, 1):
        found = [_point(each.places, which) for each in diagram.nodes]
        kept = [each for each in found if each is not None]
        if len(kept) == len(found) and len(set(kept)) > most:
            best, most = kept, len(set(kept))
    return best if best and most >= max(1, math.ceil(LEAST_APART * len(best))) else None


def _point(places: Sequence[tuple[Any, Any]], which: int) -> Point | None:
    if which >= len(places):
        return None
    x, y = coordinate(places[which][0]), coordinate(places[which][1])
    return None if x is None or y is None else (x, y)


def coordinate(value: Any) -> float | None:
    """A number that can be a place on a canvas, also one that is written as text; None for anything else."""
    if isinstance(value, str) and len(value) < 20:
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= FURTHEST else None


def spread(points: Sequence[Point], sizes: Sequence[Measured]) -> list[Point]:
    """The corners of boxes at these places, moved apart until none overlap.

    Order and alignment stay: what stood right of or below something still does, rows stay rows and columns columns.
    """
    tops = _rows(points, sizes)
    return list(zip(_lefts(points, tops, sizes), tops, strict=True))


def _rows(points: Sequence[Point], sizes: Sequence[Measured]) -> list[float]:
    """The tops: rows keep their order, and nodes of one column stand clear of one another."""
    tops = [0.0] * len(points)
    ends: dict[int, float] = {}
    before = at = 0.0
    for number, (y, row) in enumerate(_grouped(points, 1)):
        step = 0.0 if not number else min((y - before) * SCALE_Y, LARGEST_Y)
        cells = {
            each: range(int((points[each][0] - COLUMN) // _CELL), int((points[each][0] + COLUMN) // _CELL) + 1)
            for each in row
        }
        at = max(
            [at + step, *(ends.get(cell, -1e9) + ROOM_Y for each in row for cell in cells[each])] if number else [0.0]
        )
        for each in row:
            tops[each] = at
            for cell in cells[each]:
                ends[cell] = max(ends.get(cell, -1e9), at + sizes[each].height)
        before = y
    return tops


def _lefts(points: Sequence[Point], tops: Sequence[float], sizes: Sequence[Measured]) -> list[float]:
    """The left edges: columns keep their order; what shares a column and a row is pushed on."""
    lefts = [0.0] * len(points)
    ends: dict[int, float] = {}
    before = at = 0.0
    for number, (x, column) in enumerate(_grouped(points, 0)):
        step = 0.0 if not number else min((x - before) * SCALE_X, LARGEST_X)
        cells = {
            each: range(int((tops[each] - 4) // _CELL), int((tops[each] + sizes[each].height + 4) // _CELL) + 1)
            for each in column
        }
        clear = [ends.get(cell, -1e9) for each in column for cell in cells[each]]
        at = max([at + step, *(end + ROOM_X for end in clear)]) if number else 0.0
        for each in column:
            lefts[each] = max([at, *(ends[cell] + ROOM_X for cell in cells[each] if cell in ends)])
            for cell in cells[each]:
                ends[cell] = max(ends.get(cell, -1e9), lefts[each] + sizes[each].width)
        before = x
    return lefts


def _grouped(points: Sequence[Point], axis: int) -> list[tuple[float, list[int]]]:
    """The nodes that share a coordinate, by it."""
    groups: dict[float, list[int]] = {}
    for number, point in enumerate(points):
        groups.setdefault(point[axis], []).append(number)
    return sorted(groups.items())
