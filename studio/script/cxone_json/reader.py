"""CXone Studio's JSON exports as scripts."""

from __future__ import annotations

from typing import Any

from studio.diagnostics import Diagnostic
from studio.script.cxone_json.codes import Faults
from studio.script.cxone_json.entries import read_branches, read_properties
from studio.script.cxone_json.keeping import keep_the_rest
from studio.script.cxone_json.parse import parse_json
from studio.script.model import Action, Script
from studio.script.text.header import MEDIA_BY_NUMBER


def read_json(text: str, file: str | None = None) -> tuple[Script | None, list[Diagnostic]]:
    """The script of a JSON export, with or without its wrapper, and all findings; None where there is no script in it."""
    faults = Faults(file)
    content = parse_json(text, faults)
    if content is None:
        return None, faults.found
    if not isinstance(content, dict):
        faults.add("JS102", "the document is no object")
        return None, faults.found
    bare = "scriptContent" not in content
    body = content if bare else content["scriptContent"]
    if not isinstance(body, dict) or "actions" not in body:
        faults.add("JS103", "the document holds no script: no scriptContent with actions")
        return None, faults.found
    script = _head(body, faults)
    script.bare = bare
    script.envelope = {} if bare else {name: value for name, value in content.items() if name != "scriptContent"}
    keys = _actions(body, script, faults)
    keep_the_rest(content, body, script, keys, text)
    return script, faults.found


def _head(body: dict[str, Any], faults: Faults) -> Script:
    header = dict(faults.table(body.get("header"), "header"))
    script = Script(name=faults.text(header.get("scriptName"), "scriptName"))
    if not script.name:
        faults.add("JS106", "the header has no scriptName")
    media = header.get("mediaType")
    number = media if isinstance(media, int) and not isinstance(media, bool) else None
    script.media = MEDIA_BY_NUMBER.get(number, ("", ""))[0] if number is not None else ""
    script.purpose = str(header.get("purposeType") or "General")
    script.status = str(header.get("status") or "Active")
    redact = header.get("variableRedaction")
    script.redact = [part.strip() for part in redact.split(",") if part.strip()] if isinstance(redact, str) else []
    script.header = header
    known = ("header", "actions", "properties", "branches")
    script.document = {name: value for name, value in body.items() if name not in known}
    return script


def _actions(body: dict[str, Any], script: Script, faults: Faults) -> dict[str, Action]:
    """The actions that could be read, by their keys in the document."""
    properties = faults.table(body.get("properties"), "properties")
    branches = faults.table(body.get("branches"), "branches")
    keys: dict[str, Action] = {}
    seen: set[int] = set()
    for key, value in faults.table(body.get("actions"), "actions").items():
        number = _number(key, value)
        if number is None or not isinstance(value, dict):
            faults.add("JS107", f"actions has a member {key[:40]!r} that is no action")
            continue
        if number in seen:
            faults.add("JS108", f"two actions have the id {number}", action=number)
            continue
        seen.add(number)
        caption = faults.text(value.get("label"), "the label", number)
        action = Action(id=number, kind=faults.text(value.get("name"), "the name", number), caption=caption)
        action.extra = {name: each for name, each in value.items() if name not in ("actionId", "name", "label")}
        if not action.kind:
            faults.add("JS109", "an action without a name", action=number, caption=action.caption)
        read_properties(properties.get(key), action, faults)
        read_branches(branches.get(key), action, faults)
        script.actions.append(action)
        keys[key] = action
    actions = body.get("actions")
    for name, table in (("properties", properties), ("branches", branches)):
        for key in table:
            if not isinstance(actions, dict) or key not in actions:
                faults.add("JS110", f"{name} names action {key[:40]!r}, which isn't there")
    return keys


def _number(key: str, value: Any) -> int | None:
    found = value.get("actionId", key) if isinstance(value, dict) else key
    text = str(found)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
