"""Connected parts of a diagram."""

from __future__ import annotations

from studio.script.drawing.diagram import Diagram


def parts_of(diagram: Diagram) -> list[list[int]]:
    """The positions of the nodes of each connected part: notes that stand alone first, then the parts by
    where reading begins, and in the end other nodes that stand alone.
    """
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

    def order(part: list[int]) -> tuple[bool, bool, int, int]:
        alone = len(part) == 1
        note = alone and diagram.nodes[part[0]].family == "note"
        return not note, alone, min(begins.get(at, last) for at in part), part[0]

    return sorted(parts.values(), key=order)
