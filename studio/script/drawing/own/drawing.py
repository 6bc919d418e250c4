"""A diagram as a picture in the author's own layout: at the places that an editor's canvas gave the nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from studio.script.drawing.diagram import Diagram, Link
from studio.script.drawing.layered.drawing import HEAD, MARGIN, box_of
from studio.script.drawing.own.curves import NORMAL, Boxes, behind_curve, best_sides, curve_between, port
from studio.script.drawing.own.drawn_by_author import Warp, elbows, orthogonal
from studio.script.drawing.own.label_places import LabelPlacer
from studio.script.drawing.own.places import own_places, spread
from studio.script.drawing.own.round_about import Taken, round_about
from studio.script.drawing.picture import Box, Picture, Point, Wire
from studio.script.drawing.sizes import Measured, label_text, label_width, measured

#: More wires than that get the sides that their direction tells, without a search [choice].
MOST_SEARCHED = 4000
#: Pixels between wires that leave a box on one side, for as many as that.
WIRE_STEP = 18.0
MOST_APART = 40
#: So many wires at most are led round boxes that no curve passes [choice].
MOST_ROUND = 120


def own_picture(diagram: Diagram) -> Picture | None:
    """The picture, or None where the nodes have no places to go by."""
    points = own_places(diagram)
    if points is None:
        return None
    sizes = _sizes(diagram, points)
    boxes = tuple(
        box_of(node, size, x + MARGIN, y + MARGIN + HEAD)
        for node, size, (x, y) in zip(diagram.nodes, sizes, spread(points, sizes), strict=True)
    )
    wires = _wires(diagram, boxes, Warp(points, boxes))
    placer = LabelPlacer(boxes, wires if len(wires) <= MOST_SEARCHED else ())
    for link, wire in zip(diagram.links, wires, strict=True):
        placer.place(wire, label_text(link), link.label, case=link.case)
    return framed(Picture(diagram.title, diagram.subtitle, 0, 0, boxes, tuple(wires), tuple(placer.labels), "own"))


def _sizes(diagram: Diagram, points: Sequence[Point]) -> list[Measured]:
    """The boxes' sizes: high enough for the wires that will leave on the right to stand apart, with their labels."""
    leaving = [0] * len(diagram.nodes)
    for link in diagram.links:
        right, down = (abs(points[link.target][axis] - points[link.source][axis]) for axis in (0, 1))
        if points[link.target][0] > points[link.source][0] and right * 2 > down:
            leaving[link.source] += 1
    return [
        replace(size, height=max(size.height, min(many, MOST_APART) * WIRE_STEP + 8)) if many > 2 else size
        for size, many in zip(map(measured, diagram.nodes), leaving, strict=True)
    ]


def framed(picture: Picture) -> Picture:
    """A picture with a frame around all that is in it, its upper left corner at 0 0."""
    rects = [(each.x, each.y, each.width, each.height) for each in picture.boxes]
    rects += [(each.x, each.y, each.width, each.height) for each in picture.labels]
    rects += [(x, y, 0.0, 0.0) for wire in picture.wires for x, y in wire.points]
    dx = MARGIN - min((x for x, _, _, _ in rects), default=MARGIN)
    dy = MARGIN + HEAD - min((y for _, y, _, _ in rects), default=MARGIN + HEAD)
    wide = max([x + wide for x, _, wide, _ in rects] + [200.0])
    high = max([y + high for _, y, _, high in rects] + [MARGIN + HEAD])
    return replace(
        picture,
        width=round(wide + dx + MARGIN, 1),
        height=round(high + dy + MARGIN, 1),
        boxes=tuple(replace(each, x=round(each.x + dx, 1), y=round(each.y + dy, 1)) for each in picture.boxes),
        wires=tuple(
            replace(each, points=tuple((round(x + dx, 1), round(y + dy, 1)) for x, y in each.points))
            for each in picture.wires
        ),
        labels=tuple(replace(each, x=round(each.x + dx, 1), y=round(each.y + dy, 1)) for each in picture.labels),
    )


def _wires(diagram: Diagram, boxes: tuple[Box, ...], warp: Warp) -> list[Wire]:
    field = Boxes(boxes)
    search = len(diagram.links) <= MOST_SEARCHED
    sides = [
        best_sides(field, link.source, link.target, _ports(link.extra))
        if search
        else _ports(link.extra) or _facing(boxes, link)
        for link in diagram.links
    ]
    shares = _shares(diagram, boxes, sides)
    wires = []
    for number, link in enumerate(diagram.links):
        leave, arrive = sides[number]
        start = port(boxes[link.source], leave, shares[number, 0])
        end = port(boxes[link.target], arrive, shares[number, 1])
        points, curved = _way(link, boxes, field, (start, leave), (end, arrive), warp)
        wires.append(Wire(link.key, boxes[link.source].key, boxes[link.target].key, points, link.style, curved))
    return _led_round(diagram, field, wires) if search else wires


