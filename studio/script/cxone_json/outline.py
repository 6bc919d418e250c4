"""A script as CXone's JSON has it, before any overlay, in the order of members that exports have [observed]."""

from __future__ import annotations

from typing import Any

from studio.script.model import Action, Branch, Script
from studio.script.text.header import implied_header

#: The tables of a document that have one entry for an action.
TABLES = ("actions", "properties", "branches")
_ACTION = (
    "actionId",
    "libraryId",
    "name",
    "version",
    "label",
    "dependencyOrder",
    "implType",
    "x",
    "y",
    "xws",
    "yws",
)
_BRANCH = ("to", "label", "type", "labelDistance", "index", "ports", "lineType", "elbows")
#: Members of a full dump of the editor.
_DUMP = (
    "isDataLoaded",
    "isDataLoading",
    "isDataSaving",
    "isNewScript",
    "isViewOnlyMode",
    "isLockOverride",
    "isVersionHistoryMode",
    "dataLoadingProgress",
    "error",
    "issues",
    "startTraceOptions",
    "versionHistory",
    "scriptVersions",
    "lastVersionEdited",
    "traceWindowCount",
    "variables",
    "compareScript",
    "customConnectorIdentifier",
)


def document_outline(script: Script) -> dict[str, Any]:
    """The document with empty tables."""
    header = {**script.header, "scriptName": script.name} if script.header else implied_header(script)
    known = {name: script.document[name] for name in _DUMP if name in script.document}
    others = {name: value for name, value in script.document.items() if name not in known and name != "schemaVersion"}
    content: dict[str, Any] = {"header": header, "actions": {}, "properties": {}, "branches": {}, **known, **others}
    if "schemaVersion" in script.document:
        content["schemaVersion"] = script.document["schemaVersion"]
    return content if script.bare else {"scriptContent": content, **script.envelope}


def action_outline(action: Action, more: dict[str, Any]) -> dict[str, Any]:
    """The entries of an action by table, and their ``key``. ``more`` has members that the model lacks."""
    members = {"actionId": action.id, "name": action.kind, "label": action.caption, **action.extra, **more}
    entries: dict[str, Any] = {
        "key": str(action.id),
        "actions": _in_order(members, _ACTION),
        "properties": _properties(action),
    }
    if action.branches:
        entries["branches"] = [_branch(each) for each in action.branches]
    return entries


def _in_order(members: dict[str, Any], order: tuple[str, ...]) -> dict[str, Any]:
    made = {name: members[name] for name in order if name in members}
    return made if len(made) == len(members) else made | members


def _properties(action: Action) -> dict[str, Any]:
    others = action.property_extra
    return {
        str(at): {"name": name, "value": value, **others.get(name, {})}
        for at, (name, value) in enumerate(action.properties.items())
    }


def _branch(branch: Branch) -> dict[str, Any]:
    return _in_order({"to": branch.to, "label": branch.label, "type": branch.type, **branch.extra}, _BRANCH)
