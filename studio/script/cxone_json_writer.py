"""Scripts as CXone Studio's JSON exports: the way back of :mod:`studio.script.cxone_json`."""

from __future__ import annotations

import json
import re
from typing import Any

from studio.script.model import Action, Branch, Script
from studio.script.text.header import implied_header

_HALF_SURROGATE = re.compile("[\ud800-\udfff]")


def write_json(script: Script) -> str:
    """The script's document: of a script that was read from one the same members and values.

    What the model has no place for is not told apart: an action without properties gets an empty table, one without
    connectors no list, and properties count from 0.
    """
    content: dict[str, Any] = {
        "header": _header(script),
        "actions": {str(each.id): _action(each) for each in script.actions},
        "properties": {str(each.id): _properties(each) for each in script.actions},
        "branches": {str(each.id): [_branch(one) for one in each.branches] for each in script.actions if each.branches},
        **script.document,
    }
    whole = content if script.bare else {"scriptContent": content, **script.envelope}
    text = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    return _HALF_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _header(script: Script) -> dict[str, Any]:
    if not script.header:
        return implied_header(script)
    return {**script.header, "scriptName": script.name}


def _action(action: Action) -> dict[str, Any]:
    return {"actionId": action.id, "name": action.kind, "label": action.caption, **action.extra}


def _properties(action: Action) -> dict[str, Any]:
    return {
        str(at): {"name": name, "value": value, **action.property_extra.get(name, {})}
        for at, (name, value) in enumerate(action.properties.items())
    }


def _branch(branch: Branch) -> dict[str, Any]:
    return {"to": branch.to, "label": branch.label, "type": branch.type, **branch.extra}
