"""A diagram as a picture in the layered layout, flowing right or down."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio.script.drawing.diagram import Diagram, Node
from studio.script.drawing.layered.connected_part import Layout, Slot, Way, layered
from studio.script.drawing.layered.packing import packed
from studio.script.drawing.parts import parts_of
from studio.script.drawing.picture import Box, Direction, Label, Picture, Point, Wire
from studio.script.drawing.sizes import (
    FIRST_PORT,
    LABEL_HEIGHT,
    LAST_PORT,
    PORT_STEP,
    Measured,
    label_text,
    label_width,
    leaving,
    measured,
    plain_first,
)  # fmt: skip

#: Pixels: around the picture; above it for its title; between parts; between boxes across.
MARGIN = 28.0
HEAD = 44.0
PART_ROOM = 44.0
ROOM = {"right": 24.0, "down": 34.0}
#: Pictures that flow right are for screens, those that flow down for pages: so many times as wide as high [choice].
SHAPE = {"right": 1.4, "down": 0.8}
_ERROR_DROP, _ERROR_STEP = 20.0, 20.0
_STUB = 6.0


@dataclass(slots=True)
class _Port:
    """Where a link leaves: across, from its slot's start; for one of an error the points before it has left the slot."""

    across: float
    label: str
    prefix: tuple[Point, ...] = ()


def layered_picture(diagram: Diagram, direction: Direction = "right") -> Picture:
    """The picture. Notes stand on top, then the part with Begin, then the others."""
    sizes = [measured(each) for each in diagram.nodes]
    leave = leaving(diagram)
    maker = _Right if direction == "right" else _Down
    made = [maker(diagram, sizes, leave, part) for part in parts_of(diagram)]
    places = packed([(each.width, each.height) for each in made], PART_ROOM, SHAPE[direction])
    for part, (x, y) in zip(made, places, strict=True):
        part.draw(x + MARGIN, y + MARGIN + HEAD)
    boxes = sorted(((at, box) for part in made for at, box in part.boxes), key=lambda each: each[0])
    wires = sorted(((at, wire) for part in made for at, wire in part.wires), key=lambda each: each[0])
    wide = max((x + part.width for part, (x, _) in zip(made, places, strict=True)), default=200.0)
    high = max((y + part.height for part, (_, y) in zip(made, places, strict=True)), default=0.0)
    return Picture(
        diagram.title,
        diagram.subtitle,
        max(wide, 200.0) + 2 * MARGIN,
        high + 2 * MARGIN + HEAD,
        tuple(box for _, box in boxes),
        tuple(wire for _, wire in wires),
        tuple(label for part in made for label in part.labels),
    )


def box_of(node: Node, size: Measured, x: float, y: float) -> Box:
    """A node's box at a place."""
    return Box(
        node.key, round(x, 1), round(y, 1), round(size.width, 1), round(size.height, 1), node.family, node.kind,
        node.caption, size.lines, size.text, node.entry, node.missing,
    )  # fmt: skip


class _Part(ABC):
    """One connected part: the layout in along and across, turned into x and y."""

    room: float
    aside: float

    def __init__(
        self, diagram: Diagram, sizes: Sequence[Measured], leave: Sequence[Sequence[int]], part: Sequence[int]
    ) -> None:
        self.diagram, self.part = diagram, part
        self.local = {at: number for number, at in enumerate(part)}
        self.links = [number for at in part for number in leave[at]]
        self.ports: dict[int, _Port] = {}
        self.sizes: list[Measured] = []
        self.slots: list[Slot] = []
        entered = {(diagram.links[number].target, diagram.links[number].style == "error") for number in self.links}
        for at in part:
            plain, errors = plain_first(leave[at], diagram.links)
            size, slot = self.slot(sizes[at], plain, errors)
            if {(at, True), (at, False)} <= entered:
                slot = replace(slot, aside=self.aside)
            self.sizes.append(size)
            self.slots.append(slot)
        begins = [self.local[at] for at in diagram.begins if at in self.local]
        self.layout: Layout = layered(self.slots, [self.way(number) for number in self.links], begins, self.room)
        self.width, self.height = self.turned((self.layout.along, self.layout.across))
        self.boxes: list[tuple[int, Box]] = []
        self.wires: list[tuple[int, Wire]] = []
        self.labels: list[Label] = []

    @abstractmethod
    def slot(self, size: Measured, plain: Sequence[int], errors: Sequence[int]) -> tuple[Measured, Slot]:
        """The box, made large enough for its ports, and its slot; fills in the ports."""

    @abstractmethod
    def way(self, number: int) -> Way:
        """A link for the layout."""

    @abstractmethod
    def label_at(self, start: Point, width: float) -> Point:
        """The corner of the label of a wire whose port is there."""

    @abstractmethod
    def turned(self, point: Point) -> Point:
        """Along and across as x and y."""

    def draw(self, x: float, y: float) -> None:
        """Makes boxes, wires and labels, with the part's corner there."""
        corners = []
        for number, (at, slot) in enumerate(zip(self.part, self.layout.slots, strict=True)):
            left, top = self.turned(slot)
            corners.append((x + left, y + top))
            self.boxes.append((at, box_of(self.diagram.nodes[at], self.sizes[number], x + left, y + top)))
        for number, way in zip(self.links, self.layout.ways, strict=True):
            self._wire(number, [(x + left, y + top) for left, top in map(self.turned, way)], corners)

    def _wire(self, number: int, points: list[Point], corners: Sequence[Point]) -> None:
        link = self.diagram.links[number]
        port = self.ports[number]
        left, top = corners[self.local[link.source]]
        before = [(left + dx, top + dy) for dx, dy in port.prefix]
        names = self.diagram.nodes[link.source].key, self.diagram.nodes[link.target].key
        whole = tuple((round(each, 1), round(other, 1)) for each, other in [*before, *points])
        self.wires.append((number, Wire(link.key, *names, whole, link.style)))
        if port.label:
            wide = label_width(port.label)
            corner = self.label_at(before[-1] if before else points[0], wide)
            self.labels.append(
                Label(
                    link.key,
                    round(corner[0], 1),
                    round(corner[1], 1),
                    wide,
                    LABEL_HEIGHT,
                    port.label,
                    link.label,
                    link.style,
                    link.case,
                )
            )


