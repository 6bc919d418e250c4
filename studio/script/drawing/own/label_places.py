"""Places for the labels of wires among boxes that have theirs: near the wire's start, on nothing else if possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from studio.script.drawing.own.curves import point_along, point_on, points_of
from studio.script.drawing.picture import Box, Label, Point, Wire
from studio.script.drawing.sizes import LABEL_HEIGHT, label_width

_CELL = 80.0
#: Boxes and labels, and points of wires, that are looked at in a cell: where there are more nothing is readable any more.
_MOST_BOXES, _MOST_POINTS = 40, 120
_Rect = tuple[float, float, float, float]
#: Where along a wire a label may stand after the places next to its start, the best place first.
_PLACES = (0.18, 0.26, 0.34, 0.42, 0.5, 0.12, 0.58, 0.66, 0.74, 0.82)
#: Pixels: from a wire's start to its label's border; between the places next to the start that are tried. And what a point
#: of another wire under a label counts, in square pixels.
_START, _STEP, _UNDER = 6.0, 14.0, 2.5
#: What it counts that a label stands above or below its wire, and beside it.
_OFF, _BESIDE = 15, 25


class LabelPlacer:
    """Puts labels where neither boxes nor earlier labels are, and other wires only where it can't be helped."""

    def __init__(self, boxes: Sequence[Box], wires: Sequence[Wire] = ()) -> None:
        self.cells: dict[tuple[int, int], list[_Rect]] = {}
        self.points: dict[tuple[int, int], list[tuple[float, float, int]]] = {}
        self.labels: list[Label] = []
        for box in boxes:
            self._take((box.x, box.y, box.width, box.height))
        for wire in wires:
            for x, y in points_of(wire):
                cell = self.points.setdefault((int(x // _CELL), int(y // _CELL)), [])
                if len(cell) < _MOST_POINTS:
                    cell.append((x, y, id(wire)))

    def place(self, wire: Wire, text: str, title: str, *, case: bool = False) -> None:
        """Adds the label of a wire, if it has any words."""
        if not text:
            return
        wide = label_width(text)
        best: tuple[float, _Rect] | None = None
        for rank, (spot, off) in enumerate(_candidates(wire, wide)):
            if best is not None and best[0] <= rank:
                break
            cost = self._covered(spot, wire) * 10 + rank + off
            if best is None or cost < best[0]:
                best = (cost, spot)
        assert best is not None
        x, y, _, _ = best[1]
        self._take(best[1])
        self.labels.append(Label(wire.key, round(x, 1), round(y, 1), wide, LABEL_HEIGHT, text, title, wire.style, case))

    def _take(self, rect: _Rect) -> None:
        for cell in _cells(rect):
            taken = self.cells.setdefault(cell, [])
            if len(taken) < _MOST_BOXES:
                taken.append(rect)

    def _covered(self, rect: _Rect, wire: Wire) -> float:
        """How much of a rectangle is taken (square pixels, a little margin and all)."""
        x, y, wide, high = rect[0] - 2, rect[1] - 1, rect[2] + 4, rect[3] + 2
        cells = list(_cells(rect))
        near = {other for cell in cells for other in self.cells.get(cell, ())}
        boxes = sum(
            max(0.0, min(x + wide, ox + owide) - max(x, ox)) * max(0.0, min(y + high, oy + ohigh) - max(y, oy))
            for ox, oy, owide, ohigh in near
        )
        under = sum(
            x < px < x + wide and y < py < y + high and other != id(wire)
            for cell in cells
            for px, py, other in self.points.get(cell, ())
        )
        return boxes + _UNDER * under


def _candidates(wire: Wire, wide: float) -> Iterable[tuple[_Rect, int]]:
    for at in [*_near_the_start(wire, wide), *_PLACES]:
        x, y = point_on(wire.points, at) if wire.curved else point_along(wire.points, at)
        yield _around((x, y), wide), 0
        for dx, dy in ((0, -10), (0, 10), (wide / 2 + 6, 0), (-wide / 2 - 6, 0)):
            yield _around((x + dx, y + dy), wide), _BESIDE if dx else _OFF


def _near_the_start(wire: Wire, wide: float) -> list[float]:
    """Shares of a wire at which a label stands next to the wire's start."""
    long = sum(hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(wire.points))
    (ax, ay), (bx, by) = wire.points[0], wire.points[1]
    first = _START + (wide if abs(bx - ax) >= abs(by - ay) else LABEL_HEIGHT) / 2
    # The first control point of a curve draws it on: there its share grows more slowly than its length.
    found = [(first + _STEP * step) / max(long, 1.0) for step in range(4)]
    return [share for share in found if share < 0.6]


def _around(point: Point, wide: float) -> _Rect:
    return point[0] - wide / 2, point[1] - LABEL_HEIGHT / 2, wide, LABEL_HEIGHT


def _cells(rect: _Rect) -> Iterable[tuple[int, int]]:
    x, y, wide, high = rect
    for across in range(int(x // _CELL), int((x + wide) // _CELL) + 1):
        for down in range(int(y // _CELL), int((y + high) // _CELL) + 1):
            yield across, down
