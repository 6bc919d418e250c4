"""Scripts as Desktop Studio's XML exports: the way back of :mod:`studio.script.desktop.reader`."""

from __future__ import annotations

from typing import Any

from studio.script.desktop.layout import DECLARATION
from studio.script.desktop.outline import Age, action_outline, document_outline
from studio.script.desktop.parse import COMMENT, INSTRUCTION
from studio.script.desktop.printing import children_of, print_xml
from studio.script.desktop.values import MIXED
from studio.script.model import Action, Script
from studio.script.overlay import ABSENT, overlaid, overlaid_at
from studio.script.placing import missing_members


def write_xml(script: Script, stale: list[str] | None = None) -> str:
    """The script's document, with its byte-order mark as Desktop Studio writes one.

    Of a script that was read from XML it is the same document. ``stale`` takes the places where the script was edited so
    that what the document once said there no longer fits.
    """
    settings = _settings(script)
    document = _document(script, settings, stale)
    layout = script.layout.get("xml", {})
    end = layout.get("end", "\n")
    body = print_xml("ScriptContainer", document, layout.get("indent", "  "), end)
    before, behind = _beside(settings, end)
    declaration = layout.get("declaration", DECLARATION)
    head = f"{declaration}{end}" if declaration else ""
    mark = "\ufeff" if layout.get("bom", True) else ""
    return f"{mark}{head}{before}{body}{behind}" + str(layout.get("tail", "")).replace("\n", end)


def _document(script: Script, settings: dict[str, Any], stale: list[str] | None) -> dict[str, Any]:
    """The whole document as data (see :mod:`studio.script.desktop.values`)."""
    document = overlaid(document_outline(script), settings.get("changes", {"in": {}}), stale)
    missing, age = missing_members(script), Age.of(settings)
    found_order = settings.get("order")
    order = found_order if isinstance(found_order, list) else []
    structs: dict[int, Any] = {}
    for action in _in_order(script, order):
        outline = action_outline(action, missing.get(action.id, {}), age)
        value = overlaid_at(f"#{action.id}", outline, action.forms.get("xml"), stale)
        if value is not ABSENT:
            structs[action.id] = value
    return _with_actions(document, structs, order)


def _settings(script: Script) -> dict[str, Any]:
    found = script.forms.get("xml")
    return found if isinstance(found, dict) else {}


def _in_order(script: Script, order: list[Any]) -> list[Action]:
    """As the document had them, new ones first; without such an order the newest first [observed]."""
    place = {id: at for at, id in enumerate(order) if type(id) is int}
    return sorted(script.actions, key=lambda each: (place.get(each.id, -1), -each.id))


def _with_actions(document: Any, structs: dict[int, Any], order: list[Any]) -> dict[str, Any]:
    """The document with its actions, and what stood between them (null in the order) in its place."""
    value: dict[str, Any] = dict(document) if isinstance(document, dict) else {"Actions": ""}
    place = value.get("Actions", "")
    members = place if isinstance(place, dict) else {}
    others: list[list[Any]] = [list(each) for each in children_of(members)]
    if not structs:
        return value
    left = dict(structs)
    pairs: list[list[Any]] = []
    for each in order if others else []:
        if each is None and others:
            pairs.append(others.pop(0))
        elif type(each) is int and each in left:
            pairs.append(["ActionStruct", left.pop(each)])
    # Those that the order doesn't know are new: they come first. Without others beside them that is all of them.
    pairs = [["ActionStruct", value] for value in left.values()] + pairs + others
    attributes = {name: each for name, each in members.items() if name.startswith("@")}
    value["Actions"] = {**attributes, MIXED: pairs}
    return value


def _beside(settings: dict[str, Any], end: str) -> tuple[str, str]:
    """Comments and instructions before and behind the document's element."""
    before, behind = "", ""
    beside = settings.get("beside")
    for each in beside if isinstance(beside, list) else []:
        if not (isinstance(each, list) and len(each) == 2 and all(isinstance(one, str) for one in each)):
            continue
        tag, text = each
        if tag[:1] in (COMMENT, INSTRUCTION):
            printed = print_xml(tag[0], text, None)
            if len(tag) == 1:
                before += printed + end
            else:
                behind += end + printed
    return before, behind
