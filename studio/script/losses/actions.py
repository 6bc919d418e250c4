"""What is lost of one action: its kind, caption, properties, branches, and members that only its own form has."""

from __future__ import annotations

from typing import Any

from studio.script.losses.codes import CODES
from studio.script.losses.telling import Add, listed, said, short
from studio.script.model import Action, Branch
from studio.script.text.strings import same

_DRAWING = ("ports", "lineType", "elbows", "labelDistance", "index")


def compare_action(action: Action, other: Action, add: Add) -> None:
    """Tells everything of an action that the other, read from the form, lacks."""
    for name in ("kind", "caption"):
        mine, theirs = getattr(action, name), getattr(other, name)
        if mine != theirs:
            add(_text_code(mine, theirs, "CV115"), f"the {name} becomes {short(theirs)}", action)
    comments = len(action.comments) + sum(map(len, action.property_comments.values()))
    comments += sum(len(each.comments) for each in action.branches)
    left = len(other.comments) + sum(map(len, other.property_comments.values()))
    left += sum(len(each.comments) for each in other.branches)
    placed = same(_placed(action), _placed(other))
    if comments and (left < comments or action.comments != other.comments or not placed):
        add("CV101", f"{comments} comment{'s' if comments > 1 else ''}", action)
    _members("CV106", action.extra, other.extra, action, add)
    _members("CV108", action.forms, other.forms, action, add)
    if not same(action.property_extra, other.property_extra):
        gone = [
            f"{name} {member}"
            for name, members in action.property_extra.items()
            for member, value in members.items()
            if not _holds(other.property_extra.get(name, {}), member, value)
        ]
        if gone:
            add("CV107", f"members of properties: {listed(gone)}", action)
    _properties(action, other, add)
    _branches(action, other, add)


def _placed(action: Action) -> Any:
    return {name: [list(each) for each in some] for name, some in action.property_comments.items()}


def _holds(members: dict[str, Any], name: str, value: Any) -> bool:
    return name in members and same(members[name], value)


def _members(code: str, mine: dict[str, Any], other: dict[str, Any], action: Action, add: Add) -> None:
    gone = [name for name, value in mine.items() if not _holds(other, name, value)]
    if gone and code == "CV108":
        gone = said({name: mine[name] for name in gone})
    if gone:
        add(code, f"{CODES[code][1]}: {listed(gone)}", action)


def _properties(action: Action, other: Action, add: Add) -> None:
    mine, theirs = action.properties, other.properties
    if same(mine, theirs):
        if list(mine) != list(theirs):
            add("CV121", "the order of properties", action)
        return
    if sorted(mine) == sorted(theirs) and same(list(mine.values()), list(theirs.values())):
        hint = "the form keeps properties by position, and its own order counts"
        add("CV121", f"these properties come back as each other: {listed(mine)}", action, hint=hint)
        return
    renamed = [name for name in mine if name not in theirs]
    more = [name for name in theirs if name not in mine]
    if renamed and more:
        hint = "the form keeps properties by position; the catalogue doesn't know these, or not their order"
        add("CV109", f"properties that lose their names: {listed(renamed)}", action, hint=hint)
    elif renamed:
        add("CV112", f"properties that the form has no place for: {listed(renamed)}", action)
    for name, value in mine.items():
        if name in theirs and not same(value, theirs[name]):
            code = _text_code(value, theirs[name], "CV110")
            add(code, f"the value becomes {short(theirs[name])}", action, name)
    if more and not renamed:
        add("CV122", f"properties that come back empty: {listed(more)}", action)


def _text_code(mine: Any, theirs: Any, otherwise: str) -> str:
    return "CV111" if isinstance(mine, str) and isinstance(theirs, str) else otherwise


def _branches(action: Action, other: Action, add: Add) -> None:
    waiting: dict[tuple[str, str], list[Branch]] = {}
    for each in other.branches:
        waiting.setdefault((each.type, each.label), []).append(each)
    drawing: set[str] = set()
    unknown: set[str] = set()
    whole = True
    for branch in action.branches:
        found = waiting.get((branch.type, branch.label))
        if not found:
            whole = False
            name = branch.label or "Default"
            code = "CV111" if len(other.branches) >= len(action.branches) else "CV113"
            add(code, f"the branch {short(name)} to #{branch.to} is left out or changed", action)
            continue
        theirs = found.pop(0)
        if theirs.to != branch.to:
            whole = False
            add("CV113", f"the branch {short(branch.label or 'Default')} leads to #{theirs.to}", action)
        for name, value in branch.extra.items():
            if not _holds(theirs.extra, name, value):
                (drawing if name in _DRAWING else unknown).add(name)
    if drawing:
        add("CV102", f"how branches are drawn: {listed(sorted(drawing))}", action)
    if unknown:
        add("CV106", f"members of branches: {listed(sorted(unknown))}", action)
    order = [(each.type, each.label, each.to) for each in action.branches]
    if whole and order != [(each.type, each.label, each.to) for each in other.branches][: len(order)]:
        add("CV114", "the order of branches", action)
