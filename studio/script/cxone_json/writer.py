"""Scripts as CXone Studio's JSON exports: the way back of :mod:`studio.script.cxone_json.reader`."""

from __future__ import annotations

from typing import Any

from studio.script.cxone_json.layout import print_json
from studio.script.cxone_json.outline import TABLES, action_outline, document_outline
from studio.script.model import Script
from studio.script.overlay import overlaid, overlaid_at
from studio.script.placing import missing_members


def write_json(script: Script, stale: list[str] | None = None) -> str:
    """The script's document: of a script that was read from one the same data, of a file as read the same text.

    Members that an editor needs and the script lacks (position, dependency order) are filled in. ``stale`` takes the
    places where the script was edited so that what the document once said there no longer fits.
    """
    return print_json(document_of(script, stale), script.layout.get("json", {}))


def document_of(script: Script, stale: list[str] | None = None) -> Any:
    """The script's document as data."""
    whole = overlaid(document_outline(script), script.forms.get("json", {"in": {}}), stale)
    layout = script.layout.get("json", {})
    whole = _reordered(whole, layout.get("document"))
    content = whole if script.bare or not isinstance(whole, dict) else whole.get("scriptContent")
    if not isinstance(content, dict):
        return whole
    missing = missing_members(script)
    orders = layout.get("actions", {})
    rows: list[dict[str, Any]] = []
    for action in sorted(script.actions, key=lambda each: each.id):
        outline = action_outline(action, missing.get(action.id, {}))
        entries = overlaid_at(f"#{action.id}", outline, action.forms.get("json"), stale)
        if isinstance(entries, dict):
            rows.append(_reordered(entries, orders.get(action.id)))
    for table in TABLES:
        _fill(content, table, rows, layout.get(f"order {table}"))
    return whole


def _fill(content: dict[str, Any], table: str, rows: list[dict[str, Any]], order: list[str] | None) -> None:
    entries = {str(row["key"]): row[table] for row in rows if table in row and "key" in row}
    if not entries:
        return
    place = content.get(table)
    made = {**entries, **(place if isinstance(place, dict) else {})}
    if order is not None:
        made = {**{key: made[key] for key in order if key in made}, **made}
    content[table] = made


def _reordered(value: Any, order: Any) -> Any:
    return value if order is None else overlaid(value, order)
