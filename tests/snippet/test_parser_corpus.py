"""Every snippet and expression of deployed scripts is read without an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from studio.snippet.parser import parse_expression, parse_snippet, parse_text

EXPRESSIONS = {
    ("IF", "Expression"),
    ("CASE", "Variable"),
    ("LOOP", "Repeat"),
    ("FOR", "FromValue"),
    ("FOR", "ToValue"),
}


def properties(shared: Path) -> Iterator[tuple[str, str, str, str]]:
    """Where a property stands, its action's kind, its name and its value."""
    for path in sorted((shared / "corpus").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8-sig"))["scriptContent"]
        for number, action in content["actions"].items():
            for entry in content["properties"].get(number, {}).values():
                if isinstance(entry["value"], str):
                    yield f"{path.stem} #{number}", action["name"], entry["name"], entry["value"]


def test_snippets_of_deployed_scripts(shared: Path) -> None:
    count = 0
    for place, kind, name, value in properties(shared):
        if (kind, name) == ("SNIPPET", "Data"):
            count += 1
            found = parse_snippet(value)
            assert [each.code for each in found.problems if each.severity == "error"] == [], place
            assert found.program is not None, place
    assert count > 50


def test_expressions_of_deployed_scripts(shared: Path) -> None:
    count = 0
    for place, kind, name, value in properties(shared):
        if (kind, name) in EXPRESSIONS and value:
            count += 1
            node, found = parse_expression(value)
            assert node is not None, (place, name, [each.code for each in found])
    assert count > 30


def test_text_properties_of_deployed_scripts(shared: Path) -> None:
    for place, kind, name, value in properties(shared):
        if kind != "SNIPPET":
            assert parse_text(value)[1] == [], (place, name)
