"""One action of Desktop Studio's XML as an action of the model."""

from __future__ import annotations

import re
from typing import Any

from studio.script.desktop.codes import Faults
from studio.script.desktop.parameters import named
from studio.script.desktop.parse import Element
from studio.script.faults import shortened
from studio.script.model import Action, Branch, BranchType
from studio.script.text.form import kind_members

_WHOLE = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")
_ID = re.compile(r"[ \t\r\n]*([0-9]{1,15})[ \t\r\n]*\Z")
_ONCE = ("Parameters", "DefaultNextAction", "Branches", "Cases")


def id_of(element: Element) -> int | None:
    """The id of an action's element, None where it has no usable one."""
    return _id(element.told("ActionID"))


def _id(text: str) -> int | None:
    found = _ID.match(text)
    return int(found[1]) if found is not None else None


def action_of(element: Element, id: int, faults: Faults) -> Action:
    """The action of an element whose id is known; what can't be read of it is reported and left out."""
    parts: dict[str, Element] = {}
    for each in element.children:
        if each.tag in parts and each.tag in _ONCE:
            message = f"action {id} has two elements {each.tag}; the first one counts"
            faults.add("XM111", message, line=each.line, action=id)
        parts.setdefault(each.tag, each)
    action = Action(id=id, kind=_told(parts, "Action"), caption=_told(parts, "Caption"), line=element.line)
    if not action.kind:
        faults.add("XM109", "an action without a kind", line=element.line, action=id, caption=action.caption)
    texts = [each.content for each in _children(parts, "Parameters", "string")]
    action.properties = named(action.kind, texts)
    action.extra = _extra(parts, action.kind)
    default = parts.get("DefaultNextAction")
    if default is not None and default.told("ActionID").strip() != "-1":
        _branch(default, "default", action, faults)
    for each in _children(parts, "Branches", "BranchStruct"):
        _branch(each, "branch", action, faults)
    for each in _children(parts, "Cases", "BranchStruct"):
        _branch(each, "custom", action, faults)
    return action


def _told(parts: dict[str, Element], tag: str) -> str:
    found = parts.get(tag)
    return found.content if found is not None else ""


def _children(parts: dict[str, Element], tag: str, inner: str) -> list[Element]:
    found = parts.get(tag)
    return [each for each in found.children if each.tag == inner] if found is not None else []


def _extra(parts: dict[str, Element], kind: str) -> dict[str, Any]:
    extra = kind_members(kind)
    library = _told(parts, "LibraryID")
    if library:
        extra["libraryId"] = library.upper()
    if "DependencyOrder" in parts:
        extra["dependencyOrder"] = _told(parts, "DependencyOrder")
    if "Impl_Type" in parts:
        extra["implType"] = _told(parts, "Impl_Type")
    for name in ("x", "y", "xws", "yws"):
        text = _told(parts, name.upper() if len(name) == 1 else name)
        if _WHOLE.match(text):
            extra[name] = int(text)
    return extra


def _branch(element: Element, type: BranchType, action: Action, faults: Faults) -> None:
    to = _id(element.told("ActionID"))
    if to is None:
        message = f"a branch without a usable target: {shortened(element.told('ActionID'))!r}"
        faults.add("XM110", message, line=element.line, action=action.id, caption=action.caption)
        return
    text = element.told("Text")
    extra: dict[str, Any] = {}
    if type == "default" and text:
        extra["label"] = text
    distance = element.child("LabelDistance")
    if distance is not None:
        extra["labelDistance"] = _number(distance.content)
    index = element.told("Index")
    extra["index"] = int(index) if _WHOLE.match(index) else 0
    extra |= {"ports": "", "lineType": "", "elbows": []}
    label = "" if type == "default" else text
    action.branches.append(Branch(to=to, type=type, label=label, extra=extra, line=element.line))


def _number(text: str) -> int | float | None:
    """A number whose text is the usual one; None for anything else, which the overlay then keeps."""
    if _WHOLE.match(text):
        return int(text)
    try:
        value = float(text) if len(text) < 30 else 0.0
    except ValueError:
        return None
    return value if str(value) == text and abs(value) < 1e15 else None
