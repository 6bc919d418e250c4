"""CXone Studio's JSON exports as scripts. Members that nobody knows stay in the model's ``extra`` parts."""

from __future__ import annotations

import json
import re
from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.model import Action, Branch, BranchType, Script

#: Objects within objects; the deepest real export has about ten.
DEEPEST = 100
MEDIA = {
    0: "Generic",
    1: "Email",
    3: "Chat",
    4: "Phone",
    5: "Voicemail",
    6: "Work Item",
    7: "SMS",
    9: "Digital",
}
#: The names that go with the numbers in exports [observed for call and digital].
MEDIA_NAMES = {"Phone": "call", "Digital": "digital"}
_TYPES: dict[str, BranchType] = {"default": "default", "branch": "branch", "custom": "custom", "case": "custom"}


class _Reader:
    def __init__(self, file: str | None) -> None:
        self.file = file
        self.problems: list[Diagnostic] = []

    def fault(self, code: str, message: str, action: int | None = None, caption: str | None = None) -> None:
        self.problems.append(Diagnostic(code, "error", message, file=self.file, action=action, caption=caption))

    def table(self, value: Any, what: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        if value is not None:
            self.fault("JS104", f"{what} is no object")
        return {}


def read_json(text: str, file: str | None = None) -> tuple[Script | None, list[Diagnostic]]:
    """The script of a JSON export, with or without its wrapper, and all findings; None where there is no script in it."""
    reader = _Reader(file)
    content = _parse(text, reader)
    if content is None:
        return None, reader.problems
    if not isinstance(content, dict):
        reader.fault("JS102", "the document is no object")
        return None, reader.problems
    bare = "scriptContent" not in content
    body = content if bare else content["scriptContent"]
    if not isinstance(body, dict) or "actions" not in body:
        reader.fault("JS103", "the document holds no script: no scriptContent with actions")
        return None, reader.problems
    envelope = {} if bare else {name: value for name, value in content.items() if name != "scriptContent"}
    return _script(body, envelope, bare, reader), reader.problems


def _parse(text: str, reader: _Reader) -> Any:
    depth = 0
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[{\]}]', text):
        if found[0] in ("{", "["):
            depth += 1
        elif found[0] in ("}", "]"):
            depth -= 1
        if depth > DEEPEST:
            reader.fault("JS105", f"the document is nested more than {DEEPEST} deep")
            return None
    try:
        return json.loads(text)
    except json.JSONDecodeError as fault:
        place = Diagnostic("JS101", "error", f"no JSON: {fault.msg}", file=reader.file, line=fault.lineno, column=fault.colno)
        reader.problems.append(place)
    except (ValueError, RecursionError) as fault:
        reader.fault("JS101", f"no JSON: {fault}")
    return None


def _script(body: dict[str, Any], envelope: dict[str, Any], bare: bool, reader: _Reader) -> Script:
    header = dict(reader.table(body.get("header"), "header"))
    script = Script(name=str(header.get("scriptName", "")), envelope=envelope)
    if not script.name:
        reader.fault("JS106", "the header has no scriptName")
    media = header.get("mediaType")
    number = media if isinstance(media, int) and not isinstance(media, bool) else None
    script.media = MEDIA.get(number, "") if number is not None else ""
    script.purpose = str(header.get("purposeType") or "General")
    script.status = str(header.get("status") or "Active")
    redact = header.get("variableRedaction")
    script.redact = [part.strip() for part in redact.split(",") if part.strip()] if isinstance(redact, str) else []
    script.header = header
    known = ("header", "actions", "properties", "branches")
    script.document = {name: value for name, value in body.items() if name not in known}
    if bare:
        script.document["bare"] = True
    _actions(body, script, reader)
    return script


def _actions(body: dict[str, Any], script: Script, reader: _Reader) -> None:
    properties = reader.table(body.get("properties"), "properties")
    branches = reader.table(body.get("branches"), "branches")
    seen: set[int] = set()
    for key, value in reader.table(body.get("actions"), "actions").items():
        number = _number(key, value)
        if number is None or not isinstance(value, dict):
            reader.fault("JS107", f"actions has a member {key[:40]!r} that is no action")
            continue
        if number in seen:
            reader.fault("JS108", f"two actions have the id {number}", number)
            continue
        seen.add(number)
        action = Action(id=number, kind=str(value.get("name", "")), caption=str(value.get("label", "")))
        action.extra = {name: each for name, each in value.items() if name not in ("actionId", "name", "label")}
        if not action.kind:
            reader.fault("JS109", "an action without a name", number, action.caption)
        _properties(properties.get(key), action, reader)
        _branches(branches.get(key), action, reader)
        script.actions.append(action)
    for name, table in (("properties", properties), ("branches", branches)):
        for key in table:
            if key not in reader.table(body.get("actions"), "actions"):
                reader.fault("JS110", f"{name} names action {key[:40]!r}, which isn't there")


def _number(key: str, value: Any) -> int | None:
    found = value.get("actionId", key) if isinstance(value, dict) else key
    text = str(found)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _properties(table: Any, action: Action, reader: _Reader) -> None:
    for place, entry in _in_order(reader.table(table, f"properties of action {action.id}")):
        if not isinstance(entry, dict) or "name" not in entry:
            reader.fault("JS111", f"property {place[:20]!r} has no name", action.id, action.caption)
            continue
        name = str(entry["name"])
        if name in action.properties:
            reader.fault("JS112", f"property {name[:60]!r} stands there twice", action.id, action.caption)
            continue
        action.properties[name] = entry.get("value", "")
        others = {key: each for key, each in entry.items() if key not in ("name", "value")}
        if others:
            action.property_extra[name] = others


def _in_order(table: dict[str, Any]) -> list[tuple[str, Any]]:
    """By position, as the keys say it; keys that are no numbers come last."""
    return sorted(table.items(), key=lambda each: int(each[0]) if each[0].isascii() and each[0].isdigit() else 10**9)


def _branches(entries: Any, action: Action, reader: _Reader) -> None:
    if entries is None:
        return
    if not isinstance(entries, list):
        reader.fault("JS113", "branches is no list", action.id, action.caption)
        return
    for entry in entries:
        to = entry.get("to") if isinstance(entry, dict) else None
        kind = _TYPES.get(str(entry.get("type", "default"))) if isinstance(entry, dict) else None
        if isinstance(to, str) and to.isascii() and to.isdigit():
            to = int(to)
        if not isinstance(to, int) or isinstance(to, bool) or kind is None:
            reader.fault("JS114", "a branch without a target or of an unknown type", action.id, action.caption)
            continue
        label = "" if kind == "default" else str(entry.get("label", ""))
        extra = {name: each for name, each in entry.items() if name not in ("to", "label", "type")}
        if entry.get("type") == "case":
            extra["type"] = "case"
        if kind == "default" and entry.get("label", "") != "":
            extra["label"] = entry["label"]
        action.branches.append(Branch(to=to, type=kind, label=label, extra=extra))
