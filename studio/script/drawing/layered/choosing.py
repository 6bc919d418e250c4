"""Which way a layered drawing flows where nobody says: the way that fits a page or a screen better."""

from __future__ import annotations

from studio.script.drawing.diagram import Diagram
from studio.script.drawing.layered.drawing import layered_picture
from studio.script.drawing.picture import Direction, Flow, Picture

#: Pixels that can be read without zooming: a screen's width, and as much height as one scrolls through gladly [choice].
PAGE = (1600.0, 2400.0)
#: Larger diagrams are not laid out twice: they flow down.
MOST_TRIED = 300


def flowing(diagram: Diagram, flow: Flow) -> tuple[Direction, Picture]:
    """The layered picture; ``auto`` flows right, as editors draw, or down where that is easier to read."""
    if flow == "auto" and len(diagram.nodes) > MOST_TRIED:
        flow = "down"
    if flow != "auto":
        return flow, layered_picture(diagram, flow)
    right, down = layered_picture(diagram, "right"), layered_picture(diagram, "down")
    return ("right", right) if _strain(right) <= _strain(down) else ("down", down)


def _strain(picture: Picture) -> float:
    """How much smaller than life the picture must be shown."""
    return max(picture.width / PAGE[0], picture.height / PAGE[1], 1.0)
