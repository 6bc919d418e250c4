"""How the connected parts of a picture are set side by side."""

from __future__ import annotations

from collections.abc import Sequence

from studio.script.drawing.picture import Point

#: So many parts are fitted into one another; more stand in rows.
MOST_FITTED = 150
#: Widths that are tried, as shares of the width that would hold all parts without a gap.
_WIDTHS = (0.0, 0.85, 1.0, 1.15, 1.35)

Size = tuple[float, float]


def packed(sizes: Sequence[Size], room: float, shape: float = 1.3) -> list[Point]:
    """Where rectangles (width, height) go, each as high up as there is room, in their order.

    The whole should be about ``shape`` times as wide as it is high, where the largest part allows it.
    """
    if not sizes:
        return []
    area = sum((wide + room) * (high + room) for wide, high in sizes)
    widest = max(wide for wide, _ in sizes)
    whole = (area * shape) ** 0.5
    if len(sizes) > MOST_FITTED:
        return _in_rows(sizes, room, max(whole, widest))
    tried = [_fitted(sizes, room, max(whole * share, widest)) for share in _WIDTHS]
    return min(tried, key=lambda places: _badness(sizes, places, shape))


def _badness(sizes: Sequence[Size], places: Sequence[Point], shape: float) -> float:
    """The area of the smallest page of the wanted shape that holds everything, and a little for the area that is used."""
    wide = max(x + wide for (x, _), (wide, _) in zip(places, sizes, strict=True))
    high = max(y + high for (_, y), (_, high) in zip(places, sizes, strict=True))
    return max(wide, high * shape) ** 2 / shape + wide * high


def _fitted(sizes: Sequence[Size], room: float, most: float) -> list[Point]:
    """Each under what is there already, as high up as it goes, then as far left."""
    line: list[tuple[float, float, float]] = [(0.0, most, 0.0)]  # from, to, how far down it is taken
    places = []
    for wide, high in sizes:
        y, x = min(
            (_top(line, start, min(start + wide + room, most)), start)
            for start, _, _ in line
            if start + wide <= most + 0.01
        )
        places.append((x, y))
        line = _lowered(line, x, min(x + wide + room, most), y + high + room)
    return places


def _top(line: Sequence[tuple[float, float, float]], start: float, end: float) -> float:
    return max(low for left, right, low in line if left < end - 0.01 and start < right - 0.01)


def _lowered(
    line: Sequence[tuple[float, float, float]], start: float, end: float, low: float
) -> list[tuple[float, float, float]]:
    made = [(left, min(right, start), at) for left, right, at in line if left < start]
    made.append((start, end, low))
    made += [(max(left, end), right, at) for left, right, at in line if right > end]
    return [each for each in made if each[1] - each[0] > 0.01]


def _in_rows(sizes: Sequence[Size], room: float, most: float) -> list[Point]:
    """In rows, left to right."""
    places = []
    x = y = row = 0.0
    for wide, high in sizes:
        if x and x + wide > most:
            x, y, row = 0.0, y + row + room, 0.0
        places.append((x, y))
        x += wide + room
        row = max(row, high)
    return places
