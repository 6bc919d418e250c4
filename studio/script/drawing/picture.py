"""A picture as data: boxes, wires and labels that have their places, in pixels, y downwards. Renderings stand on it.

A player finds what to light up by ``Box.key`` (the action's id) and ``Wire.key`` (``12:True``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.script.drawing.diagram import Style

Point = tuple[float, float]
Direction = Literal["right", "down"]
#: A direction, or ``auto``: the one that fits a page or a screen better.
Flow = Literal["auto", "right", "down"]


@dataclass(frozen=True, slots=True)
class Box:
    """A node. ``lines`` are its caption (of a note also its text), broken to fit; ``title`` is the whole caption."""

    key: str
    x: float
    y: float
    width: float
    height: float
    family: str
    kind: str
    title: str
    lines: tuple[str, ...]
    text: tuple[str, ...] = ()
    entry: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Wire:
    """A link. ``points`` lead from the source's border to the target's; a curved wire's are cubic Bézier points."""

    key: str
    source: str
    target: str
    points: tuple[Point, ...]
    style: Style = "plain"
    curved: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a wire: a rectangle and the line of text in it. ``case``: they are a value that is compared."""

    wire: str
    x: float
    y: float
    width: float
    height: float
    text: str
    title: str
    style: Style = "plain"
    case: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole. ``layout`` says how places were found: ``own`` (the script's coordinates) or ``layered``."""

    title: str
    subtitle: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    labels: tuple[Label, ...]
    layout: Literal["own", "layered"] = "layered"

    def box(self, key: str) -> Box | None:
        """The box of this key (the first, should two bear it)."""
        return next((each for each in self.boxes if each.key == key), None)
