"""How large boxes and labels are, and where on a box its wires leave and arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.script.drawing.diagram import Diagram, Link, Node
from studio.script.drawing.texts import fitted, paragraphs, shown, width, wrapped

#: Sizes in pixels.
BOX_WIDTH = 204
ICON_ROOM = 46
CAPTION_SIZE = 13
CAPTION_LINE = 16
CAPTION_LINES = 4
KIND_SIZE = 10
NOTE_WIDTH = 320
NOTE_SIZE = 11
NOTE_LINE = 15
NOTE_LINES = 20
LABEL_SIZE = 11
LABEL_HEIGHT = 15
LABEL_ROOM = 130
PORT_STEP = 17
FIRST_PORT = 26
LAST_PORT = 14


@dataclass(frozen=True, slots=True)
class Measured:
    """A node's box before it has a place."""

    width: float
    height: float
    lines: tuple[str, ...]
    text: tuple[str, ...]


def measured(node: Node) -> Measured:
    """The size of a node's box, with its caption and text broken into lines."""
    caption = shown(node.caption)
    if node.family == "note":
        room = NOTE_WIDTH - 28
        text = paragraphs(node.text, NOTE_SIZE, room, NOTE_LINES)
        lines = wrapped(caption, CAPTION_SIZE, room - 16, 1)
        return Measured(NOTE_WIDTH, 36 + NOTE_LINE * len(text) + (8 if text else 0), lines, text)
    lines = wrapped(caption, CAPTION_SIZE, BOX_WIDTH - ICON_ROOM - 14, CAPTION_LINES)
    return Measured(BOX_WIDTH, 36 + CAPTION_LINE * len(lines), lines, ())


def label_text(link: Link) -> str:
    """What stands at a link; a case value of nothing but blanks is shown as quotes."""
    if not link.label:
        return ""
    return fitted(shown(link.label), LABEL_SIZE, LABEL_ROOM) or '""'


def label_width(text: str) -> float:
    """The width of a label's rectangle."""
    return round(width(text, LABEL_SIZE) + 8, 1) if text else 0


def leaving(diagram: Diagram) -> list[list[int]]:
    """The positions of the links that leave each node, in their order: those of errors and doubts last."""
    found: list[list[int]] = [[] for _ in diagram.nodes]
    for number, link in enumerate(diagram.links):
        found[link.source].append(number)
    for each in found:
        each.sort(key=lambda number: diagram.links[number].style == "error")
    return found


def plain_first(numbers: Sequence[int], links: Sequence[Link]) -> tuple[list[int], list[int]]:
    """Those that leave on the main side, and those of errors."""
    return (
        [each for each in numbers if links[each].style != "error"],
        [each for each in numbers if links[each].style == "error"],
    )
