"""Where an action stands on the canvas, and its dependency order: ``#12 720,416/700,400 7``."""

from __future__ import annotations

import re
from typing import Any

_ORDER = re.compile(r"-?[0-9]{1,18}\Z")
_FAR = 10**9


def position_text(extra: dict[str, Any]) -> tuple[str, set[str]]:
    """The position as text, and the members that it tells; "" and none where the canvas position isn't two whole numbers."""
    x, y, xws, yws = (extra.get(name) for name in ("x", "y", "xws", "yws"))
    if not (_whole(x) and _whole(y)):
        return "", set()
    text, told = f"{x},{y}", {"x", "y"}
    if _whole(xws) and _whole(yws):
        told |= {"xws", "yws"}
        text += "" if (x, y) == (xws, yws) else f"/{xws},{yws}"
    else:
        text += "/-"
    order = extra.get("dependencyOrder")
    if isinstance(order, str) and _ORDER.match(order):
        told.add("dependencyOrder")
        text += f" {order}"
    return text, told


def read_position(text: str, order: str | None) -> dict[str, Any]:
    """The members that a position tells."""
    canvas, _, web = text.partition("/")
    members: dict[str, Any] = {}
    members["x"], members["y"] = map(int, canvas.split(","))
    if web != "-":
        members["xws"], members["yws"] = map(int, (web or canvas).split(","))
    if order is not None:
        members["dependencyOrder"] = order
    return members


def _whole(value: Any) -> bool:
    return type(value) is int and abs(value) < _FAR
