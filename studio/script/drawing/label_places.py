"""Places for the labels of wires among boxes that have theirs: near the wire's start, on nothing else if possible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from studio.script.drawing.curves import point_along, point_on
from studio.script.drawing.picture import Box, Label, Point, Wire
from studio.script.drawing.sizes import LABEL_HEIGHT, label_width

_CELL = 80.0
_Rect = tuple[float, float, float, float]
#: Where along a wire a label may stand, the best place first.
_PLACES = (0.18, 0.26, 0.34, 0.42, 0.5, 0.12, 0.58, 0.66, 0.74, 0.82)


class LabelPlacer:
    """Puts labels where neither boxes nor earlier labels are."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.cells: dict[tuple[int, int], list[_Rect]] = {}
        self.labels: list[Label] = []
        for box in boxes:
            self._take((box.x, box.y, box.width, box.height))

    def place(self, wire: Wire, text: str, title: str) -> None:
        """Adds the label of a wire, if it has any words."""
        if not text:
            return
        wide = label_width(text)
        best: tuple[float, _Rect] | None = None
        for rank, spot in enumerate(_candidates(wire, wide)):
            cost = self._covered(spot) * 10 + rank
            if best is None or cost < best[0]:
                best = (cost, spot)
            if cost == rank:
                break
        assert best is not None
        x, y, _, _ = best[1]
        self._take(best[1])
        self.labels.append(Label(wire.key, round(x, 1), round(y, 1), wide, LABEL_HEIGHT, text, title, wire.style))

    def _take(self, rect: _Rect) -> None:
        for cell in _cells(rect):
            self.cells.setdefault(cell, []).append(rect)

    def _covered(self, rect: _Rect) -> float:
        """How much of a rectangle is taken (square pixels, a little margin and all)."""
        x, y, wide, high = rect[0] - 2, rect[1] - 1, rect[2] + 4, rect[3] + 2
        near = {other for cell in _cells(rect) for other in self.cells.get(cell, ())}
        return sum(
            max(0.0, min(x + wide, ox + owide) - max(x, ox)) * max(0.0, min(y + high, oy + ohigh) - max(y, oy))
            for ox, oy, owide, ohigh in near
        )


def _candidates(wire: Wire, wide: float) -> Iterable[_Rect]:
    for at in _PLACES:
        x, y = point_on(wire.points, at) if wire.curved else point_along(wire.points, at)
        yield _around((x, y), wide)
        for dx, dy in ((0, -10), (0, 10), (wide / 2 + 6, 0), (-wide / 2 - 6, 0)):
            yield _around((x + dx, y + dy), wide)


def _around(point: Point, wide: float) -> _Rect:
    return point[0] - wide / 2, point[1] - LABEL_HEIGHT / 2, wide, LABEL_HEIGHT


def _cells(rect: _Rect) -> Iterable[tuple[int, int]]:
    x, y, wide, high = rect
    for across in range(int(x // _CELL), int((x + wide) // _CELL) + 1):
        for down in range(int(y // _CELL), int((y + high) // _CELL) + 1):
            yield across, down
