"""The bends of wires in Desktop Studio's XML (``Segments``), which a script keeps as its document has them.

That their points are places on the canvas, as actions have them, is [inferred].
"""

from __future__ import annotations

from typing import Any

from studio.script.model import Action

#: Where an action's document has the branches of a type: its element, and that of each branch in it.
_PLACES = {"branch": "Branches", "custom": "Cases"}


def segments(action: Action) -> dict[int, list[Any]]:
    """The points by the position of their branch; {} where there are none. Nothing of what a file holds is trusted."""
    kept = action.forms.get("xml")
    if not isinstance(kept, dict):
        return {}
    found: dict[int, list[Any]] = {}
    seen: dict[tuple[str, str], int] = {}
    for number, branch in enumerate(action.branches):
        key = branch.type, branch.label
        seen[key] = seen.get(key, 0) + 1
        if branch.type == "default":
            way = ["DefaultNextAction"] if seen[key] == 1 else []
        else:
            way = [_PLACES[branch.type], "BranchStruct", f"{branch.label} ({seen[key]})"]
        points = _points(kept, [*way, "Segments"]) if way else []
        if points:
            found[number] = points
    return found


def _points(kept: Any, way: list[str]) -> list[Any]:
    for name in way:
        inside = kept.get("in") if isinstance(kept, dict) else None
        kept = inside.get(name) if isinstance(inside, dict) else None
    told = kept.get("is") if isinstance(kept, dict) else None
    points = told.get("Point") if isinstance(told, dict) else None
    return points if isinstance(points, list) else []
