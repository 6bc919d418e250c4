"""A script as Desktop Studio's clipboard has it, before any overlay: the same objects as in XML, as a .NET serialiser
writes them in JSON, so with members by name, numbers as numbers and dates as ``/Date(milliseconds)/``."""

from __future__ import annotations

from typing import Any

from studio.script.desktop.outline import Age, action_outline, media_type
from studio.script.model import Action, Script

#: The first moment that .NET knows, as its JSON writes it.
NEVER = "/Date(-62135596800000)/"
_NUMBERS = ("ActionID", "DependencyOrder", "Impl_Type", "X", "Y", "xws", "yws", "Index", "ActionId")


def document_outline(script: Script) -> dict[str, Any]:
    """The object with no actions in it."""
    return {
        "Actions": [],
        "BusNo": script.header.get("busNo", 0),
        "LibraryItem": None,
        "MediaType": media_type(script),
        "ModifyDate": NEVER,
        "UserID": whole(str(script.desktop.get("UserID", "0"))),
    }


def clipboard_outline(action: Action, more: dict[str, Any]) -> dict[str, Any]:
    """An action as the clipboard has it."""
    xml = action_outline(action, more, Age())
    drawing = xml["ExtraInfo"]
    drawing = {
        "Branches": _items(drawing["Branches"], "BranchInfo"),
        "CaseBranches": _items(drawing["CaseBranches"], "BranchInfo"),
        "DefaultBranch": {**_object(drawing["DefaultBranch"]), "KeyName": None},
    }
    members = {
        **_object({name: value for name, value in xml.items() if isinstance(value, str)}),
        "Branches": _items(xml["Branches"], "BranchStruct"),
        "BranchesCxs": None,
        "Cases": _items(xml["Cases"], "BranchStruct"),
        "DefaultNextAction": _object(xml["DefaultNextAction"]) if "DefaultNextAction" in xml else None,
        "ExtraInfo": {name: _sorted(each) for name, each in drawing.items()},
        "Parameters": xml["Parameters"]["string"] if xml["Parameters"] else [],
    }
    made: dict[str, Any] = _sorted(members)
    return made


def _items(value: Any, name: str) -> list[dict[str, Any]]:
    return [_object(each) for each in value[name]] if value else []


def _object(value: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, each in value.items():
        if name == "Segments":
            made[name] = []
        elif name == "LabelDistance":
            made[name] = _number(each) if isinstance(each, str) else None
        else:
            made[name] = whole(each) if name in _NUMBERS else each
    return {name: made[name] for name in sorted(made, key=str.lower)}


def _sorted(value: Any) -> Any:
    return {name: value[name] for name in sorted(value, key=str.lower)} if isinstance(value, dict) else value


def whole(text: str) -> Any:
    """A number where a text is one."""
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 16 else text


def _number(text: str) -> Any:
    found = whole(text)
    return found if isinstance(found, int) else float(text)
