"""Desktop Studio's XML exports as scripts.

What has a counterpart in CXone's JSON comes into the same places of the model; what Desktop Studio alone knows comes into
``Script.desktop``, and whatever else a document says into overlays, so that it is written again as it was.
"""

from __future__ import annotations

import re
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.desktop.actions import action_of, id_of
from studio.script.desktop.codes import Faults
from studio.script.desktop.layout import layout_of
from studio.script.desktop.outline import (
    ATTRIBUTES,
    NEVER,
    NO_LIBRARY,
    OPTIONAL,
    Age,
    action_outline,
    document_outline,
    short_name,
)
from studio.script.desktop.parse import Element, parse_xml
from studio.script.desktop.values import value_of
from studio.script.model import Action, Script
from studio.script.overlay import difference
from studio.script.placing import missing_members
from studio.script.text.header import MEDIA_BY_NUMBER

_WHOLE = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")
_ITEM = ("Icon", "CreateDate", "ModifyDate", "ModifyUserID", "ModifiedBy", "URI", "DefaultTimeZone")


def read_xml(text: str, file: str | None = None) -> tuple[Script | None, list[Diagnostic]]:
    """The script of a Desktop Studio export, and all findings; None where there is no script in it."""
    faults = Faults(file)
    root, beside = parse_xml(text.removeprefix("\ufeff"), faults)
    if root is None:
        return None, faults.found
    actions = root.child("Actions")
    if root.tag != "ScriptContainer" or actions is None:
        faults.add("XM103", "the document holds no script: no ScriptContainer with Actions", line=root.line)
        return None, faults.found
    second = next((each for each in root.children if each.tag == "Actions" and each is not actions), None)
    if second is not None:
        faults.add("XM103", "the document is no script: it has two elements Actions", line=second.line)
        return None, faults.found
    script = _head(root, faults)
    script.line = root.line
    read = _actions(actions, script, faults)
    elements = [element for element, _ in read]
    script.layout = {"xml": layout_of(text)}
    settings = _settings(elements)
    if beside:
        settings["beside"] = [list(each) for each in beside]
    _unused_web_canvas(script, settings)
    _order(actions, elements, script, settings)
    script.actions.sort(key=lambda each: each.id)
    script.header["nextActionId"] = max((each.id for each in script.actions), default=0) + 1
    _overlays(root, actions, read, script, settings)
    return script, [each.placed(script=script.name) for each in faults.found]


def _head(root: Element, faults: Faults) -> Script:
    item = root.child("LibraryItem")
    told = item.attributes if item is not None else {}
    path = item.told("ImplPath") if item is not None else ""
    script = Script(name=path or told.get("Name", ""))
    if not script.name:
        faults.add("XM106", "the document has no script name (LibraryItem, ImplPath)", line=(item or root).line)
    header: dict[str, Any] = {"scriptName": script.name}
    for name, text in (
        ("busNo", root.attributes.get("BusNo", told.get("BusNo", ""))),
        ("mediaType", root.told("MediaType") or told.get("MediaType", "")),
    ):
        if _WHOLE.match(text):
            header[name] = int(text)
    word, header_name = MEDIA_BY_NUMBER.get(header.get("mediaType", -1), ("", None))
    script.media = word
    if header_name is not None:
        header["mediaTypeName"] = header_name
    redaction = told.get("VariableRedaction", "")
    script.redact = [part.strip() for part in redaction.split(",") if part.strip()]
    header |= {"purposeType": "General", "variableRedaction": redaction, "nextActionId": 1, "status": "Active"}
    script.header = header
    script.document = {"schemaVersion": "1.0.0"}
    script.desktop = _kept(root, item, script)
    return script


def _kept(root: Element, item: Element | None, script: Script) -> dict[str, Any]:
    """Members of Desktop Studio alone that aren't what a writer would say by itself."""
    found: dict[str, tuple[str | None, str | None]] = {"UserID": (root.attributes.get("UserID"), "0")}
    if item is not None:
        name = short_name(script)
        found["LibraryID"] = (item.attributes.get("LibraryID"), NO_LIBRARY)
        found |= {each: (item.attributes.get(each), name) for each in ("Name", "Alias")}
        found |= {each: (item.attributes.get(each), default) for each, default in ATTRIBUTES.items()}
        for each in _ITEM:
            child = item.child(each)
            default = {"ModifyUserID": "0", "ModifiedBy": None}.get(each, NEVER if each.endswith("Date") else "")
            found[each] = (child.content if child is not None else None, default)
    return {name: value for name, (value, default) in found.items() if value is not None and value != default}


