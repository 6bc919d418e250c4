"""How branches are drawn and which slot they have: one drawing for the file, and what differs from it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from studio.script.model import Branch, BranchType, Script
from studio.script.text.form import PLAIN_DRAWING, kind_slot
from studio.script.text.strings import Unprintable, json_text, same

#: Members of a branch that are no matter of drawing.
_OTHER = ("index", "label", "type")
_ORDER = ("label", "type", "labelDistance", "index", "ports", "lineType", "elbows")


def _ordered(members: dict[str, Any]) -> dict[str, Any]:
    """Members as exports order them, unknown ones behind by name."""
    known = {name: members[name] for name in _ORDER if name in members}
    return {**known, **{name: members[name] for name in sorted(members) if name not in known}}


def common_drawing(script: Script) -> dict[str, Any]:
    """The drawing that most branches have; of equals the plain one, else the first."""
    counted: Counter[str] = Counter()
    drawings: dict[str, dict[str, Any]] = {}
    for action in script.actions:
        for branch in action.branches:
            drawing = {name: value for name, value in branch.extra.items() if name not in _OTHER}
            key = "" if same(drawing, PLAIN_DRAWING) else json_text(_ordered(drawing))
            counted[key] += 1
            drawings.setdefault(key, drawing)
    if not counted:
        return PLAIN_DRAWING
    best, times = counted.most_common(1)[0]
    return PLAIN_DRAWING if counted[""] == times else _ordered(drawings[best])


def _implied(kind: str, type: BranchType, label: str, drawing: dict[str, Any]) -> dict[str, Any]:
    """The members of a branch of which the editor part says nothing."""
    return {**drawing, "index": kind_slot(kind, label) if type == "branch" else 0}


def difference(kind: str, branch: Branch, drawing: dict[str, Any]) -> dict[str, Any] | None:
    """What a branch's line in the editor part says, None if it needs none."""
    members = branch.extra
    if branch.type == "default" and branch.label:
        if "label" in members:
            raise Unprintable("a Default branch with two labels")
        members = {**members, "label": branch.label}
    implied = _implied(kind, branch.type, branch.label, drawing)
    if implied.keys() <= members.keys():
        differs = {
            name: value for name, value in members.items() if name not in implied or not same(value, implied[name])
        }
        if differs.keys() != {"only"}:
            return _ordered(differs) or None
    return {"only": _ordered(members)}


def drawn_members(
    kind: str, type: BranchType, label: str, drawing: dict[str, Any], said: dict[str, Any] | None
) -> tuple[str, dict[str, Any]]:
    """Label and other members of a branch; ``said`` is its line in the editor part."""
    said = said or {}
    if said.keys() == {"only"} and isinstance(said["only"], dict):
        members = dict(said["only"])
    else:
        members = {**_implied(kind, type, label, drawing), **said}
    return label, members
