"""Connected parts of a diagram, and how they are set side by side."""

from __future__ import annotations

from collections.abc import Sequence

from studio.script.drawing.diagram import Diagram

#: A picture should be about so many times as wide as it is high, where its largest part allows it [choice].
SHAPE = 1.6


def parts_of(diagram: Diagram) -> list[list[int]]:
    """The positions of the nodes of each connected part: notes that stand alone first, then the parts by where reading begins."""
    parent = list(range(len(diagram.nodes)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for link in diagram.links:
        one, other = root(link.source), root(link.target)
        if one != other:
            parent[max(one, other)] = min(one, other)
    parts: dict[int, list[int]] = {}
    for at in range(len(parent)):
        parts.setdefault(root(at), []).append(at)
    begins = {at: number for number, at in reversed(list(enumerate(diagram.begins)))}
    last = len(begins)

    def order(part: list[int]) -> tuple[bool, int, int]:
        note = len(part) == 1 and diagram.nodes[part[0]].family == "note"
        return not note, min(begins.get(at, last) for at in part), part[0]

    return sorted(parts.values(), key=order)


def packed(sizes: Sequence[tuple[float, float]], room: float) -> list[tuple[float, float]]:
    """Where rectangles (width, height) go: in rows, left to right, in their order."""
    if not sizes:
        return []
    area = sum((wide + room) * (high + room) for wide, high in sizes)
    most = max([(area * SHAPE) ** 0.5, *(wide for wide, _ in sizes)])
    places = []
    x = y = row = 0.0
    for wide, high in sizes:
        if x and x + wide > most:
            x, y, row = 0.0, y + row + room, 0.0
        places.append((x, y))
        x += wide + room
        row = max(row, high)
    return places