def _led_round(diagram: Diagram, field: Boxes, wires: list[Wire]) -> list[Wire]:
    """The wires, those that no curve takes past other boxes led round them."""
    met = {
        number: found
        for number, (link, wire) in enumerate(zip(diagram.links, wires, strict=True))
        if wire.curved and link.source != link.target
        if (found := behind_curve(field, wire.points, link.source, link.target))
    }
    taken = Taken(wire for number, wire in enumerate(wires) if number not in met)
    for number in list(met)[:MOST_ROUND]:
        link = diagram.links[number]
        way = round_about(field, link.source, link.target, met[number], taken)
        if way is not None:
            wires[number] = replace(wires[number], points=way, curved=False)
            taken.add(wires[number])
    return wires


def _way(
    link: Link,
    boxes: tuple[Box, ...],
    field: Boxes,
    leaving: tuple[Point, str],
    arriving: tuple[Point, str],
    warp: Warp,
) -> tuple[tuple[Point, ...], bool]:
    """The points of a wire, and whether they are those of a curve: as its author drew it if that can be told."""
    (start, leave), (end, arrive) = leaving, arriving
    bent = _bent(link, boxes, (start, end), warp)
    if bent and not field.behind(bent, link.source, link.target):
        return bent, False
    if link.source == link.target:
        return _loop(boxes[link.source]), True
    manner = link.extra.get("lineType")
    drawn = [start, end] if manner == "straight" else None
    if manner == "orthogonal":
        drawn = orthogonal(start, leave, end, arrive)
    if drawn is not None and not field.in_the_way(drawn, {link.source, link.target}):
        return tuple(drawn), False
    return curve_between(start, leave, end, arrive, label_width(label_text(link)) if leave in "rl" else 0.0), True


def _bent(link: Link, boxes: tuple[Box, ...], ends: tuple[Point, Point], warp: Warp) -> tuple[Point, ...]:
    """The wire by the bends that its author gave it, on the sides where they are; () where there are none."""
    bends = [*map(warp, elbows(link.extra))]
    if not bends:
        return ()
    start, end = ends
    if _ports(link.extra) is None:
        start = port(boxes[link.source], _side_of(boxes[link.source], bends[0]))
        end = port(boxes[link.target], _side_of(boxes[link.target], bends[-1]))
    return start, *bends, end


def _side_of(box: Box, point: Point) -> str:
    """The side of a box beyond which a point is."""
    beyond = {
        "r": point[0] - box.x - box.width,
        "l": box.x - point[0],
        "b": point[1] - box.y - box.height,
        "t": box.y - point[1],
    }
    return max(beyond, key=lambda side: beyond[side])


def _loop(box: Box) -> tuple[Point, ...]:
    """A wire from a box to itself: out on the right, back in on top."""
    right, top = box.x + box.width, box.y
    return (right, box.y + 18), (right + 44, box.y + 10), (right - 10, top - 44), (right - 30, top)


def _ports(extra: Mapping[str, Any]) -> tuple[str, str] | None:
    """The sides that an editor chose (``r,l``), or None."""
    ports = extra.get("ports")
    if not isinstance(ports, str):
        return None
    leave, _, arrive = ports.partition(",")
    leave, arrive = leave.strip(), arrive.strip()
    return (leave, arrive) if leave in NORMAL and arrive in NORMAL else None


def _facing(boxes: tuple[Box, ...], link: Link) -> tuple[str, str]:
    source, target = boxes[link.source], boxes[link.target]
    dx, dy = target.x - source.x, target.y - source.y
    if abs(dx) >= abs(dy):
        return ("r", "l") if dx >= 0 else ("l", "r")
    return ("b", "t") if dy >= 0 else ("t", "b")


def _shares(diagram: Diagram, boxes: tuple[Box, ...], sides: list[tuple[str, str]]) -> dict[tuple[int, int], float]:
    """Where on its side each wire starts (0) and ends (1): spread, in the order of where the other ends are."""
    at_side: dict[tuple[int, str], list[tuple[float, int, int]]] = {}
    for number, link in enumerate(diagram.links):
        for which, (mine, other) in enumerate(((link.source, link.target), (link.target, link.source))):
            side = sides[number][which]
            far = _slope(boxes[mine], boxes[other], side)
            at_side.setdefault((mine, side), []).append((far, number, which))
    shares = {}
    for ends in at_side.values():
        # Wires that arrive on one side may meet there; those that leave must be told apart.
        places = sorted(ends)
        leaving = [each for each in places if each[2] == 0]
        groups = [*([each] for each in leaving)]
        if any(each[2] == 1 for each in places):
            arriving = [each for each in places if each[2] == 1]
            groups.append(arriving)
            # Wires there and back between two boxes run side by side: of equal ones the first link is first at both ends.
            groups.sort(key=lambda group: (sum(far for far, _, _ in group) / len(group), group[0][1]))
        for position, group in enumerate(groups):
            for _, number, which in group:
                shares[number, which] = (position + 1) / (len(groups) + 1)
    return shares


def _slope(box: Box, other: Box, side: str) -> float:
    """How steeply a wire of a side leads down (or right, of an upper or lower side) to another box."""
    dx = other.x + other.width / 2 - box.x - box.width / 2
    dy = other.y + other.height / 2 - box.y - box.height / 2
    return dy / max(abs(dx), 1.0) if side in "rl" else dx / max(abs(dy), 1.0)
