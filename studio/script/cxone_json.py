"""CXone Studio's JSON exports as scripts. Members that nobody knows stay in the model's ``extra`` parts."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

from studio.diagnostics import Diagnostic, Severity
from studio.script.model import Action, Branch, BranchType, Script

CODES = {
    "JS101": "the file isn't JSON",
    "JS102": "the document is no object",
    "JS103": "the document holds no script",
    "JS104": "a part that should be an object isn't one",
    "JS105": "the document is nested too deep",
    "JS106": "the header has no script name",
    "JS107": "a member of actions is no action",
    "JS108": "two actions have one id",
    "JS109": "an action without a kind",
    "JS110": "properties or branches of an action that isn't there",
    "JS111": "a property without a name",
    "JS112": "a property that stands there twice",
    "JS113": "the branches of an action are no list",
    "JS114": "a branch without a target, or of an unknown type",
    "JS115": "an object with one member twice",
    "JS116": "a name, kind or caption that is no text",
}
#: What is only left out, without harm to the script.
WARNINGS = frozenset({"JS110"})
#: A document with more faults than this is not worth telling them all.
MOST_PROBLEMS = 1000
_TOO_DEEP = object()
LARGEST_ID = 10**15
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
        severity: Severity = "warning" if code in WARNINGS else "error"
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Diagnostic(code, severity, message, file=self.file, action=action, caption=caption))

    def table(self, value: Any, what: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        if value is not None:
            self.fault("JS104", f"{what} is no object")
        return {}

    def text(self, value: Any, what: str, action: int | None = None) -> str:
        if isinstance(value, str) or value is None:
            return value or ""
        self.fault("JS116", f"{what} is no text: {shortened(value)}", action)
        return shortened(value)


def shortened(value: Any) -> str:
    """A value for a message: at most 40 characters."""
    text = (
        value if isinstance(value, str) else f"{type(value).__name__}" if isinstance(value, dict | list) else str(value)
    )
    return text if len(text) <= 40 else text[:39] + "…"


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
    """The document's value, or None with a finding."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            for name, count in Counter(name for name, _ in pairs).items():
                if count > 1:
                    reader.fault("JS115", f"an object has the member {shortened(name)!r} twice; the last one counts")
        return made

    try:
        found = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=members, parse_float=_number_of, parse_constant=_number_of
        )
    except json.JSONDecodeError as fault:
        place = Diagnostic(
            "JS101", "error", f"no JSON: {fault.msg}", file=reader.file, line=fault.lineno, column=fault.colno
        )
        reader.problems.append(place)
        return None
    except ValueError as fault:
        reader.fault("JS101", f"no JSON: {str(fault)[:100]}")
        return None
    except RecursionError:
        found = _TOO_DEEP
    if found is _TOO_DEEP or _deeper(found, DEEPEST):
        reader.fault("JS105", f"the document is nested more than {DEEPEST} deep")
        return None
    if found is None:
        reader.fault("JS102", "the document is no object")
    return found


def _number_of(text: str) -> float:
    """Python's own reader takes ``NaN`` and turns 1e999 into infinity: neither can be written as JSON again."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text[:40]} is no number that JSON knows")
    return value


def _deeper(value: Any, depth: int) -> bool:
    """True if objects and lists are nested deeper than that."""
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def _script(body: dict[str, Any], envelope: dict[str, Any], bare: bool, reader: _Reader) -> Script:
    header = dict(reader.table(body.get("header"), "header"))
    script = Script(name=reader.text(header.get("scriptName"), "scriptName"), envelope=envelope)
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
    script.bare = bare
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
        caption = reader.text(value.get("label"), "the label", number)
        action = Action(id=number, kind=reader.text(value.get("name"), "the name", number), caption=caption)
        action.extra = {name: each for name, each in value.items() if name not in ("actionId", "name", "label")}
        if not action.kind:
            reader.fault("JS109", "an action without a name", number, action.caption)
        _properties(properties.get(key), action, reader)
        _branches(branches.get(key), action, reader)
        script.actions.append(action)
    actions = body.get("actions")
    for name, table in (("properties", properties), ("branches", branches)):
        for key in table:
            if not isinstance(actions, dict) or key not in actions:
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
        name = reader.text(entry["name"], f"the name of property {place[:20]}", action.id)
        if name in action.properties:
            reader.fault("JS112", f"property {name[:60]!r} stands there twice", action.id, action.caption)
            continue
        action.properties[name] = entry.get("value", "")
        others = {key: each for key, each in entry.items() if key not in ("name", "value")}
        if others:
            action.property_extra[name] = others


def _in_order(table: dict[str, Any]) -> list[tuple[str, Any]]:
    """By position, as the keys say it; keys that are no numbers come last."""

    def position(key: str) -> int:
        return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 10**9

    return sorted(table.items(), key=lambda each: position(each[0]))


def _branches(entries: Any, action: Action, reader: _Reader) -> None:
    if entries is None:
        return
    if not isinstance(entries, list):
        reader.fault("JS113", "branches is no list", action.id, action.caption)
        return
    for entry in entries:
        to = entry.get("to") if isinstance(entry, dict) else None
        kind = _TYPES.get(str(entry.get("type", "default"))) if isinstance(entry, dict) else None
        if isinstance(to, str) and to.isascii() and to.isdigit() and len(to) < 16:
            to = int(to)
        if not isinstance(to, int) or isinstance(to, bool) or abs(to) > LARGEST_ID or kind is None:
            reader.fault("JS114", "a branch without a target or of an unknown type", action.id, action.caption)
            continue
        label = "" if kind == "default" else str(entry.get("label", ""))
        extra = {name: each for name, each in entry.items() if name not in ("to", "label", "type")}
        if entry.get("type") == "case":
            extra["type"] = "case"
        if kind == "default" and entry.get("label", "") != "":
            extra["label"] = entry["label"]
        action.branches.append(Branch(to=to, type=kind, label=label, extra=extra))
