"""Scripts to draw, made at random, and what must be true of every picture."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from studio.script.drawing import Box, Label, Picture
from studio.script.model import Action, Branch, Script

KINDS = ("SNIPPET", "IF", "CASE", "RUNSUB", "PLAY", "END", "ONSIGNAL", "NOTE", "NO_SUCH_KIND", "BEGIN")
LABELS = ("", "True", "OnError", "Overflow", "a case value of some length", "猫", " ", "<&>")


@st.composite
def scripts(draw: st.DrawFn, largest: int = 9) -> Script:
    """Scripts of any shape: circles, ways to oneself, parts apart from the rest, doubled ways."""
    count = draw(st.integers(0, largest))
    number = st.integers(0, max(count - 1, 0))
    actions = [
        Action(id=each, kind=draw(st.sampled_from(KINDS)), caption="word " * draw(st.integers(0, 14)))
        for each in range(count)
    ]
    for source, target, label in draw(st.lists(st.tuples(number, number, st.sampled_from(LABELS)), max_size=2 * count)):
        sort: Any = "default" if not label else "branch" if label in ("True", "OnError", "Overflow") else "custom"
        actions[source].branches.append(Branch(to=target, type=sort, label=label))
    return Script(name="made", actions=actions)


def overlap(one: Box | Label, other: Box | Label) -> bool:
    """True if two rectangles share more than a border."""
    return (
        one.x + 0.2 < other.x + other.width
        and other.x + 0.2 < one.x + one.width
        and one.y + 0.2 < other.y + other.height
        and other.y + 0.2 < one.y + one.height
    )


def overlapping(rectangles: Iterable[Box | Label]) -> list[tuple[str, str]]:
    """The pairs that lie on one another."""
    all_ = list(rectangles)
    return [
        (_name(one), _name(other))
        for number, one in enumerate(all_)
        for other in all_[number + 1 :]
        if overlap(one, other)
    ]


def _name(each: Box | Label) -> str:
    return each.key if isinstance(each, Box) else each.wire


def on_border(box: Box, x: float, y: float) -> bool:
    """True if a point lies on the border of a box."""
    inside = box.x - 0.3 <= x <= box.x + box.width + 0.3 and box.y - 0.3 <= y <= box.y + box.height + 0.3
    edges = (abs(x - box.x), abs(x - box.x - box.width), abs(y - box.y), abs(y - box.y - box.height))
    return inside and min(edges) <= 0.3


def behind_boxes(picture: Picture) -> list[tuple[str, str]]:
    """Wires of straight pieces that run behind a box, and which."""
    found = []
    for wire in picture.wires:
        for (ax, ay), (bx, by) in pairwise(wire.points):
            piece = Box("", min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by), "", "", "", ())
            found += [(wire.key, box.key) for box in picture.boxes if _runs_behind(piece, box)]
    return found


def _runs_behind(piece: Box, box: Box) -> bool:
    return (
        piece.x < box.x + box.width - 1
        and box.x + 1 < piece.x + piece.width
        and piece.y < box.y + box.height - 1
        and box.y + 1 < piece.y + piece.height
    )


def within(picture: Picture) -> bool:
    """True if all that is drawn lies inside the picture."""
    rects = [(each.x, each.y, each.width, each.height) for each in (*picture.boxes, *picture.labels)]
    rects += [(x, y, 0, 0) for wire in picture.wires for x, y in wire.points]
    return all(x >= 0 and y >= 0 and x + w <= picture.width and y + h <= picture.height for x, y, w, h in rects)
