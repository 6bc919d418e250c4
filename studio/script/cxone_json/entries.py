"""The properties and branches of one action, as a JSON export has them."""

from __future__ import annotations

from typing import Any

from studio.script.cxone_json.codes import Faults
from studio.script.model import Action, Branch, BranchType

LARGEST_ID = 10**15
_TYPES: dict[str, BranchType] = {"default": "default", "branch": "branch", "custom": "custom", "case": "custom"}


def read_properties(table: Any, action: Action, faults: Faults) -> None:
    """Adds the properties of a table to an action, by position."""
    for place, entry in _in_order(faults.table(table, f"properties of action {action.id}")):
        if not isinstance(entry, dict) or "name" not in entry:
            faults.add("JS111", f"property {place[:20]!r} has no name", action=action.id, caption=action.caption)
            continue
        name = faults.text(entry["name"], f"the name of property {place[:20]}", action.id)
        if name in action.properties:
            faults.add("JS112", f"property {name[:60]!r} stands there twice", action=action.id, caption=action.caption)
            continue
        action.properties[name] = entry.get("value", "")
        if len(entry) > 2 or (len(entry) == 2 and "value" not in entry):
            others = {key: each for key, each in entry.items() if key not in ("name", "value")}
            action.property_extra[name] = others


def _in_order(table: dict[str, Any]) -> list[tuple[str, Any]]:
    """By position, as the keys say it; keys that are no numbers come last."""

    def position(each: tuple[str, Any]) -> int:
        key = each[0]
        return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 10**9

    return sorted(table.items(), key=position)


def read_branches(entries: Any, action: Action, faults: Faults) -> None:
    """Adds the branches of a list to an action."""
    if entries is None:
        return
    if not isinstance(entries, list):
        faults.add("JS113", "branches is no list", action=action.id, caption=action.caption)
        return
    for entry in entries:
        to = entry.get("to") if isinstance(entry, dict) else None
        kind = _TYPES.get(str(entry.get("type", "default"))) if isinstance(entry, dict) else None
        if isinstance(to, str) and to.isascii() and to.isdigit() and len(to) < 16:
            to = int(to)
        if not isinstance(to, int) or isinstance(to, bool) or abs(to) > LARGEST_ID or kind is None:
            faults.add(
                "JS114", "a branch without a target or of an unknown type", action=action.id, caption=action.caption
            )
            continue
        label = "" if kind == "default" else str(entry.get("label", ""))
        extra = {name: each for name, each in entry.items() if name not in ("to", "label", "type")}
        if entry.get("type") == "case":
            extra["type"] = "case"
        if kind == "default" and entry.get("label", "") != "":
            extra["label"] = entry["label"]
        action.branches.append(Branch(to=to, type=kind, label=label, extra=extra))
