"""Keeps what a document says beside what the model holds: odd data as overlays, and the order of members as layout."""

from __future__ import annotations

from typing import Any

from studio.script.cxone_json.layout import layout_of
from studio.script.cxone_json.outline import TABLES, action_outline, document_outline
from studio.script.model import Action, Script
from studio.script.overlay import parted
from studio.script.placing import missing_members


def keep_the_rest(
    whole: dict[str, Any], body: dict[str, Any], script: Script, keys: dict[str, Action], text: str
) -> None:
    """Notes in the script, and in each action, what the writer wouldn't write by itself. ``keys`` are those of actions."""
    layout = layout_of(text)
    script.layout = {"json": layout}
    missing = missing_members(script)
    orders: dict[int, Any] = {}
    for key, action in keys.items():
        entries = {"key": key} | {name: body[name][key] for name in TABLES if _has(body, name, key)}
        data, order = parted(action_outline(action, missing.get(action.id, {})), entries)
        if data is not None:
            action.forms = {"json": data}
        if order is not None:
            orders[action.id] = order
    if orders:
        layout["actions"] = orders
    _of_document(whole, body, script, keys)
    _of_tables(body, script, keys)


def _has(body: dict[str, Any], table: str, key: str) -> bool:
    return isinstance(body.get(table), dict) and key in body[table]


def _of_document(whole: dict[str, Any], body: dict[str, Any], script: Script, keys: dict[str, Action]) -> None:
    rest = dict(body)
    for table in TABLES:
        entries = body.get(table)
        if isinstance(entries, dict):
            rest[table] = {key: value for key, value in entries.items() if key not in keys}
    document = rest if script.bare else {**whole, "scriptContent": rest}
    data, order = parted(document_outline(script), document)
    if data is not None:
        script.forms = {"json": data}
    if order is not None:
        script.layout["json"]["document"] = order


def _of_tables(body: dict[str, Any], script: Script, keys: dict[str, Action]) -> None:
    for table in TABLES:
        entries = body.get(table)
        if not isinstance(entries, dict):
            continue
        usual = sorted((each for each in entries if each in keys), key=lambda each: keys[each].id)
        usual += [each for each in entries if each not in keys]
        if list(entries) != usual:
            script.layout["json"][f"order {table}"] = list(entries)