class _Right(_Part):
    room = ROOM["right"]
    aside = 10.0

    def slot(self, size: Measured, plain: Sequence[int], errors: Sequence[int]) -> tuple[Measured, Slot]:
        links = self.diagram.links
        high = max(size.height, FIRST_PORT + PORT_STEP * (len(plain) - 1) + LAST_PORT if plain else 0.0)
        for number, each in enumerate(plain):
            self.ports[each] = _Port(FIRST_PORT + PORT_STEP * number, label_text(links[each]))
        for number, each in enumerate(errors):
            drop = min(22.0 + 12 * (len(errors) - 1 - number), size.width / 2)
            at = high + _ERROR_DROP + _ERROR_STEP * number
            self.ports[each] = _Port(at, label_text(links[each]), ((drop, high), (drop, at)))
        whole = high + (_ERROR_DROP + _ERROR_STEP * (len(errors) - 1) + 4 if errors else 0.0)
        return replace(size, height=high), Slot(size.width, whole, min(FIRST_PORT, high / 2))

    def way(self, number: int) -> Way:
        link, port = self.diagram.links[number], self.ports[number]
        label = label_width(port.label) + _STUB if port.label and not port.prefix else 0.0
        return Way(self.local[link.source], self.local[link.target], port.across, link.style, label)

    def label_at(self, start: Point, width: float) -> Point:
        return start[0] + _STUB, start[1] - LABEL_HEIGHT - 1

    def turned(self, point: Point) -> Point:
        return point


class _Down(_Part):
    room = ROOM["down"]
    aside = 24.0

    def slot(self, size: Measured, plain: Sequence[int], errors: Sequence[int]) -> tuple[Measured, Slot]:
        links = self.diagram.links
        texts = [label_text(links[each]) for each in plain]
        steps = [max(24.0, label_width(text) + 14) for text in texts]
        wide = max(size.width, sum(steps) + 20)
        at = (wide - sum(steps)) / 2 + 6 if len(plain) > 1 else wide / 2
        for each, text, step in zip(plain, texts, steps, strict=True):
            self.ports[each] = _Port(at, text)
            at += step
        # The label of an only wire, which leaves in the middle, may reach beyond the box.
        reach = [
            self.ports[each].across + 4 + label_width(text) for each, text in zip(plain, texts, strict=True) if text
        ]
        whole = max([wide, *reach])
        for number, each in enumerate(errors):
            text = label_text(links[each])
            whole += 16.0
            down = max(8.0, 20.0 - 8 * number)
            self.ports[each] = _Port(whole, text, ((wide, down), (whole, down)))
            whole += label_width(text) + 6
        return replace(size, width=wide), Slot(size.height, whole, wide / 2)

    def way(self, number: int) -> Way:
        link, port = self.diagram.links[number], self.ports[number]
        label = LABEL_HEIGHT + 4.0 if port.label and not port.prefix else 0.0
        return Way(self.local[link.source], self.local[link.target], port.across, link.style, label)

    def label_at(self, start: Point, width: float) -> Point:
        return start[0] + 4, start[1] + 4

    def turned(self, point: Point) -> Point:
        return point[1], point[0]
