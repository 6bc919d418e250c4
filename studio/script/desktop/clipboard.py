"""What Desktop Studio puts on the clipboard for copied actions, as scripts and back: a fragment without a head.

The first line is a mark, the rest JSON of the objects that XML exports hold too [observed in public programs].
"""

from __future__ import annotations

from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.cxone_json.codes import Faults as JsonFaults
from studio.script.cxone_json.layout import layout_of, print_json
from studio.script.cxone_json.parse import parse_json
from studio.script.desktop.actions import action_of, id_of
from studio.script.desktop.clipboard_outline import clipboard_outline, document_outline
from studio.script.desktop.codes import Faults
from studio.script.desktop.parse import Element
from studio.script.model import Action, Script
from studio.script.overlay import ABSENT, difference, overlaid, overlaid_at, parted
from studio.script.placing import missing_members
from studio.script.text.header import MEDIA_BY_NUMBER

MARK = "INCONTROL.NET-COPYCUTCOMMAND"
_LISTS = {"Parameters": "string", "Branches": "BranchStruct", "Cases": "BranchStruct"}


def read_clipboard(text: str, file: str | None = None) -> tuple[Script | None, list[Diagnostic]]:
    """The actions that were copied as a script without a name, and all findings; None where there are none."""
    first, _, rest = text.removeprefix("\ufeff").lstrip(" \t\r\n").partition("\n")
    if first.strip(" \t\r") != MARK:
        rest = first.strip(" \t\r").removeprefix(MARK) + "\n" + rest
    json_faults = JsonFaults(file)
    document = parse_json(rest, json_faults, above=1)
    if document is None:
        return None, json_faults.found
    faults = Faults(file)
    faults.found = json_faults.found
    entries = document.get("Actions") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(entries, list):
        faults.add("CB101", "the clipboard holds no actions: no object with a list Actions")
        return None, faults.found
    script = _head(document)
    read = _actions(entries, script, faults)
    layout = {**layout_of(rest), "document": list(document), "bom": text.startswith("\ufeff")}
    script.header["nextActionId"] = max((each.id for each in script.actions), default=0) + 1
    script.layout = {"clipboard": layout}
    _keep_the_rest(document, read, script)
    script.actions.sort(key=lambda each: each.id)
    return script, faults.found


def _head(document: dict[str, Any]) -> Script:
    script = Script(name="")
    header: dict[str, Any] = {"scriptName": ""}
    if type(document.get("BusNo")) is int:
        header["busNo"] = document["BusNo"]
    media = document.get("MediaType")
    if type(media) is int:
        header["mediaType"] = media
        script.media, name = MEDIA_BY_NUMBER.get(media, ("", None))
        if name is not None:
            header["mediaTypeName"] = name
    header |= {"purposeType": "General", "variableRedaction": "", "nextActionId": 1, "status": "Active"}
    script.header = header
    script.document = {"schemaVersion": "1.0.0"}
    user = document.get("UserID")
    if type(user) is int and user != 0:
        script.desktop["UserID"] = str(user)
    return script


def _actions(entries: list[Any], script: Script, faults: Faults) -> list[tuple[dict[str, Any], Action]]:
    read: list[tuple[dict[str, Any], Action]] = []
    seen: set[int] = set()
    for at, entry in enumerate(entries, 1):
        if not isinstance(entry, dict):
            faults.add("CB102", f"item {at} of Actions is no object")
            continue
        element = _element("ActionStruct", entry)
        id = id_of(element)
        if id is None:
            faults.add("XM107", f"item {at} of Actions has no usable ActionID", caption=element.told("Caption"))
        elif id in seen:
            faults.add("XM108", f"two actions have the id {id}", action=id, caption=element.told("Caption"))
        else:
            seen.add(id)
            _check_types(entry, id, faults)
            action = action_of(element, id, faults)
            action.line = None
            for branch in action.branches:
                branch.line = None
            script.actions.append(action)
            read.append((entry, action))
    return read


def _check_types(entry: dict[str, Any], id: int, faults: Faults) -> None:
    for name in _LISTS:
        if not isinstance(entry.get(name), list | None):
            faults.add("CB102", f"{name} of action {id} is no list", action=id)
    if not isinstance(entry.get("DefaultNextAction"), dict | None):
        faults.add("CB102", f"DefaultNextAction of action {id} is no object", action=id)


def _element(tag: str, value: Any, depth: int = 0) -> Element:
    """A value as the element that XML would have for it; null has no content."""
    element = Element(tag, {}, 0)
    if isinstance(value, dict):
        if depth < 4:
            element.children = [
                _element(name, each, depth + 1)
                for name, each in value.items()
                if each is not None or name == "LabelDistance"
            ]
    elif isinstance(value, list):
        inner = _LISTS.get(tag, "item")
        element.children = [_element(inner, each, depth + 1) for each in value]
    elif value is not None:
        element.text = value if isinstance(value, str) else str(value)
    return element


def _keep_the_rest(document: dict[str, Any], read: list[tuple[dict[str, Any], Action]], script: Script) -> None:
    missing = missing_members(script)
    orders: dict[int, Any] = {}
    for entry, action in read:
        data, order = parted(clipboard_outline(action, missing.get(action.id, {})), entry)
        if data is not None:
            action.forms = {"clipboard": data}
        if order is not None:
            orders[action.id] = order
    script.layout["clipboard"]["actions"] = orders
    settings: dict[str, Any] = {}
    ids = [action.id for _, action in read]
    if ids != sorted(ids):
        settings["order"] = ids
    known = {id(entry) for entry, _ in read}
    rest = {**document, "Actions": [each for each in document["Actions"] if id(each) not in known]}
    changes = difference(document_outline(script), rest)
    if changes is not None:
        settings["changes"] = changes
    if settings:
        script.forms = {"clipboard": settings}


def write_clipboard(script: Script, stale: list[str] | None = None) -> str:
    """The script's actions as Desktop Studio takes them from the clipboard. ``stale`` is that of the other writers."""
    found = script.forms.get("clipboard")
    settings = found if isinstance(found, dict) else {}
    document: Any = overlaid(document_outline(script), settings.get("changes", {"in": {}}), stale)
    missing = missing_members(script)
    layout = script.layout.get("clipboard", {})
    orders = layout.get("actions", {})
    entries = []
    for action in _in_order(script, settings):
        outline = clipboard_outline(action, missing.get(action.id, {}))
        value = overlaid_at(f"#{action.id}", outline, action.forms.get("clipboard"), stale)
        if value is not ABSENT:
            order = orders.get(action.id)
            entries.append(value if order is None else overlaid(value, order))
    document = dict(document) if isinstance(document, dict) else {}
    others = document.get("Actions")
    document["Actions"] = entries + (others if isinstance(others, list) else [])
    if layout:
        document = overlaid(document, {"order": layout["document"]})
    mark = "\ufeff" if layout.get("bom") else ""
    return f"{mark}{MARK}\r\n{print_json(document, {**layout, 'bom': False} if layout else {}, indent=None)}"


def _in_order(script: Script, settings: dict[str, Any]) -> list[Action]:
    order = settings.get("order")
    place = {id: at for at, id in enumerate(order) if type(id) is int} if isinstance(order, list) else {}
    return sorted(script.actions, key=lambda each: (place.get(each.id, len(place)), each.id))