def _actions(actions: Element, script: Script, faults: Faults) -> list[tuple[Element, Action]]:
    """The actions that could be read with their elements, in the order of the document."""
    read: list[tuple[Element, Action]] = []
    seen: dict[int, int] = {}
    for element in actions.children:
        if element.tag != "ActionStruct":
            continue
        id = id_of(element)
        caption = element.told("Caption")
        if id is None:
            faults.add("XM107", "an action without a usable ActionID", line=element.line, caption=caption)
        elif id in seen:
            message = f"two actions have the id {id}; the one in line {seen[id]} counts"
            faults.add("XM108", message, line=element.line, action=id, caption=caption)
        else:
            seen[id] = element.line
            action = action_of(element, id, faults)
            script.actions.append(action)
            read.append((element, action))
    return read


def _settings(elements: list[Element]) -> dict[str, Any]:
    """What holds for all actions of a document: parts that its age lacks, or that all have."""
    settings: dict[str, Any] = {}
    if elements:
        lacking = set(OPTIONAL)
        for element in elements:
            lacking.difference_update([child.tag for child in element.children])
            if not lacking:
                break
        if lacking:
            settings["without"] = [each for each in OPTIONAL if each in lacking]
        keyed = [_keyed(each) for each in elements]
        if any(keyed) and all(each is not False for each in keyed):
            settings["with"] = ["KeyName"]
    return settings


def _order(actions: Element, elements: list[Element], script: Script, settings: dict[str, Any]) -> None:
    """Notes the order of the actions where it isn't the newest first, or something stands between them (null)."""
    ids = [each.id for each in script.actions]
    if len(elements) < len(actions.children):
        of_element = {id(element): number for element, number in zip(elements, ids, strict=True)}
        settings["order"] = [of_element.get(id(each)) for each in actions.children]
    elif ids != sorted(ids, reverse=True):
        settings["order"] = ids


def _keyed(element: Element) -> bool | None:
    """True if its Default branch has a KeyName, None if it has no drawing of one."""
    info = element.child("ExtraInfo")
    default = info.child("DefaultBranch") if info is not None else None
    return default.child("KeyName") is not None if default is not None else None


def _unused_web_canvas(script: Script, settings: dict[str, Any]) -> None:
    """A script never opened on the web has zeros there: the web editor then shows the Desktop's positions [choice]."""
    zeros = all(each.extra.get("xws") in (0, None) and each.extra.get("yws") in (0, None) for each in script.actions)
    if not zeros:
        return
    somewhere = False
    for action in script.actions:
        extra = action.extra
        if "x" in extra and "y" in extra:
            somewhere = somewhere or bool(extra["x"] or extra["y"])
            extra["xws"], extra["yws"] = extra["x"], extra["y"]
    if somewhere and "xws" not in settings.get("without", ()):
        settings["web"] = "unused"


def _overlays(
    root: Element, actions: Element, read: list[tuple[Element, Action]], script: Script, settings: dict[str, Any]
) -> None:
    missing, age = missing_members(script), Age.of(settings)
    for element, action in read:
        outline = action_outline(action, missing.get(action.id, {}), age)
        found = difference(outline, value_of(element), order=True)
        if found is not None:
            action.forms = {"xml": found}
    readable = {id(element) for element, _ in read}
    others = [each for each in actions.children if id(each) not in readable]
    bare = Element("Actions", actions.attributes, actions.line, others)
    without_actions = [bare if each is actions else each for each in root.children]
    document = value_of(Element(root.tag, root.attributes, root.line, without_actions))
    changes = difference(document_outline(script), document, order=True)
    if changes is not None:
        settings["changes"] = changes
    script.forms = {"xml": settings} if settings else {}
