"""Every member of a world file with something wrong in it: it is told with its place, or it is taken. Nothing else happens."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studio.diagnostics import has_errors
from studio.world.checking import check_file
from studio.world.places import read_placed
from studio.world.reference.schema import world_schema
from studio.world.settings import WorldSettings

WRONG = (
    None, "", True, -1, 1.5, 10**400, 1e308, "x" * 5000, [], [[]], {}, {"a": 1}, [None], {"": None},
    "-1s", "9999d", "2026-13-45", "../..", "::", "[", "\0",
)  # fmt: skip
SCHEMA = world_schema()
#: Where a member stands: the names to it, and the schema that each name belongs to.
Way = tuple[tuple[str | int, dict[str, Any]], ...]


def meant(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = node
    while "$ref" in found:
        found = SCHEMA["$defs"][found["$ref"].rpartition("/")[2]]
    return found


def members(node: dict[str, Any], way: Way, seen: set[int]) -> Iterator[Way]:
    """Every member, by one way to it."""
    node = meant(node)
    if way:
        yield way
    if id(node) in seen:
        return
    seen.add(id(node))
    for each in node.get("anyOf", []):
        yield from members(each, way, seen)
    for name, each in node.get("properties", {}).items():
        yield from members(each, (*way, (name, node)), seen)
    if "items" in node:
        yield from members(node["items"], (*way, (0, node)), seen)
    if isinstance(node.get("additionalProperties"), dict):
        yield from members(node["additionalProperties"], (*way, ("some name", node)), seen)


def least(node: dict[str, Any]) -> Any:
    """Something that the member may be."""
    node = meant(node)
    if "enum" in node:
        return node["enum"][0]
    if "anyOf" in node:
        return least(node["anyOf"][0])
    match node.get("type"):
        case "object":
            return {name: least(node["properties"][name]) for name in node.get("required", [])}
        case "array":
            return []
        case "integer" | "number":
            return node.get("minimum", 1)
    return "https://service.example/"


def holding(way: Way, value: Any) -> Any:
    """A file in which the member has this value."""
    for name, node in reversed(way):
        value = [value] if name == 0 else {**(least(node) if node.get("properties") else {}), name: value}
    return value


@pytest.mark.slow
def test_every_member_with_something_wrong(tmp_path: Path) -> None:
    chance = random.Random(5)
    file = tmp_path / "world.yaml"
    tried = 0
    for way in members(SCHEMA, (), set()):
        for value in chance.sample(WRONG, 3):
            file.write_text(json.dumps(holding(way, value)), encoding="utf-8")
            settings, problems, _ = read_placed(file, WorldSettings)
            tried += 1
            assert (settings is None) == has_errors(problems), (way[-1][0], value)
            assert all(each.line and each.column and each.message for each in problems), (way[-1][0], value)
    assert tried > 1000


@pytest.mark.parametrize(
    "text",
    [
        "crm: {lease_minutes: 1e+308}",
        "platform: {run_seconds: 1e+308}",
        "platform: {breaker_seconds: 1e+308}",
        "values: {lists: [{name: a, hours: 1e+308}]}",
        "limits: {profile: []}",
        "start: !!timestamp soon",
        "begin_keeps_parameters: !!bool perhaps",
    ],
)
def test_what_has_been_too_much_for_it(tmp_path: Path, text: str) -> None:
    file = tmp_path / "world.yaml"
    file.write_text(text)
    assert [(each.severity, each.line) for each in check_file(file)] == [("error", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "files: {initial: {a: {from: /dev/zero}}}",
        "data: {databases: [{tables: {t: /dev/zero}}]}",
        "crm: {leads: /dev/zero}",
        "http: {routes: [{prefix: https://service.example/, replay: /dev/zero}]}",
    ],
)
def test_a_device_is_not_read(tmp_path: Path, text: str) -> None:
    file = tmp_path / "world.yaml"
    file.write_text(text)
    assert "not a file" in "".join(each.message for each in check_file(file))
    assert "not a file" in check_file(Path("/dev/zero"))[0].message
