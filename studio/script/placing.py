"""Positions and order for actions that have none, so that an editor can open what was written by hand."""

from __future__ import annotations

from collections import deque
from typing import Any

from studio.script.model import Action, Script

#: Steps of the grid, in pixels, and the edge [observed: exports keep to multiples of 16].
_ACROSS, _DOWN, _EDGE = 160, 112, 32


def missing_members(script: Script) -> dict[int, dict[str, Any]]:
    """Position and dependency order of each action that lacks one of them, by id; {} where none does.

    Actions stand in columns by the number of steps from where their flow begins, flows below each other [choice].
    """
    # By id: what is made up must not depend on the order in which a text happens to have the actions.
    actions = sorted(script.actions, key=lambda each: each.id)
    lacking = [each for each in actions if not _placed(each.extra) or "dependencyOrder" not in each.extra]
    if not lacking:
        return {}
    places = _grid(actions) if any(not _placed(each.extra) for each in lacking) else {}
    order = {each.id: str(at) for at, each in enumerate(actions)}
    members: dict[int, dict[str, Any]] = {}
    for each in lacking:
        mine: dict[str, Any] = {}
        if "dependencyOrder" not in each.extra:
            mine["dependencyOrder"] = order[each.id]
        if not _placed(each.extra):
            x, y = places[each.id]
            mine |= {"x": x, "y": y, "xws": x, "yws": y}
        members[each.id] = mine
    return members


def _placed(extra: dict[str, Any]) -> bool:
    return type(extra.get("x")) is int and type(extra.get("y")) is int


def _grid(actions: list[Action]) -> dict[int, tuple[int, int]]:
    after = {each.id: [branch.to for branch in each.branches] for each in actions}
    led = {to for targets in after.values() for to in targets}
    starts = [each.id for each in actions if each.id not in led]
    places: dict[int, tuple[int, int]] = {}
    row = 0
    for start in (*starts, *after):
        if start in places:
            continue
        filled: dict[int, int] = {}
        waiting = deque([(start, 0)])
        places[start] = (0, row)
        while waiting:
            id, column = waiting.popleft()
            line = filled.get(column, 0)
            filled[column] = line + 1
            places[id] = (_EDGE + column * _ACROSS, _EDGE + (row + line) * _DOWN)
            for to in after[id]:
                if to in after and to not in places:
                    places[to] = (0, 0)
                    waiting.append((to, column + 1))
        row += max(filled.values()) + 1
    return places
