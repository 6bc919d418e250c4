"""Texts in world files: a number where a text belongs is its digits, so that nobody has to quote ``4711``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator


def as_text(value: Any) -> Any:
    """A whole number or a fraction as text; anything else stays as it is, for the next check."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value


#: A text that may be written as a number.
Text = Annotated[str, BeforeValidator(as_text, json_schema_input_type=str | float)]


def numbers_too(schema: dict[str, Any]) -> None:
    """Let a model's schema take numbers where it takes free text, for models with ``coerce_numbers_to_str``."""
    for member in schema.get("properties", {}).values():
        _widen(member)


def _widen(member: dict[str, Any]) -> None:
    if member.get("type") == "string" and "enum" not in member and "format" not in member:
        member["type"] = ["string", "number"]
    for part in ("items", "additionalProperties"):
        if isinstance(member.get(part), dict):
            _widen(member[part])
    for each in (*member.get("anyOf", ()), *member.get("prefixItems", ())):
        _widen(each)
