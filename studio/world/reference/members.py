"""The members of the world file, part by part, with what each takes in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from studio.world.reference.schema import ALSO, KIND, NODE, REQUIRED, SAME_AS, marked_schema
from studio.world.settings import WorldSettings

_WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null"}
_FORMATS = {"date-time": "date and time", "path": "path", "date": "date", "time": "time of day"}


@dataclass(frozen=True, slots=True)
class Member:
    """One member: what it takes, its default as it is written (None: it must be given), and what it means.

    ``inner`` are the paths of the sections that tell of its own members.
    """

    name: str
    also: tuple[str, ...]
    kind: str
    default: Any
    required: bool
    about: str
    node: dict[str, Any]
    inner: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The members of one mapping; ``path`` leads to it from the top of the file."""

    path: tuple[str, ...]
    about: str
    members: tuple[Member, ...]


def sections(model: type[BaseModel] = WorldSettings) -> list[Section]:
    """The top of the file, then every part with the mappings inside it, each where it is first met."""
    return list(_Walk().sections((), marked_schema(model)))


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """A node, or what it refers to."""
    found: dict[str, Any] = node.get(NODE, node)
    return found


def mappings(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The mappings with named members that a value may be, or may hold."""
    found = resolved(node)
    if found.get("properties"):
        yield found
        return
    for name in ("anyOf", "oneOf", "allOf", "prefixItems"):
        for each in found.get(name, ()):
            yield from mappings(each)
    for name in ("items", "additionalProperties"):
        if isinstance(found.get(name), dict):
            yield from mappings(found[name])


class _Walk:
    def __init__(self) -> None:
        self._known: dict[int, tuple[str, ...]] = {}

    def sections(self, path: tuple[str, ...], node: dict[str, Any]) -> Iterator[Section]:
        self._known[id(node)] = path
        members = []
        inside: list[tuple[tuple[str, ...], dict[str, Any]]] = []
        required = node.get("required", ())
        for name, each in node["properties"].items():
            if SAME_AS in each:
                continue
            paths = []
            for inner in mappings(each):
                if id(inner) not in self._known:
                    self._known[id(inner)] = (*path, name)
                    inside.append(((*path, name), inner))
                paths.append(self._known[id(inner)])
            needed = name in required or bool(each.get(REQUIRED))
            members.append(
                Member(
                    name,
                    tuple(each.get(ALSO, ())),
                    kind(each),
                    each.get("default"),
                    needed,
                    each.get("description", resolved(each).get("description", "")),
                    each,
                    tuple(dict.fromkeys(paths)),
                )
            )
        yield Section(path, node.get("description", ""), tuple(members))
        for inner_path, inner in inside:
            yield from self.sections(inner_path, inner)


# --------------------------------------------------------------------------------------------------- words
def kind(node: dict[str, Any]) -> str:
    """What a value may be, in words."""
    if KIND in node:
        return str(node[KIND])
    found = resolved(node)
    if found is not node:
        return kind(found)
    if "const" in found or "enum" in found:
        values = [found["const"]] if "const" in found else found["enum"]
        return "one of " + ", ".join(written(each) for each in values) if len(values) > 1 else written(values[0])
    for name in ("anyOf", "oneOf"):
        if name in found:
            return " or ".join(dict.fromkeys(kind(each) for each in found[name]))
    match found.get("type"):
        case "array":
            items = found.get("items")
            return f"list of {_many(kind(items))}" if isinstance(items, dict) else "list"
        case "object":
            values = found.get("additionalProperties")
            if found.get("properties") or not isinstance(values, dict):
                return "mapping"
            return f"mapping, {kind(values)} by name"
        case "string":
            return _FORMATS.get(found.get("format", ""), "text")
        case str() as name:
            return _WORDS.get(name, name) + _range(found)
    return "any value"


def _many(words: str) -> str:
    for one in ("text", "mapping", "number", "whole number", "path"):
        if words == one or words.startswith(f"{one},"):
            return f"{one}s{words[len(one) :]}"
    return words


def _range(node: dict[str, Any]) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    if low is not None and high is not None:
        return f", {low:,} to {high:,}"
    words = {
        "minimum": "{:,} or more",
        "maximum": "{:,} at most",
        "exclusiveMinimum": "above {:,}",
        "exclusiveMaximum": "below {:,}",
    }
    told = [text.format(node[name]) for name, text in words.items() if node.get(name) is not None]
    return ", " + ", ".join(told) if told else ""


def written(value: Any) -> str:
    """A value as it is written in a world file, on one line."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, str) and value.replace("_", "").isalnum() and not value[0].isdigit():
        return value if value.lower() not in ("true", "false", "yes", "no", "on", "off", "null") else json.dumps(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(name)}: {written(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
